"""Dates, lists, numbers and countries: English as ever, in other languages as those write them, Babel only for them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from runner.locale import CountryName, Day, Language, Listed, Moment, Month, Number, _, in_context
from runner.locale.text import Text

WHEN = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)


def said(text: Text, code: str) -> str:
    return text.in_language(Language(code))


@pytest.mark.parametrize(
    ("code", "day", "moment"),
    [
        ("en", "3 Nov 2026", "3 November 2026, 14:05 UTC"),
        ("de", "3. November 2026", "3. November 2026, 14:05 UTC"),
        ("fr", "3 novembre 2026", "3 novembre 2026, 14:05 UTC"),
        ("es", "3 de noviembre de 2026", "3 de noviembre de 2026, 14:05 UTC"),
        ("it", "3 novembre 2026", "3 novembre 2026, 14:05 UTC"),
        ("nl", "3 november 2026", "3 november 2026, 14:05 UTC"),
        ("pl", "3 listopada 2026", "3 listopada 2026, 14:05 UTC"),
        ("pt", "3 de novembro de 2026", "3 de novembro de 2026, 14:05 UTC"),
        ("pt-BR", "3 de novembro de 2026", "3 de novembro de 2026 14:05 UTC"),
        ("qps", "3 Nov 2026", "3 November 2026, 14:05 UTC"),  # a language that Babel does not know
    ],
)
def test_a_date_is_written_as_each_language_writes_it(code: str, day: str, moment: str) -> None:
    assert said(Day(WHEN), code) == said(Day(date(2026, 11, 3)), code) == day
    assert said(Moment(WHEN), code) == moment
    assert said(Moment(WHEN.astimezone(timezone(timedelta(hours=11)))), code) == moment


def test_as_text_they_are_english() -> None:
    assert Day(WHEN) == "3 Nov 2026"
    assert Moment(WHEN) == "3 November 2026, 14:05 UTC"
    assert Month(WHEN) == "November 2026"
    assert Day(WHEN, "%B") == "3 November 2026"
    assert Number(12345) == "12,345"
    assert CountryName("Germany", "DE") == "Germany"
    assert [Listed("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [Listed("abc", "or"), Listed("abc", "comma")] == ["a, b or c", "a, b, c"]
    assert Listed("abc", "or", between=" or ") == "a or b or c"


@pytest.mark.parametrize(
    ("code", "both", "either", "plain"),
    [
        ("de", "a, b und c", "a, b oder c", "a, b, c"),
        ("es", "a, b y c", "a, b o c", "a, b, c"),
        ("ar", "a وb وc", "a أو b أو c", "a، b، c"),
        ("en", "a, b and c", "a, b or c", "a, b, c"),
    ],
)
def test_a_list_takes_the_words_of_its_language(code: str, both: str, either: str, plain: str) -> None:
    assert [said(Listed("abc", style), code) for style in ("and", "or", "comma")] == [both, either, plain]


def test_what_is_listed_is_said_in_the_language_as_well() -> None:
    assert said(Listed([Day(WHEN), "b"]), "de") == "3. November 2026 und b"
    assert said(_("On {day}.", day=Day(WHEN)), "fr") == "On 3 novembre 2026."
    assert said(in_context("a place", "{where}", where=CountryName("Germany", "DE")), "pl") == "Niemcy"


def test_numbers_and_countries() -> None:
    assert said(Month(WHEN), "de") == "November 2026"
    assert said(Month(WHEN), "es") == "noviembre de 2026"
    assert said(Number(12345), "de") == "12.345"
    assert said(Number(12345), "en") == "12,345"
    assert said(CountryName("Germany", "DE"), "pt") == "Alemanha"
    assert said(CountryName("Nowhere", "XX-1"), "de") == "Nowhere"


def test_english_starts_without_babel() -> None:
    code = (
        "import sys, datetime; from runner.locale import Day, Listed, Number, shown\n"
        "shown(Day(datetime.date.today())), shown(Listed('abc')), shown(Number(1))\n"
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
