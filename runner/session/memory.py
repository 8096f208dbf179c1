"""What a walk keeps on disk between runs: its place, what its targets looked like, what it learnt, its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from runner.session.checkpoint import Checkpoints, Write
from runner.session.proof import Pictures
from runner.session.repair import Lessons
from runner.session.sightings import Sightings


@dataclass(frozen=True)
class Memory:
    """The stores; one that is None keeps nothing. Pictures are of one walk, the others of all."""

    checkpoints: Checkpoints | None = None
    sightings: Sightings | None = None
    lessons: Lessons | None = None
    pictures: Pictures | None = None


def memory_in(home: Path, write: Write, account: str | None = None) -> Memory:
    """The stores in the folder of everything the tool writes."""
    return Memory(
        Checkpoints(home / "runs", write, account),
        Sightings(home / "sightings", write),
        Lessons(home / "lessons", write),
    )
