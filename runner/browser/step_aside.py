"""Makes room for the person: the driven browser goes, its profile opens without automation, and then we come back.

And it notices, by the address of a page alone, that a site refuses a login because the browser is driven.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence

from playwright.async_api import BrowserContext, Page

from runner.browser.panel import Panel
from runner.browser.tabs import Tabs
from runner.browser.waiting import Waiting
from runner.browser.watch import Watch
from runner.flow.driver import HandWindow, LoginPage
from runner.flow.login_refusals import LoginRefusal, refusal_at

ByHand = Callable[[Sequence[LoginPage]], contextlib.AbstractAsyncContextManager[HandWindow]]


class StepAside:
    """An Aside of real browsers; see runner.flow.driver.Aside for what each method promises.

    Not possible until it is told how (`opens_by`): where there is no window, it is not.
    """

    def __init__(self, tabs: Tabs, waiting: Waiting, watch: Watch, panel: Panel) -> None:
        self._tabs, self._waiting, self._watch, self._panel = tabs, waiting, watch, panel
        self._by_hand: ByHand | None = None

    def opens_by(self, by_hand: ByHand | None) -> None:
        """How the profile is opened without automation."""
        self._by_hand = by_hand

    @property
    def is_possible(self) -> bool:
        """Whether there is a window for it."""
        return self._by_hand is not None

    @contextlib.asynccontextmanager
    async def step(self, logins: Sequence[LoginPage]) -> AsyncIterator[HandWindow]:
        """The profile without automation, in our place."""
        assert self._by_hand is not None, "it is offered only where there is a window for it"
        async with self._by_hand(logins) as window:
            yield window
        await self.adopt(await self._tabs.begin_anew())

    async def adopt(self, context: BrowserContext) -> None:
        """Takes to a browser that was started anew."""
        self._watch.attach(context)
        await self._panel.attach(context)

    @property
    def refusal(self) -> LoginRefusal | None:
        """Who says no, by the address of one of our pages."""
        return next((known for page in self._tabs.pages if (known := refusal_at(page.url))), None)

    async def until_refused(self) -> None:
        """Returns when somebody says no."""

        async def look(_: Page) -> LoginRefusal | None:
            return self.refusal

        await self._waiting.wait(look, None)
