"""Where a walk that was cut off goes on, and what is walked again on the way there.

What a page shows is a state, not an address: an open menu, a half-filled form, a window that a press opened are gone
with the page. So the way back to a step begins where a page can be opened by its address alone, and walks again what
was done on it since. Pure: it only reads the steps and the checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runner.flow.step import Step
from runner.locale import _
from runner.locale.phrase import listed
from runner.session.checkpoint import Checkpoint, StepPlace


@dataclass(frozen=True)
class WayBack:
    """The page to open first (none where it is empty), the steps to walk again, from 1, and why that is so.

    `lands` is the address that opening it led to last time; empty where that is not known.
    """

    url: str
    again: tuple[int, ...]
    why: str
    lands: str = ""


def way_back(steps: Sequence[Step], kept: Checkpoint, number: int) -> WayBack:
    """The way to the state in which step `number` began."""
    if number > len(steps) or steps[number - 1].opens:
        return WayBack("", (), "")
    walked = _Walked(steps, kept)
    start = walked.start(number)
    behind = steps[start - 2] if start > 1 else None
    opened = steps[start - 1]
    url = opened.opens or walked.place(start).url
    asks = any(map(_is_of_a_form, [*steps[start - 1 : number - 1], *_on_from(steps, number)]))
    again = tuple(
        at
        for at in range(start, number)
        if _is_walked_again(steps[at - 1]) and (asks or steps[at - 1].about != "review")
    )
    whole = bool(opened.opens) or walked.place(start).whole
    lands = walked.place(start + 1 if opened.opens else start).url
    return WayBack(url, again, _why(walked, behind, again, whole), lands)


def step_of(key: str) -> int:
    """The step, from 1, that a place in the file belongs to: `steps/4/when/steps/0/pause` is of step 5."""
    number = key.split("/")[1:2]
    return int(number[0]) + 1 if number and number[0].isdecimal() else 0


def way_to_the_login(steps: Sequence[Step], number: int) -> range:
    """The places, from 0, of the last login before a step and of what leads there; empty where there is none.

    A login may end with the browser, and then the page of a later step shows nothing but the way in.
    """
    logins = [place for place, step in enumerate(steps[: number - 1]) if step.about == "login"]
    if not logins or number > len(steps):
        return range(0)
    opened = [place for place, step in enumerate(steps[: logins[-1]]) if step.opens]
    return range(opened[-1], logins[-1] + 1) if opened else range(0)


class _Walked:
    """The steps together with what each of them did to the address and the tabs."""

    def __init__(self, steps: Sequence[Step], kept: Checkpoint) -> None:
        self._steps = steps
        self._kept = kept
        self._once = {step_of(key) for key in kept.settled}

    def place(self, number: int) -> StepPlace:
        """Where a step began; where that was not noted, where the nearest one before it did."""
        return self._kept.place(number) if self._kept.places else StepPlace(self._kept.url)

    def moved(self, number: int) -> bool:
        """Whether a step led to another address; of a walk without notes, whether its kind usually does."""
        if not self._kept.places:
            return self._steps[number - 1].leaves == "another_page"
        return self.place(number).url != self.place(number + 1).url

    def tabs(self, number: int) -> int:
        """How many tabs a step opened; negative where tabs were closed."""
        return self.place(number + 1).tabs - self.place(number).tabs

    def is_once(self, number: int) -> bool:
        """Whether a step is, or has in it, a pause that is not done twice."""
        return number in self._once or self._steps[number - 1].is_done_once

    def start(self, number: int) -> int:
        """The step from which on all is walked again.

        A page counts as a beginning where its address alone leads there: whole, in a tab that is not gone, and not
        behind a form, whose first half would be missing.
        """
        found = closed = 0
        for at in range(number - 1, 0, -1):
            if self._steps[at - 1].opens:
                return found or at
            if self.is_once(at):
                return found or at + 1
            tabs = self.tabs(at)
            if tabs > 0 and closed == 0:
                found = 0  # it opened the window we were in: that has to be opened again
            elif tabs == 0 and closed == 0 and self.moved(at):
                if found:
                    return found
                found = at + 1 if self.place(at + 1).whole else 0
            closed = max(0, closed - tabs)
            if _is_of_a_form(self._steps[at - 1]):
                found = 0
        return found or 1

    def opened_a_window(self, numbers: Sequence[int]) -> bool:
        """Whether one of these steps opened a tab."""
        return any(self.tabs(number) > 0 for number in numbers)

    def fills_in(self, numbers: Sequence[int]) -> bool:
        """Whether one of these steps put something into a form."""
        return any(_is_of_a_form(self._steps[number - 1]) for number in numbers)


def _why(walked: _Walked, behind: Step | None, again: Sequence[int], whole: bool) -> str:
    """In one sentence: what is walked again, or that the page may not be as it was."""
    if again:
        because = _("the page has forgotten what they did")
        if walked.fills_in(again):
            because = _("the form is empty again, so it is filled in from its first field")
        if walked.opened_a_window(again):
            because = _("the window that was open is gone")
        return _first(again, because)
    if whole:
        return ""
    if behind is not None and behind.is_done_once:
        return _(
            "I open its page by the first part of its address, and it may look different: I keep no more of its "
            "address; what is done there is not done twice."
        )
    return _(
        "I open its page by the first part of its address, and it may look different: I keep no more of its address."
    )


def _first(numbers: Sequence[int], because: str) -> str:
    """That these steps, one or more, are walked again before the one that is next."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return _("Step {step} is walked again first: {because}.", step=first, because=because)
    if len(numbers) > 2 and last - first == len(numbers) - 1:
        return _("Steps {first} to {last} are walked again first: {because}.", first=first, last=last, because=because)
    steps = listed(*map(str, numbers))
    return _("Steps {steps} are walked again first: {because}.", steps=steps, because=because)


def _on_from(steps: Sequence[Step], number: int) -> Iterator[Step]:
    """A step and those after it that are likely to be on the same page."""
    for step in steps[number - 1 :]:
        if step.comes_to_a_page:
            return
        yield step


def _is_of_a_form(step: Step) -> bool:
    """Whether it puts something into a form, or sends one, itself or in a part of it."""
    return not step.everywhere(lambda one: not one.is_of_a_form)


def _is_walked_again(step: Step) -> bool:
    """Whether a page that is opened anew has forgotten it."""
    return not step.opens and step.leaves != "nothing"
