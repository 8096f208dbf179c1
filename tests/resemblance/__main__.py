"""Judges pairs and prints what came of it: python -m tests.resemblance [FILE…] [--save FILE].

FILE has JSON lines `{"wanted": Pick, "candidates": [Pick…], "right": index or null}`, with `"change"` and `"site"`
where one wants the numbers apart. Without FILE the pairs are made in a browser, out of the practice site and the
stand-ins. The weights were chosen on the practice site alone, so that what the stand-ins say means something.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from runner.flow.model import Pick
from runner.session import matching

from .baselines import first_unique, similo
from .pairs import Pair, read, write

THRESHOLDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98)
RISK = 0.01  # of all answers, that may be wrong
FINE = tuple(at / 50 for at in range(51))
MANY = 2000  # candidates
ROUNDS = 7


@dataclass(frozen=True)
class Verdict:
    """What was answered to one pair, and how much there was to believe it."""

    pair: Pair
    answer: int | None
    belief: float = 1.0

    def at(self, sure: float) -> str:
        """right, nested (inside the right one or around it), wrong, or abstained: what it is with that threshold."""
        if self.answer is None or self.belief < sure:
            return "abstained"
        if self.answer == self.pair.right:
            return "right"
        answered = self.pair.candidates[self.answer]
        if self.pair.right is not None and matching.is_nested(answered, self.pair.candidates[self.pair.right]):
            return "nested"
        return "wrong"


def judge(pairs: Sequence[Pair]) -> list[Verdict]:
    """Ours, with the belief it had."""
    found = []
    for pair in pairs:
        first, belief = matching.likeliest(pair.wanted, pair.candidates)
        found.append(Verdict(pair, first.index if first else None, belief))
    return found


def judge_by(method: Callable[[Pick, Sequence[Pick]], int | None], pairs: Sequence[Pair]) -> list[Verdict]:
    """A baseline."""
    return [Verdict(pair, method(pair.wanted, pair.candidates)) for pair in pairs]


def row(name: str, verdicts: Sequence[Verdict], sure: float) -> str:
    """One line of a table; what is nested counts as wrong, and is told."""
    counts = Counter(verdict.at(sure) for verdict in verdicts)
    total = max(1, len(verdicts))
    wrong = counts["wrong"] + counts["nested"]
    cells = [("right", counts["right"]), ("wrong", wrong), ("abstained", counts["abstained"])]
    shown = "  ".join(f"{word} {100 * count / total:5.1f} % {f'({count})':>7}" for word, count in cells)
    nested = f"  nested {counts['nested']}" if counts["nested"] else ""
    return f"  {name:<28} {len(verdicts):>5}  {shown}{nested}"


def report(name: str, pairs: Sequence[Pair]) -> Iterable[str]:
    """All tables of one family of pages."""
    ours = judge(pairs)
    candidates = statistics.mean(len(pair.candidates) for pair in pairs)
    yield f"\n{name}: {len(pairs)} pairs, {candidates:.0f} candidates each"
    yield row(f"ours, sure at {matching.SURE}", ours, matching.SURE)
    yield row("first unique", judge_by(first_unique, pairs), 1.0)
    yield row("Similo, always answers", judge_by(similo, pairs), 1.0)
    for word, there in (("still there", True), ("gone", False)):
        if some := [verdict for verdict in ours if (verdict.pair.right is not None) is there]:
            yield row(f"ours, {word}", some, matching.SURE)
    changes = sorted({pair.change for pair in pairs})
    if len(changes) > 1:
        yield "\n  by change"
        yield from (row(one, [seen for seen in ours if seen.pair.change == one], matching.SURE) for one in changes)
    yield "\n  by threshold"
    yield from (row(f"sure at {sure:.2f}", ours, sure) for sure in THRESHOLDS)


def held_out(pairs: Sequence[Pair]) -> Iterable[str]:
    """For each family the lowest threshold that keeps all others under RISK, and what it does here."""
    verdicts = judge(pairs)
    sites = list(dict.fromkeys(pair.site for pair in pairs))
    if len(sites) > 1:
        yield f"\nthresholds chosen on the others for {100 * RISK} % wrong at most, tried here"
    for site in sites if len(sites) > 1 else ():
        others = [seen for seen in verdicts if seen.pair.site != site]
        safe = next((sure for sure in FINE if _wrong(others, sure) <= RISK), 1.0)
        yield row(f"{site}, sure at {safe:.2f}", [seen for seen in verdicts if seen.pair.site == site], safe)


def _wrong(verdicts: Sequence[Verdict], sure: float) -> float:
    return sum(seen.at(sure) in ("wrong", "nested") for seen in verdicts) / len(verdicts)


def speed(pairs: Sequence[Pair]) -> str:
    """How long 2,000 candidates take that no look has seen before, and once they are known."""
    wanted = pairs[0].wanted
    every = cycle([one for pair in pairs for one in pair.candidates])
    times: dict[str, list[float]] = {"new": [], "known": []}
    for turn in range(ROUNDS):
        some = [_renewed(one, f"{turn} {at}") for at, one in enumerate(islice(every, MANY))]
        for taken in times.values():
            began = time.perf_counter()
            matching.rank(wanted, some)
            taken.append((time.perf_counter() - began) * 1000)
    new, known = (statistics.median(found) for found in times.values())
    return f"\n{MANY} candidates: {new:.1f} ms where every text is new, {known:.1f} ms on a second look"


def _renewed(pick: Pick, mark: str) -> Pick:
    """The same with texts, address and path of its own, so that nothing of it is remembered."""
    change = {name: f"{getattr(pick, name)} {mark}" for name in ("name", "text", "href", "id") if getattr(pick, name)}
    neighbours = tuple(f"{text} {mark}" for text in pick.neighbours)
    return pick.model_copy(update={**change, "neighbours": neighbours, "path": f"{pick.path}/b[{mark.split()[1]}]"})


def main() -> None:
    """Reads or makes the pairs, and prints the tables."""
    asked = argparse.ArgumentParser(prog="python -m tests.resemblance", description=__doc__)
    asked.add_argument("files", nargs="*", type=Path, metavar="FILE", help="JSON lines of pairs")
    asked.add_argument("--save", type=Path, metavar="FILE", help="keep the pairs that were made")
    given = asked.parse_args()
    pairs = list(read(given.files)) if given.files else made()
    if given.save:
        write(given.save, pairs)
    for site in dict.fromkeys(pair.site for pair in pairs):
        for line in report(site or "pairs", [pair for pair in pairs if pair.site == site]):
            sys.stdout.write(f"{line}\n")
    for line in held_out(pairs):
        sys.stdout.write(f"{line}\n")
    if pairs:
        sys.stdout.write(f"{speed(pairs)}  ({os.getloadavg()[0]:.1f} others at work)\n")


def made() -> list[Pair]:
    """The pairs of our own pages; the browser is only needed for these."""
    from .pages import all_pairs

    return asyncio.run(all_pairs())


if __name__ == "__main__":
    main()
