"""The hands of a visit without a login: as a walk's, and they also tell how the page at hand came, and what it is."""

from __future__ import annotations

from contextlib import suppress

from playwright.async_api import BrowserContext, Error

from runner.browser.driver import PageDriver
from runner.errors import PageGone, TargetNotFound
from runner.flow.model import Target

_PASSWORD = "input[type=password]:visible"


class VisitingDriver(PageDriver):
    """A Driver on public pages.

    `asked` is the address last gone to, `landed` the one that came of it; `failed` where none came, `too_late` where
    that was for want of time; `presses` whether anything was pressed since.
    """

    asked = landed = ""
    failed = too_late = presses = False

    async def open(self, url: str) -> None:
        """Goes to a page of the flow's sites, and notes what came of it."""
        self.asked, self.landed, self.status = url, "", 0
        self.failed = self.too_late = self.presses = False
        try:
            await super().open(url)
        except TargetNotFound as miss:
            self.failed, self.too_late = miss.status == 0, miss.too_late
            if miss.too_late:
                await self._stop_loading()
            raise
        finally:
            with suppress(PageGone):
                self.landed = (await self.tabs.present()).url

    async def _stop_loading(self) -> None:
        """Gives up a page that never comes: until it does, Playwright would hold back every look at what is there."""
        with suppress(PageGone, Error):
            page = await self.tabs.present()
            connection = await page.context.new_cdp_session(page)
            await connection.send("Page.stopLoading")
            await connection.detach()

    async def press(self, target: Target, timeout: float | None = None) -> str:
        """Presses what the guard allows to be pressed."""
        label = await super().press(target, timeout)
        self.presses = True
        return label

    async def wants_login(self) -> bool:
        """Whether the page at hand shows a field for a password; its value is nobody's."""
        with suppress(PageGone, Error):
            page = await self.tabs.present()
            for frame in page.frames:
                if await frame.locator(_PASSWORD).count():
                    return True
        return False


async def tidy(context: BrowserContext) -> None:
    """Leaves nothing of a visit for the next: no cookie, and one tab; a browser that has gone has nothing left."""
    with suppress(Error):
        await context.clear_cookies()
        for page in context.pages[1:]:
            await page.close()
