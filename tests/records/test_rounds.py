"""A law that goes by rounds, as California's for data brokers does: never overdue, due again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from runner.app.letters import facts_of
from runner.config import Config
from runner.errors import UsageError
from runner.records.calendar import ics
from runner.records.deadlines import due
from runner.records.ledger import Ledger
from runner.records.report import write_report
from runner.records.status import as_json, reminders, standing
from runner.records.timeline import timeline

from .books import Clock, sent, walked_flow

DROP = walked_flow("california-drop", "DROP", "California – have data brokers delete what they have of you")
SENT = datetime(2026, 9, 1, 18, tzinfo=UTC)
FIRST = date(2026, 11, 30)  # 29 are left of September, 31 in October, 30 more: 90


@pytest.fixture
def dropped(ledger: Ledger, clock: Clock) -> str:
    clock.now = SENT
    return sent(ledger, DROP, due("delete-act", SENT, "US-CA"))


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 11, 29), FIRST),
        (FIRST, FIRST),
        (FIRST + timedelta(days=1), FIRST + timedelta(days=45)),
        (FIRST + timedelta(days=45), FIRST + timedelta(days=45)),
        (FIRST + timedelta(days=46), FIRST + timedelta(days=90)),
        (FIRST + timedelta(days=450), FIRST + timedelta(days=450)),
    ],
)
def test_the_round_a_day_is_in(ledger: Ledger, dropped: str, day: date, ends: date) -> None:
    found = standing(ledger.request(dropped), day)
    assert (found.state, found.due, found.days) == ("due", ends, (ends - day).days)


def test_what_is_said_of_it(ledger: Ledger, dropped: str) -> None:
    found = standing(ledger.request(dropped), FIRST + timedelta(days=43))
    assert found.fact == "Sent on 1 Sep 2026; their round of 45 days ends in 2 days."
    assert found.next == "When the round ends, look how it stands. Once they are done: optout status drop-1 --answered"
    [told] = as_json([found], [], FIRST)["requests"]
    assert (told["due"], told["cycle"]) == ((FIRST + timedelta(days=45)).isoformat(), 45)
    ledger.happen(dropped, "answered")
    assert standing(ledger.request(dropped), FIRST).state == "answered"


def test_a_calendar_comes_back_to_it(ledger: Ledger, dropped: str) -> None:
    [reminder] = reminders([standing(ledger.request(dropped), FIRST)])
    assert (reminder.due, reminder.every) == (FIRST, 45)
    assert "RRULE:FREQ=DAILY;INTERVAL=45\r\n" in ics([reminder])
    assert "optout letter" not in reminder.text


@pytest.mark.slow
def test_line_and_page_have_the_round(ledger: Ledger, dropped: str, tmp_path: Path) -> None:
    found = standing(ledger.request(dropped), FIRST + timedelta(days=1))
    assert [one.title for one in timeline(found)][-1] == "A round of 45 days ends; then the next one begins."
    page = write_report(ledger.requests(), [], tmp_path / "report.html", ledger.clock(), FIRST).read_text("utf-8")
    assert "30 Nov 2026" in page
    assert "Overdue" not in page


def test_there_is_no_letter_for_it(ledger: Ledger, dropped: str) -> None:
    with pytest.raises(UsageError, match="drop-1 went to many companies at once, by rounds of 45 days"):
        facts_of(ledger.request(dropped), Config(), FIRST + timedelta(days=99))


def test_the_ledger_keeps_the_rounds(ledger: Ledger, dropped: str, tmp_path: Path) -> None:
    with Ledger(tmp_path / "home") as again:
        row = again.request(dropped)
    assert row.deadline and (row.deadline.cycle, row.deadline.due) == (45, FIRST)
