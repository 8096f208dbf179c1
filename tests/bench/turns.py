"""Measuring in turns: A B A B …, so that a busy moment hits all alike; medians, and ratios to the first of them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Figures = dict[str, float]  # one run of one thing, by the name of what was measured


def in_turns(names: Sequence[str], rounds: int) -> Iterator[str]:
    """Who is next, for so many rounds."""
    for _ in range(rounds):
        yield from names


def measured(things: Mapping[str, Callable[[], Figures]], rounds: int) -> dict[str, list[Figures]]:
    """What each thing measured in each round."""
    found: dict[str, list[Figures]] = {name: [] for name in things}
    for name in in_turns(list(things), rounds):
        found[name].append(things[name]())
    return found


def medians(rounds: Iterable[Figures]) -> Figures:
    """The median of each figure, over those rounds that have it."""
    values: dict[str, list[float]] = {}
    for one in rounds:
        for name, value in one.items():
            values.setdefault(name, []).append(value)
    return {name: statistics.median(found) for name, found in values.items()}


def ratios(those: Mapping[str, Figures], floor: str) -> dict[str, Figures]:
    """Each figure as a multiple of the floor's; nothing where the floor has none, or took no time."""
    least = those.get(floor, {})
    return {
        name: {what: value / least[what] for what, value in figures.items() if least.get(what)}
        for name, figures in those.items()
    }


def exponent(points: Mapping[int, float]) -> float:
    """How cost grows with size: the slope of a straight line through the points' logarithms; 1 is in proportion."""
    sizes = [math.log(size) for size in points]
    costs = [math.log(cost) for cost in points.values()]
    return statistics.linear_regression(sizes, costs).slope


def steepest(points: Mapping[int, float]) -> float:
    """The same between the two largest sizes alone, where what is the same for all sizes weighs least."""
    return exponent(dict(sorted(points.items())[-2:]))
