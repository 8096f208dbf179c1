"""What has changed since a page was made: a number that goes up, and can be waited for."""

from __future__ import annotations

import asyncio


class Changes:
    """Counts changes. One page waits at a time; a wait that is followed by another one ends."""

    def __init__(self) -> None:
        self.number = 0
        self._waits = 0
        self._news = asyncio.Event()

    def tell(self) -> None:
        """Something has changed that a page may show."""
        self.number += 1
        self._wake()

    async def after(self, number: int) -> int:
        """The number of now, once that is another one than this, or once somebody else waits."""
        self._waits += 1
        mine = self._waits
        self._wake()
        while self.number == number and self._waits == mine:
            await self._news.wait()
        return self.number

    def _wake(self) -> None:
        before, self._news = self._news, asyncio.Event()
        before.set()
