"""From one flow of a batch to the next: what comes, what it needs to know, whether the person wants it.

Asks through the same conversation as the walk of a flow does, in the panel and the terminal alike.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Protocol

from runner.app.batch import Batch, FlowResult, Planned
from runner.app.selection import known, unknown
from runner.errors import PageGone, Stopped, UsageError
from runner.events import BatchMovedOn, Choice, Listener, Question, Reply
from runner.flow.driver import LoginPage, LookingDriver
from runner.flow.load import FlowFile
from runner.flow.login_refusals import refusal_of
from runner.locale import _, in_context, joined, many
from runner.locale.phrase import capital
from runner.session.by_hand import log_in_by_hand, way_in
from runner.session.person import Together
from runner.session.step_position import StepPosition
from runner.session.talk import Talk

Walk = Callable[[FlowFile], Awaitable[FlowResult]]
_CHOICES: tuple[Choice, ...] = ("yes", "skip", "no", "stop")
_LABELS: Mapping[Choice, str] = {
    "yes": _("Go on"),
    "skip": in_context("button", "Later"),
    "no": _("Leave it out"),
    "stop": _("Stop here"),
}
_YES_NO: tuple[Choice, ...] = ("yes", "no", "stop")
_YES_NO_LABELS: Mapping[Choice, str] = {"yes": _("Log in without me"), "no": _("Not now")}


class Those(Protocol):
    """Those who are there for a batch; `over` tells whether the person has had enough."""

    @property
    def driver(self) -> LookingDriver: ...
    @property
    def person(self) -> Together: ...
    @property
    def listeners(self) -> list[Listener]: ...
    def over(self) -> bool: ...


@dataclass
class BatchRunner:
    """Leads through a batch; `given` is what flows need to know.

    The plan was agreed to, so where a flow is done, the next begins at once; else it is offered first. Without `offers`
    that is only where the person has stopped in the one before.
    """

    batch: Batch
    walk: Walk
    there: Those
    me: Mapping[str, str]
    given: Mapping[str, str]
    offers: bool = True
    _typed: dict[tuple[str, str], str] = field(default_factory=dict)

    async def to_the_end(self) -> None:
        """Walks what there is to walk; the batch has what came of it."""
        batch, asked = self.batch, False  # the plan was agreed to: the first flow begins at once
        try:
            await self._log_in_first()
        except _Declined:
            batch.stop()
        while one := batch.next:
            if self.there.over():
                batch.stop()
                break
            try:
                if (asked or batch.again) and self.there.person.present and (self.offers or self._has_stopped()):
                    await self._offer(one)
                asked = True
                ready = await self._ready(one)
                self._tell_place()
                result = await self.walk(ready)
                batch.walked(result)
                asked = not result.is_done
            except _Declined as declined:
                _ACTS[declined.choice](batch)

    def _tell_place(self) -> None:
        """Says which of several flows begins, and what comes after it."""
        if self.batch.size == 1:
            return
        after = next(iter([*self.batch.todo[1:], *self.batch.put_off]), None)
        moved = BatchMovedOn(
            flow=self.batch.todo[0].file.id,
            place=len(self.batch.results) + 1,
            of=self.batch.size,
            next=after.file.flow.title if after else "",
            came=self.batch.results[-1].came if self.batch.results else "",
        )
        for listener in self.there.listeners:
            listener(moved)

    def _has_stopped(self) -> bool:
        return bool(self.batch.results) and self.batch.results[-1].end == "stopped"

    async def _log_in_first(self) -> None:
        """The logins that are known to refuse a driven browser, all in one visit without automation."""
        logins, there = self._refused(), self.there
        if len(self.batch.todo) < 2 or not logins or not (there.person.present and there.driver.aside.is_possible):
            return
        one, say = self.batch.todo[0], _at_the_start([login.site for login in logins])
        reply = await self._ask(one, Question("login", say, _YES_NO, topic="by_hand", labels=_YES_NO_LABELS))
        if reply.choice == "yes":
            try:
                await log_in_by_hand(self._talk(one), logins)
            except (Stopped, PageGone):
                raise _Declined("stop") from None

    def _refused(self) -> list[LoginPage]:
        """One login for each site that refuses, where the first flow that needs it begins."""
        found: dict[str, LoginPage] = {}
        for one in self.batch.todo:
            flow = one.file.flow
            known = refusal_of(flow.hosts) if one.turns.has("login") else None
            url = way_in(flow.steps)
            if known and url and "{" not in url:  # what a flow still has to ask for comes later
                found.setdefault(known.name, LoginPage(known.name, url))
        return list(found.values())

    async def _offer(self, one: Planned) -> None:
        """Says what is next; raises _Declined where the person does not want it now."""
        with contextlib.suppress(PageGone):
            await self.there.driver.suggest(None)  # the ring was for the flow before
        reply = await self._ask(one, Question("next", self._next(one), _CHOICES, labels=_LABELS))
        if reply.choice != "yes":
            raise _Declined(reply.choice)

    def _next(self, one: Planned) -> str:
        title: str = one.file.flow.title
        if self.batch.again:
            title = _("Put off before: {title}", title=title)
        asks = _("{asks} ({left}).", asks=capital(self.batch.asks(one)), left=self.batch.left())
        return joined(title, asks, between="\n")

    async def _ready(self, one: Planned) -> FlowFile:
        """The flow with the person's values and all it needs to know in it."""
        while True:
            needs = await self._needs(one)
            try:
                return replace(one.file, flow=one.file.flow.with_values(self.me, needs))
            except UsageError as error:
                if not (typed := unknown(one.file, self.given)):
                    raise
                said = _("{problem}. Once more, please.", problem=capital(str(error)))
                await self._talk(one).note(said)
                for key in typed:
                    self._typed.pop((key, one.file.flow.needs[key].ask), None)

    async def _needs(self, one: Planned) -> dict[str, str]:
        found = known(one.file, self.given)
        for key in unknown(one.file, self.given):
            meaning = one.file.flow.needs[key].ask  # two flows may ask for a `site` and mean two things
            if (key, meaning) not in self._typed:
                reply = await self._ask(one, Question("need", meaning, self._ways_out(), labels=_LABELS))
                if not reply.text:
                    raise _Declined(reply.choice)
                self._typed[key, meaning] = reply.text
            found[key] = self._typed[key, meaning]
        return found

    def _ways_out(self) -> tuple[Choice, ...]:
        alone = not self.batch.results and len(self.batch.todo) + len(self.batch.put_off) == 1
        return ("stop",) if alone else ("skip", "stop")

    async def _ask(self, one: Planned, question: Question) -> Reply:
        try:
            with self.there.driver.private():  # between two flows the person is on no flow's sites
                return await self._talk(one).ask(question)
        except (Stopped, PageGone):
            raise _Declined("stop") from None

    def _talk(self, one: Planned) -> Talk:
        talk = Talk(one.file.id, self.there.driver, self.there.person, self.there.listeners)
        talk.position = StepPosition(1, "", one.file.flow.steps, 0, ("steps",))
        return talk


def _at_the_start(sites: Sequence[str]) -> str:
    """What is asked before all else, of the sites whose logins refuse."""
    named: str = reduce(lambda those, one: _("{places} and {last}", places=those, last=one), sites)
    return many(
        "{sites} refuses a login in a browser that a program drives, and I hide nothing from it. Log in there without"
        " me now, once for all of these flows? No, if you are logged in already.",
        "{sites} refuse a login in a browser that a program drives, and I hide nothing from it. Log in there without"
        " me now, once for all of these flows? No, if you are logged in already.",
        len(sites),
        sites=named,
    )


class _Declined(Exception):
    """The person wants something else than the flow that was next."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice


_ACTS: Mapping[Choice, Callable[[Batch], None]] = {
    "skip": Batch.later,
    "no": Batch.leave_out,
    "stop": Batch.stop,
}
