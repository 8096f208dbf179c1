"""Which thing on a page is the one looked for, after a redesign; and when to say that one cannot tell.

Each field of a Pick is weighed by how seldom strangers on this very page agree that well: a text that only one
candidate has says much, a class that fifty have says little. The sum, in nats, is set against the number of candidates,
as in record linkage. `best` answers only if what speaks for the first is far more than what speaks for all others and
for "it is not here any more" together.

Why not always the likeliest: a guess that presses the wrong thing is worse than a question. Knows no browser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import exp, log

from runner.flow.model import Pick, fold
from runner.session import likeness
from runner.session.likeness import words_of

SURE = 0.8  # how much of the belief the first must have; tests/resemblance prints what other values would do
_IMAGINED = 30  # candidates added in thought, so that a page of three things does not make agreement look special
_HIDDEN = 0.85  # part of what it takes to stand out among all candidates that must be made up for before belief
_BESIDE = 1.5  # nats against what stood beside the thing looked for, and so is another
_NO_RIVAL = 8.0  # nats behind, where a candidate no longer counts
_TRANSLATED = 0.7  # how alike any two texts in different languages are
_LACKS = -1.0  # in place of a likeness: only one of the two has the field
_FINE = 50  # steps of likeness told apart
_CLOSE_UP = ("neighbours", "path")  # dear to measure, and seldom enough to make up for all the rest
_REACH = 6.0  # nats these two may make up for
_SAMPLE = 250  # strangers enough to know what is common on this page
_PRESSED = frozenset({"a", "button", "input", "select", "textarea", "summary"})
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


@dataclass(frozen=True)
class Match:
    """A candidate, its place among the candidates, and how much it resembles: 0 not at all, 1 as good as the same."""

    index: int
    pick: Pick
    score: float


@dataclass(frozen=True)
class _Field:
    """How much one field counts.

    `gain` is what an agreement is worth, as part of the surprise it is; `loss` what a disagreement takes, in nats; `lack`
    what it takes that only one of the two has it. `chance` is how often strangers agree by accident, on any page.
    """

    gain: float
    loss: float
    lack: float
    chance: float


# From what redesigns leave alone, by the literature on broken locators and by trying (python -m tests.resemblance):
# texts and addresses last, ids and classes are made anew, places move, and a field to type in never becomes a link.
_FIELDS: dict[str, _Field] = {
    "label": _Field(gain=0.85, loss=2.5, lack=1.5, chance=0.002),
    "alt": _Field(gain=0.4, loss=0.5, lack=0.2, chance=0.002),
    "href": _Field(gain=0.6, loss=1.0, lack=0.4, chance=0.002),
    "id": _Field(gain=0.6, loss=0.4, lack=0.2, chance=0.001),
    "name_attribute": _Field(gain=0.6, loss=1.0, lack=0.4, chance=0.005),
    "class_names": _Field(gain=0.25, loss=0.3, lack=0.1, chance=0.05),
    "tag": _Field(gain=0.5, loss=2.0, lack=0.0, chance=0.3),
    "role": _Field(gain=0.3, loss=0.7, lack=0.2, chance=0.3),
    "kind": _Field(gain=0.4, loss=1.5, lack=0.2, chance=0.3),
    "neighbours": _Field(gain=0.45, loss=0.6, lack=0.2, chance=0.01),
    "position": _Field(gain=0.25, loss=0.6, lack=0.0, chance=0.01),
    "size": _Field(gain=0.2, loss=0.5, lack=0.0, chance=0.05),
    "path": _Field(gain=0.3, loss=0.5, lack=0.0, chance=0.01),
}

_AT_ONCE = tuple(name for name in _FIELDS if name not in _CLOSE_UP)


def rank(wanted: Pick, candidates: Sequence[Pick]) -> list[Match]:
    """All candidates, the one that resembles most first."""
    evidence = _evidence(wanted, candidates)
    against = _against(len(candidates))
    order = sorted(range(len(candidates)), key=lambda at: -evidence[at])
    return [Match(at, candidates[at], _part(evidence[at] - against)) for at in order]


def best(wanted: Pick, candidates: Sequence[Pick]) -> Match | None:
    """The candidate that is the thing looked for, or None: nothing is good enough, or nothing leads clearly."""
    first, belief = likeliest(wanted, candidates)
    return first if belief >= SURE else None


def likeliest(wanted: Pick, candidates: Sequence[Pick]) -> tuple[Match | None, float]:
    """The candidate that resembles most, and from 0 to 1 how much there is to believe that it is the thing itself."""
    if not candidates:
        return None, 0.0
    evidence = _evidence(wanted, candidates)
    first = max(range(len(candidates)), key=evidence.__getitem__)
    against = _against(len(candidates))
    match = Match(first, candidates[first], _part(evidence[first] - against))
    return match, _belief(first, candidates, evidence, against)


def _against(count: int) -> float:
    """What speaks against each of so many candidates before it is looked at."""
    return _HIDDEN * log(count + _IMAGINED)


def _part(nats: float) -> float:
    """Evidence as a number from 0 to 1."""
    return 1 / (1 + exp(-max(-700.0, nats)))


def _belief(first: int, candidates: Sequence[Pick], evidence: Sequence[float], against: float) -> float:
    """The first one's part of all belief: its rivals have the rest, and that it is not on the page at all.

    What lies in it, or around it, and shows the same is no rival: pressing either presses both, so their parts add up.
    """
    lead = evidence[first]
    own, rest = 1.0, exp(min(700.0, against - lead))
    for at, candidate in enumerate(candidates):
        if at == first or evidence[at] < lead - _NO_RIVAL:
            continue
        if is_nested(candidates[first], candidate):
            own += exp(evidence[at] - lead)
        else:
            rest += exp(evidence[at] - lead) * (0.5 if _leads_to_the_same(candidates[first], candidate) else 1.0)
    return own / (own + rest)


def _leads_to_the_same(one: Pick, other: Pick) -> bool:
    """Two links of one name to one address: to take one for the other would be half a mistake."""
    if not one.href or not other.href or _label(one) != _label(other):
        return False
    return likeness.same_address(likeness.address_of(one.href), likeness.address_of(other.href)) == 1.0


def is_nested(one: Pick, other: Pick) -> bool:
    """Whether one lies in the other and shows the same, as the span in a link does."""
    outer, inner = sorted((one, other), key=lambda pick: len(pick.path))
    if not outer.path or not inner.path.startswith(outer.path + "/"):
        return False
    return _label(one) == _label(other) or (bool(one.href) and one.href == other.href) or _overlap(one, other) > 0.6


def _overlap(one: Pick, other: Pick) -> float:
    """The area two boxes share, as part of what both cover."""
    if one.box is None or other.box is None:
        return 0.0
    a, b = one.box, other.box
    wide = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    high = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / (a.width * a.height + b.width * b.height - wide * high)


def _label(pick: Pick) -> str:
    return words_of(pick.text or pick.name).text


# --- weighing ---------------------------------------------------------------------------------------------------------


def _evidence(wanted: Pick, candidates: Sequence[Pick]) -> list[float]:
    """What speaks for each candidate, in nats, all fields together."""
    page = _Wanted(wanted, candidates)
    total = [0.01 * (one.tag in _PRESSED) for one in candidates]
    everyone = range(len(candidates))
    for name in _AT_ONCE:
        _weigh(_FIELDS[name], [_MEASURES[name](page, one) for one in candidates], everyone, total)
    close = _close(total)
    page.look_around([candidates[at].neighbours for at in close])
    for name in _CLOSE_UP:
        _weigh(_FIELDS[name], [_MEASURES[name](page, candidates[at]) for at in close], close, total)
    for at in close:
        total[at] -= _BESIDE * page.stood_beside(candidates[at])
    return total


def _close(total: Sequence[float]) -> Sequence[int]:
    """Those still worth a closer look, and some strangers to hold them against; the others only fall back."""
    if len(total) <= _SAMPLE:
        return range(len(total))
    least = max(total) - _REACH
    every = len(total) // _SAMPLE
    return [at for at, nats in enumerate(total) if nats >= least or at % every == 0]


def _weigh(field: _Field, alike: Sequence[float | None], places: Sequence[int], total: list[float]) -> None:
    """Adds what one field says of each of these candidates."""
    steps = [None if one is None else round(one * _FINE) for one in alike]
    counts = Counter(steps)
    if counts.keys() <= {None}:
        return
    nats: dict[int | None, float] = {None: 0.0, -_FINE: -field.lack, 0: -field.loss}
    as_good = 0
    for step in sorted([step for step in counts if step and step > 0], reverse=True):
        as_good += counts[step]
        nats[step] = _nats(field, step / _FINE, as_good, len(steps))
    for at, step in zip(places, steps, strict=True):
        total[at] += nats[step]


def _nats(field: _Field, alike: float, as_good: int, count: int) -> float:
    """What a likeness says that so many of all candidates reach: its surprise, less what is missing to the full."""
    strangers = (as_good + _IMAGINED * field.chance**alike) / (count + _IMAGINED)
    return field.gain * alike**2 * -log(strangers) - field.loss * (1 - alike)


def _worth(words: Iterable[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much each word says: 1 where few have it, less the more do; little for numbers."""
    counts = Counter(chain.from_iterable([bag.intersection(words) for bag in bags]))
    most = log(1 + len(bags))
    return {
        word: max(0.05, log((1 + len(bags)) / (1 + counts[word])) / most if most else 1.0)
        * (0.3 if word.isdecimal() else 1.0)
        for word in words
    }


