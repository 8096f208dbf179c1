"""Waits for conditions and judges what pages show: at once, for a while, or for as long as the person's turn takes.

What a single look says is conditions.py's, what counts in the person's turn persons_turn.py's.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace

from playwright.async_api import Error, Frame, Page

from runner.browser import asking, conditions, targets
from runner.browser.conditions import PageLook, Verdict
from runner.browser.engine_questions import AskEye
from runner.browser.page_messages import Unasked
from runner.browser.persons_turn import PersonsTurn
from runner.browser.speaks import listen
from runner.browser.states import States
from runner.browser.tabs import Tabs
from runner.browser.waiting import LOOK_AGAIN, Pace, Waiting
from runner.browser.watch import Watch
from runner.flow.driver import Sign, Told
from runner.flow.model import Condition, Target
from runner.flow.signs import is_state, rests_on_absence
from runner.locale import _

_COMES = 30.0  # seconds, by the page's clock, in which a page that is loading or empty has to say something
OUT_OF_SIGHT = _(
    "The setting is not on this page. If you have changed and kept it, press Continue; else go back to it."
)
HeldUp = Callable[[str], Awaitable[None]]


class Judging:
    """Judges the pages of one session; `held_up` is told why a state does not count yet, and '' once nothing does."""

    def __init__(self, tabs: Tabs, watch: Watch, waiting: Waiting, pace: Pace, held_up: HeldUp) -> None:
        self._tabs, self._watch, self._waiting, self._pace = tabs, watch, waiting, pace
        self._held_up = held_up
        self._states: dict[Page, tuple[tuple[str, str], States]] = {}
        self._turn: PersonsTurn | None = None
        self._notes: Sequence[Condition] = ()
        self._turns = 0
        self._why = ""
        self._opened: dict[Page, float] = {}  # when the runner last brought a page there
        self._unsettled = False  # whether the last look at a sign was too early to count
        self.turned = -math.inf  # when a switch was last seen to be as the person should turn it
        watch.own.append(self._hear)

    def forget(self) -> None:
        """Another flow begins."""
        self._states.clear()
        self._opened.clear()
        self._turn = None

    def opened(self, page: Page) -> None:
        """The runner has brought a page there: what opens on it before anybody does anything asks about nothing."""
        self._opened[page] = time.monotonic()

    def _is_untouched(self, page: Page) -> bool:
        return page in self._opened and self._watch.deeds.get(page, -math.inf) < self._opened[page]

    # -- one look ---------------------------------------------------------------------------------------------

    async def _look(self, page: Page, strict: bool = False, in_turn: bool = False, noting: bool = False) -> PageLook:
        frames = self._tabs.frames(page)
        speech = await listen(frames, noting, self._is_untouched(page))
        tab = self._turn.tab(page) if in_turn and self._turn else None
        if tab:
            tab.shows(speech.document)
        states = self._states_of(page, speech.document)
        things, turn = (tab.things, self._turns) if tab else (None, 0)
        deed = self._watch.deeds.get(page, 0.0)
        return PageLook(frames, page.url, speech, states, things, turn, strict, deed=deed)

    def _states_of(self, page: Page, document: str) -> States:
        """What switches were on this very document; another one, or another address, has other data."""
        key = (document, page.url.split("#")[0])
        known = self._states.get(page)
        if known is None or (known[0] != key and document):
            known = self._states[page] = (key, States(self._pace.settle))
        return known[1]

    # -- for a while ------------------------------------------------------------------------------------------

    async def holds(self, condition: Condition, timeout: float | None = None, seen: bool = False) -> bool:
        """Whether a condition comes true in time; a switch gets the time to settle on top.

        A page that says nothing yet is waited for until it does, and then has that time itself. With `seen`, something
        that is to be seen has to say so: neither what is missing nor an address is enough.
        """
        seconds = self._pace.timeout if timeout is None else timeout
        absent = rests_on_absence(condition)

        def counts(verdict: Verdict, at_the_end: bool) -> bool:
            return verdict.holds and (verdict.shown or (not seen and (at_the_end or not absent)))

        return await self._wait_for(condition, seconds, counts)

    async def _wait_for(self, condition: Condition, seconds: float, counts: Callable[[Verdict, bool], bool]) -> bool:
        last, comes = Verdict(), False

        async def look(page: Page) -> bool | None:
            nonlocal last, comes
            at = await self._look(page)
            last, here = await conditions.judge(condition, at), self._tabs.sites.allow(page.url)
            comes = here and at.speech.silent and not at.speech.broken  # another site's page has nothing to say to us
            return True if counts(last, False) and here else None

        if await self._waiting.wait(look, seconds):
            return True
        if last.unsettled and await self._waiting.wait(look, self._pace.settle + LOOK_AGAIN, to_the_end=True):
            return True
        if comes and seconds and not last.holds and await self._waiting.wait(self._speaks, _COMES):
            await self._waiting.wait(look, seconds)
        return counts(last, True) and self._tabs.sites.allow((await self._tabs.present()).url)

    async def _speaks(self, page: Page) -> bool | None:
        speech = (await self._look(page)).speech
        return True if speech.broken or not speech.silent else None

    async def is_on(self, control: Target) -> bool | None:
        """The state of a switch that is there, once settled; None where it says neither."""

        async def look(page: Page) -> bool | None:
            at = await self._look(page)
            if (await conditions.judge(Condition(is_on=control), at)).holds:
                return True
            off = await conditions.judge(Condition(is_off=control), at)
            return False if off.holds else None

        return await self._waiting.wait(look, self._pace.settle + self._pace.timeout, to_the_end=True)

    async def reads(self, condition: Condition, timeout: float | None = None, news: bool = False) -> bool:
        """Whether a setting or message is there beyond doubt: settled, free, on a page that is whole.

        With `news`, it must not have been there before the person's last turn. What is missing on a page that was
        loaded for this says nothing: it may only not have come yet.
        """
        if news and (self._turn is None or self._turn.noted.get(_key(condition), True)):
            return False
        last = Verdict()

        async def look(page: Page) -> bool | None:
            nonlocal last
            at = await self._look(page, strict=True, in_turn=not self._is_untouched(page))
            last = await conditions.judge(condition, at)
            speaks = at.speech.tells_what_is_missing and self._tabs.sites.allow(page.url)
            return True if speaks and last.holds and last.shown else None

        held = await self._waiting.wait(look, self._pace.timeout if timeout is None else timeout)
        if not held and last.unsettled:
            held = await self._waiting.wait(look, self._pace.settle + LOOK_AGAIN, to_the_end=True)
        return held is True

    # -- the person's turn ------------------------------------------------------------------------------------

    async def begin_turn(self, sign: Sign | None, notes: Sequence[Condition] = ()) -> None:
        """The person's turn begins: what the pages show now has not come by their hand."""
        present = await self._tabs.present()
        pages = [present, *self._tabs.others()]
        self._turns += 1
        self._turn = PersonsTurn(sign, self._watch, self._tabs.sites, pages)
        self._turn.noted = {_key(one): False for one in notes}
        self._notes = notes
        for page in pages:
            with _leaving():
                if sign:
                    await self._answer(sign, page, present, noting=page is present)
                self._turn.noted |= await self._there(page, self._turn)

    async def note(self, page: Page) -> None:
        """Takes down what has come by itself, as long as the person has not done anything in their turn."""
        turn = self._turn
        if turn is None or turn.acted:
            return
        there = await self._there(page, turn)
        if not turn.acted:  # of a deed we hear before its work is seen
            turn.noted |= there

    async def _there(self, page: Page, turn: PersonsTurn) -> dict[str, bool]:
        """Which of the messages that were not there before are there."""
        absent = [one for one in self._notes if not turn.noted[_key(one)]]
        return {_key(one): (await conditions.judge(one, await self._look(page))).holds for one in absent}

    async def until(self, sign: Sign, wandering: Callable[[], Awaitable[None]]) -> Told:
        """Returns when the sign of the turn has come true, on the present page or on one the person went on in.

        It says so as well, once for each document, where the present page shows it and did before.
        """

        if self._turn is None or self._turn.sign != sign:
            await self.begin_turn(sign)

        async def look(present: Page) -> Told | None:
            await wandering()
            if sign.earns:
                await self.note(present)
            for page in [present, *self._tabs.others()]:
                told = await self._answer(sign, page, present)
                if told == "came_true" or (told and self._may_ask(sign, page)):
                    self._tabs.move_to(page)
                    return told
            return None

        told: Told | None = await self._waiting.wait(look, None)
        assert told is not None
        if told == "came_true":
            self._has_come_true(sign)
            await self._say("")
        return told

    def _has_come_true(self, sign: Sign) -> None:
        if is_state(sign.condition):
            self.turned = time.monotonic()

    def _may_ask(self, sign: Sign, page: Page) -> bool:
        assert self._turn is not None
        tab = self._turn.tab(page)
        if not sign.asks or tab.asked:
            return False
        tab.asked = True
        return True

    async def look_again(self, sign: Sign) -> Told | None:
        """What the present page says of the sign once the person says they are done; a switch gets time to settle."""
        unsettled = False

        async def look(page: Page) -> Told | None:
            nonlocal unsettled
            told = await self._answer(sign, page, page)
            unsettled = self._unsettled
            return told

        told: Told | None = await self._waiting.wait(look, 0)
        if told != "came_true" and unsettled:
            told = await self._waiting.wait(look, self._pace.settle + LOOK_AGAIN, to_the_end=True)
        if told == "came_true":
            self._has_come_true(sign)
        return told

    async def _answer(self, sign: Sign, page: Page, present: Page, noting: bool = False) -> Told | None:
        assert self._turn is not None
        at = await self._look(page, sign.earns, in_turn=True, noting=noting)
        at = replace(at, guards=not sign.earns or is_state(sign.condition))  # a state says enough by itself
        verdict = await conditions.judge(sign.condition, at)
        if sign.last:
            await self._see_last(sign.last, at)
        self._unsettled = verdict.unsettled
        if verdict.unsettled:
            self._watch.look_again_in(self._pace.settle)
        if page is present and not noting:
            await self._say(verdict.why or await self._out_of_sight(sign, page, at, verdict))
        return self._turn.answer(page, at, verdict, page is present) if self._tabs.sites.allow(page.url) else None

    async def _see_last(self, last: Condition, at: PageLook) -> None:
        """How the control of the turn stands, as far as it is to be seen.

        From now on the page itself tells that as well, at each deed: somebody may be faster than our next look.
        """
        assert self._turn is not None
        told = self._turn.told
        found = await targets.look(at.frames, _control(last))
        if not isinstance(found, targets.Found):
            self._turn.last = False if isinstance(found, targets.Several) else self._turn.last
            return
        with _leaving():
            stood = await found.element.tell(AskEye(self._turns))
            if told == self._turn.told:  # what the page told meanwhile is newer than this look
                self._turn.last = stood is _wanted(last)

    def _hear(self, place: Page | Frame, told: Unasked) -> None:
        """The page tells how the control of this turn stands, or that what should leave is there."""
        if told["type"] == "arrived" or told["turn"] != self._turns or self._turn is None:
            return
        if told["type"] == "there":
            self._turn.was_there(place.main_frame if isinstance(place, Page) else place, told["key"])
        elif self._turn.sign and self._turn.sign.last:
            self._turn.last = told["stood"] is _wanted(self._turn.sign.last)
            self._turn.told += 1

    async def _out_of_sight(self, sign: Sign, page: Page, at: PageLook, verdict: Verdict) -> str:
        """That a setting is not on the page which has come, as a Save may lead away from it; else empty."""
        assert self._turn is not None
        unturned = sign.last if verdict.holds and self._turn.last is False else None
        is_switch = bool(sign.condition.is_on or sign.condition.is_off)
        led_away = sign.condition if is_switch and self._turn.tab(page).has_moved else None
        state = unturned or led_away
        if state is None or not at.speech.tells_what_is_missing or not self._tabs.sites.allow(page.url):
            return ""
        there = await conditions.judge(Condition(visible=_control(state)), at)
        return "" if there.holds or there.silent else OUT_OF_SIGHT

    async def _say(self, why: str) -> None:
        if why != self._why:
            self._why = why
            await self._held_up(why)


def _control(state: Condition) -> Target:
    control = state.is_on or state.is_off
    assert control is not None
    return control


def _wanted(state: Condition) -> bool:
    return state.is_on is not None


def _key(condition: Condition) -> str:
    return condition.model_dump_json(exclude_defaults=True)


@contextlib.contextmanager
def _leaving() -> Iterator[None]:
    """A page that goes away while the turn begins has nothing to tell from before."""
    try:
        yield
    except Error as error:
        if not asking.is_gone(error):
            raise
