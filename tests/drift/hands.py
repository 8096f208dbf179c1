"""The person's part at the pauses, done on the page: for the runner, and for whatever else walks the same way."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import AsyncIterator

from playwright.async_api import ElementHandle, Page

from tests.by_hand import do
from tests.sites.case import Continue

from .stage import Change, Stage
from .subjects import Subject, in_german


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
                await do(page, in_german(action) if self._is_german else action)
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
