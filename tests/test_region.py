"""Where a flow is offered, against where a person lives."""

from __future__ import annotations

import pytest

from runner.app.region import called, home_region, region
from runner.app.run import Plan, answer_clock, offered_here
from runner.config import Config
from runner.errors import UsageError
from runner.flow.load import load
from runner.locale import catalogues

EUROPE = load("title: T\nservice: S\nhosts: [a.example]\noffered_in: [EU]\nsteps:\n  - click: X\n", "europe.yaml")


@pytest.mark.parametrize(
    ("lives", "offered_in", "is_offered"),
    [
        ("Germany", ["EU"], True),
        ("de", ["EU"], True),
        ("Deutschland", ["EEA"], True),
        ("Norway", ["EU"], False),
        ("Norway", ["EEA"], True),
        ("UK", ["EU", "UK"], True),
        ("GB", ["UK"], True),
        ("Switzerland", ["EU", "EEA", "UK"], False),
        ("EU", ["DE"], True),
        ("EU", ["EEA"], True),
        ("EEA", ["EU"], True),
        ("EU", ["US"], False),
        ("California", ["US"], True),
        ("US", ["US-CA"], True),
        ("MX", ["US"], False),
        ("MX", ["MX"], True),
        ("MX", "everywhere", True),
        ("MX", "nowhere", False),
        ("EU", ["nowhere"], False),
        ("Brazil", ["EU", "BR"], True),
        ("Brazil", None, True),
    ],
)
def test_what_is_offered_where(lives: str, offered_in: list[str] | str | None, is_offered: bool) -> None:
    assert region(lives).has(offered_in) == is_offered


def test_a_region_that_is_none_gets_a_hint() -> None:
    with pytest.raises(UsageError, match="did you mean Austria"):
        region("Austia")


@pytest.mark.parametrize(("said", "name"), [("", None), ("  ", None), ("Atlantis", None), ("EEA", "the EEA")])
def test_a_home_nobody_knows_is_none(said: str, name: str | None) -> None:
    found = home_region(said)
    assert (found.name if found else None) == name


def test_the_union_has_its_27_and_the_area_three_more() -> None:
    assert (len(region("EU").codes), len(region("EEA").codes)) == (27, 30)


def test_a_flow_is_offered_here_by_the_country_or_by_the_place_that_was_given() -> None:
    def offered(country: str, place: str | None = None) -> bool:
        return offered_here(Plan([], Config(me={"country": country}), region=place), EUROPE)

    assert offered("Germany") and not offered("US") and not offered("")
    assert offered("", "EU") and offered("US", "EU") and not offered("Germany", "US")


@pytest.mark.parametrize(
    ("offered_in", "country", "clock"),
    [
        *(("everywhere", "", "gdpr"), ("everywhere", "Atlantis", "gdpr"), ("everywhere", "DE", "gdpr")),
        *(("everywhere", "Norway", "gdpr"), ("everywhere", "UK", "gdpr"), ("everywhere", "US", None)),
        *(("everywhere", "IN", None), ("everywhere", "EU", "gdpr"), ("[EU]", "US", "gdpr")),
    ],
)
def test_the_eu_clock_runs_where_there_is_such_a_law(offered_in: str, country: str, clock: str | None) -> None:
    head = f"title: T\nservice: S\nhosts: [a.example]\noffered_in: {offered_in}\nanswer_due: "
    file = load(f"{head}gdpr\nsteps:\n  - click: X\n", "a.yaml")
    assert answer_clock(file, country) == clock
    days = load(f"{head}{{days: 30}}\nsteps:\n  - click: X\n", "a.yaml")
    assert answer_clock(days, country) == 30


def test_places_are_called_by_their_names_where_another_language_is_spoken() -> None:
    places = called(["EU", "EEA", "UK", "BR", "US-CA"])
    assert places == "EU, EEA, UK, BR, US-CA"
    assert places.in_language(catalogues.find("fr")) == "UE, EEE, Royaume-Uni, Brésil, US-CA"
    assert places.in_language(catalogues.find("de")) == "EU, EWR, Vereinigtes Königreich, Brasilien, US-CA"
    assert region("germany").name.in_language(catalogues.find("it")) == "Germania"  # type: ignore[attr-defined]
