"""Everything one run has measured, and what of it meets its target; as data for `bench.json`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from .commands import BARE, CHECK, HELP, LIST, YAML
from .curves import LINEAR, Curve, is_linear
from .looks import FIRST, LARGE, LAST, NONE_OF_1, NONE_OF_30, USUAL
from .resume import Waits, summary
from .tools import FLOOR, OURS
from .turns import Figures, exponent, steepest
from .walks import Walked

QUICK_LOOK = 60.0  # milliseconds, of one look on the large page


@dataclass(frozen=True)
class Judged:
    """One figure beside the most it may be. Over a `limit`, which held before, the bench fails."""

    what: str
    value: float
    most: float
    unit: str = "×"
    limit: bool = False

    @property
    def holds(self) -> bool:
        """Whether it is met."""
        return self.value <= self.most

    def __str__(self) -> str:
        kind = "limit" if self.limit else "target"
        verdict = "met" if self.holds else "BROKEN" if self.limit else "missed"
        return f"{self.what}: {self.value:.3g}{f' {self.unit}' if self.unit else ''} ({kind} {self.most:g}): {verdict}"


@dataclass
class Results:
    """By part; a part that was not asked for is empty."""

    walked: Walked = field(default_factory=Walked)
    inside: Figures = field(default_factory=dict)
    resumed: dict[str, Waits] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    waiting: Figures = field(default_factory=dict)
    home: Figures = field(default_factory=dict)
    quick: Figures = field(default_factory=dict)
    checking: Figures = field(default_factory=dict)
    looks: dict[int, dict[str, float]] = field(default_factory=dict)
    ledger: tuple[float, float] | None = None
    curves: dict[str, Curve] = field(default_factory=dict)
    machine: dict[str, Any] = field(default_factory=dict)

    @property
    def left_out(self) -> dict[str, str]:
        """Tools that were skipped, and why."""
        return {**self.walked.skipped, **self.skipped}

    def judged(self) -> list[Judged]:
        """Limits first, then targets."""
        return sorted([*self._limits(), *self._walks(), *self._turns(), *self._sizes()], key=lambda one: not one.limit)

    def _limits(self) -> list[Judged]:
        found = []
        if self.quick:
            bare = self.quick[BARE]
            found += [
                Judged("optout --help / python -c pass", self.quick[HELP] / bare, 3, limit=True),
                Judged("optout list / python -c pass", self.quick[LIST] / bare, 10, limit=True),
            ]
        if usual := self.looks.get(USUAL):
            both = usual[FIRST], usual[LAST]
            found.append(Judged("finding the 30th of 30 names / the 1st", max(both) / min(both), 1.2, limit=True))
        if self.ledger:
            few, many = self.ledger
            found.append(Judged("the ledger tells of 10,000 requests / 1,000", many / few, 16, limit=True))
        return found

    def _walks(self) -> list[Judged]:
        found = []
        for way in self.walked.figures:
            beside = self.walked.ratios(way)
            ours = beside[OURS]
            found += [
                Judged(f"{way}: steps / plain script", ours["steps"], 1.05),
                Judged(f"{way}: whole process / plain script", ours["whole"], 1.10),
            ]
            others = {
                name: one["steps"] for name, one in beside.items() if name not in (FLOOR, OURS) and "steps" in one
            }
            if others:
                first = min(others, key=lambda name: others[name])
                found.append(Judged(f"{way}: steps / the quickest peer ({first})", ours["steps"] / others[first], 1.0))
        if self.inside:
            found.append(Judged("steps in a warm browser / plain script", self.inside[OURS] / self.inside[FLOOR], 1.05))
        return found

    def _turns(self) -> list[Judged]:
        found = []
        for kind, one in summary(self.resumed.get(OURS, {})).items():
            found += [
                Judged(f"going on after the person, by {kind}", one["median"], 60, "ms"),
                Judged(f"not noticed, by {kind}", one["of"] - one["noticed"], 0, f"of {one['of']:g}"),
            ]
        if self.waiting:
            found.append(Judged("waiting, all processes", self.waiting["all"], 0.5, "% of a core"))
        if self.checking:
            most = 1.5 * self.checking[YAML] + 0.5
            found.append(Judged("1,000 flows checked", self.checking[CHECK], round(most, 2), "s"))
        return found

    def _sizes(self) -> list[Judged]:
        found = []
        if usual := self.looks.get(USUAL):
            found.append(Judged("none of 30 names / none of 1", usual[NONE_OF_30] / usual[NONE_OF_1], 1.05))
        if large := self.looks.get(LARGE):
            slowest = max(large, key=lambda name: large[name])
            found.append(Judged(f"a look at {LARGE:,} nodes (slowest: {slowest})", large[slowest], QUICK_LOOK, "ms"))
        for name, curve in self.curves.items():
            found.append(Judged(f"{name}: exponent", max(exponent(curve), steepest(curve)), LINEAR, ""))
        return found

    def as_data(self) -> dict[str, Any]:
        """For the JSON file."""
        return {
            "machine": self.machine,
            "walks": {way: self._walk(way) for way in self.walked.figures},
            "skipped": self.left_out,
            "warm browser": self.inside,
            "going on": {
                tool: {"summary": summary(waits), "milliseconds": waits} for tool, waits in self.resumed.items()
            },
            "waiting": self.waiting,
            "home": self.home,
            "commands": {**self.quick, **self.checking},
            "looks": {f"{size} nodes": found for size, found in self.looks.items()},
            "ledger": self.ledger,
            "curves": {name: _grows(curve) for name, curve in self.curves.items()},
            "judged": [{**asdict(one), "holds": one.holds} for one in self.judged()],
        }

    def _walk(self, way: str) -> dict[str, Any]:
        beside, rounds = self.walked.ratios(way), self.walked.rounds[way]
        return {
            tool: {"medians": figures, "ratios": beside[tool], "rounds": rounds[tool]}
            for tool, figures in self.walked.figures[way].items()
        }


def _grows(curve: Curve) -> dict[str, Any]:
    return {
        "seconds": curve,
        "exponent": exponent(curve),
        "at its end": steepest(curve),
        "linear or better": is_linear(curve),
    }
