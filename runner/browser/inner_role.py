"""The role of an element of a page's own making, as Chromium's accessibility tree has it.

Such an element can say by `ElementInternals` alone that it is a switch, which no attribute shows. Only Chromium knows.
"""

from __future__ import annotations

from contextlib import suppress

from playwright.async_api import CDPSession, Error

from runner.browser.asking import Element

TOGGLES = frozenset({"switch", "checkbox", "radio", "menuitemcheckbox", "menuitemradio", "togglebutton"})


async def is_toggle(element: Element) -> bool:
    """Whether the element, or what it lies in, is a switch, checkbox or radio; False where Chromium does not say."""
    box, page = await element.box(), element.frame.page
    if box is None:
        return False
    session = await page.context.new_cdp_session(page)
    try:
        return await _is_toggle_at(session, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    finally:
        with suppress(Error):
            await session.detach()


async def _is_toggle_at(session: CDPSession, x: float, y: float) -> bool:
    try:
        place = {"x": round(x), "y": round(y), "includeUserAgentShadowDOM": False, "ignorePointerEventsNone": True}
        hit = await session.send("DOM.getNodeForLocation", place)
        await session.send("Accessibility.enable")
        tree = await session.send("Accessibility.getAXNodeAndAncestors", {"backendNodeId": hit["backendNodeId"]})
    except Error:  # nothing there, or the page is gone
        return False
    roles = [str(node.get("role", {}).get("value", "")).lower() for node in tree["nodes"][:8]]
    return any(role in TOGGLES for role in roles)
