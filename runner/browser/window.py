"""The size of the browser's window: as large as the screen sensibly allows, since pages fold menus away in small ones.

Why not by a switch: how large the screen is, only the browser knows; and its profile remembers the window of a run
that nobody saw, which is small.
"""

from __future__ import annotations

import contextlib

from playwright.async_api import BrowserContext, Error

from runner.browser import shapes

HEADLESS = (1366, 900)  # px, where there is no screen: a usual one
_ENOUGH = (1366, 800)  # px; a window of that size, or as large as the screen, is left as the person has it
_LARGEST = (1680, 1080)  # px; on larger screens, lines of text and ways of the mouse get too long

_SCREEN = "() => [screen.availLeft || 0, screen.availTop || 0, screen.availWidth, screen.availHeight]"


def bounds(window: tuple[int, int], screen: tuple[int, int, int, int]) -> dict[str, int] | None:
    """Where a window belongs on a screen, given as left, top, width and height; None where it is large enough."""
    left, top, width, height = screen
    if all(size >= min(enough, room) for size, enough, room in zip(window, _ENOUGH, (width, height), strict=True)):
        return None
    wide, high = min(width, _LARGEST[0]), min(height, _LARGEST[1])
    return {"left": left + (width - wide) // 2, "top": top + (height - high) // 2, "width": wide, "height": high}


async def enlarge(context: BrowserContext) -> None:
    """Gives the first window its size, with or without a window manager; one that cannot be sized stays as it is."""
    if not context.pages:
        return
    page = context.pages[0]
    with contextlib.suppress(Error, shapes.NotUnderstood):
        connection = await context.new_cdp_session(page)
        told = await connection.send("Browser.getWindowForTarget")
        now = told["bounds"]
        left, top, width, height = shapes.read(tuple[int, int, int, int], await page.evaluate(_SCREEN))
        wanted = bounds((now["width"], now["height"]), (left, top, width, height))
        if wanted and now.get("windowState", "normal") == "normal":
            await connection.send("Browser.setWindowBounds", {"windowId": told["windowId"], "bounds": wanted})
        await connection.detach()
