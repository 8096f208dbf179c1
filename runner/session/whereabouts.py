"""Where on the way we are, by what each step looks for: after a detour, a redirect, or on another variant of the page.

Pure: it says which steps could be recognised and by what; looking is the driver's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from runner.flow.model import Condition
from runner.flow.step import Step
from runner.flow.steps import Pause, Reach

# Steps that only lead on. What fills in, chooses, sends or shows something to the person is never passed over.
_LEADS_ON = frozenset({"open", "click", "hover", "expect", "reach", "when"})
_ANYWHERE = Condition(url="/./")


def signs(step: Step) -> tuple[Condition, ...]:
    """What is on the page when it is this step's turn; nothing where that cannot be said."""
    if isinstance(step, Reach):
        routes = (steps[0] for steps in step.by.values())
        return (step.there_when, *(sign for first in routes if first.word != "open" for sign in signs(first)))
    if isinstance(step, Pause) and step.for_ == "login":
        return (step.until,) if step.until else ()
    return (step.aim,) if step.aim is not None and step.word != "confirm" else ()


def ahead(line: Sequence[Step], place: int, goal: Condition | None) -> Iterator[tuple[int, Condition]]:
    """The later steps that may be gone on with from here, nearest first, each with what it is recognised by.

    Where the list is a route, its `goal` comes first: there, nothing of it is left to do. What looks for the same thing
    as this step is no sign of being further, and what opens a page can be walked from anywhere.
    """
    if goal is not None:
        yield len(line), goal
    missed = line[place].looks_for
    while place < len(line) - 1 and _leads_on(line[place]):
        place += 1
        if line[place].word == "open" or (missed and line[place].looks_for == missed):
            return
        if found := signs(line[place]):
            yield place, found[0] if len(found) == 1 else Condition(any=list(found))


def _leads_on(step: Step) -> bool:
    """Whether it may be passed over: neither it nor a step inside it is more than a way to somewhere."""
    return step.word in _LEADS_ON and all(_leads_on(one) for steps in step.parts().values() for one in steps)


def behind(line: Sequence[Step], place: int) -> Iterator[tuple[int, Condition]]:
    """The earlier steps that may have to be walked again, nearest first; a login that is behind us is passed."""
    while place > 0 and (line[place - 1].word in _LEADS_ON or getattr(line[place - 1], "for_", "") == "login"):
        place -= 1
        if line[place].word == "open":
            yield place, _ANYWHERE
            return
        if line[place].word != "pause" and (found := signs(line[place])):
            yield place, found[0] if len(found) == 1 else Condition(any=list(found))


def arrived(line: Sequence[Step], place: int) -> Condition | None:
    """What is on the page once the step at this place has done its work; None where that cannot be said."""
    found = signs(line[place + 1]) if place + 1 < len(line) else ()
    return Condition(any=list(found)) if found else None
