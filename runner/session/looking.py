"""A walk that only looks: where a flow's switches and forms are, and how they stand. Nothing is chosen, filled or sent.

It has a driver without a hand for that. What looking does with a step is asked of the step (`Step.look`).
"""

from __future__ import annotations

from collections.abc import Collection, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from runner import events
from runner.errors import Refused, TargetNotFound
from runner.events import Event, Listener
from runner.flow.driver import LookingDriver, Seen
from runner.flow.load import FlowFile
from runner.flow.model import Condition
from runner.flow.results import Asks, Result, Telling, Tells
from runner.flow.step import Step
from runner.locale import _
from runner.session.confirming import steps_before
from runner.session.engine import Walking
from runner.session.memory import Memory
from runner.session.next_step import ON, Next, to
from runner.session.person import Together
from runner.session.race import first
from runner.session.readback import SettingSeen, read_back
from runner.session.sights import EVERYTHING, Leg, by_hand, has_unseen_form, legs, sign_of_form, things_of, way
from runner.session.step_position import StepPosition
from runner.session.talk import Over

Verdict = Literal["confirmed", "reverted", "unknown", "not_offered", "form", "mail"]
ONLY_YOU = _("A part of it is on no page that I can read: only you can see it.")
UNSEEN_FORM = _("I have nothing to know its form by, so only you can see whether it is there")
_NO_FORM = _("I came to where the form should be, and could not tell whether it is there")
_STANDS: Mapping[tuple[str, str], str] = {
    ("on", "confirmed"): _("it is on, as this flow wants it"),
    ("off", "confirmed"): _("it is off, as this flow wants it"),
    ("on", "reverted"): _("it is on, not as this flow wants it"),
    ("off", "reverted"): _("it is off, not as this flow wants it"),
    ("", "confirmed"): _("as this flow wants it"),
    ("", "reverted"): _("not as this flow wants it"),
    ("", "unknown"): _("could not tell"),
}


@dataclass(frozen=True)
class Sight:
    """What was seen at one step.

    Of a setting: what the page calls it, or else the flow, how it `stands`, and if that is as wanted.
    """

    of: Telling
    step: int
    label: str = ""
    stands: Literal["on", "off", ""] = ""
    seen: SettingSeen = "unknown"


class _Passed(Exception):
    """The form is reached: there is nothing to do in it, so the walk goes on at the next page."""


