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


class Hands:
    """Somebody's mouse and keys; `by_hand` is True while a press is theirs. No panel is `shown` where no runner is."""

    def __init__(self, stage: Stage, subject: Subject, change: Change, shown: bool = True) -> None:
        self._stage, self._subject = stage, subject
        self._is_german = subject.on_practice_site and change == "language"
        self._turns: Counter[str] = Counter()
        self._shown = shown
        self.by_hand = False

    async def take_turn(self, about: str, page: Page) -> bool:
        """Does what the case says at the next pause of this kind; whether it says to press Continue then."""
        self._turns[about] += 1
        turns = self._subject.case.actions_by_pause
        for action in turns.get(f"{about} {self._turns[about]}", turns.get(about, ())):
            if isinstance(action, Continue):
                return True
            async with self._at_work():
                said = in_german(action) if self._is_german else action
                await do(await _frame_of(page, getattr(said, "label", "")), said)
        return False

    async def click(self, thing: ElementHandle) -> None:
        """Presses a thing."""
        async with self._at_work():
            await thing.click(timeout=2000)

    @contextlib.asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        self.by_hand = True
        await self._stage.panel.veil(True)  # a person would drag it aside
        try:
            yield
        finally:
            await self._stage.panel.veil(not self._shown)
            self.by_hand = False


async def _frame_of(page: Page, label: str) -> Frame:
    """The part of the page where something is called so; a form may have moved into a frame."""
    for _ in range(_LOOKS if len(page.frames) > 1 else 0):
        for frame in page.frames:
            with contextlib.suppress(Error):
                if await frame.get_by_label(label, exact=True).or_(frame.get_by_text(label, exact=True)).count():
                    return frame
        await asyncio.sleep(0.1)
    return page.main_frame
