"""The runner's hand on an element: what it does it does once, and it knows what of it has arrived.

A deed is done, not begun, or unknown. Not begun means that nothing of ours has reached the element: only then it may be
tried again. What has arrived is told by the engine in its isolated world (press.js), never inferred from a time-out;
so no deed has one: a page that is busy is waited for.
"""

from __future__ import annotations

import asyncio
import itertools
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal

from playwright.async_api import ElementHandle, Error, Frame, Page

from runner.browser import asking
from runner.browser.answering import Answering
from runner.browser.asking import Element
from runner.browser.engine_messages import Aimed, Kept, Point, Readied, Way, Why
from runner.browser.engine_questions import Answer, AskArm, AskAround, AskDisarm, AskOptions, AskReady, Query
from runner.browser.engine_world import world_of
from runner.browser.outline import FRAME, STEADY, brought
from runner.browser.page_messages import Unasked
from runner.locale import _

_ON_ITS_WAY = 0.5  # seconds for word of what has arrived, where the page has gone meanwhile
Hindrance = Why | Literal["readonly", "options", ""]
_WORDS: dict[Hindrance, str] = {
    "hidden": _("it cannot be seen"),
    "disabled": _("it is switched off"),
    "outside": _("it cannot be brought into view"),
    "covered": _("something lies over it"),
    "panel": _("this panel lies over it: drag the panel away"),
    "moving": _("it does not stand still"),
    "readonly": _("nothing can be typed into it"),
    "options": _("it has no such option"),
    "": _("the page changes all the time"),
}


class NotBegun(Exception):
    """Nothing of a deed has reached the element; `why` is empty where the page moved on."""

    def __init__(self, why: Hindrance = "") -> None:
        self.why = why
        self.words = _WORDS[why]
        super().__init__(self.words)


class Unknown(Exception):
    """Whether a deed has reached the element cannot be told: it is never done again unasked."""


class Arrivals:
    """What has arrived of the deeds of ours, as the pages tell it at once."""

    def __init__(self) -> None:
        self._hits: dict[int, bool] = {}
        self._news = asyncio.Event()

    def hear(self, _place: Page | Frame, told: Unasked) -> None:
        """A page tells of an event that is ours."""
        if told["type"] == "arrived":
            self._hits.setdefault(told["deed"], told["hit"])
            self._news.set()

    def hit(self, deed: int) -> bool | None:
        """Whether a deed has met its element; None where nothing was heard of it."""
        return self._hits.get(deed)

    async def wait(self, deed: int, seconds: float) -> bool | None:
        """The same, once word has come that may be on its way."""
        try:
            async with asyncio.timeout(seconds):
                while deed not in self._hits:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            pass
        return self.hit(deed)


