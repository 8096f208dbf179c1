"""Telling and asking: the one place where events go out and the walk waits for an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, Literal, NoReturn

from runner import events
from runner.errors import Outcome, PageGone, Stopped
from runner.events import Basis, Event, Listener, Question, Reply
from runner.flow.driver import LookingDriver, Sign
from runner.flow.step import Step
from runner.locale import _
from runner.session.next_step import AGAIN, BACK, ON, Next
from runner.session.person import Together
from runner.session.race import first
from runner.session.step_position import StepPosition

State = Literal["ready", "working", "waiting", "ended"]


class Over(Exception):
    """The walk has ended early, with this outcome, and what that rests on."""

    def __init__(self, outcome: Outcome, basis: Basis | None = None) -> None:
        self.outcome = outcome
        self.basis = basis


class OpenedAnew(Exception):
    """The page had to be opened anew: what was done on it is gone, and has to be done again.

    It was so `by_login`, where that had ended; else the page was lost.
    """

    def __init__(self, by_login: bool = False) -> None:
        self.by_login = by_login


class Talk:
    """The conversation of one walk. `position` is the step it is about; every question is put and answered here.

    While it `restores`, a page that was opened anew ends the step: OpenedAnew is raised instead of going on there.
    """

    def __init__(self, flow: str, driver: LookingDriver, person: Together, listeners: Iterable[Listener] = ()) -> None:
        self.flow = flow
        self.driver = driver
        self.person = person
        self.listeners = tuple(listeners)
        self.state: State = "ready"
        self.position: StepPosition | None = None
        self.restores = False

    async def tell(self, event: Event) -> None:
        """Every listener hears an event, in order; one that answers with an awaitable is waited for."""
        for listener in self.listeners:
            answer = listener(event)
            if answer is not None and hasattr(answer, "__await__"):
                await answer

    async def tell_step(self, kind: type[events.StepEvent], **fields: object) -> None:
        """Tells an event of the present step."""
        assert self.position is not None, "a step event is told while a step is walked"
        await self.tell(kind(flow=self.flow, **self.position.fields(), **fields))  # type: ignore[arg-type]

    @property
    def step(self) -> Step:
        """The present step."""
        assert self.position is not None, "what is asked about a step is asked while it is walked"
        return self.position.line[self.position.place]

    async def note(self, text: str) -> None:
        """Tells the person something in a sentence."""
        step, within = (self.position.step, self.position.within) if self.position else (0, "")
        await self.tell(events.Noted(flow=self.flow, text=text, step=step, within=within))

    async def stops(self) -> NoReturn:
        """Raises Stopped once the person wants to stop while nothing is asked."""
        await self.person.stops()
        raise Stopped

    async def ask(self, question: Question, until: Sign | Literal["back"] | None = None) -> Reply:
        """Puts a question until the person, or the page, has answered; raises Stopped where they say so.

        The page answers "continue" where the sign came true, "retry" where it shows it and did before, "by_hand" where
        it refuses a login because the browser is driven, and the question does not say so yet. Raises Over("lost")
        where nobody is there and the page cannot answer.
        """
        if not self.person.present and until is None:
            raise Over("lost")
        self.state = "waiting"
        await self.driver.hand_over()
        while True:
            try:
                may_refuse = [self._refused()] if "by_hand" in question.choices[1:] else []
                reply = await first(self.person.ask(question), self._page(until), self._put(question), *may_refuse)
                break
            except PageGone:
                await self.recover()
        return await self._taken(reply, question)

    async def ask_aside(self, question: Question, closed: Coroutine[Any, Any, Reply]) -> Reply:
        """Puts a question while there is no page, only the window without automation, whose end is an answer too."""
        self.state = "waiting"
        return await self._taken(await first(self.person.ask(question), closed, self._tell_asked(question)), question)

    async def _taken(self, reply: Reply, question: Question) -> Reply:
        if not _answers(reply, question):  # before it is told: an event names no choice there is not
            raise AssertionError(f"“{reply.choice}” is no choice of the question about {question.about}")
        self.state = "working"
        await self.tell_step(events.PersonAnswered, for_=question.about, reply=reply.choice, via=reply.via)
        if reply.choice == "stop":
            raise Stopped
        return reply

    async def recover(self) -> None:
        """Another page to go on in, after PageGone; raises OpenedAnew where the walk has to lead back to its place."""
        recovered = await self.driver.recover()
        await self.note(recovered.said)
        if self.restores and recovered.anew:
            self.state = "working"
            raise OpenedAnew

    async def _put(self, question: Question) -> NoReturn:
        """Tells that a question is open, once the places where it can be answered have it."""
        await self.tell_step(events.PersonAsked, for_=question.about, choices=question.choices)
        await self.driver.until(None)
        raise AssertionError  # pragma: no cover - until(None) never returns

    async def _tell_asked(self, question: Question) -> NoReturn:
        await self.tell_step(events.PersonAsked, for_=question.about, choices=question.choices)
        await asyncio.Event().wait()
        raise AssertionError  # pragma: no cover - an event nobody sets

    async def _refused(self) -> Reply:
        await self.driver.aside.until_refused()
        return Reply("by_hand", "page")

    async def _page(self, until: Sign | Literal["back"] | None) -> Reply:
        if until == "back":
            await self.driver.until_back()
            return Reply("retry", "page")
        told = await self.driver.until(until)
        return Reply("continue" if told == "came_true" else "retry", "page")


def _answers(reply: Reply, question: Question) -> bool:
    """Whether a reply is one that the question has: a choice of it, a text, stop (anywhere), or what the page says."""
    return reply.choice in (*question.choices, "stop") or reply.via == "page" or bool(reply.text)


async def leave(talk: Talk, reply: Reply) -> Next:
    """Skip, back or again, from any question; any other answer is not taken for one of them."""
    match reply.choice:
        case "skip":
            await talk.tell_step(events.StepSkipped, why=_("as you said"))
            return ON
        case "back":
            return BACK
        case "retry":
            return AGAIN
    raise AssertionError(f"“{reply.choice}” is no way out of a step")
