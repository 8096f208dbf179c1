"""Telling and asking: the one place where events go out and the walk waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NoReturn

from runner import events
from runner.errors import Outcome, PageGone, Stopped
from runner.events import Event, Listener, Question, Reply
from runner.flow.driver import Driver
from runner.flow.model import Condition
from runner.session.moves import AGAIN, BACK, ON, Move
from runner.session.person import Together
from runner.session.race import first
from runner.session.spot import Spot

State = Literal["ready", "working", "waiting", "ended"]


class Over(Exception):
    """The walk has ended early, with this outcome."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


class Talk:
    """The conversation of one walk. `spot` is the step it is about; every question is put and answered here."""

    def __init__(self, flow: str, driver: Driver, person: Together, listeners: Iterable[Listener] = ()) -> None:
        self.flow = flow
        self.driver = driver
        self.person = person
        self.listeners = tuple(listeners)
        self.state: State = "ready"
        self.spot: Spot | None = None

    async def tell(self, event: Event) -> None:
        """Every listener hears an event, in order; one that answers with an awaitable is waited for."""
        for listener in self.listeners:
            answer = listener(event)
            if answer is not None and hasattr(answer, "__await__"):
                await answer

    async def tell_step(self, kind: type[events.StepEvent], **fields: object) -> None:
        """Tells an event of the present step."""
        assert self.spot is not None, "a step event is told while a step is walked"
        await self.tell(kind(flow=self.flow, **self.spot.fields(), **fields))  # type: ignore[arg-type]

    async def note(self, text: str) -> None:
        """Tells the person something in a sentence."""
        await self.tell(events.Noted(flow=self.flow, text=text))

    async def stops(self) -> NoReturn:
        """Raises Stopped once the person wants to stop while nothing is asked."""
        await self.person.stops()
        raise Stopped

    async def ask(self, question: Question, until: Condition | Literal["back"] | None = None) -> Reply:
        """Puts a question until the person, or the page, has answered; raises Stopped where they say so.

        Raises Over("lost") where nobody is there and the page cannot answer.
        """
        if not self.person.present and until is None:
            raise Over("lost")
        self.state = "waiting"
        while True:
            try:
                reply = await first(self.person.ask(question), self._page(until), self._put(question))
                break
            except PageGone:
                await self.note(await self.driver.recover())
        self.state = "working"
        await self.tell_step(events.PersonAnswered, for_=question.about, reply=reply.choice, via=reply.via)
        if reply.choice == "stop":
            raise Stopped
        return reply

    async def _put(self, question: Question) -> NoReturn:
        """Tells that a question is open, once the places where it can be answered have it."""
        await self.tell_step(events.PersonAsked, for_=question.about, choices=question.choices)
        await self.driver.until(None)
        raise AssertionError  # pragma: no cover - until(None) never returns

    async def _page(self, until: Condition | Literal["back"] | None) -> Reply:
        if until == "back":
            await self.driver.until_back()
            return Reply("retry", "page")
        await self.driver.until(until)
        return Reply("continue", "page")


async def leave(talk: Talk, reply: Reply) -> Move:
    """Skip, back or again, from any question."""
    if reply.choice == "skip":
        await talk.tell_step(events.StepSkipped, why="as you said")
        return ON
    return BACK if reply.choice == "back" else AGAIN
