"""Changes of a flow's text: what is meant to change does, and every other character stays."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runner.errors import RepairError
from runner.flow import patch
from runner.flow.describe import writable
from runner.flow.kinds import KINDS
from runner.flow.load import Loc, load, load_file, read_text, walk
from runner.flow.model import ROLES, names_of
from runner.flow.source import read
from runner.flow.splice import Document, written
from tests.few import nth
from tests.test_flows import FLOWS

PAIRS = Path(__file__).parent / "patch"
HEAD = "title: t\nservice: s\nhosts: [example.com]\nsteps:\n"
OPERATIONS = {one.__name__: one for one in (patch.add_name, patch.add_candidate, patch.insert_step, patch.drop_step)}


# -- golden pairs -------------------------------------------------------------------------------------------------


def outcome(before: str) -> tuple[str, str]:
    """What the comment on the first line asks for: the ending of the golden file, and its text."""
    order = before.removeprefix("\ufeff").partition("\n")[0].removeprefix("# ").strip()
    name, _, arguments = order.partition(" ")
    loc, *given = json.loads(f"[{arguments}]")
    named = given.pop() if given and name == "add_name" and isinstance(given[-1], dict) else {}
    load(before.removeprefix("\ufeff"), "before.yaml")
    try:
        after: str = OPERATIONS[name](before, tuple(loc), *given, **named)
    except RepairError as error:
        return ".txt", f"{error}\n"
    load(after.removeprefix("\ufeff"), "after.yaml")
    return ".after.yaml", after


@pytest.mark.parametrize("path", sorted(PAIRS.glob("*.before.yaml")), ids=lambda path: path.name.split(".")[0])
def test_golden(path: Path) -> None:
    ending, after = outcome(path.read_bytes().decode("utf-8"))
    golden = path.with_name(path.name.replace(".before.yaml", ending))
    if not golden.exists():
        golden.write_bytes(after.encode("utf-8"))
        pytest.fail(f"{golden.name} was not there; it is now, so read it")
    assert after == golden.read_bytes().decode("utf-8")


def test_golden_files_belong_to_something() -> None:
    stray = {path.name.split(".")[0] for path in PAIRS.iterdir()} - {
        p.name.split(".")[0] for p in PAIRS.glob("*.before.yaml")
    }
    assert stray == {"README"}


# -- every shipped flow, every step one could point at --------------------------------------------------------------


def places() -> Iterator[tuple[Path, Loc]]:
    for path in FLOWS:
        for loc, step in walk(load_file(path).flow.steps):
            if step.aimed or getattr(step, "control", None):
                yield path, loc


def steps() -> Iterator[tuple[Path, Loc]]:
    for path in FLOWS:
        for loc, _ in walk(load_file(path).flow.steps):
            yield path, loc


PLACES = st.deferred(lambda: st.sampled_from(list(places())))  # read when the first test asks
STEPS = st.deferred(lambda: st.sampled_from(list(steps())))
NAMES = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=80),
    st.sampled_from(
        ["no", "on", "~", "12", "1e3", "0o17", "a: b", "a #b", "- a", "'", '"', "[x", "{x}", "& co", "*", "!", "%"]
    ),
    st.sampled_from(
        ["any", "true", "null", "2026-11-23", "12:30", "=", "<<", "@x", "`x`", "?", "…:", "😀", "é\u0301", "x:"]
    ),
).filter(writable)
LANGUAGES = st.sampled_from(["", "en", "de", "no", "pt", "pt-BR", "fil", "tab", "x", "ja", "english"])


def only_inserted(before: str, after: str) -> bool:
    """Whether the one can be had from the other by leaving out."""
    rest = iter(after)
    return all(letter in rest for letter in before)


def lines_changed(before: str, after: str) -> list[str]:
    """The lines that came and went, with `+` or `-` before them."""
    told = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return [line for line in told if line[:2] not in ("--", "++", "@@")]


def names_in(data: Any) -> Iterator[str]:
    if isinstance(data, (dict, list)):
        for one in data.values() if isinstance(data, dict) else data:
            yield from names_in(one)
    else:
        yield repr(data)


def data_of(text: str) -> Any:
    root = read(text, "x").root
    assert root is not None
    return root.data()


@pytest.mark.slow
@pytest.mark.whole
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(place=PLACES, name=NAMES, role=st.sampled_from([None, *ROLES]), language=LANGUAGES)
def test_a_name_more_in_any_shipped_flow(place: tuple[Path, Loc], name: str, role: str | None, language: str) -> None:
    path, loc = place
    before = read_text(path)
    after = patch.add_name(before, loc, name, role=role, language=language)
    load(after, str(path))
    assert only_inserted(before, after)
    old, new = list(names_in(data_of(before))), list(names_in(data_of(after)))
    said = repr(name)
    assert new.count(said) == old.count(said) + 1
    assert [one for one in new if one != said] == [one for one in old if one != said]  # the others, in their order
    assert after.count("\n") - before.count("\n") <= 3
    assert name in names_looked_for(load(after, str(path)).flow.steps, loc, role)


def names_looked_for(steps: Any, loc: Loc, role: str | None) -> list[str]:
    """The names of a step's target; where an option was pointed at, those of the option to choose from it."""
    options = getattr(dict(walk(steps))[loc], "option", None)
    if options and role == "option":
        return [name.text for name in names_of(options)]
    return [name.text for one in find(steps, loc).candidates() for name in one.names]


