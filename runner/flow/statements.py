"""What companies say of themselves: that they do not train AI on what is people's own. The list is statements.yaml.

Read without the classes a whole flow is checked with, so that a list of flows does not wait for them; and yet nothing
unknown, missing or undated gets in: every problem of the file is told at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from runner.errors import ProblemsError, did_you_mean
from runner.flow.source import Node, SourceText, TextPlace, read
from runner.locale import Day, Joined, Month, Text, _, joined, stored

FILE = Path(__file__).with_name("statements.yaml")
_TEXTS = ("company", "says", "said", "source", "checked")
_WORDS = (*_TEXTS, "also", "opt_in")
_THEN = " – "  # between an address and what stands there
_MONTH = re.compile(r"\d{4}-\d{2}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Statement:
    """What one company says: in one sentence (`says`), when (`said`, a day or a month), and where that was read.

    It is asked for by its `id`, by the company's name, or by another name (`also`). With `opt_in` it may train on what
    is somebody's own once that person has agreed.
    """

    id: str
    company: str
    says: Text
    said: str
    source: Joined
    checked: str
    also: tuple[str, ...] = ()
    opt_in: bool = False

    def is_called(self, name: str) -> bool:
        """Whether this is what somebody means by a name, however they join or write its words."""
        return _folded(name) in {_folded(one) for one in (self.id, self.company, *self.also)}

    @property
    def when(self) -> Text:
        """When they said so, as people write it: 15 July 2025, or August 2023."""
        if _MONTH.fullmatch(self.said):
            return Month(date.fromisoformat(f"{self.said}-01"))
        return Day(date.fromisoformat(self.said), "%B")

    @property
    def address(self) -> str:
        """Where it was read, as an address alone."""
        return self.source.parts[0]

    @property
    def place(self) -> str:
        """What stands at that address, in words."""
        return self.source.parts[1]

    def __str__(self) -> str:
        """All that can be answered to somebody who asks for the company, as one text."""
        head = _("Nothing to do unless you agree to something.") if self.opt_in else _("Nothing to do.")
        word = _("That is its own word, of {when}: {source}", when=self.when, source=self.source)
        return joined(head, self.says, word)


@cache
def statements() -> tuple[Statement, ...]:
    """The companies that say so, by name; raises ProblemsError where the list that comes with Optout is wrong."""
    return tuple(load_statements(FILE.read_text("utf-8"), str(FILE)))


def load_statements(text: str, path: str) -> list[Statement]:
    """Reads such a list; raises ProblemsError with every problem of it, sorted by place."""
    source = read(text, path)
    found: list[Statement] = []
    if not source.problems and (source.root is None or source.root.pairs is None):
        place = source.root.place if source.root else TextPlace(1, 1)
        source.problem(place, _("a mapping is wanted here: a name, and under it what the company says"))
    for key, entry in (source.root.pairs or ()) if source.root else ():
        if _has_form(source, key, entry):
            found.append(_statement(str(key.value), entry))
    _no_name_twice(source, found)
    if source.problems:
        raise ProblemsError(source.problems)
    return sorted(found, key=lambda one: one.company.casefold())


def _statement(name: str, entry: Node) -> Statement:
    data: dict[str, Any] = entry.data()
    address, __, place = data["source"].partition(_THEN)
    texts = {"says": stored(data["says"]), "source": joined(address, stored(place), between=_THEN)}
    return Statement(name, **{**data, **texts, "also": tuple(data.get("also", ()))})


def _has_form(source: SourceText, key: Node, entry: Node) -> bool:
    """Whether an entry can be read; what is wrong with it is noted."""
    before = len(source.problems)
    if not isinstance(key.value, str) or not _ID.fullmatch(key.value):
        source.problem(
            key.place, _("'{word}' is no name to ask by", word=key.value), _("write small letters, digits and -")
        )
    if entry.pairs is None:
        source.problem(entry.place, _("'{word}' wants a mapping: company, says, said, source, checked", word=key.value))
        return False
    for word, value in entry.pairs:
        if word.value not in _WORDS:
            source.problem(
                word.place, _("'{word}' is no word here", word=word.value), did_you_mean(str(word.value), _WORDS)
            )
        elif wrong := _wrong(str(word.value), value):
            source.problem(value.place, *wrong)
    for missing in (word for word in _TEXTS if entry.get(word) is None):
        source.problem(key.place, _("'{missing}' is missing under '{word}'", missing=missing, word=key.value))
    return len(source.problems) == before


def _wrong(word: str, value: Node) -> tuple[str, str] | None:
    """What is wrong with the value of a word, and what to write; None where it is as it should be."""
    if word == "opt_in":
        return (
            None
            if isinstance(value.value, bool)
            else (_("'opt_in' is true or false"), _("leave it out where it is false"))
        )
    if word == "also":
        named = value.items is not None and all(isinstance(one.value, str) and one.value for one in value.items)
        return None if named else (_("'also' is a list of names"), _("write [One name, Another]"))
    if not isinstance(value.value, str) or not value.value:
        return _("'{word}' is a text", word=word), _("put it in quotes if it is a number or a word such as true")
    return _wrong_text(word, value.value)


def _wrong_text(word: str, text: str) -> tuple[str, str] | None:
    if word == "says" and not text.endswith("."):
        return _("'says' is a whole sentence"), _("end it with a full stop")
    if word == "source" and not re.match(r"https://\S+ – \S", text):
        return _("'source' is an address and what it is"), _("write https://… – what it is and of when")
    if word == "checked" and not _is_day(text):
        return _("'{text}' is no day", text=text[:40]), _("write it as 2026-11-29")
    if word == "said" and not _is_day(f"{text}-01" if _MONTH.fullmatch(text) else text):
        return _("'{text}' is neither a day nor a month", text=text[:40]), _("write it as 2026-11-29 or 2026-11")
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _no_name_twice(source: SourceText, found: list[Statement]) -> None:
    """Notes a name that stands for two companies: nobody could tell which one is meant."""
    taken: dict[str, str] = {}
    for one in found:
        for name in _names(one):
            other = taken.setdefault(name, one.id)
            if other != one.id:
                source.problem(
                    source.locate((one.id,), key=True),
                    _("'{name}' is a name of '{other}' as well", name=name, other=other),
                )


def _names(one: Statement) -> Iterator[str]:
    yield from {_folded(name) for name in (one.id, one.company, *one.also)}


def _folded(name: str) -> str:
    """A name as it is compared: without case, spaces and hyphens."""
    return re.sub(r"[\s-]+", "", name.casefold())
