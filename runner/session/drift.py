"""When the page is no longer as the flow says: recognise where we are, ask, and learn from the answer.

Nothing that only resembles what was looked for is pressed unasked: a guess that clicks is worse than a question.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from runner import events
from runner.errors import Elsewhere, TargetMissing
from runner.events import Choice, Question, Reply
from runner.flow.driver import Pointed, Seen
from runner.flow.load import FlowFile
from runner.flow.model import Condition, Pick, Target
from runner.flow.step import Step
from runner.flow.steps import Open
from runner.session import resemble, whereabouts
from runner.session.lessons import Way, learnt
from runner.session.memory import Memory
from runner.session.moves import AGAIN, ON, Move, again_as, to
from runner.session.race import first
from runner.session.sightings import imagined, is_called, is_named, names_of
from runner.session.spot import Spot
from runner.session.talk import Over, Talk, leave

_WORTH_ASKING = 0.5  # of the belief, from which on a thing is ringed: no more than a question hangs on it
_ARRIVES = 3.0  # seconds in which it shows whether what was pointed at came before the step, or was it
_APPEARS = (0.0, 0.3, 0.7)  # seconds until each look at what a menu unfolds
_WAYS_OUT: tuple[Choice, ...] = ("skip", "back", "stop")
_FILLED = ("textbox", "searchbox", "spinbutton", "combobox", "listbox", "slider")
_SEEN = ("reach", "expect")  # steps whose thing is only looked at
_TURNED = ("radio", "checkbox", "switch", "option")


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
        self._file = file
        self._sightings = memory.sightings
        self._lessons = memory.lessons
        self._today = today
        self._found_at: dict[tuple[object, ...], str] = {}
        self._gone_back: set[tuple[object, ...]] = set()
        self._shown: dict[object, Pointed] = {}  # what the person has shown, by what it was for
        self._shown_used: set[tuple[object, ...]] = set()
        self._several: list[Target] = []  # of what the flow looks for, what was there more than once
        self._levels: set[tuple[object, ...]] = set()
        self._seemed_there: set[tuple[object, ...]] = set()
        self.has_learnt = False

    # -- what is seen on the way ------------------------------------------------------------------------------

    async def seen(self, seen: Seen) -> None:
        """A target was found: what it looks like is remembered, and where that was.

        Raises TargetMissing where it does not look like what was met before, and something else of that name does.
        """
        if await self._is_a_look_alike(seen):
            raise TargetMissing(str(seen.target), 2)
        if self._talk.spot is not None:
            self._found_at[self._talk.spot.loc] = _address(self._driver.here)
        if self._sightings:
            self._sightings.remember(self._file.id, seen.target, seen.pick)

    async def _is_a_look_alike(self, seen: Seen) -> bool:
        """Whether what we know is there as well, or comes within a moment: a menu unfolds, and its entries appear."""
        known = self._sightings.recall(self._file.id, seen.target) if self._sightings else None
        shown = any(seen.target == pointed.target for pointed in self._shown.values())
        if known is None or shown or _is_alike(known, seen.pick):
            return False
        for wait in _APPEARS:
            await asyncio.sleep(wait)
            there = await self._driver.survey()
            if any(is_called(seen.target, pick) and _is_alike(known, pick) for pick in there):
                return True
        return False

    async def recognise(self, spot: Spot) -> int | None:
        """The place in the list where the walk can go on: a later step's page, or after a detour an earlier one's."""
        for place, sign in whereabouts.ahead(spot.line, spot.place, spot.goal):
            if await self._driver.holds(sign, 0) and await self._is_there_by_name(spot, place):
                return place
        here = _address(self._driver.here)
        for place, sign in whereabouts.behind(spot.line, spot.place):
            earlier = spot.at(place).loc
            back = earlier in self._gone_back or not self._led_away(spot, place, here)
            if not back and await self._driver.holds(sign, 0):
                self._gone_back.add(earlier)
                return place
        return None

    async def _is_there_by_name(self, spot: Spot, place: int) -> bool:
        """Whether the thing a step would press is called so; a name within another's is no sign of where we are."""
        step = spot.line[place] if place < len(spot.line) else None
        target = step.looks_for if step and step.word in ("click", "hover") else None
        if target is None or not is_named(target):
            return True
        return any(is_called(target, pick) for pick in await self._driver.survey())

    def _led_away(self, spot: Spot, place: int, here: str) -> bool:
        """Whether we had come further than this earlier step, and are on its page again."""
        between = [self._found_at.get(spot.at(at).loc) for at in range(place, spot.place)]
        if isinstance(opened := spot.line[place], Open):  # a login may have led elsewhere than back
            logins = [step for step in spot.line[place : spot.place] if getattr(step, "for_", "") == "login"]
            return bool(logins) and not any(between) and _address(opened.url) != here
        return between[0] == here and any(address not in (None, here) for address in between[1:])

    # -- the question -----------------------------------------------------------------------------------------

    async def missed(self, miss: TargetMissing, step: Step, spot: Spot) -> Move:
        """Nothing, or too much, is what the step looks for."""
        if (place := await self.recognise(spot)) is not None:
            return await self._go_on_at(place, spot)
        if shown := self._shown_for(step, spot):
            return await self._as_shown(step, spot, shown)
        await self._talk.tell_step(events.TargetMissing, looked_for=miss.looked_for, several=miss.several)
        if not self._talk.person.present:
            raise Over("lost")
        written = spot.line[spot.place].looks_for
        if miss.several and written:
            self._several.append(written)
        if miss.covered and (move := await self._told_no(miss, step, spot)):
            return move
        likeliest = None if miss.covered else await self.likeliest(step)
        note = ""
        while True:
            reply = await self._ask(miss, step, spot, likeliest, note)
            if reply.choice in ("yes", "point"):
                pointed = likeliest if reply.choice == "yes" else await self._point()
                if pointed is not None:
                    return await self._aim(step, pointed)
                note = "Nothing tells that from other things here; point at another one. "
            elif reply.choice != "no":
                await self._driver.suggest(None)
                return await self._answered(reply, step, spot)
            likeliest = None
            await self._driver.suggest(None)

    def has_met(self, step: Step) -> bool:
        """Whether what a step looks for was found on an earlier day."""
        target = step.looks_for
        return bool(target and self._sightings and self._sightings.recall(self._file.id, target))

    def knows(self, step: Step, spot: Spot) -> bool:
        """Whether the person has shown what this step looks for, in another place of the walk."""
        return self._shown_for(step, spot) is not None

    def _shown_for(self, step: Step, spot: Spot) -> Pointed | None:
        if step.looks_for is None or spot.loc in self._shown_used:
            return None
        return self._shown.get(_key(step.looks_for))

    async def _as_shown(self, step: Step, spot: Spot, shown: Pointed) -> Move:
        self._shown_used.add(spot.loc)
        await self._talk.note("As you have shown me before.")
        return again_as(step.aimed_at(shown.target), shown.pick)

    async def _told_no(self, miss: TargetMissing, step: Step, spot: Spot) -> Move | None:
        """Offers to tell a box that lies over the target no, now and whenever it comes; None where it is left alone."""
        no = await self._driver.in_the_way(step.looks_for) if step.looks_for else None
        if no is None:
            return None
        say = f"{_sentence(miss)} Shall I press {_called(no.pick)} there, now and whenever it comes again?"
        reply = await self._talk.ask(Question("agree", say, ("yes", "no", "retry", *_WAYS_OUT)))
        await self._driver.suggest(None)
        if reply.choice == "no":
            return None
        if reply.choice != "yes":
            return await leave(self._talk, reply)
        await self._driver.decline_also(no.target)
        self._learn("interruption", spot, no.pick)
        return AGAIN

    async def _ask(self, miss: TargetMissing, step: Step, spot: Spot, likeliest: Pointed | None, note: str) -> Reply:
        point: tuple[Choice, ...] = ("point",) if step.aimed else ()
        guess: tuple[Choice, ...] = ("yes", "no") if likeliest else ()
        advice = _is_it_this_one(likeliest.pick) if likeliest else _COVERED if miss.covered else _advice(step)
        signs = [sign for _, sign in whereabouts.ahead(spot.line, spot.place, spot.goal)]
        later = [sign for sign in signs if not await self._driver.holds(sign, 0)]  # what is there now says nothing
        looks_there = not miss.covered and spot.loc not in self._seemed_there
        until = _any([step.aim, *later] if step.aim and looks_there else later)
        choices = (*guess, *point, "continue", "retry", *_WAYS_OUT)
        would = f" It would show {step.looks_for}." if step.word in _SEEN and step.looks_for else ""
        question = Question(
            "missing", f"{note}{_sentence(miss)}{would} {advice}", choices, page_answers=until is not None
        )
        return await self._talk.ask(question, until)

    async def _answered(self, reply: Reply, step: Step, spot: Spot) -> Move:
        if reply.choice == "continue":
            if reply.via == "page" and step.aim and await self._driver.holds(step.aim, 0):
                self._seemed_there.add(spot.loc)  # once; where it is missed all the same, the page has no say any more
                return AGAIN
            if (place := await self.recognise(spot)) is not None and place > spot.place:
                return await self._go_on_at(place, spot, learn=False)
            if reply.via == "page":
                return AGAIN
            await self._talk.tell_step(events.StepDone, note="done by hand")
            return ON
        return await leave(self._talk, reply)

    async def likeliest(self, step: Step) -> Pointed | None:
        """The thing on the page that is what the step looks for under another name, ringed; None where none leads."""
        target = step.looks_for
        if target is None:
            return None
        there = [pick for pick in await self._driver.survey() if _could_be(step, pick)]
        kept = self._sightings.recall(self._file.id, target) if self._sightings else None
        found = [resemble.likeliest(wanted, there) for wanted in ([kept] if kept else imagined(target))]
        match, belief = max(found, key=lambda pair: pair[1], default=(None, 0.0))
        return await self._driver.suggest(match.pick) if match and belief >= _WORTH_ASKING else None

    async def _point(self) -> Pointed | None:
        try:
            return await first(self._driver.point(), self._talk.stops())
        except Elsewhere as away:
            await self._talk.note(str(away))
            return None

    async def _aim(self, step: Step, pointed: Pointed) -> Move:
        await self._talk.tell_step(events.Picked, role=pointed.pick.role, label=pointed.pick.name or pointed.pick.text)
        if step.looks_for:
            self._shown[_key(step.looks_for)] = pointed
        return again_as(step.aimed_at(pointed.target), pointed.pick)

    async def _go_on_at(self, place: int, spot: Spot, learn: bool = True) -> Move:
        """Says that other steps are gone on with, and which; a single level that is not there is learnt."""
        name = str(spot.line[place]) if place < len(spot.line) else str(spot.goal)
        why = f"we are further already: {name}" if place > spot.place else f"back to: {name}"
        await self._talk.tell_step(events.StepSkipped, why=why)
        if learn and place == spot.place + 1 < len(spot.line) and spot.kind in ("click", "hover"):
            self._learn("optional", spot)
        return to(place)

    # -- learning ---------------------------------------------------------------------------------------------

    async def learnt(self, step: Step, spot: Spot, pick: Pick) -> Move:
        """After what was pointed at has been used: one of several, a level before the thing, or it under a new name."""
        if step.looks_for in self._several and is_called(step.looks_for, pick):
            self._learn("apart", spot, pick)
            return ON
        target = step.looks_for if step.word in ("click", "hover") else None
        # What has been pressed as a level before, and has not led to the thing, is the thing itself.
        level = (spot.loc, pick.path, pick.name)
        if target and level not in self._levels and await self._came_before(target, spot):
            self._levels.add(level)
            self._learn("inserted", spot, pick)
            await self._talk.note("One level more than before; going on with this step.")
            return AGAIN
        self._learn("renamed", spot, pick)
        return ON

    async def _came_before(self, target: Target, spot: Spot) -> bool:
        """Whether the step's own target has turned up, and not what comes after it."""
        next_page = whereabouts.arrived(spot.line, spot.place)
        own = Condition(visible=target)
        if not await self._driver.holds(_any([own, *([next_page] if next_page else [])]) or own, _ARRIVES):
            return False
        if next_page and await self._driver.holds(next_page, 0):
            return False
        return any(is_called(target, pick) for pick in await self._driver.survey())

    def _learn(self, way: Way, spot: Spot, pick: Pick | None = None) -> None:
        if self._lessons:
            self.has_learnt = True
            self._lessons.add(learnt(self._file, spot.loc, way, pick, self._today().isoformat()))


