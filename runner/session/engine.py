"""The walk of one flow with one person: a state machine that tells events and knows no browser.

`ready → working ⇄ waiting → ended`. Steps say what they are by their results; here is what follows from a result.
What is asked goes through talk.py; what is not where the flow says is drift.py's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from runner import events
from runner.errors import Elsewhere, LeadsAway, Outcome, PageGone, Refused, Stopped, TargetMissing
from runner.events import Choice, Listener, Question
from runner.flow.driver import Driver, Seen
from runner.flow.load import FlowFile
from runner.flow.results import Asks, Attaches, Captures, Done, Ends, Result, Tries, Walks
from runner.flow.step import Step
from runner.session.checkpoint import Checkpoint
from runner.session.drift import Drift
from runner.session.memory import Memory
from runner.session.mender import offer_repair
from runner.session.moves import AGAIN, BACK, ON, Move
from runner.session.person import Together
from runner.session.proof import Proof
from runner.session.race import first
from runner.session.resuming import on_its_page, way_to_the_login
from runner.session.spot import Spot
from runner.session.talk import Over, State, Talk, leave

RANK: Mapping[str | None, int] = {None: 0, "already_out": 1, "opted_out": 2, "sent": 3}


class Engine:
    """Walks one flow. The driver is the page, the person answers, listeners hear every event."""

    def __init__(
        self,
        file: FlowFile,
        driver: Driver,
        person: Together,
        listeners: Iterable[Listener] = (),
        memory: Memory | None = None,
    ) -> None:
        self.file = file
        self.driver = driver
        memory = memory or Memory()
        self.checkpoints = memory.checkpoints
        self.checkpoint = Checkpoint(file.id, file.digest)
        self._talk = Talk(file.id, driver, person, listeners)
        self._drift = Drift(self._talk, file, memory)
        self._proof = Proof(self._talk, memory.pictures)
        self._mender = memory.mender
        self._urls: dict[int, str] = {}
        self._trying = False
        self._may_be_out = False

    @property
    def state(self) -> State:
        """What the walk is doing."""
        return self._talk.state

    async def run(self, checkpoint: Checkpoint | None = None, offer: bool = False) -> events.SessionEnded:
        """Walks from the start, or on from a checkpoint, to an outcome; the checkpoint is cleared unless stopped.

        With `offer` the person is asked whether to go on there; without, the walk just does.
        """
        self.checkpoint = checkpoint or self.checkpoint
        steps = self.file.flow.steps
        self.checkpoint.step = on_its_page(steps, self.checkpoint.step)
        await self._talk.tell(
            events.SessionStarted(
                flow=self.file.id, title=self.file.flow.title, steps=len(steps), from_step=self.checkpoint.step
            )
        )
        self._talk.state = "working"
        try:
            if checkpoint and offer:
                await self._offer_to_go_on(steps)
            await self._resume(steps)
            await self._all(steps)
            outcome: str | None = self.checkpoint.outcome
        except Over as over:
            outcome = over.outcome
        except (Stopped, PageGone):
            outcome = "stopped"
        if self._mender and self._drift.has_learnt and outcome not in ("stopped", "lost"):
            with contextlib.suppress(Stopped, PageGone):
                await offer_repair(self._talk, self._mender)
        return await self._end(outcome)

    async def _end(self, outcome: str | None) -> events.SessionEnded:
        self._talk.state = "ended"
        ended = events.SessionEnded(
            flow=self.file.id,
            outcome=outcome,
            confirmed=self.checkpoint.confirmed,
            advice=self.file.flow.advice(outcome),
        )
        if self.checkpoints and outcome not in ("stopped", "lost"):
            self.checkpoints.clear(self.file.id)
        await self._talk.tell(ended)
        return ended

    # -- the driver's watcher ---------------------------------------------------------------------------------

    async def found(self, seen: Seen) -> None:
        """A target is ringed and about to be used."""
        await self._drift.seen(seen)
        later = seen.candidate + 1 if seen.candidate else None
        await self._talk.tell_step(events.TargetFound, label=seen.label, candidate=later)

    async def declined(self, label: str) -> None:
        """An interruption was told no."""
        await self._talk.tell(events.InterruptionPressed(flow=self.file.id, label=label))

    async def moved(self, host: str) -> None:
        """The person is on another site, or back."""
        await self._talk.tell(events.Wandered(flow=self.file.id, host=host))

    # -- the walk ---------------------------------------------------------------------------------------------

    async def _offer_to_go_on(self, steps: Sequence[Step]) -> None:
        step = self.checkpoint.step
        self._talk.spot = Spot(step, "", steps, min(step, len(steps)) - 1, ("steps",))
        say = f"Last time you got to step {step} of {len(steps)}. Go on there? No begins anew."
        reply = await self._talk.ask(Question("agree", say, ("yes", "no", "stop")))
        if reply.choice == "no":
            self.checkpoint = Checkpoint(self.file.id, self.file.digest)

    async def _resume(self, steps: Sequence[Step]) -> None:
        """Opens the page a cut-off walk was on, unless its next step opens one anyway."""
        step = self.checkpoint.step
        self._may_be_out = step > 1
        if step > 1 and step <= len(steps) and steps[step - 1].word != "open":
            await self._open_again(self.checkpoint.url)

    async def _open_again(self, url: str) -> None:
        """Opens the page a walk was on; what is not there any more is asked about by the step that misses it."""
        if url:
            with contextlib.suppress(Elsewhere, TargetMissing):
                await self.driver.open(url)

    async def _logged_in_again(self) -> bool:
        """Once after a cut, when something is missing: sees to the login, which may have ended with the browser."""
        steps, left_off = self.file.flow.steps, self.checkpoint.url
        way = way_to_the_login(steps, self.checkpoint.step) if self._may_be_out and not self._trying else range(0)
        self._may_be_out = self._may_be_out and self._trying
        place = way.start
        while place in way:
            move = await self._step(Spot(place + 1, "", steps, place, ("steps",)))
            place = move.place if move.where == "to" else place - 1 if move.where == "back" else place + 1
        if way:
            await self._open_again(left_off)
        return bool(way)

    async def _all(self, steps: Sequence[Step]) -> None:
        while self.checkpoint.step <= len(steps):
            number = self.checkpoint.step
            self._urls[number] = self.driver.here
            move = await self._step(Spot(number, "", steps, number - 1, ("steps",)))
            if move.where == "back":
                await self._back_to(max(1, number - 1))
            else:
                self._save(move.place + 1 if move.where == "to" else number + 1)

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

    async def _step(self, spot: Spot) -> Move:
        """Walks one step until it is behind us, whatever gets in the way."""
        written = spot.line[spot.place]
        step = written
        self._talk.spot = spot
        await self._talk.tell_step(events.StepStarted, sentence=str(step))
        pick = None
        while True:
            move = await self._once(step, spot)
            self._talk.spot = spot
            if move == ON and pick is not None:
                move = await self._drift.learnt(written, spot, pick)
            if move.where != "again":
                return move
            step, pick = move.step or written, move.pick

    async def _once(self, step: Step, spot: Spot) -> Move:
        try:
            result = await first(step.run(self.driver), self._talk.stops())
            return await self._follow(result, step, spot)
        except PageGone:
            await self._talk.note(await self.driver.recover())
            return AGAIN
        except Elsewhere as away:
            if self._trying:
                raise
            return await self._come_back(away)
        except TargetMissing as miss:
            if self._trying and not (miss.covered or self._drift.knows(step, spot)):
                raise
            return AGAIN if await self._logged_in_again() else await self._drift.missed(miss, step, spot)
        except Refused as refusal:
            if self._trying and isinstance(refusal, LeadsAway):
                raise
            return await self._left_to_person(refusal, step)

    async def _follow(self, result: Result, step: Step, spot: Spot) -> Move:
        match result:
            case Done():
                return await self._done(result, step)
            case Ends(outcome):
                if await self._logged_in_again():
                    return AGAIN
                await self._talk.tell_step(events.StepDone, note=f"it ends here: {outcome}")
                raise Over(outcome)
            case Asks():
                return await self._pause(result)
            case Walks(steps):
                return await self._part(Spot(spot.step, spot.within or spot.kind, steps, 0, (*spot.loc, "steps")), spot)
            case Tries():
                return await self._routes(result, step, spot)
            case Captures():
                return await self._proof.capture(result)
            case Attaches():
                return await self._proof.attach(result)

    async def _done(self, result: Done, step: Step) -> Move:
        if result.earned:
            self._earn(result.earned)
        if step.word == "confirm":
            self.checkpoint.confirmed = result.confirmed and self.checkpoint.outcome is not None
        if result.skipped:
            await self._talk.tell_step(events.StepSkipped, why=result.note)
        else:
            await self._talk.tell_step(events.StepDone, note=result.note)
        return ON

    def _earn(self, outcome: Outcome) -> None:
        if RANK[outcome] > RANK[self.checkpoint.outcome]:
            self.checkpoint.outcome = outcome

    async def _part(self, inner: Spot, outer: Spot) -> Move:
        """Walks the steps inside a step; going back from the first leads out of it."""
        at = 0
        while at < len(inner.line):
            move = await self._step(inner.at(at))
            at = move.place if move.where == "to" else at - 1 if move.where == "back" else at + 1
            if at < 0:
                return BACK
        self._talk.spot = outer
        await self._talk.tell_step(events.StepDone)
        return ON

    # -- routes -----------------------------------------------------------------------------------------------

    async def _routes(self, tries: Tries, step: Step, spot: Spot) -> Move:
        start, tried, asked = self.driver.here, list[_Tried](), None
        for name in tries.routes:
            tried.append(one := _Tried(name))
            if await self._route(tries, one, spot, step.timeout):
                return await self._arrived(name, spot)
            if one.met and any(_asks(tries.routes[later]) for later in list(tries.routes)[len(tried) :]):
                asked = one  # it was walked before: where it has changed we ask, before they have to try another one
                break
        # Nothing arrived: where something on a route just has another name, or there is no other end, we ask.
        asked = asked or _most_hopeful(tried, bool(tries.otherwise))
        if asked and self._talk.person.present:
            if asked is not tried[-1]:
                await self._begin_again(tries, asked, start)
            if await self._ask_along(tries, asked, spot):
                return await self._arrived(asked.name, spot)
        if await self._logged_in_again():
            return AGAIN
        self._talk.spot = spot
        if tries.otherwise:
            await self._talk.tell_step(events.StepDone, note="no route leads there")
            raise Over(tries.otherwise)
        raise TargetMissing(str(tries.there_when)).because("none of the ways this flow knows leads to the page")

    async def _begin_again(self, tries: Tries, tried: _Tried, start: str) -> None:
        """Back to where a route begins; pressing its first thing once more could fold a menu away."""
        tried.place = 0
        if tries.routes[tried.name][0].word != "open" and start:
            await self.driver.open(start)

    async def _arrived(self, name: str, spot: Spot) -> Move:
        self._talk.spot = spot
        await self._talk.tell_step(events.StepDone, note=name)
        return ON

    async def _route(self, tries: Tries, tried: _Tried, spot: Spot, seconds: float | None) -> bool:
        """Whether a route leads there; a target missing on it, or another site, is the end of the route only."""
        outer, self._trying = self._trying, True
        try:
            await self._along(tries, tried, spot)
            return await first(self.driver.holds(tries.there_when, seconds), self._talk.stops())
        except (TargetMissing, Elsewhere, LeadsAway) as miss:
            await self._talk.tell_step(events.StepSkipped, why=str(miss))
            with contextlib.suppress(Elsewhere):
                if await self.driver.holds(tries.there_when, 0):
                    return True
            tried.stuck = isinstance(miss, TargetMissing)
            tried.renamed = tried.stuck and not outer and await self._seems_renamed()
            tried.met = tried.stuck and self._has_met()
            return False
        finally:
            self._trying = outer

    async def _along(self, tries: Tries, tried: _Tried, spot: Spot) -> None:
        """Walks a route from the place where it stands to its end."""
        name = tried.name
        start = Spot(spot.step, name, tries.routes[name], 0, (*spot.loc, "by", name), tries.there_when)
        while tried.place < len(start.line):
            move, at = await self._step(start.at(tried.place)), tried.place
            tried.place = move.place if move.where == "to" else max(0, at - 1) if move.where == "back" else at + 1

    def _has_met(self) -> bool:
        spot = self._talk.spot
        return spot is not None and self._drift.has_met(spot.line[spot.place])

    async def _seems_renamed(self) -> bool:
        spot = self._talk.spot
        likely = await self._drift.likeliest(spot.line[spot.place]) if spot else None
        await self.driver.suggest(None)
        return likely is not None

    async def _ask_along(self, tries: Tries, tried: _Tried, spot: Spot) -> bool:
        """Walks the rest of a route, asking where something is missing; whether it leads there now."""
        await self._along(tries, tried, spot)
        return await first(self.driver.holds(tries.there_when, None), self._talk.stops())

    # -- the person's turn ------------------------------------------------------------------------------------

    async def _pause(self, asks: Asks) -> Move:
        choices: tuple[Choice, ...] = ("continue", "skip", "back", "stop")
        question = Question(asks.about, asks.say, choices, asks.copy, page_answers=asks.until is not None)
        with self.driver.private() if asks.about == "login" else contextlib.nullcontext():
            reply = await self._talk.ask(question, asks.until)
        if reply.choice != "continue":
            return await leave(self._talk, reply)
        if asks.earns:
            self._earn(asks.earns)
        if asks.earns == "sent":
            await self._talk.tell_step(events.RequestSent)
        await self._talk.tell_step(events.StepDone)
        return ON

    async def _come_back(self, away: Elsewhere) -> Move:
        say = (
            f"You are on {away.here}. This flow acts only on {', '.join(away.sites)}; I wait until you are back there."
        )
        question = Question("elsewhere", say, ("retry", "skip", "back", "stop"), page_answers=True)
        return await leave(self._talk, await self._talk.ask(question, "back"))

    async def _left_to_person(self, refusal: Refused, step: Step) -> Move:
        """The guard leaves this control to the person: they press it, or not."""
        question = Question("review", str(refusal), ("continue", "retry", "skip", "back", "stop"))
        reply = await self._talk.ask(question)
        if reply.choice == "continue":
            await self._talk.tell_step(events.StepDone, note=f"done by hand: {step}")
            return ON
        return await leave(self._talk, reply)


@dataclass
class _Tried:
    """How far a route has led: the `place` of the step it stands at, whether something is missing there (`stuck`), and
    whether that seems to be there by another name (`renamed`), or was there on an earlier day (`met`)."""

    name: str
    place: int = 0
    stuck: bool = False
    renamed: bool = False
    met: bool = False


def _asks(steps: Sequence[Step]) -> bool:
    """Whether the person has something to do on a route."""
    return any(step.word == "pause" or any(map(_asks, step.parts().values())) for step in steps)


def _most_hopeful(tried: Sequence[_Tried], can_end: bool) -> _Tried | None:
    """The route to ask along: where something is renamed; else, without another end, where something is missing."""
    renamed = next((one for one in tried if one.renamed), None)
    if renamed or can_end:
        return renamed
    return next((one for one in reversed(tried) if one.stuck and one.place), tried[0])
