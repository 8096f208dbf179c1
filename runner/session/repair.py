"""What a session learnt about a flow whose service has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from runner.flow.model import Pick

Write = Callable[[Path, bytes], None]


@dataclass(frozen=True)
class Lesson:
    """One thing learnt."""

    flow: str
    path: str
    digest: str
    loc: tuple[str | int, ...]
    way: Literal["renamed", "inserted", "dropped"]
    pick: Pick | None = None
    date: str = ""


class Lessons:
    """What was learnt."""

    def __init__(self, folder: Path, write: Write) -> None:
        self.kept: list[Lesson] = []

    def add(self, lesson: Lesson) -> None:
        """Keeps a lesson."""
        self.kept.append(lesson)

    def of(self, flow: str) -> list[Lesson]:
        """The lessons of a flow."""
        return [lesson for lesson in self.kept if lesson.flow == flow]
