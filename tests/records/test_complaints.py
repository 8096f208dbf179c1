"""A complaint to the company and its thirty days: noted, told in status, page and calendar, kept by older ledgers."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from runner.app.requests import HistoryNote, note
from runner.records.calendar import ics
from runner.records.deadlines import acknowledgement_due
from runner.records.ledger import Ledger
from runner.records.ledger_file import connect
from runner.records.migrations import MIGRATIONS, migrate, more_than_one_deadline, version_of
from runner.records.receipt import write_receipt
from runner.records.report import write_report
from runner.records.request import RequestRow
from runner.records.status import Standing, as_json, reminders, standing
from runner.records.timeline import timeline

from .books import Clock, deadline, sent, walked_flow

FACEBOOK = walked_flow()
BEFORE = MIGRATIONS.index(more_than_one_deadline)


@pytest.fixture
def complained(ledger: Ledger, clock: Clock) -> str:
    """A request of 1 September that was never answered, and a complaint to the company on 10 November."""
    clock.on(9, 1)
    request = sent(ledger, FACEBOOK, deadline(date(2026, 10, 1)), pictures=["form"])
    ledger.complain(request, acknowledgement_due("uk-gdpr", clock.on(11, 10), "GB"))
    return request


def stands(ledger: Ledger, request: str, day: date) -> Standing:
    return standing(ledger.request(request), day)


def test_it_is_kept_with_the_day_by_which_they_have_to_say_so(ledger: Ledger, complained: str) -> None:
    row = ledger.request(complained)
    assert row.status == "sent"
    assert row.complaint and row.complaint.due == date(
        2026, 12, 10
    )  # 20 days are left of November, 10 more: a Thursday
    assert row.complaint.law == "section 164A(3) of the Data Protection Act 2018"
    assert row.deadline and row.deadline.due == date(2026, 10, 1), "the answer's own deadline stays"


def test_what_comes_next_as_the_days_go_by(ledger: Ledger, complained: str) -> None:
    waits = stands(ledger, complained, date(2026, 12, 10))
    assert waits.next == (
        "They have until 10 Dec 2026 to acknowledge your complaint."
        " When they do: optout status facebook-1 --acknowledged"
    )
    assert "you complained to them on 10 Nov 2026" in waits.fact
    over = stands(ledger, complained, date(2026, 12, 11))
    assert over.next == (
        "They had until 10 Dec 2026 to acknowledge your complaint."
        " You can complain to the authority: optout letter facebook-1 --complaint"
    )
    ledger.happen(complained, "complaint")
    assert "You complained on 10 Nov 2026. When you hear of it" in stands(ledger, complained, date(2026, 12, 12)).next


def test_an_acknowledgement_after_it_is_one_of_the_complaint(ledger: Ledger, clock: Clock, complained: str) -> None:
    clock.on(11, 20)
    note(ledger, complained, HistoryNote(what="acknowledged"))
    row = ledger.request(complained)
    assert row.history[-1].what == "complaint_acknowledged"
    assert row.status == "sent", "that they have a complaint is no word about the request"
    assert "they have had your complaint since 20 Nov 2026" in standing(row, date(2026, 12, 20)).fact
    assert standing(row, date(2026, 12, 20)).next.startswith("They owe you an outcome of your complaint.")
    assert standing(row, date(2026, 12, 20)).complaint_due is None


def test_an_acknowledgement_before_it_is_one_of_the_request(ledger: Ledger, complained: str) -> None:
    note(ledger, complained, HistoryNote(what="acknowledged", on=date(2026, 9, 2)))
    row = ledger.request(complained)
    assert [one.what for one in row.history] == ["sent", "acknowledged", "company_complaint"]
    assert row.since_the_complaint("complaint_acknowledged") is None


def test_a_refusal_after_it_leads_to_the_authority(ledger: Ledger, clock: Clock, complained: str) -> None:
    clock.on(11, 20)
    ledger.happen(complained, "refused")
    told = stands(ledger, complained, date(2026, 11, 21))
    assert "They have refused since. You can complain to the authority" in told.next


def test_status_as_data_has_it(ledger: Ledger, complained: str) -> None:
    day = date(2026, 11, 23)
    [told] = as_json([stands(ledger, complained, day)], [], day)["requests"]
    assert told["complaint"] == {
        "sent": "2026-11-10T09:00:00+00:00",
        "due": "2026-12-10",
        "acknowledged": None,
        "law": "section 164A(3) of the Data Protection Act 2018",
        "law_source": "https://www.legislation.gov.uk/ukpga/2025/18/section/103",
    }
    json.dumps(told)


def test_the_calendar_reminds_of_it_under_a_uid_of_its_own(ledger: Ledger, complained: str) -> None:
    answer, complaint = reminders([stands(ledger, complained, date(2026, 11, 23))])
    assert answer.uid == "facebook-1-20260901T090000Z@optout"
    assert (complaint.uid, complaint.due) == ("facebook-1-complaint-20260901T090000Z@optout", date(2026, 12, 10))
    assert "If they have written that they have it: optout status facebook-1 --acknowledged" in complaint.text
    assert "SUMMARY:Word about your complaint due: Facebook" in ics([complaint])


@pytest.mark.slow
@pytest.mark.parametrize(("day", "kind"), [(date(2026, 11, 23), "due"), (date(2026, 12, 11), "overdue")])
def test_page_and_line_show_it(ledger: Ledger, complained: str, tmp_path: Path, day: date, kind: str) -> None:
    [entry] = [one for one in timeline(stands(ledger, complained, day)) if "your complaint" in one.title]
    assert entry.kind == kind
    page = write_report(ledger.requests(), [], tmp_path / "report.html", ledger.clock(), day).read_text("utf-8")
    assert "You complained to the company." in page
    assert entry.title in page
    assert "section 164A(3)" in page


def test_a_receipt_has_it(ledger: Ledger, complained: str, tmp_path: Path) -> None:
    write_receipt(ledger, ledger.request(complained), tmp_path / "receipt")
    told = json.loads((tmp_path / "receipt" / "request.json").read_text("utf-8"))
    assert told["complaint"]["due"] == "2026-12-10"


# -- older ledgers ------------------------------------------------------------------------------------------------


def as_it_was_before(home: Path) -> Path:
    """A ledger of the version before complaints had deadlines, with two requests, one of them dated."""
    path = home / "ledger.sqlite"
    home.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.row_factory = sqlite3.Row
        migrate(old, MIGRATIONS[:BEFORE])
        old.execute("INSERT INTO accounts VALUES (1, 'Facebook', '')")
        old.execute("INSERT INTO flows VALUES ('d', 'text')")
        for number in (1, 2):
            old.execute(
                "INSERT INTO requests (number, id, flow, title, account, digest, practice, began, sent, channel)"
                " VALUES (?, ?, 'f', 'T', 1, 'd', 0, '2026-05-01T09:00:00+00:00', '2026-05-01T09:00:00+00:00', 'form')",
                (number, f"facebook-{number}"),
            )
        old.execute(
            "INSERT INTO deadlines VALUES ('facebook-1', 'uk-gdpr', 'Article 12(3) UK GDPR', 'https://a.example/',"
            " '2026-06-01', '2026-08-03', 'a week')"
        )
        old.execute("BEGIN")
        from runner.records.seals import seal_all

        seal_all(old)
        old.execute("COMMIT")
        assert version_of(old) == BEFORE
    return path


def test_an_older_ledger_keeps_the_rule_its_requests_were_noted_under(tmp_path: Path, clock: Clock) -> None:
    as_it_was_before(tmp_path / "home")
    with Ledger(tmp_path / "home", clock) as ledger:
        first, second = ledger.requests()
        assert first.deadline and first.deadline.law == "Article 12(3) UK GDPR", "not the rule of today"
        assert (first.deadline.due, first.deadline.extended) == (date(2026, 6, 1), date(2026, 8, 3))
        assert (first.deadline.usual, first.deadline.cycle) == ("a week", 0)
        assert (first.complaint, second.deadline) == (None, None)
        ledger.complain("facebook-2", acknowledgement_due("uk-gdpr", clock.now))
        assert ledger.request("facebook-2").complaint


def test_killed_in_the_middle_of_it_an_older_ledger_is_as_it_was(tmp_path: Path, clock: Clock) -> None:
    path = as_it_was_before(tmp_path / "home")

    def half(connection: sqlite3.Connection) -> None:
        more_than_one_deadline(connection)
        raise KeyboardInterrupt

    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.row_factory = sqlite3.Row
        with pytest.raises(KeyboardInterrupt):
            migrate(raw, [*MIGRATIONS[:BEFORE], half])
        assert version_of(raw) == BEFORE
        assert raw.execute("SELECT due FROM deadlines").fetchall()[0]["due"] == "2026-06-01"
    with Ledger(tmp_path / "home", clock) as ledger:
        rows: list[RequestRow] = ledger.requests()
        assert [row.deadline is not None for row in rows] == [True, False]
    with closing(connect(path)) as after:
        assert version_of(after) == len(MIGRATIONS)


def test_a_new_complaint_takes_the_place_of_the_day_of_the_one_before(
    ledger: Ledger, clock: Clock, complained: str
) -> None:
    again = clock.now + timedelta(days=40)
    ledger.complain(complained, acknowledgement_due("uk-gdpr", again), again)
    row = ledger.request(complained)
    assert row.complaint and row.complaint.due == date(2027, 1, 19)
    assert [one.what for one in row.history].count("company_complaint") == 2
