"""Finds the element that a step asks for on the present page, and waits for it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from playwright.async_api import Page

from runner.browser import opening, targets
from runner.browser.asking import Element
from runner.browser.tabs import Tabs
from runner.browser.waiting import LOOK_AGAIN, Steady, Waiting
from runner.errors import TargetNotFound
from runner.flow.model import Target

_COMES = 2.0  # seconds for which the rest of a page is waited for: a thing may be there twice, and answer nothing yet
_SENT_AWAY = 2.0  # seconds a page may stay on another site (a login's detour) before we say so


class Finder:
    """Finds things on the present page; `decline` tells an interruption in the way no, and whether there was one.

    It is told what was found, as a box that this stands in is not in the way.
    """

    def __init__(
        self, tabs: Tabs, waiting: Waiting, decline: Callable[[Page, Element | None], Awaitable[bool]]
    ) -> None:
        self._tabs = tabs
        self._waiting = waiting
        self._decline = decline

    async def find(self, target: Target, seconds: float) -> targets.Found:
        """The one thing of the present page that a target means.

        Raises TargetNotFound where it is not there in so many seconds, or is there more than once for a while, and
        Elsewhere where the page is not on the flow's sites.
        """
        several, same, early = [0], Steady(LOOK_AGAIN), Steady(_COMES)
        away_since: list[float] = []

        async def look(page: Page) -> targets.Found | bool | None:
            frames = self._tabs.frames(page)
            if not frames:
                away_since.append(time.monotonic())
                if away_since[-1] - away_since[0] > _SENT_AWAY:
                    raise await opening.away(self._tabs, page)
                return None
            away_since.clear()
            seen = await targets.look(frames, target)
            if await self._decline(page, seen.element if isinstance(seen, targets.Found) else None):
                return None
            several[0] = seen.count if isinstance(seen, targets.Several) else 0
            if same.lasts(several[0]) and several[0]:
                return False
            if not isinstance(seen, targets.Found) or (seen.early and seconds and not early.lasts(True)):
                return None
            return seen

        found = await self._waiting.wait(look, seconds)
        if found is None and away_since:
            raise await opening.away(self._tabs)
        if not isinstance(found, targets.Found):
            raise TargetNotFound(str(target), several[0])
        return found
