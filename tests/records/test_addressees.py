"""Whom letters go to: every country there should be, and nothing in an entry that could not be right."""

from __future__ import annotations

import re
from datetime import date

import pytest

from runner.errors import UsageError
from runner.records.addressees import (
    Authority,
    Company,
    authorities,
    authorities_in,
    authority_of,
    companies,
    company_of,
)
from runner.records.countries import countries

EU = [
    "AT",
    "BE",
    "BG",
    "HR",
    "CY",
    "CZ",
    "DK",
    "EE",
    "FI",
    "FR",
    "DE",
    "GR",
    "HU",
    "IE",
    "IT",
    "LV",
    "LT",
    "LU",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SK",
    "SI",
    "ES",
    "SE",
]
LAENDER = [
    f"DE-{land}"
    for land in ["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"]
]
ALL: list[Authority | Company] = [*authorities().values(), *companies().values()]


def test_every_country_of_the_eu_the_eea_and_our_neighbours_has_an_authority() -> None:
    assert len(EU) == 27
    assert len(LAENDER) == 16
    assert set(authorities()) == {*EU, *LAENDER, "IS", "LI", "NO", "GB", "CH"}
    assert set(authorities()) <= set(countries())


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_an_entry_tells_where_and_when_it_was_read(one: Authority | Company) -> None:
    assert one.source.startswith("https://")
    assert one.read_in
    assert date(2026, 1, 1) <= date.fromisoformat(one.as_of)


@pytest.mark.parametrize("one", authorities().values(), ids=lambda one: one.country)
def test_an_authority_can_be_reached(one: Authority) -> None:
    assert one.post or one.email or one.page
    assert all(line == line.strip() and line for line in one.lines)
    assert not one.email or re.fullmatch(r"[a-z.]+@[a-z.-]+\.[a-z]{2,}", one.email)
    assert one.web.startswith("https://")
    assert not one.page or one.page.startswith("https://")
    assert one.languages
    assert all(re.fullmatch("[a-z]{2}", language) for language in one.languages)


def test_no_two_authorities_share_a_way_to_reach_them() -> None:
    for field in ("email", "page", "web", "post"):
        told = [value for one in authorities().values() if (value := getattr(one, field))]
        assert len(told) == len(set(told)), field


def test_a_lead_authority_is_one_there_is() -> None:
    assert {authority_of(company.lead).country for company in companies().values()} == {"IE"}


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("Facebook", "Meta Platforms Ireland Limited"),
        ("instagram", "Meta Platforms Ireland Limited"),
        ("Example", None),
    ],
)
def test_the_company_behind_a_service(service: str, name: str | None) -> None:
    found = company_of(service)
    assert (found and found.name) == name


def test_a_country_without_an_authority_on_record_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"no authority is on record for BR.*there is: AT, BE, BG"):
        authority_of("BR")


def test_an_authority_that_changes_is_the_one_of_the_day() -> None:
    entry = {"name": "Old", "web": "https://a.example/", "languages": ["en"], "source": "https://a.example/contact"}
    entry |= {"read_in": ["its page"], "as_of": "2026-11-24"}
    old, new = entry | {"valid_until": "2027-03-31"}, entry | {"name": "New", "valid_from": "2027-04-01"}
    assert [one.name for one in authorities_in({"XX": [new, old]})["XX"]] == ["Old", "New"]
    with pytest.raises(ValueError, match="XX: two rules hold on 2027-03-31"):
        authorities_in({"XX": [old, new | {"valid_from": "2027-03-31"}]})
    with pytest.raises(ValueError, match="XX: a rule has no source"):
        authorities_in({"XX": entry | {"source": ""}})
