"""PyYAML has a parser in C, where libyaml is there, and one in Python: flows and mistakes are the same to both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from runner.errors import FlowError, Problem
from runner.flow import source
from runner.flow.check import check
from runner.flow.load import load
from runner.flow.source import Node, read

from .test_load import BAD

ROOT = Path(__file__).parents[2]
GOOD = [
    *sorted(ROOT.glob("flows/*.yaml")),
    *sorted(ROOT.glob("tests/flow/patch/*.yaml")),
    *sorted(ROOT.glob("tests/cases/*/*.yaml")),
    ROOT / "config.example.yaml",
]
# What one of them reads and the other does not; `check` warns of it, in the words the other one refuses it with.
ONE_READS = {"yaml-question-mark-in-braces", "yaml-tab-after-colon"}
PARSERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]

pytestmark = pytest.mark.skipif(len(PARSERS) < 2, reason="PyYAML has no libyaml here")


def with_each(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for parser in PARSERS:
        monkeypatch.setattr(source, "_PARSER", parser)
        yield


def as_told(node: Node | None) -> Any:
    """A node with all that is known of it."""
    if node is None:
        return None
    place = (node.place, node.start, node.end)
    if node.pairs is not None:
        return place, [(as_told(key), as_told(value)) for key, value in node.pairs]
    return place, [as_told(one) for one in node.items] if node.items is not None else node.value


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_is_the_same_to_both(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text("utf-8")
    first, second = (read(text, path.name) for _ in with_each(monkeypatch))
    assert first.problems == second.problems
    assert as_told(first.root) == as_told(second.root)


def problems(path: Path) -> list[Problem]:
    try:
        return check(load(path.read_bytes().decode("utf-8"), path.name))
    except FlowError as error:
        return error.problems


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_mistake_is_the_same_to_both(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python, c = (problems(path) for _ in with_each(monkeypatch))
    if path.stem not in ONE_READS:
        assert python == c
        return
    assert [one.severity for one in python] == ["error"]
    said = [(one.line, one.column, one.message, one.hint) for one in c if one.severity == "warning"]
    assert (python[0].line, python[0].column, python[0].message, python[0].hint) in said


@pytest.mark.parametrize("path", sorted(ROOT.glob("flows/*.yaml")), ids=lambda path: path.stem)
def test_a_flow_of_ours_loads_with_both(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (load(path.read_text("utf-8"), path.name) for _ in with_each(monkeypatch))
    assert first.flow == second.flow
