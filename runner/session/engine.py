"""The walk of one flow with one person: a state machine that tells events and knows no browser.

`ready → working ⇄ waiting → ended`. Steps say what they are by their results; here is what follows from a result, from
something missing, and from what the person answers.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal, NoReturn

from runner import events
from runner.errors import Elsewhere, LeadsAway, Outcome, PageGone, Refused, Stopped, TargetMissing
from runner.events import Choice, Event, Listener, Question, Reply
from runner.flow.driver import Driver
from runner.flow.load import FlowFile
from runner.flow.model import Condition
from runner.flow.results import Asks, Done, Ends, Result, Tries, Walks
from runner.flow.step import Step
from runner.session.checkpoint import Checkpoint, Checkpoints
from runner.session.person import Together
from runner.session.race import first

State = Literal["ready", "working", "waiting", "ended"]
RANK: Mapping[str | None, int] = {None: 0, "already_out": 1, "opted_out": 2, "sent": 3}


class Move(Enum):
    """Where the walk goes from a step."""

    ON = auto()
    AGAIN = auto()
    BACK = auto()


class _Over(Exception):
    """The walk has ended early, with this outcome."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


@dataclass(frozen=True)
class Spot:
    """The step the walk is at: its number among the flow's own, its kind, and the part it stands in."""

    step: int
    kind: str
    within: str = ""

    def fields(self) -> dict[str, object]:
        """As the fields every step event carries."""
        return {"step": self.step, "kind": self.kind, "within": self.within}


