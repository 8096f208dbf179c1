"""Notices that something may have changed: on a page, in its frames, or among the tabs.

Waiting for a person must cost nothing, and going on must be prompt; so nothing here asks the page again and again. A
script in an isolated world says that the document changed, Playwright's own events say the rest.
"""

from __future__ import annotations

import asyncio
import time
from importlib.resources import files

from playwright.async_api import BrowserContext, Page

from runner.browser.injection import Injection

_SCRIPT = files("runner.browser").joinpath("watch.js").read_text("utf-8")


class Watch:
    """One flag for everything a condition could depend on, raised anew at each change."""

    def __init__(self) -> None:
        self._flag = asyncio.Event()
        self.changed_at = time.monotonic()
        self._script = Injection("optout-watch", "optoutChanged", _SCRIPT, lambda _place, _text: self.raise_flag())

    def attach(self, context: BrowserContext) -> None:
        """Watches a context: its pages, present and to come."""
        self._script.attach(context)
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
        await self._script.settle()

    def _page_came(self, page: Page) -> None:
        self._listen(page)
        self.raise_flag()

    def _listen(self, page: Page) -> None:
        for what in ("framenavigated", "domcontentloaded", "load", "close", "crash"):
            page.on(what, lambda _: self.raise_flag())
