"""Single keys of a terminal, as each system gives them; keys that are no letters, such as arrows, are left out."""

from __future__ import annotations

import asyncio
import contextlib
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

_ARROWS = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Z])")  # and the like: their last letter is no answer
_NO_LETTER = "\0\xe0"  # what Windows puts before the letter that an arrow or the like comes as


def key_presses(press: Callable[[str], None], system: str = sys.platform) -> AbstractContextManager[None]:
    """Calls `press` for each key, in the loop that runs, for the length of the block; then all is as it was."""
    return _windows_keys(press) if system == "win32" else _posix_keys(press)


@contextlib.contextmanager
def _posix_keys(press: Callable[[str], None]) -> Iterator[None]:
    if sys.platform == "win32":
        raise OSError("a console of Windows is read by `_windows_keys`")
    import os
    import termios
    import tty

    descriptor, loop = sys.stdin.fileno(), asyncio.get_running_loop()
    before = termios.tcgetattr(descriptor)

    def read() -> None:
        for key in _ARROWS.sub("", os.read(descriptor, 256).decode("utf-8", "replace")):
            press(key)

    tty.setcbreak(descriptor)
    loop.add_reader(descriptor, read)
    try:
        yield
    finally:
        loop.remove_reader(descriptor)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


@contextlib.contextmanager
def _windows_keys(press: Callable[[str], None]) -> Iterator[None]:
    import msvcrt

    loop, over = asyncio.get_running_loop(), threading.Event()

    def read() -> None:
        while not over.wait(0.05):
            while msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
                key = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
                if key in _NO_LETTER:  # Del comes as one of these and S, which would skip a step
                    msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
                else:
                    loop.call_soon_threadsafe(press, key)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
