"""How long a test waits for what another program does; `pytest --patience SECONDS` is its one knob."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")
seconds = 300.0  # of a machine with nothing else to do; set by --patience


async def until(look: Callable[[], Seen | None], goes_on: Callable[[], bool]) -> Seen:
    """What is seen in the end: true, or a thing. Fails as soon as the program has ended without it.

    It fails too where nothing comes of a program that hangs. Time passes more slowly for that on a busy machine: a
    second in which four processes wait for each core counts as a quarter of one.
    """
    left, then = seconds, time.monotonic()
    while True:
        ended = not goes_on()
        if found := look():
            return found
        assert not ended, "it has ended, and what was waited for has not come"
        assert left > 0, f"it goes on, and what was waited for has not come in {seconds:.0f} seconds of a quiet machine"
        await asyncio.sleep(0.05)
        now = time.monotonic()
        left, then = left - (now - then) / _load(), now


async def rest(quiet: float) -> None:
    """Waits for this many seconds of a quiet machine."""
    while quiet > 0:
        then = time.monotonic()
        await asyncio.sleep(min(quiet, 1.0))
        quiet -= (time.monotonic() - then) / _load()


def _load() -> float:
    """Processes that wait for each core, at least 1."""
    try:
        return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    except (AttributeError, OSError):  # not on Windows
        return 1.0
