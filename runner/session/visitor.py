"""A visitor without an account, for checking flows against the real sites: goes as far as anybody may, and notes how.

It answers every question by going home: it logs in nowhere, types nothing, sends nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import urlsplit

from runner import events
from runner.errors import Problem
from runner.events import Event, Question, Reply
from runner.flow.kinds import KINDS
from runner.flow.load import FlowFile
from runner.flow.step import Step

Found = Literal["found", "later_candidate", "resembling", "missing", "skipped", "not_reached"]
_DRIFT: tuple[Found, ...] = ("resembling", "missing")


@dataclass
class StepVisit:
    """How one step was met: `label` is what the page calls the thing, `note` what there is to say about it."""

    step: int
    kind: str
    within: str
    sentence: str
    found: Found = "not_reached"
    label: str = ""
    note: str = ""


@dataclass
class FlowVisit:
    """What a visitor saw of one flow, and where the public part ended."""

    flow: str
    title: str
    looks: list[StepVisit] = field(default_factory=list)
    ended: str = ""

    @property
    def drifted(self) -> bool:
        """Whether something was not as the flow says."""
        return any(look.found in _DRIFT for look in self.looks)

    def as_text(self) -> str:
        """The visit for a person: a line per step, what is wrong in full."""
        lines = [f"{self.flow}  {self.title}"]
        for look in self.looks:
            if look.found != "not_reached":
                place = f"{look.step:>3}" if not look.within else "     ·"
                said = look.note if look.found in _DRIFT else f"“{look.label}”" if look.label else look.note
                lines.append(f"{place} {look.found.replace('_', ' '):<15} {look.sentence}{f'  {said}' if said else ''}")
        unmet = sum(look.found == "not_reached" for look in self.looks)
        behind = f"; {unmet} steps behind that were not walked" if unmet else ""
        return "\n".join([*lines, f"    {self.ended}{behind}", ""])

    def problems(self, file: FlowFile) -> list[Problem]:
        """What is not as the flow says, each at its step in the file."""
        places = [file.source.locate(("steps", look.step - 1)) for look in self.looks]
        return [
            Problem(
                file.path, place.line, place.column, f"{look.found} on the site: {look.sentence}", look.note, "warning"
            )
            for look, place in zip(self.looks, places, strict=True)
            if look.found in _DRIFT
        ]

    def as_json(self) -> dict[str, Any]:
        """The visit as plain data."""
        steps = [asdict(look) for look in self.looks]
        return {"flow": self.flow, "title": self.title, "drift": self.drifted, "ended": self.ended, "steps": steps}


class Visitor:
    """The person of the walk, and a listener to it.

    `breathe` waits before a host is asked for another page; `status` is the HTTP status of the page last opened.
    """

    def __init__(self, file: FlowFile, breathe: Callable[[str], Any], status: Callable[[], int]) -> None:
        self.visit = FlowVisit(file.id, file.flow.title)
        self._steps = file.flow.steps
        self._breathe = breathe
        self._status = status
        self._open: list[StepVisit] = []

    async def ask(self, question: Question) -> Reply:
        """Goes home, whatever is asked; something missing is noted first."""
        look = self._open[-1]
        if question.about == "missing":
            look.found = "resembling" if "yes" in question.choices else "missing"
            look.note = question.say
            self.visit.ended = f"lost at step {look.step}"
        else:
            self.visit.ended = f"the person's turn at step {look.step}: {question.about}"
        return Reply("stop", "terminal")

    async def stops(self) -> None:
        """Never."""
        await asyncio.Event().wait()

    async def hear(self, event: Event) -> None:
        """Notes how each step was met."""
        match event:
            case events.StepStarted():
                await self._begin(event)
            case events.TargetFound() if self._open:
                self._open[-1].label = event.label
                self._open[-1].found = "later_candidate" if event.candidate else "found"
            case events.StepDone() | events.StepSkipped() if self._open:
                self._end(event)
            case events.SessionEnded():
                self.visit.ended = self.visit.ended or f"to its end: {event.outcome or 'nothing to do'}"
                self._add_the_rest()

    async def _begin(self, event: events.StepStarted) -> None:
        look = StepVisit(event.step, event.kind, event.within, _as_written(event.sentence))
        self.visit.looks.append(look)
        self._open = [one for one in self._open if event.within and not one.within] + [look]
        if (opens := self._steps[event.step - 1].opens) and not event.within:
            await self._breathe(urlsplit(opens).hostname or "")

    def _end(self, event: events.StepDone | events.StepSkipped) -> None:
        look = self._open[-1] if event.within else self._open[0]
        if isinstance(event, events.StepSkipped):
            missed = bool(event.within) and look.found == "not_reached"
            look.found, look.note = ("missing" if missed else "skipped"), event.why
            return
        look.note = event.note
        kind = KINDS[look.kind]
        if kind.comes_to_a_page and not kind.has_routes and self._status() >= HTTPStatus.BAD_REQUEST:
            look.found, look.note = "missing", f"the site answers with error {self._status()}"
        elif look.found == "not_reached":
            look.found = "found"
        if kind.has_routes:  # a route that did not lead there is no drift where another one did
            for one in self.visit.looks:
                if one.step == look.step and one.within not in ("", event.note) and one.found == "missing":
                    one.found = "skipped"

    def _add_the_rest(self) -> None:
        met = {look.step for look in self.visit.looks}
        for number, step in enumerate(self._steps, 1):
            if number not in met:
                self.visit.looks.append(_unmet(number, step))


def _as_written(told: str) -> str:
    """A step as it stands in the flow: nobody reads here what the runner does just now."""
    said = told.removeprefix("I ")
    return f"{said[:1].upper()}{said[1:]}"


def _unmet(number: int, step: Step) -> StepVisit:
    return StepVisit(number, step.word, "", str(step))
