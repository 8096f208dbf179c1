"""The person at a terminal: questions answered by single keys."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from typing import get_args

from runner import events
from runner.events import Choice, Question, Reply
from runner.locale import _, in_context, joined, language, shown
from runner.preferred import ENGLISH
from runner.terminal.key_presses import key_presses
from runner.terminal.progress import TURNS, YOUR_TURN, Progress

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
ENTER = in_context("key", "Enter")  # the one key that has a name
_NAMES: dict[Choice, str] = {
    "continue": _("continue"),
    "retry": _("retry"),
    "point": _("point"),
    "by_hand": _("log in without me"),
    "skip": _("skip"),
    "back": _("back"),
    "stop": _("stop"),
    "yes": _("yes"),
    "no": _("no"),
}
_OTHER_NAMES: dict[str, dict[Choice, str]] = {
    "yes": {"continue": _("done by hand")},  # where Enter means yes
    "record": {"continue": _("finish")},
}
_KEYS: dict[Choice, str] = {
    "continue": ENTER,
    "retry": "r",
    "point": "p",
    "by_hand": "w",
    "skip": "s",
    "back": "b",
    "stop": "q",
    "yes": ENTER,
    "no": "n",
    **{number: number for number in get_args(events.Numbered)},
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
        turn = TURNS.get(question.topic) or TURNS.get(question.about, YOUR_TURN)
        say(turn, "bold cyan", f"\n  {self._progress.turn} ")
        for line in shown(question.say).splitlines():
            say(line, "", "    ")
        for line in _of_a_login(question):
            say(line, "dim", "    ")
        if question.copy:
            say(_("To copy:"), "dim", "    ")
            for line in shown(question.copy).splitlines():
                say(line, "", "      ")
        for line in question.diff.splitlines() if question.diff else ():
            say(line, _DIFF_STYLES.get(line[:1], "dim"), "      ")
        if question.picture:
            picture = _("It is shown in the browser window; boxes are drawn there, and count whichever way you answer.")
            say(picture, "dim", "    ")
        if question.page_answers and question.about == "missing":
            say(_("I go on by myself when it turns up."), "dim", "    ")
        elif question.page_answers:
            say(_("I go on by myself when that is done."), "dim", "    ")
        say(_choices(question), "dim", "    ")

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


def _choices(question: Question) -> str:
    """The keys of a question, and what each means."""
    if question.about == "need":
        label = _in_a_line(question.labels[question.choices[0]])
        return _("Type it and press Enter · Enter alone {label} · Ctrl-C stop", label=label)
    names = {**_NAMES, **_OTHER_NAMES.get("yes" if "yes" in question.choices else question.about, {})}
    names |= {choice: _in_a_line(label) for choice, label in question.labels.items()}
    return joined(*(joined(_KEYS[one], names.get(one, "")) for one in question.choices), between=" · ")


def _in_a_line(label: str) -> str:
    """The label of a button as it stands in a line: small in English, in other languages as it is written."""
    return label.lower() if language().code == ENGLISH else label


def _of_a_login(question: Question) -> Iterator[str]:
    """What else to know at a login."""
    if question.about == "login" and not question.topic:
        yield _("Optout does not look while you type.")
    if "by_hand" in question.choices[1:]:
        yield _("If the site turns this browser away, press w.")
