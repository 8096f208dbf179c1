"""How each request stands on a day, what comes next for it, and in what order a person wants to know.

`as_json` is a contract: `version` goes up where a field changes its meaning or goes; new fields may come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from runner.records.calendar import Reminder
from runner.records.phrases import HEADINGS, fact, next_move, remembered
from runner.records.request import LOUD, STATES, Check, RequestRow, State, What

VERSION = 1


@dataclass(frozen=True)
class Standing:
    """A request on a day. `days` are those until the answer is due, fewer than none where it is overdue."""

    request: RequestRow
    state: State
    next: str
    days: int | None = None

    def __str__(self) -> str:
        """All of it in a line: `OVERDUE: Sent on 23 Sep 2026; … (facebook-1).`"""
        request, heading = self.request, HEADINGS[self.state]
        account = f", as {request.account}" if request.account else ""
        told = fact(request, self.state, self.days)
        return f"{heading.upper() if self.state in LOUD else heading} ({request.id}{account}): {told}"

    def as_mark(self) -> dict[str, str | None]:
        """As `optout list --format json` shows it beside a flow."""
        request = self.request
        due = request.due.isoformat() if request.due else None
        return {"id": request.id, "account": request.account, "state": self.state, "due": due}


def today() -> date:
    """The day it is for the person, by this computer's clock and zone."""
    return datetime.now().astimezone().date()


def standings(requests: Iterable[RequestRow], today: date) -> list[Standing]:
    """How the requests stand that are not replaced by a later one: soonest first, what needs the person before all."""
    found = [standing(request, today) for request in requests if not request.replaced_by]
    return sorted(found, key=_urgency)


def _urgency(one: Standing) -> tuple[int, int, str]:
    request = one.request
    days = one.days if one.days is not None else 10_000
    return STATES.index(one.state), days, (request.sent or request.began).isoformat()


def standing(request: RequestRow, today: date) -> Standing:
    """How one request stands."""
    state: State
    days: int | None = None
    match request.status:
        case "sent" | "acknowledged":
            days = (request.due - today).days if request.due else None
            state = "waiting" if days is None else "due" if days >= 0 else "overdue"
        case ended:
            state = ended
    return Standing(request, state, next_move(request, state, days), days)


# -- as data --------------------------------------------------------------------------------------------------


def counts(all_of_them: Iterable[Standing]) -> dict[State, int]:
    """How many stand in each state; practice does not count."""
    found = Counter(one.state for one in all_of_them if not one.request.practice)
    return {state: found[state] for state in STATES}


def not_offered(checks: Iterable[Check], requests: Sequence[RequestRow]) -> list[Check]:
    """The latest word of each flow that was not offered to an account and has not been sent by it since."""
    found = {(check.flow, check.account): check for check in checks if check.result == "not_offered"}
    for request in requests:
        check = found.get((request.flow, request.account))
        if check and request.sent and request.sent > check.at:
            del found[request.flow, request.account]
    return list(found.values())


def as_json(all_of_them: Sequence[Standing], missing: Iterable[Check], today: date) -> dict[str, Any]:
    """What `optout status --format json` prints. Moments are UTC in ISO 8601, days are dates, absent is null."""
    return {
        "version": VERSION,
        "today": today.isoformat(),
        "counts": counts(all_of_them),
        "requests": [_request_json(one) for one in all_of_them],
        "not_offered": [
            {"flow": check.flow, "account": check.account, "at": check.at.isoformat()} for check in missing
        ],
    }


def _request_json(one: Standing) -> dict[str, Any]:
    request, deadline = one.request, one.request.deadline
    moments: tuple[What, ...] = ("acknowledged", "confirmed", "reverted", "answered", "refused")
    return {
        "id": request.id,
        "flow": request.flow,
        "title": request.title,
        "service": request.service,
        "account": request.account,
        "practice": request.practice,
        "channel": request.channel,
        "state": one.state,
        "status": request.status,
        "outcome": request.outcome,
        "sent": _moment(request.sent),
        **{what: _moment(request.last(what)) for what in moments},
        "due": request.due and request.due.isoformat(),
        "days": one.days,
        "law": deadline and deadline.law,
        "law_source": deadline and deadline.source,
        "reference": request.reference or None,
        "url": request.url or None,
        "next": one.next,
        "evidence": [kept.as_json() | {"path": str(kept.path)} for kept in request.evidence],
        "history": [{"at": _moment(did.at), "what": did.what, "note": did.note} for did in request.history],
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def reminders(all_of_them: Iterable[Standing]) -> list[Reminder]:
    """A reminder for each answer that is still to come by a day; never one of practice."""
    return [
        Reminder(
            uid=f"{one.request.id}-{one.request.began:%Y%m%dT%H%M%SZ}@optout",
            title=f"Answer due: {one.request.title}",
            due=one.request.due,
            text=remembered(one.request),
        )
        for one in all_of_them
        if one.state in ("due", "overdue") and one.request.due and not one.request.practice
    ]
