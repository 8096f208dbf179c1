"""What the person points at, and what looks like a thing that is gone: described so that it can be found again.

A description counts only where it finds this very thing and nothing else: what was pointed at is what is pressed.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress

from playwright.async_api import ElementHandle, Error, Frame, Page

from runner.browser import picks, targets
from runner.browser.tabs import Tabs
from runner.errors import Elsewhere
from runner.flow.describe import name_of, role_word, spelled, spelled_apart, word_of, writable
from runner.flow.driver import Pointed
from runner.flow.model import ANY_NAME, Pick, Target, widen_target

_PICK_MS = 2_000
# While one points, Playwright 1.65 gives everything the hand for a cursor, by an attribute it leaves behind; and what
# has the hand looks as if it could be pressed.
_TAKE_THE_HAND_AWAY = "(body) => body.removeAttribute('data-pw-cursor')"


class Pointing:
    """Points at things on the present page, and lets the person do so; `ring` draws attention to one or to none."""

    def __init__(self, tabs: Tabs, ring: Callable[[ElementHandle | None], Awaitable[None]]) -> None:
        self._tabs = tabs
        self._ring = ring
        self.surveyed: list[picks.Placed] = []

    async def point(self) -> Pointed | None:
        """What the person points at; raises Elsewhere where the page is not on the flow's sites."""
        page = await self._tabs.present()
        if not self._tabs.frames(page):
            raise Elsewhere(self._tabs.elsewhere, self._tabs.sites.hosts)
        handle = await picked(page)
        await self._tabs.present()
        return await self._described(handle)

    async def survey(self) -> list[Pick]:
        """What could be pressed or filled in on the page."""
        self.surveyed = await picks.survey(self._tabs.frames(await self._tabs.present()))
        return [placed.pick for placed in self.surveyed]

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        """Rings a thing of the last survey and describes it, or takes the ring away."""
        placed = next((one for one in self.surveyed if one.pick is pick), None)
        handle = await picks.handle(placed) if placed else None
        await self._ring(handle)
        return await self._described(handle)

    async def _described(self, handle: ElementHandle | None) -> Pointed | None:
        try:
            frames = self._tabs.frames(await self._tabs.present())
            return await described(handle, frames) if handle else None
        except Error:
            return None


async def picked(page: Page) -> ElementHandle | None:
    """The control the person clicks on next; the click itself does nothing. None where it was taken back."""
    try:
        locator = await page.pick_locator()
        element = await locator.element_handle(timeout=_PICK_MS)
    except Error:
        return None
    finally:
        with suppress(Error):
            await page.cancel_pick_locator()
    for frame in page.frames:
        with suppress(Error):
            await frame.locator("body").evaluate(_TAKE_THE_HAND_AWAY, timeout=_PICK_MS)
    with suppress(Error):
        return await picks.meant_by(element)
    return None


async def described(element: ElementHandle, frames: Sequence[Frame]) -> Pointed | None:
    """A thing as it looks, and a target that finds it alone; None where nothing tells it from others."""
    pick = await picks.of(element)
    for target in _ways(pick):
        if await _finds(target, pick, frames):
            return Pointed(pick, target)
    return None


async def _finds(target: Target, pick: Pick, frames: Sequence[Frame]) -> bool:
    found = await targets.look(frames, target)
    handle = await targets.handle(found) if isinstance(found, targets.Found) else None
    return handle is not None and (await picks.of(handle)).path == pick.path


def _ways(pick: Pick) -> Iterator[Target]:
    """Targets that may mean this thing, from the most to the least lasting."""
    word, name = role_word(pick.role, pick.tag), name_of(pick)
    for data in (spelled(pick), spelled_apart(pick)):
        if data is not None:
            yield Target.model_validate(widen_target(data))
    for near in [near for near in pick.neighbours if near != name and writable(near)][:3]:
        if name:
            yield Target.model_validate({word_of(pick) or "named": [name], "beside": {"text": near}})
        if word:
            yield Target.model_validate({word: ANY_NAME, "beside": {"text": near}})
    if "#shadow" not in pick.path:
        yield Target.model_validate({"css": _css(pick.path)})


def _css(path: str) -> str:
    """`/html[1]/body[1]/a[3]` as a selector."""
    steps = re.findall(r"([^/\[\]]+)\[(\d+)\]", path)
    return " > ".join(f"{tag}:nth-of-type({place})" for tag, place in steps)
