"""A browser that stays open over several walks, with the home in a tab of its own; and how a walk gets it.

A walk that no home has begun opens a browser of its own, and that ends with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from playwright.async_api import BrowserContext, Error, Page

from runner.browser.launch import Session
from runner.browser.portal import ORIGIN, Portal
from runner.browser.signal import is_sent
from runner.browser.tabs import ANY_TAB, Relaunch, TabChoice
from runner.errors import BrowserError
from runner.exchange import Answer
from runner.locale import _

_EMPTY = ("", "about:blank", "chrome://newtab/", "chrome://new-tab-page/", "edge://newtab/")


@dataclass(frozen=True)
class LentBrowser:
    """What a walk gets: the browser, how it is opened again, which tab to begin in, and the way to the home.

    `notes` are what the person should know of it.
    """

    session: Session
    relaunch: Relaunch
    is_headless: bool
    choice: TabChoice = ANY_TAB
    go_home: Callable[[], object] | None = None
    notes: tuple[str, ...] = ()

    @property
    def context(self) -> BrowserContext:
        """The browser's one context."""
        return self.session.context


class SharedBrowser:
    """The home's browser; `serve` does what panels and the tab itself ask for, for as long as there is a home."""

    def __init__(self, session: Session, answer: Answer) -> None:
        self.session = session
        self._answer = answer
        self._portal: Portal | None = None
        self._walked: Page | None = None
        self._wanted = asyncio.Event()  # somebody wants to see the home
        self._left = False  # it has wandered off, so a tab is wanted behind the one they look at

    async def serve(self) -> None:
        """Shows the home whenever that is wanted; never returns."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            behind, self._left = self._left, False
            with suppress(Error):  # the browser is being closed, which is the wish that counts
                await (self._open_behind() if behind else self.show_home())

    async def show_home(self, path: str = "") -> None:
        """The home's tab comes to the front, at a page of it where one is named; a new tab where it is gone.

        Nothing where the browser is being closed.
        """
        if self._portal and self._portal.is_open:
            await self._portal.to_front()
            if path:
                await self._portal.show(path)
            return
        with suppress(Error):
            await self._move_in(await self.session.context.new_page(), path or "/")

    async def open_first(self, path: str) -> None:
        """The home in the browser's first tab, where that has nothing in it: a page of the person's is not taken."""
        pages = self.session.context.pages
        empty = next((page for page in pages if page.url in _EMPTY), None)
        await self._move_in(empty or await self.session.context.new_page(), path)
        for page in pages:
            if page is not empty and page.url.startswith(f"{ORIGIN}/"):
                await page.close()  # a home of before, which nobody answers any more
        if self._portal:
            await self._portal.to_front()

    async def log_out(self) -> None:
        """Every site forgets, from now on, who this is."""
        with suppress(Error):
            await self.session.context.clear_cookies()

    async def sends_signal(self) -> bool:
        """Whether the browser says of itself that it sends the opt-out signal."""
        return await is_sent(self.session.context)

    async def relaunch(self) -> BrowserContext:
        """Opens the browser again after it was closed in a walk, with the home in its first tab."""
        context = await self.session.relaunch()
        await self.open_first("/walk")
        return context

    async def lend(self) -> LentBrowser:
        """For one walk: in the tab of the walk before, where that is still there.

        Raises BrowserError where the browser is being closed.
        """
        try:
            if self._walked is None or self._walked.is_closed() or self._walked.context is not self.session.context:
                self._walked = await self.session.context.new_page()
            await self._walked.bring_to_front()
        except Error as error:
            raise BrowserError(_("the browser was closed before this could begin.")) from error
        choice = TabChoice(self._walked, self._is_home)
        # Somebody sees it: it shows the home.
        return LentBrowser(self.session, self.relaunch, is_headless=False, choice=choice, go_home=self._wanted.set)

    def _is_home(self, page: Page) -> bool:
        return self._portal is not None and page is self._portal.page and self._portal.is_open

    async def _open_behind(self) -> None:
        """A new tab for the home, without taking the person from what they look at."""
        context = self.session.context
        if (self._portal and self._portal.is_open) or context.browser is None:
            return
        connection = await context.browser.new_browser_cdp_session()
        async with context.expect_page() as coming:
            await connection.send("Target.createTarget", {"url": "about:blank", "background": True})
        await connection.detach()
        await self._move_in(await coming.value, "/")

    async def _move_in(self, page: Page, path: str) -> None:
        self._portal = portal = Portal(page, self._answer, lambda: self._on_left(page))
        await portal.open(path)

    def _on_left(self, page: Page) -> None:
        """The home's tab is closed, which is their wish, or shows something else."""
        if not page.is_closed():
            self._left = True
            self._wanted.set()

    async def show_elsewhere(self, url: str) -> None:
        """Shows an address in a tab of its own: a folder of the person's, a page of the web."""
        with suppress(Error):
            page = await self.session.context.new_page()
            await page.goto(url, wait_until="commit")
