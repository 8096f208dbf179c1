"""How each request stands on a day, what comes next for it, and in what order a person wants to know.

`as_json` is a contract: `version` goes up where a field changes its meaning or goes; new fields may come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from runner.locale import Text, _
from runner.records.calendar import Reminder
from runner.records.news import News, NewsOf, reopening
from runner.records.phrases import HEADINGS, LOUD_HEADINGS, fact, next_move, remembered, remembered_complaint
from runner.records.request import LOUD, STATES, Check, RequestRow, State, What

VERSION = 1
NO_NEWS: NewsOf = {}


@dataclass(frozen=True)
class Standing:
    """A request on a day. `days` are those until the answer is due, fewer than none where it is overdue.

    `news` is what has opened it again.
    """

    request: RequestRow
    state: State
    today: date
    days: int | None = None
    news: News | None = None

    @property
    def complaint_due(self) -> date | None:
        """By when they have to say that they have the person's complaint; None where there is nothing to wait for."""
        request = self.request
        ended = request.last("complaint") or request.since_the_complaint("complaint_acknowledged")
        waits = request.complaint and not ended and self.state in ("overdue", "refused")
        return request.complaint.due if request.complaint and waits else None

    @property
    def next(self) -> Text:
        """What it asks of the person next, in a sentence or two."""
        return next_move(self.request, self.state, self.days, self.today, self.news)

    @property
    def fact(self) -> Text:
        """How it stands, with its dates, in a sentence or two."""
        return fact(self.request, self.state, self.days, self.news)

    def __str__(self) -> str:
        """All of it in a line: `OVERDUE: Sent on 23 Sep 2026; … (facebook-1).`"""
        request, heading = self.request, LOUD_HEADINGS.get(self.state, HEADINGS[self.state])
        if request.account:
            return _(
                "{state} ({request}, as {account}): {fact}",
                state=heading,
                request=request.id,
                account=request.account,
                fact=self.fact,
            )
        return _("{state} ({request}): {fact}", state=heading, request=request.id, fact=self.fact)

    @property
    def due(self) -> date | None:
        """The day an answer is due, or the round ends that the day is in."""
        return self.request.due_on(self.today)

    def as_mark(self) -> dict[str, str | None]:
        """As `optout list --format json` shows it beside a flow."""
        request = self.request
        due = self.due.isoformat() if self.due else None
        mark = {"id": request.id, "account": request.account, "state": self.state, "due": due}
        return {**mark, "news": self.news.say, "next": self.next} if self.news else mark


def today() -> date:
    """The day it is for the person, by this computer's clock and zone."""
    return datetime.now().astimezone().date()


def standings(requests: Sequence[RequestRow], today: date, news: NewsOf = NO_NEWS) -> list[Standing]:
    """How the requests stand that are not replaced by a later one: soonest first, what needs the person before all.

    `news` are those of the flows, by their ids.
    """
    found = [
        standing(request, today, reopening(request, news, requests)) for request in requests if not request.replaced_by
    ]
    return sorted(found, key=_urgency)


def _urgency(one: Standing) -> tuple[int, int, str]:
    request = one.request
    days = one.days if one.days is not None else 10_000
    return STATES.index(one.state), days, (request.sent or request.began).isoformat()


def standing(request: RequestRow, today: date, news: News | None = None) -> Standing:
    """How one request stands; `news` is what opens it again."""
    state: State
    days: int | None = None
    match request.status:
        case "sent" | "acknowledged":
            due = request.due_on(today)
            days = (due - today).days if due else None
            state = "waiting" if days is None else "due" if days >= 0 else "overdue"
        case ended:
            state = ended
    if news and state not in (*LOUD, "prepared"):  # those need the person for a reason of their own
        state = "reopened"
    said = news if state == "reopened" else None
    return Standing(request, state, today, days, said)


# -- as data --------------------------------------------------------------------------------------------------


def counts(all_of_them: Iterable[Standing]) -> dict[State, int]:
    """How many stand in each state; practice does not count."""
    found = Counter(one.state for one in all_of_them if not one.request.practice)
    return {state: found[state] for state in STATES}


def not_offered(checks: Iterable[Check], requests: Sequence[RequestRow]) -> list[Check]:
    """The latest word of each flow that was not offered to an account, and was neither seen nor sent by it since."""
    found: dict[tuple[str, str], Check] = {}
    for check in checks:
        if check.result == "not_offered":
            found[check.flow, check.account] = check
        elif check.result != "unknown":
            found.pop((check.flow, check.account), None)
    for request in requests:
        missing = found.get((request.flow, request.account))
        if missing and request.sent and request.sent > missing.at:
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
        "basis": request.basis,
        "sent": _moment(request.sent),
        **{what: _moment(request.last(what)) for what in moments},
        "due": one.due and one.due.isoformat(),
        "cycle": (deadline and deadline.cycle) or None,
        "days": one.days,
        "law": deadline and deadline.law,
        "law_source": deadline and deadline.source,
        "complaint": _complaint_json(request),
        "reference": request.reference or None,
        "url": request.url or None,
        "news": one.news and {"date": one.news.day.isoformat(), "say": one.news.say, "flow": one.news.flow or None},
        "next": one.next,
        "evidence": [kept.as_json() | {"path": str(kept.path)} for kept in request.evidence],
        "history": [{"at": _moment(did.at), "what": did.what, "note": did.note} for did in request.history],
    }


def _complaint_json(request: RequestRow) -> dict[str, Any] | None:
    """The complaint to the company, where there was one."""
    complained, due = request.last("company_complaint"), request.complaint
    if complained is None:
        return None
    return {
        "sent": _moment(complained),
        "due": due and due.due.isoformat(),
        "acknowledged": _moment(request.since_the_complaint("complaint_acknowledged")),
        "law": due and due.law,
        "law_source": due and due.source,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def reminders(all_of_them: Iterable[Standing]) -> list[Reminder]:
    """A reminder for each answer, and each word about a complaint, still to come by a day; never one of practice."""
    real = [one for one in all_of_them if not one.request.practice]
    answers = [_reminder(one.request, one.due) for one in real if one.days is not None and one.due]
    return answers + [_complaint_reminder(one.request, due) for one in real if (due := one.complaint_due)]


def _reminder(request: RequestRow, due: date) -> Reminder:
    every = request.deadline.cycle if request.deadline else 0
    title = _("A round ends: {title}", title=request.title) if every else _("Answer due: {title}", title=request.title)
    return Reminder(_uid(request, ""), title, due, remembered(request), every)


def _complaint_reminder(request: RequestRow, due: date) -> Reminder:
    title = _("Word about your complaint due: {title}", title=request.title)
    return Reminder(_uid(request, "-complaint"), title, due, remembered_complaint(request))


def _uid(request: RequestRow, what: str) -> str:
    return f"{request.id}{what}-{request.began:%Y%m%dT%H%M%SZ}@optout"
