"""When the page is no longer as the flow says: in which order the parts are tried, and what follows from an answer.

Nothing that only resembles what was looked for is pressed unasked: a guess that clicks is worse than a question.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from runner import events
from runner.errors import TargetNotFound
from runner.events import Reply
from runner.flow.driver import Pointed, Seen
from runner.flow.load import FlowFile
from runner.flow.model import Condition, Pick
from runner.flow.step import Step
from runner.locale import _
from runner.session.drift.ask import Asking
from runner.session.drift.drafts import Drafts
from runner.session.drift.learn import Learning
from runner.session.drift.recognise import Recognising
from runner.session.drift.remember import Remembering
from runner.session.drift.state import DriftState
from runner.session.memory import Memory
from runner.session.next_step import AGAIN, ON, Next, again_as, to
from runner.session.step_position import StepPosition
from runner.session.talk import Over, Talk, leave


class Drift:
    """What a walk does about things that are not there; `today` gives the date of a lesson."""

    def __init__(
        self,
        talk: Talk,
        file: FlowFile,
        memory: Memory,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._talk = talk
        self._driver = talk.driver
        self._state = DriftState()
        self._remembering = Remembering(self._state, file.id, memory.fingerprints)
        self._recognising = Recognising(talk, self._state, self._remembering)
        self._asking = Asking(talk, self._remembering, self._recognising)
        drafts = Drafts(talk.driver, file, memory.own, today)
        self._learning = Learning(talk, self._state, self._remembering, drafts, memory.lessons)

    # -- what the walk asks of it -----------------------------------------------------------------------------

    @property
    def has_learnt(self) -> bool:
        """Whether anything was learnt in this walk, and kept."""
        return self._state.has_learnt

    async def seen(self, seen: Seen) -> None:
        """A target was found; raises TargetNotFound where it is not what was met before, and that is here as well."""
        await self._recognising.seen(seen)

    def has_met(self, step: Step) -> bool:
        """Whether what a step looks for was found on an earlier day."""
        return self._remembering.recall(step.looks_for) is not None

    def knows(self, step: Step, position: StepPosition) -> bool:
        """Whether the person has shown what this step looks for, in another place of the walk."""
        return self._remembering.shown_for(step, position) is not None

    def with_shown(self, step: Step) -> Step:
        """A step that knows by its new name as well what the person has shown, where it would not miss it."""
        return self._remembering.with_shown(step)

    def declined(self, label: str) -> None:
        """An interruption was told no, by the control of this name."""
        self._remembering.declined(label)

    async def likeliest(self, step: Step) -> Pointed | None:
        """The thing on the page that is what the step looks for under another name, ringed; None where none leads."""
        return await self._recognising.likeliest(step)

    async def learnt(self, step: Step, position: StepPosition, pick: Pick) -> Next:
        """After what was pointed at has been used: on, or the step again where it came before the thing.

        Raises RecordsError where what was learnt cannot be kept.
        """
        return await self._learning.after_use(step, position, pick)

    # -- something is missing ---------------------------------------------------------------------------------

    async def missed(self, miss: TargetNotFound, step: Step, position: StepPosition) -> Next:
        """Nothing, or too much, is what the step looks for: where the walk goes from here.

        Raises Over where it is lost with nobody to ask, Stopped where the person stops.
        """
        if _is_before_login(miss, position):
            await self._talk.tell_step(events.StepDone, note=str(miss))
            return ON
        if not miss.asked_at_once and (place := await self._recognising.recognise(position)) is not None:
            return await self._go_on_at(place, position)
        if shown := self._remembering.shown_for(step, position):
            return await self._as_shown(step, position, shown)
        if await self._recognising.is_there_after_all(miss, step, position):
            return AGAIN
        looked_for = self._asking.in_words(miss, step)
        await self._talk.tell_step(events.TargetMissing, looked_for=looked_for, several=miss.several)
        if not self._talk.person.present:
            raise Over("lost")
        if miss.several:
            self._remembering.were_several(position.line[position.place].looks_for)
        if miss.covered and (move := await self._told_no(miss, step, position)):
            return move
        return await self._asked(miss, step, position)

    async def _go_on_at(self, place: int, position: StepPosition, learn: bool = True) -> Next:
        """Says that other steps are gone on with, and which; a single level that is not there is learnt."""
        name = str(position.line[place]) if place < len(position.line) else str(position.goal)
        further = place > position.place
        why = _("we are further already: {step}", step=name) if further else _("back to: {step}", step=name)
        await self._talk.tell_step(events.StepSkipped, why=why)
        if learn and place == position.place + 1 < len(position.line) and position.presses:
            self._learning.level_less(position)
        return to(place)

    async def _as_shown(self, step: Step, position: StepPosition, shown: Pointed) -> Next:
        self._remembering.tries_shown(position)
        await self._talk.note(_("As you have shown me before."))
        if await self._driver.holds(Condition(visible=shown.target), step.timeout):
            await self._learning.try_to_write(position, shown)
        return again_as(step.aimed_at(shown.target), shown.pick)

    async def _told_no(self, miss: TargetNotFound, step: Step, position: StepPosition) -> Next | None:
        """Offers to tell a box that lies over the target no, now and whenever it comes; None where it is left alone."""
        no = await self._driver.in_the_way(step.looks_for) if step.looks_for else None
        if no is None:
            return None
        if self._remembering.was_pressed(no.pick):
            self._learning.says_no_for_nothing(no.pick)
            return await leave(self._talk, await self._asking.about_what_stays(miss, step, no.pick))
        reply = await self._asking.whether_to_press(miss, step, no.pick)
        if reply.choice == "no":
            return None
        if reply.choice != "yes":
            return await leave(self._talk, reply)
        await self._driver.decline_also(no.target)
        self._learning.says_no(position, no.pick)
        return AGAIN

    async def _asked(self, miss: TargetNotFound, step: Step, position: StepPosition) -> Next:
        told = await self._asking.where_it_is(miss, step, position)
        if told is None:
            return AGAIN
        if isinstance(told, Pointed):
            return await self._aim(step, position, told)
        return await self._answered(told, step, position)

    async def _aim(self, step: Step, position: StepPosition, pointed: Pointed) -> Next:
        await self._talk.tell_step(events.Picked, role=pointed.pick.role, label=pointed.pick.name or pointed.pick.text)
        self._remembering.show(step, pointed)
        await self._learning.try_to_write(position, pointed)
        await self._driver.suggest(None)
        return again_as(step.aimed_at(pointed.target), pointed.pick)

    async def _answered(self, reply: Reply, step: Step, position: StepPosition) -> Next:
        if reply.choice != "continue":
            return await leave(self._talk, reply)
        if reply.via == "page" and await self._recognising.seems_there(step, position):
            return AGAIN
        if (place := await self._recognising.recognise(position)) is not None and place > position.place:
            return await self._go_on_at(place, position, learn=False)
        if reply.via == "page":
            return AGAIN
        await self._talk.tell_step(events.StepDone, note=_("done by hand"))
        return ON


def _is_before_login(miss: TargetNotFound, position: StepPosition) -> bool:
    """Whether a page that wants to know who we are (401, 403) is where the person logs in next."""
    following = position.line[position.place + 1] if position.place + 1 < len(position.line) else None
    return miss.unopened and miss.status in (401, 403) and following is not None and following.about == "login"
