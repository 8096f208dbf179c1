"""By when a company has to answer: the named clocks, each with its law, and the days as that law counts them.

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
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from runner.errors import UsageError, did_you_mean
from runner.records.countries import Country, find
from runner.records.request import Deadline

SATURDAY, SUNDAY = 5, 6
WEEKEND = (SATURDAY, SUNDAY)
HOLIDAYS = ((1, 1), (12, 25))


class Period(NamedTuple):
    """A time to answer in."""

    number: int
    unit: Literal["month", "day", "working day"]


@dataclass(frozen=True)
class Clock:
    """How one law counts. `longer` is the whole time where the law allows an extension.

    `rests` are the weekdays on which a period does not end. Where it is not `binding`, the law sets no time for an
    objection: the date is a reminder and nothing a letter may insist on. `note` tells a person what else to know.
    """

    law: str
    source: str
    zone: str
    period: Period
    longer: Period | None = None
    rests: tuple[int, ...] = ()
    binding: bool = True
    note: str = ""


CLOCKS: Mapping[str, Clock] = {
    "gdpr": Clock(
        law="Article 12(3) GDPR",
        source="https://eur-lex.europa.eu/eli/reg/2016/679/oj",
        zone="Europe/Dublin",
        period=Period(1, "month"),
        longer=Period(3, "month"),
        rests=WEEKEND,
        note="Longer only where the company has told you why within the first month. Counted by Regulation 1182/71.",
    ),
    "uk-gdpr": Clock(
        law="Articles 12(3) and 12A UK GDPR",
        source="https://www.legislation.gov.uk/eur/2016/679/article/12A",
        zone="Europe/London",
        period=Period(1, "month"),
        longer=Period(3, "month"),
        rests=WEEKEND,
        note="The time stands still while the company waits for something it had to ask you.",
    ),
    "swiss": Clock(
        law="Article 25(7) FADP and Article 18 DPO",
        source="https://www.fedlex.admin.ch/eli/cc/2022/568/de#art_18",
        zone="Europe/Zurich",
        period=Period(30, "day"),
        rests=WEEKEND,
        binding=False,
        note="The 30 days are for access. For an objection the law names no time.",
    ),
    "lgpd": Clock(
        law="Articles 18(4) and 19 LGPD",
        source="https://www.planalto.gov.br/ccivil_03/_ato2015-2018/2018/lei/l13709.htm",
        zone="America/Sao_Paulo",
        period=Period(15, "day"),
        binding=False,
        note="The 15 days are for access. An objection is to be met at once, or the reasons given why that cannot be.",
    ),
    "ccpa": Clock(
        law="11 CCR § 7021",
        source="https://www.law.cornell.edu/regulations/california/11-CCR-7021",
        zone="America/Los_Angeles",
        period=Period(45, "day"),
        longer=Period(90, "day"),
        rests=WEEKEND,
        note="They have to confirm within 10 business days that they have your request.",
    ),
    "ccpa-opt-out": Clock(
        law="11 CCR § 7026(f)",
        source="https://www.law.cornell.edu/regulations/california/11-CCR-7026",
        zone="America/Los_Angeles",
        period=Period(15, "working day"),
        note="For requests to stop selling or sharing data.",
    ),
    "pipeda": Clock(
        law="PIPEDA, section 8(3) and (4)",
        source="https://laws-lois.justice.gc.ca/eng/acts/P-8.6/section-8.html",
        zone="America/Toronto",
        period=Period(30, "day"),
        longer=Period(60, "day"),
        rests=(SUNDAY,),  # Interpretation Act, sections 26 and 35: a holiday includes a Sunday, not a Saturday
        binding=False,
        note="The 30 days are for access. For withdrawing consent the law names no time.",
    ),
    "pipa": Clock(
        law="Article 44(2) of the PIPA Enforcement Decree",
        source="https://elaw.klri.re.kr/eng_mobile/viewer.do?hseq=61549&type=part&key=4",
        zone="Asia/Seoul",
        period=Period(10, "day"),
        rests=WEEKEND,
    ),
    "appi": Clock(
        law="Article 35 APPI",
        source="https://www.ppc.go.jp/en/legal/",
        zone="Asia/Tokyo",
        period=Period(30, "day"),
        binding=False,
        note="The law says without delay, and no number of days; the 30 days are our reminder.",
    ),
}


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
    clock = CLOCKS[name]
    arrived = _arrived(sent, clock.zone, place)
    extended = end(arrived, clock.longer, clock.rests) if clock.longer else None
    return Deadline(name, clock.law, clock.source, end(arrived, clock.period, clock.rests), extended, usual)


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
    if clock not in CLOCKS:
        raise UsageError(f"no clock is called '{clock}' ({did_you_mean(clock, CLOCKS)})")
    return place.law if clock == "gdpr" and place and place.law else clock


def _arrived(sent: datetime, zone: str, place: Country | None) -> date:
    """The date a request sent then counts as received: the later of that at the law's home and at the person's."""
    zones = [zone, place.zone] if place and place.zone else [zone]
    return max(sent.astimezone(ZoneInfo(one)).date() for one in zones)
