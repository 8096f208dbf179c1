"""The clocks, against dates worked out by hand from the text of each law. The working stands beside each.

2026 has: 1 September a Tuesday, 1 October a Thursday, 1 November a Sunday, 1 December a Tuesday; 1 January 2027 is a
Friday, 1 March 2027 a Monday. Every weekday below can be counted from there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.errors import UsageError
from runner.records.countries import countries
from runner.records.deadlines import due
from runner.records.law import law_book
from runner.records.request import Deadline


def at(day: str, time: str = "12:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}+00:00")


def counted(clock: str | int, sent: datetime, region: str = "") -> Deadline:
    found = due(clock, sent, region)
    assert found
    return found


# -- months: Regulation 1182/71, Article 3 ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "last", "working"),
    [
        ("2027-03-05", "2027-04-05", "the same date of the next month, a Monday (Art. 3(2)(c))"),
        ("2026-08-31", "2026-09-30", "September has no 31st: its last day, a Wednesday"),
        ("2028-01-31", "2028-02-29", "February 2028 has 29 days, and the 29th is a Tuesday"),
        ("2028-01-30", "2028-02-29", "nor has it a 30th"),
        ("2028-01-29", "2028-02-29", "but a 29th"),
        ("2027-01-29", "2027-03-01", "February 2027 ends on the 28th, a Sunday: the Monday after (Art. 3(4))"),
        ("2027-01-31", "2027-03-01", "the same"),
        ("2026-09-30", "2026-10-30", "not the last day of October, but the 30th, a Friday"),
        ("2026-10-31", "2026-11-30", "November has no 31st: the 30th, a Monday"),
        ("2026-11-30", "2026-12-30", "a Wednesday"),
        ("2026-12-31", "2027-02-01", "over the year's end to 31 January 2027, a Sunday: Monday"),
        ("2026-11-05", "2026-12-07", "5 December is a Saturday: Monday the 7th"),
        ("2026-11-06", "2026-12-07", "6 December is a Sunday: the same Monday"),
        ("2026-11-25", "2026-12-28", "25 December is a holiday and a Friday, then comes a weekend"),
        ("2026-12-01", "2027-01-04", "1 January is a holiday and a Friday, then comes a weekend"),
    ],
)
def test_gdpr_a_month(sent: str, last: str, working: str) -> None:
    assert counted("gdpr", at(sent)).due == date.fromisoformat(last), working


@pytest.mark.parametrize(
    ("sent", "last", "working"),
    [
        ("2026-11-24", "2027-02-24", "three months in all, not a month and then two: a Wednesday"),
        ("2026-11-30", "2027-03-01", "February 2027 has no 30th; its 28th is a Sunday: Monday"),
        ("2027-12-31", "2028-03-31", "a Friday; counted from the start, so the short February between takes nothing"),
    ],
)
def test_gdpr_with_the_two_months_more(sent: str, last: str, working: str) -> None:
    assert counted("gdpr", at(sent)).extended == date.fromisoformat(last), working


@pytest.mark.parametrize(
    ("sent", "last", "working"),
    [
        ("2026-09-03", "2026-10-05", "3 October is a Saturday: Monday"),
        ("2027-03-31", "2027-04-30", "April has no 31st: the 30th, a Friday"),
        ("2026-11-25", "2026-12-28", "Christmas Day, then a weekend"),
    ],
)
def test_uk_gdpr_a_month(sent: str, last: str, working: str) -> None:
    found = counted("uk-gdpr", at(sent))
    assert found.due == date.fromisoformat(last), working
    assert found.law == "Articles 12(3) and 12A UK GDPR"


# -- days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "sent", "last", "working"),
    [
        ("swiss", "2026-11-02", "2026-12-02", "28 days are left of November, 2 more: a Wednesday"),
        ("swiss", "2026-11-05", "2026-12-07", "25 and 5: Saturday 5 December, so Monday"),
        ("lgpd", "2026-11-10", "2026-11-25", "10 and 15"),
        ("lgpd", "2026-11-27", "2026-12-12", "3 and 12: a Saturday, and it stays one: this date has no force"),
        ("ccpa", "2026-10-01", "2026-11-16", "30 days are left of October, 15 more: Sunday 15 November, so Monday"),
        ("ccpa-opt-out", "2026-11-24", "2026-12-15", "Wed-Fri 3, two weeks 13, Mon 14, Tue 15"),
        ("ccpa-opt-out", "2026-12-21", "2027-01-13", "22-24 Dec 3, 28-31 Dec 7, 4-8 Jan 12, 11-13 Jan 15"),
        ("pipeda", "2026-11-05", "2026-12-05", "a Saturday is no holiday for the Interpretation Act"),
        ("pipeda", "2026-11-06", "2026-12-07", "but Sunday 6 December is: Monday"),
        ("pipa", "2026-11-24", "2026-12-04", "6 days are left of November, 4 more: a Friday"),
        ("pipa", "2026-11-25", "2026-12-07", "Saturday 5 December, so Monday"),
        ("appi", "2026-11-24", "2026-12-24", "our own 30 days"),
        ("delete-act", "2026-11-24", "2027-02-22", "6 are left of November, 31, 31, 22 more: 90"),
        ("delete-act", "2026-02-03", "2026-10-30", "from 1 August: 30 are left of it, 30 in September, 30 more"),
        (30, "2026-11-24", "2026-12-24", "6 and 24"),
        (11, "2026-11-24", "2026-12-05", "a Saturday: no law moves the company's own time"),
        (60, "2028-01-01", "2028-03-01", "30 days are left of January, 29 of February, 1 more"),
    ],
)
def test_days(clock: str | int, sent: str, last: str, working: str) -> None:
    assert counted(clock, at(sent)).due == date.fromisoformat(last), working


@pytest.mark.parametrize(
    ("clock", "sent", "last", "working"),
    [
        ("ccpa", "2026-10-01", "2026-12-30", "90 in all: 30 in October, 30 in November, 30 more: a Wednesday"),
        ("pipeda", "2026-11-05", "2027-01-04", "60 in all: 25 in November, 31 in December, 4 more: a Monday"),
    ],
)
def test_days_with_the_extension(clock: str, sent: str, last: str, working: str) -> None:
    assert counted(clock, at(sent)).extended == date.fromisoformat(last), working


def test_most_laws_know_no_extension() -> None:
    for clock in ("swiss", "lgpd", "ccpa-opt-out", "pipa", "appi", 30):
        assert counted(clock, at("2026-11-24")).extended is None


# -- on which date a request arrives ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "region", "sent", "last", "working"),
    [
        (
            "gdpr",
            "",
            "2026-07-14",
            "2026-08-17",
            "00:30 on 15 July in Dublin's summer; 15 August is a Saturday: Monday",
        ),
        ("gdpr", "", "2026-01-14", "2026-02-16", "23:30 in Dublin's winter, still the 14th; a Saturday: Monday"),
        ("gdpr", "", "2026-01-15", "2026-02-16", "and the 15th, a Sunday: the same Monday"),
        ("gdpr", "", "2026-11-24", "2026-12-24", "the 24th in Dublin: a Thursday"),
        ("gdpr", "DE", "2026-11-24", "2026-12-28", "00:30 on the 25th in Berlin: Christmas Day, then a weekend"),
        ("gdpr", "Deutschland", "2026-11-24", "2026-12-28", "the same by name"),
        ("gdpr", "IS", "2026-07-14", "2026-08-17", "the 14th in Reykjavík, but the 15th in Dublin: the later counts"),
        ("gdpr", "", "2026-10-24", "2026-11-25", "the night in which summer time ends: 00:30 on the 25th"),
        ("gdpr", "", "2026-10-25", "2026-11-25", "a day later 23:30 on the 25th: the same"),
        ("gdpr", "", "2027-03-27", "2027-04-27", "the night in which summer time begins: still the 27th"),
        ("gdpr", "", "2027-03-28", "2027-04-29", "a day later already the 29th"),
        ("ccpa-opt-out", "", "2026-11-24", "2026-12-15", "half past three in the afternoon in Los Angeles"),
        ("pipa", "", "2026-11-24", "2026-12-07", "the 25th in Seoul: Saturday 5 December, so Monday"),
        (30, "", "2026-11-24", "2026-12-24", "without a country, the date in UTC"),
        (30, "KR", "2026-11-24", "2026-12-25", "the 25th in Seoul"),
    ],
)
def test_half_past_eleven_at_night_in_utc(clock: str | int, region: str, sent: str, last: str, working: str) -> None:
    assert counted(clock, at(sent, "23:30"), region).due == date.fromisoformat(last), working


def test_the_early_hours_in_utc_are_the_day_before_in_california() -> None:
    # 05:00 UTC on 2 October is 22:00 on the 1st in Los Angeles: 45 days end on Sunday 15 November, so Monday the 16th;
    # counted from the 2nd it would be the 16th too, so the opt-out is looked at as well: from Thursday the 1st, Friday
    # is day 1, two weeks make 11, and 19 to 22 October 15.
    assert counted("ccpa-opt-out", at("2026-10-02", "05:00")).due == date(2026, 10, 22)
    assert counted("ccpa-opt-out", at("2026-10-02", "08:00")).due == date(2026, 10, 23)


def test_the_zone_in_which_the_time_is_told_changes_nothing() -> None:
    told = datetime(2026, 11, 25, 4, 30, tzinfo=timezone(timedelta(hours=5)))  # 23:30 UTC on the 24th
    assert due("gdpr", told) == due("gdpr", at("2026-11-24", "23:30"))


# -- whose law ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "clock"),
    [
        ("", "gdpr"), ("DE", "gdpr"), ("de-by", "gdpr"), ("NO", "gdpr"), ("GB", "uk-gdpr"), ("uk", "uk-gdpr"),
        ("CH", "swiss"), ("Brasil", "lgpd"), ("KR", "pipa"), ("US", "gdpr"), ("California", "gdpr"), ("Oz", "gdpr"),
    ],
)  # fmt: skip
def test_the_eu_clock_of_a_flow_is_that_of_the_persons_own_law(region: str, clock: str) -> None:
    assert counted("gdpr", at("2026-11-24"), region).clock == clock


def test_any_other_clock_is_taken_as_it_is_named() -> None:
    assert counted("ccpa", at("2026-11-24"), "GB").clock == "ccpa"
    assert counted("lgpd", at("2026-11-24"), "DE").clock == "lgpd"


# -- the rest -----------------------------------------------------------------------------------------------------


def test_a_deadline_tells_its_law_and_where_to_read_it() -> None:
    found = due("gdpr", at("2026-11-24"), usual="minutes to a day")
    assert found == Deadline(
        clock="gdpr",
        law="Article 12(3) GDPR",
        source="https://eur-lex.europa.eu/eli/reg/2016/679/oj",
        due=date(2026, 12, 24),
        extended=date(2027, 2, 24),
        usual="minutes to a day",
    )


def test_no_clock_no_deadline() -> None:
    assert due(None, at("2026-11-24")) is None


def test_a_clock_nobody_knows() -> None:
    with pytest.raises(UsageError, match=r"no clock is called 'gdrp' \(did you mean 'gdpr'\?\)"):
        due("gdrp", at("2026-11-24"))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        due("gdpr", datetime(2026, 11, 24))


def test_where_the_law_sets_no_time_for_an_objection_the_date_has_no_force() -> None:
    every = [(name, clock) for name, clocks in law_book().clocks.items() for clock in clocks]
    assert [name for name, clock in every if not clock.binding] == ["swiss", "lgpd", "pipeda", "appi"]
    assert all(clock.note for _, clock in every if not clock.binding)


moments = st.datetimes(datetime(2026, 3, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # every law has begun
clocks = st.sampled_from([*law_book().clocks, 1, 30])
regions = st.sampled_from(["", *countries()])


@pytest.mark.slow
@given(clock=clocks, sent=moments, region=regions)
def test_never_before_it_was_sent_and_never_on_a_day_of_rest(clock: str | int, sent: datetime, region: str) -> None:
    found = counted(clock, sent, region)
    assert found.due > sent.astimezone(timezone(timedelta(hours=-12))).date()
    assert found.extended is None or found.extended > found.due
    if found.clock in law_book().clocks:
        assert found.due.weekday() not in law_book().clocks[found.clock][-1].rests


@pytest.mark.slow
@given(clock=clocks, one=moments, other=moments, region=regions)
def test_who_sends_later_never_gets_an_answer_sooner(
    clock: str | int, one: datetime, other: datetime, region: str
) -> None:
    first, second = (counted(clock, sent, region) for sent in sorted((one, other)))
    assert first.due <= second.due
    assert (first.extended or first.due) <= (second.extended or second.due)


@pytest.mark.slow
@given(sent=moments, region=regions)
def test_a_month_is_28_to_31_days_and_what_the_days_of_rest_add(sent: datetime, region: str) -> None:
    found = counted("gdpr", sent, region)
    if found.clock in ("gdpr", "uk-gdpr"):
        assert 28 <= (found.due - sent.date()).days <= 31 + 1 + 3  # a date ahead in the east; Christmas on a Friday