def _one_sided(one: object, other: object) -> float | None:
    return _LACKS if one or other else None


class _Wanted:
    """What is looked for, taken apart, and how alike a candidate is in each field."""

    def __init__(self, pick: Pick, candidates: Sequence[Pick]) -> None:
        self.pick = pick
        self.name, self.text = words_of(pick.name), words_of(pick.text)
        self.called = self.text if self.text.text else self.name if self.name.text else words_of(pick.alt)
        self.words = self.name.words | self.text.words | words_of(pick.alt).words
        self.worth = _worth(self.words, [words_of(one.text or one.name).words for one in candidates])
        self.address = likeness.address_of(pick.href)
        self.beside = {words_of(text).text for text in pick.neighbours}
        self.around = likeness.bag_of(pick.neighbours) - self.words
        self.around_worth: dict[str, float] = {}

    def look_around(self, neighbours: Sequence[tuple[str, ...]]) -> None:
        """Learns what words around it are worth, from the neighbours of others."""
        if self.around:
            self.around_worth = _worth(self.around, [likeness.bag_of(texts) for texts in neighbours])

    def label(self, other: Pick) -> float | None:
        """What they are called; in another language a text that differs says little."""
        alike = self._called_alike(other)
        return max(alike, _TRANSLATED) if alike is not None and alike >= 0 and self._is_translated(other) else alike

    def _is_translated(self, other: Pick) -> bool:
        one, two = self.pick.language, other.language
        return bool(one and two) and one != two and one.partition("-")[0] != two.partition("-")[0]

    def _called_alike(self, other: Pick) -> float | None:
        """Name against name and text against text; the one against the other where there is no such pair."""
        if other.text and self.text.text:
            alike = likeness.same_text(self.text, words_of(other.text), self.worth)
            if not other.name or not self.name.text or (other.name == other.text and self.name == self.text):
                return alike
            return (alike + likeness.same_text(self.name, words_of(other.name), self.worth)) / 2
        if other.name and self.name.text:
            return likeness.same_text(self.name, words_of(other.name), self.worth)
        called = other.text or other.name or other.alt
        if not self.called.text or not called:
            return _one_sided(self.called.text, called)
        return likeness.same_text(self.called, words_of(called), self.worth)

    def alt(self, other: Pick) -> float | None:
        """The texts of pictures."""
        if not self.pick.alt or not other.alt:
            return _one_sided(self.pick.alt, other.alt)
        return likeness.same_text(words_of(self.pick.alt), words_of(other.alt), self.worth)

    def href(self, other: Pick) -> float | None:
        """The addresses they lead to."""
        if not self.address:
            return _one_sided(None, other.href)
        address = likeness.address_of(other.href) if other.href else None
        return likeness.same_address(self.address, address) if address else _LACKS

    def id(self, other: Pick) -> float | None:
        """The ids."""
        return _same_id(self.pick.id, other.id)

    def name_attribute(self, other: Pick) -> float | None:
        """The names of fields in a form."""
        return _same_id(self.pick.name_attribute, other.name_attribute)

    def class_names(self, other: Pick) -> float | None:
        """The class names."""
        one, two = self.pick.class_names, other.class_names
        return likeness.same_classes(one, two) if one and two else _one_sided(one, two)

    def neighbours(self, other: Pick) -> float | None:
        """The words around, its own left out."""
        if not self.around or not other.neighbours:
            return _one_sided(self.around, other.neighbours)
        if self._is_translated(other):
            return None
        return likeness.shared_words(self.around, likeness.bag_of(other.neighbours), self.around_worth)

    def position(self, other: Pick) -> float | None:
        """Where they are drawn."""
        return likeness.same_position(self.pick.box, other.box) if self.pick.box and other.box else None

    def size(self, other: Pick) -> float | None:
        """How large they are drawn."""
        return likeness.same_size(self.pick.box, other.box) if self.pick.box and other.box else None

    def path(self, other: Pick) -> float | None:
        """Where they are in the page's tree."""
        return likeness.same_path(self.pick.path, other.path) if self.pick.path and other.path else None

    def stood_beside(self, other: Pick) -> bool:
        """Whether this is one of those that the thing looked for stood beside, or now stands beside it."""
        called = words_of(other.text or other.name)
        if called.text in self.beside or self._is_told_of(other.neighbours):
            return bool(called.text) and likeness.same_text(self.called, called, self.worth) <= 0.5
        return False

    def _is_told_of(self, neighbours: tuple[str, ...]) -> bool:
        if not self.called.words or not self.called.words <= likeness.bag_of(neighbours):
            return False
        return any(fold(text) == self.called.text for text in neighbours)


def _same_id(one: str, other: str) -> float | None:
    return likeness.same_id(one, other) if one and other else _one_sided(one, other)


def _same_sort(one: str, other: str) -> float | None:
    """Tags, roles and kinds of input: the same, or what a redesign makes of one another."""
    if not one or not other:
        return _one_sided(one, other)
    if one == other:
        return 1.0
    first, second = sorted((_SORT_OF.get(one, one), _SORT_OF.get(other, other)))
    return _BETWEEN.get((first, second), 0.0)


_MEASURES: dict[str, Callable[[_Wanted, Pick], float | None]] = {
    "label": _Wanted.label,
    "alt": _Wanted.alt,
    "href": _Wanted.href,
    "id": _Wanted.id,
    "name_attribute": _Wanted.name_attribute,
    "class_names": _Wanted.class_names,
    "tag": lambda wanted, other: _same_sort(wanted.pick.tag, other.tag),
    "role": lambda wanted, other: _same_sort(wanted.pick.role, other.role),
    "kind": lambda wanted, other: _same_sort(wanted.pick.kind, other.kind),
    "neighbours": _Wanted.neighbours,
    "position": _Wanted.position,
    "size": _Wanted.size,
    "path": _Wanted.path,
}
