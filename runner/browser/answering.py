"""How fast the page answers, and the one clock by which looking and pressing are patient.

Why: a page that is busy says nothing. Counting its silence against it has us give up on what is there, and press again
what was pressed. So the clock runs slower on a slow page, and stands still while a page does not answer at all.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Literal, TypeVar

from runner.locale import _

T = TypeVar("T")
Kind = Literal["look", "ask", "deed"]  # each takes a time of its own

_QUICK = 0.25  # seconds in which a page is looked through that is not slow
_BUSY = 4  # times the usual, from which on an answer is that of a page that was busy
_NOTICED = 1.5  # seconds after which a person wonders why nothing happens; nothing but a sentence hangs on it
_KEPT = 8  # answers the usual is taken of
BUSY = _(
    "The page is busy or still loading, and has not answered yet. I wait for it, and do nothing twice. "
    "If it shows a message of its own, answer that."
)
_asking: ContextVar[bool] = ContextVar("asking", default=False)


class Answering:
    """What is known of how fast the present page answers; `tell` says a sentence to the person."""

    def __init__(self, tell: Callable[[str], Awaitable[None]] | None = None) -> None:
        self._tell = tell
        self._answers: dict[Kind, deque[float]] = defaultdict(lambda: deque(maxlen=_KEPT))
        self.may_tell = True  # that it is busy: once for each thing waited for, not in the person's turn
        self._aside: set[asyncio.Future[object]] = set()
        self.silence = 0.0  # seconds for which nobody knows whether the page would have answered

    def _usual(self, kind: Kind) -> float:
        return min(self._answers[kind], default=0.0)

    @property
    def slowness(self) -> float:
        """How many times as slow as a quick page this one is; never less than one."""
        return max(1.0, self._usual("look") / _QUICK)

    def allow(self, seconds: float) -> float:
        """As many seconds as this page needs for what takes a quick page so many."""
        return seconds * self.slowness

    def clock(self, seconds: float) -> PageClock:
        """A clock with so many seconds on it."""
        return PageClock(self, seconds)

    async def of(self, doing: Awaitable[T], kind: Kind = "ask") -> T:
        """What is awaited of the page, however long that takes; that it is busy is told once.

        Cancelled, it is over for us at once.
        """
        if _asking.get():
            return await doing  # a part of what is awaited already
        began, token = time.monotonic(), _asking.set(True)
        task = asyncio.ensure_future(doing)
        _asking.reset(token)
        try:
            done, _ = await asyncio.wait([task], timeout=self.allow(_NOTICED))
            if not done:
                await self._tell_once()
            return await task
        finally:
            task.cancel()
            self._took(time.monotonic() - began, kind)

    def _took(self, seconds: float, kind: Kind) -> None:
        usual = max(self._usual(kind), _QUICK / _BUSY)
        self._answers[kind].append(seconds)
        if seconds > _BUSY * usual:
            self.silence += seconds - usual

    def aside(self, doing: Awaitable[object]) -> None:
        """Does something that nothing waits for, and that may fail."""
        task = asyncio.ensure_future(doing)
        self._aside.add(task)
        task.add_done_callback(self._done_aside)

    def _done_aside(self, task: asyncio.Future[object]) -> None:
        self._aside.discard(task)
        if not task.cancelled():
            task.exception()  # known, and of no interest

    async def waited(self, seconds: float, in_all: float) -> None:
        """Notes seconds that went by while another page was on its way; that it takes long `in_all` is told once."""
        self.silence += seconds
        if in_all > self.allow(_NOTICED):
            await self._tell_once()

    async def _tell_once(self) -> None:
        if self._tell and self.may_tell:
            self.may_tell = False
            await self._tell(BUSY)


class PageClock:
    """The seconds left for one thing, by how fast the page answers."""

    def __init__(self, answering: Answering, seconds: float) -> None:
        self._answering = answering
        self._seconds = seconds
        self._began = time.monotonic()
        self._silent = answering.silence

    @property
    def left(self) -> float:
        """How many of the seconds are left; none, once they are over."""
        gone = time.monotonic() - self._began - (self._answering.silence - self._silent)
        return max(0.0, self._seconds - max(0.0, gone) / self._answering.slowness)

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0
