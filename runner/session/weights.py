"""What speaks for each thing on a page to be the one looked for, in nats, field by field.

Each field of a Pick is weighed by how seldom strangers on this very page agree that well: a text that only one
candidate has says much, a class that fifty have says little. As in record linkage, the sum is set against how many
candidates there are. Knows how much a field counts; how alike two values are is similarity.py's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

from runner.flow.model import Pick, fold
from runner.session import similarity
from runner.session.similarity import Words, words_of

_IMAGINED = 30  # candidates added in thought, so that a page of three things does not make agreement look special
_HIDDEN = 0.7  # part of what standing out among all candidates takes that speaks against each before it is looked at
_UNCHANGED = 3.0  # nats for what is the same to the last field, its place in the page among them
_NAME_KEPT = 1.0  # nats for the only thing on the page that has kept its name to the letter, whatever else is new
_SHORTEST_NAME = 3  # letters; “1”, “OK” and “›” are on any page
_BESIDE = 1.8  # nats against what stood beside the thing looked for, and so is another
_TRANSLATED = 0.7  # how alike any two texts in different languages are
_NAMELESS = 0.8  # how alike two things are that are both called nothing, as pictures to press are
_LACKS = -1.0  # in place of a likeness: only one of the two has the field
_STEEP = 1.75  # how much faster the worth of an agreement falls than the likeness
_FINE = 50  # steps of likeness told apart
_AT_ONCE = ("label", "href", "id", "name_attribute", "tag", "role", "kind")
_REACH = 9.0  # nats that all the other fields may make up for
_CLOSEST = 400  # candidates that get a closer look at most
_SAMPLE = 200  # strangers enough to know what is common on this page
_PRESSED = frozenset({"a", "button", "input", "select", "textarea", "summary"})


@dataclass(frozen=True)
class _Field:
    """How much one field counts.

    `gain` is what an agreement is worth, as part of the surprise it is; `loss` what a disagreement takes, in nats;
    `lack` what it takes that only one of the two has it. `chance` is how often strangers agree by accident.
    """

    gain: float
    loss: float
    lack: float
    chance: float


# From what redesigns leave alone, by the literature on broken locators and by trying (python -m tests.resemblance):
# texts and addresses last, ids and classes are made anew, places move, and a field to type in never becomes a link.
_FIELDS: dict[str, _Field] = {
    "label": _Field(gain=1.1, loss=2.0, lack=1.5, chance=0.002),
    "alt": _Field(gain=0.4, loss=0.5, lack=0.2, chance=0.002),
    "href": _Field(gain=0.8, loss=0.8, lack=0.4, chance=0.002),
    "id": _Field(gain=0.6, loss=0.4, lack=0.2, chance=0.001),
    "name_attribute": _Field(gain=0.6, loss=1.0, lack=0.4, chance=0.005),
    "class_names": _Field(gain=0.25, loss=0.3, lack=0.1, chance=0.05),
    "tag": _Field(gain=0.5, loss=2.0, lack=0.0, chance=0.3),
    "role": _Field(gain=0.3, loss=0.7, lack=0.2, chance=0.3),
    "kind": _Field(gain=0.4, loss=1.5, lack=0.2, chance=0.3),
    "neighbours": _Field(gain=0.45, loss=0.45, lack=0.2, chance=0.01),
    "position": _Field(gain=0.25, loss=0.6, lack=0.0, chance=0.01),
    "size": _Field(gain=0.25, loss=0.4, lack=0.0, chance=0.05),
    "path": _Field(gain=0.3, loss=0.5, lack=0.0, chance=0.005),
}

_CLOSE_UP = tuple(name for name in _FIELDS if name not in _AT_ONCE)


def evidence(wanted: Pick, candidates: Sequence[Pick]) -> list[float]:
    """What speaks for each candidate, all fields together: above 0 it is rather the thing than not."""
    page = _Wanted(wanted, candidates)
    before = -_HIDDEN * log(len(candidates) + _IMAGINED)
    total = [before + 0.01 * (one.tag in _PRESSED) for one in candidates]
    everyone = range(len(candidates))
    for name in _AT_ONCE:
        _weigh(_FIELDS[name], [_MEASURES[name](page, one) for one in candidates], everyone, total)
    close = _close(total)
    page.look_around([candidates[at].neighbours for at in close])
    for name in _CLOSE_UP:
        _weigh(_FIELDS[name], [_MEASURES[name](page, candidates[at]) for at in close], close, total)
    for at in close:
        total[at] -= _BESIDE * page.stood_beside(candidates[at])
        total[at] += _UNCHANGED * (wanted.path != "" and candidates[at] == wanted)
    for at in _only_one_so_called(page, candidates, close):
        total[at] += _NAME_KEPT
    return total


def _only_one_so_called(page: _Wanted, candidates: Sequence[Pick], close: Sequence[int]) -> Sequence[int]:
    """The thing that alone has the name looked for, with what lies in it; nothing, where two have it.

    A name of a few letters or of a number is no name here, and neither is one on what could never be the thing.
    """
    if len(page.called.letters) < _SHORTEST_NAME or page.called.letters.isdecimal() or not page.pick.tag:
        return ()
    found = [at for at in close if words_of(candidates[at].text or candidates[at].name).text == page.called.text]
    outer = min((candidates[at].path for at in found), key=len, default="")
    if not outer or any(not f"{candidates[at].path}/".startswith(f"{outer}/") for at in found):
        return ()
    return [
        at for at in found if similarity.same_sort(page.pick.tag, candidates[at].tag) and page.may_stand(candidates[at])
    ]


def _close(total: Sequence[float]) -> Sequence[int]:
    """Those still worth a closer look, and some strangers to hold them against; the others only fall back."""
    if len(total) <= _CLOSEST:
        return range(len(total))
    least = max(max(total) - _REACH, sorted(total)[-_CLOSEST])
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
    for reached in sorted([step for step in counts if step is not None and step > 0], reverse=True):
        as_good += counts[reached]
        nats[reached] = _nats(field, reached / _FINE, as_good, len(steps))
    for at, step in zip(places, steps, strict=True):
        total[at] += nats[step]


def _nats(field: _Field, alike: float, as_good: int, count: int) -> float:
    """What a likeness says that so many of all candidates reach: its surprise, less what is missing to the full."""
    strangers = (as_good + _IMAGINED * field.chance**alike) / (count + _IMAGINED)
    surprise = -log(strangers) * float(alike**_STEEP)
    return field.gain * surprise - field.loss * (1 - alike)


def _worth(words: Iterable[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much each word says: 1 where few have it, less the more do; little for numbers."""
    counts = Counter(chain.from_iterable([bag.intersection(words) for bag in bags]))
    most = log(1 + len(bags))
    return {
        word: max(0.05, log((1 + len(bags)) / (1 + counts[word])) / most if most else 1.0)
        * (0.3 if word.isdecimal() else 1.0)
        for word in words
    }


