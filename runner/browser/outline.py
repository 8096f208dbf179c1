"""Where a thing is in the window, once it has been brought there and stands still.

The page's engine scrolls and measures: Playwright's own scrolling carries the element into the page's world and back.
Whether something moves is seen from two frames that the page has drawn since the last look at the same thing.
"""

from __future__ import annotations

import asyncio

from playwright.async_api import FloatRect

from runner.browser.answering import Answering
from runner.browser.asking import Element, in_window
from runner.browser.engine_messages import Brought
from runner.browser.engine_questions import AskBring

STEADY = 1.0  # seconds an element may take to stand still, on a quick page
FRAME = 1 / 60  # seconds in which a page draws one


async def brought(element: Element, answering: Answering) -> Brought:
    """What the engine says of where an element is, once that is in view and `steady`, or has had time for it.

    Playwright's Error if it is gone.
    """
    clock = answering.clock(STEADY)
    while True:
        told = await answering.of(element.tell(AskBring()))
        if told["steady"] or clock.over:
            return told
        await asyncio.sleep(FRAME)


async def outline(element: Element, answering: Answering) -> FloatRect | None:
    """The rectangle around all of a thing, in pixels of the window; None where it has none.

    That is a control with its drawn box and its label, or a text without a box. Playwright's Error if it is gone.
    """
    whole = (await brought(element, answering))["whole"]
    return await in_window(element.frame, whole) if whole[2] and whole[3] else None
