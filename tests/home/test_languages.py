"""The home in another language: every sentence of it is a message, and what is chosen holds at once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from runner.app.speaking import speak
from runner.home.rendering import by_number
from runner.home.services import _chosen
from runner.home.start import _MOST_USED
from runner.locale import Language, Message, catalogues, language
from runner.locale.names import OWN_NAMES
from tests.home.conftest import Visitor
from tests.home.every_page import every_page

RUNNER = Path(__file__).parents[2] / "runner"
SAID = ("alt", "aria-label", "data-copied", "data-selected", "label", "placeholder", "title")


class Marked(Language):
    """A language in which every message stands in brackets; it is written from right to left."""

    def sentence(self, text: Message) -> str:
        return f"⟦{super().sentence(text)}⟧"


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "_current", Marked("ar"))


class Unmarked(HTMLParser):
    """What is to be read on a page and stands in no brackets: texts between elements, and those of attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: list[str] = []
        self._depth = 0
        self.feed(page)
        self.close()
        assert self._depth == 0, "each bracket is closed"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._within.append(tag)
        for name, value in attributes:
            if name in SAID and value:
                self._take(value)
        self._void(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"code", "i", "pre", "textarea"} & {*self._within}:  # an `i` is a line of a flow's file
            self._take(data)

    def _void(self, tag: str) -> None:
        if tag in ("meta", "link", "img", "input", "br"):
            self._within.pop()

    def _take(self, text: str) -> None:
        outside = []
        for letter in text:
            self._depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
            outside.append(letter if self._depth == 0 and letter != "⟧" else " ")
        if words := " ".join("".join(outside).split()):
            self.found.append(words)


OURS = ("home", "app")  # whose sentences are looked for; those of the rest of the code have tests of their own
HINTS = ("did you mean",)  # the beginning of a hint is that of a question in the home as well
NAMES = (*_MOST_USED, *OWN_NAMES.values(), "Optout", "Chrome", "Edge", "Brave", "Chromium", "SHA", "kB", "MB")
_TAGS = re.compile(r"<[^>]*>|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_][\w’']*")


def words_of(text: str) -> str:
    """A text as its words alone, with a space around each."""
    return f" {' '.join(_WORD.findall(text))} "


def literals() -> Iterator[str]:
    """Every text that stands in the code or the templates of ours."""
    for folder in OURS:
        for path in sorted((RUNNER / folder).rglob("*.py")):
            yield from _literals_in(path.read_text("utf-8"))
        for path in sorted((RUNNER / folder).rglob("*.jinja")):
            text = path.read_text("utf-8")
            yield from (*_TAGS.split(text), *(one[1] for one in re.finditer(r'"([^"]*)"', text)))


def _literals_in(code: str) -> Iterator[str]:
    tree = ast.parse(code)
    notes = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}  # for who reads the code
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in notes:
            yield from re.split(r"\{\w+\}", one.value)


@pytest.fixture
def ours() -> set[str]:
    """The texts of ours that a person would see, as their words."""
    found = {words_of(one) for one in literals()}
    known = {words_of(one) for one in (*NAMES, *HINTS)}
    return {one for one in found - known if one.strip() and (one.count(" ") > 3 or one[1].isupper())}


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.usefixtures("marked")
async def test_no_sentence_of_the_home_stands_outside_a_message(
    visitor: Visitor, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ours: set[str]
) -> None:
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    await visitor.context.read_aside()
    left: dict[str, str] = {}
    seen: set[str] = set()
    count = 0
    async for name, page in every_page(visitor, folder, tmp_path):
        count += 1
        assert '<html lang="ar" dir="rtl">' in page or 'id="words"' in page, name
        for text in set(Unmarked(page).found) - seen:
            seen.add(text)
            if is_ours(text, ours):
                left[text] = name
    assert left == {}
    assert count > 150


def is_ours(text: str, ours: set[str]) -> bool:
    """Whether a text is a literal of ours, or has one of three words or more in it."""
    words = words_of(text)
    return words in ours or any(one in words for one in ours if one.count(" ") > 3)


@pytest.mark.slow
def test_a_literal_is_found(ours: set[str]) -> None:
    """What the test above would say of a sentence, of half of one with a value, and of a heading."""
    for said in ("Choose at least one service first.", "It cannot be walked while it has 1 problem.", "Needs you"):
        assert is_ours(said, ours), said
    for value in ("facebook-1", "Ada Example", "Deutsch", "https://example.com/", "Acme e.V."):
        assert not is_ours(value, ours), value
    assert Unmarked('<p title="⟦a⟧">⟦On <a>⟦Services⟧</a> you see⟧. <b aria-label="Law">Nothing</b>').found == [
        ".", "Law", "Nothing"
    ]  # fmt: skip


@pytest.mark.slow
async def test_a_language_that_is_chosen_holds_at_once(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the settings; `auto` is the system's. One without a catalogue is English, and stays the browser's."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "xx_XX.UTF-8")
    monkeypatch.setattr(catalogues, "languages", lambda: ("en", "xx"))
    catalogues.find.cache_clear()
    assert '<html lang="en">' in await visitor.get("/services")
    assert '<html lang="xx">' in await visitor.post("/settings", language="auto")
    assert '<html lang="en">' in await visitor.post("/start/language", language="el")
    assert visitor.context.config.language == "el"
    assert '<option value="el" lang="el" selected>Ελληνικά' in await visitor.get("/settings")
    assert speak("xx-YY").code == language().code == "xx"
    catalogues.find.cache_clear()


class Threefold(Language):
    """A language with a form for one, one for two to four, and one for more, as Polish has them."""

    def sentence(self, text: Message) -> str:
        unit, ten = text.number % 10, text.number % 100
        few = unit in (2, 3, 4) and ten not in (12, 13, 14)
        return "{chosen}, {count} " + ("minuta" if text.number == 1 else "minuty" if few else "minut")


def test_a_number_that_the_script_counts_takes_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "_current", Threefold("pl"))
    counted = by_number(_chosen)
    forms, which = counted["forms"], counted["which"]
    assert isinstance(forms, list)
    assert isinstance(which, list)
    told = {number: forms[which[number]] for number in (1, 2, 5, 12, 22, 101, 122)}
    assert [said.split()[-1] for said in told.values()] == [
        "minuta", "minuty", "minut", "minut", "minuty", "minut", "minuty"
    ]  # fmt: skip
    assert told[1] == "{chosen}, {count} minuta"
