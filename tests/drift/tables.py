"""What came of all trials: one row per kind of change, the targets, and the table in the README."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .kinds import KINDS
from .trial import Trial
from .walked import Walked

MARKS = ("<!-- drift: made by `make drift` -->", "<!-- end of drift -->")
AS_THEY_WERE = "as it was"
ONE_ANSWER = 0.95  # of the cases in which the thing still exists may take one answer at most

_HEAD = (
    "| what has changed | walks | unaided | one answer | more | not reached | wrong clicks | next time unaided "
    "| a script | a recording |"
)


@dataclass(frozen=True)
class Row:
    """All trials of one kind of change."""

    title: str
    trials: Sequence[Trial]

    def count(self, fits: Callable[[Trial], object]) -> int:
        """How many trials are so."""
        return sum(bool(fits(trial)) for trial in self.trials)

    @property
    def wrong(self) -> int:
        """Presses on what nobody meant, by the runner, in all walks."""
        return sum(len(walked.wrong) for trial in self.trials for walked in trial.walks)

    def rival(self, name: str) -> str:
        """How a recording fared: how often it arrived, and its wrong clicks."""
        walks = [trial.rivals[name] for trial in self.trials if name in trial.rivals]
        wrong = sum(len(walked.wrong) for walked in walks)
        also = f", {wrong} wrong" if wrong else ""
        return f"{sum(walked.reached for walked in walks)}{also}" if walks else "–"

    def line(self) -> str:
        """The row of the table."""
        cells = (
            *(self.title, len(self.trials), self.count(lambda one: one.drifted.unaided)),
            self.count(lambda one: one.drifted.reached and one.drifted.answers == 1),
            self.count(lambda one: one.drifted.reached and one.drifted.answers > 1),
            *(self.count(lambda one: not one.drifted.reached), self.wrong),
            self.count(lambda one: one.repaired.unaided and one.undrifted.unaided),
            *(self.rival("codegen"), self.rival("replay")),
        )
        return "| " + " | ".join(map(str, cells)) + " |"


def rows(trials: Iterable[Trial]) -> list[Row]:
    """By kind of change, in their order, then all of them."""
    found = list(trials)
    kinds = {kind: [trial for trial in found if trial.kind == kind] for kind in KINDS}
    changed = [trial for trial in found if trial.kind in KINDS]
    return [
        *(Row(KINDS[kind].title, those) for kind, those in kinds.items() if those),
        Row("**all**", changed),
    ]


def table(trials: Iterable[Trial], note: str = "") -> str:
    """The rows in Markdown."""
    lines = [_HEAD, "| --- |" + " ---: |" * 9, *(row.line() for row in rows(trials))]
    return "\n".join([*lines, "", note] if note else lines)


def missed(trials: Sequence[Trial]) -> list[str]:
    """The targets that were not met, each in a sentence."""
    there = [trial for trial in trials if KINDS[trial.kind].exists]
    more = [trial for trial in there if trial.drifted.answers > 1]
    told = {
        "pressed the wrong thing": [trial for trial in trials if any(walked.wrong for walked in trial.walks)],
        "did not arrive": [trial for trial in trials if not trial.drifted.reached],
        "not unaided after the repair": [trial for trial in there if not trial.repaired.unaided],
        "not unaided on the old pages after the repair": [trial for trial in there if not trial.undrifted.unaided],
    }
    found = [f"{what}: {', '.join(map(str, those))}" for what, those in told.items() if those]
    if len(there) - len(more) < ONE_ANSWER * len(there):
        found.append(f"more than one answer in {len(more)} of {len(there)}: {', '.join(map(str, more))}")
    return found


def story(trial: Trial) -> list[str]:
    """What happened in the walks of a trial that were not as they should be."""
    names = ("first", "after the repair", "on the old pages")
    return [line for name, walked in zip(names, trial.walks, strict=True) for line in _told(name, walked)]


def _told(name: str, walked: Walked) -> list[str]:
    if walked.unaided and not walked.wrong:
        return []
    return [
        f"  {name}: {', '.join(walked.wrong) or 'nothing wrong pressed'}",
        *(f"    {line}" for line in walked.story),
    ]
