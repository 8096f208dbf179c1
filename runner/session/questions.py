"""What a person reads when something is missing: texts alone, made of what was really seen."""

from __future__ import annotations

from collections.abc import Sequence

from runner.errors import Elsewhere, TargetNotFound
from runner.events import Choice, Numbered
from runner.flow.driver import Alike
from runner.flow.model import Pick
from runner.flow.step import Step
from runner.locale import _, joined, many, per_front, phrase
from runner.locale.phrase import commas, instead, quoted

_COVERED = _("Close what lies over it, then let me look again.")
_UNOPENED = _("Look again, which opens it once more, or go to the right page yourself and press Continue.")


def sentence(miss: TargetNotFound, words: str, step: Step) -> str:
    """What is wrong, with the thing in these words; of a condition, that it does not hold."""
    said = str(miss)
    said = instead(said, miss.looked_for, words) if miss.looked_for else said
    if miss.plain and step.expects:
        shown = step.expects.visible
        said = (
            _("nothing on this page is {thing}", thing=str(shown))
            if shown
            else _("it is not so on this page that {condition}", condition=str(step.expects))
        )
    return phrase.sentence(said)


def called(pick: Pick) -> str:
    """A thing by its name, or by its ring where it has none."""
    name = (pick.name or pick.text)[:80]
    return quoted(name) if name else _("the one with the ring")


def is_it_this_one(pick: Pick) -> str:
    """The question that goes with a ring."""
    if pick.name or pick.text:
        return _("Is it this one: {thing}?", thing=called(pick))
    return _("Is it the one with the ring?")


def advice(miss: TargetNotFound, step: Step, sees_page: bool) -> str:
    """What the person can do now, where nothing is ringed."""
    if miss.covered:
        return _COVERED
    if miss.unopened:
        return _UNOPENED
    if not sees_page:
        return per_front(
            _(
                "Nobody can see this page to point at it. Look again, or stop and run it with a window: {setting}.",
                setting="headless: false",
            ),
            _("Nobody can see this page to point at it. Look again, or stop."),
        )
    if not step.aimed:
        return _("Go there yourself and press Continue, or look again.")
    if step.uses == "seen":
        return _(
            "If it is here by another name, point at it; else go there yourself and press Continue, or look again."
        )
    return _("Point at the right one, do this step yourself, or look again.")


def which(several: Sequence[Alike], count: int) -> str:
    """Which of several things it is: a line for each, with the number of its ring."""
    lines = [joined(f"{number}:", one.words) for number, one in enumerate(several, 1)]
    left = count - len(several)
    more = many(
        "There are {count} more; point at it if it is one of those.",
        "There are {count} more; point at it if it is one of those.",
        left,
    )
    asked = _("Each has a ring with its number. Which one is it?")
    return joined(asked, *lines, more if left > 0 else "", between="\n")


def numbers(several: Sequence[Alike]) -> tuple[Numbered, ...]:
    """The choices that mean one of several; those that nothing would find alone cannot be chosen so."""
    return tuple(_NUMBERS[at] for at, one in enumerate(several) if one.pointed is not None)


def still_there(no: Pick) -> str:
    """After what says no was pressed for nothing."""
    return _("I pressed {thing} and it is still there: close it yourself, then let me look again.", thing=called(no))


def elsewhere(away: Elsewhere) -> str:
    """Where the person is, and what is waited for."""
    if away.why:
        mended = _("Load the page again once that is mended; I go on by myself then.")
        return joined(phrase.sentence(away.why), mended)
    here = _("You are on {page}.", page=away.here) if away.here else _("You are on a page of the browser's own.")
    only = _("This flow acts only on {sites}; I wait until you are back there.", sites=commas(*away.sites))
    return joined(here, only)


def is_number(choice: Choice) -> bool:
    """Whether an answer means one of several."""
    return choice in _NUMBERS


_NUMBERS: tuple[Numbered, ...] = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
