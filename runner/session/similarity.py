"""How alike two values of one field are, from 0 (strangers) to 1 (the same), or None where nothing can be said.

Knows neither pages nor how much a field counts; that is matching.py. Every measure forgives what a redesign does to its
field: another query in an address, a badge behind a text, class names hashed by a build, boxes wrapped around a thing.
Values are taken apart once and remembered: a page has thousands of them, and a person is waiting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import exp, sqrt
from typing import NamedTuple

from runner.flow.model import Box, fold

_REMEMBERED = 16_384  # values taken apart; a large page has some thousands
_LONGEST = 400  # letters of a text that are looked at; a longer one is a part of the page
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+|\d+")
_COUNTED = re.compile(r"(?<=[A-Za-z])\d{1,2}$")  # navPrivacy2
_BEFORE_HASH = re.compile(r"__|--|-")
_LOCALE = re.compile(r"[a-z]{2}([-_][a-z]{2})?")  # en, en-us, pt_br
_INNER = re.compile(r"https?(://|%3a%2f%2f)")
_PLACE = re.compile(r"\[\d+\]")
_PAGE = re.compile(r"(index|default)?\.(html?|php|aspx?|jsp)")
_ALMOST = 0.97  # the same but for punctuation, or a number that came or went
_OTHER_ORDER = 0.9  # “404 Error” and “Error 404”
_OTHER_NUMBER = 0.8  # a counter that counted on, or another row


class Words(NamedTuple):
    """A text taken apart: folded, its words, its letters without spaces, and the numbers in it, as a badge brings."""

    text: str
    words: frozenset[str]
    letters: str
    number: str


class Address(NamedTuple):
    """An address taken apart; languages, file endings and the order of the query do not count."""

    site: str
    steps: tuple[str, ...]
    query: frozenset[str]


def _dice(common: float, left: float, right: float) -> float:
    return 2 * common / (left + right) if left + right else 0.0


# --- texts ------------------------------------------------------------------------------------------------------------


@lru_cache(_REMEMBERED)
def words_of(text: str) -> Words:
    """A text taken apart."""
    folded = fold(text[:_LONGEST])
    found = _WORD.findall(folded)
    numbers = [word for word in found if word.isdecimal()]
    letters = [word for word in found if not word.isdecimal()] if numbers else found
    return Words(folded, frozenset(found), "".join(letters), "".join(numbers))


@lru_cache(_REMEMBERED)
def bag_of(texts: tuple[str, ...]) -> frozenset[str]:
    """All words of some texts."""
    return frozenset(_WORD.findall(" ".join(texts)[: 4 * _LONGEST].casefold()))


@lru_cache(_REMEMBERED)
def _runs(letters: str) -> frozenset[str]:
    """Runs of three letters."""
    return frozenset([letters[at : at + 3] for at in range(max(1, len(letters) - 2))])


def same_letters(one: str, other: str) -> float:
    """Runs of three letters in common: finds `Log in` in `Login`, and a part of a long German word."""
    if not one or not other or len(one) > 4 * len(other) or len(other) > 4 * len(one):
        return 0.0
    runs = _runs(one)
    common = sum([run in other for run in runs])  # quicker than a set for each of thousands
    return min(1.0, _dice(common, len(runs), max(1, len(other) - 2)))


def same_text(one: Words, other: Words, worth: Mapping[str, float]) -> float:
    """Words in common, each by its worth, and letters; a text that only got longer or shorter is close.

    `worth` has the words of `one`; a word it does not have is worth 1.
    """
    if one.text == other.text:
        return 1.0
    if one.letters and one.letters == other.letters:
        return _ALMOST if one.number == other.number or not (one.number and other.number) else _OTHER_NUMBER
    letters = same_letters(one.letters, other.letters)
    shared = one.words & other.words
    if not shared:
        return 0.9 * letters
    if len(shared) > 1 and one.words == other.words:
        return max(_OTHER_ORDER, letters)
    common, left, right = _weights(one.words, other.words, shared, worth)
    held = common / min(left, right)
    return min(_ALMOST, max(0.9 * letters, 0.4 * _dice(common, left, right) + 0.3 * held + 0.3 * letters))


def shared_words(one: frozenset[str], other: frozenset[str], worth: Mapping[str, float]) -> float:
    """How much two bags of words overlap, each word by its worth as in `same_text`."""
    shared = one & other
    if not shared:
        return 0.0
    common, left, right = _weights(one, other, shared, worth)
    return min(1.0, common / sqrt(left * right))


def _weights(
    one: frozenset[str], other: frozenset[str], shared: frozenset[str], worth: Mapping[str, float]
) -> tuple[float, float, float]:
    common = sum([worth[word] for word in shared])
    return common, sum([worth[word] for word in one]), common + len(other) - len(shared)


# --- addresses --------------------------------------------------------------------------------------------------------


@lru_cache(_REMEMBERED)
def address_of(href: str) -> Address | None:
    """An address taken apart; None where it leads nowhere (`#`, `javascript:`). A redirect is where it leads to."""
    text = href.strip().casefold()
    if text in ("", "#") or text.startswith("javascript:"):
        return None
    if (inner := text.rfind("http", 1)) > 0 and _INNER.match(text, inner):
        text = text[inner:].replace("%3a", ":").replace("%2f", "/").partition("&")[0]
    text, _, fragment = text.partition("#")
    text, _, query = text.partition("?")
    host, path = "", text
    if "//" in text:
        host, _, path = text.partition("//")[2].partition("/")
    steps = [step for step in path.split("/") if step and not (len(step) in (2, 5) and _LOCALE.fullmatch(step))]
    if steps and "." in steps[-1]:
        steps[-1] = _PAGE.sub("", steps[-1])
    marks = [f"#{fragment}"] if fragment else []
    # `www.example.org` and `help.example.org` are one site as far as this goes.
    site = ".".join(host.partition(":")[0].split(".")[-2:])
    return Address(site, tuple([step for step in steps + marks if step]), frozenset(query.split("&") if query else ()))


def same_address(one: Address | None, other: Address | None) -> float | None:
    """Steps of the path in common, the last above all; another site halves it, another query takes a little."""
    if one is None or other is None:
        return None
    if one == other:
        return 1.0
    alike = 1.0 if one.steps == other.steps else _same_steps(one.steps, other.steps)
    if alike and one.site and other.site and one.site != other.site:
        alike *= 0.5
    return alike * _same_query(one.query, other.query) if alike else 0.0


def _same_steps(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other:
        return 0.0
    common = len(set(one).intersection(other))
    last = 1.0 if one[-1] == other[-1] else same_letters(one[-1], other[-1])
    return 0.45 * _dice(common, len(set(one)), len(set(other))) + 0.45 * last


def _same_query(one: frozenset[str], other: frozenset[str]) -> float:
    """Two queries may be what tells two addresses apart; one that only one of them has is seldom."""
    if one == other:
        return 1.0
    return 0.75 + 0.25 * _dice(len(one & other), len(one), len(other)) if one and other else 0.95


# --- ids and class names ----------------------------------------------------------------------------------------------


@lru_cache(_REMEMBERED)
def made_up(word: str) -> bool:
    """Whether a class name or an id looks as if a machine made it, and makes another one tomorrow."""
    last = _COUNTED.sub("", _BEFORE_HASH.split(word)[-1])
    letters, digits = sum(map(str.isalpha, last)), sum(map(str.isdigit, last))
    if digits and letters:
        return len(last) >= 3
    if digits:
        return digits >= 4 or ":" in word
    turns = sum([a.islower() and b.isupper() for a, b in pairwise(last)])
    vowels = sum([letter in "aeiouyAEIOUY" for letter in last])
    return 5 <= len(last) <= 8 and (turns >= 2 or not vowels)


@lru_cache(_REMEMBERED)
def same_classes(one: tuple[str, ...], other: tuple[str, ...]) -> float | None:
    """Class names in common; hashed ones count where they are shared, and are no loss where they are not."""
    left, right = set(one), set(other)
    shared = len(left & right)
    apart = sum([not made_up(name) for name in left ^ right])
    return 2 * shared / (2 * shared + apart) if shared or apart else None


@lru_cache(_REMEMBERED)
def same_id(one: str, other: str) -> float | None:
    """The same, or the same parts (`nav-privacy`, `navPrivacy2`); nothing is said by what a machine made up."""
    if one == other:
        return 1.0
    if made_up(one) or made_up(other):
        return None
    left, right = _parts(one), _parts(other)
    return 0.8 * _dice(len(left & right), len(left), len(right))


def _parts(word: str) -> set[str]:
    return {part.casefold() for part in _PART.findall(word) if not part.isdecimal() and len(part) > 1}


# --- tags, roles and kinds of input -----------------------------------------------------------------------------------

_SORTS = {
    "pressed": "a button summary option link menuitem tab submit reset image",
    "typed": "input textarea select textbox searchbox combobox spinbutton text search email tel url password number",
    "toggled": "checkbox switch radio",
    "plain": "div span p li td tr label b strong em i section article nav header footer ul ol dd dt fieldset legend",
    "heading": "h1 h2 h3 h4 h5 h6 heading",
    "picture": "img svg picture figure canvas",
}
_SORT_OF = {word: sort for sort, words in _SORTS.items() for word in words.split()}  # tags, roles and kinds of input
_BETWEEN = {
    ("heading", "heading"): 0.7,
    ("heading", "plain"): 0.35,
    ("heading", "pressed"): 0.2,
    ("picture", "picture"): 0.6,
    ("picture", "pressed"): 0.2,
    ("plain", "plain"): 0.6,
    ("plain", "pressed"): 0.35,  # menus are made of anything
    ("pressed", "pressed"): 0.6,
    ("toggled", "toggled"): 0.4,
    ("typed", "typed"): 0.5,
}


@lru_cache(1024)
def same_sort(one: str, other: str) -> float:
    """Tags, roles and kinds of input: the same, or what a redesign makes of one another."""
    if one == other:
        return 1.0
    first, second = sorted((_SORT_OF.get(one, one), _SORT_OF.get(other, other)))
    return _BETWEEN.get((first, second), 0.0)


# --- places -----------------------------------------------------------------------------------------------------------


@lru_cache(_REMEMBERED)
def _tags(path: str) -> list[str]:
    return _PLACE.sub("", path).split("/")


def same_path(one: str, other: str) -> float:
    """Steps in common from both ends, with their places or, for half, without: one wrapper more is little."""
    if one == other:
        return 1.0
    left, right = _tags(one), _tags(other)
    common = _ends(one.split("/"), other.split("/")) + _ends(left, right)
    return 0.95 * common / (2 * max(len(left), len(right)) - 2)


def _ends(one: Sequence[str], other: Sequence[str]) -> int:
    """How many steps two paths have in common at their beginning and at their end, none counted twice."""
    most = min(len(one), len(other))
    front = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        front += 1
    back = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        back += 1
    return min(most, front + back) - 1  # before the first slash is nothing


def same_position(one: Box, other: Box) -> float:
    """How near two boxes are; down the page less is held against it, for what is inserted above moves all below."""
    return 0.5 * exp(-abs(one.x - other.x) / 150) + 0.5 * exp(-abs(one.y - other.y) / 300)


def same_size(one: Box, other: Box) -> float:
    """How alike two boxes are in width and height."""
    return sqrt(_ratio(one.width, other.width) * _ratio(one.height, other.height))


def _ratio(one: float, other: float) -> float:
    one, other = max(one, 1.0), max(other, 1.0)
    return one / other if one < other else other / one
