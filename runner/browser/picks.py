"""What the things on a page look like, as Picks: read in one look, of the flow's own frames only.

Why a second look at the page beside targets.py: that one answers "where is this?", this one "what is there?".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Frame

from runner.browser import asking
from runner.browser.asking import Element
from runner.browser.engine_questions import AskAt, AskMeant, AskPick, AskPicks
from runner.flow.model import Pick


@dataclass(frozen=True)
class PlacedPick:
    """A thing and the frame it is in."""

    pick: Pick
    frame: Frame


async def survey(frames: Sequence[Frame]) -> list[PlacedPick]:
    """Everything a person could press or fill in, in the order of the page; frames that do not answer have nothing."""
    answers = await asking.ask_all(frames, AskPicks())
    return [PlacedPick(one, frame) for frame, answer in zip(frames, answers, strict=True) for one in answer or ()]


async def element(placed: PlacedPick) -> Element | None:
    """The very element, if it is still there under its name."""
    return await asking.take(placed.frame, AskAt(placed.pick.path, placed.pick.name))


async def of(element: Element) -> Pick:
    """What one element looks like; Playwright's Error if its page is gone."""
    return await element.tell(AskPick())


async def meant_by(element: Element) -> Element:
    """The control a click on an element is meant for: the element itself, or what it lies in."""
    return await element.take(AskMeant()) or element
