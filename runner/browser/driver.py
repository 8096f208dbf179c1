"""The hands on the page: finds what a step asks for, shows it, and uses it if the guard allows.

Promises 1 to 3 pass through here: nothing is pressed, typed or read but on the flow's sites, and nothing pressed or
typed that the guard has not judged on the very element. How a target is found is targets.py's, what may be pressed
guard.py's, which page we are on tabs.py's.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

from playwright.async_api import BrowserContext, ElementHandle, Error, Page

from runner.browser import camera, conditions, cover, guard, hold, picks, pointing, targets, uploads
from runner.browser.banners import Banners
from runner.browser.chosen import Chosen, select
from runner.browser.panel import Panel
from runner.browser.tabs import Relaunch, Tabs
from runner.browser.waiting import LOOK_AGAIN, Pace, Waiting
from runner.browser.watch import Watch
from runner.errors import Elsewhere, LeadsAway, PageGone, Refused, RunnerError, TargetMissing
from runner.events import Box
from runner.flow.driver import Picture, Pointed, Seen, Watcher
from runner.flow.hosts import Sites
from runner.flow.load import Flow
from runner.flow.model import Condition, Pick, Target
from runner.flow.results import Whole

Judge = Callable[[guard.Facts], str | None]
Act = Callable[[ElementHandle], Awaitable[None]]

_GO_MS = 30_000
_TRY_MS = 2_000
_SENT_AWAY = 2.0  # seconds a page may stay on another site (a login's detour) before we say so
_TAB_OPENS = 0.1  # seconds in which a press that opens a tab has announced it
_FLIPS_BACK = 0.5  # seconds after which a radio that flips back has done so
_BANNER_COMES = 1.0  # seconds a banner may take to show up before it is the person's turn
_TRIED_TO_SEND = "Using this tried to send something, and was held back: do it yourself if that is what you want."


class PageDriver:
    """A Driver on real pages; see runner.flow.driver.Driver for what each method promises."""

    def __init__(self, context: BrowserContext, panel: Panel, relaunch: Relaunch, pace: Pace | None = None) -> None:
        self.watch = Watch()
        self.watch.attach(context)
        self.tabs = Tabs(context, Sites(()), self.watch, relaunch)
        self.pace = pace or Pace()
        self._waiting = Waiting(self.tabs, self.watch, self.pace.rest)
        self.panel = panel
        self.watcher: Watcher | None = None
        self.is_private = False
        self.status = 0  # the HTTP status of the page last opened
        self._context = context
        self._states = conditions.States(self.pace.settle)
        self._beside: dict[tuple[Page, str], conditions.States] = {}
        self._memory = Chosen()
        self._banners = Banners((), self._ring, self.tabs.sites.allow)
        self._pointing = pointing.Pointing(self.tabs, self._ring)
        self._camera = camera.Camera(self.tabs, panel)
        self._wandered = ""
        self._came_true = -math.inf  # when `until` last did

    def take(self, flow: Flow, watcher: Watcher) -> None:
        """Serves this flow from now on: its sites, its interruptions; the watcher is told what happens."""
        self.watcher = watcher
        self.tabs.sites = flow.sites
        self._banners = Banners(flow.interruptions, self._ring, flow.sites.allow)
        self._memory, self._states, self._wandered = Chosen(), conditions.States(self.pace.settle), ""

    async def open(self, url: str) -> None:
        """Goes to a page of the flow's sites; raises TargetMissing where it does not answer."""
        if refusal := self.tabs.sites.refusal(url):
            raise RunnerError(f"{url} is not opened: {refusal}")
        page = await self.tabs.present()
        # A switch that was just turned may still be saving itself; leaving the page would cut that off.
        await asyncio.sleep(max(0.0, self._came_true + self.pace.settle - time.monotonic()))
        try:
            answer = await page.goto(url, wait_until="domcontentloaded", timeout=_GO_MS)
        except Error as error:
            if page.is_closed():
                raise PageGone("the page is closed") from error
            raise TargetMissing(url).because(f"the page {url} does not open") from error
        self.status = answer.status if answer else 0

    async def press(self, target: Target, timeout: float | None = None) -> str:
        """Presses what the guard allows to be pressed."""

        async def act(handle: ElementHandle) -> None:
            await hold.click(handle)
            await asyncio.sleep(_TAB_OPENS)

        return await self._use(target, self._may_press, act, timeout)

    def _may_press(self, facts: guard.Facts) -> str | None:
        refusal = guard.press_refusal(facts)
        if refusal is None and (away := guard.press_refusal(facts, self.tabs.sites.allow)):
            raise LeadsAway(away)
        return refusal

    async def hover(self, target: Target, timeout: float | None = None) -> str:
        """Moves the pointer over a target."""
        return await self._use(target, lambda _: None, lambda handle: handle.hover(timeout=_TRY_MS), timeout)

    async def choose(self, target: Target, options: tuple[str, ...] = (), timeout: float | None = None) -> str:
        """Selects a radio, checkbox or option, and remembers it for this page."""
        label = await self._use(target, guard.choose_refusal, self._choosing(target, options), timeout)
        self._on_this_page().chosen.append((target, options))
        return label

    def _choosing(self, target: Target, options: tuple[str, ...]) -> Act:
        return (lambda handle: self._pick_option(handle, target, options)) if options else self._tick

    async def _tick(self, handle: ElementHandle) -> None:
        if not (await targets.state(handle)).selected:
            await hold.click(handle)

    async def _pick_option(self, handle: ElementHandle, target: Target, options: tuple[str, ...]) -> None:
        facts = await targets.facts(handle)
        if facts.tag == "select":
            await select(handle, options)
            return
        await hold.click(handle)
        await self._use(Target(option=list(options)), guard.choose_refusal, self._tick, self.pace.timeout)

    async def choose_again(self) -> None:
        """Sets right what has flipped back since, or does in a moment: radios may do so when other fields change."""
        for wait in (0.0, _FLIPS_BACK) if self._on_this_page().chosen else ():
            await asyncio.sleep(wait)
            # Lists go first: choosing in one may flip a radio.
            for target, options in sorted(self._on_this_page().chosen, key=lambda one: not one[1]):
                with contextlib.suppress(TargetMissing, Refused, Error):
                    _, handle = await self._find(target, 1)
                    await self._judge(handle, guard.choose_refusal)
                    await hold.press(handle, self._choosing(target, options))

    async def fill(self, target: Target, text: str, timeout: float | None = None) -> str:
        """Types a text into a field, never into one for a secret."""
        return await self._use(target, guard.fill_refusal, lambda field: field.fill(text, timeout=_TRY_MS), timeout)

    async def show(self, target: Target, timeout: float | None = None) -> str:
        """Rings a target and leaves it to the person."""
        found, handle = await self._find(target, timeout)
        await self._ring(handle)
        await self._tell_found(found, handle)
        return found.label

    async def _use(self, target: Target, judge: Judge, act: Act, timeout: float | None) -> str:
        """Finds, judges, rings, judges again and acts; again from the start where the page moved under the hand."""
        seconds = timeout or self.pace.timeout
        deadline = time.monotonic() + seconds
        shown = False
        while True:
            found, handle = await self._find(target, max(0.0, deadline - time.monotonic()))
            try:
                if not shown:
                    await self._judge(handle, judge)
                    await self._ring(handle)
                    await self._tell_found(found, handle)
                    await asyncio.sleep(self.pace.ring)
                    shown, deadline = True, time.monotonic() + seconds
                await self._judge(handle, judge)
                await self.panel.ring(found.frame.page, None)
                if await hold.press(handle, act):
                    raise Refused(_TRIED_TO_SEND)
            except Error as error:
                frames, is_late = self.tabs.frames(await self.tabs.present()), time.monotonic() > deadline
                await cover.give_up_below(handle, target, frames, is_late)
                if is_late:
                    raise TargetMissing(str(target)).because(f"{target} is there, but it cannot be used") from error
                continue
            return found.label

    async def _judge(self, handle: ElementHandle, judge: Judge) -> None:
        facts = await targets.facts(handle)
        if not self.tabs.sites.allow(facts.address):
            raise Error("the page has moved on")  # and is looked at anew
        if refusal := judge(facts):
            await self._ring(handle)
            raise Refused(refusal)

    async def _ring(self, handle: ElementHandle | None) -> None:
        if handle is None:
            await self.panel.ring(await self.tabs.present(), None)
            return
        with contextlib.suppress(Error):
            await handle.scroll_into_view_if_needed(timeout=_TRY_MS)
            frame = await handle.owner_frame()
            if frame:
                await self.panel.ring(frame.page, await handle.bounding_box())

    async def _tell_found(self, found: targets.Found, handle: ElementHandle) -> None:
        if self.watcher:
            await self.watcher.found(Seen(found.target, found.label, await picks.of(handle), found.candidate))

    async def _find(self, target: Target, timeout: float | None) -> tuple[targets.Found, ElementHandle]:
        several: list[int] = [0]
        away_since: list[float] = []

        async def look(page: Page) -> tuple[targets.Found, ElementHandle] | None:
            frames = self.tabs.frames(page)
            if not frames:
                away_since.append(time.monotonic())
                if away_since[-1] - away_since[0] > _SENT_AWAY:
                    raise Elsewhere(self.tabs.elsewhere, self.tabs.sites.hosts)
                return None
            away_since.clear()
            if await self._decline(page):
                return None
            seen = await targets.look(frames, target)
            several[0] = seen.count if isinstance(seen, targets.Several) else 0
            handle = await targets.handle(seen) if isinstance(seen, targets.Found) else None
            return (seen, handle) if isinstance(seen, targets.Found) and handle else None

        found = await self._waiting.wait(look, self.pace.timeout if timeout is None else timeout)
        if found is None:
            if away_since:
                raise Elsewhere(self.tabs.elsewhere, self.tabs.sites.hosts)
            raise TargetMissing(str(target), several[0])
        return found

    async def _decline(self, page: Page) -> bool:
        """Presses one interruption that is in the way; whether it did."""
        self._on_this_page()
        label = await self._banners.decline(self.tabs.frames(page))
        if label is not None and self.watcher:
            await self.watcher.declined(label)
        return label is not None

    async def clear_the_way(self) -> None:
        """Declines an interruption that is there, or comes within a second."""

        async def look(page: Page) -> bool | None:
            return True if await self._decline(page) else None

        if self._banners.expected:
            await self._waiting.wait(look, _BANNER_COMES)

    async def holds(self, condition: Condition, timeout: float | None = None) -> bool:
        """Whether a condition comes true in time; a switch gets the time to settle on top."""
        unsettled = [False]

        async def look(page: Page) -> bool | None:
            verdict = await conditions.judge(condition, self.tabs.frames(page), page.url, self._states_of(page))
            unsettled[0] = verdict.unsettled
            return True if verdict.holds and self.tabs.sites.allow(page.url) else None

        seconds = self.pace.timeout if timeout is None else timeout
        held = await self._waiting.wait(look, seconds)
        if held is None and unsettled[0]:
            held = await self._waiting.wait(look, self.pace.settle + LOOK_AGAIN, to_the_end=True)
        return held is True

    async def until(self, condition: Condition | None) -> None:
        """Returns when a condition has come true on the present page, or on another one the person went on in."""

        async def look(present: Page) -> bool | None:
            await self._tell_wandering()
            if condition is None:
                return None
            for page in [present, *self.tabs.others()]:
                states = self._states_of(page) if page is present else self._states_beside(page)
                verdict = await conditions.judge(condition, self.tabs.frames(page), page.url, states)
                if verdict.holds and self.tabs.sites.allow(page.url):
                    self.tabs.move_to(page)
                    return True
            return None

        await self._waiting.wait(look, None)
        self._came_true = time.monotonic()

    async def until_back(self) -> None:
        """Returns when the page is on the flow's sites again."""

        async def look(page: Page) -> bool | None:
            return True if self.tabs.sites.allow(page.url) else None

        await self._waiting.wait(look, None)

    async def _tell_wandering(self) -> None:
        host = "" if self.is_private or self.tabs.blank else self.tabs.elsewhere
        if host != self._wandered:
            self._wandered = host
            if self.watcher:
                await self.watcher.moved(host)

    async def is_on(self, control: Target, timeout: float | None = None) -> bool:
        """A switch's state once settled; raises TargetMissing where it is not there or says neither."""

        async def look(page: Page) -> bool | None:
            frames, states = self.tabs.frames(page), self._states_of(page)
            if (await conditions.judge(Condition(is_on=control), frames, page.url, states)).holds:
                return True
            off = await conditions.judge(Condition(is_off=control), frames, page.url, states)
            return False if off.holds else None

        await self._find(control, timeout)
        state = await self._waiting.wait(look, self.pace.settle + self.pace.timeout, to_the_end=True)
        if state is None:
            raise TargetMissing(str(control)).because(f"{control} does not say whether it is on or off")
        return state

    def _states_of(self, page: Page) -> conditions.States:
        self._on_this_page(page.url)
        return self._states

    def _states_beside(self, page: Page) -> conditions.States:
        """Those of another tab; looked at in turn with the present one, each goes on settling."""
        return self._beside.setdefault((page, page.url.split("#")[0]), conditions.States(self.pace.settle))

    def _on_this_page(self, url: str | None = None) -> Chosen:
        """What is remembered of the present page; another address is another page."""
        address = (self.tabs.here if url is None else url).split("#")[0]
        if address != self._memory.url:
            self._memory = Chosen(address)
            self._states = conditions.States(self.pace.settle)
            self._banners.another_page()
        return self._memory

    async def point(self) -> Pointed | None:
        """Lets the person point at a thing; the click does nothing else."""
        return await self._pointing.point()

    async def survey(self) -> Sequence[Pick]:
        """What could be pressed or filled in on the page."""
        return await self._pointing.survey()

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        """Rings a thing of the last survey, or takes the ring away."""
        return await self._pointing.suggest(pick)

    async def in_the_way(self, target: Target) -> Pointed | None:
        """Rings what says no in a box that lies over a target."""
        try:
            _, handle = await self._find(target, 0)
            found = await cover.no_over(handle, self.tabs.frames(await self.tabs.present()))
        except (TargetMissing, Error):
            return None
        await self._ring(found[0] if found else None)
        return found[1] if found else None

    async def decline_also(self, control: Target) -> None:
        """Knows one more interruption."""
        self._banners.add(control)

    async def recover(self) -> str:
        """Another page to go on in, after the person has closed ours."""
        said, context = await self.tabs.recover()
        if context is not self._context:
            self._context = context
            self.watch.attach(context)
            await self.panel.attach(context)
        return said

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

    async def picture(self) -> bytes | None:
        """The visible page as PNG, panel included; None while the person logs in, or off the flow's sites."""
        return None if self.is_private else await self._camera.snapshot()

    async def capture(self, of: Whole | Target, timeout: float | None = None) -> Picture:
        """A picture for the person to keep; raises Refused during a login and Elsewhere off the flow's sites."""
        if self.is_private:
            raise Refused(camera.LOGIN)
        return await self._camera.evidence((await self._find(of, timeout))[1] if isinstance(of, Target) else of)

    async def black_out(self, png: bytes, boxes: Sequence[Box]) -> bytes:
        """The picture with these boxes painted over, by the panel's own world in the present page."""
        return await self.panel.paint(await self.tabs.present(), png, boxes)

    async def attach(self, field: Target, files: Sequence[Path], timeout: float | None = None) -> bool:
        """Gives files to a file field that the guard allows; whether the field has them then."""
        _, handle = await self._find(field, timeout)
        try:
            return await uploads.attach(handle, files)
        except Error as error:
            await self.tabs.present()
            raise TargetMissing(str(field)).because(f"{field} is there, but takes no file just now") from error
