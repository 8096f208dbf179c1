"""The clocks a flow may name: the same ones that dates are worked out for, and all of them told in the manual."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.flow.clocks import CLOCKS
from runner.flow.load import load
from runner.flow.model import AnswerDue
from runner.records import deadlines

FLOW = "title: T\nservice: S\nhosts: [a.example]\nanswer_due: {}\nsteps:\n  - open: https://a.example/\n"
MANUAL = (Path(__file__).parents[2] / "flows" / "README.md").read_text("utf-8")


def test_every_clock_of_a_flow_can_be_counted_and_every_counted_one_named() -> None:
    assert set(CLOCKS) == set(deadlines.CLOCKS)


@pytest.mark.parametrize("name", CLOCKS)
def test_a_flow_may_name_it_and_the_manual_tells_it(name: str) -> None:
    assert load(FLOW.format(name), "f.yaml").flow.answer_due == name
    assert f"| `{name}` | {CLOCKS[name]} |" in MANUAL


def test_a_flow_may_give_days_instead() -> None:
    assert load(FLOW.format("{days: 30}"), "f.yaml").flow.answer_due == AnswerDue(days=30)
    assert load(FLOW.format(""), "f.yaml").flow.answer_due is None
