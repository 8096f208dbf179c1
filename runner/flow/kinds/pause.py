"""`pause`: the person acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field

from runner.errors import Outcome
from runner.flow.driver import Driver, LookingDriver
from runner.flow.model import AnyTarget, Condition, Target, read_aloud
from runner.flow.problems import problem
from runner.flow.results import Asks, Done, PauseFor, Result, Telling, Tells
from runner.flow.said import Said
from runner.flow.same import also
from runner.flow.step import GLANCE, ONLY_LOOKING, Leaves, Step, Turn
from runner.locale import _

_EARNS: Mapping[PauseFor, Outcome] = {"submit": "sent", "switch": "opted_out"}
_TELLS: Mapping[PauseFor, Telling] = {"submit": "form", "attach": "form"}
_ALREADY = {"on": _("it is on already"), "off": _("it is off already")}
_LEAVES: Mapping[PauseFor, Leaves] = {"attach": "in_a_form", "review": "on_the_page"}


class Pause(Step):
    """The person acts: logs in, submits, switches, attaches or reviews. There is no time limit.

    It goes on when `until` holds, or when they press Continue. `copy` offers a text to copy. With `for: switch` it
    shows the `control`, and goes on by itself when that is in the wanted position, at once when it already was. A
    setting that is no switch (a list that says Off, a page in an app) has no `control`: `say` tells what to do, and
    `until` what the page shows when it is as wanted. `not_yet` is what it shows when it is not, by which an audit can
    tell; `want` says then whether that means on or off.
    """

    word = "pause"
    texts = ("say", "copy_")
    says = ("say", "copy_")
    uses = "turned"
    is_silent = True
    for_: PauseFor = Field(alias="for", description="what the person does: log in, send, switch, attach, or look")
    say: Said = Field("", description="what the person is told to do")
    until: Condition | None = Field(None, description="by what the page shows that it is done")
    copy_: Said | None = Field(None, alias="copy", description="a text to copy into the page")
    control: AnyTarget | None = Field(None, description="the switch, with for: switch")
    want: Literal["on", "off"] | None = Field(None, description="how the switch is to be")
    not_yet: Condition | None = Field(
        None, description="what the page shows while a setting without a control is not so, for an audit"
    )

    def model_post_init(self, context: Any, /) -> None:
        if self.not_yet:
            self._check_not_yet()
        elif (self.control is None) != (self.want is None) or (self.control and self.for_ != "switch"):
            raise problem(_("a pause for switch says its control and want: on or off; no other pause does"))
        if self.control is None and not self.say:
            raise problem(_("'say' is missing here"), _("tell the person what to do"))

    def _check_not_yet(self) -> None:
        if self.for_ != "switch" or self.control or not (self.until and self.want):
            hint = _("a control is read both ways by itself; so not_yet stands beside until and want: on or off")
            raise problem(_("not_yet is for a setting that has no control"), hint)

    async def run(self, driver: Driver) -> Result:
        if self.control is not None:
            return await self._switch(driver, self.control)
        if self.for_ == "login" and (logged_in := await self._logged_in(driver)):
            return logged_in
        if self.for_ == "switch" and self.until and await driver.holds(self.until, self.timeout or GLANCE, seen=True):
            return Done(_("it is so already"), earned="already_out")
        asks = await self._theirs(driver)
        if self.for_ == "submit":
            await driver.choose_again()
        return asks

    async def _logged_in(self, driver: LookingDriver) -> Done | None:
        if self.until and await driver.holds(self.until, 0, seen=True):
            return Done(_("you are logged in already"), skipped=True)
        return None

    async def _theirs(self, driver: LookingDriver) -> Asks:
        await driver.clear_the_way()
        return Asks(self.for_, self.say, self.until, self.copy_, _EARNS.get(self.for_))

    @property
    def looks_for(self) -> Target | None:
        return self.control

    def aimed_at(self, target: Target) -> Self:
        """The same, with what was pointed at also wherever its conditions mean the control."""
        aimed = also(self, self.control, target) if self.control else self
        return aimed.model_copy(update={"control": target})

    async def _switch(self, driver: Driver, control: Target) -> Result:
        if await driver.is_on(control, self.timeout) == (self.want == "on"):
            return Done(_ALREADY[self.want or "on"], earned="already_out")
        await driver.show(control, self.timeout)
        wanted = self.wanted
        assert wanted is not None
        say = self.say or self._turned(control)
        return Asks("switch", say, self.until or wanted, self.copy_, _EARNS["switch"], self.until and wanted)

    @property
    def tells(self) -> Telling | None:
        if self.for_ == "switch":
            return "setting" if self.wanted or self.until else None
        return _TELLS.get(self.for_)

    async def look(self, driver: LookingDriver) -> Result:
        if self.for_ == "login":
            return await self._logged_in(driver) or await self._theirs(driver)
        if self.person_leads:
            there = self.until is not None and await driver.holds(self.until, 0, seen=True)
            return Done(skipped=True) if there else await self._theirs(driver)
        if self.control is not None:
            await driver.show(self.control, self.timeout)
        if self.tells == "setting":
            return self._setting()
        return Tells(self.tells) if self.tells else Done(ONLY_LOOKING, skipped=True)

    def _setting(self) -> Tells:
        """What is wanted of the setting, and what the flow calls it: what it stands in, where it has no name itself."""
        wanted = self.wanted or self.until
        inside = wanted.shows.within if wanted and wanted.shows else None
        names = inside.candidates()[0].names if inside else ()
        label = next(filter(None, map(read_aloud, names)), "")
        return Tells("setting", wanted, self.timeout, self.not_yet, label, self.want)

    @property
    def about(self) -> PauseFor:
        return self.for_

    @property
    def turn(self) -> Turn:
        return self.for_

    @property
    def is_done_once(self) -> bool:
        return self.for_ in ("login", "submit", "switch")

    @property
    def leaves(self) -> Leaves:
        return _LEAVES.get(self.for_, "another_page")

    @property
    def is_of_a_form(self) -> bool:
        return self.for_ in ("attach", "submit")

    @property
    def handled(self) -> Target | None:
        return self.control

    @property
    def wanted(self) -> Condition | None:
        if self.control is None:
            return None
        return Condition(is_on=self.control) if self.want == "on" else Condition(is_off=self.control)

    @property
    def person_leads(self) -> bool:
        return self.for_ == "review" and self.until is not None and self.copy_ is None

    @property
    def ends_when(self) -> Condition | None:
        return self.until

    def ending_when(self, condition: Condition | None) -> Self:
        return self.model_copy(update={"until": condition})

    def signs(self) -> tuple[Condition, ...]:
        if self.for_ == "login":
            return (self.until,) if self.until else ()
        return super().signs()

    @property
    def to_copy(self) -> str:
        return self.copy_ or ""

    def narrated(self) -> str:
        return str(self)

    def line(self) -> str:
        return _("{say} (text to copy: “{text}”)", say=str(self), text=self.copy_) if self.copy_ else str(self)

    def __str__(self) -> str:
        return self.say or self._turned(self.control)

    def _turned(self, control: Target | None) -> str:
        return (
            _("Turn {switch} on.", switch=str(control))
            if self.want == "on"
            else _("Turn {switch} off.", switch=str(control))
        )