class Onlooker(Walking):
    """Walks a flow to all there is to see of it. `sights` are what was seen, `why` what kept it from seeing more."""

    def __init__(
        self,
        file: FlowFile,
        driver: LookingDriver,
        person: Together,
        listeners: Iterable[Listener] = (),
        memory: Memory | None = None,
        offered_here: bool = False,
    ) -> None:
        """As every walk."""
        super().__init__(file, driver, person, [*listeners, self._hear], memory, offered_here)
        self.sights: list[Sight] = []
        self.why: str = ""
        self._of: Collection[Telling] = EVERYTHING
        self._way = sorted(way(file.flow.steps))
        self._legs = legs(file.flow.steps)
        self._told: set[str] = set()
        self._label = ""
        self._in_doubt = False  # something that there is to see was not seen

    def only(self, *of: Telling) -> Self:
        """The same, to where there is one of these to see and nowhere else."""
        self._of = of
        self._way = sorted(way(self.file.flow.steps, of))
        return self

    def verdict(self, ended: events.SessionEnded) -> Verdict:
        """What all that was seen comes to, once the walk has `ended`; unknown wherever anything is in doubt."""
        settings = [one.seen for one in self.sights if one.of == "setting"]
        if "reverted" in settings:
            return "reverted"
        if ended.outcome in ("stopped", "lost") or "unknown" in settings or self._in_doubt:
            return "unknown"
        if ended.outcome == "not_offered":
            return "not_offered"
        if (ended.outcome, ended.basis) == ("already_out", "seen"):
            return "confirmed"
        if self._is_unread():
            return "unknown"
        if only_theirs := self._only_theirs():
            self.why = only_theirs
            return "unknown"
        others: list[Verdict] = [one.of for one in self.sights if one.of != "setting"]
        if others:
            return others[0]
        return "confirmed" if settings else "unknown"

    def _only_theirs(self) -> str:
        """What of the flow the person alone can see, in a sentence; empty where there is no such part."""
        steps = self.file.flow.steps
        if by_hand(steps):
            return ONLY_YOU
        return UNSEEN_FORM if "form" in self._of and has_unseen_form(steps) else ""

    def _is_unread(self) -> bool:
        """Whether a setting that every walk comes to was passed over; what stands under a `when` need not be there."""
        steps = (self.file.flow.steps[place] for place in self._way)
        settings = (step.wanted or step.ends_when for step in steps if step.tells == "setting")
        return "setting" in self._of and any(not set(things_of(one)) <= self._told for one in settings)

    # -- the walk ---------------------------------------------------------------------------------------------

    async def _step(self, position: StepPosition) -> Next:
        if position.line is not self.file.flow.steps:
            return await super()._step(position)
        if position.place not in self._way:
            return to(self._next(position.place))
        self._label = ""
        try:
            return await super()._step(position)
        except _Passed:
            return to(self._next(self._leg(position).end - 1))

    def _next(self, place: int) -> int:
        """The next place of the way; after the last one, the flow's end."""
        return next((one for one in self._way if one > place), len(self.file.flow.steps))

    def _sentence(self, step: Step) -> str:
        return step.looking()

    def _do(self, step: Step) -> Coroutine[Any, Any, Result]:
        return step.look(self.driver)

    async def found(self, seen: Seen) -> None:
        """A target is ringed, to be pressed or to be read."""
        await super().found(seen)
        self._label = seen.label

    async def _refused(self, refusal: Refused, step: Step) -> Next:
        """What may send or change something is nobody's to press here: that way is at its end."""
        self.why = _("The way leads over something that I leave alone: {why}", why=str(refusal))
        if self._trying:
            raise TargetNotFound(str(step)).because(self.why)
        await self._talk.tell_step(events.StepSkipped, why=self.why)
        raise Over("lost")

    async def _pause(self, asks: Asks, position: StepPosition) -> Next:
        if asks.about == "review" and "form" in self._leg(position).tells:
            return await self._form(Tells("form"), position)  # what they would do here is done in the form
        assert asks.about in ("login", "review"), f"nobody is asked to {asks.about} where we only look"
        return await super()._pause(asks, position)

    def _leg(self, position: StepPosition) -> Leg:
        return next(leg for leg in self._legs if leg.start < position.step <= leg.end)

    # -- what there is to see ---------------------------------------------------------------------------------

    async def _own(self, result: Result, position: StepPosition) -> Next:
        assert isinstance(result, Tells), f"looking gives no {result}"
        if result.of not in self._of or (result.of == "form" and "form" not in self._leg(position).tells):
            await self._talk.tell_step(events.StepSkipped, why=_("this is not what we look for"))
            return ON
        if result.of == "setting":
            return await self._setting(result)
        if result.of == "form":
            return await self._form(result, position)
        self.sights.append(Sight("mail", position.step))
        await self._talk.tell_step(events.StepDone, note=_("by mail; nothing was written"))
        return ON

    async def _setting(self, tells: Tells) -> Next:
        assert tells.condition is not None, "a setting is told of by how it should stand"
        things = set(things_of(tells.condition))
        if things <= self._told:
            await self._talk.tell_step(events.StepSkipped, why=_("this was read already"))
            return ON
        self._told |= things
        seen = await first(read_back(self.driver, tells.condition, tells.opposite), self._talk.stops())
        stands = _stands(_want(tells), seen)
        one = Sight("setting", self._number(), self._label or tells.label, stands, seen)
        self.sights.append(one)
        await self._talk.tell_step(events.SettingRead, label=one.label, stands=one.stands, seen=seen)
        await self._talk.tell_step(events.StepDone, note=_STANDS[one.stands, seen])
        return ON

    async def _form(self, tells: Tells, position: StepPosition) -> Next:
        if await self._shows(tells.condition or self._sign(position)):
            self.sights.append(Sight("form", position.step))
            await self._talk.tell_step(events.FormSeen)
            await self._talk.tell_step(events.StepDone, note=_("there is a form; it is left as it is"))
        else:
            self.why, self._in_doubt = _NO_FORM, True
            await self._talk.tell_step(events.StepSkipped, why=_NO_FORM)
        raise _Passed

    async def _shows(self, sign: Condition | None) -> bool:
        return sign is not None and await first(self.driver.holds(sign, 0, seen=True), self._talk.stops())

    def _sign(self, position: StepPosition) -> Condition | None:
        return sign_of_form([step for _, step in steps_before(self.file.flow.steps, position)])

    def _number(self) -> int:
        return self._talk.position.step if self._talk.position else 0

    def _hear(self, event: Event) -> None:
        match event:
            case events.TargetMissing():
                self.why = _("I could not find {thing}.", thing=event.looked_for)
            case events.PersonAnswered(reply="skip") if self._talk.step.tells == "setting":
                self._in_doubt = True
            case events.StepDone() if not self._in_doubt:
                self.why = ""  # it was found in the end


def _want(tells: Tells) -> Literal["on", "off"] | None:
    """How a single setting is to be; None where it is not one."""
    if tells.want or tells.condition is None:
        return tells.want
    return "on" if tells.condition.is_on else "off" if tells.condition.is_off else None


def _stands(want: Literal["on", "off"] | None, seen: SettingSeen) -> Literal["on", "off", ""]:
    """How it stands; nothing where that could not be read."""
    if seen == "unknown" or want is None:
        return ""
    return "on" if (want == "on") == (seen == "confirmed") else "off"
