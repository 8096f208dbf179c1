"""`confirm`: reads a setting or message back."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from runner.flow.driver import Driver, LookingDriver
from runner.flow.in_words import state
from runner.flow.model import Condition
from runner.flow.results import ReadsBack, Result, Telling, Tells
from runner.flow.said import Said
from runner.flow.step import Leaves, Step
from runner.locale import _


class Confirm(Step):
    """Reads the setting or message back afterwards: `confirm: {is_off: …}`. Only this makes an outcome confirmed.

    A setting is read on the page loaded anew, so that what counts is what the service has kept; `reload: false` is for
    a page that shows it only once. A message counts only where it was not there before the person's turn.

    `means: already_out` is for what a site does by itself, with nothing sent or switched in this walk, such as its
    notice that it honours the browser's opt-out signal. It is read on the page loaded anew; seen, the walk comes to it.
    """

    word = "confirm"
    says = ("say",)
    main = "condition"
    aims = "reading"
    is_silent = True
    condition: Condition = Field(description="what the page shows once it is done")
    say: Said | None = Field(None, description="what the person is told meanwhile")
    reload: bool = Field(True, description="whether the page is loaded anew before a setting is read")

    means: Literal["already_out"] | None = Field(
        None, description="what it comes to where nothing was sent or switched before"
    )

    async def run(self, driver: Driver) -> Result:
        return ReadsBack(self.condition, self.reload, self.timeout, self.means)

    @property
    def tells(self) -> Telling:
        return "setting"

    async def look(self, driver: LookingDriver) -> Result:
        return Tells("setting", self.condition, self.timeout)

    @property
    def leaves(self) -> Leaves:
        return "nothing"

    @property
    def wanted(self) -> Condition:
        return self.condition

    @property
    def reads(self) -> Condition:
        return self.condition

    def signs(self) -> tuple[Condition, ...]:
        return ()

    def narrated(self) -> str:
        if self.say:
            return _("I look once more: {say}", say=self.say)
        return _("I read back that {condition}", condition=str(self.condition))

    def instruction(self) -> str:
        return self.say or _("Look once more: {state}", state=state(self.condition))

    def __str__(self) -> str:
        return self.say or _("Read back that {condition}", condition=str(self.condition))
