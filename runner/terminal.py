"""The same conversation in a terminal: a line per step, and questions answered by a key.

Readable without colour and in a pipe. Whatever a page or a flow says is shown without its control characters.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.text import Text

from runner import events
from runner.events import Choice, Event, Question, Reply
from runner.plain import plain

KEYS: dict[str, Choice] = {
    "\r": "continue",
    "\n": "continue",
    "r": "retry",
    "p": "point",
    "s": "skip",
    "b": "back",
    "q": "stop",
    "y": "yes",
    "n": "no",
}
_NAMES: dict[Choice, str] = {
    "continue": "Enter continue",
    "retry": "r retry",
    "point": "p point",
    "skip": "s skip",
    "back": "b back",
    "stop": "q stop",
    "yes": "Enter yes",
    "no": "n no",
}
_TURNS = {
    "login": "Your turn: log in",
    "submit": "Your turn: send it",
    "switch": "Your turn: the switch",
    "attach": "Your turn: attach the proof",
    "review": "Your turn",
    "missing": "I can't find it",
    "elsewhere": "You are somewhere else",
    "agree": "One question",
}

_LINE = 90  # letters of a step's sentence that one line of the terminal has room for
NO_KEYS = "No keys are read here; I wait for the browser window alone."


class Progress:
    """A listener that prints: one line per step, and what the person should know."""

    def __init__(self, console: Console, can_answer: bool, aside: str = NO_KEYS) -> None:
        self.console = console
        self.can_answer = can_answer
        self.aside = aside
        self._steps = 0
        self._sentences: dict[str, str] = {}
        marks = ("✓", "–", "●", "·") if (console.encoding or "").lower().startswith("utf") else ("+", "-", "*", ".")
        self._done, self._left, self._turn, self._aside = marks

    def say(self, text: str, style: str = "") -> None:
        """Prints a line as it is."""
        self.console.print(Text(plain(text), style=style), soft_wrap=not self.console.is_terminal)

    def panel_lost(self) -> None:
        """The page hides the panel, or does not answer: the same conversation goes on here."""
        instead = "answer here instead" if self.can_answer else "go to another page, or stop with Ctrl-C"
        self.say(
            f"    {self._aside} This page hides my panel or does not answer (is a dialog open?): {instead}.", "yellow"
        )

    def hear(self, event: Event) -> None:
        """Prints what an event has to say to a person."""
        match event:
            case events.SessionStarted():
                self._steps = event.steps
                self.say(f"\n{event.title}", "bold")
                if event.from_step > 1:
                    self.say(f"Going on at step {event.from_step}, where you left off.")
            case events.StepStarted():
                self._sentences[event.within] = event.sentence
            case events.StepDone() | events.StepSkipped():
                self._step(event)
            case events.PersonAsked() if not self.can_answer:
                self.say(
                    f"  {self._turn} {_TURNS.get(event.for_, 'Your turn')}: {self._sentences.get(event.within, '')}"
                )
                self.say(f"    {self.aside}", "dim")
            case events.PersonAnswered() if event.via != "terminal" and event.reply != "stop":
                self.say(f"    {'The page shows it.' if event.via == 'page' else 'Answered in the panel.'}", "dim")
            case events.InterruptionPressed():
                self.say(f"    {self._aside} Closed a banner with “{event.label}”.", "dim")
            case events.Wandered():
                self.say(f"    {self._aside} You are on {event.host}; I keep my hands off.") if event.host else None
            case events.Noted():
                self.say(f"    {self._aside} {event.text}")
            case _:
                pass

    def _step(self, event: events.StepDone | events.StepSkipped) -> None:
        left_out = isinstance(event, events.StepSkipped)
        note = event.why if isinstance(event, events.StepSkipped) else event.note
        sentence = textwrap.shorten(self._sentences.get(event.within, ""), _LINE, placeholder=" …")
        note = "" if note and note in sentence else note
        mark = self._left if left_out else self._done
        place = "      " if event.within else f"{event.step:>2}/{self._steps} "
        self.say(f"  {mark} {place} {sentence}{f'  ({note})' if note else ''}", "dim" if left_out else "")


class Keys:
    """The person at the keyboard: answers questions by single keys, read within `reading`."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._open: tuple[Question, asyncio.Future[Reply]] | None = None
        self._stop = asyncio.Event()
        self._after_letter = 0.0

    async def ask(self, question: Question) -> Reply:
        """Prints a question and waits for the key of one of its choices."""
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        mine = self._open = (question, answer)
        self._print(question)
        try:
            return await answer
        finally:
            if self._open is mine:
                self._open = None

    async def stops(self) -> None:
        """Returns when q is pressed while nothing is asked."""
        await self._stop.wait()
        self._stop.clear()

    def _print(self, question: Question) -> None:
        say = self._progress.say
        say(f"\n  {self._progress._turn} {_TURNS.get(question.about, 'Your turn')}", "bold cyan")
        for line in question.say.splitlines():
            say(f"    {line}")
        if question.about == "login":
            say("    Optout does not look while you type.", "dim")
        if question.copy:
            say("    To copy:", "dim")
            for line in question.copy.splitlines():
                say(f"      {line}")
        if question.page_answers:
            done = "it turns up" if question.about == "missing" else "that is done"
            say(f"    I go on by myself when {done}.", "dim")
        say(f"    {' · '.join(_NAMES[choice] for choice in question.choices)}", "dim")

    def press(self, key: str) -> None:
        """A key was pressed. A newline right after a letter belongs to that letter: people end a line with Enter."""
        now = asyncio.get_running_loop().time()
        if key in "\r\n" and now - self._after_letter < 0.4:
            return
        choice = KEYS.get(key.lower())
        if choice == "continue" and self._open and "yes" in self._open[0].choices:
            choice = "yes"
        if key not in "\r\n":
            self._after_letter = now
        if self._open and choice in self._open[0].choices and not self._open[1].done():
            self._open[1].set_result(Reply(choice, "terminal"))
        elif choice == "stop" and not self._open:
            self._stop.set()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Reads single keys for the length of the block; the terminal is as it was afterwards."""
        with _windows_keys(self.press) if sys.platform == "win32" else _posix_keys(self.press):
            yield


@contextlib.contextmanager
def _posix_keys(press: Callable[[str], None]) -> Iterator[None]:
    import os
    import termios
    import tty

    descriptor, loop = sys.stdin.fileno(), asyncio.get_running_loop()
    before = termios.tcgetattr(descriptor)

    def read() -> None:
        for key in os.read(descriptor, 256).decode("utf-8", "replace"):
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
                loop.call_soon_threadsafe(press, msvcrt.getwch())  # type: ignore[attr-defined,unused-ignore]

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
