"""What the words of settings menus, logins and privacy pages are called in other languages.

Facts of language, one file each (`de.txt`: `save = Speichern | Sichern`), by which a thing is suggested on a page whose
language a flow does not know: ringed, and asked about. Nothing is ever pressed on their word. What a person confirms is
learnt as that language's label.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from runner.flow.model import Pick, fold

Words = Mapping[str, tuple[str, ...]]  # what each word of the English list may be called
ENGLISH = "en"
_MOST = 6  # ways to say one label that are looked for
_LONGEST = 5  # words of a phrase in the list
_TOLD_BY = 2.5  # labels of a page that are words of one language alone, from which on it is in that language
_LEADS = 1.5  # times as many as of any other


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
def _meanings() -> Mapping[str, str]:
    """The line of the English list that each of its words stands in, by that line's first."""
    lines = files(__package__).joinpath(f"{ENGLISH}.txt").read_text("utf-8").splitlines()
    return {fold(word): fold(line.split(" | ")[0]) for line in reversed(lines) for word in line.split(" | ")}


def renderings(label: str, language: str) -> list[str]:
    """What an English label may be called in a language, likeliest first; empty where no word of it is known."""
    known, meanings = words(language), _meanings()
    parts = _parts(fold(label), known)
    said = [known.get(meanings.get(part, ""), ()) for part in parts]
    if not any(said):
        return []
    ways = itertools.product(*(one or (part,) for one, part in zip(said, parts, strict=True)))
    return [" ".join(way) for way in itertools.islice(ways, _MOST)]


def _parts(label: str, known: Words) -> list[str]:
    """A label cut into phrases that are known, the longest first; a word that is in none stands for itself."""
    left, parts, meanings = label.split(), list[str](), _meanings()
    while left:
        sizes = range(min(_LONGEST, len(left)), 1, -1)
        size = next((size for size in sizes if meanings.get(" ".join(left[:size])) in known), 1)
        parts.append(" ".join(left[:size]))
        left = left[size:]
    return parts


def language_of(there: Iterable[Pick]) -> str:
    """The language a page is in: by the words on it, else as it says itself; empty where neither tells."""
    picks = list(there)
    labels = {fold(text) for one in picks for text in (one.name, one.text) if text}
    counts = Counter[str]()
    for label in labels:
        spoken = [code for code in (ENGLISH, *languages()) if label in _all_words(code)]
        counts.update(dict.fromkeys(spoken, 1 / len(spoken)) if spoken else {})
    ranked = [*counts.most_common(2), ("", 0.0), ("", 0.0)]
    if ranked[0][1] >= _TOLD_BY and ranked[0][1] >= _LEADS * ranked[1][1]:
        return ranked[0][0]
    said = Counter(one.language.partition("-")[0] for one in picks if one.language)
    return said.most_common(1)[0][0] if said else ""


@cache
def _all_words(language: str) -> frozenset[str]:
    """Every word of a language in the list."""
    if language == ENGLISH:
        return frozenset(_meanings())
    return frozenset(fold(word) for said in words(language).values() for word in said)


def translated(wanted: Sequence[Pick], there: Sequence[Pick]) -> list[Pick]:
    """The same things as they may be called on this page: none where it is in English, or in a language not known."""
    language = language_of(there)
    if language not in languages():
        return []
    english = [one for one in wanted if one.language.partition("-")[0] in ("", ENGLISH) and (one.text or one.name)]
    return [
        one.model_copy(update={"name": said, "text": said, "language": language})
        for one in english
        for said in renderings(one.text or one.name, language)
    ]
