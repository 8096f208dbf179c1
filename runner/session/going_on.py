"""Keeps the place of a walk on disk, and leads back to it: after a cut, and when the page was closed on the way.

Where that is and what is walked again is resuming.py's; here it is asked about, said and done.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Sequence

from runner import events
from runner.errors import Elsewhere, PageGone, TargetNotFound
from runner.events import Choice, Question, Reply
from runner.flow.load import FlowFile
from runner.flow.step import Step
from runner.locale import _, in_context, joined
from runner.session.checkpoint import Checkpoint, Checkpoints, place_of
from runner.session.next_step import Next
from runner.session.resuming import step_of, way_back, way_to_the_login
from runner.session.step_position import StepPosition
from runner.session.talk import OpenedAnew, Talk

Walk = Callable[[StepPosition], Awaitable[Next]]


class GoingOn:
    """The checkpoint of one walk, and the ways back to it; `step` walks one step."""

    def __init__(self, talk: Talk, file: FlowFile, store: Checkpoints | None, step: Walk) -> None:
        self.checkpoint = Checkpoint(file.id, file.digest)
        self._talk = talk
        self._file = file
        self._steps = file.flow.steps
        self._store = store
        self._step = step
        self._may_be_out = False
        self._settled_before: set[str] = set()  # the pauses that were done before the cut
        self._is_on_the_way = False  # back to where the walk was
        self._began = 0  # the step whose place is noted

    # -- after a cut ------------------------------------------------------------------------------------------

    async def begin(self, kept: Checkpoint | None, offer: bool) -> None:
        """Tells where the walk begins: where an earlier one was cut off, if the flow is the same and the person agrees.

        With `offer` they are asked; without, the walk just goes on. `kept` is that earlier one.
        """
        why: str = ""
        reply = None
        if kept and self._fits(kept):
            self.checkpoint = kept
            reply = await self._offered() if offer else None
            if reply is None or reply.choice != "no":
                await self._take_up(has_sent=reply is not None and reply.choice == "skip")
                return
        elif kept and kept.step > 1:
            changed = _(
                "The flow has changed since your walk was cut off at step {step}, so it begins anew.", step=kept.step
            )
            why = joined(changed, _sent(kept))
        self._forget()
        await self._tell_started(why)

    def _fits(self, kept: Checkpoint) -> bool:
        """Whether it can be gone on with: the flow is the same, and a step was done, or it was the person's turn."""
        return kept.digest == self._file.digest and (
            1 < kept.step <= len(self._steps) + 1 or (kept.step == 1 and bool(kept.turn or kept.settled))
        )

    async def _tell_started(self, why: str = "") -> None:
        flow, step = self._file.flow, min(self.checkpoint.step, len(self._steps))
        await self._talk.tell(
            events.SessionStarted(flow=self._file.id, title=flow.title, steps=len(self._steps), from_step=step, why=why)
        )

    async def _offered(self) -> Reply:
        kept = self.checkpoint
        self._talk.position = self._spot(min(kept.step, len(self._steps)))
        labels: dict[Choice, str] = (
            {"skip": in_context("button", "It is sent")} if self._is_at_its_turn("submit") else {}
        )
        place = {"step": kept.step, "steps": len(self._steps)}
        was = _("Last time you got to step {step} of {steps}.", **place)
        if kept.step > len(self._steps):
            was = _("Last time you got to the end, but could not note it any more.")
        elif labels:
            was = _("Last time you got to step {step} of {steps}, where it was your turn to send it.", **place)
        asked = joined(was, _sent(kept), _("Go on there? No begins anew."))
        say = joined(self._file.flow.title, asked, between="\n")
        choices: tuple[Choice, ...] = ("yes", *labels, "no", "stop")
        return await self._talk.ask(Question("agree", say, choices, labels=labels))

    def _is_at_its_turn(self, about: str) -> bool:
        kept = self.checkpoint
        step = self._steps[kept.step - 1] if kept.step <= len(self._steps) else None
        return bool(step and kept.turn and kept.turn == self._spot(kept.step).key and _about(step) == about)

    async def _take_up(self, has_sent: bool) -> None:
        kept = self.checkpoint
        self._may_be_out = True
        self._settled_before = set(kept.settled)
        while kept.step <= len(self._steps) and self._spot(kept.step).key in kept.settled:
            kept.step += 1  # it was done, and the run cut off before that was noted
        why = _("I open the page you sent it from.") if has_sent else way_back(self._steps, kept, kept.step).why
        await self._tell_started(why)
        if has_sent:
            await self._note_as_sent()
        await self.restore()

    async def _note_as_sent(self) -> None:
        self._talk.position = self._spot(self.checkpoint.step)
        self.checkpoint.earn("sent", "by_word")
        self.settled()
        await self._talk.tell_step(events.RequestSent, basis="by_word", channel=self._talk.step.channel)
        await self._talk.tell_step(events.StepDone, note=_("sent before the run was cut off, by your word"))
        self._settled_before = set(self.checkpoint.settled)
        self.checkpoint.step += 1  # where that led to nobody has seen
        self._write()

    def _forget(self) -> None:
        self.checkpoint = Checkpoint(self._file.id, self._file.digest)
        if self._store:
            self._store.clear(self._file.id)

    # -- the way back -----------------------------------------------------------------------------------------

    async def restore(self, lost: bool = False) -> None:
        """Opens the page on which the present step began, and does on it again what has been forgotten.

        Where the page was `lost` on the way, the person is told what that is, and a login may have ended.
        """
        self._talk.restores = True
        self._settled_before |= set(self.checkpoint.settled)
        while True:
            self._may_be_out = self._may_be_out or lost
            way = way_back(self._steps, self.checkpoint, self.checkpoint.step)
            if lost and way.again:
                await self._talk.note(way.why)
            try:
                await self._open(way.url)
                if way.url and way.lands and place_of(self._talk.driver.here).url != way.lands:
                    await self.log_in_again()  # it led somewhere else than last time: to the way in, most likely
                return await self._walk(way.again)
            except OpenedAnew as anew:
                lost = not anew.by_login

    async def _open(self, url: str) -> None:
        try:
            if url:
                with contextlib.suppress(Elsewhere, TargetNotFound):  # the step that misses it asks
                    await self._talk.driver.open(url)
        except PageGone:
            await self._talk.recover()

    async def _walk(self, numbers: Sequence[int]) -> None:
        """Walks some steps again, without the walk's place being another one by that."""
        self._is_on_the_way = True
        try:
            at = 0
            while at < len(numbers):
                move = await self._step(self._spot(numbers[at]))
                if move.where == "to":
                    at = next((i for i, number in enumerate(numbers) if number > move.place), len(numbers))
                else:
                    at = max(0, at - 1) if move.where == "back" else at + 1
        finally:
            self._is_on_the_way = False

    async def log_in_again(self) -> None:
        """Once after a cut, when something is missing: sees to the login, which may have ended with the browser.

        Raises OpenedAnew where it did: then the step begins anew as well.
        """
        way = way_to_the_login(self._steps, self.checkpoint.step) if self._may_be_out else range(0)
        self._may_be_out = False
        if way:
            await self._walk([place + 1 for place in way])
            raise OpenedAnew(by_login=True)

    def _spot(self, number: int) -> StepPosition:
        return StepPosition(number, "", self._steps, number - 1, ("steps",))

    # -- what is kept -----------------------------------------------------------------------------------------

    def save(self, step: int) -> None:
        """This step is next."""
        kept, driver = self.checkpoint, self._talk.driver
        place = place_of(driver.here, driver.depth)
        kept.step, kept.url, kept.turn, self._began = step, place.url, "", 0
        kept.began(step, place)
        self._write()

    def found(self) -> None:
        """The first thing of the present step is found: only now is its page there for certain."""
        position, driver = self._talk.position, self._talk.driver
        if self._is_on_the_way or position is None or self._began == position.step != 0:
            return
        self._began = position.step
        if position.step == self.checkpoint.step:
            self.checkpoint.places[position.step] = place_of(driver.here, driver.depth)

    def their_turn(self) -> bool:
        """The person is about to send or switch something; whether they were at that before the page was lost."""
        assert self._talk.position is not None
        before, self.checkpoint.turn = self.checkpoint.turn, self._talk.position.key
        self._write()
        return before == self.checkpoint.turn

    def settled(self) -> None:
        """What was sent or switched is noted before anything else happens: it is never asked for as if it were not."""
        assert self._talk.position is not None
        position, driver = self._talk.position, self._talk.driver
        self.checkpoint.settled.append(position.key)
        self.checkpoint.turn = ""
        if position.within:
            self.checkpoint.places[self.checkpoint.step] = place_of(driver.here, driver.depth)
        self._write()

    def was_settled(self, position: StepPosition) -> bool:
        """Whether this pause was done before the cut."""
        return position.key in self._settled_before

    def settled_inside(self, position: StepPosition) -> int | None:
        """The place after the last pause of this part that was done before the cut; None where there was none."""
        start = f"{position.key}/steps/"
        inside = [key.removeprefix(start).split("/") for key in self._settled_before if key.startswith(start)]
        # A pause that stands deeper is in a part that may have more to it.
        after = [int(place) + (len(deeper) == 1) for place, *deeper in inside if place.isdecimal()]
        return max(after, default=None)

    def reopen(self, step: int) -> None:
        """The person goes back themselves: from this step on they are asked again."""
        self._settled_before = {key for key in self._settled_before if step_of(key) < step}

    def _write(self) -> None:
        if self._store:
            self._store.write(self.checkpoint)


def _sent(kept: Checkpoint) -> str:
    return _("Your request was sent by then.") if kept.outcome == "sent" else ""


def _about(step: Step) -> str:
    return step.about or ""
