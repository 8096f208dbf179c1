"""Takes every picture there is of a page. Fields for secrets, and pages of other sites in it, are covered in all.

What is covered is looked for before and after: a page that has changed meanwhile is taken anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import ElementHandle, Error, FloatRect, Frame, Locator, Page

from runner.browser import guard, targets
from runner.browser.panel import Panel
from runner.browser.tabs import Tabs
from runner.errors import Elsewhere, Refused
from runner.flow.driver import Picture
from runner.flow.results import Whole

LOGIN = "No picture is taken while you log in"
SECRET = "This page asks for a password, a code or a card, so no picture is taken of it: finish that first"
RESTLESS = "The page does not keep still, so no picture was taken: wait until it has loaded, and try again"
TALLEST = 12_000  # px; Chromium draws no more than 16,384 at once

_MOST = FloatRect(x=0, y=0, width=TALLEST, height=TALLEST)  # of which only what the page fills is taken
_COVER = "#1b2322"
_TRIES = 5
_BREATH = 0.3  # seconds after which a page that moved is tried again
Shoot = Callable[[list[Locator]], Awaitable[bytes]]


@dataclass(frozen=True)
class _Covered:
    """What of one frame must not be in the picture: its fields for secrets and foreign pages in it, by number."""

    frame: Frame
    fields: tuple[int, ...]
    frames: tuple[int, ...]
    asks: bool = False  # one of these fields is to be seen, and asks for something right now

    def locator(self) -> Locator:
        """These things, as Playwright finds them at the moment of the picture."""
        return self.frame.locator(targets.selector({"covered": {"fields": self.fields, "frames": self.frames}}))


class Camera:
    """Pictures of the pages of one session."""

    def __init__(self, tabs: Tabs, panel: Panel) -> None:
        self._tabs = tabs
        self._panel = panel
        self.after_login = False  # until the fields of the login are gone

    async def evidence(self, of: Whole | ElementHandle) -> Picture:
        """The page, its visible part or one thing on it, without the panel.

        Raises Elsewhere off the flow's sites, and Refused where the page asks for a secret or does not keep still.
        """
        page = await self._tabs.present()
        if not self._tabs.sites.allow(page.url):
            raise Elsewhere(self._tabs.elsewhere, self._tabs.sites.hosts)
        try:
            async with self._panel.veiled():
                png = await self._still(page, lambda mask: _shoot(page, of, mask), refuse=True)
            if png is not None and self._tabs.sites.allow(page.url):
                return Picture(png, page.url, await page.title())
        except Error as error:
            await self._tabs.present()
            raise Refused(RESTLESS) from error
        raise Refused(RESTLESS)

    async def snapshot(self) -> bytes | None:
        """What is to be seen of the page, the panel in it; None off the flow's sites and where it is not to be had.

        None also after a login, as long as a field for a secret is shown.
        """
        page = await self._tabs.present()
        if not self._tabs.sites.allow(page.url):
            return None
        await self._panel.settled()
        try:
            self.after_login = self.after_login and await self._asks(page)
            if self.after_login:
                return None
            return await self._still(page, lambda mask: _shoot(page, "window", mask))
        except Error:
            return None

    async def _asks(self, page: Page) -> bool:
        """Whether a page asks for a secret, or does not say."""
        covered = await self._covered(page)
        return covered is None or any(one.asks for one in covered)

    async def _still(self, page: Page, shoot: Shoot, refuse: bool = False) -> bytes | None:
        """A picture before and after which the same things had to be covered; None where the page never rests."""
        for attempt in range(_TRIES):
            await asyncio.sleep(_BREATH if attempt else 0)
            covered = await self._covered(page)
            if covered is None:
                continue
            if refuse and any(one.asks for one in covered):
                raise Refused(SECRET)
            png = await shoot([one.locator() for one in covered if one.fields or one.frames])
            if covered == await self._covered(page):
                return png
        return None

    async def _covered(self, page: Page) -> list[_Covered] | None:
        """What must not be seen, frame by frame; None where the page does not answer."""
        ours = self._tabs.frames(page)
        told = await asyncio.gather(*(targets.ask_frame(frame, {"fields": True}) for frame in ours))
        silent = [frame for frame, answer in zip(ours, told, strict=True) if answer is None or "fields" not in answer]
        if not ours or ours[0] in silent:
            return None
        foreign = [frame for frame in page.frames if frame not in ours or frame in silent]
        return [
            _of(frame, answer["fields"], await _places(frame, foreign))
            for frame, answer in zip(ours, told, strict=True)
            if answer is not None and frame not in silent
        ]


async def _shoot(page: Page, of: Whole | ElementHandle, mask: list[Locator]) -> bytes:
    if isinstance(of, ElementHandle):
        return await of.screenshot(mask=mask, mask_color=_COVER, scale="css", caret="initial")
    part = {"full_page": True, "clip": _MOST} if of == "page" else {}
    return await page.screenshot(mask=mask, mask_color=_COVER, scale="css", caret="initial", **part)  # type: ignore[arg-type]


def _of(frame: Frame, fields: list[dict[str, object]], frames: tuple[int, ...]) -> _Covered:
    secret = [(at, one) for at, one in enumerate(fields) if _is_secret(one)]
    asks = any(one["shown"] for _, one in secret)
    return _Covered(frame, tuple(at for at, _ in secret), frames, asks)


def _is_secret(field: dict[str, object]) -> bool:
    facts = field["facts"]
    assert isinstance(facts, dict)
    return guard.secret_sign(guard.Facts.of(facts)) is not None


async def _places(frame: Frame, foreign: list[Frame]) -> tuple[int, ...]:
    """Where in a frame the pages of other sites are."""
    elements = [await one.frame_element() for one in foreign if one.parent_frame is frame and not one.is_detached()]
    answers = [await targets.tell(element, {"place": True}) for element in elements]
    return tuple(sorted(int(answer["place"]) for answer in answers))
