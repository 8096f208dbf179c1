"""Slips made everywhere in real flows, one at a time: each is told in a sentence of ours, in the line where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runner.errors import FlowError, Problem
from runner.flow.load import load
from runner.flow.unread import _NO_REASON, _REASONS
from tests.few import nth

ROOT = Path(__file__).parents[2]
FLOWS = ["chatgpt-training", "practice", "facebook-objection", "whatsapp-objection"]
VAGUE = {message for message, _ in (_NO_REASON, *_REASONS.values())}

Slipped = Callable[[str], "str | None"]


def without(pattern: str) -> Slipped:
    """Leaves out the last of what the pattern's only group finds."""

    def slip(line: str) -> str | None:
        found = re.match(pattern, line)
        return line[: found.start(1)] + line[found.end(1) :] if found else None

    return slip


def with_(pattern: str, more: str) -> Slipped:
    """Puts something in behind what the pattern finds."""

    def slip(line: str) -> str | None:
        found = re.match(pattern, line)
        return line[: found.end()] + more + line[found.end() :] if found else None

    return slip


HERE: dict[str, Slipped] = {
    "a tab": lambda line: line.replace("  ", "\t", 1) if line.startswith("  ") else None,
    "no closing quote": without(r"""[^#]*[\w/](["'])[,}\] ]*$"""),
    "no opening quote": without(r"""[^"'#]*[\[{ ](["'])"""),
    "no closing brace": without(r"[^#]*(\})"),
    "no opening brace": without(r"[^{#]*(\{)"),
    "no closing bracket": without(r"[^#/]*(\])"),
    "no space after a colon": without(r"\s*(?:- )?[a-z_]+:( )\S"),
    "no colon": without(r"\s*(?:- )?[a-z_]+(:)(?: |$)"),
    "no dash": without(r"\s*(- )"),
    "no space after a dash": without(r"\s*-( )"),
    "an at sign": with_(r"\s*(- )?[a-z_]+: (?=[A-Za-z])", "@"),
    "a colon in a text": with_(r"\s*(- )?[a-z_]+: [A-Z][a-z]+(?= )", ":"),
    "no comma": without(r"[^#]*[\]}\w](,) [\w\[{].*[}\]]$"),
}
NEAR: dict[str, Slipped] = {  # of two lines that do not fit each other either may be the wrong one
    "one space more": lambda line: f" {line}",
    "one space less": lambda line: line[1:] if line.startswith(" ") else None,
}


def slipped(flow: str, slips: dict[str, Slipped]) -> Iterator[tuple[str, int, str]]:
    """A flow's text with one slip in it, the line that has it, and which it is."""
    lines = (ROOT / "flows" / f"{flow}.yaml").read_text("utf-8").split("\n")
    for at, line in enumerate(lines):
        for name, slip in slips.items():
            wrong = None if not line.strip() or line.lstrip().startswith("#") else slip(line)
            if wrong is not None:
                yield "\n".join([*lines[:at], wrong, *lines[at + 1 :]]), at + 1, name


def told(text: str) -> list[Problem]:
    try:
        load(text, "f.yaml")
    except FlowError as error:
        return error.problems
    return []  # some slips leave a flow that says something else


def named(problems: list[Problem]) -> set[int]:
    """The lines that problems stand in, and those they send somebody to."""
    sent = {int(number) for problem in problems for number in re.findall(r"line (\d+)", str(problem))}
    return sent | {problem.line for problem in problems}


@pytest.mark.slow
@pytest.mark.parametrize("flow", nth(FLOWS, len(FLOWS), pytest.mark.whole))
def test_a_slip_is_told_in_its_line(flow: str) -> None:
    count = 0
    for text, line, name in slipped(flow, HERE):
        if problems := told(text):
            count += 1
            assert line in named(problems), (name, line, [str(one) for one in problems])
            assert not [problem for problem in problems if problem.message in VAGUE], (name, line)
    assert count > 100


@pytest.mark.slow
@pytest.mark.parametrize("flow", nth(FLOWS, len(FLOWS), pytest.mark.whole))
def test_a_line_that_fits_no_other_is_told_with_one_of_them(flow: str) -> None:
    count = 0
    for text, line, name in slipped(flow, NEAR):
        for problem in told(text)[:1]:
            count += 1
            assert problem.message not in VAGUE, (name, line)
            assert line in named([problem]) or abs(problem.line - line) <= 5, (name, line, str(problem))
    assert count > 20
