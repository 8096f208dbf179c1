"""A terminal as the place where a person is told and asked: all that a use case needs of a front end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.console import Console

from runner import events
from runner.app.front_end import FrontEnd
from runner.events import Event, Question, Reply
from runner.terminal.keys import Keys
from runner.terminal.progress import NO_KEYS, PLAYED, Progress
from runner.terminal.prompts import has_keyboard
from runner.terminal.signals import stop_signals


class CtrlC:
    """A place where the person can only say stop: Ctrl-C, or the end of the terminal."""

    def __init__(self) -> None:
        self._pressed = asyncio.Event()

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Takes Ctrl-C as an answer for the length of the block; a second one ends the program as usual."""
        with stop_signals(self._pressed.set):
            yield

    def pressed(self) -> bool:
        """Whether it is pressed already: then all is over, not one flow alone."""
        return self._pressed.is_set()

    async def ask(self, question: Question) -> Reply:
        """Stop, once Ctrl-C is pressed."""
        await self._pressed.wait()
        return Reply("stop", "terminal")

    async def stops(self) -> None:
        """Returns when Ctrl-C is pressed."""
        await self._pressed.wait()


class Terminal:
    """Tells events on a console and asks by keys, where somebody sits at it and no script plays their part.

    Used as `with Terminal(console) as terminal:`; keys and Ctrl-C are read once the browser is there.
    """

    def __init__(self, console: Console, is_played: bool = False) -> None:
        reads = is_attended(console) and not is_played
        self._progress = Progress(console, reads, PLAYED if is_played else NO_KEYS)
        self._keys = Keys(self._progress) if reads else None
        self._ctrl_c = CtrlC()
        self._stack = contextlib.ExitStack()
        self.front = FrontEnd([self._keys] if self._keys else [], [self._hear], [self._ctrl_c])
        self.say = self._progress.say

    def _hear(self, event: Event) -> None:
        if isinstance(event, events.BrowserOpened):
            self._listen()
        elif isinstance(event, events.BrowserClosed):
            self._stack.close()
        self._progress.hear(event)

    def _listen(self) -> None:
        self._stack.close()  # of a browser before this one
        self._stack.enter_context(self._ctrl_c.listening())
        if self._keys:
            self._stack.enter_context(self._keys.reading())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def is_attended(console: Console) -> bool:
    """Whether somebody sits at this terminal and can be asked."""
    return has_keyboard() and console.is_terminal
