"""What there is to see of a flow, and the way there."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.flow.load import load_file, walk
from runner.session.sights import by_hand, has_unseen_form, to_see, way
from runner.testing import flow

FLOWS = Path(__file__).parents[2] / "flows"
OPEN = "- open: https://a.example/"
SWITCH = "- pause: {for: switch, control: {switch: Train}, want: off}"
SOMEWHERE = "- pause: {for: login, say: Show who you are.}"
LOGIN = "- pause: {for: login, say: Log in., until: {visible: Menu}}"
SUBMIT = "pause: {for: submit, say: Go.}"
HERE = "- expect: {visible: Your request}"
PART = f"- when: {{sees: {{visible: F}}, steps: [{{{SUBMIT}}}]}}"


def walked(steps: str, *of: str) -> list[int]:
    return sorted(way(flow(steps).flow.steps, of) if of else way(flow(steps).flow.steps))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "there"),
    [
        (f"{OPEN}\n- click: Somewhere", set()),
        (f"{OPEN}\n{SWITCH}", {"setting"}),
        ("- pause: {for: switch, say: Do it in the app.}", set()),
        ("- pause: {for: switch, say: Choose Off., until: {visible: Off}}", {"setting"}),
        (f"{OPEN}\n{HERE}\n- {SUBMIT}\n- confirm: {{visible: Thanks}}", {"form"}),
        (f"{OPEN}\n{HERE}\n{PART}\n- confirm: {{visible: Thanks}}", {"form"}),
        (f"{OPEN}\n- {SUBMIT}\n- confirm: {{visible: Thanks}}", set()),
        ("- mail: {to: a@b.example, subject: S, body: B}\n- confirm: {visible: Thanks}", {"mail"}),
        (f"{OPEN}\n- fill: {{field: N, with: me.name}}\n{OPEN}\n- confirm: {{is_off: Train}}", {"form", "setting"}),
    ],
    ids=["nothing", "a switch", "by hand", "a list", "an answer", "one in a part", "an unseen one", "a mail", "both"],
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


@pytest.mark.parametrize(
    ("steps", "unseen"),
    [
        (f"{OPEN}\n{HERE}\n- {SUBMIT}", False),
        (f"{HERE}\n{OPEN}\n- {SUBMIT}", True),
        (f"{OPEN}\n{HERE}\n{LOGIN}\n- {SUBMIT}", False),
        (f"{OPEN}\n{HERE}\n{SOMEWHERE}\n- {SUBMIT}", True),
        (f"{OPEN}\n{HERE}\n- when: {{sees: {{visible: X}}, steps: [{SOMEWHERE[2:]}]}}\n- {SUBMIT}", True),
        (f"{OPEN}\n{SOMEWHERE}\n- fill: {{field: Name, with: me.name}}\n- {SUBMIT}", False),
        (f"{OPEN}\n{SOMEWHERE}\n{PART.replace('[{', '[{fill: {field: N, with: me.name}}, {')}", False),
        (f"{OPEN}\n{SWITCH}", False),
    ],
    ids=["seen", "another page", "a login", "a login to somewhere", "perhaps one", "a field", "one in a part", "none"],
)
def test_a_form_by_which_nothing_is_known_is_not_gone_to_look_at(steps: str, unseen: bool) -> None:
    found = flow(steps).flow.steps
    assert has_unseen_form(found) is unseen
    assert ("form" in to_see(found)) is not unseen or "setting" in to_see(found)
    assert bool(walked(steps)) is not unseen
    assert not by_hand(found)


def test_a_setting_behind_a_form_that_cannot_be_seen_is_gone_to() -> None:
    steps = f"{OPEN}\n{SOMEWHERE}\n- {SUBMIT}\n{OPEN}settings\n{SWITCH}"
    assert (has_unseen_form(flow(steps).flow.steps), walked(steps)) == (True, [0, 1, 3, 4])


@pytest.mark.slow
def test_no_shipped_flow_asks_for_a_login_that_tells_nothing() -> None:
    """Of these two forms nothing is on record that could be seen; their stand-ins say why not."""
    files = {path.stem: load_file(path).flow.steps for path in FLOWS.glob("*.yaml")}
    unseen = {flow for flow, steps in files.items() if has_unseen_form(steps)}
    assert unseen == {"california-drop", "paypal-objection"}
    assert not any(way(files[flow]) for flow in unseen)


def test_what_only_the_person_can_see_is_known() -> None:
    assert by_hand(flow(f"{SWITCH}\n- pause: {{for: review, say: Look for the other one.}}").flow.steps)
    assert not by_hand(flow(f"- pause: {{for: review, say: Open it., until: {{visible: X}}}}\n{SWITCH}").flow.steps)
    assert not by_hand(flow("- pause: {for: review, say: Ask it., copy: Who am I?}").flow.steps)


@pytest.mark.parametrize("path", sorted(FLOWS.glob("*.yaml")), ids=lambda path: path.stem)
def test_of_every_shipped_flow_there_is_something_to_tell(path: Path) -> None:
    steps = load_file(path).flow.steps
    assert to_see(steps) or by_hand(steps) or has_unseen_form(steps)
    walked_to = [steps[at] for at in sorted(way(steps))]
    has_login = any(step.about == "login" for _, step in walk(steps))
    logs_in = any(step.about == "login" for _, step in walk(walked_to))
    assert logs_in == (has_login and bool(walked_to))
