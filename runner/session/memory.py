"""What a walk keeps on disk between runs: its place, what its targets looked like, what it learnt, its pictures."""

from __future__ import annotations

from dataclasses import dataclass

from runner.session.checkpoint import Checkpoints
from runner.session.fingerprints import Fingerprints
from runner.session.learned import LearnedStore
from runner.session.mender import Mender
from runner.session.proof import Pictures


@dataclass(frozen=True)
class Memory:
    """The stores, and who can mend a flow by what was learnt; what is None keeps or offers nothing.

    Pictures are of one walk, the others of all. `own` are the person's values, which are never written into a flow.
    """

    checkpoints: Checkpoints | None = None
    fingerprints: Fingerprints | None = None
    lessons: LearnedStore | None = None
    mender: Mender | None = None
    pictures: Pictures | None = None
    own: frozenset[str] = frozenset()
