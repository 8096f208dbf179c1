"""The way back to a setting, and what is seen there."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.flow.load import load_file
from runner.flow.model import Condition
from runner.session.readback import read_back, reading
from tests.fakes import FakeDriver, flow

FLOWS = Path(__file__).parents[2] / "flows"
SWITCH = "- pause: {for: switch, control: {switch: Train}, want: off}"
LOGIN = "- pause: {for: login, say: Log in., until: {visible: Menu}}"


def way(steps: str) -> list[str] | None:
    found = reading(flow(steps).flow)
    return [str(step) for step in found.way] if found else None


def test_the_last_page_opened_and_what_leads_on_from_there() -> None:
    steps = f"""
- open: https://a.example/
- click: Elsewhere
- open: https://a.example/settings
- click: AI
- choose: {{radio: Something}}
- fill: {{field: Name, with: me.name}}
- capture: {{name: before}}
{SWITCH}
- confirm: {{is_off: {{switch: Train}}}}
"""
    assert way(steps) == ["Open a.example/settings", "Press “AI”"]


def test_a_login_comes_after_the_page_and_before_the_way_once_more() -> None:
    found = reading(
        flow(f"- open: https://a.example/\n- click: Log in\n{LOGIN}\n- open: https://a.example/s\n{SWITCH}").flow
    )
    assert found is not None
    assert [step.word for step in found.way] == ["open", "pause", "reach"]
    assert str(found.way[1].until) == "“Menu” is there or “Train” (switch) is there"  # type: ignore[attr-defined]
    assert found.wanted == Condition.model_validate({"is_off": {"switch": "Train"}})


@pytest.mark.parametrize(
    "steps",
    [
        "- open: https://a.example/\n- click: Somewhere",
        "- open: https://a.example/\n- pause: {for: submit, say: Go.}\n- confirm: {visible: Thanks}",
        "- open: https://a.example/\n- when: {sees: {visible: Form}, steps: [{pause: {for: submit, say: Go.}}]}\n"
        "- confirm: {visible: Thanks}",
        "- open: https://a.example/\n- mail: {to: a@b.example, subject: S, body: B}\n- confirm: {visible: Thanks}",
    ],
    ids=["nothing", "an answer", "an answer in a part", "a mail"],
)
def test_what_answers_a_sending_is_not_to_be_seen_again(steps: str) -> None:
    assert way(steps) is None


def test_what_does_more_than_lead_on_is_left_out_of_routes_and_parts() -> None:
    steps = f"""
- open: https://a.example/
- when: {{sees: {{visible: X}}, steps: [{{pause: {{for: review, say: Look.}}}}]}}
- when: {{sees: {{visible: Y}}, steps: [{{click: More}}]}}
- reach:
    there_when: {{visible: {{switch: Train}}}}
    by:
      a form: [{{fill: {{field: N, with: me.name}}}}]
      a link: [{{click: Settings}}]
{SWITCH}
"""
    found = reading(flow(steps).flow)
    assert found is not None
    assert [step.word for step in found.way] == ["open", "when", "reach"]
    assert list(found.way[-1].by) == ["a link"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", sorted(FLOWS.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_shipped_flow_is_read_back_by_anything_that_acts(path: Path) -> None:
    found = reading(load_file(path).flow)
    words = {step.word for step in found.way} if found else set()
    assert words <= {"open", "click", "hover", "expect", "reach", "when", "pause"}
    assert {step.for_ for step in found.way if step.word == "pause"} <= {"login"} if found else True  # type: ignore[attr-defined]


OFF, ON = {"is_off": {"switch": "Train"}}, {"is_on": {"switch": "Private"}}


@pytest.mark.parametrize(
    ("wanted", "sees", "on", "seen"),
    [
        (OFF, {"Train"}, set(), "confirmed"),
        (OFF, {"Train"}, {"Train"}, "reverted"),
        (ON, {"Private"}, set(), "reverted"),
        ({"visible": {"text": "You are out"}}, {"You are out"}, set(), "confirmed"),
        ({"visible": {"text": "You are out"}}, set(), set(), "unknown"),
        ({"all": [OFF, ON]}, {"Train", "Private"}, {"Private"}, "confirmed"),
        ({"all": [OFF, ON]}, {"Train", "Private"}, set(), "reverted"),
        ({"any": [OFF, {"visible": {"text": "Gone"}}]}, {"Train"}, {"Train"}, "unknown"),
        ({"any": [OFF, ON]}, {"Train", "Private"}, {"Train"}, "reverted"),
        ({"any": [ON, {"all": [{"gone": {"switch": "Private"}}, OFF]}]}, {"Private"}, set(), "reverted"),
    ],
)
async def test_what_is_seen(wanted: dict[str, object], sees: set[str], on: set[str], seen: str) -> None:
    driver = FakeDriver(sees)
    driver.on = on
    assert await read_back(driver, Condition.model_validate(wanted)) == seen
    assert driver.done == []
