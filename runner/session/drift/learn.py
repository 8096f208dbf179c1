"""What a walk writes down for the next one: how a thing is called now, a level more or less, what says no to a box.

What is pointed at is learnt only once it has been used, and only by words with which it would be found again.
"""

from __future__ import annotations

from runner.flow.driver import Pointed
from runner.flow.model import Condition, Pick, Target
from runner.flow.step import Step
from runner.locale import _
from runner.session import whereabouts
from runner.session.drift.drafts import Drafts
from runner.session.drift.remember import Remembering
from runner.session.drift.state import DriftState
from runner.session.fingerprints import is_called
from runner.session.learned import Learned, LearnedStore, Way
from runner.session.next_step import AGAIN, ON, Next
from runner.session.step_position import StepPosition
from runner.session.talk import Talk

_ARRIVES = 3.0  # seconds in which it shows whether what was pointed at came before the step, or was it


class Learning:
    """The lessons of one walk; without a store of `lessons` nothing is kept, and nothing tried."""

    def __init__(
        self,
        talk: Talk,
        state: DriftState,
        remembering: Remembering,
        drafts: Drafts,
        lessons: LearnedStore | None,
    ) -> None:
        self._talk = talk
        self._driver = talk.driver
        self._state = state
        self._remembering = remembering
        self._drafts = drafts
        self._lessons = lessons

    # -- what was pointed at ----------------------------------------------------------------------------------

    async def try_to_write(self, position: StepPosition, pointed: Pointed) -> None:
        """Works out what would be learnt, while the thing is there and it can be seen that it would be found so."""
        if self._lessons is None:
            return
        written = position.line[position.place].looks_for
        is_one_of_several = self._remembering.is_one_of_several(written, pointed.pick)
        ways: tuple[Way, ...] = ("apart",) if is_one_of_several else ("renamed", "apart")
        as_level = await self._drafts.of(position.loc, ("inserted",), pointed) if position.presses else None
        itself = await self._drafts.of(position.loc, ways, pointed)
        self._state.drafts[position.key, pointed.pick] = itself, as_level

    async def after_use(self, step: Step, position: StepPosition, pick: Pick) -> Next:
        """After what was pointed at has been used: one of several, a level before the thing, or it under a new name.

        The step is walked again where it was a level. Raises RecordsError where a lesson cannot be kept.
        """
        itself, as_level = self._state.drafts.get((position.key, pick), (None, None))
        if await self._is_level_more(step, position, pick):
            self._keep(as_level)
            await self._talk.note(_("One level more than before; going on with this step."))
            return AGAIN
        self._keep(itself)
        if itself is None and self._lessons:
            await self._talk.note(_("Nothing would find that again without you, so I do not write it down."))
        return ON

    async def _is_level_more(self, step: Step, position: StepPosition, pick: Pick) -> bool:
        """Whether what was pressed came before the thing; that is noted.

        What has been pressed as a level before, and has not led to the thing, is the thing itself.
        """
        target = step.looks_for if step.hand == "presses" else None
        level = (position.key, pick.path, pick.name)
        if target is None or self._remembering.is_one_of_several(target, pick) or level in self._state.levels:
            return False
        if not await self._came_before(target, position):
            return False
        self._state.levels.add(level)
        return True

    async def _came_before(self, target: Target, position: StepPosition) -> bool:
        """Whether the step's own target has turned up, and not what comes after it."""
        next_page = whereabouts.arrived(position.line, position.place)
        either = [Condition(visible=target), *([next_page] if next_page else [])]
        if not await self._driver.holds(Condition(any=either), _ARRIVES):
            return False
        if next_page and await self._driver.holds(next_page, 0):
            return False
        return any(is_called(target, pick) for pick in await self._driver.survey())

    # -- what needs no trying ---------------------------------------------------------------------------------

    def level_less(self, position: StepPosition) -> None:
        """A press is passed over, because what comes after it is there without it."""
        self._keep(self._drafts.lesson(position.loc, "optional"))

    def says_no(self, position: StepPosition, no: Pick) -> None:
        """The person has agreed that this is pressed whenever the box it belongs to is in the way."""
        lesson = self._drafts.lesson(position.loc, "interruption", no)
        self._keep(lesson)
        self._state.kept_no.append(lesson)

    def says_no_for_nothing(self, no: Pick) -> None:
        """What did not help is no lesson."""
        for lesson in [one for one in self._state.kept_no if one.pick and one.pick.name == no.name]:
            self._state.kept_no.remove(lesson)
            if self._lessons:
                self._lessons.drop(lesson)

    def _keep(self, lesson: Learned | None) -> None:
        if self._lessons and lesson:
            self._state.has_learnt = True
            self._lessons.add(lesson)
