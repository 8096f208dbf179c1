"""How far a label of a page says what an English label means: by the words of its language, in any order and form.

Both have to be covered: what the English label says has to be there, and what is there has to be meant. So “Settings”
is not “Konto und Einstellungen”, although that has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from runner.session import glossary
from runner.session.glossary import ENGLISH, forms

_LONGEST = 7  # words of a phrase in the list
_PRESUMED = 0.5  # of a word that is in no list, where what is left of the label is in none either
_BEGINNING = 4  # letters
_SHORTEST_STEM = 3
_ENDINGS = (
    ("ss", "-"),
    ("us", "-"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("ies", "y"),
    ("s", ""),
    ("ed", ""),
    ("ing", ""),
    ("e", ""),
)
_OTHER_NUMBER = 0.85  # of a word that is one where several are looked for, as the list has it
_SAME = 0.9  # of two words, from which on they are forms of one


class _Part(NamedTuple):
    """A phrase of an English label: how much of it that is, and the words by which each way of saying it is known.

    One that is `bent` is in the list in another form, and so rather not there as the list has it.
    """

    weight: float
    ways: tuple[tuple[str, ...], ...]
    own: str  # the English word itself, where the list does not have it
    bent: bool = False


class Likeness(NamedTuple):
    """How far a label says what another does, from 0 to 1; how much of that is known rather than presumed; what is not.

    `against` is what of either is known to be missing in the other, as part of both.
    """

    much: float
    known: float
    against: float


_NONE = Likeness(0.0, 0.0, 0.0)


def agreement(english: str, label: str, language: str) -> Likeness:
    """How far a label of this language says what the English one does.

    A word that is in no list may stand for one of the label's that is in none either: that is presumed, by half.
    """
    parts, said = parts_of(english, language), forms.that_count(label, language)
    if not parts or not said:
        return _NONE
    if forms.words_of(english) == forms.words_of(label):
        return Likeness(1.0, 1.0, 0.0)
    covered = dict.fromkeys(range(len(said)), 0.0)
    shares = [_cover(part, said, covered, language) for part in parts]
    whole = sum(part.weight for part in parts)
    known = sum(part.weight * share for part, share in zip(parts, shares, strict=True)) / whole
    if not known:
        return _NONE
    strangers = [at for at, much in covered.items() if not much and not _is_listed(said[at], language)]
    unsaid = [part for part, share in zip(parts, shares, strict=True) if part.own and not share]
    paired = unsaid[: len(strangers)]
    presumed = sum(_PRESUMED * part.weight for part in paired) / whole
    covered.update(dict.fromkeys(strangers[: len(unsaid)], _PRESUMED))
    there = sum(forms.weight(word, language) * min(1.0, covered[at]) for at, word in enumerate(said))
    unmeant = sum(forms.weight(said[at], language) for at, much in covered.items() if not much)
    missing = zip(parts, shares, strict=True)
    silent = sum(part.weight * (1 - share) for part, share in missing if part not in paired and share < _SAME)
    own = _weight(said, language)
    return Likeness((known + presumed) * there / own, known, (unmeant / own + silent / whole) / 2)


@lru_cache(16_384)
def _is_listed(word: str, language: str) -> bool:
    """Whether a word of a language alone is one of the list, in any form, and so known to mean something else."""
    near = _by_beginning(language).get(forms.plain(word)[:_BEGINNING], ())
    return forms.turns_around(word, language) or any(min(forms.agree(word, other)) > _SAME for other in near)


@cache
def _by_beginning(language: str) -> Mapping[str, frozenset[str]]:
    """The words that alone are a line's, by their first letters."""
    found: dict[str, set[str]] = {}
    for said in glossary.words(language).values():
        for word, *more in (forms.that_count(one, language) for one in said):
            if not more:
                found.setdefault(forms.plain(word)[:_BEGINNING], set()).add(word)
    return {key: frozenset(words) for key, words in found.items()}


def _cover(part: _Part, said: Sequence[str], covered: dict[int, float], language: str) -> float:
    """How much of a part is said, by its best way; what says it counts as meant from now on."""
    best, by = 0.0, dict[int, float]()
    for way in part.ways:
        found, own = dict[int, float](), 0.0
        for word in way:
            own += forms.weight(word, language) * _find(word, said, found, _OTHER_NUMBER if part.bent else 1.0)
        share = own / _weight(way, language)
        if (share, sum(found.values())) > (best, sum(by.values())):
            best, by = share, found
    if not best and part.own:
        kin = [(forms.are_kin(part.own, word), at) for at, word in enumerate(said)]
        best, at = max(kin)
        by = {at: best}
    for at, much in by.items():
        covered[at] += much
    return best


def _weight(words: Sequence[str], language: str) -> float:
    return sum(forms.weight(word, language) for word in words)


def _find(word: str, said: Sequence[str], found: dict[int, float], same: float) -> float:
    """How much of a word of the language is among those of the label; noted is how much of which that is."""
    own = 0.0
    for at, other in enumerate(said):
        mine, theirs = forms.agree(word, other)
        if mine:
            own += min(mine, same) if mine == theirs == 1.0 else mine
            found[at] = found.get(at, 0.0) + (min(theirs, same) if mine == theirs == 1.0 else theirs)
    return min(1.0, own)


@lru_cache(1024)
def parts_of(english: str, language: str) -> tuple[_Part, ...]:
    """An English label cut into phrases of the list, the longest first, and words that are in none."""
    left, parts, known = list(forms.words_of(english)), list[_Part](), _ways(language)
    only_small = all(forms.is_small(word, ENGLISH) for word in left)
    while left:
        size = next((size for size in range(min(_LONGEST, len(left)), 0, -1) if _key(left[:size], known)), 0)
        key = _key(left[:size], known) if size else ""
        phrase = left[: size or 1]
        left = left[size or 1 :]
        if key:
            parts.append(_Part(_weight(phrase, ENGLISH), known[key], "", key[0] == "~"))
        elif forms.turns_around(phrase[0], ENGLISH):
            noes = tuple((word,) for word in sorted(forms.noes(language)))
            parts.append(_Part(forms.weight(phrase[0], ENGLISH), noes, ""))
        elif only_small or not forms.is_small(phrase[0], ENGLISH):
            parts.append(_Part(forms.weight(phrase[0], ENGLISH), (), phrase[0]))
    return tuple(parts)


def _key(phrase: Sequence[str], known: Mapping[str, object]) -> str:
    """A phrase as the list has it: as it is, else without its small words, else in another form."""
    counting = [word for word in phrase if not forms.is_small(word, ENGLISH)] if len(phrase) > 2 else []
    keys = [" ".join(words) for words in (phrase, counting) if words]
    bent = ["~" + " ".join(map(_stem, words)) for words in (phrase, counting) if words]
    return next((key for key in (*keys, *bent) if key in known), "")


@cache
def _ways(language: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """By each English phrase, and by `~` and its singular, the words of each way to say it."""
    said, noes = glossary.words(language), tuple((word,) for word in sorted(forms.noes(language)))
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for first, every in glossary.english().items():
        if first not in said:
            continue
        ways = tuple(dict.fromkeys(forms.that_count(one, language) for one in (*said[first], *every)))
        for one in every:
            words = forms.words_of(one)
            if len(words) == 1 and forms.turns_around(words[0], ENGLISH):
                ways += noes
            found.setdefault(" ".join(words), ways)
            found.setdefault("~" + " ".join(map(_stem, words)), ways)
    return found


def _stem(word: str) -> str:
    """An English word without what its forms end in, and so no word any more."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return _stem(word.removesuffix(ending) + instead) if instead != "-" else word
    return word
