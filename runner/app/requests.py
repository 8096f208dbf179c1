"""What a person does with requests that were made: sees how they stand, notes what came of one, takes copies along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from runner.app.news import news_of
from runner.errors import UsageError
from runner.locale import _, per_front
from runner.records.calendar import ics
from runner.records.ledger import Ledger
from runner.records.news import reopening
from runner.records.receipt import write_receipt
from runner.records.report import write_report
from runner.records.request import RequestRow, What
from runner.records.status import NO_NEWS, Standing, not_offered, reminders, standing, standings, today


@dataclass(frozen=True)
class HistoryNote:
    """What the person says has come of a request: `what` they did, in whose words, on which day (None for now).

    `note` is in the person's own words, `reference` what the company knows the request by.
    """

    what: What | None = None
    note: str = ""
    reference: str = ""
    on: date | None = None


def note(ledger: Ledger, request_id: str, noted: HistoryNote) -> None:
    """Adds what has come of a request to its history.

    Raises UsageError where there is no such request, where it is not sent yet, or for a day it cannot have been.
    """
    request = ledger.request(request_id)
    if noted.on and not (noted.what or noted.note):
        raise UsageError(_("--on is the day of something: say what, such as --answered or --note"))
    if noted.what and not request.sent:
        raise UsageError(_("{request} is not sent yet, so nothing can have come of it", request=request.id))
    moment = _moment(request, noted.on)
    with ledger.together():
        if noted.reference:
            ledger.refer(request.id, noted.reference)
        if noted.what or noted.note:
            ledger.happen(request.id, _what(request, noted, moment), moment, noted.note)


def _what(request: RequestRow, noted: HistoryNote, moment: datetime | None) -> What:
    """What has happened; an acknowledgement after a complaint to the company is one of the complaint."""
    complained = request.last("company_complaint")
    if noted.what == "acknowledged" and complained and (moment is None or moment >= complained):
        return "complaint_acknowledged"
    return noted.what or "note"


def _moment(request: RequestRow, on: date | None) -> datetime | None:
    """When that was: now, or at noon of the day given, which has to be one it can have been."""
    if on is None or on == today():
        return None
    began = request.sent or request.began
    if on > today() or on < began.astimezone().date():
        day = on.isoformat()
        raise UsageError(
            per_front(
                _("{option}: that is before it was sent, or still to come", option="--on " + day),
                _("{option}: that is before it was sent, or still to come", option=day),
            )
        )
    return max(datetime.combine(on, time(12)).astimezone(UTC), began)


def standings_of(requests: Sequence[RequestRow], day: date) -> list[Standing]:
    """How all requests stand on a day that are not replaced by a later one; what needs the person first."""
    return standings(requests, day, news_of(requests) if requests else NO_NEWS)


def standing_of(ledger: Ledger, request_id: str, day: date) -> Standing:
    """How one request stands; raises UsageError where there is none of that name."""
    requests, asked = ledger.requests(), ledger.request(request_id)
    return standing(asked, day, reopening(asked, news_of(requests), requests))


def report_all(ledger: Ledger, path: Path) -> Path:
    """Writes the page of all requests; raises RecordsError where it cannot be written."""
    requests = ledger.requests()
    missing = not_offered(ledger.checks(), requests)
    return write_report(requests, missing, path, ledger.clock(), today(), news_of(requests))


def calendar(ledger: Ledger | None) -> tuple[str, int]:
    """A reminder for each day an answer is due, as the text of an .ics file, and how many they are."""
    told = reminders(standings(ledger.requests() if ledger else [], today()))
    return ics(told), len(told)


@dataclass(frozen=True)
class Handed:
    """A receipt that was written: of which request, where, and by which fingerprint it is known."""

    request: RequestRow
    path: Path
    fingerprint: str


def hand_out(ledger: Ledger, request_id: str, out: Path | None = None) -> Handed:
    """Writes a receipt of a request to `out`, else to a zip in the person's folder, and notes that in its history.

    Raises UsageError where there is no such request or something lies there already, RecordsError where it cannot be
    written.
    """
    request = ledger.request(request_id)
    default = ledger.home / "receipts" / f"{request.id}-{ledger.clock():%Y%m%d-%H%M%S}.zip"
    path = out.absolute() if out else default
    fingerprint = write_receipt(ledger, request, path)
    # In English whatever is spoken: the page of all requests says it in the language it is written in.
    ledger.happen(request.id, "receipt", note=f"Its fingerprint is {fingerprint}.")
    return Handed(request, path, fingerprint)
