"""The same conversation in a terminal: a line per step, and questions answered by a key.

Readable without colour and in a pipe. Whatever a page or a flow says is shown without its control characters.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
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
    "c": "continue",
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
_OTHER_NAMES: dict[str, dict[Choice, str]] = {
    "yes": {"continue": "c done by hand"},  # where Enter means yes
    "record": {"continue": "Enter finish"},
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
    "record": "Recording: walk the way as you always do",
    "capture": "A picture as proof",
    "picture": "Is this picture right?",
    "next": "What comes next",
    "need": "One question",
}

_DIFF_STYLES = {"+": "green", "-": "red"}
_ARROWS = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Z])")  # and the like: their last letter is no answer
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
        self._typed = ""  # so far, as the answer to a need

    async def ask(self, question: Question) -> Reply:
        """Prints a question and waits for the key of one of its choices."""
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        mine = self._open = (question, answer)
        self._typed = ""
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
        turn = _TURNS.get(question.topic) or _TURNS.get(question.about, "Your turn")
        say(f"\n  {self._progress._turn} {turn}", "bold cyan")
        for line in question.say.splitlines():
            say(f"    {line}")
        if question.about == "login":
            say("    Optout does not look while you type.", "dim")
        if question.copy:
            say("    To copy:", "dim")
            for line in question.copy.splitlines():
                say(f"      {line}")
        for line in question.diff.splitlines() if question.diff else ():
            say(f"      {line}", _DIFF_STYLES.get(line[:1], "dim"))
        if question.picture:
            say(
                "    It is shown in the browser window; boxes are drawn there, and count whichever way you answer.",
                "dim",
            )
        if question.page_answers:
            done = "it turns up" if question.about == "missing" else "that is done"
            say(f"    I go on by myself when {done}.", "dim")
        if question.about == "need":
            alone = question.labels[question.choices[0]].lower()
            say(f"    Type it and press Enter · Enter alone {alone} · Ctrl-C stop", "dim")
            return
        names = {**_NAMES, **_OTHER_NAMES.get("yes" if "yes" in question.choices else question.about, {})}
        for choice, label in question.labels.items():
            names[choice] = f"{names[choice].split()[0]} {label.lower()}"
        say(f"    {' · '.join(names[choice] for choice in question.choices)}", "dim")

    def press(self, key: str) -> None:
        """A key was pressed. A newline right after a letter belongs to that letter: people end a line with Enter."""
        now = asyncio.get_running_loop().time()
        if key in "\r\n" and now - self._after_letter < 0.4 and not self._typed:
            return
        if self._open and self._open[0].about == "need":
            self._type(key, *self._open)
            return
        choice = KEYS.get(key.lower())
        if key in "\r\n" and self._open and "yes" in self._open[0].choices:
            choice = "yes"
        if key not in "\r\n":
            self._after_letter = now
        if self._open and choice in self._open[0].choices and not self._open[1].done():
            self._open[1].set_result(Reply(choice, "terminal"))
        elif choice == "stop" and not self._open:
            self._stop.set()

    def _type(self, key: str, question: Question, answer: asyncio.Future[Reply]) -> None:
        """A key of a line that is typed: shown, taken back by Backspace, and given by Enter."""
        if key in "\r\n" and not answer.done():
            text = self._typed.strip()
            answer.set_result(Reply("continue" if text else question.choices[0], "terminal", text))
            self._show("\n")
        elif key in "\x7f\b" and self._typed:
            self._typed = self._typed[:-1]
            self._show("\b \b")
        elif key.isprintable():
            self._typed += key
            self._show(key)

    def _show(self, text: str) -> None:
        self._progress.console.file.write(text)
        self._progress.console.file.flush()

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
                loop.call_soon_threadsafe(press, msvcrt.getwch())  # type: ignore[attr-defined,unused-ignore]

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
