"""The walk of one flow with one person: a state machine that tells events and knows no browser.

`ready → working ⇄ waiting → ended`. Steps say what they are by their results; here is what follows from a result.
What is asked goes through talk.py; what is not where the flow says is drift.py's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Coroutine, Iterable, Sequence
from typing import Any

from runner import events
from runner.errors import (
    Elsewhere,
    Held,
    LeadsAway,
    PageGone,
    Refused,
    RunnerError,
    Stopped,
    TargetNotFound,
    Unsure,
)
from runner.events import Basis, Listener
from runner.flow.driver import Driver, LookingDriver
from runner.flow.load import FlowFile
from runner.flow.results import Asks, Attaches, Captures, Done, Ends, ReadsBack, Result, Tries, Walks
from runner.flow.step import Step
from runner.locale import _
from runner.session.by_hand import LoginByHand
from runner.session.checkpoint import Checkpoint
from runner.session.confirming import Way, confirmed, messages_to_come, steps_before
from runner.session.drift import Drift
from runner.session.ending import EndsHere, end, is_seen
from runner.session.going_on import GoingOn
from runner.session.memory import Memory
from runner.session.mender import offer_repair
from runner.session.next_step import AGAIN, BACK, ON, Next
from runner.session.pausing import once_more, persons_turn
from runner.session.person import Together
from runner.session.proof import Proof
from runner.session.race import first
from runner.session.step_position import StepPosition
from runner.session.talk import OpenedAnew, Over, State, Talk, leave
from runner.session.tried import Tried, asks_person, end_of_all, most_hopeful, routes
from runner.session.unsure import come_back, left_to_person, settle, tell_held
from runner.session.walker import Walker


class Walking(Walker):
    """The walk of one flow. The driver is the page, the person answers, listeners hear every event."""

    def __init__(
        self,
        file: FlowFile,
        driver: LookingDriver,
        person: Together,
        listeners: Iterable[Listener] = (),
        memory: Memory | None = None,
        offered_here: bool = False,
    ) -> None:
        """`offered_here`: whether the flow is offered where the person lives, so that a page has to be doubted."""
        self.file = file
        self.driver = driver
        memory = memory or Memory()
        self.checkpoints = memory.checkpoints
        self._talk = Talk(file.id, driver, person, listeners)
        self._going_on = GoingOn(self._talk, file, memory.checkpoints, self._step)
        self._drift = Drift(self._talk, file, memory)
        self._by_hand = LoginByHand(self._talk, file.id, file.flow)
        self._mender = memory.mender
        self._urls: dict[int, str] = {}
        self._trying = self._reads_back = False
        self._offered_here = offered_here

    @property
    def checkpoint(self) -> Checkpoint:
        """How far the walk is."""
        return self._going_on.checkpoint

    @property
    def state(self) -> State:
        """What the walk is doing."""
        return self._talk.state

    async def run(self, checkpoint: Checkpoint | None = None, offer: bool = False) -> events.SessionEnded:
        """Walks from the start, or on from a checkpoint, to an outcome; the checkpoint is cleared unless stopped.

        With `offer` the person is asked whether to go on there; without, the walk just does.
        """
        steps = self.file.flow.steps
        self._talk.state = "working"
        try:
            await self._going_on.begin(checkpoint, offer)
            await self._all(steps)
            outcome, basis = self.checkpoint.outcome, self.checkpoint.basis
        except Over as over:
            outcome, basis = over.outcome, over.basis
        except (Stopped, PageGone):
            outcome, basis = "stopped", None
        self._talk.restores = False
        if self._mender and self._drift.has_learnt and outcome not in ("stopped", "lost"):
            with contextlib.suppress(Stopped, PageGone):
                await offer_repair(self._talk, self._mender)
        return await self._end(outcome, basis)

    async def _end(self, outcome: str | None, basis: Basis | None) -> events.SessionEnded:
        self._talk.state = "ended"
        advice = self.file.flow.advice(outcome)
        ended = events.SessionEnded(flow=self.file.id, outcome=outcome, basis=basis, advice=advice)
        if self.checkpoints and outcome not in ("stopped", "lost"):
            self.checkpoints.clear(self.file.id)
        await self._talk.tell(ended)
        return ended

    # -- the walk ---------------------------------------------------------------------------------------------

    async def _all(self, steps: Sequence[Step]) -> None:
        self._talk.restores = True
        while (number := self.checkpoint.step) <= len(steps):
            self._urls[number] = self.driver.here
            try:
                move = await self._step(StepPosition(number, "", steps, number - 1, ("steps",)))
            except OpenedAnew as anew:
                await self._going_on.restore(lost=not anew.by_login)
                continue
            if move.where == "back":
                await self._back_to(max(1, number - 1))
            else:
                self._going_on.save(move.place + 1 if move.where == "to" else number + 1)

    async def _back_to(self, number: int) -> None:
        self._going_on.save(number)
        self._going_on.reopen(number)
        url = self._urls.get(number, "")
        if url and url != self.driver.here:
            await self.driver.open(url)

    async def _step(self, position: StepPosition) -> Next:
        """Walks one step until it is behind us, whatever gets in the way."""
        written = position.line[position.place]
        step = self._drift.with_shown(written)
        self._talk.position = position
        await self._talk.tell_step(events.StepStarted, sentence=self._sentence(step), part=position.part)
        pick = None
        while True:
            await tell_held(self._talk)
            move = await self._once(step, position)
            self._talk.position = position
            if move == ON and pick is not None:
                move = await self._drift.learnt(written, position, pick)
            if move.where != "again":
                return move
            step, pick = move.step or self._drift.with_shown(written), move.pick

    async def _once(self, step: Step, position: StepPosition) -> Next:
        if (move := await self._behind_us(step, position)) is not None:
            return move
        try:
            result = await first(self._do(step), self._talk.stops())
            return await self._follow(result, step, position)
        except PageGone:
            await self._talk.recover()
            return AGAIN
        except Held:
            return AGAIN  # which begins with telling
        except Unsure as unsure:
            return await settle(unsure, self._talk, position)
        except (Elsewhere, TargetNotFound, Refused) as trouble:
            if self._ends_the_route(trouble, step, position):
                raise
            return await self._in_trouble(trouble, step, position)

    async def _behind_us(self, step: Step, position: StepPosition) -> Next | None:
        """On past what was done before the run was cut off, or into the part of it that was not."""
        if self._going_on.was_settled(position):
            await self._talk.tell_step(events.StepSkipped, why=_("it was done before the run was cut off"))
            return ON
        if (place := self._going_on.settled_inside(position)) is not None:
            steps = step.parts()["steps",]
            return await self._part(position.into(steps, place), position)
        return None

    def _ends_the_route(self, trouble: RunnerError, step: Step, position: StepPosition) -> bool:
        """Whether that is the end of one way, where another may do; what only the person can do is asked."""
        if isinstance(trouble, TargetNotFound) and not isinstance(trouble, EndsHere):
            return self._trying and not (trouble.covered or trouble.several or self._drift.knows(step, position))
        return self._trying and isinstance(trouble, (Elsewhere, LeadsAway, EndsHere))

    async def _in_trouble(self, trouble: RunnerError, step: Step, position: StepPosition) -> Next:
        if isinstance(trouble, Elsewhere):
            return await come_back(trouble, self._talk)
        if isinstance(trouble, TargetNotFound):
            if not trouble.asked_at_once:
                await self._see_to_the_login()
            return await self._drift.missed(trouble, step, position)
        assert isinstance(trouble, Refused)
        return await self._refused(trouble, step)

    async def _see_to_the_login(self) -> None:
        if not self._trying:
            await self._going_on.log_in_again()

    async def _follow(self, result: Result, step: Step, position: StepPosition) -> Next:
        match result:
            case Done():
                return await self._done(result)
            case Ends():
                await self._see_to_the_login()
                return await self._ends(result)
            case Asks():
                return await self._pause(result, position)
            case ReadsBack():
                return await self._read_back(result, position)
            case Walks():
                return await self._part(position.into(step.parts()["steps",]), position)
            case Tries():
                return await self._routes(result, step, position)
            case _:
                return await self._own(result, position)

    async def _done(self, result: Done) -> Next:
        if result.earned:
            self.checkpoint.earn(result.earned, "seen")
        if result.skipped:
            await self._talk.tell_step(events.StepSkipped, why=result.note)
        else:
            await self._talk.tell_step(events.StepDone, note=result.note)
        return ON

    async def _ends(self, ends: Ends, on_a_route: bool = False) -> Next:
        """The walk is over where that was seen, or the person says so; else something is missing."""
        if self._trying and (self._reads_back or not ends.for_good):
            raise EndsHere(ends, on_a_route or await is_seen(self.driver, ends))  # other routes may lead there
        try:
            await end(self._talk, ends, self._offered_here, self.file.flow.if_not_offered or "", on_a_route)
        except Over as over:
            await self._talk.tell_step(events.StepDone, note=_("it ends here: {outcome}", outcome=over.outcome))
            raise
        return ON

    async def _read_back(self, reads: ReadsBack, position: StepPosition) -> Next:
        before = steps_before(self.file.flow.steps, position)

        async def walk(way: Way) -> None:
            outer, self._trying, self._reads_back = self._trying, True, True
            try:
                places, again = tuple(one[0] for one in way), tuple(one[1] for one in way)
                await self._part(position.once_more(again, places), position)
            finally:
                self._trying, self._reads_back = outer, False

        reading = confirmed(self.driver, reads, self.checkpoint.to_read(reads.means), before, walk)
        why = await first(reading, self._talk.stops())
        self._talk.position = position
        self.checkpoint.read_back(seen=not why, means=reads.means)
        await self._talk.tell_step(
            events.StepDone, note=why or _("read back: {condition}", condition=str(reads.condition))
        )
        return ON

    async def _part(self, inner: StepPosition, outer: StepPosition) -> Next:
        """Walks the steps inside a step; going back from the first leads out of it."""
        at = inner.place
        while at < len(inner.line):
            move = await self._step(inner.at(at))
            at = move.place if move.where == "to" else at - 1 if move.where == "back" else at + 1
            if at < 0:
                return BACK
        self._talk.position = outer
        await self._talk.tell_step(events.StepDone)
        return ON

    # -- routes -----------------------------------------------------------------------------------------------

    async def _routes(self, tries: Tries, step: Step, position: StepPosition) -> Next:
        start, tried, asked = self.driver.here, list[Tried](), None
        left = routes(step)
        while left:
            tried.append(one := left.pop(0))
            if await self._route(tries, one, position, step.timeout):
                return await self._arrived(one.name, position)
            if one.met and any(asks_person(later.steps) for later in left):
                asked = one  # it was walked before: where it has changed we ask, before they have to try another one
                break
        # Nothing arrived: where something on a route just has another name, or there is no other end, we ask.
        over = end_of_all(tried, tries.ends)
        asked = asked or most_hopeful(tried, can_end=over is not None)
        if asked and self._talk.person.present:
            if asked is not tried[-1]:
                await self._begin_again(asked, start)
            if await self._ask_along(tries, asked, position):
                return await self._arrived(asked.name, position)
        await self._see_to_the_login()
        self._talk.position = position
        if over:
            return await self._ends(over.ends, on_a_route=over.seen)
        raise TargetNotFound(str(tries.there_when)).because(_("none of the ways this flow knows leads to the page"))

    async def _begin_again(self, tried: Tried, start: str) -> None:
        """Back to where a route begins; pressing its first thing once more could fold a menu away."""
        tried.place = 0
        if not tried.steps[0].opens and start:
            await self.driver.open(start)

    async def _arrived(self, name: str, position: StepPosition) -> Next:
        self._talk.position = position
        await self._talk.tell_step(events.StepDone, note=name)
        return ON

    async def _route(self, tries: Tries, tried: Tried, position: StepPosition, seconds: float | None) -> bool:
        """Whether a route leads there; a target missing on it, or another site, is the end of the route only."""
        outer, self._trying = self._trying, True
        try:
            await self._along(tries, tried, position)
            return await first(self.driver.holds(tries.there_when, seconds), self._talk.stops())
        except (TargetNotFound, Elsewhere, LeadsAway) as miss:
            await self._talk.tell_step(events.StepSkipped, why=str(miss))
            with contextlib.suppress(Elsewhere):
                if await self.driver.holds(tries.there_when, 0):
                    return True
            tried.ended = miss if isinstance(miss, EndsHere) else None
            tried.stuck = isinstance(miss, TargetNotFound) and not (tried.ended and tried.ended.seen)
            tried.renamed = tried.stuck and not outer and await self._seems_renamed()
            tried.met = tried.stuck and self._has_met()
            return False
        finally:
            self._trying = outer

    async def _along(self, tries: Tries, tried: Tried, position: StepPosition) -> None:
        """Walks a route from the place where it stands to its end."""
        start = position.along(tried.name, tried.steps, tries.there_when)
        while tried.place < len(start.line):
            move, at = await self._step(start.at(tried.place)), tried.place
            tried.place = move.place if move.where == "to" else max(0, at - 1) if move.where == "back" else at + 1

    def _has_met(self) -> bool:
        position = self._talk.position
        return position is not None and self._drift.has_met(position.line[position.place])

    async def _seems_renamed(self) -> bool:
        position = self._talk.position
        likely = await self._drift.likeliest(position.line[position.place]) if position else None
        await self.driver.suggest(None)
        return likely is not None

    async def _ask_along(self, tries: Tries, tried: Tried, position: StepPosition) -> bool:
        """Walks the rest of a route, asking where something is missing; whether it leads there now."""
        await self._along(tries, tried, position)
        return await first(self.driver.holds(tries.there_when, None), self._talk.stops())

    # -- the person's turn ------------------------------------------------------------------------------------

    async def _pause(self, asks: Asks, position: StepPosition) -> Next:
        to_come = [*position.line[position.place :], *self.file.flow.steps[position.step :]]
        notes = messages_to_come([self._drift.with_shown(one) for one in to_come])
        if asks.earns and self._going_on.their_turn():
            asks = once_more(asks)
        by_hand = self._by_hand if asks.about == "login" else None
        turn = await (by_hand.turn(asks, position, notes) if by_hand else persons_turn(self._talk, asks, notes))
        if turn.basis is None:
            return await leave(self._talk, turn.reply)
        if asks.earns:
            self.checkpoint.earn(asks.earns, turn.basis)
            self._going_on.settled()
        if asks.earns == "sent":
            await self._talk.tell_step(events.RequestSent, basis=turn.basis, channel=self._talk.step.channel)
        await self._talk.tell_step(events.StepDone)
        return ON


class Engine(Walking):
    """Walks one flow as it is written, with a driver that has hands for all of it."""

    def __init__(
        self,
        file: FlowFile,
        driver: Driver,
        person: Together,
        listeners: Iterable[Listener] = (),
        memory: Memory | None = None,
        offered_here: bool = False,
    ) -> None:
        """As every walk; `memory` also keeps the pictures that are taken."""
        super().__init__(file, driver, person, listeners, memory, offered_here)
        self._hands = driver
        self._proof = Proof(self._talk, driver, memory.pictures if memory else None)

    def _do(self, step: Step) -> Coroutine[Any, Any, Result]:
        return step.run(self._hands)

    async def _own(self, result: Result, position: StepPosition) -> Next:
        if isinstance(result, Captures):
            return await self._proof.capture(result)
        assert isinstance(result, Attaches)
        return await self._proof.attach(result)

    async def _refused(self, refusal: Refused, step: Step) -> Next:
        return await left_to_person(refusal, step, self._talk)
