"""`when`: a part that is walked only where it is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from pydantic import Field

from runner.flow.driver import LookingDriver
from runner.flow.in_words import seen
from runner.flow.kinds.registry import Steps
from runner.flow.model import Condition
from runner.flow.results import Done, Result, Walks
from runner.flow.step import GLANCE, Leading, Leaves, Step
from runner.locale import _

_LIKELY = 0.5  # how often it is needed, where nobody knows


class When(Leading):
    """An optional part: its steps are walked only where `sees` holds within two seconds (or `timeout`)."""

    word = "when"
    is_silent = True
    sees: Condition = Field(description="what has to be there for the steps to be walked")
    steps: Steps = Field(description="the steps that are walked then")

    async def run(self, driver: LookingDriver) -> Result:
        if await driver.holds(self.sees, self.timeout or GLANCE):
            return Walks()
        return Done(_("not needed here"), skipped=True)

    def with_values(self, me: Mapping[str, str], needs: Mapping[str, str]) -> Self:
        return self.model_copy(update={"steps": [step.with_values(me, needs) for step in self.steps]})

    def parts(self) -> dict[tuple[str | int, ...], tuple[Step, ...]]:
        return {("steps",): tuple(self.steps)}

    def likely_parts(self) -> tuple[Sequence[Step], float]:
        return self.steps, _LIKELY

    @property
    def leaves(self) -> Leaves:
        return "what_is_in_it"

    def narrated(self) -> str:
        return _("I look whether {condition}", condition=str(self.sees))

    def line(self) -> str:
        return _("If {condition}:", condition=str(self.sees))

    def instruction(self) -> str:
        there = seen(self.sees)
        return _("Only where you see {there}:", there=there) if there else _("Only where the page asks for it:")

    def __str__(self) -> str:
        first, *others = [str(step) for step in self.steps]
        for other in others:
            first = _("{one}; then {other}", one=first, other=other)
        return _("If {condition}: {steps}", condition=str(self.sees), steps=first)


def optional(sees: Any, steps: Sequence[Any]) -> dict[str, Any]:
    """Steps that are walked only where something is seen, as plain data."""
    return {When.word: {"sees": sees, "steps": [*steps]}}
