"""What a flow asks of the person, and the rule by which its time is guessed."""

from __future__ import annotations

import pytest

from runner.flow.effort import SECONDS, STEP, minutes, turns
from runner.flow.step import Turn
from runner.testing import flow

LOGIN = "- pause: {for: login, say: Log in.}"
SWITCH = "- pause: {for: switch, control: {switch: Train}, want: off}"
MAIL = "- mail: {to: a@b.example, subject: No, body: No.}"


def counted(steps: str) -> dict[Turn, float]:
    return dict(turns(flow(steps).flow).counts)


def test_each_turn_of_the_person_counts() -> None:
    steps = "\n".join(
        [
            "- open: https://a.example/",
            LOGIN,
            SWITCH,
            SWITCH,
            "- pause: {for: submit, say: Send it.}",
            "- pause: {for: attach, say: Attach it.}",
            "- pause: {for: review, say: Look.}",
            MAIL,
        ]
    )
    assert counted(steps) == {"login": 1, "switch": 2, "submit": 1, "attach": 1, "review": 1, "mail": 1}


def test_the_time_is_the_sum_of_the_turns_and_of_the_steps_between() -> None:
    found = turns(flow(f"- open: https://a.example/\n{LOGIN}\n- click: Privacy\n{SWITCH}").flow)
    assert found.seconds() == SECONDS["login"] + SECONDS["switch"] + 2 * STEP
    assert found.seconds(logged_in=True) == found.seconds() - SECONDS["login"]


def test_of_several_routes_the_first_counts() -> None:
    steps = """
- reach:
    there_when: {visible: Form}
    by:
      the page: [{open: https://a.example/x}]
      the menu: [{click: A}, {click: B}, {pause: {for: review, say: Look.}}]
"""
    found = turns(flow(steps).flow)
    assert (dict(found.counts), found.steps) == ({}, 1)


def test_what_may_not_come_counts_half_and_is_told_as_one() -> None:
    maybe = "- when: {sees: {visible: X}, steps: [{pause: {for: review, say: Look.}}, {click: Y}]}"
    found = turns(flow(maybe).flow)
    assert (dict(found.counts), found.steps, found.says()) == ({"review": 0.5}, 0.5, "something to look at")
    assert turns(flow(f"{maybe}\n{maybe}").flow).says() == "something to look at"


def test_what_is_known_of_the_person_needs_no_typing() -> None:
    file = flow("- fill: {field: Email, with: me.email}").flow
    assert turns(file).says() == "a line to type"
    assert turns(file.with_values({"email": "ada@example.org"}, {})).says() == "nothing but to watch"


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (f"{SWITCH}\n{LOGIN}", "a login, a switch"),
        (f"{LOGIN}\n{SWITCH}\n{SWITCH}", "a login, 2 switches"),
        (MAIL, "a mail"),
    ],
)
def test_it_is_said_in_words(steps: str, said: str) -> None:
    assert turns(flow(steps).flow).says() == said


def test_no_login_is_told_where_they_are_in() -> None:
    assert turns(flow(f"{LOGIN}\n{SWITCH}").flow).says(logged_in=True) == "a switch"


@pytest.mark.parametrize(("seconds", "expected"), [(0, 1), (1, 1), (60, 1), (89, 1), (91, 2), (600, 10)])
def test_minutes_are_whole_and_one_at_least(seconds: float, expected: int) -> None:
    assert minutes(seconds) == expected
