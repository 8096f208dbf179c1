"""Questions before and after a walk, where no browser is open: asked line by line."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator

import click

from runner.app.front_end import FrontEnd
from runner.events import ChangeProposed, Choice, Event, Noted, Question, Reply, Warned
from runner.locale import _, in_context, shown
from runner.terminal.console import readable, say, the_console

_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_KEYS: dict[str, dict[str, Choice]] = {
    "repair": {"k": "skip", "y": "yes", "e": "retry", "d": "no"},
    "merge": {"k": "skip", "y": "yes", "o": "no"},
}


class Prompts:
    """The person at a terminal, asked by whole lines; what they type in the meantime waits."""

    async def ask(self, question: Question) -> Reply:
        """Prints a question and reads its answer; what its last line asks stands beside the answer."""
        with _ctrl_c_as_usual():
            return _answer(question)

    async def stops(self) -> None:
        """Nothing but Ctrl-C ends a prompt, and that is an exception."""
        await asyncio.Event().wait()


@contextlib.contextmanager
def _ctrl_c_as_usual() -> Iterator[None]:
    """Ctrl-C ends a prompt at once: asyncio's own handler would only ask the task to end once the line is read."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _answer(question: Question) -> Reply:
    if question.about in _KEYS:
        return Reply(_about_a_change(question), "terminal")
    told, _line_end, asks = shown(question.say).rpartition("\n")
    if told:
        say(told)
    if question.about == "need":
        return Reply("continue", "terminal", click.prompt(readable(asks), type=str).strip())
    usually = question.choices[0] == "yes"
    to_stderr = question.about == "settings"  # which any command may ask, also one whose output goes on
    return Reply("yes" if click.confirm(readable(asks), default=usually, err=to_stderr) else "no", "terminal")


def prompts() -> FrontEnd:
    """The terminal as a front end for what is asked where no walk is under way; nobody is there behind a pipe."""
    return FrontEnd([Prompts()] if has_keyboard() else [], [_tell])


def has_keyboard() -> bool:
    """Whether somebody can type here: there is a stdin, and it is no pipe."""
    return sys.stdin is not None and sys.stdin.isatty()


def _about_a_change(question: Question) -> Choice:
    known = _KEYS[question.about]
    keys = [key for key, choice in known.items() if choice in question.choices]
    enter = in_context("key", "Enter")
    names = [f"{shown(enter) if key == 'k' else key} {readable(question.labels[known[key]])}" for key in keys]
    pressed = click.prompt(
        " · ".join(names),
        default="k",
        type=click.Choice(keys),
        show_choices=False,
        show_default=False,
        prompt_suffix="\n> ",
    )
    return known[pressed]


def _tell(event: Event) -> None:
    match event:
        case Noted(text=text):
            say(text)
        case Warned(text=text):
            say(text, err=True)
        case ChangeProposed():
            _show(event)
        case _:
            pass


def _show(change: ChangeProposed) -> None:
    say()
    say(_("{flow}: {change}", flow=change.flow, change=change.summary))
    if change.stale:
        say(_("The file has changed since this was learnt, so look closely."))
    if change.reason:
        say(_("Nothing is changed: {reason}.", reason=change.reason))
        return
    console = the_console()
    for line in change.diff.split("\n"):
        if console.is_terminal:
            style = "bold" if line[:3] in ("---", "+++") else _STYLES.get(line[:1], "")
            console.print(readable(line), style=style, soft_wrap=True)
        else:
            say(line)
