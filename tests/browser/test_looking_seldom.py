"""In the person's turn a page that goes on saying nothing is looked at less and less often, until it says something."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from runner.browser.waiting import Pace, Waiting, seldom
from runner.browser.watch import Watch

AGAIN = 0.04  # seconds


def _waiting(watch: Watch) -> Waiting:
    async def present() -> Any:
        return SimpleNamespace(is_closed=lambda: False)

    tabs: Any = SimpleNamespace(present=present)
    return Waiting(tabs, watch, Pace(look_again=AGAIN))


async def _looked(seconds: float | None, looks: int, changes: int = 0, asked: list[float] | None = None) -> list[float]:
    """The seconds between so many looks; the page changes right after the look of that number.

    `asked` gets the seconds for which nothing but a change would have ended the wait.
    """
    timeout = asyncio.timeout

    def timed(delay: float | None) -> Any:
        if asked is not None and delay is not None:
            asked.append(delay)
        return timeout(delay)

    watch, moments = Watch(), list[float]()

    async def look(_: Any) -> bool | None:
        moments.append(time.monotonic())
        if len(moments) == changes:
            asyncio.get_running_loop().call_soon(watch.raise_flag)
        return True if len(moments) > looks else None

    with patch("asyncio.timeout", timed):
        await _waiting(watch).wait(look, seconds)
    return [late - early for early, late in pairwise(moments)]


def test_looks_become_rare_by_and_by() -> None:
    times = [seldom(quiet) for quiet in range(30)]
    assert (times[0], times[-1]) == (1, 4)
    assert times == sorted(times)


@pytest.mark.slow
async def test_they_do_while_nothing_happens() -> None:
    gaps = await _looked(None, 16)
    assert gaps[-1] >= 4 * AGAIN, gaps


@pytest.mark.slow
async def test_a_change_is_looked_at_at_once_and_counts_from_there() -> None:
    """Seventeen looks, the change in the middle: nowhere are there so many in a row that the pause is the longest."""
    asked = list[float]()
    await _looked(None, 16, changes=8, asked=asked)
    assert max(asked) < 4 * AGAIN


@pytest.mark.slow
async def test_what_has_a_time_limit_is_looked_for_as_often_as_before() -> None:
    asked = list[float]()
    await _looked(60, 16, asked=asked)
    assert max(asked) <= AGAIN
