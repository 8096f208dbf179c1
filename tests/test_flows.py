"""One test per shipped flow: it loads, nothing in it is doubtful, and people know what they begin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from runner.flow.check import check
from runner.flow.index import MANUAL, table, with_table
from runner.flow.load import load_file, walk
from runner.flow.model import Condition, Name
from runner.flow.schema import FILE, as_text, flow_schema
from runner.flow.source import read

from .few import nth
from .sites.case import Case, all_cases

FLOWS = sorted((Path(__file__).parents[1] / "flows").glob("*.yaml"))
SHIPPED = {path.stem for path in FLOWS}
WALKED_ELSEWHERE = {"practice"}  # in test_run.py, on the practice site


@cache
def _schema() -> jsonschema.Draft202012Validator:
    """As an editor has it; made once, which takes as long as checking a flow by it."""
    return jsonschema.Draft202012Validator(flow_schema())


@pytest.mark.slow
@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_flow(path: Path) -> None:
    file = load_file(path)
    assert [str(one) for one in check(file, shipped=True) if one.severity == "error"] == []
    assert [url for line in file.flow.sources or () if not (url := line.split(" – ")[0]).startswith("http")] == []
    assert file.id == path.stem
    assert path.read_text("utf-8").endswith("\n")  # so that what is added to it stands in a line of its own


@pytest.mark.slow
@pytest.mark.parametrize("path", nth(FLOWS, 6, pytest.mark.whole), ids=lambda path: path.stem)
def test_an_editor_takes_it_by_the_schema(path: Path) -> None:
    root = read(path.read_text("utf-8"), str(path)).root
    assert root is not None
    _schema().validate(root.data())


def without_pages(flows: set[str], cases: list[Case]) -> list[str]:
    """Flows that no case walks."""
    return sorted(flows - {case.flow for case in cases} - WALKED_ELSEWHERE)


def test_no_flow_is_without_pages() -> None:
    assert not without_pages(SHIPPED, all_cases()), "write its pages and cases: tests/sites/README.md"


def test_a_flow_without_pages_is_noticed() -> None:
    assert without_pages({*SHIPPED, "brand-new"}, all_cases()) == ["brand-new"]


def test_no_case_is_for_a_flow_that_is_gone() -> None:
    assert {case.flow for case in all_cases()} <= SHIPPED


def test_the_table_of_flows_is_fresh() -> None:
    text = MANUAL.read_text("utf-8")
    assert text == with_table(text, table(FLOWS)), "run `make generated`"
    assert all(f"[{path.stem}]({path.name})" in text for path in FLOWS)


def test_a_manual_without_a_place_for_the_table_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no place for the table"):
        with_table("# How to write a flow\n", table(FLOWS))


def test_a_cell_of_the_table_stays_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("title: S – a | b\nservice: S\nsteps: []\n", "utf-8")
    assert table([path]).splitlines()[2] == r"| [x](x.yaml) | S | a \| b |  |  |  |"


@pytest.mark.slow
def test_the_schema_file_is_fresh() -> None:
    assert FILE.read_text("utf-8") == as_text(), "run `make generated`"
    jsonschema.Draft202012Validator.check_schema(flow_schema())


@pytest.mark.slow
@pytest.mark.parametrize(
    "steps",
    ["[{clik: x}]", "[{click: {lnk: x}}]", "[{click: x, open: y}]", "[]", "[{pause: {for: never, say: x}}]"],
)
def test_the_schema_refuses_what_the_loader_refuses(steps: str) -> None:
    root = read(f"title: T\nservice: S\nhosts: [a.example]\nsteps: {steps}", "f.yaml").root
    assert root is not None
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(root.data(), flow_schema())


NO = (
    *(
        "Your changes could not be saved.",
        "Not saved",
        "Your settings were not saved",
        "We couldn't save it: not saved",
    ),
    *("Last saved a year ago", "It will be saved when you press Save", "Your request was not sent."),
    *("We have not received your request.", "We could not submit your request."),
    *("Thank you for your request, but something went wrong.", "Thank you. Please try again later."),
    "Thanks for your patience: it could not be sent.",
)


def says(condition: Condition | None) -> Iterator[Name]:
    """The texts that would say that it was done."""
    for part in (condition.any or condition.all or ()) if condition else ():
        yield from says(part)
    for one in condition.visible.candidates() if condition and condition.visible else ():
        yield from one.names if one.role == "text" else ()


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_what_says_that_it_was_not_done_is_no_sign_that_it_was(path: Path) -> None:
    """By such a text a flow claims that something was sent, or switched."""
    ends = [step.ends_when for _, step in walk(load_file(path).flow.steps) if step.about in ("submit", "switch")]
    for name in (name for end in ends for name in says(end)):
        assert not [text for text in NO if name.fits(text)], name.text
