"""Notices that something may have changed: on a page, in its frames, or among the tabs.

Waiting for a person must cost nothing, and going on must be prompt; so nothing here asks the page again and again. A
script in an isolated world says that the document changed, Playwright's own events say the rest.
"""

from __future__ import annotations

import asyncio
import time
from importlib.resources import files
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Frame, Page

_WORLD = "optout-watch"
_BINDING = "optoutChanged"
_SCRIPT = files("runner.browser").joinpath("watch.js").read_text("utf-8")


class Watch:
    """One flag for everything a condition could depend on, raised anew at each change."""

    def __init__(self) -> None:
        self._flag = asyncio.Event()
        self._arriving: list[Page | Frame] = []
        self._known: set[Page | Frame] = set()
        self.changed_at = time.monotonic()

    def attach(self, context: BrowserContext) -> None:
        """Watches a context: its pages, present and to come."""
        self._arriving.extend(context.pages)
        context.on("page", self._page_came)
        context.on("close", lambda _: self.raise_flag())
        for page in context.pages:
            self._listen(page)

    def flag(self) -> asyncio.Event:
        """The flag that the next change raises; take it before looking, so that no change is missed between."""
        return self._flag

    def raise_flag(self) -> None:
        """Something may have changed."""
        self.changed_at = time.monotonic()
        raised, self._flag = self._flag, asyncio.Event()
        raised.set()

    async def settle(self) -> None:
        """Puts the watching script into pages and frames that came since."""
        while self._arriving:
            await self._install(self._arriving.pop())

    def _page_came(self, page: Page) -> None:
        self._arriving.append(page)
        self._listen(page)
        self.raise_flag()

    def _listen(self, page: Page) -> None:
        page.on("framenavigated", self._frame_moved)
        page.on("domcontentloaded", lambda _: self.raise_flag())
        page.on("load", lambda _: self.raise_flag())
        page.on("close", lambda _: self.raise_flag())
        page.on("crash", lambda _: self.raise_flag())

    def _frame_moved(self, frame: Frame) -> None:
        if frame.parent_frame is not None and frame not in self._known:
            self._arriving.append(frame)
        self.raise_flag()

    async def _install(self, place: Page | Frame) -> None:
        """Frames of the page's own process need nothing: the page's session reaches them. Others have their own."""
        if place in self._known:
            return
        context = place.context if isinstance(place, Page) else place.page.context
        try:
            session = await context.new_cdp_session(place)
            session.on("Runtime.bindingCalled", self._binding_called)
            await _install_script(session)
        except Error:
            return  # closed meanwhile, or a frame without a session of its own
        self._known.add(place)

    def _binding_called(self, call: dict[str, Any]) -> None:
        if call.get("name") == _BINDING:
            self.raise_flag()


async def _install_script(session: CDPSession) -> None:
    await session.send("Page.enable")
    await session.send("Runtime.enable")
    await session.send("Runtime.addBinding", {"name": _BINDING, "executionContextName": _WORLD})
    await session.send(
        "Page.addScriptToEvaluateOnNewDocument", {"source": _SCRIPT, "worldName": _WORLD, "runImmediately": True}
    )
