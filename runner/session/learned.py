"""What sessions have learnt about flows, on disk until the person has decided about it.

Holds what was pointed at and where; never a value of a field, and nothing of the page around it beyond the Pick.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from runner.flow.load import FlowFile, Loc
from runner.flow.model import Pick
from runner.flow.splice import Document, document
from runner.locale import _
from runner.session.checkpoint import Write
from runner.session.fingerprints import to_keep
from runner.session.kept import entries, packed, unpacked

Way = Literal["renamed", "apart", "inserted", "optional", "dropped", "interruption"]
_IN_PLACE: tuple[Way, ...] = ("renamed", "apart", "interruption")


@dataclass(frozen=True)
class Learned:
    """What one step has taught: how its thing is called or told from others, a step more before it, or no need of it.

    An `interruption` is what lay over the thing, and the `pick` what says no there.

    `flow` is the id, `path` the file, `digest` the SHA-256 of the text it was learnt on. `loc` is the step's place as
    `load.walk` gives it. `was` knows the step again in a file that has changed since.
    """

    flow: str
    path: str
    digest: str
    loc: Loc
    way: Way
    pick: Pick | None = None
    date: str = ""
    was: str = ""

    def replaces(self, other: Learned) -> bool:
        """Whether both are about the same thing, so that the newer one counts."""
        if "interruption" in (self.way, other.way):
            return (self.flow, self.path, self.way, self.pick) == (other.flow, other.path, other.way, other.pick)
        added = "inserted"
        same = (self.path, self.loc, self.way == added) == (other.path, other.loc, other.way == added)
        return self.flow == other.flow and same


def learnt(file: FlowFile, loc: Loc, way: Way, pick: Pick | None = None, date: str = "") -> Learned:
    """A lesson about a step of a flow as it was read."""
    path = str(Path(file.path).absolute())
    return Learned(file.id, path, file.digest, loc, way, pick, date, fingerprint(document(file.source.text), loc))


def fingerprint(doc: Document, loc: Loc) -> str:
    """A sign by which a step is known again, as long as nobody changes it."""
    return hashlib.sha256(repr(doc.at(loc)).encode("utf-8")).hexdigest()[:16]


def carried(lesson: Learned, applied: Learned, digest: str) -> Learned | None:
    """A lesson as it is once another has been applied, which gave the text a new digest: a step more or less before it.

    None where the step it is about is gone. What was learnt on another text stays as it is.
    """
    if (lesson.path, lesson.digest) != (applied.path, applied.digest):
        return lesson
    loc = _moved(lesson.loc, applied.loc, applied.way)
    return replace(lesson, digest=digest, loc=loc) if loc else None


def _moved(loc: Loc, applied: Loc, way: Way) -> Loc | None:
    """A step's place after a step has been put in or taken out; None for the one that was taken out."""
    at = len(applied) - 2
    mine, index = loc[at] if at < len(loc) else None, applied[at]
    if way in _IN_PLACE or loc[:at] != applied[:at] or not isinstance(mine, int) or not isinstance(index, int):
        return loc
    if way in ("dropped", "optional") and mine == index:
        return None
    if way == "optional":
        return loc
    moved = mine + (mine >= index if way == "inserted" else -(mine > index))
    return (*loc[:at], moved, *loc[at + 1 :])


class LearnedStore:
    """The folder of what was learnt, one file per flow."""

    def __init__(self, folder: Path, write: Write) -> None:
        self._folder = folder
        self._write = write

    def of(self, flow: str) -> list[Learned]:
        """What was learnt about a flow, oldest first; a file that is damaged is set aside, and that is said."""

        def understood(data: Any) -> list[Learned]:
            found = [_lesson(one) for one in entries(data)]
            if any(one.flow != flow for one in found):
                raise ValueError("of another flow")
            return found

        what = _("what was learnt about {flow} has to be learnt again", flow=flow)
        return unpacked(self._path(flow), understood, what) or []

    def flows(self) -> list[str]:
        """The flows about which something was learnt."""
        names = sorted(path.name.removesuffix(".json") for path in self._folder.glob("*.json"))
        return [name for name in names if self.of(name)]

    def add(self, lesson: Learned) -> None:
        """Keeps a lesson, in the place of an older one about the same thing; raises RecordsError where that fails."""
        known = self.of(lesson.flow)
        if lesson not in known:
            at = next((at for at, one in enumerate(known) if lesson.replaces(one)), len(known))
            self.keep(lesson.flow, [*known[:at], lesson, *known[at + 1 :]])

    def drop(self, lesson: Learned) -> None:
        """Forgets a lesson."""
        self.keep(lesson.flow, [one for one in self.of(lesson.flow) if one != lesson])

    def keep(self, flow: str, lessons: Iterable[Learned]) -> None:
        """Makes these all that is known about a flow."""
        kept = [{**asdict(one), "pick": to_keep(one.pick) if one.pick else None} for one in lessons]
        if kept:
            self._write(self._path(flow), packed(kept))
        else:
            with contextlib.suppress(FileNotFoundError):
                self._path(flow).unlink()

    def _path(self, flow: str) -> Path:
        return self._folder / f"{flow}.json"


def _lesson(data: Any) -> Learned:
    """A lesson as it was written; raises ValueError and the like where it is none."""
    pick = Pick.model_validate(data["pick"]) if data["pick"] else None
    lesson = Learned(**{**data, "loc": tuple(data["loc"]), "pick": pick})
    texts = (lesson.flow, lesson.path, lesson.digest, lesson.date, lesson.was)
    is_place = len(lesson.loc) > 2 and isinstance(lesson.loc[-2], int)
    if not (is_place and lesson.way in get_args(Way) and all(isinstance(one, str) for one in texts)):
        raise ValueError("not a lesson")
    return lesson
