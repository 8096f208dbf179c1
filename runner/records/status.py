"""How each request stands on a day, what comes next for it, and in what order a person wants to know.

`as_json` is a contract: `version` goes up where a field changes its meaning or goes; new fields may come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from runner.records.phrases import next_move, remembered
from runner.records.request import STATES, Check, RequestRow, State, Status, What

VERSION = 1


@dataclass(frozen=True)
class Standing:
    """A request on a day. `days` are those until the answer is due, fewer than none where it is overdue."""

    request: RequestRow
    state: State
    next: str
    days: int | None = None


@dataclass(frozen=True)
class Reminder:
    """A day to remember, as a calendar takes it."""

    uid: str
    title: str
    due: date
    text: str


def standings(requests: Iterable[RequestRow], today: date) -> list[Standing]:
    """How the requests stand that are not replaced by a later one: soonest first, what needs the person before all."""
    found = [_standing(request, today) for request in requests if not request.replaced_by]
    return sorted(found, key=_urgency)


def _urgency(standing: Standing) -> tuple[int, int, str]:
    request = standing.request
    days = standing.days if standing.days is not None else 10_000
    return STATES.index(standing.state), days, (request.sent or request.began).isoformat()


def _standing(request: RequestRow, today: date) -> Standing:
    waits = request.status in ("sent", "acknowledged")
    days = (request.due - today).days if request.due and waits else None
    state: State = _ENDS.get(request.status, "waiting")
    if days is not None:
        state = "due" if days >= 0 else "overdue"
    return Standing(request, state, next_move(request, state, days), days)


_ENDS: Mapping[Status, State] = {
    "prepared": "prepared",
    "confirmed": "confirmed",
    "reverted": "reverted",
    "answered": "answered",
    "refused": "refused",
}


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
        "requests": [_request_json(standing) for standing in all_of_them],
        "not_offered": [
            {"flow": check.flow, "account": check.account, "at": check.at.isoformat()} for check in missing
        ],
    }


def _request_json(standing: Standing) -> dict[str, Any]:
    request, deadline = standing.request, standing.request.deadline
    moments: tuple[What, ...] = ("acknowledged", "confirmed", "reverted", "answered", "refused")
    return {
        "id": request.id,
        "flow": request.flow,
        "title": request.title,
        "service": request.service,
        "account": request.account,
        "practice": request.practice,
        "channel": request.channel,
        "state": standing.state,
        "status": request.status,
        "outcome": request.outcome,
        "sent": _moment(request.sent),
        **{what: _moment(request.last(what)) for what in moments},
        "due": request.due and request.due.isoformat(),
        "days": standing.days,
        "law": deadline and deadline.law,
        "law_source": deadline and deadline.source,
        "reference": request.reference or None,
        "url": request.url or None,
        "next": standing.next,
        "evidence": [one.as_json() | {"path": str(one.path)} for one in request.evidence],
        "history": [{"at": _moment(one.at), "what": one.what, "note": one.note} for one in request.history],
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