def find(steps: Any, loc: Loc) -> Any:
    step = dict(walk(steps))[loc]
    return getattr(step, "control", None) or getattr(step, "target", None) or step.looks_for


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(place=PLACES, path=st.from_regex(r"\A/[a-z/]{1,20}\Z"))
def test_a_candidate_more_in_any_shipped_flow(place: tuple[Path, Loc], path: str) -> None:
    file, loc = place
    before = read_text(file)
    if loc[-1] in ("fill", "attach"):
        with pytest.raises(RepairError, match="by names alone"):
            patch.add_candidate(before, loc, {"href": path})
        return
    after = patch.add_candidate(before, loc, {"href": path})
    assert only_inserted(before, after)
    first = find(load(after, str(file)).flow.steps, loc).candidates()[0]
    assert first.href.text == path


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(place=STEPS, name=NAMES)
def test_a_step_more_or_less_in_any_shipped_flow(place: tuple[Path, Loc], name: str) -> None:
    path, loc = place
    before = read_text(path)
    more = patch.insert_step(before, loc, {"click": name})
    load(more, str(path))
    kinds = [line[0] for line in lines_changed(before, more)]
    assert kinds in (["+"], ["-", "+"])  # a line of its own, or more in the one the steps stand in
    assert only_inserted(before, more)
    *steps, index, word = loc
    assert isinstance(index, int)
    assert Document(more).at((*steps, index + 1, word)) == Document(before).at(loc)
    assert patch.drop_step(more, (*steps, index, "click")) == before


@pytest.mark.slow
@pytest.mark.parametrize("path", nth(FLOWS, 6, pytest.mark.whole), ids=lambda path: path.stem)
def test_every_step_can_be_dropped_unless_it_is_the_only_one(path: Path) -> None:
    before = read_text(path)
    for loc, _ in walk(load_file(path).flow.steps):
        siblings = Document(before).at(loc[:-2])
        if len(siblings) == 1:
            with pytest.raises(RepairError, match="the only step there"):
                patch.drop_step(before, loc)
            continue
        after = patch.drop_step(before, loc)
        assert all(line.startswith("-") for line in lines_changed(before, after))
        index = loc[-2]
        assert isinstance(index, int)
        assert Document(after).at(loc[:-2]) == [*siblings[:index], *siblings[index + 1 :]]


# -- where it is refused -------------------------------------------------------------------------------------------


def refused(steps: str, loc: Loc, name: str = "New", **given: str) -> str:
    with pytest.raises(RepairError) as caught:
        patch.add_name(HEAD + steps, ("steps", *loc), name, **given)
    return str(caught.value)


def test_what_is_refused_says_why() -> None:
    assert refused("  - click: A\n", (0, "click"), " a ") == "“ a ” is among its names already"
    assert refused("  - click: A\n", (1, "click")) == "the file has no such place any more: steps > 1 > click"
    assert (
        refused("  - open: https://example.com/\n", (0, "open"))
        == "'open' looks for no one thing, so no name can be added"
    )
    assert "more than one thing" in refused("  - expect: {all: [{gone: A}, {gone: B}]}\n", (0, "expect"))
    assert "touching more of the file" in refused("  - click: &a [A]\n  - click: *a\n", (1, "click"))
    for name in ("", "two\nlines", "/pattern/i", "half \ud800", "bell \a"):
        assert "cannot stand in a flow as a name" in refused("  - click: A\n", (0, "click"), name)
    with pytest.raises(RepairError, match="cannot be read as it is"):
        patch.add_name("steps: [", ("steps", 0, "click"), "New")


@pytest.mark.parametrize("name", ["no", "0o17", "1e3", "a: b", "it's", "“q”", "é #1", "=", "~", "-", "a\tb"])
def test_what_is_written_reads_back_in_both_yamls(name: str) -> None:
    import yaml

    assert yaml.safe_load(f"[{written(name)}]") == [name]
    assert data_of(f"[{written(name)}]") == [name]


def test_every_kind_of_step_one_can_point_at_is_known() -> None:
    """A new kind with a target has to be taught to the patch."""
    pointed = {
        word
        for word, kind in KINDS.items()
        if "target" in kind.model_fields or isinstance(getattr(kind, "target", None), property)
    }
    assert pointed == {"click", "hover", "choose", "fill", "attach"}
