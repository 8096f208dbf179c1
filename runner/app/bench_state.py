"""What can be done on the page beside a flow that is edited, and what is to be seen of it: plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from runner.browser.tally import Tally
from runner.flow.load import FlowFile, Loc, walk
from runner.flow.step import Step
from runner.locale import _
from runner.session.trial import StepTried

Deed = Literal["try", "run", "until", "point", "insert", "append", "back"]
WORDS: Mapping[Deed, str] = {
    "try": _("Trying it in the page beside"),
    "run": _("Walking on in the page beside"),
    "until": _("Walking to it in the page beside"),
    "point": _("Click on the thing in the page beside; the click does nothing else"),
    "insert": _("Do it in the page beside, then say that that was it"),
    "append": _("Do it in the page beside, then say that that was it"),
    "back": _("Going back in the page beside"),
}


@dataclass(frozen=True)
class Order:
    """Something to be done on the page, for a step of a flow as its text is now."""

    deed: Deed
    file: FlowFile
    text: str
    loc: Loc

    @property
    def step(self) -> Step:
        """The step it is about."""
        return dict(walk(self.file.flow.steps))[self.loc]


@dataclass(frozen=True)
class Suggestion:
    """A change of a flow's text, `before` to `after`; where nothing can be written, `reason` says why."""

    summary: str
    before: str
    after: str
    diff: str
    reason: str = ""

    @property
    def key(self) -> str:
        """Stands for exactly this change."""
        return hashlib.sha256(f"{self.before}\0{self.after}".encode()).hexdigest()[:32]


@dataclass
class BenchState:
    """What is to be seen of the page beside: what is done there, and what came of the last thing.

    `tried` is what came of each step so far, `at` the step that all else is about: how often its `candidates` match
    now; `ways` are those to find what was pointed at (`called`), and how often they do.
    """

    flow: str = ""
    doing: str = ""
    said: str = ""
    is_fine: bool = True
    at: Loc | None = None
    tried: dict[Loc, StepTried] = field(default_factory=dict)
    candidates: list[Tally] = field(default_factory=list)
    called: str = ""
    ways: list[Tally] = field(default_factory=list)
    suggestion: Suggestion | None = None
    trail: list[StepTried] = field(default_factory=list)
    next: Loc | None = None
