"""The law as dated data: one rule for each day, each with its source, and nothing read that is not so."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from runner.errors import UsageError
from runner.records.countries import countries
from runner.records.deadlines import acknowledgement_due, due
from runner.records.law import Clock, ComplaintRule, law_book, read_law, rule_on
from runner.records.request import Deadline

RULE: dict[str, Any] = {
    "law": "Article 1",
    "source": "https://law.example/1",
    "valid_from": None,
    "valid_until": None,
    "zone": "Europe/Dublin",
    "period": [1, "month"],
}


def read(*rules: dict[str, Any], part: str = "clocks") -> Any:
    return read_law(json.dumps({"clocks": {}, "complaints": {}, "acknowledgements": {}, part: {"some": list(rules)}}))


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00+00:00")


# -- the data that comes with Optout ------------------------------------------------------------------------------

BOOK = law_book()
ALL: list[tuple[str, Clock | ComplaintRule]] = [
    (f"{name}, {rule.law}", rule)
    for part in (BOOK.clocks, BOOK.complaints, BOOK.acknowledgements)
    for name, rules in part.items()
    for rule in rules
]


@pytest.mark.parametrize("rule", [rule for _, rule in ALL], ids=[name for name, _ in ALL])
def test_every_rule_says_where_it_can_be_read_and_a_day_where_it_is_from(rule: Clock | ComplaintRule) -> None:
    assert rule.law
    assert rule.source.startswith("https://")
    if rule.valid_from and rule.valid_from > date(2026, 1, 1):
        assert rule.dated_by.startswith("https://"), "a day so near is read off a page, not known by heart"


def test_a_law_is_one_that_holds_somewhere_and_complaints_are_of_laws_there_are() -> None:
    assert {one.law for one in countries().values() if one.law} <= set(BOOK.clocks)
    assert set(BOOK.complaints) <= set(BOOK.clocks)
    first = {name for name, rules in BOOK.complaints.items() if any(rule.first == "company" for rule in rules)}
    assert first == set(BOOK.acknowledgements), "who hears first has a time to say so"


@pytest.mark.parametrize(
    ("sent", "law"),
    [("2026-02-04", "Article 12(3) UK GDPR"), ("2026-02-05", "Articles 12(3) and 12A UK GDPR")],
)
def test_the_rule_is_that_of_the_day_of_the_request(sent: str, law: str) -> None:
    found = due("gdpr", on(sent), "GB")
    assert found
    assert (found.clock, found.law) == ("uk-gdpr", law)


def test_the_day_is_that_on_which_it_arrives() -> None:
    late = datetime(2018, 5, 24, 23, 30, tzinfo=UTC)  # 00:30 on the 25th in Dublin's summer
    found = due("gdpr", late)
    assert found and found.due == date(2018, 6, 25)


def test_before_a_law_began_it_sets_no_day() -> None:
    with pytest.raises(UsageError, match="no rule on record says by when a request of 1 May 2018 is to be answered"):
        due("gdpr", on("2018-05-01"))


@pytest.mark.parametrize(
    ("sent", "due_on", "working"),
    [
        ("2026-06-18", None, "a day before the duty began"),
        ("2026-06-19", "2026-07-20", "19 July is a Sunday: Monday"),
        ("2026-11-30", "2026-12-30", "30 and the last 0 of November: a Wednesday"),
        ("2026-11-25", "2026-12-28", "25 December, a holiday and a Friday, then a weekend"),
    ],
)
def test_the_thirty_days_for_a_complaint_in_the_united_kingdom(sent: str, due_on: str | None, working: str) -> None:
    found = acknowledgement_due("uk-gdpr", on(sent), "GB")
    assert (found and found.due.isoformat()) == due_on, working
    if found:
        assert isinstance(found, Deadline)
        assert "164A(3)" in found.law


def test_no_other_law_has_such_a_time() -> None:
    for law in ("gdpr", "swiss", "lgpd", ""):
        assert acknowledgement_due(law, on("2026-11-24")) is None


def test_to_whom_one_complains_first() -> None:
    def first(law: str, day: str) -> str | None:
        rule = rule_on(BOOK.complaints.get(law, ()), date.fromisoformat(day))
        return rule.first if rule else None

    assert first("uk-gdpr", "2026-06-18") == "authority"
    assert first("uk-gdpr", "2026-06-19") == "company"
    assert first("gdpr", "2026-06-19") == "authority"
    assert first("lgpd", "2026-06-19") is None


# -- what is not read ---------------------------------------------------------------------------------------------


def test_rules_are_put_in_order() -> None:
    later, earlier = RULE | {"valid_from": "2026-02-05"}, RULE | {"valid_until": "2026-02-04", "law": "Article 0"}
    assert [clock.law for clock in read(later, earlier).clocks["some"]] == ["Article 0", "Article 1"]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([RULE | {"source": ""}], "some: a rule has no source"),
        ([RULE | {"source": "a book"}], "some: a rule has no source"),
        ([{key: value for key, value in RULE.items() if key != "source"}], "clocks, some: a rule lacks source"),
        ([{key: value for key, value in RULE.items() if key != "valid_until"}], "a rule lacks valid_until"),
        ([RULE, RULE], "some: two rules hold on 0001-01-01"),
        ([RULE | {"valid_until": "2026-02-05"}, RULE | {"valid_from": "2026-02-05"}], "two rules hold on 2026-02-05"),
        ([RULE | {"valid_from": "2020-01-01"}, RULE | {"valid_from": "2026-02-05"}], "two rules hold on 2026-02-05"),
        ([RULE | {"valid_from": "2026-02-05", "valid_until": "2026-02-04"}], "ends on 2026-02-04, before it begins"),
        ([RULE | {"valid_from": "soon"}], "Invalid isoformat string"),
        ([RULE | {"untill": "2026-02-05"}], "clocks, some: a rule has no untill"),
    ],
)
def test_a_rule_without_source_or_with_another_beside_it_is_an_error(rules: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(*rules)


def test_a_part_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="the law has no part called fines"):
        read(part="fines")


def test_every_source_is_one_page_and_no_sentence() -> None:
    text = Path(__file__).parents[2] / "runner" / "records" / "law.json"
    listed = json.loads(text.read_text("utf-8"))
    rules = chain.from_iterable(rules for part in listed.values() for rules in part.values())
    assert all(" " not in rule["source"] + rule.get("dated_by", "") for rule in rules)
