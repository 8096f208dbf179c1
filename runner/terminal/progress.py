"""A walk in a terminal: a line for each step, and what the person should know.

Readable without colour and in a pipe. Whatever a page or a flow says is shown without its control characters.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from runner import events
from runner.app.deed_words import deed_in_words
from runner.events import Event
from runner.locale import _, joined, shown
from runner.outcomes import concluded
from runner.terminal.console import readable

YOUR_TURN = _("Your turn")
TURNS = {
    "login": _("Your turn: log in"),
    "submit": _("Your turn: send it"),
    "switch": _("Your turn: the switch"),
    "attach": _("Your turn: attach the proof"),
    "review": YOUR_TURN,
    "missing": _("I can't find it"),
    "several": _("Which one is it?"),
    "elsewhere": _("You are somewhere else"),
    "agree": _("One question"),
    "record": _("Recording: walk the way as you always do"),
    "capture": _("A picture as proof"),
    "picture": _("Is this picture right?"),
    "next": _("What comes next"),
    "need": _("One question"),
    "by_hand": _("Your turn: log in without me"),
}

_LINE = 90  # letters of a step's sentence that one line of the terminal has room for
NO_KEYS = _("No keys are read here; I wait for the browser window alone.")
PLAYED = _("A script plays your part here.")


class Progress:
    """A listener that prints: one line per step, and what the person should know."""

    def __init__(self, console: Console, can_answer: bool, aside: str = NO_KEYS) -> None:
        self.console = console
        self.can_answer = can_answer
        self.aside = aside
        self._steps = 0
        self._sentences: dict[str, str] = {}
        marks = ("✓", "–", "●", "·") if (console.encoding or "").lower().startswith("utf") else ("+", "-", "*", ".")
        self._done, self._left, self.turn, self._aside = marks

    def say(self, text: str, style: str = "", before: str = "") -> None:
        """Prints a text in the person's language; `before` is what it is moved in by, or marked with."""
        line = Text(f"{before}{readable(text)}", style=style)
        self.console.print(line, soft_wrap=not self.console.is_terminal)

    def _mention(self, text: str, style: str = "") -> None:
        """Says something beside the steps."""
        self.say(text, style, f"    {self._aside} ")

    def _panel_hidden(self) -> None:
        """The same conversation goes on here."""
        if self.can_answer:
            said = _("This page hides my panel or does not answer (is a dialog open?): answer here instead.")
        else:
            said = _(
                "This page hides my panel or does not answer (is a dialog open?): "
                "go to another page, or stop with Ctrl-C."
            )
        self._mention(said, "yellow")

    def hear(self, event: Event) -> None:
        """Prints what an event has to say to a person."""
        match event:
            case events.SessionStarted():
                self._steps = event.steps
                self._started(event)
            case events.StepStarted():
                self._sentences[event.within] = event.sentence
            case events.StepDone() | events.StepSkipped():
                self._step(event)
            case events.PersonAsked() if not self.can_answer:
                self.say(
                    _("{turn}: {step}", turn=TURNS.get(event.for_, YOUR_TURN), step=self._sentence(event)),
                    "",
                    f"  {self.turn} ",
                )
                self.say(self.aside, "dim", "    ")
            case events.PersonAnswered() if event.via != "terminal" and event.reply != "stop":
                self.say(_answered(event), "dim", "    ")
            case events.InterruptionPressed():
                self._mention(_("Closed a banner with “{label}”.", label=event.label), "dim")
            case events.Wandered(host=host) if host:
                self._mention(_("You are on {host}; I keep my hands off.", host=host))
            case events.HeldUp(why=text) | events.Noted(text=text) if text:
                self._mention(text)
            case _:
                self._hear_of_the_run(event)

    def _hear_of_the_run(self, event: Event) -> None:
        match event:
            case events.BrowserChosen():
                self.say(_("{browser}, {where}.", browser=event.title, where=event.where), "dim")
                self._notes(event.notes)
            case events.BrowserOpened():
                self._notes(event.notes)
            case events.PanelHidden():
                self._panel_hidden()
            case events.CameBack():
                self._mention(_("That window is closed; I am back."), "dim")
            case events.ActionRecorded():
                self.say(deed_in_words(event), "dim", "    ")
            case events.FlowEnded():
                self._ended(event)
            case events.FlowLooked():
                self.say(event.said, "bold", "\n  ")
            case events.FlowFiled():
                self._filed(event)
            case _:
                pass

    def _notes(self, notes: Iterable[str]) -> None:
        for note in notes:
            self.say(note, "yellow")

    def _started(self, event: events.SessionStarted) -> None:
        self.say(event.title, "bold", "\n")
        step = event.from_step
        going_on = _("Going on at step {step}, where you left off.", step=step) if step > 1 else ""
        if said := joined(going_on, event.why):
            self.say(said)

    def _sentence(self, event: events.StepEvent) -> str:
        return self._sentences.get(event.within, "")

    def _step(self, event: events.StepDone | events.StepSkipped) -> None:
        left_out = isinstance(event, events.StepSkipped)
        note = event.why if isinstance(event, events.StepSkipped) else event.note
        sentence = textwrap.shorten(shown(self._sentence(event)), _LINE, placeholder=" …")
        note = shown(note)
        note = "" if note and note in sentence else note
        mark = self._left if left_out else self._done
        place = "      " if event.within else f"{event.step:>2}/{self._steps} "
        self.say(f"  {mark} {place} {sentence}{f'  ({note})' if note else ''}", "dim" if left_out else "")

    def _ended(self, event: events.FlowEnded) -> None:
        stopped = event.outcome == "stopped" and self.aside == PLAYED
        self.say(_("Stopped.") if stopped else concluded(event.outcome, event.basis), "bold", "\n  ")
        if event.advice:
            self.say(event.advice, "", "  ")

    def _filed(self, event: events.FlowFiled) -> None:
        if event.noted:
            self.say(event.noted, "", "  ")
        if event.report:
            self.say(_("Pictures: {path}", path=event.pictures), "", "  ")
            self.say(_("Report:   {path}", path=event.report), "", "  ")


def _answered(event: events.PersonAnswered) -> str:
    """Where an answer came from, which was not given here."""
    if event.via != "page":
        return _("Answered in the panel.")
    if event.reply == "by_hand":
        return _("The site refuses a browser that is driven.")
    return _("The page shows it.")