class Engine:
    """Walks one flow. The driver is the page, the person answers, listeners hear every event."""

    def __init__(
        self,
        file: FlowFile,
        driver: Driver,
        person: Together,
        listeners: Iterable[Listener] = (),
        checkpoints: Checkpoints | None = None,
    ) -> None:
        self.file = file
        self.driver = driver
        self.person = person
        self.listeners = tuple(listeners)
        self.checkpoints = checkpoints
        self.state: State = "ready"
        self.spot = Spot(0, "")
        self.checkpoint = Checkpoint(file.id, file.digest)
        self._urls: dict[int, str] = {}
        self._trying = False

    async def run(self, checkpoint: Checkpoint | None = None, offer: bool = False) -> events.SessionEnded:
        """Walks from the start, or on from a checkpoint, to an outcome; the checkpoint is cleared unless stopped.

        With `offer` the person is asked whether to go on there; without, the walk just does.
        """
        self.checkpoint = checkpoint or self.checkpoint
        steps = self.file.flow.steps
        self.checkpoint.step = _on_its_page(steps, self.checkpoint.step)
        await self.tell(
            events.SessionStarted(
                flow=self.file.id, title=self.file.flow.title, steps=len(steps), from_step=self.checkpoint.step
            )
        )
        self.state = "working"
        try:
            if checkpoint and offer:
                await self._offer_to_go_on(len(steps))
            await self._resume(steps)
            await self._all(steps)
            outcome = self.checkpoint.outcome
        except _Over as over:
            outcome = over.outcome
        except (Stopped, PageGone):
            outcome = "stopped"
        self.state = "ended"
        ended = events.SessionEnded(
            flow=self.file.id,
            outcome=outcome,
            confirmed=self.checkpoint.confirmed,
            advice=self.file.flow.advice(outcome),
        )
        if self.checkpoints and outcome not in ("stopped", "lost"):
            self.checkpoints.clear(self.file.id)
        await self.tell(ended)
        return ended

    # -- the driver's watcher ---------------------------------------------------------------------------------

    async def found(self, label: str) -> None:
        """A target is ringed and about to be used."""
        await self.tell(events.TargetFound(flow=self.file.id, label=label, **self.spot.fields()))  # type: ignore[arg-type]

    async def declined(self, label: str) -> None:
        """An interruption was told no."""
        await self.tell(events.InterruptionPressed(flow=self.file.id, label=label))

    async def moved(self, host: str) -> None:
        """The person is on another site, or back."""
        await self.tell(events.Wandered(flow=self.file.id, host=host))

    async def tell(self, event: Event) -> None:
        """Every listener hears an event, in order; one that answers with an awaitable is waited for."""
        for listener in self.listeners:
            answer = listener(event)
            if answer is not None and hasattr(answer, "__await__"):
                await answer

    # -- the walk ---------------------------------------------------------------------------------------------

    async def _offer_to_go_on(self, steps: int) -> None:
        step = self.checkpoint.step
        self.spot = Spot(step, self.file.flow.steps[step - 1].word)
        say = f"Last time you got to step {step} of {steps}. Go on there? No begins anew."
        reply = await self._ask(Question("agree", say, ("yes", "no", "stop")), None)
        if reply.choice == "no":
            self.checkpoint = Checkpoint(self.file.id, self.file.digest)

    async def _resume(self, steps: Sequence[Step]) -> None:
        """Opens the page a cut-off walk was on, unless its next step opens one anyway."""
        step = self.checkpoint.step
        if step > 1 and self.checkpoint.url and step <= len(steps) and steps[step - 1].word != "open":
            with contextlib.suppress(Elsewhere):
                await self.driver.open(self.checkpoint.url)

    async def _all(self, steps: Sequence[Step]) -> None:
        while self.checkpoint.step <= len(steps):
            number = self.checkpoint.step
            self._urls[number] = self.driver.here
            move = await self._step(steps[number - 1], Spot(number, steps[number - 1].word))
            if move is Move.BACK:
                await self._back_to(max(1, number - 1))
            else:
                self._save(number + 1)

    async def _back_to(self, number: int) -> None:
        self._save(number)
        url = self._urls.get(number, "")
        if url and url != self.driver.here:
            await self.driver.open(url)

    def _save(self, step: int) -> None:
        self.checkpoint.step = step
        self.checkpoint.url = self.driver.here
        if self.checkpoints:
            self.checkpoints.write(self.checkpoint)

    async def _step(self, step: Step, spot: Spot) -> Move:
        """Walks one step until it is behind us, whatever gets in the way."""
        self.spot = spot
        await self._tell_step(events.StepStarted, sentence=str(step))
        while True:
            move, step = await self._once(step, spot)
            self.spot = spot
            if move is not Move.AGAIN:
                return move

    async def _once(self, step: Step, spot: Spot) -> tuple[Move, Step]:
        try:
            result = await first(step.run(self.driver), self._stops())
            return await self._follow(result, step, spot), step
        except PageGone:
            text = await self.driver.recover()
            await self.tell(events.Noted(flow=self.file.id, text=text))
            return Move.AGAIN, step
        except (TargetMissing, Elsewhere) as miss:
            if self._trying:
                raise
            return await self._missed(miss, step)
        except Refused as refusal:
            if self._trying and isinstance(refusal, LeadsAway):
                raise
            return await self._left_to_person(refusal, step), step

    async def _stops(self) -> NoReturn:
        await self.person.stops()
        raise Stopped

    async def _follow(self, result: Result, step: Step, spot: Spot) -> Move:
        match result:
            case Done():
                return await self._done(result, step)
            case Ends(outcome):
                await self._tell_step(events.StepDone, note=f"it ends here: {outcome}")
                raise _Over(outcome)
            case Asks():
                return await self._pause(result)
            case Walks(steps):
                return await self._parts(steps, spot)
            case Tries():
                return await self._routes(result, step, spot)

    async def _done(self, result: Done, step: Step) -> Move:
        if result.earned:
            self._earn(result.earned)
        if step.word == "confirm":
            self.checkpoint.confirmed = result.confirmed and self.checkpoint.outcome is not None
        if result.skipped:
            await self._tell_step(events.StepSkipped, why=result.note)
        else:
            await self._tell_step(events.StepDone, note=result.note)
        return Move.ON

    def _earn(self, outcome: Outcome) -> None:
        if RANK[outcome] > RANK[self.checkpoint.outcome]:
            self.checkpoint.outcome = outcome

    async def _parts(self, steps: Sequence[Step], spot: Spot) -> Move:
        """Walks the steps inside a step; going back from the first leads out of it."""
        at = 0
        while at < len(steps):
            move = await self._step(steps[at], Spot(spot.step, steps[at].word, spot.within or spot.kind))
            at += -1 if move is Move.BACK else 1
            if at < 0:
                return Move.BACK
        self.spot = spot
        await self._tell_step(events.StepDone)
        return Move.ON

    # -- routes -----------------------------------------------------------------------------------------------

    async def _routes(self, tries: Tries, step: Step, spot: Spot) -> Move:
        for name, steps in tries.routes.items():
            if await self._route(tries.there_when, name, steps, spot, step.timeout):
                self.spot = spot
                await self._tell_step(events.StepDone, note=name)
                return Move.ON
        self.spot = spot
        if tries.otherwise:
            await self._tell_step(events.StepDone, note="no route leads there")
            raise _Over(tries.otherwise)
        raise TargetMissing(str(tries.there_when)).because("none of the ways this flow knows leads to the page")

    async def _route(
        self, there_when: Condition, name: str, steps: Sequence[Step], spot: Spot, seconds: float | None
    ) -> bool:
        """Whether a route leads there; a target missing on it, or another site, is the end of the route only."""
        outer, self._trying = self._trying, True
        try:
            for step in steps:
                await self._step(step, Spot(spot.step, step.word, name))
            return await first(self.driver.holds(there_when, seconds), self._stops())
        except (TargetMissing, Elsewhere, LeadsAway) as miss:
            await self._tell_step(events.StepSkipped, why=str(miss))
            with contextlib.suppress(Elsewhere):
                return await self.driver.holds(there_when, 0)
            return False
        finally:
            self._trying = outer

    # -- the person's turn ------------------------------------------------------------------------------------

    async def _pause(self, asks: Asks) -> Move:
        choices: tuple[Choice, ...] = ("continue", "skip", "back", "stop")
        question = Question(asks.about, asks.say, choices, asks.copy, page_answers=asks.until is not None)
        with self.driver.private() if asks.about == "login" else contextlib.nullcontext():
            reply = await self._ask(question, asks.until)
        if reply.choice == "continue":
            if asks.earns:
                self._earn(asks.earns)
            if asks.earns == "sent":
                await self._tell_step(events.RequestSent)
            await self._tell_step(events.StepDone)
            return Move.ON
        return await self._leave(reply)

    async def _leave(self, reply: Reply) -> Move:
        """Skip, back or again, from any question."""
        if reply.choice == "skip":
            await self._tell_step(events.StepSkipped, why="as you said")
            return Move.ON
        return Move.BACK if reply.choice == "back" else Move.AGAIN

    async def _missed(self, miss: TargetMissing | Elsewhere, step: Step) -> tuple[Move, Step]:
        """Nothing, or too much, is what the step looks for; or the person is on another site."""
        if isinstance(miss, Elsewhere):
            return await self._come_back(miss), step
        await self._tell_step(events.TargetMissing, looked_for=miss.looked_for, several=miss.several)
        if not self.person.present:
            raise _Over("lost")
        point: tuple[Choice, ...] = ("point",) if step.aimed else ()
        choices: tuple[Choice, ...] = ("retry", *point, "continue", "skip", "back", "stop")
        say = f"{str(miss)[:1].upper()}{str(miss)[1:]}. {_ADVICE[step.aimed]}"
        reply = await self._ask(Question("missing", say, choices, page_answers=step.aim is not None), step.aim)
        if reply.choice == "continue" and reply.via != "page":
            await self._tell_step(events.StepDone, note="done by hand")
            return Move.ON, step
        if reply.choice == "point":
            return Move.AGAIN, await self._point(step)
        return await self._leave(reply), step

    async def _point(self, step: Step) -> Step:
        target = await first(self.driver.point(), self._stops())
        if target is None:
            await self.tell(events.Noted(flow=self.file.id, text="That has no name to go by; point at another."))
            return step
        one = target.candidates()[0]
        await self._tell_step(events.Picked, role=one.role or "", label=one.names[0].text if one.names else "")
        return step.aimed_at(target)

    async def _come_back(self, miss: Elsewhere) -> Move:
        say = (
            f"You are on {miss.here}. This flow acts only on {', '.join(miss.sites)}; I wait until you are back there."
        )
        question = Question("elsewhere", say, ("retry", "skip", "back", "stop"), page_answers=True)
        reply = await self._ask(question, "back")
        return await self._leave(reply)

    async def _left_to_person(self, refusal: Refused, step: Step) -> Move:
        """The guard leaves this control to the person: they press it, or not."""
        question = Question("review", str(refusal), ("continue", "retry", "skip", "back", "stop"))
        reply = await self._ask(question, None)
        if reply.choice == "continue":
            await self._tell_step(events.StepDone, note=f"done by hand: {step}")
            return Move.ON
        return await self._leave(reply)

    async def _ask(self, question: Question, until: Condition | Literal["back"] | None) -> Reply:
        """Puts a question until the person, or the page, has answered; raises Stopped where they say so."""
        if not self.person.present and until is None:
            raise _Over("lost")
        self.state = "waiting"
        while True:
            try:
                reply = await first(self.person.ask(question), self._page(until), self._put(question))
                break
            except PageGone:
                text = await self.driver.recover()
                await self.tell(events.Noted(flow=self.file.id, text=text))
        self.state = "working"
        await self._tell_step(events.PersonAnswered, for_=question.about, reply=reply.choice, via=reply.via)
        if reply.choice == "stop":
            raise Stopped
        return reply

    async def _put(self, question: Question) -> NoReturn:
        """Tells that a question is open, once the places where it can be answered have it."""
        await self._tell_step(events.PersonAsked, for_=question.about, choices=question.choices)
        await self.driver.until(None)
        raise AssertionError  # pragma: no cover - until(None) never returns

    async def _page(self, until: Condition | Literal["back"] | None) -> Reply:
        if until == "back":
            await self.driver.until_back()
            return Reply("retry", "page")
        await self.driver.until(until)
        return Reply("continue", "page")

    async def _tell_step(self, kind: type[events.StepEvent], **fields: object) -> None:
        await self.tell(kind(flow=self.file.id, **self.spot.fields(), **fields))  # type: ignore[arg-type]


_ADVICE = {
    True: "Point at the right one, do this step yourself, or look again.",
    False: "Go there yourself and press Continue, or look again.",
}


_FORGOTTEN = ("choose", "fill", "hover", "when", "attach", "review")


def _on_its_page(steps: Sequence[Step], number: int) -> int:
    """The step to go on at: a page that is opened again has forgotten what the steps before had put into it."""
    if number > len(steps) or steps[number - 1].word == "open":
        return number
    while number > 1 and (getattr(steps[number - 2], "for_", None) or steps[number - 2].word) in _FORGOTTEN:
        number -= 1
    return number
