"""The clocks a flow may name: the same ones that dates are worked out for, and all of them told in the manual."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from runner.errors import FlowError
from runner.flow.clocks import CLOCKS
from runner.flow.head import MOST_DAYS, AnswerDue
from runner.flow.load import load
from runner.records import deadlines
from runner.records.law import law_book

FLOW = "title: T\nservice: S\nhosts: [a.example]\nanswer_due: {}\nsteps:\n  - open: https://a.example/\n"
MANUAL = (Path(__file__).parents[2] / "flows" / "README.md").read_text("utf-8")


def test_every_clock_of_a_flow_can_be_counted_and_every_counted_one_named() -> None:
    assert set(CLOCKS) == set(law_book().clocks)


@pytest.mark.parametrize("name", CLOCKS)
def test_a_flow_may_name_it_and_the_manual_tells_it(name: str) -> None:
    assert load(FLOW.format(name), "f.yaml").flow.answer_due == name
    assert f"| `{name}` | {CLOCKS[name]} |" in MANUAL


def test_a_flow_may_give_days_instead() -> None:
    assert load(FLOW.format("{days: 30}"), "f.yaml").flow.answer_due == AnswerDue(days=30)
    assert load(FLOW.format(""), "f.yaml").flow.answer_due is None


@pytest.mark.parametrize("days", [3_661, 3_000_000, 2**40])
def test_days_that_no_calendar_has_are_refused_at_their_place(days: int) -> None:
    with pytest.raises(FlowError) as caught:
        load(FLOW.format(f"{{days: {days}}}"), "f.yaml")
    assert str(caught.value.problems[0]) == "f.yaml:4:20: a number of 3660 or less is wanted here"


def test_the_most_days_can_be_counted() -> None:
    sent = datetime(2100, 12, 31, 23, 59, tzinfo=UTC)
    assert load(FLOW.format(f"{{days: {MOST_DAYS}}}"), "f.yaml").flow.answer_due == AnswerDue(days=MOST_DAYS)
    found = deadlines.due(MOST_DAYS, sent)
    assert found and found.due.year == 2111
