"""A walk in a terminal: a line for each step, and what the person should know.

Readable without colour and in a pipe. Whatever a page or a flow says is shown without its control characters.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from runner import events
from runner.events import Event
from runner.outcomes import concluded
from runner.plain import plain

TURNS = {
    "login": "Your turn: log in",
    "submit": "Your turn: send it",
    "switch": "Your turn: the switch",
    "attach": "Your turn: attach the proof",
    "review": "Your turn",
    "missing": "I can't find it",
    "several": "Which one is it?",
    "elsewhere": "You are somewhere else",
    "agree": "One question",
    "record": "Recording: walk the way as you always do",
    "capture": "A picture as proof",
    "picture": "Is this picture right?",
    "next": "What comes next",
    "need": "One question",
    "by_hand": "Your turn: log in without me",
}

_ACTIONS = {
    "went": "opened", "pressed": "pressed", "hovered": "pointed at", "sent": "your turn", "typed": "filled in",
    "chose": "chose", "turned": "switched", "attached": "attached", "secret": "a login (not looked at)",
}  # fmt: skip
_LINE = 90  # letters of a step's sentence that one line of the terminal has room for
NO_KEYS = "No keys are read here; I wait for the browser window alone."
PLAYED = "A script plays your part here."


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

    def say(self, text: str, style: str = "") -> None:
        """Prints a line as it is."""
        self.console.print(Text(plain(text), style=style), soft_wrap=not self.console.is_terminal)

    def _panel_hidden(self) -> None:
        """The same conversation goes on here."""
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
                going_on = f"Going on at step {event.from_step}, where you left off." if event.from_step > 1 else ""
                if said := f"{going_on} {event.why}".strip():
                    self.say(said)
            case events.StepStarted():
                self._sentences[event.within] = event.sentence
            case events.StepDone() | events.StepSkipped():
                self._step(event)
            case events.PersonAsked() if not self.can_answer:
                self.say(f"  {self.turn} {TURNS.get(event.for_, 'Your turn')}: {self._sentences.get(event.within, '')}")
                self.say(f"    {self.aside}", "dim")
            case events.PersonAnswered() if event.via != "terminal" and event.reply != "stop":
                self.say(f"    {_answered(event)}", "dim")
            case events.InterruptionPressed():
                self.say(f"    {self._aside} Closed a banner with “{event.label}”.", "dim")
            case events.Wandered():
                self.say(f"    {self._aside} You are on {event.host}; I keep my hands off.") if event.host else None
            case events.HeldUp(why=text) | events.Noted(text=text) if text:
                self.say(f"    {self._aside} {text}")
            case _:
                self._hear_of_the_run(event)

    def _hear_of_the_run(self, event: Event) -> None:
        match event:
            case events.BrowserChosen():
                self.say(f"{event.title}, {event.where}.", "dim")
                self._notes(event.notes)
            case events.BrowserOpened():
                self._notes(event.notes)
            case events.PanelHidden():
                self._panel_hidden()
            case events.CameBack():
                self.say(f"    {self._aside} That window is closed; I am back.", "dim")
            case events.ActionRecorded():
                self.say(f"    {_ACTIONS[event.done]} {event.label}", "dim")
            case events.FlowEnded():
                self._ended(event)
            case events.FlowLooked():
                self.say(f"\n  {event.said}", "bold")
            case events.FlowFiled():
                self._filed(event)
            case _:
                pass

    def _notes(self, notes: Iterable[str]) -> None:
        for note in notes:
            self.say(note, "yellow")

    def _step(self, event: events.StepDone | events.StepSkipped) -> None:
        left_out = isinstance(event, events.StepSkipped)
        note = event.why if isinstance(event, events.StepSkipped) else event.note
        sentence = textwrap.shorten(self._sentences.get(event.within, ""), _LINE, placeholder=" …")
        note = "" if note and note in sentence else note
        mark = self._left if left_out else self._done
        place = "      " if event.within else f"{event.step:>2}/{self._steps} "
        self.say(f"  {mark} {place} {sentence}{f'  ({note})' if note else ''}", "dim" if left_out else "")

    def _ended(self, event: events.FlowEnded) -> None:
        stopped = event.outcome == "stopped" and self.aside == PLAYED
        self.say(f"\n  {'Stopped.' if stopped else concluded(event.outcome, event.basis)}", "bold")
        if event.advice:
            self.say(f"  {event.advice}")

    def _filed(self, event: events.FlowFiled) -> None:
        if event.noted:
            self.say(f"  {event.noted}")
        if event.report:
            self.say(f"  Pictures: {event.pictures}\n  Report:   {event.report}")


def _answered(event: events.PersonAnswered) -> str:
    """Where an answer came from, which was not given here."""
    if event.via != "page":
        return "Answered in the panel."
    return "The site refuses a browser that is driven." if event.reply == "by_hand" else "The page shows it."
