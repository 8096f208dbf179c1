"""Waiting for something to be true of the present page, at the cost of nothing while nothing happens."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from playwright.async_api import Error, Page

from runner.browser.tabs import Tabs
from runner.browser.watch import Watch

T = TypeVar("T")

LOOK_AGAIN = 1.0  # seconds after which a page that says nothing is looked at all the same: styles change in silence
_LEAST_PAUSE = 0.05  # seconds between two looks at a page that never rests


class Waiting:
    """Looks at the present page at once, at each change, and now and then."""

    def __init__(self, tabs: Tabs, watch: Watch) -> None:
        self._tabs = tabs
        self._watch = watch

    async def wait(self, look: Callable[[Page], Awaitable[T | None]], seconds: float | None) -> T | None:
        """The first answer that is not None, or None when the time is over; no time limit where `seconds` is None."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while True:
            flag, began = self._watch.flag(), time.monotonic()
            answer = await self._look(look)
            if answer is not None:
                return answer
            now = time.monotonic()
            if deadline is not None and now >= deadline:
                return None
            if flag.is_set():
                await asyncio.sleep(max(_LEAST_PAUSE, now - began))
            left = LOOK_AGAIN if deadline is None else min(LOOK_AGAIN, deadline - now)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, left)):
                    await flag.wait()

    async def _look(self, look: Callable[[Page], Awaitable[T | None]]) -> T | None:
        page = await self._tabs.present()
        try:
            return await look(page)
        except Error as error:
            await self._tabs.present()
            if not page.is_closed() and not _passing(error):
                raise
            return None


def _passing(error: Error) -> bool:
    """Whether an error only says that a page or frame went away while we looked."""
    signs = ("closed", "detached", "destroyed", "navigat", "Cannot find", "Unable to adopt", "crashed")
    return any(sign in str(error) for sign in signs)
