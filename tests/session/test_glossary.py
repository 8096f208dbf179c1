"""The words menus are made of, and the language of a page told by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.flow.model import Pick, fold
from runner.session import glossary
from runner.session.glossary import forms
from runner.session.glossary.agreement import agreement

GLOSSARY = Path(glossary.__file__).parent
KEYS = [line.split(" | ")[0] for line in GLOSSARY.joinpath("en.txt").read_text("utf-8").splitlines()]
SAYS_IT = 0.78


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


def test_the_language_of_a_page_of_few_labels_is_told_by_the_words_in_them() -> None:
    labels = (
        "Volver a la página de tu cuenta",
        "Quitar los dispositivos de la lista",
        "Confirmar el correo de tu equipo",
    )
    assert not any(fold(one) in fold(word) for one in labels for said in glossary.words("es").values() for word in said)
    more = ("Añadir una clave a la cuenta", "Cerrar la sesión en el equipo", "Ver los permisos del grupo")
    assert glossary.language_of(menu(*labels, *more)) == "es"
    assert glossary.language_of(menu(labels[0])) == ""  # one says too little
    assert glossary.language_of(menu("Xyzzy de la frobnicator", "Foo a la bar", "Baz de la quux")) == ""


@pytest.mark.parametrize(
    ("english", "label", "language"),
    [
        ("Privacy", "Datenschutz", "de"),
        ("Delete selected files", "Ausgewählte Dateien löschen", "de"),
        ("File size", "Tamaño del archivo", "es"),
        ("Owner", "Propriétaire", "fr"),
        ("Sign in", "Anmelden", "de"),
        ("Account settings", "Einstellungen für das Konto", "de"),  # in another order, with small words
        ("Account settings", "Kontoeinstellungen", "de"),
        ("Privacy settings", "Einstellungen zum Datenschutz", "de"),  # a long word taken apart
        ("Change your password", "Ändern Sie Ihr Passwort", "de"),
        ("User", "Benutzern", "de"),  # in another form
        ("Documents", "Documenti", "it"),
        ("Save changes", "Enregistrer les modifications", "fr"),
        ("E-mail address", "Adresse e-mail", "fr"),
        ("Authenticator", "Authentifikator", "de"),  # in no list, and of one root
    ],
)
def test_a_label_says_the_same(english: str, label: str, language: str) -> None:
    assert agreement(english, label, language).much >= SAYS_IT


@pytest.mark.parametrize(
    ("english", "label", "language"),
    [
        ("Settings", "Konto und Einstellungen", "de"),
        ("Allow", "Nicht zulassen", "de"),
        ("Do not allow", "Zulassen", "de"),
        ("Change password", "Passwort zurücksetzen", "de"),
        ("Password", "Passwort ändern", "de"),
        ("New", "Nachrichten", "de"),
        ("Xyzzy frobnicator", "Einstellungen", "de"),
        ("Settings", "123", "de"),
    ],
)
def test_a_label_says_something_else(english: str, label: str, language: str) -> None:
    assert agreement(english, label, language).much < SAYS_IT


def test_where_signs_are_words_a_phrase_has_to_be_whole() -> None:
    assert forms.agree("設定", "設定") == (1.0, 1.0)
    assert forms.agree("設定", "設備") == (0.0, 0.0)
    mine, theirs = forms.agree("設定", "個人情報設定")
    assert mine > theirs


def test_small_words_are_those_of_their_language() -> None:
    assert forms.that_count("Die Daten", "de") == ("daten",)
    assert forms.that_count("Die Daten", "fr") == ("die", "daten")
    assert forms.that_count("Sur", "fr") == ("sur",)  # it has no other
    assert forms.turns_around("no", "es")
    assert not forms.turns_around("no", "pt")


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
