"""Every problem of the flows there are, by file; a file is read and checked once for each content of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from runner.app.checking import Wanted, problems_in, problems_of
from runner.app.offers import FlowShelf
from runner.app.places import in_library, library, own_folder
from runner.errors import Problem
from runner.flow.check import check


@dataclass(frozen=True)
class CheckedFile:
    """A flow file and its problems; `flow` is its id where it is one of the library, which can be edited by it."""

    path: Path
    title: str
    problems: Sequence[Problem]
    flow: str = ""
    is_own: bool = False

    @property
    def errors(self) -> int:
        """How many keep it from being walked, or from coming with Optout."""
        return sum(one.severity == "error" for one in self.problems)

    @property
    def warnings(self) -> int:
        """How many are only to think about."""
        return len(self.problems) - self.errors


class LibraryCheck:
    """Checks all flows of a shelf, or files that lie elsewhere."""

    def __init__(self, shelf: FlowShelf) -> None:
        self._shelf = shelf
        self._known: dict[tuple[str, str, date], Sequence[Problem]] = {}

    def all(self, today: date) -> list[CheckedFile]:
        """Every flow there is: those with errors first, then those with warnings, one's own before others."""
        return sorted(self._all(today), key=_urgency)

    def at(self, path: Path, today: date) -> list[CheckedFile]:
        """A file, or those of a folder, wherever they lie; raises UsageError where there is none."""
        found = problems_of(Wanted([path.expanduser()]), today)
        return sorted((CheckedFile(file, file.name, problems) for file, problems in found), key=_urgency)

    def _all(self, today: date) -> Iterator[CheckedFile]:
        titles = {head.id: head.title for head in self._shelf.heads()}
        own = own_folder()
        for flow, path in library().items():
            yield CheckedFile(
                path, titles.get(flow) or flow, self._problems(flow, path, today), flow, path.is_relative_to(own)
            )

    def _problems(self, flow: str, path: Path, today: date) -> Sequence[Problem]:
        file = self._shelf.known(flow)
        if file is None:  # it cannot be read, or was not yet
            return problems_in(path, today)
        key = file.path, file.digest, today
        if key not in self._known:
            self._known[key] = check(file, in_library(path), today)
        return self._known[key]


def _urgency(one: CheckedFile) -> tuple[bool, bool, bool, str]:
    return not one.errors, not one.problems, not one.is_own, one.title.casefold()
