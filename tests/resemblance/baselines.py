"""What ours is held against: always answering by Similo's weights, and the first locator that is still unique.

Similo: Nass and others, Similarity-based Web Element Localization for Robust Test Automation (2023), with the weights
and measures published there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import hypot

from runner.flow.model import Box, Pick

FIELDS: tuple[Callable[[Pick], object], ...] = (
    lambda pick: pick.id,
    lambda pick: pick.name_attribute,
    lambda pick: pick.href,
    lambda pick: pick.text or pick.name,
    lambda pick: pick.class_names,
    lambda pick: pick.path,
)


def first_unique(wanted: Pick, candidates: Sequence[Pick]) -> int | None:
    """The first of id, name, address, text, class and path that exactly one candidate shares."""
    for field in FIELDS:
        if value := field(wanted):
            found = [at for at, one in enumerate(candidates) if field(one) == value]
            if len(found) == 1:
                return found[0]
    return None


def similo(wanted: Pick, candidates: Sequence[Pick]) -> int | None:
    """The candidate of the highest weighted sum; it always answers.

    What is quick to compare comes first; the rest is measured only of those it could still lift to the top.
    """
    quick = [_quick(wanted, one) for one in candidates]
    best, top = None, -1.0
    for at in sorted(range(len(candidates)), key=lambda at: -quick[at]):
        if quick[at] + SLOW <= top:
            break
        if (score := quick[at] + _slow(wanted, candidates[at])) > top:
            best, top = at, score
    return best


SLOW = 0.5 * 4 + 1.5  # the most that class, address, picture, path and text add


def _quick(one: Pick, other: Pick) -> float:
    score = 1.5 * (one.tag == other.tag) + 0.5 * (_is_button(one) == _is_button(other))
    score += 1.5 * _same(one.name_attribute, other.name_attribute) + 1.5 * _same(one.id, other.id)
    score += 1.5 * _words(" ".join(one.neighbours), " ".join(other.neighbours))
    return score + (_boxes(one.box, other.box) if one.box and other.box else 0.0)


def _slow(one: Pick, other: Pick) -> float:
    score = 0.5 * letters_alike(" ".join(one.class_names), " ".join(other.class_names))
    score += 0.5 * letters_alike(one.href, other.href) + 0.5 * letters_alike(one.alt, other.alt)
    score += 0.5 * letters_alike(one.path, other.path)
    return score + 1.5 * letters_alike((one.text or one.name).casefold(), (other.text or other.name).casefold())


def _boxes(one: Box, other: Box) -> float:
    """Location within 100 pixels, area, and shape; half a point each."""
    near = max(0.0, 1 - hypot(one.x - other.x, one.y - other.y) / 100)
    areas = sorted((max(1, one.width * one.height), max(1, other.width * other.height)))
    shapes = sorted((max(1, one.width) / max(1, one.height), max(1, other.width) / max(1, other.height)))
    return 0.5 * (near + areas[0] / areas[1] + shapes[0] / shapes[1])


def _is_button(pick: Pick) -> bool:
    return (
        pick.tag in ("a", "button") or pick.kind in ("button", "submit", "reset") or "btn" in " ".join(pick.class_names)
    )


def _same(one: str, other: str) -> float:
    return float(bool(one) and one == other)


def _words(one: str, other: str) -> float:
    left, right = set(one.casefold().split()), set(other.casefold().split())
    return len(left & right) / max(len(left), len(right)) if left and right else 0.0


@lru_cache(200_000)
def letters_alike(one: str, other: str) -> float:
    """One less the edit distance as part of the longer text (Myers 1999: a column of the table is one number)."""
    if not one or not other:
        return 0.0
    if len(one) > len(other):
        one, other = other, one
    places: dict[str, int] = {}
    for at, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << at
    last, up, down, distance = 1 << (len(one) - 1), (1 << len(one)) - 1, 0, len(one)
    full = up
    for letter in other:
        here = places.get(letter, 0)
        across = (((here & up) + up) ^ up) | here
        more, less = down | ~(across | up) & full, up & across
        distance += bool(more & last) - bool(less & last)
        more, less = more << 1 | 1, less << 1
        keep = here | down
        up, down = (less | ~(keep | more)) & full, more & keep & full
    return 1 - distance / len(other)
