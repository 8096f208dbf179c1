"""What `make test` runs (`pytest --core`): with a browser the tests marked `core`, without one all not marked `whole`.

`make test` is what somebody waits for at each change, so it has to end within minutes. `core` are the tests by which it
proves what each file of tests with a browser is for, but for a few files whose tests each take long; `whole` are,
without a browser, what takes very long, and most of many that are alike. `make whole` runs all of these, each night and
before a release.

Of a function with many cases the first `CASES` are run, or as many as `core(cases=…)` says; where cases are marked
themselves (`pytest.param`, `few.covering`), these.

`make quick` (`pytest --quick`) is for while one is writing: nothing with a browser or marked `slow`, and of many cases
the first `CASES` as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest

CASES = 2
_OF_A_FILE = re.compile(r"^pytestmark = (?:\[\s*)?pytest\.mark\.(?:browser|slow|whole)\b", re.MULTILINE)


def beyond_core(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests that are left out, in their order."""
    chosen: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("core"):
            chosen.setdefault(_function(item), []).append(item)
    kept = {item.nodeid for cases in chosen.values() for item in _of_one(cases)}
    return [
        item
        for item in items
        if item.get_closest_marker("whole") or (item.get_closest_marker("browser") and item.nodeid not in kept)
    ]


def beyond_quick(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests that are left out while one is writing, in their order."""
    met: Counter[str] = Counter()
    left = []
    for item in items:
        slow = any(item.get_closest_marker(name) for name in ("browser", "slow", "whole"))
        met[_function(item)] += not slow
        if slow or met[_function(item)] > CASES:
            left.append(item)
    return left


def is_beyond_quick(text: str) -> bool:
    """Whether the mark of a file, whose text this is, leaves all of it out while one is writing."""
    return _OF_A_FILE.search(text) is not None


def _of_one(cases: Sequence[pytest.Item]) -> Iterable[pytest.Item]:
    """What is run of one function."""
    if own := [case for case in cases if _is_marked_itself(case)]:
        return own
    mark = cases[0].get_closest_marker("core")
    return cases[: mark.kwargs.get("cases", CASES) if mark else CASES]


def _function(item: pytest.Item) -> str:
    """Where a test stands, without its case."""
    return item.nodeid.partition("[")[0]


def _is_marked_itself(item: pytest.Item) -> bool:
    """Whether the mark is of the case, not of the function or the file."""
    own = getattr(getattr(item, "callspec", None), "marks", ())
    return any(mark.name == "core" for mark in own)