class Hand:
    """Presses, hovers, types and chooses, each once; raises NotBegun or Unknown where it does not come to be done."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self.arrivals = Arrivals()
        self.heard: Mapping[Page, float] = {}  # when a hand was last heard of on a page, be it ours (watch.py)
        self._ids = itertools.count(1)
        self._tries = 0  # misses in a row, each of which scrolls another way: what sticks to an edge may be in the way

    async def press(self, element: Element) -> None:
        """Presses the left button on it."""
        await self._point(element, "press", lambda page, x, y: page.mouse.click(x, y))

    async def hover(self, element: Element) -> None:
        """Moves the pointer over it. What does not arrive may be done again: it changes nothing."""
        await self._point(element, "hover", lambda page, x, y: page.mouse.move(x, y))

    async def fill(self, element: Element, text: str, judge: Callable[[], Awaitable[object]]) -> None:
        """Types a text in the place of what is there.

        The field has the focus first: many are `readonly` until then, so that browsers do not fill them in. A page may
        make another field of it by that, so `judge` is asked once more, and raises where nothing may be typed there.
        """
        await self._steady(element)
        if world_of(element.frame) and (told := await self._tell(element, AskReady())) != "other":
            await self._write(element, text, judge, told)
            return
        field = await self._handle(element)
        if not await self._editable(element, field):
            raise NotBegun("readonly")
        await judge()
        await self._change(element, lambda: field.fill(text, force=True, timeout=0), "readonly")

    async def _write(self, element: Element, text: str, judge: Callable[[], Awaitable[object]], told: Readied) -> None:
        """The same in a plain field of a main frame: Playwright puts a script into each page that it fills in."""
        if told == "readonly":
            await self.press(element)
            if await self._tell(element, AskReady()) == "readonly":
                raise NotBegun("readonly")
        await judge()
        keys = element.frame.page.keyboard
        await self._change(
            element, lambda: keys.insert_text(text) if text else keys.press("Delete"), "readonly", "write"
        )

    async def select(self, element: Element, options: tuple[str, ...]) -> None:
        """Chooses the first of these options that a list has."""
        await self._steady(element)
        place = await self._tell(element, AskOptions(list(options)))
        if place < 0:
            raise NotBegun("options")
        field = await self._handle(element)
        if not await self.answering.of(field.is_enabled()):
            raise NotBegun("disabled")
        await self._change(element, lambda: field.select_option(index=place, force=True, timeout=0), "options")

    async def attach(self, element: Element, files: list[Any]) -> None:
        """Puts files into a file field."""
        field = await self._handle(element)
        await self._change(element, lambda: field.set_input_files(files, timeout=0), "readonly")

    # -- what is common to them -------------------------------------------------------------------------------

    async def _point(self, element: Element, way: Way, move: Callable[[Page, float, float], Awaitable[None]]) -> None:
        deed, frame = next(self._ids), element.frame
        try:
            at = await self._aimed(element, AskArm(deed, self._tries, way))
            x, y = await self._from_outside(frame, at)
        except NotBegun:
            self._tries += 1
            self._forget(frame, deed)
            raise
        began = time.monotonic()
        failed = await self._failure(move(frame.page, x, y))
        if way == "press":
            await self._settle(frame, deed, failed, since=began)
        elif failed:
            raise NotBegun from failed

    async def _aimed(self, element: Element, arm: AskArm) -> Point:
        """Where to point, once the element is in view and stands still."""
        clock = self.answering.clock(STEADY)
        while True:
            try:
                return _place_of(await self._tell(element, arm))
            except NotBegun as kept:
                if kept.why != "moving" or clock.over:
                    raise
            await asyncio.sleep(FRAME)

    async def _change(
        self, element: Element, change: Callable[[], Awaitable[Any]], why: Hindrance, way: Way = "type"
    ) -> None:
        deed, frame = next(self._ids), element.frame
        if await self._tell(element, AskArm(deed, 0, way)):
            raise NotBegun(why)
        failed = await self._failure(change())
        if failed:
            await self._settle(frame, deed, failed, why)
        else:  # what changes nothing is silent about it
            self._forget(frame, deed)

    async def _settle(
        self, frame: Frame, deed: int, failed: Error | None, why: Hindrance = "", since: float = math.inf
    ) -> None:
        """Tells by what has arrived whether a deed is done; `why` is what keeps one of its kind from it.

        A page may stop events before ours hear of them, but not before the watch does, which is there first: what that
        has heard `since` the deed began may have been ours.
        """
        hit = self.arrivals.hit(deed)  # then the listeners go with the hold (hold.py), or with the page
        if hit is None:
            hit = await self._asked(frame, deed)
        if hit:
            self._tries = 0
            return
        if hit is None and self.heard.get(frame.page, -math.inf) >= since:
            raise Unknown from failed
        self._tries += 1
        self._forget(frame, deed)
        raise NotBegun("covered" if hit is False else why) from failed

    async def _asked(self, frame: Frame, deed: int) -> bool | None:
        """What the page itself knows of a deed; raises Unknown where the page is another one, and was silent."""
        told = await self.answering.of(asking.ask_frame(frame, AskDisarm(deed)))
        if told and told["deed"] == deed:
            return told["hit"]
        hit = await self.arrivals.wait(deed, self.answering.allow(_ON_ITS_WAY))
        if hit is None:
            raise Unknown
        return hit

    def _forget(self, frame: Frame, deed: int) -> None:
        """Takes the listeners away; a page that is busy does so when it is not, and is not waited for."""
        self.answering.aside(asking.ask_frame(frame, AskDisarm(deed)))

    async def _steady(self, element: Element) -> None:
        """Brings it into view, standing still; what has no box of its own, but a label, is left to the engine."""
        try:
            told = await brought(element, self.answering)
        except Error as error:
            raise NotBegun from error
        if not told["steady"]:
            raise NotBegun("moving")

    async def _editable(self, element: Element, field: ElementHandle) -> bool:
        """Whether one can type there; some fields can be typed into only once one is in them."""
        try:
            await self.answering.of(field.focus())
        except Error as error:
            raise NotBegun from error
        if await self._can_be_written_in(field):
            return True
        await self.press(element)
        return await self._can_be_written_in(field)

    async def _can_be_written_in(self, field: ElementHandle) -> bool:
        try:
            return await self.answering.of(field.is_editable())
        except Error:  # the label of a field: Playwright types into what it is for
            return True

    async def _handle(self, element: Element) -> ElementHandle:
        """Playwright's own, for what it does itself."""
        try:
            return await self.answering.of(element.handle())
        except Error as error:
            raise NotBegun from error

    async def _tell(self, element: Element, question: Query[Answer]) -> Answer:
        try:
            return await self.answering.of(element.tell(question))
        except Error as error:
            raise NotBegun from error

    async def _from_outside(self, frame: Frame, at: Point) -> tuple[float, float]:
        """Where in the page's window a point of a frame is, through all frames around it."""
        while frame.parent_frame is not None:
            try:
                outer = await self.answering.of(asking.frame_element(frame))
            except Error as error:
                raise NotBegun from error
            at, frame = _place_of(await self._tell(outer, AskAround(at))), frame.parent_frame
        return at["x"], at["y"]

    async def _failure(self, doing: Awaitable[Any]) -> Error | None:
        try:
            await self.answering.of(doing, "deed")
        except Error as error:
            return error
        return None


def _place_of(told: Aimed | Kept | None) -> Point:
    if told is None or "why" in told:
        raise NotBegun(told["why"] if told else "")
    return told["at"]
