"""Countries by the names people give them."""

from __future__ import annotations

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from runner.errors import UsageError
from runner.records.countries import _fold, countries, country, find
from runner.records.law import law_book


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"), ("de", "DE"), (" Germany ", "DE"), ("Deutschland", "DE"), ("Allemagne", "DE"), ("Niemcy", "DE"),
        ("UK", "GB"), ("U.K.", "GB"), ("Scotland", "GB"), ("EL", "GR"), ("Ελλάδα", "GR"), ("Österreich", "AT"),
        ("Osterreich", "AT"), ("Espana", "ES"), ("česká  republika", "CZ"), ("Wlochy", "IT"), ("Włochy", "IT"),
        ("de-by", "DE-BY"), ("Bayern", "DE-BY"), ("Brasil", "BR"), ("대한민국", "KR"), ("日本", "JP"), ("Suisse", "CH"),
    ],
)  # fmt: skip
def test_by_code_or_by_name_in_many_languages(text: str, code: str) -> None:
    assert country(text).code == code


def test_a_slip_is_told_with_what_was_likely_meant() -> None:
    with pytest.raises(UsageError, match=r"'Germny' here \(did you mean Germany\?\)"):
        country("Germny")
    with pytest.raises(UsageError, match=r"'Atlantis' here \(there is: AT, BE"):
        country("Atlantis")
    assert find("Atlantis") is None
    assert find("") is None


def test_no_name_is_that_of_two_countries() -> None:
    names = Counter(
        (_fold(name), code) for code, one in countries().items() for name in {_fold(name) for name in one.names}
    )
    owners = Counter(name for name, _ in names)
    assert {name for name, times in owners.items() if times > 1} == set()
    assert not {_fold(code) for code in countries()} & set(owners)


def test_every_law_and_zone_is_one_there_is() -> None:
    for one in countries().values():
        assert not one.law or one.law in law_book().clocks
        assert not one.zone or ZoneInfo(one.zone)
