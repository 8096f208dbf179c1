"""What a walk keeps on disk between runs: its place, what its targets looked like, what it learnt, its pictures."""

from __future__ import annotations

from dataclasses import dataclass

from runner.session.checkpoint import Checkpoints
from runner.session.lessons import Lessons
from runner.session.mender import Mender
from runner.session.proof import Pictures
from runner.session.sightings import Sightings


@dataclass(frozen=True)
class Memory:
    """The stores, and who can mend a flow by what was learnt; what is None keeps or offers nothing.

    Pictures are of one walk, the others of all.
    """

    checkpoints: Checkpoints | None = None
    sightings: Sightings | None = None
    lessons: Lessons | None = None
    mender: Mender | None = None
    pictures: Pictures | None = None
