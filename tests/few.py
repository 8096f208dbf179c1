"""Of many tests that are alike, `make test` and `make whole` run a few and `make every` all of them.

A matrix (each way to send a form, each place of the panel, each flow on each variant of its pages) finds what one case
does not, and costs an hour. So a few of each kind are run at each change, always the same ones, and all of them before
a release or where its own part of the code has been worked on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import pytest

Case = TypeVar("Case")
_Marked = type(pytest.param())


def few(cases: Iterable[Case], *kinds: Callable[[Case], Hashable]) -> list[object]:
    """The cases as parameters; marked `every` is each that is of no kind not met before, by any of `kinds`."""
    met: set[Hashable] = set()
    marked: list[object] = []
    for case in cases:
        new = {(at, kind(case)) for at, kind in enumerate(kinds)} - met
        met |= new
        marked.append(case if new else pytest.param(case, marks=pytest.mark.every))
    return marked


def nth(cases: Iterable[Case], step: int, others: pytest.MarkDecorator = pytest.mark.every) -> list[object]:
    """The cases as parameters; each `step`th runs always, the others have the mark of when they do."""
    return [case if at % step == 0 else pytest.param(case, marks=others) for at, case in enumerate(cases)]


def covering(cases: Iterable[object], shows: Callable[[Case], Iterable[Hashable]]) -> list[object]:
    """The cases as parameters, with some of those that are not marked yet marked `core`.

    They are few, and together show all that any of them shows, by `shows`: taken is in turn the one that adds most.
    """
    cases = list(cases)
    shown = {at: set(shows(case)) for at, case in enumerate(cases) if not isinstance(case, _Marked)}  # type: ignore[arg-type]
    left: set[Hashable] = set().union(*shown.values())
    chosen: set[int] = set()
    while left:
        best = max(shown, key=lambda at: len(shown[at] & left))
        chosen.add(best)
        left -= shown[best]
    return [pytest.param(case, marks=pytest.mark.core) if at in chosen else case for at, case in enumerate(cases)]
