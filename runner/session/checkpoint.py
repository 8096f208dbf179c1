"""Where a walk is, on disk after every step, so that a killed run goes on where it was.

Holds step numbers, outcomes and the addresses of pages without what follows `?` and `#`; never a value of a field.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from runner.addresses import bare
from runner.errors import Outcome
from runner.events import Basis
from runner.locale import _
from runner.session.kept import packed, unpacked

RANK: Mapping[str | None, int] = {None: 0, "already_out": 1, "opted_out": 2, "sent": 3}
BASES: tuple[Basis, ...] = get_args(Basis)
Write = Callable[[Path, bytes], None]


@dataclass(frozen=True)
class StepPlace:
    """Where a step began: the page's address, whether that is `whole`, and how many tabs deep the walk was.

    A tab that a press opened counts until it closes.
    """

    url: str
    whole: bool = True
    tabs: int = 1


@dataclass
class Checkpoint:
    """The state of one unfinished walk: the next step (1-based), what it has earned, and the page it was on.

    `places` are where steps began, by their number, as far as that is not where the one before did. `settled` are the
    pauses that are never to be done twice, by their place in the file; `turn` is the one of them that the person was
    at. `basis` is what the outcome rests on; it is `doubted` once a step that would have confirmed it has not. `was_so`
    says that the last setting was as wanted before anybody did anything.
    """

    flow: str
    digest: str
    step: int = 1
    outcome: str | None = None
    basis: Basis | None = None
    doubted: bool = False
    was_so: bool = False
    url: str = ""
    needs: dict[str, str] = field(default_factory=dict)
    places: dict[int, StepPlace] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)
    turn: str = ""

    def place(self, number: int) -> StepPlace:
        """Where a step began; where that was not noted, where the nearest one before it did."""
        known = max((at for at in self.places if at <= number), default=0)
        return self.places.get(known, StepPlace(""))

    def began(self, step: int, place: StepPlace) -> None:
        """Notes where a step began; what was noted of those after it is of another walk there."""
        self.places = {at: known for at, known in self.places.items() if at < step}
        if not self.places or self.place(step) != place:
            self.places[step] = place

    def earn(self, outcome: Outcome, basis: Basis) -> None:
        """Notes an outcome. A higher one rests on nothing that was read before it; of two alike, the weaker counts."""
        self.was_so = outcome == "already_out"
        if RANK[outcome] > RANK[self.outcome]:
            self.outcome, self.basis, self.doubted = outcome, basis, False
        elif outcome == self.outcome:
            self.basis = min(self.basis or basis, basis, key=BASES.index)

    def to_read(self, means: Outcome | None = None) -> str | None:
        """Of which outcome a step that reads now reads; `means` is what it comes to where there is none yet."""
        return "already_out" if self.was_so else self.outcome or means

    def read_back(self, seen: bool, means: Outcome | None = None) -> None:
        """Notes that a step has read the outcome back, or has not; once it has not, a later one does not mend that.

        `means` is what it comes to where there is no outcome yet.
        """
        if seen and means and self.outcome is None:
            self.earn(means, "seen")
        if self.outcome is None:
            return
        self.doubted = self.doubted or not seen
        if not self.doubted:
            self.basis = "read_back"
        elif self.basis == "read_back":
            self.basis = "seen"


def place_of(url: str, tabs: int = 1) -> StepPlace:
    """A place as it is kept: what follows `?` or `#` may be the person's own, and is left out."""
    plain = bare(url)
    return StepPlace(plain, plain == url, tabs)


class Checkpoints:
    """The folder of unfinished walks, one file per flow and account."""

    def __init__(self, folder: Path, write: Write, account: str | None = None) -> None:
        self.folder = folder
        self.account = account
        self._write = write

    def _path(self, flow: str) -> Path:
        return self.folder / f"{flow}{'@' + self.account if self.account else ''}.checkpoint.json"

    def read(self, flow: str) -> Checkpoint | None:
        """The unfinished walk of a flow, or None; a file that is damaged is set aside, and that is said."""
        what = _("your last walk of {flow} begins anew", flow=flow)
        return unpacked(self._path(flow), _understood, what)

    def write(self, checkpoint: Checkpoint) -> None:
        """Puts a checkpoint on disk, whole or not at all; raises RecordsError where that fails."""
        places = {step: vars(place) for step, place in checkpoint.places.items()}
        self._write(self._path(checkpoint.flow), packed(vars(checkpoint) | {"places": places}))

    def clear(self, flow: str) -> None:
        """Forgets a walk that has ended."""
        with contextlib.suppress(FileNotFoundError):
            self._path(flow).unlink()


def _understood(data: Any) -> Checkpoint:
    if data.pop("confirmed", False):  # as walks were kept before they had a basis
        data["basis"] = "read_back"
    places = {int(step): StepPlace(**place) for step, place in data.pop("places", {}).items()}
    kept = Checkpoint(**data, places=places)
    if not _is_sound(kept):
        raise ValueError("not a checkpoint")
    return kept


def _is_sound(kept: Checkpoint) -> bool:
    """Whether everything that was read is of the kind it should be."""
    texts = (kept.flow, kept.digest, kept.url, kept.turn, kept.outcome or "")
    return (
        all(isinstance(one, str) for one in texts)
        and isinstance(kept.needs, dict)
        and all(isinstance(one, str) for one in (*kept.needs, *kept.needs.values()))
        and isinstance(kept.settled, list)
        and all(isinstance(one, str) for one in kept.settled)
        and all(type(one) is int for one in (kept.step, *(place.tabs for place in kept.places.values())))
        and all(isinstance(one.url, str) and isinstance(one.whole, bool) for one in kept.places.values())
        and kept.basis in (None, *BASES)
        and isinstance(kept.doubted, bool)
        and isinstance(kept.was_so, bool)
    )
