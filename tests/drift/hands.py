"""The person's part at the pauses, done on the page: for the runner, and for whatever else walks the same way."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator

from playwright.async_api import ElementHandle, Error, Frame, Page

from tests.by_hand import do
from tests.sites.case import Continue

from .stage import Change, Stage
from .subjects import Subject, in_german

_LOOKS = 20
_BY_HAND = "(on) => { globalThis.suite.byHand = on; }"


class Hands:
    """Somebody's mouse and keys, of which the page tells the suite nothing. No panel is `shown` where no runner is."""

    def __init__(self, stage: Stage, subject: Subject, change: Change, shown: bool = True) -> None:
        self._stage, self._subject = stage, subject
        self._is_german = subject.on_practice_site and change == "language"
        self._turns: Counter[str] = Counter()
        self._shown = shown

    async def take_turn(self, about: str, page: Page) -> bool:
        """Does what the case says at the next pause of this kind; whether it says to press Continue then."""
        self._turns[about] += 1
        turns = self._subject.case.actions_by_pause
        for action in turns.get(f"{about} {self._turns[about]}", turns.get(about, ())):
            if isinstance(action, Continue):
                return True
            said = in_german(action) if self._is_german else action
            frame = await _frame_of(page, getattr(said, "label", ""))
            async with self._at_work(frame):
                await do(frame, said)
        return False

    async def click(self, thing: ElementHandle) -> None:
        """Presses a thing."""
        if frame := await thing.owner_frame():
            async with self._at_work(frame):
                await thing.click()

    @contextlib.asynccontextmanager
    async def _at_work(self, frame: Frame) -> AsyncIterator[None]:
        await self._stage.panel.veil(True)  # a person would drag it aside
        await frame.evaluate(_BY_HAND, True)
        try:
            yield
        finally:
            with contextlib.suppress(Error):
                await frame.evaluate(_BY_HAND, False)
            await self._stage.panel.veil(not self._shown)


async def _frame_of(page: Page, label: str) -> Frame:
    """The part of the page where something is called so; a form may have moved into a frame."""
    for _ in range(_LOOKS if len(page.frames) > 1 else 0):
        for frame in page.frames:
            with contextlib.suppress(Error):
                if await frame.get_by_label(label, exact=True).or_(frame.get_by_text(label, exact=True)).count():
                    return frame
        await asyncio.sleep(0.1)
    return page.main_frame
