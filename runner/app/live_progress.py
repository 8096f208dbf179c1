"""A live check as somebody follows it: what is seen so far, by cause, in a file from the first visit on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runner.app.enough import until_enough
from runner.app.front_end import FrontEnd
from runner.app.live_check import Rounds, visit_all
from runner.errors import Problem
from runner.flow.load import FlowFile
from runner.plain import plain_json
from runner.records.files import write_private
from runner.session.causes import CAUSES
from runner.session.visitor import FlowVisit


@dataclass(frozen=True)
class SeenFlow:
    """What was seen of one flow, and what of it is not as the flow says, each at its line of the file."""

    file: FlowFile
    visit: FlowVisit
    problems: Sequence[Problem]


@dataclass(frozen=True)
class CauseGroup:
    """The flows that are not as they say for one reason; `cause` is it in words."""

    cause: str
    seen: Sequence[SeenFlow]


@dataclass
class LiveProgress:
    """The check of these flows; `path` is the file of its results, `tell` is called where there is more to show.

    `under_way` are the flows that are visited just now, `was_stopped` tells whether the person had enough.
    """

    files: Sequence[FlowFile]
    rounds: Rounds
    path: Path
    tell: Callable[[], object] = lambda: None
    under_way: list[FlowFile] = field(default_factory=list)
    was_stopped: bool = False
    _visits: dict[str, FlowVisit] = field(default_factory=dict)

    @property
    def seen(self) -> list[SeenFlow]:
        """What was seen so far, in the order of the flows."""
        there = [(file, self._visits[file.id]) for file in self.files if file.id in self._visits]
        return [SeenFlow(file, visit, visit.problems(file)) for file, visit in there]

    @property
    def broken(self) -> list[CauseGroup]:
        """The flows that are not as they say, by cause."""
        drifted = [one for one in self.seen if one.visit.drifted]
        by_cause = {said: [one for one in drifted if one.visit.cause == cause] for cause, said in CAUSES.items()}
        return [CauseGroup(said, seen) for said, seen in by_cause.items() if seen]

    @property
    def fine(self) -> list[SeenFlow]:
        """The flows that are as they say, as far as anybody may look."""
        return [one for one in self.seen if not one.visit.drifted and not one.visit.unvisited]

    @property
    def unvisited(self) -> list[SeenFlow]:
        """The flows that were not visited; each tells why."""
        return [one for one in self.seen if one.visit.unvisited]

    async def run(self, front: FrontEnd) -> None:
        """Visits the flows until the person has enough, or closes the window; what was seen till then is kept.

        Raises BrowserError where no browser can be used.
        """
        try:
            self.was_stopped = await until_enough(self._visit(), front)
        finally:
            self.under_way.clear()
            self.tell()

    async def _visit(self) -> None:
        await visit_all(self.files, self.rounds, self._said, self._begins)

    def _begins(self, file: FlowFile) -> None:
        self.under_way.append(file)
        self.tell()

    def _said(self, visit: FlowVisit) -> None:
        self.under_way = [file for file in self.under_way if file.id != visit.flow]
        self._visits[visit.flow] = visit
        told = plain_json([one.visit.as_json() for one in self.seen])
        write_private(self.path, f"{told}\n".encode())
        self.tell()
