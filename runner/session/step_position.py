"""Where the walk is: which step, in which list of steps, at which place of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from runner.flow.model import Condition
from runner.flow.step import Step
from runner.locale import _

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class StepPosition:
    """One step of one list: `step` counts the flow's own from 1, `within` names the route or part it stands in.

    `place` is where in `line`, the list, it stands; `base` is that list's place in the file, `goal` a route's end.
    Steps walked once more, out of their list, bring their places in the file: `places`. `part` is what the route or
    part is called for a person: empty where it has no name, and `within` is then the word of the step it belongs to.
    """

    step: int
    within: str
    line: Sequence[Step]
    place: int
    base: Loc
    goal: Condition | None = None
    places: tuple[Loc, ...] = ()
    part: str = ""

    @property
    def kind(self) -> str:
        """The step's word."""
        return self.line[self.place].word

    @property
    def presses(self) -> bool:
        """Whether the step presses its thing."""
        return self.line[self.place].hand == "presses"

    @property
    def loc(self) -> Loc:
        """The step's place in the file, as flow.load.walk tells it."""
        return self.places[self.place] if self.places else (*self.base, self.place, self.kind)

    @property
    def key(self) -> str:
        """One word for this step of this walk: the same step walked once more has another."""
        own = (*self.base, self.place, self.kind) if self.places else self.loc
        return "/".join(map(str, own))

    def at(self, place: int) -> StepPosition:
        """Another step of the same list."""
        own = self.base == ("steps",)
        return replace(self, step=place + 1 if own else self.step, place=place)

    def into(self, steps: Sequence[Step], place: int = 0) -> StepPosition:
        """A step of the list that stands in this one."""
        return StepPosition(self.step, self.within or self.kind, steps, place, (*self.loc, "steps"), part=self.part)

    def once_more(self, steps: Sequence[Step], places: tuple[Loc, ...]) -> StepPosition:
        """The first of earlier steps that are walked again, which bring their places in the file."""
        again = _("once more")
        return StepPosition(self.step, again, steps, 0, (*self.loc, "way"), places=places, part=again)

    def along(self, route: str, steps: Sequence[Step], goal: Condition) -> StepPosition:
        """The first step of a route."""
        return StepPosition(self.step, route, steps, 0, (*self.loc, "by", route), goal, part=route)

    def fields(self) -> dict[str, object]:
        """As the fields every step event carries."""
        return {"step": self.step, "kind": self.kind, "within": self.within}
