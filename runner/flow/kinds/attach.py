"""`attach`: offers captured pictures to a file field, after a yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, PrivateAttr

from runner.flow.driver import Driver, LookingDriver
from runner.flow.kinds.capture import EvidenceName
from runner.flow.model import Condition, Names, Target
from runner.flow.results import Attaches, Done, Result, Telling, Tells
from runner.flow.step import ONLY_LOOKING, Leaves, Step, Turn


class Attach(Step):
    """Offers captured pictures to a file field, after a yes: `attach: {field: Proof, evidence: [answer]}`."""

    word = "attach"
    aims = "names"
    field: Names = Field(description="the file field, by its label")
    evidence: Annotated[list[EvidenceName], Field(min_length=1)] = Field(description="pictures captured before")

    _pointed_at: Target | None = PrivateAttr(None)

    async def run(self, driver: Driver) -> Result:
        return Attaches(self.target, tuple(self.evidence), self.timeout)

    @property
    def target(self) -> Target:
        """The file field, as a target."""
        return self._pointed_at or Target(field=self.field)

    def aimed_at(self, target: Target) -> Self:
        step = self.model_copy()
        step._pointed_at = target
        return step

    @property
    def turn(self) -> Turn:
        return "attach"

    @property
    def tells(self) -> Telling:
        return "form"

    async def look(self, driver: LookingDriver) -> Result:
        shown = Condition(visible=self.target)
        if await driver.holds(shown, self.timeout):
            return Tells("form", shown)
        return Done(ONLY_LOOKING, skipped=True)

    @property
    def leaves(self) -> Leaves:
        return "in_a_form"

    @property
    def attaches(self) -> Sequence[str]:
        return self.evidence

    def narrated(self) -> str:
        return f"I attach {', '.join(self.evidence)} to {self.target}, after your yes"

    def __str__(self) -> str:
        return f"Attach {', '.join(self.evidence)} to {self.target}"
