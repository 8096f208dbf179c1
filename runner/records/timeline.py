"""A request as a line in time: what happened, the pictures kept of it, and the day an answer is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal

from runner.locale import _, many
from runner.records.evidence import EvidenceRecord
from runner.records.page import picture
from runner.records.phrases import day, noted, said
from runner.records.request import Happening, RequestRow, What
from runner.records.status import Standing

_LOUD: tuple[What, ...] = ("reverted", "refused")


@dataclass(frozen=True)
class TimelinePicture:
    """A picture on the page, with its record where it is evidence."""

    path: Path
    record: EvidenceRecord | None = None

    @property
    def is_there(self) -> bool:
        """Whether its file is."""
        return self.path.is_file()

    @property
    def data(self) -> str:
        """The picture as an address that holds all of it; empty where the file is no longer there."""
        return picture(self.path) if self.is_there else ""


@dataclass(frozen=True)
class Entry:
    """A point of the line. `kind` is past, loud, picture, or due for the day that an answer is due."""

    at: datetime
    kind: Literal["past", "loud", "picture", "due", "overdue"]
    title: str
    note: str = ""
    picture: TimelinePicture | None = None


def timeline(standing: Standing) -> list[Entry]:
    """The points of a request's line, in their order."""
    request = standing.request
    found = [
        *_kept(request),
        *(_happened(request, one) for one in request.history),
        *_due(standing),
        *_complaint_due(standing),
    ]
    return sorted(found, key=lambda entry: entry.at)


def _kept(request: RequestRow) -> Iterator[Entry]:
    for record in request.evidence:
        yield Entry(record.taken, "picture", _("Picture kept: {name}", name=record.name), picture=_shown(record))


def _shown(record: EvidenceRecord) -> TimelinePicture:
    return TimelinePicture(record.path, record)


def _happened(request: RequestRow, one: Happening) -> Entry:
    kind: Literal["loud", "past"] = "loud" if one.what in _LOUD else "past"
    return Entry(one.at, kind, said(request, one.what), noted(one), _unkept(request, one.picture))


def _unkept(request: RequestRow, path: Path | None) -> TimelinePicture | None:
    """The picture of what happened, where it does not stand on the line as evidence already."""
    if path is None or not path.is_file() or path in [record.path for record in request.evidence]:
        return None
    return TimelinePicture(path)


def _due(standing: Standing) -> Iterator[Entry]:
    request, deadline = standing.request, standing.request.deadline
    if deadline is None or standing.due is None or standing.days is None:
        return
    longer = deadline.extended and not request.last("extended")
    note = ""
    if longer and deadline.extended:
        note = _("With the longer time the law may give them: {day}.", day=day(deadline.extended))
    at = datetime.combine(standing.due, time.max, UTC)
    if standing.days < 0:
        yield Entry(at, "overdue", _("The answer was due."), note)
    elif deadline.cycle:
        ends = many(
            "A round of {count} day ends; then the next one begins.",
            "A round of {count} days ends; then the next one begins.",
            deadline.cycle,
        )
        yield Entry(at, "due", ends)
    else:
        yield Entry(at, "due", _("The answer is due."), note)


def _complaint_due(standing: Standing) -> Iterator[Entry]:
    complaint, due = standing.request.complaint, standing.complaint_due
    if complaint is None or due is None:
        return
    at = datetime.combine(due, time.max, UTC)
    if due < standing.today:
        yield Entry(at, "overdue", _("Word that they have your complaint was due."), complaint.law)
    else:
        yield Entry(at, "due", _("Word that they have your complaint is due."), complaint.law)
