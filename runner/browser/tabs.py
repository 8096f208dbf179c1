"""Which page the session is on: it follows tabs that a click opens, and comes back when they close.

The person's own tabs are left alone. Knows which pages are the flow's, and nothing of what stands on them.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from playwright.async_api import BrowserContext, Error, Frame, Page

from runner.browser.watch import Watch
from runner.errors import PageGone
from runner.flow.driver import Recovered
from runner.flow.hosts import Sites, host_of
from runner.locale import _

_MEANT_IT = 10.0  # seconds within which a second closing is the person's way to say stop
_START_MS = 30_000
Relaunch = Callable[[], Awaitable[BrowserContext]]


@dataclass(frozen=True)
class TabChoice:
    """Which tab a session begins in, else the first one; never one that `is_aside`, where something else is shown."""

    page: Page | None = None
    is_aside: Callable[[Page], bool] = lambda page: False

    def of(self, pages: Iterable[Page]) -> Page | None:
        """The first of these that a session may take place in."""
        return next((page for page in pages if not self.is_aside(page)), None)


ANY_TAB = TabChoice()


class Tabs:
    """The pages of one session, the present one last."""

    def __init__(
        self, context: BrowserContext, sites: Sites, watch: Watch, relaunch: Relaunch, choice: TabChoice = ANY_TAB
    ) -> None:
        self.sites = sites
        self._context = context
        self._watch = watch
        self._relaunch = relaunch
        self._choice = choice
        first = choice.page or choice.of(context.pages)
        self._trail: list[Page] = [first] if first else []
        self._seen: set[Page] = set(context.pages)
        self._last_url = ""
        self._recovered = -_MEANT_IT

    async def present(self) -> Page:
        """The page the session is on now; raises PageGone when the person has closed the last of them."""
        await self._watch.settle()
        for page in [page for page in self._context.pages if page not in self._seen]:
            self._seen.add(page)
            if await self._opened_from_here(page):
                self._trail.append(page)
        while self._trail and self._trail[-1].is_closed():
            self._trail.pop()
        if not self._trail:
            raise PageGone(_("the page is closed"))
        page = self._trail[-1]
        if self.sites.allow(page.url):
            self._last_url = page.url
        return page

    async def _opened_from_here(self, page: Page) -> bool:
        try:
            return bool(self._trail) and await page.opener() is self._trail[-1]
        except Error:
            return False

    def others(self) -> list[Page]:
        """The person's other pages on the flow's sites, newest first: they may go on there."""
        here = self._trail[-1] if self._trail else None
        return [page for page in reversed(self._context.pages) if page is not here and self.sites.allow(page.url)]

    @property
    def pages(self) -> Sequence[Page]:
        """The session's own, as far as `present` has looked."""
        return self._trail

    def is_aside(self, page: Page) -> bool:
        """Whether something else is shown there, which is no matter of the session: the home."""
        return self._choice.is_aside(page)

    async def to_front(self) -> None:
        """Puts the present page before the others; raises PageGone as `present` does."""
        page = await self.present()
        with suppress(Error):
            await page.bring_to_front()

    def move_to(self, page: Page) -> None:
        """Goes on in another page."""
        self._trail = [one for one in self._trail if one is not page] + [page]

    def frames(self, page: Page) -> list[Frame]:
        """The frames of a page the runner may look into: main frame first, none that is another site's."""
        if not self.sites.allow(page.url):
            return []
        return [frame for frame in page.frames if self._ours(frame)]

    def _ours(self, frame: Frame) -> bool:
        if frame.url in ("", "about:blank", "about:srcdoc") and frame.parent_frame:
            return self._ours(frame.parent_frame)
        return self.sites.allow(frame.url)

    @property
    def here(self) -> str:
        """The address of the present page where it is on the flow's sites, else the last one that was."""
        page = self._trail[-1] if self._trail else None
        if page and not page.is_closed() and self.sites.allow(page.url):
            self._last_url = page.url
        return self._last_url

    @property
    def elsewhere(self) -> str:
        """The host of the present page where that is not one of the flow's, else an empty text.

        The browser's own pages, such as the one that tells of an error, are on no host.
        """
        page = self._trail[-1] if self._trail else None
        own = page is None or page.url.startswith(("chrome", "edge:", "brave:"))
        return host_of(page.url) if page and not own and not self.sites.allow(page.url) else ""

    @property
    def blank(self) -> bool:
        """Whether the present page is an empty one, where nobody has gone yet."""
        page = self._trail[-1] if self._trail else None
        return page is not None and page.url == "about:blank"

    @property
    def depth(self) -> int:
        """How many pages deep we are: one, and each that a press opened and that is still there."""
        return max(1, sum(not page.is_closed() for page in self._trail))

    async def begin_anew(self) -> BrowserContext:
        """The browser again after it was closed, on an empty page."""
        self._context = await self._relaunch()
        page = self._choice.of(self._context.pages) or await self._context.new_page()
        self._seen, self._trail = {*self._context.pages, page}, [page]
        return self._context

    async def recover(self) -> tuple[Recovered, BrowserContext | None]:
        """Another page to go on in, and the context where that is a new one.

        Raises PageGone where the person closed it twice in a row.
        """
        now, before = time.monotonic(), self._recovered
        self._recovered = now
        if others := [page for page in self.others() if not page.is_closed()]:
            self.move_to(others[0])
            return Recovered(_("You closed that tab; we go on in this one."), anew=False), None
        if now - before < _MEANT_IT:
            raise PageGone(_("the window was closed twice, so the session ends here"))
        said, fresh = _("You closed the tab; I opened the page again."), None
        try:
            page = await self._context.new_page()
        except Error:
            fresh = await self.begin_anew()
            page = self._trail[-1]
            said = _("The browser was closed; I opened it again where we were. Close it once more to stop.")
        self._seen.add(page)
        self._trail = [page]
        if self._last_url:
            await page.goto(self._last_url, wait_until="commit", timeout=_START_MS)
        return Recovered(said, anew=True), fresh
