"""Takes every picture there is of a page. Fields for secrets, and pages of other sites in it, are covered in all.

What is covered is looked for before and after: a page that has changed meanwhile is taken anew. Why the picture is
covered and not the page: what is laid over a page would stay there when the run ends at that moment.
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass

from playwright.async_api import ElementHandle, Error, FloatRect, Frame, Locator, Page

from runner.browser import asking, closed, guard
from runner.browser.asking import Element, frame_element
from runner.browser.engine_messages import FieldTold
from runner.browser.engine_questions import AskCovered, AskFields, AskPlace
from runner.browser.panel import Panel
from runner.browser.tabs import Tabs
from runner.errors import Elsewhere, Refused
from runner.events import Box
from runner.flow.driver import Picture
from runner.flow.results import Whole
from runner.locale import _

LOGIN = _("No picture is taken while you log in")
SECRET = _("This page asks for a password, a code or a card, so no picture is taken of it: finish that first")
RESTLESS = _("The page does not keep still, so no picture was taken: wait until it has loaded, and try again")
TALLEST = 12_000  # px; Chromium draws no more than 16,384 at once

_MOST = FloatRect(x=0, y=0, width=TALLEST, height=TALLEST)  # of which only what the page fills is taken
_TRIES = 5
_BREATH = 0.3  # seconds after which a page that moved is tried again


@dataclass(frozen=True)
class _Covered:
    """What of one frame must not be in the picture: its fields for secrets and foreign pages in it, by number."""

    frame: Frame
    fields: tuple[int, ...]
    frames: tuple[int, ...]
    asks: bool = False  # one of these fields is to be seen, and asks for something right now

    def locator(self) -> Locator:
        """These things, as Playwright finds them at the moment of the picture."""
        return self.frame.locator(asking.selector(AskCovered(self.fields, self.frames)))


class Camera:
    """Pictures of the pages of one session."""

    def __init__(self, tabs: Tabs, panel: Panel) -> None:
        self._tabs = tabs
        self._panel = panel
        self.after_login = False  # until the fields of the login are gone

    async def evidence(self, of: Whole | Element) -> Picture:
        """The page, its visible part or one thing on it, without the panel.

        Raises Elsewhere off the flow's sites, and Refused where the page asks for a secret or does not keep still.
        """
        page = await self._tabs.present()
        if not self._tabs.sites.allow(page.url):
            raise Elsewhere(self._tabs.elsewhere, self._tabs.sites.hosts)
        try:
            async with self._panel.veiled():
                png = await self._still(page, await of.handle() if isinstance(of, Element) else of, refuse=True)
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
            return await self._still(page, "window")
        except (Error, Refused):
            return None

    async def _asks(self, page: Page) -> bool:
        """Whether a page asks for a secret, or does not say."""
        covered = await self._covered(page)
        return covered is None or any(one.asks for one in covered) or any(one.asks for one in await closed.look(page))

    async def _still(self, page: Page, of: Whole | ElementHandle, refuse: bool = False) -> bytes | None:
        """A picture before and after which the same things had to be covered; None where the page never rests."""
        if isinstance(of, ElementHandle):
            await of.scroll_into_view_if_needed()
        for attempt in range(_TRIES):
            await asyncio.sleep(_BREATH if attempt else 0)
            covered = await self._covered(page)
            if covered is None:
                continue
            shut = await closed.look(page)
            if refuse and (any(one.asks for one in covered) or any(one.asks for one in shut)):
                raise Refused(SECRET)
            boxes = await _boxes(page, of, covered, shut)
            png = await _shoot(page, of)
            same = covered == await self._covered(page) and shut == await closed.look(page)
            if same and boxes == await _boxes(page, of, covered, shut):
                return await self._panel.paint(page, png, boxes) if boxes else png
        return None

    async def _covered(self, page: Page) -> list[_Covered] | None:
        """What must not be seen, frame by frame; None where the page does not answer."""
        ours = self._tabs.frames(page)
        told = await asking.ask_all(ours, AskFields())
        silent = [frame for frame, answer in zip(ours, told, strict=True) if answer is None]
        if not ours or ours[0] in silent:
            return None
        foreign = [frame for frame in page.frames if frame not in ours or frame in silent]
        return [
            _of(frame, answer, await _places(frame, foreign))
            for frame, answer in zip(ours, told, strict=True)
            if answer is not None
        ]


async def _shoot(page: Page, of: Whole | ElementHandle) -> bytes:
    if isinstance(of, ElementHandle):
        return await of.screenshot(scale="css", caret="initial")
    part = {"full_page": True, "clip": _MOST} if of == "page" else {}
    return await page.screenshot(scale="css", caret="initial", **part)  # type: ignore[arg-type]


async def _boxes(page: Page, of: Whole | ElementHandle, covered: list[_Covered], shut: list[closed.Field]) -> list[Box]:
    """Where in the picture the things are that must not be seen in it."""
    things = [one for each in covered if each.fields or each.frames for one in await each.locator().element_handles()]
    if not things and not shut:
        return []
    left, top = await _corner(page, of)
    placed = [box for thing in things if (box := await thing.bounding_box())] + [one.box for one in shut]
    return [patch for one in placed if (patch := _in_picture(one, left, top))]


async def _corner(page: Page, of: Whole | ElementHandle) -> tuple[float, float]:
    """The picture's top left corner, in px of the viewport."""
    if isinstance(of, ElementHandle):
        box = await of.bounding_box()
        return (box["x"], box["y"]) if box else (0, 0)
    if of == "window":
        return 0, 0
    connection = await page.context.new_cdp_session(page)
    seen = (await connection.send("Page.getLayoutMetrics"))["cssLayoutViewport"]
    await connection.detach()
    return -seen["pageX"], -seen["pageY"]


def _in_picture(box: FloatRect, left: float, top: float) -> Box | None:
    """A box in whole pixels of a picture that begins at this corner, never less than what it was; None outside."""
    x, y = box["x"] - left, box["y"] - top
    right, bottom = math.ceil(x + box["width"]), math.ceil(y + box["height"])
    x, y = max(0, math.floor(x)), max(0, math.floor(y))
    return (x, y, right - x, bottom - y) if right > x and bottom > y else None


def _of(frame: Frame, fields: list[FieldTold], frames: tuple[int, ...]) -> _Covered:
    secret = [guard.secret_sign(one["facts"]) is not None or one["box"] for one in fields]
    asks = any(hidden and one["shown"] for hidden, one in zip(secret, fields, strict=True))
    covers = (
        at
        for at, one in enumerate(fields)
        if secret[at] or guard.number_sign(one["facts"]) or guard.near_sign(one["before"])
    )
    return _Covered(frame, tuple(covers), frames, asks)


async def _places(frame: Frame, foreign: list[Frame]) -> tuple[int, ...]:
    """Where in a frame the pages of other sites are."""
    elements = [await frame_element(one) for one in foreign if one.parent_frame is frame and not one.is_detached()]
    return tuple(sorted([await element.tell(AskPlace()) for element in elements]))
