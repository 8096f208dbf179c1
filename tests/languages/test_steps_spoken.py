"""Every step of every flow of ours is said wholly in the person's language; names of pages and addresses stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner.flow.load import load_file, walk
from runner.flow.step import Step
from runner.locale import catalogues, shown
from tests.languages.pseudo import plain_words, pseudo

FLOWS = sorted((Path(__file__).parents[2] / "flows").glob("*.yaml"))
# What a page calls a thing, the languages a name is in, addresses.
_NAMES = re.compile(r"“[^“”]*”|\([a-z]{2}: [^()]*\)|\b[\w.@-]+\.[a-z]{2,}\S*|\S*localhost\S*|\S+/\S*")


@pytest.fixture(autouse=True)
def _in_accents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "_current", pseudo())


def _sayings(step: Step) -> Iterator[str]:
    yield from (str(step), step.narrated(), step.line(), step.instruction(), step.looking())
    for condition in (step.aim, step.wanted, step.ends_when):
        if condition is not None:
            yield str(condition)


def _named(step: Step) -> set[str]:
    """The words of what has a name in the file alone: routes, and pictures."""
    inside = [one for steps in step.parts().values() for one in steps]
    routes = [str(place[-1]) for place in step.parts()]
    own = plain_words(" ".join([*routes, step.captures, *step.attaches]))
    return own.union(*map(_named, inside))


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_all_that_is_said_of_a_step_is_in_it(path: Path) -> None:
    left = {}
    for _, step in walk(load_file(path).flow.steps):
        for sentence in _sayings(step):
            if words := plain_words(_NAMES.sub("", shown(sentence))) - _named(step):
                left[sentence] = words
    assert left == {}


def test_what_is_not_said_in_it_is_found() -> None:
    step = next(step for _, step in walk(load_file(FLOWS[0]).flow.steps) if step.word == "click")
    assert plain_words(_NAMES.sub("", shown(f"{step.narrated()} now"))) != set()
