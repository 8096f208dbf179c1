"""The guard's second line: while the runner presses something, no script of the page may send a form.

The guard reads what an element says; what a listener does on a click nobody can read. Not covered: what a script sends
by fetch, and a form sent later than the press lasts, or by another frame. Why not watch the network: promise 2.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import ElementHandle

from runner.browser import targets

_TRY_MS = 2_000


async def click(element: ElementHandle) -> None:
    """Clicks, not waiting for a navigation: one that is held back would never come."""
    await element.click(timeout=_TRY_MS, no_wait_after=True)


async def press(element: ElementHandle, act: Callable[[ElementHandle], Awaitable[None]]) -> bool:
    """Acts on an element; whether the page would have sent something by it, which was held back."""
    frame = await element.owner_frame()
    await targets.tell(element, {"hold": True})
    try:
        await act(element)
    finally:
        answer = await targets.ask_frame(frame, {"release": True}) if frame else None
    return answer is not None and bool(answer["held"])
