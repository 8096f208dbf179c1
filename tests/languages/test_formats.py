"""Dates, lists, numbers and countries: English as ever, in other languages as those write them, Babel only for them."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel import Locale

from runner.locale import (
    CountryName,
    Day,
    Language,
    LanguageName,
    Listed,
    Message,
    Moment,
    Month,
    Number,
    _,
    catalogues,
    day_of,
    in_context,
)
from runner.locale.names import IN_ENGLISH
from runner.locale.phrase import semicolons
from runner.locale.text import Text
from runner.records.addressees import authorities
from runner.records.letters import NAMES
from tests.languages.catalogue_checks import placeholders
from tests.languages.collected import of_the_code

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
        ("pt-BR", "3 de novembro de 2026", "3 de novembro de 2026, 14:05 UTC"),
        ("qps", "3 Nov 2026", "3 November 2026, 14:05 UTC"),  # a language that Babel does not know
    ],
)
def test_a_date_is_written_as_each_language_writes_it(code: str, day: str, moment: str) -> None:
    assert said(Day(WHEN), code) == said(Day(date(2026, 11, 3)), code) == day
    assert said(Moment(WHEN), code) == moment
    assert said(Moment(WHEN.astimezone(timezone(timedelta(hours=11)))), code) == moment


@pytest.mark.parametrize(
    ("code", "first", "eighth", "eleventh"),
    [
        ("en", "Sent on 1 Nov 2026", "Sent on 8 Nov 2026", "Sent on 11 Nov 2026"),
        (
            "de",
            "Abgeschickt am 1. November 2026",
            "Abgeschickt am 8. November 2026",
            "Abgeschickt am 11. November 2026",
        ),
        ("fr", "Envoyée le 1er novembre 2026", "Envoyée le 8 novembre 2026", "Envoyée le 11 novembre 2026"),
        (
            "es",
            "Enviada el 1 de noviembre de 2026",
            "Enviada el 8 de noviembre de 2026",
            "Enviada el 11 de noviembre de 2026",
        ),
        ("it", "Inviata il 1º novembre 2026", "Inviata l’8 novembre 2026", "Inviata l’11 novembre 2026"),
        ("nl", "Verstuurd op 1 november 2026", "Verstuurd op 8 november 2026", "Verstuurd op 11 november 2026"),
        ("pl", "Wysłano 1 listopada 2026", "Wysłano 8 listopada 2026", "Wysłano 11 listopada 2026"),
        (
            "pt",
            "Enviado em 1 de novembro de 2026",
            "Enviado em 8 de novembro de 2026",
            "Enviado em 11 de novembro de 2026",
        ),
        (
            "pt-BR",
            "Enviado em 1º de novembro de 2026",
            "Enviado em 8 de novembro de 2026",
            "Enviado em 11 de novembro de 2026",
        ),
        ("ar", "أُرسل في 1 نوفمبر 2026", "أُرسل في 8 نوفمبر 2026", "أُرسل في 11 نوفمبر 2026"),
    ],
)
def test_a_date_in_a_sentence(code: str, first: str, eighth: str, eleventh: str) -> None:
    language = catalogues.find(code)
    days = (date(2026, 11, day) for day in (1, 8, 11))
    assert [_("Sent on {day}", day=Day(day)).in_language(language) for day in days] == [first, eighth, eleventh]


ARTICLES = re.compile(r"\b(?:il|lo|del|al|dal|nel|sul) (?:8|11)\b", re.IGNORECASE)


@pytest.mark.slow
def test_no_italian_sentence_has_a_whole_article_before_a_vowel() -> None:
    """Of all that have a date in them, whichever way it is written there."""
    italian, met = catalogues.find("it"), 0
    for message in of_the_code():
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        names = placeholders(" ".join(forms))
        for when in (Day(date(2026, 12, 8)), Moment(WHEN.replace(day=11))):
            values = {name: when if name in ("day", "date", "when", "moment") else "x" for name in names}
            if when not in values.values():
                continue
            said = Message(
                forms[0], values, forms[1] if len(forms) > 1 else None, 2, message.context or ""
            ).in_language(italian)
            assert not ARTICLES.search(said), said
            met += "l’8" in said or "l’11" in said
    assert met > 100


def test_each_article_and_none_elsewhere() -> None:
    eighth, third = Day(date(2026, 12, 8)), Day(date(2026, 12, 3))
    told = "Il {day}, del {day}, al {day}: entro il {other}. Fissato da {day}."
    assert said(_(told, day=eighth, other=third), "it") == (
        "L’8 dicembre 2026, dell’8 dicembre 2026, all’8 dicembre 2026: entro il 3 dicembre 2026."
        " Fissato da 8 dicembre 2026."
    )
    assert said(_("Il {day}", day=Day(date(2026, 12, 18))), "it") == "Il 18 dicembre 2026"
    assert said(_("Il {day}", day=Day(date(2026, 12, 28))), "it") == "Il 28 dicembre 2026"
    assert said(_("il {day}", day=eighth), "pt") == "il 8 de dezembro de 2026"
    assert said(_("il {name}", name="8 dicembre 2026"), "it") == "il 8 dicembre 2026"  # no date of ours
    assert said(_("News of {day} <b>", day=eighth), "it") == "News of 8 dicembre 2026 <b>"


def test_a_day_as_files_write_it() -> None:
    assert day_of("2026-11-03") == "3 Nov 2026"
    assert said(_("Il {day}", day=day_of("2026-11-11")), "it") == "L’11 novembre 2026"
    assert day_of("spring") == "spring"


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


@pytest.mark.parametrize(
    ("code", "told"), [("en", "a; b; c"), ("de", "a; b; c"), ("fr", "a\xa0; b\xa0; c"), ("ar", "a؛ b؛ c")]
)
def test_what_stands_for_itself_has_the_semicolons_of_its_language(code: str, told: str) -> None:
    assert said(semicolons("a", "", "b", "c"), code) == told
    assert semicolons("a", "b", "c") == "a; b; c"


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


def test_languages_are_called_by_their_names() -> None:
    assert LanguageName("bg") == "Bulgarian"
    assert said(LanguageName("bg"), "fr") == "bulgare"
    assert said(Listed(map(LanguageName, ("de", "fr")), "comma"), "pl") == "niemiecki, francuski"
    assert said(LanguageName("et"), "pt") == "estónio"
    assert (LanguageName("zz"), said(LanguageName("zz"), "de")) == ("zz", "zz")


def test_english_calls_each_language_of_a_letter_or_an_authority_by_its_name() -> None:
    wanted = {*NAMES, *(code for one in authorities().values() for code in one.languages)}
    assert {code: IN_ENGLISH.get(code) for code in wanted} == {code: Locale("en").languages[code] for code in wanted}
    assert {code: Locale("en").languages[code] for code in IN_ENGLISH} == IN_ENGLISH
