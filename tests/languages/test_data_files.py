"""Every sentence of a file of data is one that can be translated, or stays as it is for a reason that stands here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runner.app.letters import remarks
from runner.flow.statements import statements
from runner.locale import Language, Text, catalogues, shown
from runner.locale.catalogues import Untranslated
from runner.records.addressees import authorities, companies
from runner.records.law import law_book
from runner.records.letters import LetterFacts, letter
from tests.languages.collected import LANGUAGES, ROOT, of_the_code
from tests.languages.data_files import READ_BY, sentences, strings, texts_in

_WORDS = re.compile(r"[^\W\d_]{2,}[,;:]? [“‘(]?[^\W\d_]")
RUNNER = ROOT / "runner"
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
# What stays in its own language: by file the keys, and why.
KEPT: Mapping[str, Mapping[str, str]] = {
    "flow/login_refusals.yaml": {
        "en": "what a site says, for people to know it again",
        "de": "the same",
        "fr": "the same",
        "it": "the same",
        "pt": "the same",
        "sources": "for those who keep the list",
    },
    "flow/statements.yaml": {"company": "a name", "also": "names"},
    "records/authorities.json": {"name": "its own name", "post": "an address"},
    "records/companies.json": {"name": "its own name", "post": "an address", "services": "names"},
    "records/law.json": {"period": "a unit, which is counted in"},
    "records/countries.json": {"names": "names in many languages, of which people type one"},
}
KEPT_PLACES = ("datenanfragen/data ",)  # names of files


def data_files() -> list[Path]:
    """Those below `runner/`."""
    return sorted(path for ending in ("json", "yaml") for path in RUNNER.rglob(f"*.{ending}"))


def lost(name: str, found: Iterable[tuple[str, str]], known: frozenset[str]) -> list[tuple[str, str]]:
    """The sentences of a file that nobody could translate."""
    kept = KEPT.get(name, {})
    return [
        (key, text)
        for key, text in found
        if _WORDS.search(text) and key not in kept and not text.startswith(KEPT_PLACES) and _said(text) not in known
    ]


def _said(text: str) -> str:
    """A text without the address it begins with."""
    return text.partition(" – ")[2] if text.startswith("https://") else text


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    """What is collected for translation."""
    return frozenset(str(one.id) for one in of_the_code() if isinstance(one.id, str) and not one.context)


@pytest.mark.slow
@pytest.mark.parametrize("path", data_files(), ids=lambda path: path.name)
def test_every_sentence_can_be_translated(path: Path, known: frozenset[str]) -> None:
    assert lost(path.relative_to(RUNNER).as_posix(), strings(path), known) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "key", "text"),
    [
        ("records/law.json", "why", "The law names no day for it."),
        ("records/authorities.json", "note", "Write to it in spring."),
        ("flow/statements.yaml", "source", "https://a.example/ – its letter of spring"),
        ("session/news.yaml", "say", "There is news."),
    ],
)
def test_one_that_cannot_is_found(name: str, key: str, text: str, known: frozenset[str]) -> None:
    assert lost(name, [(key, text)], known) == [(key, text)]


def test_what_is_kept_as_it_is_is_there() -> None:
    """And no file is listed that has gone."""
    there = {path.relative_to(RUNNER).as_posix(): {key for key, _ in strings(path)} for path in data_files()}
    gone = [(name, key) for name, keys in KEPT.items() for key in keys if key not in there.get(name, ())]
    assert gone == []
    assert READ_BY.keys() <= there.keys()


def test_what_the_files_say_is_much() -> None:
    assert {file for file, _ in sentences()} == set(READ_BY)
    assert len({text for _, text in sentences()}) > 70


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_of_it_is_left_in_english(code: str) -> None:
    language = catalogues.find(code)
    said = [language.sentence(text) for reader in READ_BY.values() for text in texts_in(reader()) if text.id]
    assert [one for one in said if isinstance(one, Untranslated)] == []


def german(text: str) -> str:
    assert isinstance(text, Text)
    return str(text.in_language(catalogues.find("de")))


def test_a_law_is_called_as_its_own_text_has_it() -> None:
    (clock,) = law_book().clocks["gdpr"]
    assert clock.law == "Article 12(3) GDPR"
    assert german(clock.law) == "Art. 12 Abs. 3 DSGVO"
    assert german(clock.note).startswith("Länger nur, wenn")


def test_a_company_is_quoted_in_the_persons_language() -> None:
    (zoom,) = (one for one in statements() if one.id == "zoom")
    assert german(zoom.says).startswith("Zoom sagt, dass es")
    assert german(zoom.source).startswith("https://blog.zoom.us/zooms-term-service-ai/ – Zooms eigene Darstellung")
    assert str(zoom) == f"Nothing to do. {zoom.says} That is its own word, of August 2023: {zoom.source}"


def test_where_an_address_was_read_is_told_in_it() -> None:
    assert german(authorities()["AT"].read_in) == (
        "datenanfragen/data atdsb.json, öffentliche Bekanntmachungen von 2025 und 2026"
    )
    assert german(companies()["facebook"].read_in).startswith("Open Terms Archive (Bedingungen von Meta AI vom")


@pytest.mark.parametrize(
    ("code", "home", "told"),
    [
        ("de", "FR", "Auf Deutsch: französische Datenschutzbehörde."),
        ("fr", "FR", ""),
        ("pl", "FR", "Po polsku: francuski organ ochrony danych."),
    ],
)
def test_the_name_of_an_authority_is_explained_to_those_who_do_not_read_it(
    monkeypatch: pytest.MonkeyPatch, code: str, home: str, told: str
) -> None:
    language: Language = catalogues.find(code)
    monkeypatch.setattr(catalogues, "_current", language)
    facts = LetterFacts("X", "X – object", NOW, "refused", NOW.date(), since=NOW.date())
    said = [shown(one) for one in remarks(letter(facts, "complaint", home))]
    assert (told in said) if told else not any("En français" in one for one in said)
    note = shown(authorities()[home].note)
    assert note in said
    assert note != authorities()[home].note
