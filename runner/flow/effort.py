"""What a flow asks of the person, counted from its steps, and about how long that takes.

The rule is the same for every flow, so that nobody types a time in by hand: each turn of the person's has its seconds
(`SECONDS`), each step of the runner's has three. Of several routes the first counts, and what stands under `when`
counts half, for it may not come. A login counts once for all the flows of one site that are walked in one batch.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from runner.flow.load import Flow
from runner.flow.step import Step, Turn
from runner.locale import _, many
from runner.locale.phrase import commas

SECONDS: Mapping[Turn, int] = {
    "login": 60,
    "switch": 15,
    "submit": 60,
    "attach": 60,
    "mail": 90,
    "type": 20,
    "review": 20,
}
STEP = 3  # seconds for one of the runner's own: the page comes, the ring stays

_NAMES: Mapping[Turn, Callable[[int], str]] = {
    "login": lambda number: many("a login", "{count} logins", number),
    "switch": lambda number: many("a switch", "{count} switches", number),
    "submit": lambda number: many("a form", "{count} forms", number),
    "attach": lambda number: many("a proof", "{count} proofs", number),
    "mail": lambda number: many("a mail", "{count} mails", number),
    "type": lambda number: many("a line to type", "{count} lines to type", number),
    "review": lambda number: many("something to look at", "{count} things to look at", number),
}


@dataclass(frozen=True)
class Turns:
    """The person's turns in a flow by what they are, as many as are likely; and the steps between them."""

    counts: Mapping[Turn, float]
    steps: float

    def seconds(self, logged_in: bool = False) -> float:
        """About how long it takes; without the login where they have logged in before."""
        turns = sum(SECONDS[turn] * number for turn, number in self._still(logged_in).items())
        return turns + STEP * self.steps

    def says(self, logged_in: bool = False) -> str:
        """What it is, in words: `a login, 2 switches`."""
        still = {turn: math.ceil(number) for turn, number in self._still(logged_in).items()}
        told = [_NAMES[turn](number) for turn in SECONDS if (number := still.get(turn, 0))]
        return commas(*told) if told else _("nothing but to watch")

    def only(self, *turns: Turn) -> Turns:
        """The same without the person's other turns."""
        return Turns({turn: number for turn, number in self.counts.items() if turn in turns}, self.steps)

    def has(self, *turns: Turn) -> bool:
        """Whether one of these is likely to come."""
        return any(self.counts.get(turn, 0) for turn in turns)

    def _still(self, logged_in: bool) -> Mapping[Turn, float]:
        return {turn: number for turn, number in self.counts.items() if not (logged_in and turn == "login")}


def turns(flow: Flow) -> Turns:
    """The turns of a flow with the person's own values in it: what is known of them needs no typing."""
    counts: Counter[Turn] = Counter()
    steps = 0.0
    for step, share in _main_way(flow.steps):
        if turn := step.turn:
            counts[turn] += share  # type: ignore[assignment]  # halves are counted as well
        else:
            steps += share
    return Turns(counts, steps)


def minutes(seconds: float) -> int:
    """So many seconds as whole minutes, one at least."""
    return max(1, round(seconds / 60))


def _main_way(steps: Iterable[Step], share: float = 1) -> Iterator[tuple[Step, float]]:
    """The steps of the first route, each with how likely it is to come."""
    for step in steps:
        if parts := step.likely_parts():
            inner, likely = parts
            yield from _main_way(inner, share * likely)
        else:
            yield step, share
