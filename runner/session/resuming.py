"""Where a walk that was cut off goes on. Pure: it only reads the steps."""

from __future__ import annotations

from collections.abc import Sequence

from runner.flow.step import Step

_FORGOTTEN = ("choose", "fill", "hover", "when", "attach", "review")


def on_its_page(steps: Sequence[Step], number: int) -> int:
    """The step to go on at, from 1: a page that is opened again has forgotten what the steps before had put into it."""
    if number > len(steps) or steps[number - 1].word == "open":
        return number
    while number > 1 and _kind(steps[number - 2]) in _FORGOTTEN:
        number -= 1
    return number


def way_to_the_login(steps: Sequence[Step], number: int) -> range:
    """The places, from 0, of the last login before a step and of what leads there; empty where there is none.

    A login may end with the browser, and then the page of a later step shows nothing but the way in.
    """
    done = [_kind(step) for step in steps[: number - 1]]
    if "login" not in done or number > len(steps):
        return range(0)
    login = len(done) - 1 - done[::-1].index("login")
    opened = [place for place, kind in enumerate(done[:login]) if kind == "open"]
    return range(opened[-1], login + 1) if opened else range(0)


def _kind(step: Step) -> str:
    """What a pause is for, else the word of the step."""
    return getattr(step, "for_", None) or step.word
