"""A visitor without an account, for checking flows against the real sites: goes as far as anybody may, and notes how.

It answers every question by going home: it logs in nowhere, types nothing, sends nothing. Why something is not as the
flow says is causes.py's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
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
from runner.locale import _
from runner.session.causes import CAUSES, Cause, PageMet, cause_of

Found = Literal["found", "later_candidate", "resembling", "missing", "skipped", "not_reached"]
_DRIFT: tuple[Found, ...] = ("resembling", "missing")


@dataclass
class StepVisit:
    """How one step was met: `label` is what the page calls the thing, `note` what there is to say about it.

    `cause` is why it was not as the flow says, empty where it was.
    """

    step: int
    kind: str
    within: str
    sentence: str
    found: Found = "not_reached"
    label: str = ""
    note: str = ""
    cause: Cause | Literal[""] = ""


@dataclass
class FlowVisit:
    """What a visitor saw of one flow, and where the public part ended.

    `region` is where it was seen from, `at` when it ended (UTC), `seconds` how long it took, `tries` in how many
    browsers. `hosts` are the flow's. It is `unvisited` where `ended` says why, with `no_browser` for want of one.
    """

    flow: str
    title: str
    looks: list[StepVisit] = field(default_factory=list)
    ended: str = ""
    region: str = ""
    at: str = ""
    seconds: float = 0.0
    tries: int = 1
    hosts: tuple[str, ...] = ()
    unvisited: bool = False
    no_browser: bool = False

    @property
    def drifted(self) -> bool:
        """Whether something was not as the flow says."""
        return any(look.found in _DRIFT for look in self.looks)

    @property
    def cause(self) -> Cause | Literal[""]:
        """Why the first thing that was not as the flow says was not; empty where all was."""
        return next((look.cause for look in self.looks if look.found in _DRIFT), "")

    def as_text(self) -> str:
        """The visit for a person: a line per step, what is wrong in full."""
        where = f" ({self.region})" if self.region else ""
        lines = [f"{self.flow}  {self.title}{where}"]
        for look in self.looks:
            if look.found != "not_reached":
                place = f"{look.step:>3}" if not look.within else "     ·"
                said = look.note if look.found in _DRIFT else f"“{look.label}”" if look.label else look.note
                said = f"[{CAUSES[look.cause]}] {said}" if look.cause else said
                lines.append(f"{place} {look.found.replace('_', ' '):<15} {look.sentence}{f'  {said}' if said else ''}")
        unmet = sum(look.found == "not_reached" for look in self.looks)
        behind = f"; {unmet} steps behind that were not walked" if unmet else ""
        return "\n".join([*lines, f"    {self.ended}{behind}", ""])

    def problems(self, file: FlowFile) -> list[Problem]:
        """What is not as the flow says, each at its step in the file."""
        places = [file.source.locate(("steps", look.step - 1)) for look in self.looks]
        return [
            Problem(file.path, place.line, place.column, _not_so(look), look.note, "warning")
            for look, place in zip(self.looks, places, strict=True)
            if look.found in _DRIFT
        ]

    def as_json(self) -> dict[str, Any]:
        """The visit as plain data."""
        steps = [asdict(look) for look in self.looks]
        return {
            "flow": self.flow,
            "title": self.title,
            "region": self.region,
            "hosts": list(self.hosts),
            "at": self.at,
            "seconds": round(self.seconds, 2),
            "tries": self.tries,
            "visited": not self.unvisited,
            "drift": self.drifted,
            "cause": self.cause,
            "ended": self.ended,
            "steps": steps,
        }


class Visitor:
    """The person of the walk, and a listener to it.

    `breathe` waits before a host is asked for another page; `arrival` tells how the present page came, and what it is.
    """

    def __init__(
        self, file: FlowFile, breathe: Callable[[str], Awaitable[object]], arrival: Callable[[], Awaitable[PageMet]]
    ) -> None:
        self.visit = FlowVisit(file.id, file.flow.title, hosts=tuple(file.flow.hosts))
        self._steps = file.flow.steps
        self._breathe = breathe
        self._arrival = arrival
        self._open: list[StepVisit] = []

    async def ask(self, question: Question) -> Reply:
        """Goes home, whatever is asked; something missing, and a page of another site, is noted first, with why."""
        look = self._open[-1]
        if question.about in ("missing", "elsewhere"):
            resembles = question.about == "missing" and "yes" in question.choices
            look.found = "resembling" if resembles else "missing"
            look.note = question.say
            look.cause = cause_of(await self._arrival(), resembles)
            self.visit.ended = _("lost at step {step}: {cause}", step=look.step, cause=CAUSES[look.cause])
        else:
            self.visit.ended = _("the person's turn at step {step}: {what}", step=look.step, what=question.about)
        return Reply("stop", "terminal")

    async def stops(self) -> None:
        """Never."""
        await asyncio.Event().wait()

    def give_up(self, why: str) -> None:
        """The walk is cut off where it is, for want of time."""
        if self._open:
            look = self._open[-1]
            look.found, look.cause, look.note = "missing", "timed_out", why
        self.visit.ended = why
        self._add_the_rest()

    async def hear(self, event: Event) -> None:
        """Notes how each step was met."""
        match event:
            case events.StepStarted():
                await self._begin(event)
            case events.TargetFound() if self._open:
                self._open[-1].label = event.label
                self._open[-1].found = "later_candidate" if event.candidate else "found"
            case events.StepDone() | events.StepSkipped() if self._open:
                await self._end(event)
            case events.SessionEnded():
                self.visit.ended = self.visit.ended or _to_its_end(event.outcome)
                self._add_the_rest()

    async def _begin(self, event: events.StepStarted) -> None:
        look = StepVisit(event.step, event.kind, event.within, _as_written(event.sentence))
        self.visit.looks.append(look)
        self._open = [one for one in self._open if event.within and not one.within] + [look]
        if (opens := self._steps[event.step - 1].opens) and not event.within:
            await self._breathe(urlsplit(opens).hostname or "")

    async def _end(self, event: events.StepDone | events.StepSkipped) -> None:
        look = self._open[-1] if event.within else self._open[0]
        if isinstance(event, events.StepSkipped):
            missed = bool(event.within) and look.found == "not_reached"
            look.found, look.note = ("missing" if missed else "skipped"), event.why
            look.cause = cause_of(await self._arrival()) if missed else ""
            return
        look.note = event.note
        kind, arrival = KINDS[look.kind], await self._arrival()
        if kind.comes_to_a_page and not kind.has_routes and arrival.status >= HTTPStatus.BAD_REQUEST:
            look.found, look.note = "missing", _("the site answers with error {status}", status=arrival.status)
            look.cause = cause_of(arrival)
        elif look.found == "not_reached":
            look.found = "found"
        if kind.has_routes:  # a route that did not lead there is no drift where another one did
            for one in self.visit.looks:
                if one.step == look.step and one.within not in ("", event.note) and one.found == "missing":
                    one.found, one.cause = "skipped", ""

    def _add_the_rest(self) -> None:
        met = {look.step for look in self.visit.looks}
        for number, step in enumerate(self._steps, 1):
            if number not in met:
                self.visit.looks.append(_unmet(number, step))


def _not_so(look: StepVisit) -> str:
    """What a look found that is not as the flow says."""
    if look.found == "resembling":
        return _("resembling on the site: {step}", step=look.sentence)
    return _("missing on the site: {step}", step=look.sentence)


def _to_its_end(outcome: str | None) -> str:
    return _("to its end: {outcome}", outcome=outcome) if outcome else _("to its end: nothing to do")


def _as_written(told: str) -> str:
    """A step as it stands in the flow: nobody reads here what the runner does just now."""
    said = told.removeprefix("I ")
    return f"{said[:1].upper()}{said[1:]}"


def _unmet(number: int, step: Step) -> StepVisit:
    return StepVisit(number, step.word, "", str(step))
