"""Trying some steps of a flow while it is edited: what comes of each, and what is missing where one does not work.

The same engine, driver and guard as in a walk. What is different: nothing is sent, switched or kept by it. Where it is
the person's turn to do that, or something is missing or refused, the trial is over, and tells why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from runner import events
from runner.errors import Elsewhere, Refused, RunnerError, Stopped, TargetNotFound
from runner.events import Event, Listener
from runner.flow.driver import Driver, Pointed, Seen
from runner.flow.load import FlowFile, Loc, walk
from runner.flow.results import Asks, Attaches, Captures, Result
from runner.flow.step import Step
from runner.locale import _
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.next_step import ON, Next
from runner.session.person import Together
from runner.session.step_position import StepPosition

Came = Literal["done", "skipped", "missing", "refused", "elsewhere", "turn", "stopped"]


@dataclass(frozen=True)
class StepTried:
    """What came of a step, in a sentence; `before` is the page on which it began."""

    loc: Loc
    came: Came
    note: str
    before: str = ""


@dataclass(frozen=True)
class StepToTry:
    """A step, and its place in the file."""

    loc: Loc
    step: Step


def up_to(file: FlowFile, end: Loc, start: Loc | None = None) -> list[StepToTry]:
    """The steps that lead to one, from `start` on where that comes before it, else from the beginning.

    Where it lies inside others, they lead into these: of several routes, along its own.
    """
    found = [one for one in _all(file) if _leads_to(one.loc, end)]
    if start is not None and _order(start) <= _order(end):
        found = [one for one in found if _order(one.loc) >= _order(start)]
    return found


def onward(file: FlowFile, start: Loc) -> list[StepToTry]:
    """A step and all that is walked after it: the rest of its own list, then of those around it."""
    found = []
    for depth in range(len(start) - 3, -1, -1):
        if not isinstance(at := start[depth + 1], int):
            continue  # no list begins here
        first = at if depth == len(start) - 3 else at + 1
        around = start[: depth + 1]
        found += [one for one in _all(file) if len(one.loc) == depth + 3 and one.loc[: depth + 1] == around
                  and isinstance(one.loc[-2], int) and one.loc[-2] >= first]  # fmt: skip
    return found


def _all(file: FlowFile) -> list[StepToTry]:
    return [StepToTry(loc, step) for loc, step in walk(file.flow.steps)]


def _leads_to(loc: Loc, end: Loc) -> bool:
    """Whether a step is walked as a whole on the way to another: it stands before that, in its list or around it."""
    around, at = loc[:-2], loc[-2]
    other = end[len(around)] if len(end) > len(around) else None
    return end[: len(around)] == around and isinstance(at, int) and isinstance(other, int) and at < other


def _order(loc: Loc) -> list[int]:
    return [part for part in loc if isinstance(part, int)]


class Trial(Engine):
    """Walks steps of a flow; `tried` is what came of each, `likely` what the missing thing may be called now."""

    def __init__(
        self,
        file: FlowFile,
        steps: Sequence[StepToTry],
        driver: Driver,
        person: Together,
        listeners: Iterable[Listener] = (),
        memory: Memory | None = None,
    ) -> None:
        """`memory` is read, where something is to be known again; no place and no lesson is kept."""
        flow = file.flow.model_copy(update={"steps": [one.step for one in steps]})
        own = memory or Memory()
        super().__init__(
            replace(file, flow=flow), driver, person, [*listeners, self._hear],
            Memory(fingerprints=own.fingerprints, own=own.own),
        )  # fmt: skip
        self._places = [one.loc for one in steps]
        self.tried: list[StepTried] = []
        self.likely: Pointed | None = None
        self._label, self._begun = "", dict[Loc, str]()

    def _hear(self, event: Event) -> None:
        if not isinstance(event, events.StepEvent) or (position := self._talk.position) is None:
            return
        loc = self._loc(position)
        if isinstance(event, events.StepStarted):
            self._label = ""
            self._begun.setdefault(loc, self.driver.here)
        elif isinstance(event, events.StepDone):
            found = _("found as “{name}”", name=self._label) if self._label else _("done")
            self._note(loc, "done", event.note or found)
        elif isinstance(event, events.StepSkipped):
            self._note(loc, "skipped", event.why)

    def _loc(self, position: StepPosition) -> Loc:
        """The place in the file; that in the few steps that are tried is another one."""
        own = position.loc
        at = own[1]
        assert isinstance(at, int)
        return (*self._places[at], *own[3:])

    def _note(self, loc: Loc, came: Came, note: str) -> None:
        self.tried = [one for one in self.tried if one.loc != loc]
        self.tried.append(StepTried(loc, came, note, self._begun.get(loc, "")))

    async def found(self, seen: Seen) -> None:
        """A target is ringed, and about to be used."""
        await super().found(seen)
        self._label = seen.label

    def _over(self, position: StepPosition, came: Came, note: str) -> Stopped:
        self._note(self._loc(position), came, note)
        return Stopped()

    # -- where a walk would ask -----------------------------------------------------------------------------------

    async def _in_trouble(self, trouble: RunnerError, step: Step, position: StepPosition) -> Next:
        if isinstance(trouble, TargetNotFound):
            if trouble.plain:
                self.likely = await self._drift.likeliest(step)
            raise self._over(position, "missing", str(trouble))
        if isinstance(trouble, Elsewhere):
            raise self._over(position, "elsewhere", str(trouble))
        assert isinstance(trouble, Refused)
        raise self._over(position, "refused", str(trouble))

    async def _follow(self, result: Result, step: Step, position: StepPosition) -> Next:
        if isinstance(result, Asks) and (result.earns or result.about in ("submit", "switch", "attach")):
            raise self._over(position, "turn", _("here it is the person's turn: {say}", say=result.say))
        return await super()._follow(result, step, position)

    async def _own(self, result: Result, position: StepPosition) -> Next:
        assert isinstance(result, Captures | Attaches)
        await self._talk.tell_step(events.StepSkipped, why=_("no picture is taken or attached while a flow is tried"))
        return ON
