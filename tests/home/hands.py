"""A person at a screen: a mouse and a keyboard by xdotool, on windows as the screen has them.

Nothing is pressed, typed or scrolled through the browser: of it is only asked where a thing is, and what has the focus,
as eyes would tell. A window manager is not there; which window has the keyboard is said as Alt+Tab would.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from playwright.async_api import Error, Locator, Page, Playwright

from tests.patience import rest, until

_WHERE = """(thing) => {
  const box = thing.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2];
  const met = document.elementFromPoint(x, y);
  const edge = (outerWidth - innerWidth) / 2;
  return {
    x: Math.round(screenX + edge + x), y: Math.round(screenY + outerHeight - innerHeight - edge + y),
    above: y < 8, below: y > innerHeight - 8, free: !!met && (thing.contains(met) || met.contains(thing)),
  };
}"""
_FOCUSED = "(thing) => thing === document.activeElement"


async def xdotool(*words: str) -> str:
    """What xdotool says."""
    process = await asyncio.create_subprocess_exec(
        "xdotool", *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    said, _ = await process.communicate()
    return said.decode()


def has_hands() -> bool:
    """Whether xdotool is there."""
    return shutil.which("xdotool") is not None


class Eyes:
    """Looks into a browser that was started on a profile with a port to look through."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self._playwright = playwright
        self._port = profile / "DevToolsActivePort"
        self._profile = profile

    @asynccontextmanager
    async def pages(self, goes_on: Callable[[], bool]) -> AsyncIterator[list[Page]]:
        """The pages of the browser, once it is there."""
        await until(lambda: self._port.is_file() and self._port.read_text().split(), goes_on)
        number = self._port.read_text().split()[0]
        browser = await self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{number}")
        yield browser.contexts[0].pages

    async def window(self) -> str:
        """The number of the browser's window on the screen."""
        pid = (self._profile / "SingletonLock").readlink().name.rpartition("-")[2]
        found = (await xdotool("search", "--onlyvisible", "--pid", pid)).split()
        sizes = {one: await xdotool("getwindowgeometry", one) for one in found}
        return max(found, key=lambda one: _area(sizes[one]))


def _area(told: str) -> int:
    wide, _, high = told.rpartition("Geometry: ")[2].strip().partition("x")
    return int(wide or 0) * int(high or 0)


class Person:
    """Somebody who does things in windows; with `keys_only`, without a mouse."""

    def __init__(self, goes_on: Callable[[], bool], keys_only: bool = False) -> None:
        self._goes_on = goes_on
        self._keys_only = keys_only
        self.presses = 0

    async def turns_to(self, window: str) -> None:
        """Has this window in front, with the keyboard."""
        await xdotool("windowraise", window)
        await xdotool("windowfocus", "--sync", window)

    async def press(self, thing: Locator, came: Callable[[], Awaitable[bool]], space: bool = False) -> None:
        """Presses a thing, once it is there; again only where it has not come to anything, as people do."""
        await self._there(thing)
        while not await _is(came):
            with suppress(Error):  # it went while we looked at it: then it has come to something
                await self._press_once(thing, "space" if space else "Return")
            self.presses += 1
            for _ in range(20):
                if await _is(came):
                    return
                await rest(0.25)

    async def _press_once(self, thing: Locator, key: str) -> None:
        await (self._by_keys(thing, key) if self._keys_only else self._by_mouse(thing, key))

    async def type(self, thing: Locator, text: str) -> None:
        """Goes to a field and types what shall be in it."""
        await self._there(thing)
        while await thing.input_value() != text:
            await (self._focus(thing) if self._keys_only else self._by_mouse(thing, "Tab"))
            await xdotool("key", "ctrl+a")
            await xdotool("type", "--delay", "20", text)
            await rest(0.5)

    async def _there(self, thing: Locator) -> None:
        while not await _is(thing.is_visible):
            assert self._goes_on(), "it has ended"
            await rest(0.2)

    async def _by_mouse(self, thing: Locator, key: str) -> None:
        where = await thing.evaluate(_WHERE)
        for _ in range(60):
            if not where["above"] and not where["below"]:
                break
            await xdotool("mousemove", str(where["x"]), "500", "click", "4" if where["above"] else "5")
            await rest(0.15)
            where = await thing.evaluate(_WHERE)
        if where["free"]:
            await xdotool("mousemove", str(where["x"]), str(where["y"]), "click", "1")
        else:  # something lies over it: keys reach it
            await self._by_keys(thing, key)

    async def _by_keys(self, thing: Locator, key: str) -> None:
        await self._focus(thing)
        await xdotool("key", key)

    async def _focus(self, thing: Locator) -> None:
        for _ in range(400):
            if await thing.evaluate(_FOCUSED):
                return
            await xdotool("key", "Tab")
        raise AssertionError("it is not reached by the keyboard")


async def _is(look: Callable[[], Awaitable[bool]]) -> bool:
    try:
        return await look()
    except Error:  # the page is being changed
        return False