def _key(target: Target) -> object:
    """What tells one thing a flow looks for from others: what it is called, and its role where that matters."""
    roles = {one.role for one in target.candidates()} - {None, "text"}
    return names_of(target), frozenset(roles)


def _is_alike(known: Pick, pick: Pick) -> bool:
    """Whether two things are made of the same and lead to the same place."""
    made = [(one.tag, one.role, _address(one.href)) for one in (known, pick)]
    return made[0] == made[1]


def _could_be(step: Step, pick: Pick) -> bool:
    """Whether a step of this kind could use such a thing at all."""
    if step.word in _SEEN:
        return True
    if step.word == "fill":
        return pick.role in _FILLED or pick.tag in ("input", "textarea")
    if step.word in ("choose", "pause"):
        return pick.role in (*_TURNED, *_FILLED, "button") or pick.kind in ("radio", "checkbox")
    return pick.role not in (*_FILLED, *_TURNED)


def _sentence(miss: TargetMissing) -> str:
    return f"{str(miss)[:1].upper()}{str(miss)[1:]}."


def _called(pick: Pick) -> str:
    name = (pick.name or pick.text)[:80]
    return f"“{name}”" if name else "the one with the ring"


def _is_it_this_one(pick: Pick) -> str:
    return f"Is it this one: {_called(pick)}?" if pick.name or pick.text else f"Is it {_called(pick)}?"


def _any(conditions: list[Condition]) -> Condition | None:
    return Condition(any=conditions) if conditions else None


def _address(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]


_COVERED = "Close what lies over it, then let me look again."


def _advice(step: Step) -> str:
    if not step.aimed:
        return "Go there yourself and press Continue, or look again."
    if step.word in _SEEN:
        return "If it is here by another name, point at it; else go there yourself and press Continue, or look again."
    return "Point at the right one, do this step yourself, or look again."
