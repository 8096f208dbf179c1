"""By when a company has to answer: the days as the law counts them that holds on the day of the request.

How days are counted. The day a request arrives is not counted. A period in months ends on the same date of the last
month, or on that month's last day where it has no such date; one that ends on a day of rest ends with the next working
day. So says Article 3 of Regulation (EEC, Euratom) No 1182/71 for the GDPR, and the other laws here say much the same.

When a request arrives. It counts on the date it has where it is received. A flow does not know where that is, so both
the law's own home and the person's country are looked at, and the later date counts: nobody is reminded, or complains,
a day too early. The GDPR's home is Dublin here, where most large services have their seat in the Union.

Public holidays. Those at the company count (Article 2 of the same Regulation), and a flow does not know where that is
either. Weekends, 1 January and 25 December are days of rest under every law that moves an end; other holidays are not
looked at, also not through a library, whose calendars would have to be renewed each year for a country we would guess.
Where the last day was such a holiday, the company has until the next working day.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from runner.errors import UsageError, did_you_mean
from runner.locale import Day, _
from runner.records.countries import Country, find
from runner.records.law import Clock, Period, law_book, rule_on
from runner.records.request import Deadline

WEEKEND = (5, 6)
HOLIDAYS = ((1, 1), (12, 25))


def due(answer_due: str | int | None, sent: datetime, region: str = "", usual: str = "") -> Deadline | None:
    """The deadline for a request sent then (a time with its zone), by a named clock or in so many days; None for None.

    `region` is the person's country, by code or name: where a flow names the EU's clock and the person lives under
    another law, that one counts; a country not listed changes nothing. `usual` is the service's usual time, in words.
    """
    if sent.tzinfo is None:
        raise ValueError("a time without a zone can lie on two dates")
    if answer_due is None:
        return None
    place = find(region)
    if isinstance(answer_due, int):
        arrived = _arrived(sent, "UTC", place)
        return Deadline("days", "", "", end(arrived, Period(answer_due, "day")), None, usual)
    name = _at_home(answer_due, place)
    counted = _counted_by(name, law_book().clocks[name], sent, place, usual)
    if counted is None:
        raise UsageError(
            _(
                "no rule on record says by when a request of {day} is to be answered by '{law}'",
                day=Day(sent),
                law=name,
            )
        )
    return counted


def acknowledgement_due(law: str, sent: datetime, region: str = "") -> Deadline | None:
    """By when a company has to say that it has a complaint sent then; None where the law had no such time that day."""
    return _counted_by(law, law_book().acknowledgements.get(law, ()), sent, find(region))


def _counted_by(
    name: str, rules: Iterable[Clock], sent: datetime, place: Country | None, usual: str = ""
) -> Deadline | None:
    """The deadline by the rule that holds on the day something sent then arrives; None where none does."""
    for clock in rules:
        arrived = _arrived(sent, clock.zone, place)
        if rule_on([clock], arrived):
            arrived = max(arrived, clock.begins or arrived)
            extended = end(arrived, clock.longer, clock.rests) if clock.longer else None
            last = end(arrived, clock.period, clock.rests)
            return Deadline(name, clock.law, clock.source, last, extended, usual, clock.cycle)
    return None


def end(arrived: date, period: Period, rests: tuple[int, ...] = ()) -> date:
    """The last day of a period that begins with something that happened on a day."""
    last = _counted(arrived, period)
    if rests:
        while last.weekday() in rests or (last.month, last.day) in HOLIDAYS:
            last += timedelta(days=1)
    return last


def _counted(arrived: date, period: Period) -> date:
    if period.unit == "month":
        return _months_later(arrived, period.number)
    if period.unit == "day":
        return arrived + timedelta(days=period.number)
    last, left = arrived, period.number
    while left:
        last += timedelta(days=1)
        left -= last.weekday() not in WEEKEND and (last.month, last.day) not in HOLIDAYS
    return last


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _at_home(clock: str, place: Country | None) -> str:
    """The clock that counts for a person living there."""
    clocks = law_book().clocks
    if clock not in clocks:
        raise UsageError(_("no clock is called '{clock}' ({hint})", clock=clock, hint=did_you_mean(clock, clocks)))
    return place.law if clock == "gdpr" and place and place.law else clock


def _arrived(sent: datetime, zone: str, place: Country | None) -> date:
    """The date a request sent then counts as received: the later of that at the law's home and at the person's."""
    zones = [zone, place.zone] if place and place.zone else [zone]
    return max(sent.astimezone(ZoneInfo(one)).date() for one in zones)
