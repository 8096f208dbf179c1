"""A request: one demand to one company, with all that happened to it. Plain data; the ledger reads and writes it.

Its status is not kept anywhere: it follows from what happened, so the two can never contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from runner.events import Basis
from runner.records.evidence import EvidenceRecord

Channel = Literal["form", "switch", "mail"]
Status = Literal["prepared", "sent", "acknowledged", "confirmed", "reverted", "answered", "refused"]
What = Literal[
    "sent", "acknowledged", "confirmed", "reverted", "answered", "refused",
    "sent_again", "looked", "extended", "follow_up", "company_complaint", "complaint_acknowledged", "complaint",
    "note", "receipt",
]  # fmt: skip
Seen = Literal["confirmed", "reverted", "unknown"]
LookResult = Seen | Literal["not_offered", "form"]
State = Literal["overdue", "reverted", "refused", "reopened", "due", "waiting", "prepared", "answered", "confirmed"]
STATES: tuple[State, ...] = get_args(State)  # how it stands on a day; what needs the person first comes first
LOUD: tuple[State, ...] = ("overdue", "reverted", "refused", "reopened")
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


class Happening(NamedTuple):
    """Something that happened to a request: never changed afterwards, only added to."""

    at: datetime
    what: What
    note: str = ""
    picture: Path | None = None


@dataclass(frozen=True)
class Deadline:
    """By when an answer is due, and by which law; `extended` where the law lets them say that they need longer.

    Where the law goes by rounds, `cycle` is their length in days: after the day that is due it is due again and again.
    """

    clock: str
    law: str
    source: str
    due: date
    extended: date | None = None
    usual: str = ""
    cycle: int = 0


class SettingStand(NamedTuple):
    """How one setting was seen: what the page calls it, on or off where it is a switch, and if that is as wanted."""

    label: str
    stands: str
    seen: Seen


@dataclass(frozen=True)
class LookNote:
    """What a look saw: settings as they stood; `why` it saw no more; and whose word it is that something is not so."""

    settings: tuple[SettingStand, ...] = ()
    why: str = ""
    basis: Basis | None = None


@dataclass(frozen=True)
class Check:
    """A look at how a thing stands: a setting read, a form seen, a way that turned out not to be offered.

    It is of a `request` where it tells whether that holds.
    """

    at: datetime
    result: LookResult
    flow: str
    request: str | None = None
    account: str = ""
    picture: Path | None = None
    note: LookNote = LookNote()


def status_of(history: Iterable[Happening]) -> Status:
    """Where a request stands after all that happened, in that order."""
    status: Status = "prepared"
    for one in history:
        if one.what in _BECOMES[status]:
            status = cast(Status, one.what)
    return status


@dataclass(frozen=True)
class RequestRow:
    """One request. `sent` is None while it is only being prepared; `outcome` is None while its walk has not ended.

    `complaint` is by when the company has to say that it has the complaint one has made to it.

    `basis` is what that it was sent, or switched, rests on; None where it was noted before that was told apart.
    """

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
    basis: Basis | None = None
    reference: str = ""
    url: str = ""
    deadline: Deadline | None = None
    history: tuple[Happening, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    replaced_by: str | None = None
    complaint: Deadline | None = None

    @property
    def status(self) -> Status:
        """Where it stands."""
        return status_of(self.history)

    def last(self, what: What) -> datetime | None:
        """When this happened last, or None where it never did."""
        return max((one.at for one in self.history if one.what == what), default=None)

    def since_the_complaint(self, what: What) -> datetime | None:
        """When this happened last after the last complaint to the company; None where there was none, or not since."""
        complained, happened = self.last("company_complaint"), self.last(what)
        return happened if complained and happened and happened >= complained else None

    @property
    def due(self) -> date | None:
        """The day an answer is due: the later one where they have said that they need longer."""
        if self.deadline is None:
            return None
        return (self.last("extended") and self.deadline.extended) or self.deadline.due

    def due_on(self, day: date) -> date | None:
        """The same as it is on a day: where the law goes by rounds, the end of the one that day is in."""
        due, cycle = self.due, self.deadline.cycle if self.deadline else 0
        if due is None or not cycle or day <= due:
            return due
        return due + timedelta(days=-(-(day - due).days // cycle) * cycle)
