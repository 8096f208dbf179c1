"""The error tree, the Problem of a file, and the exit codes.

RunnerError              exit
├── ConfigError             2   config.yaml is wrong (carries Problems)
├── FlowError               2   a flow is wrong (carries Problems)
├── UsageError              2   a command was called with something that does not exist
├── RepairError             2   a repair would touch more than it should; the file is untouched
├── BrowserError            3   no browser, no display, or the profile is in use
├── TargetMissing           4   nothing on the page is what the flow looks for
├── Refused                 4   the guard leaves this control to the person
├── Elsewhere               4   the page is not on the flow's sites
└── RecordsError            5   what the run should leave behind cannot be written
Stopped                     1   not an error: the person chose to stop
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, Self

Outcome = Literal["sent", "opted_out", "already_out", "not_offered", "stopped", "lost"]

_LONGEST_WORD = 80  # a file of a stranger may hold any number of words of any length; hints are for slips
_MOST_WORDS = 500
_MOST_NAMED = 40

ENDED = 0
STOPPED = 1
LOST = 4


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The hint for a word that is not known: the likeliest one meant, or what there is."""
    known = sorted(words)
    if not known:
        return ""
    close = difflib.get_close_matches(word[:_LONGEST_WORD].casefold(), known[:_MOST_WORDS], n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
    return f"there is: {', '.join(known[:_MOST_NAMED])}{more}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in a file, with its 1-based place."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """`flows/x.yaml:5:5: no step is called 'clik' (did you mean 'click'?)`."""
        word = "warning: " if self.severity == "warning" else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {word}{self.message}{hint}"


class RunnerError(Exception):
    """Something a person can understand and act on; `cli` prints it and exits with `exit_code`."""

    exit_code: ClassVar[int] = 2


class ProblemsError(RunnerError):
    """A file is wrong; `problems` says everything that is, sorted by place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ConfigError(ProblemsError):
    """config.yaml is wrong."""


class FlowError(ProblemsError):
    """A flow file is wrong."""


class UsageError(RunnerError):
    """A command was called with something that does not exist or does not fit."""


class RepairError(RunnerError):
    """A repair would touch more of a flow file than it should, or cannot be written; the file is as it was."""


class BrowserError(RunnerError):
    """No browser, no display, or the profile is in use; the message says what to do."""

    exit_code = 3


class TargetMissing(RunnerError):
    """Nothing on the page is what the flow looks for, or several things are.

    `looked_for` are the target's names in words; `several` is how many things matched equally well. It is `covered`
    where it is there, and something lies over it.
    """

    exit_code = 4

    def __init__(self, looked_for: str, several: int = 0) -> None:
        self.looked_for = looked_for
        self.several = several
        self.covered = False
        found = f"{several} things on this page could be" if several else "nothing on this page is"
        super().__init__(f"{found} {looked_for}")

    def because(self, why: str, covered: bool = False) -> Self:
        """The same with another reason than not being there."""
        self.args, self.covered = (why,), covered
        return self


class Refused(RunnerError):
    """The guard does not press this control: it may send or change something, so it is the person's."""

    exit_code = 4


class LeadsAway(Refused):
    """A link would leave the flow's sites, so the runner does not take it; on a route, another route may do."""


class Elsewhere(RunnerError):
    """The page is not on the flow's sites, so the runner keeps its hands off it."""

    exit_code = 4

    def __init__(self, here: str, sites: tuple[str, ...]) -> None:
        self.here = here
        self.sites = sites
        super().__init__(f"this page is on {here}, and this flow acts only on {', '.join(sites)}")


class PageGone(RunnerError):
    """The page the session was on is closed; the session opens it again, or ends where it is closed once more."""

    exit_code = STOPPED


class RecordsError(RunnerError):
    """The ledger, a checkpoint or evidence cannot be written; nothing already written is lost."""

    exit_code = 5


class Stopped(Exception):
    """The person chose to stop; the checkpoint is kept."""
