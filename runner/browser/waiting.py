"""Waiting for something to be true of the present page, at the cost of nothing while nothing happens."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from playwright.async_api import Error, Page

from runner.browser.answering import Answering
from runner.browser.asking import NotAnswered
from runner.browser.tabs import Tabs
from runner.browser.watch import Watch

T = TypeVar("T")

LOOK_AGAIN = 1.0  # seconds after which a page that says nothing is looked at all the same: styles change in silence
_SELDOM = 4  # times as long, at most, between two looks at a page that goes on saying nothing in the person's turn
_LEAST_PAUSE = 0.05  # seconds between two looks at a page that never rests
_LEAST_WAIT = 0.2  # seconds a change may be on its way to us, so no wait is cut shorter


@dataclass(frozen=True)
class Pace:
    """How long things take, in seconds.

    `ring` is how long the ring stays before a press, `timeout` how long a thing is looked for; these two are the
    person's settings. A switch counts once it has been the same for `settle`. With `rest`, a page that has not
    changed for so long is taken as it is, and what is not there is not waited for any longer: for pages known to do
    nothing late, as those of tests are. A page that says nothing is looked at all the same after `look_again`.
    """

    ring: float = 0.8
    timeout: float = 8.0
    settle: float = 2.0
    rest: float | None = None
    look_again: float = LOOK_AGAIN


def seldom(quiet: int) -> float:
    """How many times as long there is between two looks, after so many in a row before which the page said nothing."""
    return min(_SELDOM, 1 + quiet / _SELDOM)


class Steady:
    """Tells when an answer has been the same for so many seconds that it may be taken as it is."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: object = None
        self._since = math.inf

    def lasts(self, answer: object) -> bool:
        """Notes an answer; whether it has been the same for long enough."""
        now = time.monotonic()
        if answer != self._seen:
            self._seen, self._since = answer, now
        return now - self._since >= self._seconds


class Waiting:
    """Looks at the present page at once, at each change, and now and then."""

    def __init__(self, tabs: Tabs, watch: Watch, pace: Pace, answering: Answering | None = None) -> None:
        self._tabs = tabs
        self._watch = watch
        self._rest, self._look_again = pace.rest, pace.look_again
        self._answering = answering or Answering()

    async def wait(
        self, look: Callable[[Page], Awaitable[T | None]], seconds: float | None, to_the_end: bool = False
    ) -> T | None:
        """The first answer that is not None, or None when the time is over; no time limit where `seconds` is None.

        The time is the page's (answering.py): while it does not answer, or another one is on its way, none goes by. A
        page at rest ends it sooner (`Pace.rest`), unless what is looked for takes time by itself: `to_the_end`.
        """
        started, idle, quiet, away = time.monotonic(), 0.0, 0, 0.0
        clock = self._answering.clock(math.inf if seconds is None else seconds)
        patient = to_the_end or seconds is None
        self._answering.may_tell = seconds is not None
        while True:
            flag, began, silence = self._watch.flag(), time.monotonic(), self._answering.silence
            answer = await self._look(look)
            if answer is not None:
                return answer
            leaving = self._watch.is_leaving(await self._tabs.present())
            now, rest = time.monotonic(), math.inf if patient or leaving else self._rests_at(started)
            if self._answering.silence > silence:
                self._answering.silence += idle  # nobody knows since when the page was busy
            if (clock.over and not (leaving and seconds)) or began >= rest:
                return None
            if flag.is_set():
                await asyncio.sleep(min(max(_LEAST_PAUSE, now - began), self._look_again))
            again = self._look_again * (seldom(quiet) if seconds is None else 1.0)
            left = min(again, self._answering.allow(clock.left), rest - time.monotonic())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, left)):
                    await flag.wait()
            quiet = 0 if flag.is_set() else quiet + 1
            idle = time.monotonic() - now
            away = away + idle if leaving else 0.0
            if leaving:  # the old page has nothing more to say
                await self._answering.waited(idle, away)
                idle = 0.0

    def _rests_at(self, started: float) -> float:
        """When the page has been still for long enough, if nothing happens until then."""
        if self._rest is None:
            return math.inf
        return max(self._watch.changed_at + self._rest, started + _LEAST_WAIT)

    async def _look(self, look: Callable[[Page], Awaitable[T | None]]) -> T | None:
        page = await self._tabs.present()
        try:
            return await self._answering.of(look(page), "look")
        except Error as error:
            await self._tabs.present()
            if not page.is_closed() and not _passing(error):
                raise
            return None


def _passing(error: Error) -> bool:
    """Whether an error only says that a page, a frame or an element went away while we looked."""
    signs = ("closed", "detached", "not attached", "destroyed", "navigat", "Cannot find", "Unable to adopt", "crashed")
    return isinstance(error, NotAnswered) or any(sign in str(error) for sign in signs)
