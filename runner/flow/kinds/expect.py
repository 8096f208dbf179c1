"""`expect`: checks where we are."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from runner.errors import TargetNotFound
from runner.flow.driver import LookingDriver
from runner.flow.in_words import ending, seen
from runner.flow.model import Condition, Target
from runner.flow.otherwise import AnyOtherwise
from runner.flow.results import Done, Result
from runner.flow.signs import any_of, is_state
from runner.flow.step import ONLY_LOOKING, Leading, Leaves
from runner.locale import _, joined


class Expect(Leading):
    """Checks where we are: `expect: {visible: Settings}`. A miss is a question, or with `otherwise` an end.

    `otherwise: {not_offered: {visible: Not available where you live}}` ends the walk where that is seen; with
    `otherwise: not_offered` alone the person is asked whether it is so.
    """

    word = "expect"
    main = "condition"
    aims = "condition"
    uses = "seen"
    condition: Condition = Field(description="what has to be true of the page")
    otherwise: AnyOtherwise | None = Field(None, description="how the walk ends where it is not so")

    async def run(self, driver: LookingDriver) -> Result:
        ends = self.otherwise.ends(str(self.looks_for or self.condition)) if self.otherwise else None
        either = any_of([self.condition, ends.sign]) if ends and ends.sign else self.condition
        if await driver.holds(either, self.timeout) and (
            either is self.condition or await driver.holds(self.condition, 0)
        ):
            return Done()
        if ends:
            return ends
        raise TargetNotFound(str(self.condition))

    async def look(self, driver: LookingDriver) -> Result:
        if is_state(self.condition):
            return Done(ONLY_LOOKING, skipped=True)  # as the person would have left it, had they changed anything
        return await self.run(driver)

    @property
    def aim(self) -> Condition:
        return self.condition

    @property
    def looks_for(self) -> Target | None:
        return self.condition.shows

    def aimed_at(self, target: Target) -> Self:
        return self.model_copy(update={"condition": Condition(visible=target)})

    @property
    def leaves(self) -> Leaves:
        return "nothing"

    @property
    def expects(self) -> Condition:
        return self.condition

    def instruction(self) -> str:
        there = seen(self.condition)
        if not self.otherwise:
            if there:
                return _("You should see {there} now.", there=there)
            return _("Look whether this is the right page.")
        look = _("Look for {there}.", there=there) if there else _("Look for it on this page.")
        return joined(look, _("If it is not there, {end}.", end=ending(self.otherwise.outcome)))

    def narrated(self) -> str:
        return _("I check that {condition}", condition=str(self.condition))

    def __str__(self) -> str:
        return _("Check that {condition}", condition=str(self.condition))
