"""A thing of an English name is suggested on a page in another language, by the words menus are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.flow.model import Pick, fold
from runner.session import glossary, matching

GLOSSARY = Path(glossary.__file__).parent
KEYS = [line.split(" | ")[0] for line in GLOSSARY.joinpath("en.txt").read_text("utf-8").splitlines()]


def menu(*names: str, language: str = "") -> list[Pick]:
    return [
        Pick(tag="a", role="link", name=name, text=name, href=f"/{at}", language=language, path=f"/html[1]/a[{at}]")
        for at, name in enumerate(names)
    ]


GERMAN = menu("Konto", "Datenschutz", "Einstellungen", "Hilfe", "Anmelden", "Übersicht")


def test_the_language_of_a_page_is_told_by_its_words() -> None:
    wrongly_marked = [one.model_copy(update={"language": "en"}) for one in GERMAN]
    assert glossary.language_of(wrongly_marked) == "de"
    assert glossary.language_of(menu("Account", "Privacy", "Settings", "Help", "Log in", "Search", "Save")) == "en"
    assert glossary.language_of(menu("Xyzzy", language="fr-CA")) == "fr"
    assert glossary.language_of(menu("Xyzzy")) == ""


@pytest.mark.parametrize(("label", "there"), [("Privacy", "Datenschutz"), ("Sign in", "Anmelden"), ("Help", "Hilfe")])
def test_what_a_label_is_called_is_known_again(label: str, there: str) -> None:
    wanted = glossary.translated([Pick(name=label, text=label)], GERMAN)
    match, belief = max((matching.likeliest(one, GERMAN) for one in wanted), key=lambda pair: pair[1])
    assert match is not None
    assert match.pick.text == there
    assert belief >= 0.5


def test_a_label_of_several_words_is_put_together() -> None:
    said = glossary.renderings("Privacy help", "de")
    assert said[0].split()[0] in glossary.words("de")["privacy"]
    assert said[0].split()[-1] in glossary.words("de")["help"]


def test_nothing_is_made_up() -> None:
    assert glossary.renderings("Xyzzy frobnicator", "de") == []
    assert (
        glossary.translated([Pick(name="Privacy", text="Privacy")], menu("Account", "Privacy", "Help", "Log in")) == []
    )


@pytest.mark.parametrize("language", glossary.languages())
def test_the_words_of_a_language(language: str) -> None:
    lines = GLOSSARY.joinpath(f"{language}.txt").read_text("utf-8").splitlines()
    keys = [line.partition(" = ")[0] for line in lines]
    assert set(keys) <= set(KEYS)
    assert len(keys) == len(set(keys))
    for line in lines:
        said = line.partition(" = ")[2].split(" | ")
        assert all(word == word.strip() and word for word in said), line
        assert len({fold(word) for word in said}) == len(said), line
