"""The error tree, the Problem of a file, and the exit codes.

RunnerError              exit
├── ConfigError             2   config.yaml is wrong (carries Problems)
├── FlowError               2   a flow is wrong (carries Problems)
├── UsageError              2   a command was called with something that does not exist
├── RepairError             2   a repair would touch more than it should; the file is untouched
├── BrowserError            3   no browser, no display, or the profile is in use
│   └── BrowserGone         3   it has gone while it was in use
├── TargetNotFound          4   nothing on the page is what the flow looks for
├── Refused                 4   the guard leaves this control to the person
├── Held                    4   the page has tried to send something meanwhile; the person is told first
├── Unsure                  4   something was pressed, and nobody can tell whether it arrived
├── Elsewhere               4   the page is not on the flow's sites
└── RecordsError            5   what the run should leave behind cannot be written
Stopped                     1   not an error: the person chose to stop
any other exception        70   not of this tree: a mistake in Optout itself, told by failing.py
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, Self

from runner.locale import Joined, Listed, _, joined, many

Outcome = Literal["sent", "opted_out", "already_out", "not_offered", "stopped", "lost"]

_LONGEST_WORD = 80  # a file of a stranger may hold any number of words of any length; hints are for slips
_MOST_WORDS = 500
_MOST_NAMED = 40
_MOST_MEANT = 4
_BETWEEN = re.compile(r"[-. ]")

ENDED = 0
STOPPED = 1
USAGE = 2
LOST = 4
UNWRITTEN = 5
FAILED = 70  # as sysexits.h has it: an error in the software itself


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The hint for a word that is not known: the likeliest ones meant, or what there is."""
    known = sorted(words)
    if not known:
        return ""
    if close := _likeliest(" ".join(word[:_LONGEST_WORD].casefold().split()), known[:_MOST_WORDS]):
        return _("did you mean {words}?", words=Listed(map(repr, close), "or", between=" or "))
    there, more = Listed(known[:_MOST_NAMED], "comma"), len(known) - _MOST_NAMED
    if more > 0:
        return many("there is: {words} and {count} more", "there is: {words} and {count} more", more, words=there)
    return _("there is: {words}", words=there)


def _likeliest(word: str, known: list[str]) -> list[str]:
    """The known words of which this is a part or the beginning, else those most like it, whole or in a part."""
    parts: dict[str, list[str]] = {}
    for one in known:
        ends = [found.start() for found in _BETWEEN.finditer(one)]
        for part in dict.fromkeys([*(one[:end] for end in ends), *_BETWEEN.split(one)] if ends else ()):
            parts.setdefault(part.casefold(), []).append(one)
    begun = [one for one in known if len(word) > 2 and one.casefold().startswith(word)]
    if found := parts.get(word) or begun:
        return found[:_MOST_MEANT]
    if close := difflib.get_close_matches(word, known, n=1, cutoff=0.6):
        return close
    near = difflib.get_close_matches(word, parts, n=1, cutoff=0.75)
    return parts[near[0]][:_MOST_MEANT] if near else []


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
        return joined(f"{self.path}:{self.line}:{self.column}:", self._said)

    @property
    def _said(self) -> str:
        """All but its place."""
        warns = self.severity == "warning"
        if self.hint and warns:
            return _("warning: {problem} ({hint})", problem=self.message, hint=self.hint)
        if self.hint:
            return _("{problem} ({hint})", problem=self.message, hint=self.hint)
        return _("warning: {problem}", problem=self.message) if warns else self.message


class RunnerError(Exception):
    """Something a person can understand and act on; `cli` prints it and exits with `exit_code`."""

    exit_code: ClassVar[int] = 2

    def __str__(self) -> str:
        """The message as it was given, so that a text stays one that knows its languages."""
        return self.args[0] if len(self.args) == 1 and isinstance(self.args[0], str) else super().__str__()


class ProblemsError(RunnerError):
    """A file is wrong; `problems` says everything that is, sorted by place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(Joined((str(problem) for problem in self.problems), "\n"))


class ConfigError(ProblemsError):
    """config.yaml is wrong."""


class FlowError(ProblemsError):
    """A flow file is wrong."""


class UsageError(RunnerError):
    """A command was called with something that does not exist or does not fit."""


class BundleError(RunnerError):
    """A bundle of flows is refused, or cannot be made; nothing was changed."""


class RepairError(RunnerError):
    """A repair would touch more of a flow file than it should, or cannot be written; the file is as it was."""


class BrowserError(RunnerError):
    """No browser, no display, or the profile is in use; the message says what to do."""

    exit_code = 3


class BrowserGone(BrowserError):
    """The browser has gone while it was in use: closed, crashed, or out of reach where it stands elsewhere."""

    def __init__(self) -> None:
        super().__init__(_("the browser has gone while it was in use"))


class TargetNotFound(RunnerError):
    """Nothing on the page is what the flow looks for, or several things are.

    `looked_for` are the target's names in words; `several` is how many things matched equally well. It is `covered`
    where it is there, and something lies over it; `unopened` where it is a page that did not come, or came with an
    error (`status`, as HTTP has it), or not in time (`too_late`). `plain` where it is just not there.
    """

    exit_code = 4

    def __init__(self, looked_for: str, several: int = 0) -> None:
        self.looked_for = looked_for
        self.several = several
        self.covered = False
        self.unopened = False
        self.status = 0
        self.too_late = False
        self.plain = not several
        super().__init__(
            many(
                "{count} thing on this page could be {thing}",
                "{count} things on this page could be {thing}",
                several,
                thing=looked_for,
            )
            if several
            else _("nothing on this page is {thing}", thing=looked_for)
        )

    def because(self, why: str, covered: bool = False, unopened: bool = False, status: int = 0) -> Self:
        """The same with another reason than not being there."""
        self.args, self.covered = (why,), covered
        self.unopened, self.status, self.plain = unopened, status, False
        return self

    @property
    def asked_at_once(self) -> bool:
        """Whether only the person can tell what to do: no other step, no login and no other way helps."""
        return bool(self.several) or self.unopened


class Refused(RunnerError):
    """The guard does not press this control: it may send or change something, so it is the person's."""

    exit_code = 4


class LeadsAway(Refused):
    """A link would leave the flow's sites, so the runner does not take it; on a route, another route may do."""


class Held(RunnerError):
    """The page has tried to send something since it was last used: nothing is done to it before that is told."""

    exit_code = 4


class Unsure(RunnerError):
    """Something was done once, and the page does not tell whether it arrived; it is never done again unasked."""

    exit_code = 4

    def __init__(self, looked_for: str, label: str) -> None:
        self.label = label
        super().__init__(_("{thing} was used, and the page does not say whether that worked", thing=looked_for))


class Elsewhere(RunnerError):
    """The page is not on the flow's sites, so the runner keeps its hands off it."""

    exit_code = 4

    def __init__(self, here: str, sites: tuple[str, ...], why: str = "") -> None:
        self.here = here
        self.sites = sites
        self.why = why  # what the browser's own error page says, where the page is that
        only = Listed(sites, "comma")
        if here:
            said = _("this page is on {page}, and this flow acts only on {sites}", page=here, sites=only)
        else:
            said = _("this page is one of the browser's own, and this flow acts only on {sites}", sites=only)
        super().__init__(why or said)


class PageGone(RunnerError):
    """The page the session was on is closed; the session opens it again, or ends where it is closed once more."""

    exit_code = STOPPED


class RecordsError(RunnerError):
    """The ledger, a checkpoint or evidence cannot be written; nothing already written is lost."""

    exit_code = 5


class Stopped(Exception):
    """The person chose to stop; the checkpoint is kept."""
