"""Where a flow is offered, against where a person lives."""

from __future__ import annotations

import pytest

from runner.errors import UsageError
from runner.region import home_region, region


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
