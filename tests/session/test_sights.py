"""What there is to see of a flow, and the way there."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.flow.load import load_file, walk
from runner.session.sights import by_hand, to_see, way
from runner.testing import flow

FLOWS = Path(__file__).parents[2] / "flows"
OPEN = "- open: https://a.example/"
SWITCH = "- pause: {for: switch, control: {switch: Train}, want: off}"
LOGIN = "- pause: {for: login, say: Log in., until: {visible: Menu}}"
SUBMIT = "pause: {for: submit, say: Go.}"


def walked(steps: str, *of: str) -> list[int]:
    return sorted(way(flow(steps).flow.steps, of) if of else way(flow(steps).flow.steps))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "there"),
    [
        (f"{OPEN}\n- click: Somewhere", set()),
        (f"{OPEN}\n{SWITCH}", {"setting"}),
        ("- pause: {for: switch, say: Do it in the app.}", set()),
        ("- pause: {for: switch, say: Choose Off., until: {visible: Off}}", {"setting"}),
        (f"{OPEN}\n- {SUBMIT}\n- confirm: {{visible: Thanks}}", {"form"}),
        (f"{OPEN}\n- when: {{sees: {{visible: F}}, steps: [{{{SUBMIT}}}]}}\n- confirm: {{visible: Thanks}}", {"form"}),
        ("- mail: {to: a@b.example, subject: S, body: B}\n- confirm: {visible: Thanks}", {"mail"}),
        (f"{OPEN}\n- fill: {{field: N, with: me.name}}\n{OPEN}\n- confirm: {{is_off: Train}}", {"form", "setting"}),
    ],
    ids=["nothing", "a switch", "by hand", "a list", "an answer", "an answer in a part", "a mail", "both"],
)
def test_what_answers_a_sending_is_not_to_be_seen_again(steps: str, there: set[str]) -> None:
    assert to_see(flow(steps).flow.steps) == there


def test_a_page_where_there_is_nothing_to_see_is_not_walked_and_a_login_is() -> None:
    steps = f"""
{OPEN}
{LOGIN}
- click: Elsewhere
- open: https://a.example/chat
- click: Hello
- open: https://a.example/settings
- click: AI
{SWITCH}
{OPEN}
- open: https://a.example/settings
- confirm: {{is_off: {{switch: Train}}}}
"""
    assert walked(steps) == [0, 1, 5, 6, 7]


def test_only_what_is_asked_for_is_gone_to() -> None:
    steps = f"{OPEN}\n{LOGIN}\n{OPEN}form\n- fill: {{field: N, with: me.name}}\n{OPEN}settings\n{SWITCH}"
    assert walked(steps, "setting") == [0, 1, 4, 5]
    assert walked(steps, "form") == [0, 1, 2, 3]
    assert walked(steps, "mail") == []


def test_a_search_on_the_way_to_a_setting_is_no_form() -> None:
    search = "- fill: {field: Quick Find, with: {text: Training}}"
    assert to_see(flow(f"{OPEN}\n{search}\n{SWITCH}").flow.steps) == {"setting"}
    assert to_see(flow(f"{OPEN}\n{search}\n{SWITCH}\n- {SUBMIT}").flow.steps) == {"setting", "form"}


def test_what_only_the_person_can_see_is_known() -> None:
    assert by_hand(flow(f"{SWITCH}\n- pause: {{for: review, say: Look for the other one.}}").flow.steps)
    assert not by_hand(flow(f"- pause: {{for: review, say: Open it., until: {{visible: X}}}}\n{SWITCH}").flow.steps)
    assert not by_hand(flow("- pause: {for: review, say: Ask it., copy: Who am I?}").flow.steps)


@pytest.mark.parametrize("path", sorted(FLOWS.glob("*.yaml")), ids=lambda path: path.stem)
def test_of_every_shipped_flow_there_is_something_to_tell(path: Path) -> None:
    steps = load_file(path).flow.steps
    assert to_see(steps) or by_hand(steps)
    walked_to = [steps[at] for at in sorted(way(steps))]
    has_login = any(step.about == "login" for _, step in walk(steps))
    logs_in = any(step.about == "login" for _, step in walk(walked_to))
    assert logs_in == (has_login and bool(walked_to))
