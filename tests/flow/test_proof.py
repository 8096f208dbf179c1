"""What a flow says about proof: the person's own values in texts, and what is to be taken a picture of."""

from __future__ import annotations

import pytest

from runner.errors import FlowError
from runner.flow.kinds.attach import Attach
from runner.flow.kinds.capture import Capture
from runner.flow.kinds.pause import Pause
from runner.flow.load import load
from runner.flow.model import Target
from runner.testing import flow

ASK = "- pause: {for: review, say: 'Ask, {me.name}.', copy: 'Who is {me.name} of {me.home_town}, a {job}?'}"


def pause(me: dict[str, str], needs: dict[str, str]) -> Pause:
    text = f"title: T\nservice: S\nhosts: [a.example]\nneeds: {{job: Your job}}\nsteps:\n  {ASK}\n"
    (step,) = load(text, "f.yaml").flow.with_values(me, needs).steps
    assert isinstance(step, Pause)
    return step


def test_the_persons_own_values_stand_in_what_is_said_and_copied() -> None:
    step = pause({"name": "Ada Example", "home_town": "Exampleton"}, {"job": "beekeeper"})
    assert (step.say, step.copy_) == ("Ask, Ada Example.", "Who is Ada Example of Exampleton, a beekeeper?")


def test_what_is_not_told_is_said_as_what_to_put_in() -> None:
    step = pause({"name": " "}, {"job": "beekeeper"})
    assert step.copy_ == "Who is [your name] of [your home town], a beekeeper?"


def test_a_need_cannot_smuggle_in_more() -> None:
    step = pause({"name": "Ada"}, {"job": "{me.secret} {me.name}"})
    assert step.copy_ == "Who is Ada of [your home town], a {me.secret} {me.name}?"


def test_a_picture_is_of_the_page_the_window_or_one_thing() -> None:
    steps = flow(
        "- capture: {name: a}\n- capture: {name: b, of: window}\n- capture: {name: c, of: {text: Answer}}\n"
        "- capture: {name: d, of: [Answer, Antwort]}"
    ).flow.steps
    assert [isinstance(step, Capture) and step.of for step in steps[:2]] == ["page", "window"]
    assert [step.looks_for for step in steps[2:]] == [Target(text="Answer"), Target(named=["Answer", "Antwort"])]
    assert steps[2].aimed_at(Target(text="Reply")).looks_for == Target(text="Reply")


def test_a_file_field_can_be_pointed_at() -> None:
    (step,) = flow("- attach: {field: Proof, evidence: [answer]}").flow.steps
    assert isinstance(step, Attach)
    assert step.looks_for == Target(field="Proof")
    assert step.aimed_at(Target(button="Upload")).looks_for == Target(button="Upload")
    assert step.looks_for == Target(field="Proof")


@pytest.mark.parametrize("name", ["../answer", "An answer", "", "a/b"])
def test_a_picture_has_a_name_that_a_file_can_have(name: str) -> None:
    with pytest.raises(FlowError):
        flow(f"- capture: {{name: '{name}'}}")
    with pytest.raises(FlowError):
        flow(f"- attach: {{field: Proof, evidence: ['{name}']}}")
