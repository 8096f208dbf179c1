"""What the words of settings menus, logins and privacy pages are called in other languages.

Facts of language, one file each (`de.txt`: `save = Speichern | Sichern`), by which a thing is suggested on a page whose
language a flow does not know: ringed, and asked about. Nothing is ever pressed on their word. What a person confirms is
learnt as that language's label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from runner.flow.model import Pick, fold
from runner.session.glossary import forms

Words = Mapping[str, tuple[str, ...]]  # what each word of the English list may be called
ENGLISH = "en"
_TOLD_BY = 2.5  # labels of a page that are words of one language alone, from which on it is in that language
_LEADS = 1.5  # times as many as of any other
_IN_PART = 0.5  # of a label, of which only words are known
_KNOWN_FROM = 0.6  # of its words, from which on that says something


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages there are words of, English left out."""
    names = (one.name.removesuffix(".txt") for one in files(__package__).iterdir() if one.name.endswith(".txt"))
    return tuple(sorted(name for name in names if name != ENGLISH))


@cache
def words(language: str) -> Words:
    """The words of a language by the first English one of each line, which is folded."""
    lines = files(__package__).joinpath(f"{language}.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(" = ") for line in lines if " = " in line)
    return {fold(key): tuple(said.split(" | ")) for key, _, said in pairs}


@cache
def english() -> Words:
    """The lines of the English list, each by its first word, which is folded: all that may be said for it."""
    lines = files(__package__).joinpath(f"{ENGLISH}.txt").read_text("utf-8").splitlines()
    return {fold(line.split(" | ")[0]): tuple(line.split(" | ")) for line in lines}


def language_of(there: Iterable[Pick]) -> str:
    """The language a page is in: by the words on it, else as it says itself; empty where neither tells."""
    picks = list(there)
    labels = {fold(text) for one in picks for text in (one.name, one.text) if text}
    counts = Counter[str]()
    for label in labels:
        spoken, worth = _spoken(label)
        counts.update(dict.fromkeys(spoken, worth / len(spoken)) if spoken else {})
    ranked = [*counts.most_common(2), ("", 0.0), ("", 0.0)]
    if ranked[0][1] >= _TOLD_BY and ranked[0][1] >= _LEADS * ranked[1][1]:
        return ranked[0][0]
    said = Counter(one.language.partition("-")[0] for one in picks if one.language)
    return said.most_common(1)[0][0] if said else ""


@lru_cache(4096)
def _spoken(label: str) -> tuple[tuple[str, ...], float]:
    """The languages a folded label is likely to be in, and how much that tells: less where only parts are known."""
    whole = tuple(code for code in (ENGLISH, *languages()) if label in _all_words(code))
    if whole:
        return whole, 1.0
    every = forms.words_of(label)
    known = {code: sum(_is_known(word, code) for word in every) for code in (ENGLISH, *languages())}
    most = max(known.values(), default=0)
    if most < 2 or most < _KNOWN_FROM * len(every):
        return (), 0.0
    return tuple(code for code, count in known.items() if count == most), _IN_PART


def _is_known(word: str, language: str) -> bool:
    return forms.is_small(word, language) or word in _single_words(language)


@cache
def _single_words(language: str) -> frozenset[str]:
    """The words of the list's phrases, each alone."""
    return frozenset(word for said in _all_words(language) for word in forms.words_of(said))


@cache
def _all_words(language: str) -> frozenset[str]:
    """Every word of a language in the list."""
    said = english() if language == ENGLISH else words(language)
    return frozenset(fold(word) for every in said.values() for word in every)
