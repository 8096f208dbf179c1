"""Two changes of one text put together: line by line, to the byte outside of where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Side = Literal["mine", "theirs"]


@dataclass(frozen=True)
class Merged:
    """What came of a merge: the text with mine where the two contradict each other, and with theirs.

    The two are the same where `conflicts`, the number of such places, is 0.
    """

    with_mine: str
    with_theirs: str
    conflicts: int = 0

    def text(self, side: Side) -> str:
        """The text with one side where the two contradict each other."""
        return self.with_mine if side == "mine" else self.with_theirs


class _Change(NamedTuple):
    """Lines of the base, from `start` to before `end`, and what one side has in their place."""

    start: int
    end: int
    lines: list[str]


_Changes = list[_Change]


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Both changes of `base`; one that both have made counts once. Changes that touch each other contradict."""
    lines = base.splitlines(keepends=True)
    sides = [_changes(lines, text.splitlines(keepends=True)) for text in (mine, theirs)]
    with_mine, with_theirs, conflicts, at = list[str](), list[str](), 0, 0
    for start, end, (my, their) in _groups(*sides):
        mine_here, theirs_here = (_with(lines, start, end, one) for one in (my, their))
        is_conflict = bool(my) and bool(their) and mine_here != theirs_here
        with_mine += lines[at:start] + (mine_here if my else theirs_here)
        with_theirs += lines[at:start] + (theirs_here if their else mine_here)
        conflicts, at = conflicts + is_conflict, end
    return Merged("".join(with_mine + lines[at:]), "".join(with_theirs + lines[at:]), conflicts)


def _changes(base: Sequence[str], side: Sequence[str]) -> _Changes:
    codes = SequenceMatcher(None, base, side, autojunk=False).get_opcodes()
    return [_Change(i, j, [*side[k:n]]) for what, i, j, k, n in codes if what != "equal"]


def _groups(
    mine: list[_Change], theirs: list[_Change]
) -> Iterator[tuple[int, int, tuple[list[_Change], list[_Change]]]]:
    """Changes of both that touch each other, with the lines of the base that they are about."""
    left = (list(mine), list(theirs))
    while left[0] or left[1]:
        start = min(side[0].start for side in left if side)
        end, taken = start, (_Changes(), _Changes())
        while touching := [at for at, side in enumerate(left) if side and side[0].start <= end]:
            one = left[touching[0]].pop(0)
            taken[touching[0]].append(one)
            end = max(end, one.end)
        yield start, end, taken


def _with(base: Sequence[str], start: int, end: int, changes: Sequence[_Change]) -> list[str]:
    found: list[str] = []
    for one in changes:
        found += [*base[start : one.start], *one.lines]
        start = one.end
    return [*found, *base[start:end]]
