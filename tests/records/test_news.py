"""What has changed since a flow was walked opens its request again, until what is to be done now has been done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from runner.records.ledger import Ledger
from runner.records.news import News, reopening
from runner.records.report import write_report
from runner.records.status import Standing, as_json, reminders, standings

from .books import Clock, deadline, sent, switched, walked_flow

WEB = walked_flow("google-web-and-app-activity", "Google", "Google – stop Web & App Activity")
SEARCH = walked_flow("google-search-services-history", "Google", "Google – stop Search Services History")
FACEBOOK = walked_flow()
SPLIT = News(date(2026, 7, 6), "Google keeps searches in a setting of their own now.", True, SEARCH.id)
ANEW = News(date(2026, 7, 6), "Meta has dropped what was sent before.", True)
TODAY = date(2026, 11, 23)


def stand(ledger: Ledger, flow: str, *news: News) -> list[Standing]:
    return standings(ledger.requests(), TODAY, {flow: news})


def test_what_was_switched_before_a_change_is_open_again_and_names_the_flow_to_do(ledger: Ledger, clock: Clock) -> None:
    clock.on(6, 1)
    switched(ledger, WEB)
    [one] = stand(ledger, WEB.id, SPLIT)
    assert (one.state, one.news) == ("reopened", SPLIT)
    assert one.next == f"There is more to do now: optout run {SEARCH.id}"
    assert str(one).startswith("OPEN AGAIN (google-1): Switched off on 1 Jun 2026")
    assert one.fact.endswith("On 6 Jul 2026: Google keeps searches in a setting of their own now.")
    [told] = as_json([one], [], TODAY)["requests"]
    assert (told["state"], told["news"]) == ("reopened", {"date": "2026-07-06", "say": SPLIT.say, "flow": SEARCH.id})


@pytest.mark.parametrize(
    ("month", "news"),
    [
        (8, SPLIT),  # done after it had changed
        (7, News(date(2026, 7, 1), SPLIT.say, True)),  # on that very day: whoever did it then saw it as it is now
        (6, News(SPLIT.day, SPLIT.say)),  # which opens nothing again
    ],
)
def test_nothing_is_opened_again_by_other_news(ledger: Ledger, clock: Clock, month: int, news: News) -> None:
    clock.on(month, 1)
    switched(ledger, WEB)
    assert [one.state for one in stand(ledger, WEB.id, news)] == ["confirmed"]


@pytest.mark.slow
def test_it_is_done_once_the_other_flow_is_by_the_same_account(ledger: Ledger, clock: Clock) -> None:
    clock.on(6, 1)
    switched(ledger, WEB, account="work")
    clock.on(7, 20)
    switched(ledger, SEARCH)
    assert {one.request.account: one.state for one in stand(ledger, WEB.id, SPLIT)} == {
        "work": "reopened",
        "": "confirmed",
    }
    switched(ledger, SEARCH, account="work")
    assert {one.state for one in stand(ledger, WEB.id, SPLIT)} == {"confirmed"}


def test_what_is_to_be_done_anew_is_done_once_it_is_sent_again(ledger: Ledger, clock: Clock) -> None:
    clock.on(6, 1)
    first = sent(ledger, FACEBOOK, deadline(date(2026, 7, 1)))
    ledger.happen(first, "answered", clock.on(6, 20))
    [one] = stand(ledger, FACEBOOK.id, ANEW)
    assert (one.state, one.next) == ("reopened", "It has to be done anew: optout run facebook-objection")
    clock.on(8, 1)
    sent(ledger, FACEBOOK, deadline(date(2026, 12, 30)))
    assert [one.state for one in stand(ledger, FACEBOOK.id, ANEW)] == ["due", "answered"]


def test_of_several_the_latest_counts(ledger: Ledger, clock: Clock) -> None:
    clock.on(6, 1)
    switched(ledger, WEB)
    later = News(date(2026, 9, 1), "And once more.", True)
    assert [one.news for one in stand(ledger, WEB.id, later, SPLIT)] == [later]


def test_what_needs_the_person_already_keeps_its_reason_and_what_is_not_sent_is_not_opened(
    ledger: Ledger, clock: Clock
) -> None:
    clock.on(6, 1)
    sent(ledger, FACEBOOK, deadline(date(2026, 7, 1)))
    ledger.prepare(FACEBOOK, "work")
    assert [one.state for one in stand(ledger, FACEBOOK.id, ANEW)] == ["overdue", "prepared"]


def test_an_answer_that_is_still_due_is_reminded_of_all_the_same(ledger: Ledger, clock: Clock) -> None:
    clock.on(6, 1)
    sent(ledger, FACEBOOK, deadline(date(2026, 12, 1)))
    told = stand(ledger, FACEBOOK.id, ANEW)
    assert [one.state for one in told] == ["reopened"]
    assert [one.due for one in reminders(told)] == [date(2026, 12, 1)]


@pytest.mark.slow
def test_the_report_tells_it_loudly(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    clock.on(6, 1)
    switched(ledger, WEB)
    page = write_report(ledger.requests(), [], tmp_path / "report.html", clock(), TODAY, {WEB.id: [SPLIT]}).read_text()
    assert "Open again" in page and SPLIT.say in page and f"optout run {SEARCH.id}" in page


def test_practice_opens_nothing_of_the_real_one(ledger: Ledger, clock: Clock) -> None:
    clock.on(6, 1)
    switched(ledger, WEB)
    clock.on(7, 20)
    sent(ledger, SEARCH, practice=True)
    [request] = [one for one in ledger.requests() if one.flow == WEB.id]
    assert reopening(request, {WEB.id: [SPLIT]}, ledger.requests()) == SPLIT
