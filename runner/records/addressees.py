"""Whom a letter goes to: the authorities people complain to, and the few companies whose address is on record.

The addresses are in authorities.json and companies.json: `source` is the page of their own where an address can be
checked, `read_in` in what it was read, `as_of` the day that was done. What the copies disagreed on was left out. An
address moves without telling us, so whoever writes is asked to look at the source first. Where an authority changes its
name or address on a known day, its country has a list of entries, dated by `valid_from` and `valid_until` as the rules
of law.json are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from runner.errors import UsageError
from runner.locale import Listed, Text, _, stored
from runner.records.law import dates_in, in_order, rule_on

_TEXTS = ("english", "note")
_NAMED = "datenanfragen/data "


@dataclass(frozen=True)
class Authority:
    """A data protection authority. `languages` are those it works in, the most usual first.

    Its name is in its own language, and `english` what that means.
    """

    country: str
    name: str
    web: str
    languages: tuple[str, ...]
    source: str
    read_in: Text
    as_of: str
    english: str = ""
    post: tuple[str, ...] = ()
    email: str = ""
    page: str = ""
    note: str = ""
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Its name and every way to reach it, as lines of an address."""
        return (self.name, *self.post, *filter(None, (self.email, self.page or self.web)))


@dataclass(frozen=True)
class Company:
    """A company that runs services, at its seat in the EU; `lead` is the country of its lead authority."""

    name: str
    services: tuple[str, ...]
    source: str
    read_in: Text
    as_of: str
    lead: str
    post: tuple[str, ...] = ()
    page: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Its name and every way to reach it, as lines of an address."""
        return (self.name, *self.post, *filter(None, (self.page,)))


def authorities(day: date = date.max) -> dict[str, Authority]:
    """Every authority on record as of a day, by its country's code."""
    found = {code: rule_on(entries, day) for code, entries in dated_authorities().items()}
    return {code: one for code, one in found.items() if one}


def authorities_in(listed: Mapping[str, Any]) -> dict[str, tuple[Authority, ...]]:
    """The authorities out of JSON, oldest first; raises ValueError where one has no source or two hold on one day."""
    return {
        code: in_order(code, [_authority(code, one) for one in (entries if isinstance(entries, list) else [entries])])
        for code, entries in listed.items()
    }


@cache
def dated_authorities() -> dict[str, tuple[Authority, ...]]:
    """Every authority on record by its country's code, oldest entries first."""
    return authorities_in(_json("authorities.json"))


def _authority(code: str, given: Mapping[str, Any]) -> Authority:
    return Authority(country=code, **_values(given) | dates_in(given))


def authority_of(country: str, day: date = date.max) -> Authority:
    """The authority of a country (or German Land) on a day; raises UsageError where none is on record."""
    found = authorities(day).get(country)
    if found is None:
        raise UsageError(
            _(
                "no authority is on record for {country}, so there is no complaint to write (there is: {countries})",
                country=country,
                countries=Listed(sorted(code for code in authorities() if "-" not in code), "comma"),
            )
        )
    return found


def company_of(service: str) -> Company | None:
    """The company behind a service, where its address is on record."""
    return companies().get(service.casefold())


@cache
def companies() -> dict[str, Company]:
    """Every company on record, by the services it runs."""
    listed = [Company(**_values(one)) for one in _json("companies.json").values()]
    return {service.casefold(): company for company in listed for service in company.services}


def _json(file: str) -> dict[str, Any]:
    listed: dict[str, Any] = json.loads(files("runner.records").joinpath(file).read_text("utf-8"))
    return listed


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an entry: what is a sentence of ours as a text, lists as what cannot be changed."""
    return {key: _value(key, value) for key, value in given.items()}


def _value(key: str, value: Any) -> Any:
    if key in _TEXTS:
        return stored(value)
    if key == "read_in":
        return Listed(map(_place, value), "comma")
    return tuple(value) if isinstance(value, list) else value


def _place(read_in: str) -> str:
    """Where something was read: a file of others is a name, what else there is we say in our words."""
    return read_in if read_in.startswith(_NAMED) else stored(read_in)
