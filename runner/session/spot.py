"""Where the walk is: which step, in which list of steps, at which place of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from runner.flow.model import Condition
from runner.flow.step import Step

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Spot:
    """One step of one list: `step` counts the flow's own from 1, `within` names the route or part it stands in.

    `place` is where in `line`, the list, it stands; `base` is that list's place in the file, `goal` a route's end.
    """

    step: int
    within: str
    line: Sequence[Step]
    place: int
    base: Loc
    goal: Condition | None = None

    @property
    def kind(self) -> str:
        """The step's word."""
        return self.line[self.place].word

    @property
    def loc(self) -> Loc:
        """The step's place in the file, as flow.load.walk tells it."""
        return (*self.base, self.place, self.kind)

    def at(self, place: int) -> Spot:
        """Another step of the same list."""
        own = self.base == ("steps",)
        return replace(self, step=place + 1 if own else self.step, place=place)

    def fields(self) -> dict[str, object]:
        """As the fields every step event carries."""
        return {"step": self.step, "kind": self.kind, "within": self.within}
