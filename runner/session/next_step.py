"""Where the walk goes from a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from runner.flow.model import Pick
from runner.flow.step import Step


@dataclass(frozen=True)
class Next:
    """On to the next step, the same again, back to the one before, or `to` another `place` of the list.

    Again may be as another `step`: the same one, aimed at what the person pointed at (`pick`).
    """

    where: Literal["on", "again", "back", "to"]
    place: int = 0
    step: Step | None = None
    pick: Pick | None = None


ON, AGAIN, BACK = Next("on"), Next("again"), Next("back")


def to(place: int) -> Next:
    """To another step of the list."""
    return Next("to", place)


def again_as(step: Step, pick: Pick) -> Next:
    """The same step, aimed at what was pointed at."""
    return Next("again", step=step, pick=pick)
