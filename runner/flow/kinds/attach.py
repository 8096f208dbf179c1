"""`attach`: offers captured pictures to a file field, after a yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, PrivateAttr

from runner.flow.driver import Driver
from runner.flow.kinds.capture import EvidenceName
from runner.flow.model import Names, Target
from runner.flow.results import Attaches, Result
from runner.flow.step import InForm, Turn
from runner.locale import _
from runner.locale.phrase import commas


class Attach(InForm):
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
    def attaches(self) -> Sequence[str]:
        return self.evidence

    def narrated(self) -> str:
        return _("I attach {pictures} to {field}, after your yes", pictures=self._pictures, field=str(self.target))

    def __str__(self) -> str:
        return _("Attach {pictures} to {field}", pictures=self._pictures, field=str(self.target))

    @property
    def _pictures(self) -> str:
        return commas(*self.evidence)
