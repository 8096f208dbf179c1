"""From one flow of a sitting to the next: what comes, what it needs to know, whether the person wants it.

Asks through the same conversation as the walk of a flow does, in the panel and the terminal alike.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from runner.choosing import known, unknown
from runner.errors import PageGone, Stopped, UsageError
from runner.events import Choice, Listener, Question, Reply
from runner.flow.driver import Driver
from runner.flow.load import FlowFile
from runner.session.person import Together
from runner.session.spot import Spot
from runner.session.talk import Talk
from runner.sitting import Came, Planned, Sitting

Walk = Callable[[FlowFile], Awaitable[Came]]
_CHOICES: tuple[Choice, ...] = ("yes", "skip", "no", "stop")
_LABELS: Mapping[Choice, str] = {"yes": "Go on", "skip": "Later", "no": "Leave it out", "stop": "Stop here"}


@dataclass
class Onward:
    """Leads through a sitting. `given` is what flows need to know, `over` tells whether the person has had enough."""

    sitting: Sitting
    walk: Walk
    driver: Driver
    person: Together
    listeners: list[Listener]
    say: Callable[[str], None]
    me: Mapping[str, str]
    given: Mapping[str, str]
    over: Callable[[], bool]
    _typed: dict[tuple[str, str], str] = field(default_factory=dict)

    async def to_the_end(self) -> int:
        """Walks what there is to walk; the exit code is the worst of the parts."""
        sitting, asked = self.sitting, False  # the plan was agreed to: the first flow begins at once
        while one := sitting.next:
            if self.over():
                sitting.stop()
                break
            try:
                if asked and self.person.present:
                    await self._offer(one)
                asked = True
                sitting.walked(await self.walk(await self._ready(one)))
            except _Declined as declined:
                _ACTS[declined.choice](sitting)
        return sitting.code

    async def _offer(self, one: Planned) -> None:
        """Says what is next; raises _Declined where the person does not want it now."""
        with contextlib.suppress(PageGone):
            await self.driver.suggest(None)  # the ring was for the flow before
        reply = await self._ask(one, Question("next", self._next(one), _CHOICES, labels=_LABELS))
        if reply.choice != "yes":
            raise _Declined(reply.choice)

    def _next(self, one: Planned) -> str:
        back = "Put off before: " if self.sitting.again else ""
        return f"{back}{one.file.flow.title}\n{self.sitting.asks(one).capitalize()} ({self.sitting.left()})."

    async def _ready(self, one: Planned) -> FlowFile:
        """The flow with the person's values and all it needs to know in it."""
        while True:
            needs = await self._needs(one)
            try:
                return replace(one.file, flow=one.file.flow.with_values(self.me, needs))
            except UsageError as error:
                if not (typed := unknown(one.file, self.given)):
                    raise
                self.say(f"{str(error)[:1].upper()}{str(error)[1:]}. Once more, please.")
                for key in typed:
                    self._typed.pop((key, one.file.flow.needs[key]), None)

    async def _needs(self, one: Planned) -> dict[str, str]:
        found = known(one.file, self.given)
        for key in unknown(one.file, self.given):
            meaning = one.file.flow.needs[key]  # two flows may ask for a `site` and mean two things
            if (key, meaning) not in self._typed:
                reply = await self._ask(one, Question("need", meaning, self._ways_out(), labels=_LABELS))
                if not reply.text:
                    raise _Declined(reply.choice)
                self._typed[key, meaning] = reply.text
            found[key] = self._typed[key, meaning]
        return found

    def _ways_out(self) -> tuple[Choice, ...]:
        alone = not self.sitting.came and len(self.sitting.todo) + len(self.sitting.put_off) == 1
        return ("stop",) if alone else ("skip", "stop")

    async def _ask(self, one: Planned, question: Question) -> Reply:
        talk = Talk(one.file.id, self.driver, self.person, self.listeners)
        talk.spot = Spot(1, "", one.file.flow.steps, 0, ("steps",))
        try:
            with self.driver.private():  # between two flows the person is on no flow's sites
                return await talk.ask(question)
        except (Stopped, PageGone):
            raise _Declined("stop") from None


class _Declined(Exception):
    """The person wants something else than the flow that was next."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice


_ACTS: Mapping[Choice, Callable[[Sitting], None]] = {
    "skip": Sitting.later,
    "no": Sitting.leave_out,
    "stop": Sitting.stop,
}
