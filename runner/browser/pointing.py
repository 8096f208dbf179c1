"""What the person points at, and what looks like a thing that is gone: described so that it can be found again.

A description counts only where it finds this very thing and nothing else: what was pointed at is what is pressed.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress

from playwright.async_api import Error, FloatRect, Frame, Page

from runner.browser import apart, picks, targets
from runner.browser.asking import Element, element_of
from runner.browser.tabs import Tabs
from runner.errors import Elsewhere, UsageError
from runner.flow.describe import name_of, near, role_word, spelled, spelled_apart, word_of
from runner.flow.driver import Alike, Pointed
from runner.flow.model import ANY_NAME, Pick, Target, widen_target

_NOWHERE = FloatRect(x=0, y=0, width=0, height=0)
# While one points, Playwright 1.65 gives everything the hand for a cursor, by an attribute it leaves behind; and what
# has the hand looks as if it could be pressed.
_TAKE_THE_HAND_AWAY = "(body) => body.removeAttribute('data-pw-cursor')"


class Pointing:
    """Points at things on the present page, and lets the person do so.

    `ring` draws attention to one thing or to none, `mark` to several boxes by numbers.
    """

    def __init__(
        self,
        tabs: Tabs,
        ring: Callable[[Element | None], Awaitable[None]],
        mark: Callable[[Page, Sequence[FloatRect]], Awaitable[None]],
    ) -> None:
        self._tabs = tabs
        self._ring = ring
        self._mark = mark
        self.surveyed: list[picks.PlacedPick] = []

    async def point(self) -> Pointed | None:
        """What the person points at; raises Elsewhere where the page is not on the flow's sites."""
        page = await self._tabs.present()
        if not self._tabs.frames(page):
            raise Elsewhere(self._tabs.elsewhere, self._tabs.sites.hosts)
        element = await picked(page)
        await self._tabs.present()
        return await self._described(element)

    async def survey(self) -> list[Pick]:
        """What could be pressed or filled in on the page."""
        self.surveyed = await picks.survey(self._tabs.frames(await self._tabs.present()))
        return [placed.pick for placed in self.surveyed]

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        """Rings a thing of the last survey and describes it, or takes the ring away."""
        placed = next((one for one in self.surveyed if one.pick is pick), None)
        element = await picks.element(placed) if placed else None
        await self._mark(await self._tabs.present(), [])
        await self._ring(element)
        return await self._described(element)

    async def tell_apart(self, target: Target) -> list[Alike]:
        """Rings the several things a target could mean, with numbers, and says what each is told by."""
        page = await self._tabs.present()
        seen = await targets.look(self._tabs.frames(page), target)
        several = await apart.standing(seen) if isinstance(seen, targets.Several) else []
        if len(several) < 2:
            return []
        await self._ring(several[0].element)  # which brings them into view
        await self._ring(None)
        boxes = [await _box_of(one.element) for one in several]
        await self._mark(page, [box or _NOWHERE for box in boxes])
        pointed = [await self._described(one.element) for one in several]
        return [Alike(words, one) for words, one in zip(apart.words(several), pointed, strict=True)]

    async def same(self, one: Target, other: Target) -> bool:
        """Whether two targets, looked for on the present page as a run does, find one and the same element."""
        try:
            frames = self._tabs.frames(await self._tabs.present())
            element = await _only(other, frames)
            return element is not None and await _finds(one, element, frames)
        except (Error, UsageError):
            return False

    async def _described(self, element: Element | None) -> Pointed | None:
        try:
            frames = self._tabs.frames(await self._tabs.present())
            return await described(element, frames) if element else None
        except Error:
            return None


async def picked(page: Page) -> Element | None:
    """The control the person clicks on next; the click itself does nothing. None where it was taken back."""
    try:
        locator = await page.pick_locator()
        there = await locator.element_handles()  # not waited for: it was there, or has gone
    except Error:
        return None
    finally:
        with suppress(Error):
            await page.cancel_pick_locator()
    for frame in page.frames:
        with suppress(Error):
            if body := await frame.query_selector("body"):
                await body.evaluate(_TAKE_THE_HAND_AWAY)
    with suppress(Error):
        return await picks.meant_by(await element_of(there[0])) if there else None
    return None


async def described(element: Element, frames: Sequence[Frame]) -> Pointed | None:
    """A thing as it looks, and a target that finds it alone; None where nothing tells it from others."""
    pick = await picks.of(element)
    for target in ways(pick):
        if await _finds(target, element, frames):
            return Pointed(pick, target)
    return None


async def _box_of(element: Element) -> FloatRect | None:
    with suppress(Error):
        return await element.box()
    return None


async def _only(target: Target, frames: Sequence[Frame]) -> Element | None:
    """The one element a target means; None where there is none, or several."""
    found = await targets.look(frames, target)
    return found.element if isinstance(found, targets.Found) else None


async def _finds(target: Target, element: Element, frames: Sequence[Frame]) -> bool:
    """Whether a target, looked for as a run does, finds this element and nothing else."""
    found = await _only(target, frames)
    if found is None or found.frame is not element.frame:
        return False
    return (await picks.of(await picks.meant_by(found))).path == (await picks.of(element)).path


def ways(pick: Pick) -> Iterator[Target]:
    """Targets that may mean this thing, from the most to the least lasting."""
    word, name = role_word(pick.role, pick.tag), name_of(pick)
    for data in (spelled(pick), spelled_apart(pick)):
        if data is not None:
            yield Target.model_validate(widen_target(data))
    for text in [text for text in near(pick) if text != name][:3]:
        if name:
            yield Target.model_validate({word_of(pick) or "named": [name], "beside": {"text": text}})
        if word:
            yield Target.model_validate({word: ANY_NAME, "beside": {"text": text}})
    if pick.path and "#shadow" not in pick.path:
        yield Target.model_validate({"css": _css(pick.path)})


def _css(path: str) -> str:
    """`/html[1]/body[1]/a[3]` as a selector."""
    steps = re.findall(r"([^/\[\]]+)\[(\d+)\]", path)
    return " > ".join(f"{tag}:nth-of-type({place})" for tag, place in steps)
