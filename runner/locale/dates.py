"""How a language writes the first of a month, and what it puts before a date: what Babel's dates leave out."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The first of a month is an ordinal there; everywhere else it is a number as any day.
_FIRST: Mapping[str, str] = {"fr": "1er", "it": "1º", "pt-BR": "1º"}
_ITALIAN = {"il": "l’", "del": "dell’", "al": "all’", "dal": "dall’", "nel": "nell’", "sul": "sull’"}
_BEFORE_A_DATE = re.compile(rf"\b({'|'.join(_ITALIAN)}) $", re.IGNORECASE)
_VOWEL = re.compile(r"(8|11)\b")  # otto, undici


def with_first(said: str, code: str) -> str:
    """A date that begins with its day, the first of a month as the language of this code has it."""
    return re.sub(r"^1(?= )", _FIRST.get(code, "1"), said)


def led_in(sentence: str, place: str, said: str, code: str) -> str:
    """A sentence in which a date will be said at a place, `{day}`, with what stands before it written to fit.

    Italian has l’8 and l’11 where it has il 3, and so dell’8, all’11.
    """
    if code != "it" or not _VOWEL.match(said):
        return sentence
    before, *others = sentence.split(place)
    parts = [_BEFORE_A_DATE.sub(_elided, part) for part in (before, *others[:-1])]
    return place.join([*parts, *others[-1:]]) if others else sentence


def _elided(article: re.Match[str]) -> str:
    said = _ITALIAN[article[1].lower()]
    return said if article[1].islower() else said[0].upper() + said[1:]
