"""Being told that the person says stop: Ctrl-C, or the end of the terminal, as each system tells it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import FrameType

_WINDOWS = ("SIGINT", "SIGBREAK")  # Ctrl-C, and Ctrl-Break, which is also how others ask a program there to end


def stop_signals(stop: Callable[[], None], system: str = sys.platform) -> AbstractContextManager[None]:
    """Calls `stop` at the first of each, in the loop that runs; a second one does what it does to every program."""
    return _by_python(stop) if system == "win32" else _by_loop(stop)


@contextlib.contextmanager
def _by_loop(stop: Callable[[], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    names = (signal.SIGINT, signal.SIGTERM)

    def once(name: signal.Signals) -> None:
        loop.remove_signal_handler(name)
        stop()

    for name in names:
        loop.add_signal_handler(name, once, name)
    try:
        yield
    finally:
        for name in names:
            loop.remove_signal_handler(name)


@contextlib.contextmanager
def _by_python(stop: Callable[[], None]) -> Iterator[None]:
    """Loops take no signals on Windows; Python does, between two steps of the loop, which is then woken."""
    loop = asyncio.get_running_loop()
    names = [signal.Signals[name] for name in _WINDOWS if name in signal.Signals.__members__]
    before = {name: signal.getsignal(name) for name in names}

    def once(number: int, _: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)])
        loop.call_soon_threadsafe(stop)

    for name in names:
        signal.signal(name, once)
    try:
        yield
    finally:
        for name in names:
            signal.signal(name, before[name])
