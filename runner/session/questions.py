"""What a person reads when something is missing: texts alone, made of what was really seen."""

from __future__ import annotations

from collections.abc import Sequence

from runner.errors import Elsewhere, TargetNotFound
from runner.events import Choice, Numbered
from runner.flow.driver import Alike
from runner.flow.model import Pick
from runner.flow.step import Step

_COVERED = "Close what lies over it, then let me look again."
_UNOPENED = "Look again, which opens it once more, or go to the right page yourself and press Continue."


def sentence(miss: TargetNotFound, words: str, step: Step) -> str:
    """What is wrong, with the thing in these words; of a condition, that it does not hold."""
    said = str(miss)
    said = said.replace(miss.looked_for, words, 1) if miss.looked_for else said
    if miss.plain and step.expects:
        shown = step.expects.visible
        said = f"nothing on this page is {shown}" if shown else f"it is not so on this page that {step.expects}"
    return f"{said[:1].upper()}{said[1:]}."


def called(pick: Pick) -> str:
    """A thing by its name, or by its ring where it has none."""
    name = (pick.name or pick.text)[:80]
    return f"“{name}”" if name else "the one with the ring"


def is_it_this_one(pick: Pick) -> str:
    """The question that goes with a ring."""
    return f"Is it this one: {called(pick)}?" if pick.name or pick.text else f"Is it {called(pick)}?"


def advice(miss: TargetNotFound, step: Step, sees_page: bool) -> str:
    """What the person can do now, where nothing is ringed."""
    if miss.covered:
        return _COVERED
    if miss.unopened:
        return _UNOPENED
    if not sees_page:
        return "Nobody can see this page to point at it. Look again, or stop and run it with a window: headless: false."
    if not step.aimed:
        return "Go there yourself and press Continue, or look again."
    if step.uses == "seen":
        return "If it is here by another name, point at it; else go there yourself and press Continue, or look again."
    return "Point at the right one, do this step yourself, or look again."


def which(several: Sequence[Alike], count: int) -> str:
    """Which of several things it is: a line for each, with the number of its ring."""
    lines = [f"{number}: {one.words}" for number, one in enumerate(several, 1)]
    more = (
        f"\nThere are {count - len(several)} more; point at it if it is one of those." if count > len(several) else ""
    )
    return "\n".join(["Each has a ring with its number. Which one is it?", *lines]) + more


def numbers(several: Sequence[Alike]) -> tuple[Numbered, ...]:
    """The choices that mean one of several; those that nothing would find alone cannot be chosen so."""
    return tuple(_NUMBERS[at] for at, one in enumerate(several) if one.pointed is not None)


def still_there(no: Pick) -> str:
    """After what says no was pressed for nothing."""
    return f"I pressed {called(no)} and it is still there: close it yourself, then let me look again."


def elsewhere(away: Elsewhere) -> str:
    """Where the person is, and what is waited for."""
    if away.why:
        return f"{away.why[:1].upper()}{away.why[1:]}. Load the page again once that is mended; I go on by myself then."
    here = f"on {away.here}" if away.here else "on a page of the browser's own"
    return f"You are {here}. This flow acts only on {', '.join(away.sites)}; I wait until you are back there."


def is_number(choice: Choice) -> bool:
    """Whether an answer means one of several."""
    return choice in _NUMBERS


_NUMBERS: tuple[Numbered, ...] = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
