"""The person at a terminal: questions answered by single keys."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from typing import get_args

from runner import events
from runner.events import Choice, Question, Reply
from runner.terminal.key_presses import key_presses
from runner.terminal.progress import TURNS, Progress

KEYS: dict[str, Choice] = {
    "\r": "continue",
    "\n": "continue",
    "c": "continue",
    "r": "retry",
    "p": "point",
    "w": "by_hand",
    "s": "skip",
    "b": "back",
    "q": "stop",
    "y": "yes",
    "n": "no",
    **{number: number for number in get_args(events.Numbered)},
}
_NAMES: dict[Choice, str] = {
    "continue": "Enter continue",
    "retry": "r retry",
    "point": "p point",
    "by_hand": "w log in without me",
    "skip": "s skip",
    "back": "b back",
    "stop": "q stop",
    "yes": "Enter yes",
    "no": "n no",
    **{number: number for number in get_args(events.Numbered)},
}
_OTHER_NAMES: dict[str, dict[Choice, str]] = {
    "yes": {"continue": "c done by hand"},  # where Enter means yes
    "record": {"continue": "Enter finish"},
}
_DIFF_STYLES = {"+": "green", "-": "red"}


class Keys:
    """The person at the keyboard: answers questions by single keys, read within `reading`."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._open: tuple[Question, asyncio.Future[Reply]] | None = None
        self._stop = asyncio.Event()
        self._after_letter = 0.0
        self._typed = ""  # so far, as the answer to a need
        self._taken_back = False  # the last question went before a key came, and one could have pointed
        self._wants_to_point = False

    async def ask(self, question: Question) -> Reply:
        """Prints a question and waits for the key of one of its choices."""
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        mine = self._open = (question, answer)
        self._typed = ""
        self._print(question)
        if self._wants_to_point and "point" in question.choices:
            answer.set_result(Reply("point", "terminal"))
        self._taken_back = self._wants_to_point = False
        try:
            return await answer
        finally:
            self._taken_back = answer.cancelled() and "point" in question.choices
            if self._open is mine:
                self._open = None

    async def stops(self) -> None:
        """Returns when q is pressed while nothing is asked."""
        await self._stop.wait()
        self._stop.clear()

    def _print(self, question: Question) -> None:
        say = self._progress.say
        turn = TURNS.get(question.topic) or TURNS.get(question.about, "Your turn")
        say(f"\n  {self._progress.turn} {turn}", "bold cyan")
        for line in question.say.splitlines():
            say(f"    {line}")
        for line in _of_a_login(question):
            say(f"    {line}", "dim")
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
        elif choice == "point" and not self._open and self._taken_back:
            self._wants_to_point = True  # the next click must not hit the page, should the question come again

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
        with key_presses(self.press):
            yield


def _of_a_login(question: Question) -> Iterator[str]:
    """What else to know at a login."""
    if question.about == "login" and not question.topic:
        yield "Optout does not look while you type."
    if "by_hand" in question.choices[1:]:
        yield "If the site turns this browser away, press w."
