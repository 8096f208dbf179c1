"""`click`: presses one thing that navigates or unfolds."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from runner.flow.driver import LookingDriver
from runner.flow.in_words import thing
from runner.flow.model import AnyTarget
from runner.flow.results import Done, Result
from runner.flow.step import Leading
from runner.locale import _


class Click(Leading):
    """Presses one thing that navigates or unfolds: `click: Privacy Center`. Never one that sends or switches."""

    word = "click"
    main = "target"
    hand = "presses"
    aims = "target"
    target: AnyTarget = Field(description="what to press; it only navigates or unfolds")

    async def run(self, driver: LookingDriver) -> Result:
        return Done(await driver.press(self.target, self.timeout))

    def instruction(self) -> str:
        return _("Press {thing}.", thing=thing(self.target))

    def narrated(self) -> str:
        return _("I press {thing}", thing=str(self.target))

    def __str__(self) -> str:
        return _("Press {thing}", thing=str(self.target))


def pressing(target: Any) -> dict[str, Any]:
    """A step that presses a target, as plain data."""
    return {Click.word: target}
