"""A label taken apart into words, for comparing across languages; and when two words are forms of one.

No dictionary of forms is needed for that: the languages told here put what changes at a word's end (`Konto`, `Konten`),
and those that glue words together (`Kontoeinstellungen`) keep each of them whole inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from runner.flow.model import fold

_REMEMBERED = 16_384
_WORD = re.compile(r"[^\W\d_]+")
_MAIL = re.compile(r"\be-(?=mail)")
# A sign stands for a syllable or a word, so that few say much, and they are not bent.
_DENSE = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_NO, _MOST, _LEAST = 8.0, 12, 2  # what words weigh, in letters
_SHORTEST = 4  # letters of a word that may be a part of a longer one
_SHORTEST_DENSE = 2
_CORE_FROM = 6  # letters, from which on a word may lose its last inside a longer one
_BEGINS_ALIKE = 4  # letters
_STEM = 0.6  # of the longer of two words, that they have in common from the first letter on
_SHORT, _SHORT_ENDING = 3, 2  # letters
_LONG, _LONG_STEM = 10, 0.46  # letters; verbs and their nouns: modifier, modification
_LONGEST_ENDING = 3  # letters that one has more than the other
_FORM = 0.95  # how much two forms of one word agree
_KIN = 0.9  # and two words of two languages with one root
_KIN_FROM = 5  # letters
_RATIO = 0.8  # of all letters of both, that they have in common in one order
_ROOTS = str.maketrans({"c": "k", "y": "i", "z": "s", "w": "v", "q": "k", "j": "i", "x": "ks"})


@lru_cache(_REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded; numbers and signs are none."""
    return tuple(_WORD.findall(_MAIL.sub("e", fold(text).replace("'s ", " "))))


@cache
def _listed() -> Mapping[str, frozenset[str]]:
    """The small words of each language by its code, and by its code and `no` those that turn the sense around."""
    lines = files(__package__).joinpath("small.words").read_text("utf-8").splitlines()
    return {key: frozenset(words.split()) for key, _, words in (line.partition(" = ") for line in lines)}


def is_small(word: str, language: str) -> bool:
    """Whether it is an article, a preposition, a word for whose: labels come with them and without."""
    return word in _listed().get(language, ())


def turns_around(word: str, language: str) -> bool:
    """Whether it says no."""
    return word in noes(language)


def noes(language: str) -> frozenset[str]:
    """The words that say no."""
    return _listed().get(f"{language} no", frozenset())


@lru_cache(_REMEMBERED)
def that_count(text: str, language: str) -> tuple[str, ...]:
    """The words of a text without the small ones, unless it has no other."""
    every = words_of(text)
    return tuple(word for word in every if not is_small(word, language)) or every


@lru_cache(_REMEMBERED)
def weight(word: str, language: str) -> float:
    """How much a word says: its letters; one that turns the sense around as much as a long one."""
    if turns_around(word, language):
        return _NO
    return float(3 * len(word) if _DENSE.search(word) else min(_MOST, max(_LEAST, len(word))))


@lru_cache(_REMEMBERED)
def plain(word: str) -> str:
    """A word without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


@lru_cache(4 * _REMEMBERED)
def agree(one: str, other: str) -> tuple[float, float]:
    """How much of each of two words the other has, from 0 to 1: all where they are forms of one word.

    A word inside a longer one is there with all of itself, and is a part of the other.
    """
    if one == other:
        return 1.0, 1.0
    if _DENSE.search(one) or _DENSE.search(other):
        return _within(one, other, _SHORTEST_DENSE)
    left, right = plain(one), plain(other)
    if left == right or _are_forms(left, right):
        return _FORM, _FORM
    return _within(left, right, _SHORTEST)


def _are_forms(one: str, other: str) -> bool:
    common, longer, shorter = _common(one, other), max(len(one), len(other)), min(len(one), len(other))
    if common == shorter and longer - common > _LONGEST_ENDING:  # Benutzer, Benutzername
        return False
    if common == shorter >= _SHORT and longer - common <= _SHORT_ENDING:  # neu, neues
        return True
    return common >= _BEGINS_ALIKE and common >= (_STEM if longer < _LONG else _LONG_STEM) * longer


def _common(one: str, other: str) -> int:
    """Letters two words begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _within(one: str, other: str, shortest: int) -> tuple[float, float]:
    short, long = sorted((one, other), key=len)
    core = short[:-1] if len(short) > _CORE_FROM and shortest == _SHORTEST else short
    before = long.find(core)
    # What stands before a word by a letter or three turns it around: connecter, déconnecter; aktivieren, deaktivieren.
    if len(short) < shortest or before < 0 or (0 < before < shortest):
        return 0.0, 0.0
    parts = (_FORM, len(short) / len(long))
    return parts if short == one else (parts[1], parts[0])


@lru_cache(4 * _REMEMBERED)
def are_kin(one: str, other: str) -> float:
    """How much an English word and another language's agree that seem to have one root: `document`, `Dokumente`."""
    left, right = _root(one), _root(other)
    if min(len(left), len(right)) < _KIN_FROM:
        return 1.0 if one == other else 0.0
    if _common(left, right) < _BEGINS_ALIKE:
        return 0.0
    return _KIN if _are_forms(left, right) or SequenceMatcher(None, left, right).ratio() >= _RATIO else 0.0


@lru_cache(_REMEMBERED)
def _root(word: str) -> str:
    bare = plain(word).replace("ph", "f").replace("th", "t").translate(_ROOTS)
    return re.sub(r"(.)\1", r"\1", bare)
