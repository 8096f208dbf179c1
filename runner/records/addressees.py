"""Whom a letter goes to: the authorities people complain to, and the few companies whose address is on record.

The addresses are in authorities.json and companies.json: `source` is the page of their own where an address can be
checked, `read_in` where it was read, `as_of` the day that was done. What the copies disagreed on was left out. An
address moves without telling us, so whoever writes is asked to look at the source first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from runner.errors import UsageError


@dataclass(frozen=True)
class Authority:
    """A data protection authority. `languages` are those it works in, the most usual first."""

    country: str
    name: str
    web: str
    languages: tuple[str, ...]
    source: str
    read_in: str
    as_of: str
    english: str = ""
    post: tuple[str, ...] = ()
    email: str = ""
    page: str = ""
    note: str = ""

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
    read_in: str
    as_of: str
    lead: str
    post: tuple[str, ...] = ()
    page: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Its name and every way to reach it, as lines of an address."""
        return (self.name, *self.post, *filter(None, (self.page,)))


@cache
def authorities() -> dict[str, Authority]:
    """Every authority on record, by its country's code."""
    return {code: Authority(country=code, **one) for code, one in _listed("authorities.json")}


def authority_of(country: str) -> Authority:
    """The authority of a country (or German Land); raises UsageError where none is on record."""
    found = authorities().get(country)
    if found is None:
        there = ", ".join(sorted(code for code in authorities() if "-" not in code))
        raise UsageError(
            f"no authority is on record for {country}, so there is no complaint to write (there is: {there})"
        )
    return found


def company_of(service: str) -> Company | None:
    """The company behind a service, where its address is on record."""
    return companies().get(service.casefold())


@cache
def companies() -> dict[str, Company]:
    """Every company on record, by the services it runs."""
    listed = [Company(**one) for _, one in _listed("companies.json")]
    return {service.casefold(): company for company in listed for service in company.services}


def _listed(file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    entries = json.loads(files("runner.records").joinpath(file).read_text("utf-8"))
    for code, one in entries.items():
        yield code, {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
