"""Knowing again, without a question: whether what is found is what was met before, what it may be called now, and where
on the way we are.
"""

from __future__ import annotations

import asyncio

from runner.errors import TargetNotFound
from runner.flow.driver import Pointed, Seen
from runner.flow.model import Pick
from runner.flow.step import Step
from runner.session import glossary, whereabouts
from runner.session.drift.remember import Remembering
from runner.session.drift.state import DriftState
from runner.session.drift.suggesting import could_be, suggested
from runner.session.fingerprints import imagined, is_called, is_named
from runner.session.step_position import StepPosition
from runner.session.talk import Talk

_APPEARS = (0.0, 0.3, 0.7)  # seconds until each look at what a menu unfolds


class Recognising:
    """Looks at the page of one walk for what was met before, in it and on earlier days."""

    def __init__(self, talk: Talk, state: DriftState, remembering: Remembering) -> None:
        self._talk = talk
        self._driver = talk.driver
        self._state = state
        self._remembering = remembering

    # -- is it the thing --------------------------------------------------------------------------------------

    async def seen(self, seen: Seen) -> None:
        """A target was found: what it looks like is remembered, and where that was.

        Raises TargetNotFound where it does not look like what was met before, and something else of that name does;
        not where the person has shown it.
        """
        if not self._remembering.is_shown(seen.target) and await self._is_a_look_alike(seen):
            raise TargetNotFound(str(seen.target), 2)
        if self._talk.position is not None:
            self._state.found_at[self._talk.position.key] = _address(self._driver.here)
        self._remembering.met(seen.target, seen.pick)

    async def _is_a_look_alike(self, seen: Seen) -> bool:
        """Whether what we know is there as well, or comes within a moment: a menu unfolds, and its entries appear."""
        known = self._remembering.recall(seen.target)
        if known is None or _is_alike(known, seen.pick):
            return False
        for wait in _APPEARS:
            await asyncio.sleep(wait)
            there = await self._driver.survey()
            if any(is_called(seen.target, pick) and _is_alike(known, pick) for pick in there):
                return True
        return False

    # -- has it come, or another name -------------------------------------------------------------------------

    def says_something(self, miss: TargetNotFound, position: StepPosition) -> bool:
        """Whether it would help if the thing were there: it just was not, and has not seemed to be there before."""
        return miss.plain and position.key not in self._state.seemed_there

    async def is_there_after_all(self, miss: TargetNotFound, step: Step, position: StepPosition) -> bool:
        """Whether the thing has come while we looked for what else it could be; that counts once for a step."""
        return self.says_something(miss, position) and await self.seems_there(step, position)

    async def seems_there(self, step: Step, position: StepPosition) -> bool:
        """Whether the page shows what the step needs; missed all the same, the page has no say about it any more."""
        if step.aim is None or not await self._driver.holds(step.aim, 0):
            return False
        self._state.seemed_there.add(position.key)
        return True

    async def likeliest(self, step: Step) -> Pointed | None:
        """The thing on the page that is what the step looks for under another name, ringed; None where none leads."""
        target = step.looks_for
        if target is None:
            return None
        every = await self._driver.survey()
        there = [pick for pick in every if could_be(step.uses, pick)]
        language = glossary.language_of(every)
        pick = suggested(self._remembering.recall(target), imagined(target), there, language)
        return await self._driver.suggest(pick) if pick else None

    # -- where are we -----------------------------------------------------------------------------------------

    async def recognise(self, position: StepPosition) -> int | None:
        """The place in the list where the walk can go on: a later step's page, or after a detour an earlier one's."""
        for place, sign in whereabouts.ahead(position.line, position.place, position.goal):
            if await self._driver.holds(sign, 0, seen=True) and await self._is_there_by_name(position, place):
                return place
        here = _address(self._driver.here)
        for place, sign in whereabouts.behind(position.line, position.place):
            earlier = position.at(place).key
            back = earlier in self._state.gone_back or not self._led_away(position, place, here)
            if not back and await self._driver.holds(sign, 0):
                self._state.gone_back.add(earlier)
                return place
        return None

    async def _is_there_by_name(self, position: StepPosition, place: int) -> bool:
        """Whether the thing a step would press is called so; a name within another's is no sign of where we are.

        A name alone leads over one press at most: many things of a site are called alike. Over more it has to be made
        of the same as when it was met before.
        """
        step = position.line[place] if place < len(position.line) else None
        target = step.looks_for if step and step.hand == "presses" else None
        if target is None or not is_named(target):
            return True
        known = self._remembering.recall(target)
        is_far = sum(one.hand == "presses" for one in position.line[position.place : place]) > 1
        return any(
            is_called(target, pick) and (not is_far or (known is not None and _is_alike(known, pick)))
            for pick in await self._driver.survey()
        )

    def _led_away(self, position: StepPosition, place: int, here: str) -> bool:
        """Whether we had come further than this earlier step, and are on its page again."""
        between = [self._state.found_at.get(position.at(at).key) for at in range(place, position.place)]
        if opened := position.line[place].opens:  # a login may have led elsewhere than back
            logins = [step for step in position.line[place : position.place] if step.about == "login"]
            return bool(logins) and not any(between) and _address(opened) != here
        return between[0] == here and any(address not in (None, here) for address in between[1:])


def _is_alike(known: Pick, pick: Pick) -> bool:
    """Whether two things are made of the same and lead to the same place."""
    made = [(one.tag, one.role, _address(one.href)) for one in (known, pick)]
    return made[0] == made[1]


def _address(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]
