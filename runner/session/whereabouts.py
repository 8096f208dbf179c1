"""Where on the way we are, by what each step looks for: after a detour, a redirect, or on another variant of the page.

Pure: it says which steps could be recognised and by what; looking is the driver's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from runner.flow.model import Condition
from runner.flow.step import Step

_ANYWHERE = Condition(url="/./")


def ahead(line: Sequence[Step], place: int, goal: Condition | None) -> Iterator[tuple[int, Condition]]:
    """The later steps that may be gone on with from here, nearest first, each with what it is recognised by.

    Where the list is a route, its `goal` comes first: there, nothing of it is left to do. What looks for the same thing
    as this step is no sign of being further, and what opens a page can be walked from anywhere.
    """
    if goal is not None:
        yield len(line), goal
    missed = line[place].looks_for
    while place < len(line) - 1 and line[place].everywhere(lambda one: one.leads):
        place += 1
        if line[place].opens or (missed and line[place].looks_for == missed):
            return
        if found := line[place].signs():
            yield place, found[0] if len(found) == 1 else Condition(any=list(found))


def behind(line: Sequence[Step], place: int) -> Iterator[tuple[int, Condition]]:
    """The earlier steps that may have to be walked again, nearest first; a login that is behind us is passed."""
    while place > 0 and (line[place - 1].leads or line[place - 1].about == "login"):
        place -= 1
        if line[place].opens:
            yield place, _ANYWHERE
            return
        if line[place].about is None and (found := line[place].signs()):
            yield place, found[0] if len(found) == 1 else Condition(any=list(found))


def arrived(line: Sequence[Step], place: int) -> Condition | None:
    """What is on the page once the step at this place has done its work; None where that cannot be said."""
    found = line[place + 1].signs() if place + 1 < len(line) else ()
    return Condition(any=list(found)) if found else None
