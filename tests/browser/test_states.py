"""When the state of a switch counts, and when it is kept, without a page."""

from __future__ import annotations

import pytest

from runner.browser.speaks import Freedom
from runner.browser.states import States

SETTLE = 2.0


def changed(at: float) -> States:
    """A switch that was on, and was seen to be off at this time."""
    states = States(SETTLE)
    states.settled("s", True, at - 10)
    states.settled("s", False, at)
    return states


@pytest.mark.parametrize(
    ("free", "is_kept"),
    [
        (Freedom(), True),  # nothing to save it by
        (Freedom(saver="Save"), False),
        (Freedom(saver="Save", saved=0.5), True),
        (Freedom(saver="Save", saved=8.0), False),  # by a Save from before, as far as anybody knows
        (Freedom(saver="Save", saved=8.0, kept=True), True),  # we looked late; the page knows that it was after
    ],
)
def test_a_state_is_kept_once_it_was_saved_after_it_was_turned(free: Freedom, is_kept: bool) -> None:
    assert (changed(100).not_kept("s", free, now=105) == "") is is_kept


def test_a_state_counts_once_it_has_been_the_same_for_a_while() -> None:
    states = changed(100)
    assert not states.settled("s", False, 101)
    assert states.settled("s", False, 102)
    assert not states.settled("s", False, 105, last_deed=104)
    assert not states.settled("s", True, 110)


def test_one_that_cannot_be_turned_has_to_be_the_same_for_longer() -> None:
    """A page may switch a control off while it loads or saves it."""
    states = changed(100)
    assert not states.settled("s", False, 103, disabled=True)
    assert states.settled("s", False, 100 + 3 * SETTLE, disabled=True)