class _Wanted:
    """What is looked for, taken apart, and how alike a candidate is in each field."""

    def __init__(self, pick: Pick, candidates: Sequence[Pick]) -> None:
        self.pick = pick
        self.is_sighted = bool(pick.path or pick.box)  # else it is known by hearsay: what it lacks was never looked at
        self.name, self.text = words_of(pick.name), words_of(pick.text)
        self.called = self.text if self.text.text else self.name if self.name.text else words_of(pick.alt)
        self.words = self.name.words | self.text.words | words_of(pick.alt).words
        self.worth = _worth(self.words, [words_of(one.text or one.name).words for one in candidates])
        self.address = similarity.address_of(pick.href)
        self.beside = {words_of(text).text for text in pick.neighbours}
        # Where all that stands around is told as one text, a name of more than a word counts as a part of it.
        self.told_together = f" {next(iter(self.beside))} " if len(pick.neighbours) == 1 else ""
        self.around = similarity.bag_of(pick.neighbours) - self.words
        self.around_worth: dict[str, float] = {}

    def look_around(self, neighbours: Sequence[tuple[str, ...]]) -> None:
        """Learns what words around it are worth, from the neighbours of others."""
        if self.around:
            self.around_worth = _worth(self.around, [similarity.bag_of(texts) for texts in neighbours])

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
            alike = similarity.same_text(self.text, words_of(other.text), self.worth)
            if not other.name or not self.name.text or (other.name == other.text and self.name == self.text):
                return alike
            return (alike + similarity.same_text(self.name, words_of(other.name), self.worth)) / 2
        if other.name and self.name.text:
            return similarity.same_text(self.name, words_of(other.name), self.worth)
        called = other.text or other.name or other.alt
        if not self.called.text and not called:
            return _NAMELESS if self.is_sighted else None
        if not self.called.text or not called:
            return self._one_sided(self.called.text, called)
        return similarity.same_text(self.called, words_of(called), self.worth)

    def alt(self, other: Pick) -> float | None:
        """The texts of pictures."""
        if not self.pick.alt or not other.alt:
            return self._one_sided(self.pick.alt, other.alt)
        return similarity.same_text(words_of(self.pick.alt), words_of(other.alt), self.worth)

    def href(self, other: Pick) -> float | None:
        """The addresses they lead to."""
        address = similarity.address_of(other.href) if other.href else None
        if not self.address or not address:
            return self._one_sided(self.address, address)
        return similarity.same_address(self.address, address)

    def id(self, other: Pick) -> float | None:
        """The ids."""
        return self._same(similarity.same_id, self.pick.id, other.id)

    def name_attribute(self, other: Pick) -> float | None:
        """The names of fields in a form."""
        return self._same(similarity.same_id, self.pick.name_attribute, other.name_attribute)

    def class_names(self, other: Pick) -> float | None:
        """The class names."""
        one, two = self.pick.class_names, other.class_names
        return similarity.same_classes(one, two) if one and two else self._one_sided(one, two)

    def tag(self, other: Pick) -> float | None:
        """What they are made of."""
        return self._same(similarity.same_sort, self.pick.tag, other.tag)

    def role(self, other: Pick) -> float | None:
        """What they are to a screen reader."""
        return self._same(similarity.same_sort, self.pick.role, other.role)

    def kind(self, other: Pick) -> float | None:
        """What kind of input they are."""
        return self._same(similarity.same_sort, self.pick.kind, other.kind)

    def neighbours(self, other: Pick) -> float | None:
        """The words around, its own left out."""
        if not self.around or not other.neighbours:
            return self._one_sided(self.around, other.neighbours)
        if self._is_translated(other):
            return None
        return similarity.shared_words(self.around, similarity.bag_of(other.neighbours), self.around_worth)

    def position(self, other: Pick) -> float | None:
        """Where they are drawn."""
        return similarity.same_position(self.pick.box, other.box) if self.pick.box and other.box else None

    def size(self, other: Pick) -> float | None:
        """How large they are drawn."""
        return similarity.same_size(self.pick.box, other.box) if self.pick.box and other.box else None

    def path(self, other: Pick) -> float | None:
        """Where they are in the page's tree."""
        return similarity.same_path(self.pick.path, other.path) if self.pick.path and other.path else None

    def may_stand(self, other: Pick) -> bool:
        """Whether the words around do not speak against it: of two rows that say “Edit”, one may be gone."""
        if not self.around or not other.neighbours or self._is_translated(other):
            return True
        return not self.around.isdisjoint(similarity.bag_of(other.neighbours))

    def stood_beside(self, other: Pick) -> bool:
        """Whether this is one of those that the thing looked for stood beside, or now stands beside it."""
        called = words_of(other.text or other.name)
        if called.text in self.beside or self._was_told(called) or self._is_told_of(other.neighbours):
            return bool(called.text) and similarity.same_text(self.called, called, self.worth) <= 0.5
        return False

    def _was_told(self, called: Words) -> bool:
        return len(called.words) > 1 and f" {called.text} " in self.told_together

    def _is_told_of(self, neighbours: tuple[str, ...]) -> bool:
        if not self.called.words or not self.called.words <= similarity.bag_of(neighbours):
            return False
        return any(fold(text) == self.called.text for text in neighbours)

    def _same(self, measure: Callable[[str, str], float | None], one: str, other: str) -> float | None:
        return measure(one, other) if one and other else self._one_sided(one, other)

    def _one_sided(self, one: object, other: object) -> float | None:
        return _LACKS if one or (other and self.is_sighted) else None


_MEASURES: dict[str, Callable[[_Wanted, Pick], float | None]] = {
    "label": _Wanted.label,
    "alt": _Wanted.alt,
    "href": _Wanted.href,
    "id": _Wanted.id,
    "name_attribute": _Wanted.name_attribute,
    "class_names": _Wanted.class_names,
    "tag": _Wanted.tag,
    "role": _Wanted.role,
    "kind": _Wanted.kind,
    "neighbours": _Wanted.neighbours,
    "position": _Wanted.position,
    "size": _Wanted.size,
    "path": _Wanted.path,
}
