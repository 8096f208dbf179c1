"""Which thing on a page is the one looked for, after a redesign; and when to say that one cannot tell.

`best` answers only if what speaks for the first (weights.py) is far more than what speaks for all others, and for "it
is not here any more", together. Why not always the likeliest: a guess that presses the wrong thing is worse than a
question. Knows no browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, hypot

from runner.flow.model import Pick
from runner.session import similarity
from runner.session.similarity import words_of
from runner.session.weights import evidence

SURE = 0.75  # how much of the belief the first must have; tests/resemblance prints what other values would do
_NO_RIVAL = 8.0  # nats behind, where a candidate no longer counts
_CALLED_ALIKE = 0.45  # of the likeness of two texts; “Privacy Center” and “Privacy & safety” have 0.5
_SAME_PLACE = 0.8  # of the likeness of two addresses, or two ids
_SAME_NEIGHBOURS = 0.5  # of the words around
_AGAINST = 0.02  # by how much a twin may be nearer in the page before its place speaks for it
_CLOSER = 4.0  # nats for standing among all the words looked for, where a twin stands among none of them
_IN_ITS_PLACE = 0.3  # of these, for the very place among the same words, where twins differ in nothing else
_HALF = 0.5  # of a rival: to take one for the other would be half a mistake


@dataclass(frozen=True)
class Match:
    """A candidate, its place among the candidates, and how much it resembles: 0 not at all, 1 as good as the same."""

    index: int
    pick: Pick
    score: float


def rank(wanted: Pick, candidates: Sequence[Pick]) -> list[Match]:
    """All candidates, the one that resembles most first."""
    nats = evidence(wanted, candidates)
    order = sorted(range(len(candidates)), key=lambda at: -nats[at])
    return [Match(at, candidates[at], _part(nats[at])) for at in order]


def best(wanted: Pick, candidates: Sequence[Pick]) -> Match | None:
    """The candidate that is the thing looked for, or None: nothing is good enough, or nothing leads clearly."""
    first, belief = likeliest(wanted, candidates)
    return first if belief >= SURE and first and has_grounds(wanted, first.pick) else None


def likeliest(wanted: Pick, candidates: Sequence[Pick]) -> tuple[Match | None, float]:
    """The candidate that resembles most, and from 0 to 1 how much there is to believe that it is the thing itself."""
    if not candidates:
        return None, 0.0
    nats = evidence(wanted, candidates)
    first = max(range(len(candidates)), key=nats.__getitem__)
    return Match(first, candidates[first], _part(nats[first])), _belief(wanted, first, candidates, nats)


def has_grounds(wanted: Pick, pick: Pick) -> bool:
    """Whether anything lasting is the same: what it is called, where it leads, or how the page's authors call it.

    Without that, a thing of the same make in the same corner is no likeness: “Log in” is never “Deutsch”. What has
    kept its place to the last step, among the same neighbours, may have any name.
    """
    if _called_alike(wanted, pick) >= _CALLED_ALIKE:
        return True
    if (
        similarity.same_address(similarity.address_of(wanted.href), similarity.address_of(pick.href)) or 0
    ) >= _SAME_PLACE:
        return True
    own = ((wanted.id, pick.id), (wanted.name_attribute, pick.name_attribute))
    if any(one and other and (similarity.same_id(one, other) or 0) >= _SAME_PLACE for one, other in own):
        return True
    return _stands_where_it_stood(wanted, pick)


def _called_alike(wanted: Pick, pick: Pick) -> float:
    ours, theirs = ([words_of(text) for text in (one.name, one.text, one.alt) if text] for one in (wanted, pick))
    return max(
        (
            similarity.same_text(one, other, dict.fromkeys(one.words | other.words, 1.0))
            for one in ours
            for other in theirs
        ),
        default=0.0,
    )


def _stands_where_it_stood(wanted: Pick, pick: Pick) -> bool:
    if not wanted.path or similarity.same_path(wanted.path, pick.path) < 1.0 or wanted.role != pick.role:
        return False
    return _around(wanted, pick) >= _SAME_NEIGHBOURS


def _around(wanted: Pick, pick: Pick) -> float:
    """How much of the words around the one is around the other, each word alike."""
    ours, theirs = similarity.bag_of(wanted.neighbours), similarity.bag_of(pick.neighbours)
    return similarity.shared_words(ours, theirs, dict.fromkeys(ours | theirs, 1.0))


def _part(nats: float) -> float:
    """Evidence as a number from 0 to 1."""
    return 1 / (1 + exp(-nats))


def _belief(wanted: Pick, first: int, candidates: Sequence[Pick], nats: Sequence[float]) -> float:
    """The first one's part of all belief: its rivals have the rest, and that it is not on the page at all.

    What lies in it, or around it, and shows the same is no rival: pressing either presses both, so their parts add up.
    """
    best = candidates[first]
    lead = nats[first]
    own, rest = 1.0, exp(-lead)
    for at, candidate in enumerate(candidates):
        if at == first or nats[at] < lead - _NO_RIVAL:
            continue
        if is_nested(candidates[first], candidate):
            own += exp(nats[at] - lead)
        else:
            behind = nats[at] - lead - _CLOSER * closer(wanted, best, candidate)
            rest += exp(behind) * (_HALF if leads_to_the_same(best, candidate) else 1.0)
    return own / (own + rest)


def closer(wanted: Pick, one: Pick, twin: Pick) -> float:
    """From 0 to 1, how much more the words around speak for the one than for a twin of it, which is called the same.

    Rows of a list and cards of a page have the same names, classes and addresses, so that only what stands beside them
    tells them apart; held against the whole page, that seems to be little. Nothing, where their places say otherwise.
    """
    if _label(one) != _label(twin) or one.role != twin.role or not wanted.neighbours:
        return 0.0
    around = _around(wanted, one)
    ahead = around - _around(wanted, twin)
    nearer = _way(wanted, one) - _way(wanted, twin)
    if around < _SAME_NEIGHBOURS or ahead < 0 or nearer < -_AGAINST:
        return 0.0
    in_place = nearer > _AGAINST and _distance(wanted, one) <= _distance(wanted, twin)
    return max(ahead, _IN_ITS_PLACE * in_place)


def _way(wanted: Pick, pick: Pick) -> float:
    return similarity.same_path(wanted.path, pick.path) if wanted.path and pick.path else 0.0


def _distance(wanted: Pick, pick: Pick) -> float:
    """How far from where it was drawn, in pixels; 0 where that is not known."""
    if wanted.box is None or pick.box is None:
        return 0.0
    return hypot(wanted.box.x - pick.box.x, wanted.box.y - pick.box.y)


def leads_to_the_same(one: Pick, other: Pick) -> bool:
    """Whether these are two links of one name to one address."""
    if not one.href or not other.href or _label(one) != _label(other):
        return False
    return similarity.same_address(similarity.address_of(one.href), similarity.address_of(other.href)) == 1.0


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
