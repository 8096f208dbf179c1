"""The law as dated data: by which rule an answer is due, and to whom one complains first, on a given day.

The rules are in law.json, each with the page where it can be read (`source`) and the days between which it holds
(`valid_from`, `valid_until`, both included; null where no day is on record, so that it holds without an end on that
side). `dated_by` is where such a day was read. A file with a rule that has no source, or with two that hold on one day,
is an error when it is read: a letter that cites the wrong law harms the person who sends it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from runner.locale import stored

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DATES = ("valid_from", "valid_until")
_TEXTS = ("law", "note")


class Period(NamedTuple):
    """A time to answer in."""

    number: int
    unit: Literal["month", "day", "working day"]


class Dated(Protocol):
    """What holds from a day until a day, and where that can be checked."""

    @property
    def source(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...


@dataclass(frozen=True, kw_only=True)
class Clock:
    """How one law counts. `longer` is the whole time where the law allows an extension.

    `rests` are the weekdays on which a period does not end, Monday 0. Where it is not `binding`, the law sets no time
    for an objection: the date is a reminder and nothing a letter may insist on. `note` is what else to know.
    Where a law goes by rounds, `cycle` is their length in days; where it `begins` later than people may ask, the days
    are counted from then.
    """

    law: str
    source: str
    valid_from: date | None
    valid_until: date | None
    zone: str
    period: Period
    longer: Period | None = None
    rests: tuple[int, ...] = ()
    binding: bool = True
    begins: date | None = None
    cycle: int = 0
    note: str = ""
    dated_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ComplaintRule:
    """By which provision one complains under a law, and whether to the company or to the authority `first`.

    `also` are pages of what else a complaint goes by.
    """

    law: str
    source: str
    valid_from: date | None
    valid_until: date | None
    first: Literal["authority", "company"] = "authority"
    also: tuple[str, ...] = ()
    dated_by: str = ""


@dataclass(frozen=True)
class LawBook:
    """All rules on record, by the name of their law, oldest first.

    `acknowledgements` are the times in which a company has to say that it has a complaint.
    """

    clocks: Mapping[str, tuple[Clock, ...]]
    complaints: Mapping[str, tuple[ComplaintRule, ...]]
    acknowledgements: Mapping[str, tuple[Clock, ...]]


_Rule = TypeVar("_Rule", bound=Dated)
_Made = TypeVar("_Made", Clock, ComplaintRule)


@cache
def law_book() -> LawBook:
    """The rules that come with Optout; raises ValueError where one of them is not as it has to be."""
    return read_law(files("runner.records").joinpath("law.json").read_text("utf-8"))


def read_law(text: str) -> LawBook:
    """Rules out of JSON; raises ValueError, naming the rule, where one has no source or two hold on one day."""
    given = json.loads(text)
    if unknown := given.keys() - {one.name for one in fields(LawBook)}:
        raise ValueError(f"the law has no part called {', '.join(sorted(unknown))}")
    return LawBook(
        clocks=_part(given, "clocks", Clock),
        complaints=_part(given, "complaints", ComplaintRule),
        acknowledgements=_part(given, "acknowledgements", Clock),
    )


def rule_on(rules: Iterable[_Rule], day: date) -> _Rule | None:
    """The rule that holds on a day, or None."""
    return next((rule for rule in rules if _holds(rule, day)), None)


def complaint_rule(law: str, day: date) -> ComplaintRule | None:
    """By which rule one complains under a law on a day; None where none is on record."""
    return rule_on(law_book().complaints.get(law, ()), day)


def in_order(name: str, rules: Sequence[_Rule]) -> tuple[_Rule, ...]:
    """Rules of one name, oldest first; raises ValueError where one has no source, or two hold on one day."""
    for rule in rules:
        if not rule.source.startswith("https://"):
            raise ValueError(f"{name}: a rule has no source: give the https:// page where it can be read")
        if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
            raise ValueError(f"{name}: a rule ends on {rule.valid_until}, before it begins")
    ordered = sorted(rules, key=lambda rule: rule.valid_from or date.min)
    for earlier, later in pairwise(ordered):
        if later.valid_from is None or earlier.valid_until is None or later.valid_from <= earlier.valid_until:
            raise ValueError(f"{name}: two rules hold on {later.valid_from or date.min}: end the earlier one before it")
    return tuple(ordered)


def dates_in(given: Mapping[str, Any]) -> dict[str, date | None]:
    """The two days of a rule as JSON has them; raises ValueError for what is no day."""
    return {key: date.fromisoformat(given[key]) if given.get(key) else None for key in _DATES}


def _holds(rule: Dated, day: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= day) and (rule.valid_until is None or day <= rule.valid_until)


def _part(given: Mapping[str, Any], part: str, kind: type[_Made]) -> dict[str, tuple[_Made, ...]]:
    return {
        name: in_order(name, [_made(f"{part}, {name}", one, kind) for one in rules])
        for name, rules in given[part].items()
    }


def _made(where: str, given: Mapping[str, Any], kind: type[_Made]) -> _Made:
    wanted = {one.name for one in fields(kind) if one.default is MISSING}
    if missing := wanted - given.keys():
        raise ValueError(f"{where}: a rule lacks {', '.join(sorted(missing))}")
    if unknown := given.keys() - {one.name for one in fields(kind)}:
        raise ValueError(f"{where}: a rule has no {', '.join(sorted(unknown))}")
    return kind(**{key: _value(key, value) for key, value in given.items()} | dates_in(given))


def _value(key: str, value: Any) -> Any:
    """A value as the rule has it: periods and weekdays are lists in JSON."""
    if key in _TEXTS:
        return stored(value)
    if key in ("period", "longer"):
        return Period(*value)
    if key == "begins":
        return date.fromisoformat(value)
    if key == "rests":
        return tuple(_DAYS.index(day) for day in value)
    return tuple(value) if isinstance(value, list) else value
