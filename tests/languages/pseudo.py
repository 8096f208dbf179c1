"""Languages that nobody speaks, for tests: each shows what has been through a catalogue, and so what was forgotten.

In one every letter of a sentence of ours has an accent, and it is two fifths longer; in the other it has brackets.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable

from runner.locale import Language

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀćđéƒǧĥíĵķĺɱńóþɋŕšťúṽŵẋýžÁɃĆĐÉƑǦĤÍĴĶĹⱮŃÓÞɊŔŠŤÚṼŴẊÝŽ"
_LETTERS = str.maketrans(_PLAIN, _ACCENTED)
_VALUE = re.compile(r"(\{[\w.]+\})")
_LONGER = 0.4
WORDS = re.compile(r"[A-Za-z]{2,}")


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


def speaking(code: str, made: Callable[[str], str]) -> Language:
    """A language in which each sentence is what `made` makes of it."""
    return Language(code, {"optout": _Catalogue(made), "flows": _Catalogue(made)})


def accented(text: str) -> str:
    """A sentence with accents, longer, and with the places of its values as they are."""
    parts = _VALUE.split(text)
    said = "".join(part if _VALUE.fullmatch(part) else part.translate(_LETTERS) for part in parts)
    return f"⟦{said}{'~' * int(len(said) * _LONGER)}⟧"


def pseudo(code: str = "qps") -> Language:
    """The language of accents; `code` says which one it goes for, as Arabic is written from right to left."""
    return speaking(code, accented)


def plain_words(text: str) -> set[str]:
    """The words that have not been through its catalogue."""
    return set(WORDS.findall(text))


BRACKETED = speaking("x-brackets", lambda message: f"⟦{message}⟧")
