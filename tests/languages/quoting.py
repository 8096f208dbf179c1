"""Languages that nobody speaks, for tests: each shows what has been through a catalogue, and so what was forgotten.

In one every letter of a sentence of ours has an accent, and it is two fifths longer; in others it stands in brackets or
in quotes.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest

from runner.locale import Language, catalogues

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀćđéƒǧĥíĵķĺɱńóþɋŕšťúṽŵẋýžÁɃĆĐÉƑǦĤÍĴĶĹⱮŃÓÞɊŔŠŤÚṼŴẊÝŽ"
_LETTERS = str.maketrans(_PLAIN, _ACCENTED)
_VALUE = re.compile(r"(\{[\w.]+\})")
_LONGER = 0.4
WORDS = re.compile(r"[A-Za-z]{2,}")
_INNERMOST = re.compile(r"«[^«»]*»")
_SHOWN = ("alt", "title", "aria-label", "placeholder", "data-label")


class _Catalogue(gettext.NullTranslations):
    """Has every sentence: what is made of it by a function."""

    def __init__(self, made: Callable[[str], str]) -> None:
        super().__init__()
        self._made = made

    def gettext(self, message: str) -> str:
        return self._made(message)

    def pgettext(self, context: str, message: str) -> str:
        return self._made(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._made(msgid1 if n == 1 else msgid2)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


def _of(code: str, made: Callable[[str], str]) -> Language:
    return Language(code, {"optout": _Catalogue(made), "flows": _Catalogue(made)})


def accented(text: str) -> str:
    """A sentence with accents, longer, and with the places of its values as they are."""
    parts = _VALUE.split(text)
    said = "".join(part if _VALUE.fullmatch(part) else part.translate(_LETTERS) for part in parts)
    return f"⟦{said}{'~' * int(len(said) * _LONGER)}⟧"


def pseudo(code: str = "qps") -> Language:
    """The language of accents; `code` says which one it goes for, as Arabic is written from right to left."""
    return _of(code, accented)


def plain_words(text: str) -> set[str]:
    """The words that have not been through its catalogue."""
    return set(WORDS.findall(text))


BRACKETED = _of("x-brackets", lambda message: f"⟦{message}⟧")


def quoting(code: str = "de") -> Language:
    """The language of «quotes», with the dates and lists of a real one."""
    return _of(code, lambda message: f"«{message}»")


@contextmanager
def spoken(code: str = "de") -> Iterator[Language]:
    """Speaks it for the length of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "_current", quoting(code))
        yield catalogues.language()


def untranslated(text: str) -> str:
    """What of a text stands outside of all quotes, in one line."""
    while (bare := _INNERMOST.sub(" ", text)) != text:
        text = bare
    return " ".join(text.split())


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag == "style"
        self.parts += [f" {value} " for name, value in attrs if name in _SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def untranslated_on(page: str) -> str:
    """The same for what a page shows."""
    read = _Visible()
    read.feed(page)
    read.close()
    return untranslated("".join(read.parts))
