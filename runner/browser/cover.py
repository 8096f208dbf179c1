"""What lies over a thing on a page, and the control there that says no. Presses nothing: that is banners.py's."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from playwright.async_api import ElementHandle, Error, Frame

from runner.browser import guard, picks, pointing, targets
from runner.errors import TargetMissing
from runner.flow.driver import Pointed
from runner.flow.model import Target
from runner.flow.words import declines


async def over(element: ElementHandle) -> ElementHandle | None:
    """The box that a press on an element would meet instead, in its frame or in one around that."""
    while True:
        if box := await targets.take_from(element, {"over": True}):
            return box
        frame = await element.owner_frame()
        if frame is None or frame.parent_frame is None:
            return None
        element = await frame.frame_element()


async def no_over(element: ElementHandle, frames: Sequence[Frame]) -> tuple[ElementHandle, Pointed] | None:
    """The first control that plainly says no, as an interruption may press it, in the box over an element."""
    if (box := await over(element)) is None:
        return None
    frame, inside = await box.owner_frame(), f"{(await picks.of(box)).path}/"
    for placed in await picks.survey([one for one in frames if one is frame]):
        if placed.pick.path.startswith(inside) and declines(placed.pick.name):
            control = await picks.handle(placed)
            if control and guard.decline_refusal(await targets.facts(control)) is None:
                pointed = await pointing.described(control, frames)
                return (control, pointed) if pointed else None
    return None


async def give_up_below(element: ElementHandle, target: Target, frames: Sequence[Frame], is_late: bool) -> None:
    """Raises TargetMissing where a box over an element wants an answer, or has not gone when it `is_late`."""
    with suppress(Error):
        if await no_over(element, frames) or (is_late and await over(element)):
            raise TargetMissing(str(target)).because(f"{target} is there, but something lies over it", covered=True)
