"""Two changes of one text: to the byte, and never one of them lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.flow.merging import merge

LINES = st.lists(st.sampled_from(["a\n", "b\r\n", "  c\n", "\n", "ü"]), max_size=8).map("".join)


@pytest.mark.slow
@settings(deadline=None)
@given(base=LINES, changed=LINES)
def test_a_change_of_one_side_alone_is_that_side_to_the_byte(base: str, changed: str) -> None:
    for found in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert (found.with_mine, found.with_theirs, found.conflicts) == (changed, changed, 0)


def test_both_changes_are_in_it() -> None:
    found = merge("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nd\ne\r\n")
    assert (found.with_mine, found.conflicts) == ("A\nb\nc\nd\ne\r\n", 0)


@pytest.mark.parametrize(("side", "line"), [("mine", "MINE"), ("theirs", "THEIRS")])
def test_where_they_contradict_each_other_one_is_taken_and_the_rest_is_both(side: str, line: str) -> None:
    found = merge("a\nb\nc\nd\n", "a\nMINE\nc\nd\n", "a\nTHEIRS\nc\nd\ne\n")
    assert found.conflicts == 1
    assert found.text(side) == f"a\n{line}\nc\nd\ne\n"  # type: ignore[arg-type]
