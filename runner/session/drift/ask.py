"""What the person is asked about a thing that is missing, and which thing they mean.

What follows from an answer is not decided here. The words are those of questions.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from runner.errors import Elsewhere, TargetNotFound
from runner.events import Choice, Question, Reply
from runner.flow.driver import Alike, Pointed, Sign
from runner.flow.model import Condition, Pick
from runner.flow.step import Step
from runner.locale import _, joined, phrase
from runner.session import questions, whereabouts
from runner.session.drift.recognise import Recognising
from runner.session.drift.remember import Remembering
from runner.session.fingerprints import in_words, names_to_read
from runner.session.race import first
from runner.session.step_position import StepPosition
from runner.session.talk import Talk

_WAYS_OUT: tuple[Choice, ...] = ("skip", "back", "stop")


@dataclass(frozen=True)
class Ringed:
    """What has a ring while a question is open: the likeliest thing, or several with their numbers, or nothing."""

    likeliest: Pointed | None = None
    several: Sequence[Alike] = ()


class Asking:
    """Asks about the missing things of one walk; every question raises Stopped where the person stops."""

    def __init__(self, talk: Talk, remembering: Remembering, recognising: Recognising) -> None:
        self._talk = talk
        self._driver = talk.driver
        self._remembering = remembering
        self._recognising = recognising

    def in_words(self, miss: TargetNotFound, step: Step) -> str:
        """The thing that is missing, in words: what has no name to be read is told by what it looked like last."""
        target = step.looks_for
        if target is None or names_to_read(target) or miss.looked_for != str(target):
            return miss.looked_for
        known = self._remembering.recall(target)
        return (in_words(known) if known else "") or miss.looked_for

    # -- where is it ------------------------------------------------------------------------------------------

    async def where_it_is(self, miss: TargetNotFound, step: Step, position: StepPosition) -> Pointed | Reply | None:
        """Asks until the person means a thing, or answers something else; None where the thing has come meanwhile."""
        ringed = await self._ring(miss, step)
        if ringed.likeliest and await self._recognising.is_there_after_all(miss, step, position):
            await self._driver.suggest(None)
            return None
        note: str = ""
        while True:
            reply = await self._ask(miss, step, position, ringed, note)
            if questions.is_number(reply.choice) or reply.choice in ("yes", "point"):
                pointed = await self._meant(reply.choice, ringed)
                if pointed is not None:
                    return pointed
                note = _("Nothing tells that from other things here; point at another one.")
            elif reply.choice != "no":
                await self._driver.suggest(None)
                return reply
            ringed = replace(ringed, likeliest=None)
            if reply.choice == "no":
                await self._driver.suggest(None)

    async def _ring(self, miss: TargetNotFound, step: Step) -> Ringed:
        several = await self._driver.tell_apart(step.looks_for) if miss.several and step.looks_for else ()
        is_there = not miss.plain and not miss.several  # and something is wrong with it: it is no suggestion for itself
        if several or is_there:
            return Ringed(several=several)
        return Ringed(await self._recognising.likeliest(step))

    async def _ask(self, miss: TargetNotFound, step: Step, position: StepPosition, ringed: Ringed, note: str) -> Reply:
        until = await self._until(miss, step, position)
        sign = Sign(until) if until else None
        wrong = await self._driver.page_error() if miss.plain else ""
        question = self._question(miss, step, ringed, joined(note, phrase.sentence(wrong)) if wrong else note)
        await self._driver.begin_turn(sign)
        return await self._talk.ask(replace(question, page_answers=sign is not None), sign)

    def _question(self, miss: TargetNotFound, step: Step, ringed: Ringed, note: str) -> Question:
        can_point = step.aimed and self._talk.person.sees_page and not miss.unopened
        point: tuple[Choice, ...] = ("point",) if can_point else ()
        guess: tuple[Choice, ...] = ("yes", "no") if ringed.likeliest else questions.numbers(ringed.several)
        seen = step.looks_for if step.uses == "seen" else None
        would = _("It would show {thing}.", thing=str(seen)) if seen else ""
        say = joined(note, self._what_is_wrong(miss, step), would, self._advice(miss, step, ringed))
        choices = (*guess, *point, "continue", "retry", *_WAYS_OUT)
        return Question("missing", say, choices, topic="several" if ringed.several else "")

    def _what_is_wrong(self, miss: TargetNotFound, step: Step) -> str:
        return questions.sentence(miss, self.in_words(miss, step), step)

    def _advice(self, miss: TargetNotFound, step: Step, ringed: Ringed) -> str:
        if ringed.several:
            return questions.which(ringed.several, miss.several)
        if ringed.likeliest:
            return questions.is_it_this_one(ringed.likeliest.pick)
        return questions.advice(miss, step, self._talk.person.sees_page)

    async def _until(self, miss: TargetNotFound, step: Step, position: StepPosition) -> Condition | None:
        """What on the page answers the question: the thing, where it just was not there, or a later step's.

        What is there already says nothing; nor does the thing itself where it is there, and something is wrong with it.
        Which of several things is meant only the person can tell.
        """
        if miss.several:
            return None
        ahead = [sign for _, sign in whereabouts.ahead(position.line, position.place, position.goal)]
        signs = [sign for sign in ahead if not await self._driver.holds(sign, 0)]
        if step.aim and self._recognising.says_something(miss, position):
            signs = [step.aim, *signs]
        return Condition(any=signs) if signs else None

    # -- which one is meant -----------------------------------------------------------------------------------

    async def _meant(self, choice: Choice, ringed: Ringed) -> Pointed | None:
        if questions.is_number(choice):
            return ringed.several[int(choice) - 1].pointed
        return ringed.likeliest if choice == "yes" else await self._point()

    async def _point(self) -> Pointed | None:
        try:
            return await first(self._driver.point(), self._talk.stops())
        except Elsewhere as away:
            await self._talk.note(str(away))
            return None

    # -- what lies over it ------------------------------------------------------------------------------------

    async def whether_to_press(self, miss: TargetNotFound, step: Step, no: Pick) -> Reply:
        """Asks whether this is to be pressed, which says no in the box that lies over the thing."""
        shall_i = _("Shall I press {thing} there, now and whenever it comes again?", thing=questions.called(no))
        say = joined(self._what_is_wrong(miss, step), shall_i)
        reply = await self._talk.ask(Question("agree", say, ("yes", "no", "retry", *_WAYS_OUT)))
        await self._driver.suggest(None)
        return reply

    async def about_what_stays(self, miss: TargetNotFound, step: Step, no: Pick) -> Reply:
        """Asks the person to close a box themselves, in which this was pressed for nothing."""
        say = joined(self._what_is_wrong(miss, step), questions.still_there(no))
        return await self._talk.ask(Question("missing", say, ("retry", *_WAYS_OUT)))
