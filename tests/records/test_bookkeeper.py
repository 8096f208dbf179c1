"""What the ledger has after a walk: every outcome, cut off and resumed, and where the ledger cannot be written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import pytest

from runner import events
from runner.errors import RecordsError
from runner.events import Event
from runner.records.bookkeeper import Bookkeeper
from runner.records.evidence import EvidenceRecord
from runner.records.ledger import Ledger
from runner.records.request import Deadline, RequestRow

from .books import Clock, deadline, png, switched, walked_flow

FACEBOOK = walked_flow()
F = FACEBOOK.id


def started(from_step: int = 1) -> Event:
    return events.SessionStarted(flow=F, title="T", steps=5, from_step=from_step)


def step(number: int) -> Event:
    return events.StepStarted(flow=F, step=number, kind="click", sentence="Press it.")


def sent(channel: Literal["form", "mail"] = "form") -> Event:
    return events.RequestSent(flow=F, step=4, kind="pause", channel=channel)


def ended(outcome: str | None, confirmed: bool = False) -> Event:
    return events.SessionEnded(flow=F, outcome=outcome, basis="read_back" if confirmed else "seen")


def begins_anew() -> Event:
    return events.PersonAnswered(flow=F, step=4, kind="pause", for_="agree", reply="no", via="panel")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger(tmp_path, clock) as opened:
        yield opened


def due(sent: datetime) -> Deadline | None:
    return deadline(date(sent.year, sent.month + 1, sent.day))


def walk(ledger: Ledger, *heard: Event, account: str = "", practice: bool = False) -> Bookkeeper:
    keeper = Bookkeeper(ledger, FACEBOOK, account, practice, lambda: "https://www.facebook.com/done", due)
    for event in heard:
        keeper.hear(event)
    return keeper


def capture(keeper: Bookkeeper, clock: Clock, name: str = "answer") -> Event:
    """A capture step keeps a picture and tells."""
    record = EvidenceRecord(name=name, flow=F, step=2, url="https://chat.example/", title="Chat", taken=clock())
    path = keeper.evidence.keep(png(), record)
    return events.Captured(flow=F, step=2, kind="capture", label=name, path=str(path))


def told(row: RequestRow) -> list[str]:
    return [one.what for one in row.history]


# -- outcomes -----------------------------------------------------------------------------------------------------


def test_a_request_is_in_the_ledger_the_moment_it_is_sent(ledger: Ledger, clock: Clock) -> None:
    keeper = walk(ledger, started(), step(1))
    assert ledger.requests() == []
    keeper.hear(sent())
    [row] = ledger.requests()
    assert (row.id, row.sent, row.channel, row.outcome) == ("facebook-1", clock.now, "form", None)
    assert (row.url, row.due) == ("https://www.facebook.com/done", date(2026, 12, 23))
    keeper.hear(ended("sent"))
    keeper.settle()
    [row] = ledger.requests()
    assert (row.outcome, row.status, told(row)) == ("sent", "sent", ["sent"])
    assert keeper.said == (
        "Noted as facebook-1. An answer is due by 23 Dec 2026. `optout status facebook-1` tells what comes next."
    )


def test_a_mail_is_a_channel_of_its_own(ledger: Ledger) -> None:
    walk(ledger, started(), sent("mail"), ended("sent"))
    assert ledger.requests()[0].channel == "mail"


def test_confirmed_is_a_check_and_moves_the_status(ledger: Ledger) -> None:
    walk(ledger, started(), sent(), ended("sent", confirmed=True))
    assert told(ledger.requests()[0]) == ["sent", "confirmed"]
    assert [(one.request, one.result) for one in ledger.checks()] == [("facebook-1", "confirmed")]


@pytest.mark.parametrize("outcome", ["opted_out", "already_out"])
@pytest.mark.parametrize("confirmed", [True, False])
def test_a_switch_is_a_request_without_a_deadline(ledger: Ledger, outcome: str, confirmed: bool) -> None:
    keeper = walk(ledger, started(), ended(outcome, confirmed))
    [row] = ledger.requests()
    assert (row.channel, row.deadline, row.outcome) == ("switch", None, outcome)
    assert row.status == ("confirmed" if confirmed else "sent")
    assert keeper.said == "Noted as facebook-1. `optout status facebook-1` tells what comes next."


@pytest.mark.parametrize("outcome", ["stopped", "lost", None])
def test_a_walk_that_sent_nothing_leaves_nothing(ledger: Ledger, outcome: str | None) -> None:
    keeper = walk(ledger, started(), step(1), ended(outcome))
    assert (ledger.requests(), ledger.checks(), keeper.said) == ([], [], "")


def test_not_offered_is_a_check(ledger: Ledger) -> None:
    walk(ledger, started(), ended("not_offered"))
    assert ledger.requests() == []
    assert [one.result for one in ledger.checks()] == ["not_offered"]


def test_sent_by_what_the_flow_saw_is_sent(ledger: Ledger, clock: Clock) -> None:
    walk(ledger, started(), ended("sent"))
    assert [(row.channel, row.sent) for row in ledger.requests()] == [("form", clock.now)]


def test_sending_twice_in_one_walk_is_one_request(ledger: Ledger, clock: Clock) -> None:
    keeper = walk(ledger, started(), sent())
    first = clock.now
    clock.turn(minutes=5)
    for event in (sent(), ended("sent")):
        keeper.hear(event)
    [row] = ledger.requests()
    assert (row.sent, told(row)) == (first, ["sent", "sent_again"])


def test_each_walk_is_a_request_of_its_own_for_its_account(ledger: Ledger) -> None:
    for account, practice in (("", False), ("work", False), ("", False), ("", True)):
        walk(ledger, started(), sent(), ended("sent"), account=account, practice=practice)
    assert [(row.account, row.practice) for row in ledger.requests()] == [
        ("", False),
        ("work", False),
        ("", False),
        ("", True),
    ]


# -- finding it as it was left ------------------------------------------------------------------------------------


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_switch_found_as_it_was_left_is_a_look_and_no_new_request(ledger: Ledger, confirmed: bool) -> None:
    switched(ledger, FACEBOOK)
    keeper = walk(ledger, started(), ended("already_out", confirmed))
    [row] = ledger.requests()
    assert (row.outcome, row.status, told(row)) == ("opted_out", "confirmed", ["sent", "confirmed", "looked"])
    assert [one.result for one in ledger.checks()] == ["confirmed", "confirmed" if confirmed else "unknown"]
    assert keeper.request is None


@pytest.mark.parametrize(("confirmed", "rows"), [(True, ["confirmed"]), (False, ["reverted", "sent"])])
def test_one_that_was_reverted_is_restored_only_where_that_was_read_back(
    ledger: Ledger, confirmed: bool, rows: list[str]
) -> None:
    ledger.add_check(switched(ledger, FACEBOOK), "reverted")
    walk(ledger, started(), ended("already_out", confirmed))
    assert [row.status for row in ledger.requests()] == rows


def test_of_another_account_or_of_practice_it_is_another(ledger: Ledger) -> None:
    switched(ledger, FACEBOOK)
    walk(ledger, started(), ended("already_out"), account="work")
    walk(ledger, started(), ended("already_out"), practice=True)
    assert len(ledger.requests()) == 3


# -- pictures -----------------------------------------------------------------------------------------------------


def test_pictures_taken_before_it_is_sent_belong_to_it(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    keeper = walk(ledger, started(), step(2), account="work")
    for name in ("question", "answer"):
        keeper.hear(capture(keeper, clock, name))
        clock.turn(minutes=1)
    [row] = ledger.requests()
    assert (row.status, row.sent, [one.name for one in row.evidence]) == ("prepared", None, ["question", "answer"])
    assert row.evidence[0].path.parent == tmp_path / "evidence" / "facebook-objection@work-20261123-090500"
    for event in (sent(), ended("sent")):
        keeper.hear(event)
    [row] = ledger.requests()
    assert (row.status, row.sent, len(row.evidence)) == ("sent", clock.now, 2)


def test_a_picture_taken_again_replaces_the_one_before(ledger: Ledger, clock: Clock) -> None:
    keeper = walk(ledger, started(), step(2))
    keeper.hear(capture(keeper, clock))
    again = clock.turn(minutes=1)
    keeper.hear(capture(keeper, clock))
    assert [one.taken for one in ledger.requests()[0].evidence] == [again]


# -- cut off ------------------------------------------------------------------------------------------------------


def test_a_walk_that_was_cut_off_goes_on_with_its_request_and_its_folder(ledger: Ledger, clock: Clock) -> None:
    keeper = walk(ledger, started(), step(2))
    keeper.hear(capture(keeper, clock))
    clock.turn(days=1)
    resumed = walk(ledger, started(from_step=3), step(3))
    assert resumed.evidence.folder == keeper.evidence.folder
    resumed.hear(capture(resumed, clock, "second"))
    for event in (sent(), ended("sent")):
        resumed.hear(event)
    [row] = ledger.requests()
    assert (row.sent, [one.name for one in row.evidence]) == (clock.now, ["answer", "second"])


def test_cut_off_after_sending_it_was_sent_then(ledger: Ledger, clock: Clock) -> None:
    walk(ledger, started(), sent())
    first = clock.now
    clock.turn(days=1)
    walk(ledger, started(from_step=5), step(5), ended("sent", confirmed=True))
    [row] = ledger.requests()
    assert (row.sent, row.outcome, told(row)) == (first, "sent", ["sent", "confirmed"])


def test_cut_off_before_the_step_was_over_it_is_no_second_request(ledger: Ledger, clock: Clock) -> None:
    walk(ledger, started(), sent())
    clock.turn(minutes=1)
    walk(ledger, started(from_step=4), step(4), sent(), ended("sent"))
    assert [told(row) for row in ledger.requests()] == [["sent", "sent_again"]]


def test_whoever_would_rather_begin_anew_makes_a_new_request(ledger: Ledger) -> None:
    walk(ledger, started(), sent())
    keeper = walk(ledger, begins_anew(), started(), step(1), sent(), ended("sent"))
    assert [told(row) for row in ledger.requests()] == [["sent"], ["sent"]]
    assert keeper.request == "facebook-2"


def test_no_said_later_in_the_walk_is_about_something_else(ledger: Ledger) -> None:
    walk(ledger, started(), sent())
    walk(ledger, started(from_step=4), step(4), begins_anew(), sent(), ended("sent"))
    assert len(ledger.requests()) == 1


def test_a_walk_from_the_start_leaves_an_earlier_one_alone(ledger: Ledger, clock: Clock) -> None:
    keeper = walk(ledger, started(), step(2))
    keeper.hear(capture(keeper, clock))
    clock.turn(minutes=1)
    walk(ledger, started(), sent(), ended("sent"))
    assert [(row.status, len(row.evidence)) for row in ledger.requests()] == [("prepared", 1), ("sent", 0)]


# -- a ledger that cannot be written ------------------------------------------------------------------------------


def test_the_walk_goes_on_and_all_is_written_once_it_can_be(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    first = clock.now
    with Ledger(tmp_path, clock, patience=0.01) as mine:
        with ledger.together():  # somebody else is writing
            keeper = walk(mine, started(), step(2))
            keeper.hear(capture(keeper, clock))
            keeper.hear(sent())
        assert ledger.requests() == []
        clock.turn(days=3)
        keeper.hear(ended("sent", confirmed=True))
        keeper.settle()
    [row] = ledger.requests()
    assert (row.id, row.sent, row.due) == ("facebook-1", first, date(2026, 12, 23)), "the time it was sent"
    assert (row.outcome, told(row), len(row.evidence)) == ("sent", ["sent", "confirmed"], 1)


def test_in_the_end_it_is_said_what_is_not_in_the_ledger(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    with Ledger(tmp_path, clock, patience=0.01) as mine, ledger.together():
        keeper = walk(mine, started(), sent(), ended("sent"))
        assert keeper.said == ""
        with pytest.raises(RecordsError) as caught:
            keeper.settle()
    assert caught.value.exit_code == 5
    assert "in use by another program" in str(caught.value)
    assert str(caught.value).endswith(
        "Not in the ledger, for facebook-objection: that you sent it on 23 Nov 2026 at 09:05 UTC; how it ended: sent"
    )


def test_what_goes_wrong_about_a_date_never_costs_the_record_that_it_was_sent(ledger: Ledger) -> None:
    def fails(sent: datetime) -> Deadline | None:
        raise OverflowError("date value out of range")

    keeper = Bookkeeper(ledger, FACEBOOK, here=lambda: "https://a.example/done?sid=S3CRET#t=T0KEN", due=fails)
    for event in (started(), sent(), ended("sent")):
        keeper.hear(event)
    keeper.settle()
    row = ledger.request(keeper.request or "")
    assert (row.sent is not None, row.outcome, row.deadline, row.url) == (True, "sent", None, "https://a.example/done")
    assert "could not be worked out" in keeper.said
