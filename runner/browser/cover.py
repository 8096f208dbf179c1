"""What lies over a thing on a page, and the control there that says no. Presses nothing: that is banners.py's."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from textwrap import shorten

from playwright.async_api import Error, Frame

from runner.browser import guard, picks, pointing, targets
from runner.browser.asking import Element, frame_element
from runner.browser.engine_questions import AskOver, AskStands
from runner.browser.press import NotBegun
from runner.errors import TargetNotFound
from runner.flow.driver import Pointed
from runner.flow.model import Target
from runner.flow.noes import declines
from runner.locale import _
from runner.locale.phrase import quoted

_LONGEST = 60  # letters of what a box says, by which it is told


async def over(element: Element) -> Element | None:
    """The box that a press on an element would meet instead, in its frame or in one around that."""
    while True:
        if box := await element.take(AskOver()):
            return box
        if element.frame.parent_frame is None:
            return None
        element = await frame_element(element.frame)


async def no_over(element: Element, frames: Sequence[Frame]) -> tuple[Element, Pointed] | None:
    """The first control that plainly says no, as an interruption may press it, in the box over an element."""
    if (box := await over(element)) is None:
        return None
    inside = f"{(await picks.of(box)).path}/"
    for placed in await picks.survey([one for one in frames if one is box.frame]):
        if placed.pick.path.startswith(inside) and declines(placed.pick.name):
            control = await picks.element(placed)
            if control and await _may_say_no(control):
                pointed = await pointing.described(control, frames)
                return (control, pointed) if pointed else None
    return None


async def _may_say_no(control: Element) -> bool:
    facts = await targets.facts(control)
    if guard.decline_refusal(facts) is not None:
        return False
    told = await targets.interrupts(control)
    return told is None or not guard.undoes_own(facts, told["says"], told["fields"])


async def give_up(element: Element, target: Target, frames: Sequence[Frame], why: Exception, late: bool) -> None:
    """Raises TargetNotFound where a box over an element wants an answer, or where it is too late to try again.

    `why` is what kept a press from beginning; what lies over an element is looked for only where that did.
    """
    lies_over = isinstance(why, NotBegun) and why.why == "covered"
    with suppress(Error):
        box = await over(element) if lies_over else None
        if box and (late or await no_over(element, frames)):
            raise TargetNotFound(str(target)).because(
                _("{thing} is covered by {other}", thing=str(target), other=await _called(box)), covered=True
            )
    if late:
        said = why.words if isinstance(why, NotBegun) else NotBegun().words
        raise TargetNotFound(str(target)).because(
            _("{thing} is there, but {why}", thing=str(target), why=said)
        ) from why


async def _called(box: Element) -> str:
    """A box that lies over something, by its name or the first words in it."""
    pick = await picks.of(box)
    said = shorten(pick.name or (await box.tell(AskStands()))["says"], _LONGEST, placeholder=" …")
    return quoted(said) if said else _("something without a name")
