"""Placeholder until the real one lands."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from runner.flow.model import Pick


@dataclass(frozen=True)
class Match:
    """A candidate and how well it resembles."""

    index: int
    pick: Pick
    score: float


def rank(wanted: Pick, candidates: Sequence[Pick]) -> list[Match]:
    """Best first."""
    found = [
        Match(at, one, difflib.SequenceMatcher(None, wanted.name.lower(), one.name.lower()).ratio())
        for at, one in enumerate(candidates)
    ]
    return sorted(found, key=lambda match: -match.score)


def best(wanted: Pick, candidates: Sequence[Pick]) -> Match | None:
    """The one that is meant, or None."""
    ranked = rank(wanted, candidates)
    if not ranked or ranked[0].score < 0.6 or (len(ranked) > 1 and ranked[1].score > ranked[0].score - 0.1):
        return None
    return ranked[0]
