"""`hover`: moves the pointer over a thing."""

from __future__ import annotations

from pydantic import Field

from runner.flow.driver import LookingDriver
from runner.flow.in_words import thing
from runner.flow.model import AnyTarget
from runner.flow.results import Done, Result
from runner.flow.step import Leading, Leaves
from runner.locale import _


class Hover(Leading):
    """Moves the pointer over a thing, for menus that open on hover: `hover: Account`."""

    word = "hover"
    main = "target"
    hand = "presses"
    aims = "target"
    target: AnyTarget = Field(description="what to move the pointer over")

    async def run(self, driver: LookingDriver) -> Result:
        return Done(await driver.hover(self.target, self.timeout))

    @property
    def leaves(self) -> Leaves:
        return "on_the_page"

    def instruction(self) -> str:
        return _("Move the pointer over {thing}.", thing=thing(self.target))

    def narrated(self) -> str:
        return _("I move the pointer over {thing}", thing=str(self.target))

    def __str__(self) -> str:
        return _("Move the pointer over {thing}", thing=str(self.target))
