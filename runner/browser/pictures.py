"""Pictures of a page (promise 2): what is written in fields for secrets is covered, and so is every foreign frame."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.async_api import Frame, Locator, Page

from runner.browser import guard, targets

_FIELDS = "input:visible, textarea:visible, [contenteditable]:visible"
_MOST = 60  # fields that are looked at one by one; what a page has beyond that is covered unseen


async def to_cover(page: Page, own: Sequence[Frame]) -> tuple[list[Locator], bool]:
    """What of a page must not be in a picture, given the frames that are the flow's; whether a field is among it."""
    fields = [field for frame in own for field in await _secret_fields(frame)]
    foreign = [place for frame in own for place in await _foreign_frames(frame, own)]
    return [*fields, *foreign], bool(fields)


async def take(page: Page, covered: Sequence[Locator]) -> bytes:
    """The visible page as PNG, without these."""
    return await page.screenshot(animations="allow", caret="initial", mask=covered, mask_color="#808080")


async def _secret_fields(frame: Frame) -> list[Locator]:
    fields = frame.locator(_FIELDS)
    found = []
    for at, handle in enumerate(await fields.element_handles()):
        if at >= _MOST or guard.secret_sign(await targets.facts(handle)):
            found.append(fields.nth(at))
    return found


async def _foreign_frames(frame: Frame, own: Sequence[Frame]) -> list[Locator]:
    places = frame.locator("iframe, frame, object, embed")
    inside = [await handle.content_frame() for handle in await places.element_handles()]
    return [places.nth(at) for at, content in enumerate(inside) if content is not None and content not in own]
