"""The hands on the page: finds what a step asks for, shows it, and uses it if the guard allows.

Promises 1 to 3 pass through here: nothing is pressed, typed or read but on the flow's sites, and nothing pressed or
typed that the guard has not judged on the very element. How a target is found is targets.py's, what may be pressed
guard.py's, which page we are on tabs.py's.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Self

from playwright.async_api import BrowserContext, Error, Page

from runner.browser import asking, camera, cover, guard, opening, picks, pointing, targets
from runner.browser.answering import Answering
from runner.browser.asking import Element
from runner.browser.banners import Banners
from runner.browser.chosen import Act, Chosen, Judge
from runner.browser.engine_questions import AskLanguage, AskUse
from runner.browser.finding import Finder
from runner.browser.hold import Hold
from runner.browser.judging import Judging
from runner.browser.outline import outline
from runner.browser.panel import Panel
from runner.browser.press import Hand, NotBegun, Unknown
from runner.browser.step_aside import StepAside
from runner.browser.tabs import ANY_TAB, Relaunch, TabChoice, Tabs
from runner.browser.waiting import Pace, Waiting
from runner.browser.watch import Watch
from runner.errors import Held, LeadsAway, Refused, RunnerError, TargetNotFound, Unsure
from runner.events import Box
from runner.flow.driver import Alike, Picture, Pointed, Recovered, Seen, Sign, Told, Watcher
from runner.flow.hosts import Sites
from runner.flow.load import Flow
from runner.flow.model import Condition, Pick, Target
from runner.flow.results import Whole
from runner.locale import _

_AGAIN = 0.1  # seconds until what could not be begun is tried again
_BANNER_COMES = 1.0  # seconds a banner may take to show up before it is the person's turn
_TRIED_TO_SEND = _("Using this tried to send something, and was held back: do it yourself if that is what you want.")


class LookingPageDriver:
    """A LookingDriver on real pages; see runner.flow.driver.LookingDriver for what each method promises."""

    def __init__(
        self,
        context: BrowserContext,
        panel: Panel,
        relaunch: Relaunch,
        pace: Pace | None = None,
        choice: TabChoice = ANY_TAB,
    ) -> None:
        self.answering = Answering(self._tell)
        self.hand = Hand(self.answering)
        self._hold = Hold(self.answering, lambda page: page in self.tabs.pages, self._tell, self._tell_sent)
        self.watch = Watch(self._hold.turn.hear, (self.hand.arrivals.hear, self._hold.turn.hear_own))
        self.watch.attach(context)
        self.hand.heard, self._hold.moves = self.watch.deeds, self.watch
        self.tabs = Tabs(context, Sites(()), self.watch, relaunch, choice)
        self.panel, self.pace = panel, pace or Pace()
        self._waiting = Waiting(self.tabs, self.watch, self.pace, self.answering)
        self._finder = Finder(self.tabs, self._waiting, self._decline)
        self.aside = StepAside(self.tabs, self._waiting, self.watch, panel)
        self.watcher: Watcher | None = None
        self.is_private, self._wandered = False, ""
        self.status, self.language = 0, ""  # of the page last opened; as it says itself around the thing last found
        self._judging = Judging(self.tabs, self.watch, self._waiting, self.pace, self._held_up)
        self._memory, self._banners = Chosen(), Banners((), self._ring, self.tabs.sites.allow, self._says_no)
        self._pointing = pointing.Pointing(self.tabs, self._ring, panel.mark)
        self._camera = camera.Camera(self.tabs, panel)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Lets go of the pages: what happens on them from now on is nobody's of ours."""
        await self._hold.turn.detach()
        await self.watch.detach()

    def take(self, flow: Flow, watcher: Watcher) -> None:
        """Serves this flow from now on: its sites, its interruptions; the watcher is told what happens."""
        self.watcher = watcher
        self.tabs.sites = flow.sites
        self._banners = Banners(flow.interruptions, self._ring, flow.sites.allow, self._says_no)
        self._memory, self._wandered, self.language = Chosen(), "", ""
        self._judging.forget()

    async def open(self, url: str) -> None:
        """Goes to a page of the flow's sites; raises TargetNotFound, with what is wrong, where that does not come."""
        if refusal := self.tabs.sites.refusal(url):
            raise RunnerError(_("{url} is not opened: {why}", url=url, why=refusal))
        page = await self.tabs.present()
        # A switch that was just turned may still be saving itself; leaving the page would cut that off.
        await asyncio.sleep(max(0.0, self._judging.turned + self.pace.settle - time.monotonic()))
        self.status = await opening.go(page, url)
        self._judging.opened(page)
        opening.judge(url, self.status)

    async def press(self, target: Target, timeout: float | None = None) -> str:
        """Presses what the guard allows to be pressed."""
        return await self._use(target, self._may_press, self.hand.press, timeout)

    async def _says_no(self, control: Element) -> bool:
        """Presses the control of an interruption; whether that is done, and tried to send nothing."""
        try:
            return not await self._hold.during(control, self.hand.press)
        except (Error, NotBegun, Unknown):
            return False

    def _may_press(self, facts: guard.Facts) -> str | None:
        refusal = guard.press_refusal(facts)
        if refusal is None and (away := guard.press_refusal(facts, self.tabs.sites.allow)):
            raise LeadsAway(away)
        return refusal

    async def hover(self, target: Target, timeout: float | None = None) -> str:
        """Moves the pointer over a target."""
        may = partial(guard.hover_refusal, site_ok=self.tabs.sites.allow)
        return await self._use(target, may, self.hand.hover, timeout)

    async def show(self, target: Target, timeout: float | None = None) -> str:
        """Rings a target and leaves it to the person."""
        found = await self._find(target, timeout)
        await self._ring(found.element)
        await self._tell_found(found, await picks.of(found.element))
        return found.label

    async def _use(self, target: Target, judge: Judge, act: Act, timeout: float | None) -> str:
        """Finds, judges, rings, judges again and acts, once; again from the start only if nothing has begun."""
        seconds = timeout or self.pace.timeout
        clock, shown = self.answering.clock(seconds), False
        while True:
            found = await self._find(target, clock.left)
            try:
                if not shown:
                    await self._announce(found, judge)
                    clock, shown = self.answering.clock(seconds), True
                if self.pace.ring:
                    await self.panel.ring(found.frame.page, None)
                self._pass_if_held()
                if await self._hold.during(found.element, act, partial(self._once_more, found.element, judge)):
                    raise Refused(_TRIED_TO_SEND)
            except Unknown as unknown:
                raise Unsure(str(target), found.label) from unknown
            except (Error, NotBegun) as error:
                frames = self.tabs.frames(await self.tabs.present())
                await cover.give_up(found.element, target, frames, error, clock.over)
                if isinstance(error, NotBegun) and error.why == "panel":
                    await self._ring(found.element)  # it steps aside for what is ringed
                await asyncio.sleep(_AGAIN)
                continue
            return found.label

    async def _announce(self, found: targets.Found, judge: Judge) -> None:
        """Tells and shows what is about to be used, if the guard allows that.

        The turn begins here: it is brought into view, and a page may send something as soon as it scrolls.
        """
        await self._hold.turn.begin(found.frame.page)
        told = await self.answering.of(found.element.tell(AskUse()))  # its frames are counted from now on
        facts = await self.answering.of(targets.complete(found.element, told["facts"]))
        await self._rule(found.element, judge, facts)
        if self.pace.ring:
            await self._ring(found.element)
        await self._tell_found(found, told["pick"])
        await asyncio.sleep(self.pace.ring)

    async def _once_more(self, element: Element, judge: Judge, facts: guard.Facts) -> None:
        """Judges what the element is at the moment of the deed."""
        await self._rule(element, judge, facts)
        self._pass_if_held()

    def _pass_if_held(self) -> None:
        if self.held:
            raise Held(_("the page tried to send something to {host}", host=self.held))

    async def _judge(self, element: Element, judge: Judge) -> None:
        await self._rule(element, judge, await self.answering.of(targets.facts(element)))

    async def _rule(self, element: Element, judge: Judge, facts: guard.Facts) -> None:
        if not self.tabs.sites.allow(facts.address):
            raise Error("the page has moved on")  # and is looked at anew
        if refusal := judge(facts):
            await self._ring(element)
            raise Refused(refusal)

    async def _ring(self, element: Element | None) -> None:
        if element is None:
            await self.panel.ring(await self.tabs.present(), None)
            return
        with contextlib.suppress(Error):
            await self.panel.ring(element.frame.page, await outline(element, self.answering))

    async def _tell(self, text: str) -> None:
        if self.watcher:
            await self.watcher.noted(text)

    async def _tell_sent(self, host: str, method: str) -> None:
        if self.watcher:
            await self.watcher.script_sent(host, method)

    async def _tell_found(self, found: targets.Found, pick: Pick) -> None:
        if self.watcher:
            self.language = pick.language or self.language
            await self.watcher.found(Seen(found.target, found.label, pick, found.candidate))

    async def _find(self, target: Target, timeout: float | None) -> targets.Found:
        return await self._finder.find(target, self.pace.timeout if timeout is None else timeout)

    async def _decline(self, page: Page, wanted: Element | None = None) -> bool:
        """Presses one interruption that is in the way of what is wanted; whether it did."""
        self._on_this_page()
        label = await self._banners.decline(self.tabs.frames(page), wanted)
        if label is not None and self.watcher:
            await self.watcher.declined(label)
        return label is not None

    async def clear_the_way(self) -> None:
        """Declines an interruption that is there, or comes within a second."""

        async def look(page: Page) -> bool | None:
            return True if await self._decline(page) else None

        if self._banners.expected:
            await self._waiting.wait(look, _BANNER_COMES)

    async def holds(self, condition: Condition, timeout: float | None = None, seen: bool = False) -> bool:
        """Whether a condition comes true in time."""
        return await self._judging.holds(condition, timeout, seen)

    async def begin_turn(self, sign: Sign | None, notes: Sequence[Condition] = ()) -> None:
        """The person's turn begins."""
        await self._judging.begin_turn(sign, notes)

    async def until(self, sign: Sign | None) -> Told:
        """Returns when the sign of the turn has come true; without one never."""
        if sign is not None:
            return await self._judging.until(sign, self._tell_wandering)

        async def look(page: Page) -> None:
            await self._tell_wandering()
            if not self.is_private:
                await self._judging.note(page)

        await self._waiting.wait(look, None)
        raise AssertionError  # pragma: no cover - nothing to wait for never comes

    async def look_again(self, sign: Sign) -> Told | None:
        """What the present page says of the sign now."""
        return await self._judging.look_again(sign)

    async def reads(self, condition: Condition, timeout: float | None = None, news: bool = False) -> bool:
        """Whether a setting or message is there beyond doubt."""
        return await self._judging.reads(condition, timeout, news)

    async def load_again(self) -> None:
        """Loads the present page once more, by GET whatever brought it here: reloading could send a form again."""
        page = await self.tabs.present()
        url = page.url
        if "#" in url:  # to the same address with a fragment a browser only scrolls
            await page.goto("about:blank")
        await self.open(url)

    async def _held_up(self, why: str) -> None:
        if self.watcher:
            await self.watcher.held_up(why)

    async def hand_over(self) -> None:
        """It is the person's turn: what they send is theirs."""
        await self._hold.turn.end()

    @property
    def held(self) -> str:
        """The host that the page would have sent something to in the runner's turn, had it not been held back."""
        return self._hold.turn.held

    async def page_language(self) -> str:
        """The language the page says it is in; empty where it says none, or is none of the flow's."""
        page = await self.tabs.present()
        if not self.tabs.sites.allow(page.url):
            return ""
        return await self.answering.of(asking.ask_frame(page.main_frame, AskLanguage())) or ""

    async def until_back(self) -> None:
        """Returns when the page is on the flow's sites again."""
        await self._waiting.wait(self._is_back, None)

    async def _is_back(self, page: Page) -> bool | None:
        return True if self.tabs.sites.allow(page.url) else None

    async def _tell_wandering(self) -> None:
        host = "" if self.is_private or self.tabs.blank else self.tabs.elsewhere
        if host != self._wandered:
            self._wandered = host
            if self.watcher:
                await self.watcher.moved(host)

    async def is_on(self, control: Target, timeout: float | None = None) -> bool:
        """A switch's state once settled; raises TargetNotFound where it is not there or says neither."""
        await self._find(control, timeout)
        state = await self._judging.is_on(control)
        if state is None:
            raise TargetNotFound(str(control)).because(
                _("{control} does not say whether it is on or off", control=str(control))
            )
        return state

    def _on_this_page(self, url: str | None = None) -> Chosen:
        """What is remembered of the present page; another address is another page."""
        address = (self.tabs.here if url is None else url).split("#")[0]
        if address != self._memory.url:
            self._memory = Chosen(address)
            self._banners.another_page()
        return self._memory

    async def point(self) -> Pointed | None:
        """Lets the person point at a thing; the click does nothing else."""
        return await self._pointing.point()

    async def survey(self) -> Sequence[Pick]:
        """What could be pressed or filled in on the page."""
        return await self._pointing.survey()

    async def page_error(self) -> str:
        """What is wrong with the present page as a whole."""
        page = await self.tabs.present()
        return await opening.error_of(page) or opening.none_from(self.watch.led_nowhere(page))

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        """Rings a thing of the last survey, or takes the ring away."""
        return await self._pointing.suggest(pick)

    async def tell_apart(self, target: Target) -> Sequence[Alike]:
        """Rings the several things a target could mean, with numbers."""
        return await self._pointing.tell_apart(target)

    async def same(self, one: Target, other: Target) -> bool:
        """Whether two targets find one and the same thing."""
        return await self._pointing.same(one, other)

    async def in_the_way(self, target: Target) -> Pointed | None:
        """Rings what says no in a box that lies over a target."""
        with contextlib.suppress(TargetNotFound, Error):
            element = (await self._find(target, 0)).element
            found = await cover.no_over(element, self.tabs.frames(await self.tabs.present()))
            await self._ring(found[0] if found else None)
            return found[1] if found else None
        return None

    async def decline_also(self, control: Target) -> None:
        """Knows one more interruption."""
        self._banners.add(control)

    async def recover(self) -> Recovered:
        """Another page to go on in, after the person has closed ours."""
        recovered, context = await self.tabs.recover()
        if context:
            await self.aside.adopt(context)
        return recovered

    @contextlib.contextmanager
    def private(self) -> Iterator[None]:
        """While the person logs in: no pictures, no word of where they are."""
        self.is_private = True
        try:
            yield
        finally:
            self.is_private, self._camera.after_login = False, True

    @property
    def here(self) -> str:
        """The last address on the flow's sites; during a login the one from before it."""
        return self.tabs.here

    @property
    def depth(self) -> int:
        """How many tabs deep the walk is."""
        return self.tabs.depth

    async def picture(self) -> bytes | None:
        """The visible page as PNG, panel included; None while the person logs in, or off the flow's sites."""
        return None if self.is_private else await self._camera.snapshot()

    async def capture(self, of: Whole | Target, timeout: float | None = None) -> Picture:
        """A picture for the person to keep; raises Refused during a login and Elsewhere off the flow's sites."""
        if self.is_private:
            raise Refused(camera.LOGIN)
        return await self._camera.evidence((await self._find(of, timeout)).element if isinstance(of, Target) else of)

    async def black_out(self, png: bytes, boxes: Sequence[Box]) -> bytes:
        """The picture with these boxes painted over, by the panel's own world in the present page."""
        return await self.panel.paint(await self.tabs.present(), png, boxes)
