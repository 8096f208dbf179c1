"""Notices that something may have changed: on a page, in its frames, or among the tabs.

Waiting for a person must cost nothing, and going on must be prompt; so nothing here asks the page again and again. A
script in an isolated world says that the document changed, Playwright's own events say the rest.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any, Final

from playwright.async_api import BrowserContext, Frame, Page

from runner.browser.injection import Injection
from runner.browser.page_messages import (
    ARRIVED,
    CHANGED,
    FormSent,
    Touched,
    Unasked,
    understand_noticed,
    understand_unasked,
)
from runner.browser.shapes import NotUnderstood
from runner.flow.hosts import host_of

log = logging.getLogger(__name__)
HearHands = Callable[[Page | Frame, Touched | FormSent], None]
HearOwn = Callable[[Page | Frame, Unasked], None]
_SCRIPT = files("runner.browser").joinpath("watch.js").read_text("utf-8")
# Navigations that bring another document (CDP's names): until one has come, the old page has nothing more to say.
_ANOTHER: Final = frozenset(
    {
        "differentDocument",
        "historyDifferentDocument",
        "reload",
        "reloadBypassingCache",
        "restore",
        "restoreWithPost",
    }
)
_LONGEST = 120.0  # seconds after which a page that has not come is given up: the person may see why
_LOOK_AGAIN = 1.0  # seconds until it is seen that this is over
_TELLING: Final = ("framenavigated", "domcontentloaded", "load", "close", "crash")  # Playwright's events of a page


class Watch:
    """One flag for everything a condition could depend on, raised anew at each change."""

    def __init__(self, told: HearHands | None = None, own: Sequence[HearOwn] = ()) -> None:
        """`told` hears of hands on the page and of forms being sent, `own` what the engine tells unasked."""
        self._told = told
        self._flag = asyncio.Event()
        self.changed_at = time.monotonic()
        self.deeds: dict[Page, float] = {}  # when the person last did something on a page
        self.own = list(own)
        engine = (ARRIVED, self._hear_own) if own else None
        self._context: BrowserContext | None = None
        self._leaving: dict[str, float] = {}  # frames on their way to another document, and since when
        self._documents: Counter[str] = Counter()  # how many have come in a frame
        self._unread: set[str] = set()  # frames in whose document more is still to come
        # To which host each frame was last on its way, and since when, until a document comes.
        self._bound_for: dict[str, tuple[str, float]] = {}
        moves = {
            "Page.frameStartedNavigating": self._starts,
            "Page.frameNavigated": self._navigated,
            "Page.domContentEventFired": lambda page, _: self._is_read(page),
            "Page.frameStoppedLoading": lambda _, told: self._arrives(str(told["frameId"])),
            "Page.frameDetached": lambda _, told: self._arrives(str(told["frameId"])),
        }
        self._script = Injection("optout-watch", CHANGED, _SCRIPT, self._hear, engine, events=moves)

    def attach(self, context: BrowserContext) -> None:
        """Watches a context: its pages, present and to come."""
        self._context = context
        self._script.attach(context)
        context.on("page", self._page_came)
        context.on("close", self._something_came)
        for page in context.pages:
            self._listen(page)

    async def detach(self) -> None:
        """Notices nothing any more."""
        if self._context:
            self._context.remove_listener("page", self._page_came)
            self._context.remove_listener("close", self._something_came)
            for page in self._context.pages:
                for what in _TELLING:
                    page.remove_listener(what, self._something_came)
                page.remove_listener("close", self._closed)
        await self._script.detach()

    def flag(self) -> asyncio.Event:
        """The flag that the next change raises; take it before looking, so that no change is missed between."""
        return self._flag

    def raise_flag(self) -> None:
        """Something may have changed."""
        self.changed_at = time.monotonic()
        self._wake()

    def look_again_in(self, seconds: float) -> None:
        """Raises the flag later, where it is known when something will count; nothing has changed then."""
        asyncio.get_running_loop().call_later(seconds, self._wake)

    def _wake(self) -> None:
        raised, self._flag = self._flag, asyncio.Event()
        raised.set()

    def is_leaving(self, page: Page) -> bool:
        """Whether a page is on its way to another document that has not come yet."""
        leaving = self.leaving
        return bool(leaving) and self._script.ids.get(page) in leaving and not page.is_closed()

    async def arrived(self, frames: Iterable[str]) -> None:
        """Returns once none of these frames is on its way any more: another document has come, or none will."""
        wanted = set(frames)
        while wanted & self.leaving:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN):
                    await self.flag().wait()

    @property
    def leaving(self) -> frozenset[str]:
        """The frames that are on their way to another document, as the browser calls them."""
        since = time.monotonic() - _LONGEST
        return frozenset(frame for frame, began in self._leaving.items() if began > since)

    def main_frames(self, pages: Iterable[Page]) -> set[str]:
        """What the browser calls the main frames of these pages."""
        return {self._script.ids[page] for page in pages if page in self._script.ids}

    def documents(self, page: Page) -> int:
        """How many documents have come in a page's main frame since it is watched."""
        return self._documents[self._script.ids.get(page, "")]

    async def another_document(self, page: Page, than: int) -> None:
        """Returns once there is another document in a page's main frame than there was after so many."""
        while self.documents(page) == than:
            await self.flag().wait()

    async def whole(self, page: Page) -> None:
        """Returns once the document in a page's main frame is there to its end."""
        while self._script.ids.get(page) in self._unread:
            await self.flag().wait()

    def led_nowhere(self, page: Page) -> str:
        """The host to which the last deed on a page has led, where no document came of it: a download, or nothing."""
        frame = self._script.ids.get(page, "")
        host, began = self._bound_for.get(frame, ("", 0.0))
        return host if frame not in self._leaving and began >= self.deeds.get(page, 0.0) else ""

    def _starts(self, _: Page | Frame, told: dict[str, Any]) -> None:
        if told.get("navigationType") in _ANOTHER:
            frame = str(told["frameId"])
            self._leaving[frame] = time.monotonic()
            self._bound_for[frame] = host_of(str(told.get("url", ""))), self._leaving[frame]

    def _navigated(self, _: Page | Frame, told: dict[str, Any]) -> None:
        frame = str(told["frame"]["id"])
        self._bound_for.pop(frame, None)
        self._documents[frame] += 1
        if told.get("type") != "BackForwardCacheRestore":  # which is there as it was
            self._unread.add(frame)
        self._arrives(frame)

    def _is_read(self, place: Page | Frame) -> None:
        self._unread.discard(self._script.ids.get(place, ""))
        self._wake()

    def _arrives(self, frame: str) -> None:
        self._leaving.pop(frame, None)
        self._wake()

    def _closed(self, page: Page) -> None:
        if id_ := self._script.ids.get(page):
            self._unread.discard(id_)
            self._arrives(id_)

    async def settle(self) -> None:
        """Puts the watching script into pages and frames that came since."""
        await self._script.settle()

    def _hear(self, place: Page | Frame, text: str) -> None:
        try:
            noticed = understand_noticed(text)
        except NotUnderstood as wrong:
            log.error("a page's watch said what Optout does not understand: %s", wrong)
            return
        if noticed["type"] == "touched" or noticed["type"] == "form":
            if self._told:
                self._told(place, noticed)
            return
        if noticed["type"] == "acted":
            self.deeds[place if isinstance(place, Page) else place.page] = time.monotonic()
        self.raise_flag()

    def _hear_own(self, place: Page | Frame, text: str) -> None:
        try:
            told = understand_unasked(text)
        except NotUnderstood as wrong:
            log.error("the engine told what Optout does not understand: %s", wrong)
            return
        for hear in self.own:
            hear(place, told)

    def _page_came(self, page: Page) -> None:
        self._listen(page)
        self.raise_flag()

    def _listen(self, page: Page) -> None:
        for what in _TELLING:
            page.on(what, self._something_came)
        page.on("close", self._closed)

    def _something_came(self, _: object) -> None:
        self.raise_flag()
