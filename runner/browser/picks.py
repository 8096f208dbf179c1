"""What the things on a page look like, as Picks: read in one look, of the flow's own frames only.

Why a second look at the page beside targets.py: that one answers "where is this?", this one "what is there?".
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import ElementHandle, Frame

from runner.browser import targets
from runner.flow.model import Pick


@dataclass(frozen=True)
class Placed:
    """A thing and the frame it is in."""

    pick: Pick
    frame: Frame


async def survey(frames: Sequence[Frame]) -> list[Placed]:
    """Everything a person could press or fill in, in the order of the page; frames that do not answer have nothing."""
    answers = await asyncio.gather(*(targets.ask_frame(frame, {"picks": True}) for frame in frames))
    return [
        Placed(Pick.model_validate(one), frame)
        for frame, answer in zip(frames, answers, strict=True)
        if answer and "picks" in answer
        for one in answer["picks"]
    ]


async def handle(placed: Placed) -> ElementHandle | None:
    """The very element, if it is still there under its name."""
    return await targets.take(placed.frame, {"at": {"path": placed.pick.path, "name": placed.pick.name}})


async def of(element: ElementHandle) -> Pick:
    """What one element looks like; Playwright's Error if its page is gone."""
    return Pick.model_validate(await targets.tell(element, {"pick": True}))


async def meant_by(element: ElementHandle) -> ElementHandle:
    """The control a click on an element is meant for: the element itself, or what it lies in."""
    return await targets.take_from(element, {"meant": True}) or element
