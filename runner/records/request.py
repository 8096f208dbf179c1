"""A request: one demand to one company, with all that happened to it. Plain data; the ledger reads and writes it.

Its status is not kept anywhere: it follows from what happened, so the two can never contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, get_args

from runner.records.evidence import EvidenceRecord

Channel = Literal["form", "switch", "mail"]
Status = Literal["prepared", "sent", "acknowledged", "confirmed", "reverted", "answered", "refused"]
What = Literal[
    "sent", "acknowledged", "confirmed", "reverted", "answered", "refused",
    "sent_again", "looked", "extended", "follow_up", "complaint", "note", "receipt",
]  # fmt: skip
Seen = Literal["confirmed", "reverted", "unknown"]
State = Literal["overdue", "reverted", "refused", "due", "waiting", "prepared", "answered", "confirmed"]
STATES: tuple[State, ...] = get_args(State)  # how it stands on a day; what needs the person first comes first
LOUD: tuple[State, ...] = ("overdue", "reverted", "refused")
WHATS: tuple[str, ...] = get_args(What)

# What a status can become. An acknowledgement that comes late takes nothing back, nor does an answer that says in words
# what was read back already; a refusal does, and so does a setting found on again.
_BECOMES: Mapping[Status, tuple[Status, ...]] = {
    "prepared": ("sent", "acknowledged", "confirmed", "reverted", "answered", "refused"),
    "sent": ("acknowledged", "confirmed", "reverted", "answered", "refused"),
    "acknowledged": ("confirmed", "reverted", "answered", "refused"),
    "confirmed": ("reverted", "refused"),
    "reverted": ("confirmed", "refused"),
    "answered": ("confirmed", "reverted", "refused"),
    "refused": ("confirmed", "reverted", "answered"),
}


@dataclass(frozen=True)
class WalkedFlow:
    """The flow of a walk as the ledger keeps it: its head, and its text as it was walked."""

    id: str
    title: str
    service: str
    text: str
    digest: str


@dataclass(frozen=True)
class Happening:
    """Something that happened to a request: never changed afterwards, only added to."""

    at: datetime
    what: What
    note: str = ""
    picture: Path | None = None


@dataclass(frozen=True)
class Deadline:
    """By when an answer is due, and by which law; `extended` where the law lets them say that they need longer."""

    clock: str
    law: str
    source: str
    due: date
    extended: date | None = None
    usual: str = ""


@dataclass(frozen=True)
class Check:
    """A look at whether a request holds: a setting read back, or a way that turned out not to be offered."""

    at: datetime
    result: Seen | Literal["not_offered"]
    flow: str
    request: str | None = None
    account: str = ""
    picture: Path | None = None


def status_of(history: Iterable[Happening]) -> Status:
    """Where a request stands after all that happened, in that order."""
    status: Status = "prepared"
    for one in history:
        status = next((after for after in _BECOMES[status] if after == one.what), status)
    return status


@dataclass(frozen=True)
class RequestRow:
    """One request. `sent` is None while it is only being prepared; `outcome` is None while its walk has not ended."""

    id: str
    flow: str
    title: str
    service: str
    account: str
    practice: bool
    digest: str
    began: datetime
    sent: datetime | None = None
    channel: Channel | None = None
    outcome: str | None = None
    reference: str = ""
    url: str = ""
    deadline: Deadline | None = None
    history: tuple[Happening, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    replaced_by: str | None = None

    @property
    def status(self) -> Status:
        """Where it stands."""
        return status_of(self.history)

    def last(self, what: What) -> datetime | None:
        """When this happened last, or None where it never did."""
        return max((one.at for one in self.history if one.what == what), default=None)

    @property
    def due(self) -> date | None:
        """The day an answer is due: the later one where they have said that they need longer."""
        if self.deadline is None:
            return None
        return (self.last("extended") and self.deadline.extended) or self.deadline.due
