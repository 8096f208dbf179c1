"""How far the routes of a `reach` have led, and which of them to ask along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runner.flow.results import Ends
from runner.flow.step import Step
from runner.session.ending import EndsHere


@dataclass
class Tried:
    """How far a route has led: the `place` of the step it stands at, whether something is missing there (`stuck`), and
    whether that seems to be there by another name (`renamed`), or was there on an earlier day (`met`)."""

    name: str
    steps: Sequence[Step]
    place: int = 0
    stuck: bool = False
    renamed: bool = False
    met: bool = False
    ended: EndsHere | None = None  # the end of the walk that it came to


def routes(step: Step) -> list[Tried]:
    """The routes of a step that has some, best first, none of them tried."""
    named = [(place[-1], steps) for place, steps in step.parts().items()]
    return [Tried(name if isinstance(name, str) else str(name), steps) for name, steps in named]


def asks_person(steps: Sequence[Step]) -> bool:
    """Whether the person has something to do on a route."""
    return not all(step.everywhere(lambda one: one.about is None) for step in steps)


def end_of_all(tried: Sequence[Tried], otherwise: Ends | None) -> EndsHere | None:
    """How the walk ends where no route arrives: as one of them showed, else as is said for all, else as one guessed."""
    ends = [one.ended for one in tried if one.ended]
    seen = next((one for one in ends if one.seen), None)
    said = EndsHere(otherwise, False) if otherwise else None
    return seen or said or next(reversed(ends), None)


def most_hopeful(tried: Sequence[Tried], can_end: bool) -> Tried | None:
    """The route to ask along: where something is renamed; else, without another end, where something is missing."""
    renamed = next((one for one in tried if one.renamed), None)
    if renamed or can_end:
        return renamed
    return next((one for one in reversed(tried) if one.stuck and one.place), tried[0])
