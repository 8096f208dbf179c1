"""How requests stand on a day, in which order, what comes next, and the JSON that others read."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from runner.records.ledger import Ledger
from runner.records.phrases import HEADINGS, SAID, day, fact
from runner.records.request import STATES, WHATS
from runner.records.status import Standing, as_json, counts, not_offered, reminders, standings

from .books import Clock, deadline, many, sent, switched, walked_flow

GOLDEN = Path(__file__).with_name("status.json")
FACEBOOK = walked_flow()
TODAY = date(2026, 11, 23)


def stand(ledger: Ledger, today: date = TODAY) -> list[Standing]:
    return standings(ledger.requests(), today)


@pytest.mark.slow
def test_what_needs_the_person_comes_first(ledger: Ledger, clock: Clock) -> None:
    assert [(one.request.id, one.state, one.days) for one in stand(many(ledger, clock))] == [
        ("facebook-1", "overdue", -31),
        ("x-1", "reverted", None),
        ("instagram-1", "refused", None),
        ("facebook-2", "due", 8),
        ("reddit-1", "waiting", None),
        ("larkspur-1", "waiting", None),
        ("facebook-3", "prepared", None),
        ("tumblr-1", "answered", None),
        ("linkedin-1", "confirmed", None),
    ]


@pytest.mark.slow
def test_practice_is_never_counted_or_reminded_of(ledger: Ledger, clock: Clock) -> None:
    sent(ledger, walked_flow("practice"), deadline(date(2026, 12, 23)), practice=True)
    assert [one.state for one in stand(ledger)] == ["due"]
    assert set(counts(stand(ledger)).values()) == {0}
    assert reminders(stand(ledger)) == []
    told = counts(stand(many(ledger, clock)))
    assert told == {state: 0 if state == "reopened" else 1 for state in STATES}  # which takes news: test_news.py


def test_within_a_state_the_soonest_is_first(ledger: Ledger) -> None:
    for due in (date(2026, 12, 5), date(2026, 11, 24), date(2026, 10, 1), date(2026, 11, 1)):
        sent(ledger, FACEBOOK, deadline(due))
    assert [one.days for one in stand(ledger)] == [-53, -22, 1, 12]


@pytest.mark.parametrize(
    ("due", "state", "says"),
    [
        (date(2026, 11, 22), "overdue", "optout letter facebook-1"),
        (date(2026, 11, 23), "due", "answer today"),
        (date(2026, 11, 24), "due", "answer by tomorrow"),
        (date(2026, 11, 25), "due", "answer within 2 days"),
    ],
)
def test_the_day_itself_is_still_in_time(ledger: Ledger, due: date, state: str, says: str) -> None:
    sent(ledger, FACEBOOK, deadline(due))
    [standing] = stand(ledger)
    assert standing.state == state
    assert says in standing.next


def test_the_longer_time_counts_once_they_have_asked_for_it(ledger: Ledger) -> None:
    sent(ledger, FACEBOOK, deadline(date(2026, 11, 1), date(2027, 1, 1)))
    assert stand(ledger)[0].state == "overdue"
    ledger.happen("facebook-1", "extended")
    assert (stand(ledger)[0].state, stand(ledger)[0].days) == ("due", 39)


def test_letters_come_one_after_another(ledger: Ledger, clock: Clock) -> None:
    sent(ledger, FACEBOOK, deadline(date(2026, 11, 1)))
    said = []
    for what in ("note", "follow_up", "complaint"):
        ledger.happen("facebook-1", what, clock.turn(days=1))
        said.append(stand(ledger)[0].next)
    assert said == [
        "Write to them: optout letter facebook-1",
        "You wrote on 25 Nov 2026. If nothing came, complain: optout letter facebook-1",
        "You complained on 26 Nov 2026. When you hear of it: optout status facebook-1 --note …",
    ]
    ledger.happen(sent(ledger, FACEBOOK), "refused")
    assert stand(ledger)[1].next == "You can complain: optout letter facebook-2"


@pytest.mark.slow
def test_commands_name_the_account(ledger: Ledger, clock: Clock) -> None:
    reverted = next(one for one in stand(many(ledger, clock)) if one.state == "reverted")
    assert reverted.next == "Switch it off again: optout run x-grok --as work"


def test_what_a_later_request_replaces_is_left_out(ledger: Ledger) -> None:
    ledger.add_check(switched(ledger, FACEBOOK), "reverted")
    switched(ledger, FACEBOOK)
    assert [(one.request.id, one.state) for one in stand(ledger)] == [("facebook-2", "confirmed")]


def test_an_answer_ends_the_waiting_whenever_it_was_due(ledger: Ledger) -> None:
    sent(ledger, FACEBOOK, deadline(date(2026, 11, 1)))
    for what, state in (("acknowledged", "overdue"), ("answered", "answered"), ("refused", "refused")):
        ledger.happen("facebook-1", what)  # type: ignore[arg-type]
        assert stand(ledger)[0].state == state


def test_not_offered_is_told_until_it_was_sent_after_all(ledger: Ledger, clock: Clock) -> None:
    for account in ("", "work", ""):
        ledger.add_not_offered(FACEBOOK, account)
        clock.turn(days=1)
    told = not_offered(ledger.checks(), ledger.requests())
    assert [(one.account, one.at.day) for one in told] == [("", 25), ("work", 24)]
    sent(ledger, FACEBOOK)
    assert [one.account for one in not_offered(ledger.checks(), ledger.requests())] == ["work"]


@pytest.mark.slow
def test_reminders_have_the_day_and_say_what_to_do(ledger: Ledger, clock: Clock) -> None:
    told = reminders(stand(many(ledger, clock)))
    assert [(one.uid, one.due) for one in told] == [
        ("facebook-1-20260923T090000Z@optout", date(2026, 10, 23)),
        ("facebook-2-20261101T090000Z@optout", date(2026, 12, 1)),
    ]
    assert told[1].title == "Answer due: Facebook – object to AI training"
    assert told[1].text == (
        "You sent it on 1 Nov 2026. If they have answered: optout status facebook-2 --answered. "
        "If not: optout letter facebook-2"
    )


@pytest.mark.slow
def test_the_json_is_what_others_rely_on(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    """The golden is written anew where it is missing; look at it, and raise VERSION if a field has gone or changed."""
    many(ledger, clock)
    told = as_json(stand(ledger), not_offered(ledger.checks(), ledger.requests()), TODAY)
    text = json.dumps(told, indent=2, ensure_ascii=False).replace(str(tmp_path / "home"), "HOME") + "\n"
    text = re.sub(r"[0-9a-f]{64}", "SHA-256", text)  # of a picture that zlib may pack otherwise elsewhere
    if not GOLDEN.exists():
        GOLDEN.write_text(text, "utf-8")
        pytest.fail(f"{GOLDEN.name} was missing and is written now: look at it")
    assert text == GOLDEN.read_text("utf-8")


@pytest.mark.slow
def test_the_facts_have_their_dates(ledger: Ledger, clock: Clock) -> None:
    assert [fact(one.request, one.state, one.days) for one in stand(many(ledger, clock))] == [
        "Sent on 23 Sep 2026; the answer was due on 23 Oct 2026, 31 days ago.",
        "Switched off on 20 Oct 2026; read back on 20 Oct 2026; found on again on 20 Nov 2026.",
        "Sent on 2 Oct 2026; refused on 20 Oct 2026.",
        "Sent on 1 Nov 2026; they have had it since 3 Nov 2026; the answer is due on 1 Dec 2026.",
        "Sent on 3 Nov 2026.",
        "Sent on 9 Nov 2026.",
        "Begun on 5 Nov 2026; 1 picture kept.",
        "Sent on 5 Nov 2026; answered on 9 Nov 2026.",
        "Switched off on 30 Sep 2026; read back on 30 Sep 2026.",
    ]


def test_everything_that_can_happen_has_words() -> None:
    assert set(SAID) == set(WHATS)
    assert set(HEADINGS) == set(STATES)
    assert day(date(2026, 3, 1)) == "1 Mar 2026"
