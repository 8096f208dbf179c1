"""What is made of phrases is said in another language as a whole, and in English as before."""

from __future__ import annotations

import copy
import gettext
from pathlib import Path

import pytest

from runner.browser import panel_words
from runner.errors import Refused
from runner.flow.headings import heading
from runner.flow.step import fill_in
from runner.flow.texts import FlowText
from runner.locale import Language, _, catalogues, joined, shown, shown_all
from runner.locale.phrase import (
    both,
    capital,
    commas,
    either,
    instead,
    listed,
    midway,
    put_in,
    quoted,
    sentence,
    unstopped,
)
from tests.languages.pseudo import accented, pseudo

GERMAN = {
    "it is gone": "es ist weg",
    "Skipped: {why}": "Übersprungen: {why}",
    "{one} or {other}": "{one} oder {other}",
    "{one} and {other}": "{one} und {other}",
    "“{name}”": "„{name}“",
    "nothing here is {thing}": "hier ist nichts {thing}",
    "the button": "die Schaltfläche",
    "the link": "der Link",
    "It is {where}.": "Es ist {where}.",
    "[your {what}]": "[{what}]",
    "name": "Name",
    "Type {me.name}.": "Gib {me.name} ein.",
}


class _Catalogue(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return GERMAN.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return GERMAN.get(message, message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As in Polish: one, few and many."""
        few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
        return f"{{count}} {'one' if n == 1 else 'few' if few else 'many'}"


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "_current", Language("de", {"optout": _Catalogue(), "flows": _Catalogue()}))


GONE = _("it is gone")
SAID = [
    (sentence(GONE), "It is gone.", "Es ist weg."),
    (capital(GONE), "It is gone", "Es ist weg"),
    (midway(_("Skipped: {why}", why=GONE)), "skipped: it is gone", "Übersprungen: es ist weg"),
    (midway("Not in any catalogue"), "not in any catalogue", "not in any catalogue"),
    (quoted("Home"), "“Home”", "„Home“"),
    (either("a", "b", GONE), "a or b or it is gone", "a oder b oder es ist weg"),
    (both("a", "b", "c"), "a and b and c", "a und b und c"),
    (listed("a", "b", "c"), "a, b and c", "a, b und c"),
    (listed("a"), "a", "a"),
    (listed(), "", ""),
    (commas("a", "b", "c"), "a, b, c", "a, b, c"),
    (
        instead(_("nothing here is {thing}", thing=_("the button")), _("the button"), _("the link")),
        "nothing here is the link",
        "hier ist nichts der Link",
    ),
    (unstopped(_("It is {where}.", where="there")), "It is there", "Es ist there"),
    (put_in(_("It is {where}."), where="there"), "It is there.", "Es ist there."),
]


@pytest.mark.parametrize(("text", "english", "other"), SAID)
def test_in_english_and_in_another_language(text: str, english: str, other: str, german: None) -> None:
    assert (str(text), shown(text)) == (english, other)


@pytest.mark.parametrize("text", [*(text for text, _english, _other in SAID), joined("a b.", "c d.")])
def test_a_copy_is_the_same_text(text: str, german: None) -> None:
    assert shown(copy.deepcopy(text)) == shown(text)


def test_what_the_person_has_not_told_is_called_in_their_language(german: None) -> None:
    ours, theirs = _("It is {where}.", where="{me.name}"), FlowText("Type {me.name}.", "f: pause.say")
    assert [str(fill_in(one, {}, {})) for one in (ours, theirs)] == ["It is [your name].", "Type [your name]."]
    assert [shown(fill_in(one, {}, {})) for one in (ours, theirs)] == ["Es ist [Name].", "Gib [Name] ein."]
    assert shown(fill_in(theirs, {"name": "Robin"}, {})) == "Gib Robin ein."


def test_an_error_says_what_it_was_given(german: None) -> None:
    error = Refused(sentence(GONE))
    assert f"{error}" == "It is gone."
    assert shown(str(error)) == "Es ist weg."


def test_the_title_of_a_flow_in_a_list_knows_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    head = heading(Path(__file__).parents[2] / "flows" / "practice.yaml")
    monkeypatch.setattr(catalogues, "_current", pseudo())
    assert shown(head.title) == accented(str(head.title)) != str(head.title)


def test_pages_get_a_form_for_every_number(german: None) -> None:
    counted = shown_all(panel_words.panel_words()["blacked"])
    forms = [counted["forms"][counted["which"][number]] for number in (1, 2, 5, 12, 22)]
    assert forms == ["{count} one", "{count} few", "{count} many", "{count} many", "{count} few"]
    assert len(counted["forms"]) == 3
