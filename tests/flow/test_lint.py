"""What `check` warns about: age, hosts, languages, css. Each with what is like it and in order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from runner.flow.check import check
from runner.flow.headings import STALE_DAYS, is_stale
from runner.flow.load import load

CHECKED = date(2026, 3, 1)
HEAD = f"""title: T
service: S
covers: C
does_not_cover: D
offered_in: everywhere
checked: {{date: {CHECKED}, how: sources}}
sources: [https://a.example/help]
"""
OPEN = "{open: https://a.example/}"


def said(*steps: str, hosts: str = "a.example", today: date | None = None) -> list[str]:
    """The warnings of a flow, with their lines."""
    text = f"{HEAD}hosts: [{hosts}]\nsteps:\n" + "\n".join(f"  - {step}" for step in (OPEN, *steps))
    found = check(load(text, "f.yaml"), today=today)
    assert all(one.severity == "warning" for one in found)
    return [f"{one.line}: {one.message}" for one in found]


def test_a_flow_without_doubts() -> None:
    assert said("click: {link: {en: Settings, de: Einstellungen}}", "click: {href: /ai}") == []


def test_a_flow_grows_old_after_half_a_year() -> None:
    last = CHECKED + timedelta(days=STALE_DAYS)
    assert said(today=last) == []
    assert said(today=last + timedelta(days=1)) == ["6: this was checked on 1 Mar 2026, more than 180 days ago"]
    assert said(today=None) == []


def test_what_was_never_checked_is_stale() -> None:
    assert is_stale("", CHECKED)
    assert is_stale("soon", CHECKED)


@pytest.mark.parametrize(
    ("hosts", "steps", "warned"),
    [
        ("a.example", ["open: https://www.a.example/x"], []),
        ("a.example, b.example", [], ["8: no step names b.example"]),
        ("a.example, b.example", [r"click: {href: '/b\.example\/form/'}"], []),
        ("a.example, b.example", [r"expect: {url: '/b\.example\/(x|y)/'}"], []),
        ("a.example, b.example", ["open: https://b.example/"], []),
        (
            "a.example, b.example",
            ["open: https://my.b.example/", "open: https://my.b.example/2"],
            ["8: b.example is wider than the steps need: they open only my.b.example"],
        ),
        ("a.example, my.b.example", ["open: https://my.b.example/"], []),
        ("a.example, b.example", ["open: https://my.b.example/", "open: https://help.b.example/"], []),
        ("a.example, b.example", ["open: https://www.b.example/"], []),
        ("a.example, ai.shop.com, ai.shop.co.uk, ai.shop.de", ["open: https://ai.shop.com/"], []),
    ],
)
def test_hosts_wider_than_the_steps_need(hosts: str, steps: list[str], warned: list[str]) -> None:
    assert said(*steps, hosts=hosts) == warned


def test_a_flow_that_opens_nothing_says_nothing_about_its_hosts() -> None:
    assert check(load(f"{HEAD}hosts: [b.example]\nsteps: [{{click: /x/}}]", "f.yaml")) == []


@pytest.mark.parametrize("step", ["click: Settings", "click: {link: {en: Settings}}", "expect: {visible: Settings}"])
def test_labels_in_one_language_are_told_once(step: str) -> None:
    assert said(step, "click: Privacy") == ["11: its labels are in one language only"]


def test_a_label_that_others_have_in_more_languages() -> None:
    steps = ["click: {link: {en: Settings, de: Einstellungen}}", "click: Privacy", "click: {en: [AI, AIs]}"]
    assert said(*steps) == ["12: 2 labels are in one language only, such as 'Privacy'; others have 2"]


@pytest.mark.parametrize("step", ["click: [Settings, Einstellungen]", "click: /object/i", "click: {href: /x}"])
def test_what_may_be_in_any_language(step: str) -> None:
    assert said(step) == []


@pytest.mark.parametrize(
    ("step", "warned"),
    [
        ("""click: {css: 'a[aria-label="Settings"]'}""", "this css looks for a name, so a name would do"),
        ("""expect: {visible: {css: 'div:has-text("Hi")'}}""", "this css looks for a name, so a name would do"),
        ("expect: {visible: {css: .x1i10hfl}}", "this css goes by what a machine has named, which lasts for weeks"),
        ("click: {css: header nav a}", "what is used here is found by css alone"),
        ("pause: {for: switch, control: {css: main input}, want: 'off'}", "what is used here is found by css alone"),
    ],
)
def test_css_where_a_name_would_do(step: str, warned: str) -> None:
    assert f"11: {warned}" in said(step)


@pytest.mark.parametrize(
    "step",
    [
        """expect: {visible: {css: 'input[type="password"]'}}""",
        "click: {any: [{href: /ai}, {css: header a}]}",
        "click: {button: any, within: {css: header}}",
    ],
)
def test_css_that_has_its_place(step: str) -> None:
    assert said(step) == []


SEEN = "this can hold with nothing seen: what is missing may only not have come yet"


@pytest.mark.parametrize(
    ("step", "warned"),
    [
        ("pause: {for: submit, say: Go., until: {gone: {button: Send}}}", SEEN),
        ("expect: {any: [{visible: A}, {all: [{url: /b}, {gone: {button: /c/}}]}]}", SEEN),
        ("expect: {visible: /a/, otherwise: not_offered}", "this ends as not_offered with nothing seen, so"),
        ("expect: {visible: /a/, otherwise: {sent: {gone: /b/}}}", "this ends as sent with nothing seen, so"),
    ],
)
def test_what_would_hold_with_nothing_seen(step: str, warned: str) -> None:
    assert any(warned in one for one in said(step))


@pytest.mark.parametrize(
    "step",
    [
        "expect: {all: [{visible: /a/}, {gone: /b/}]}",
        "expect: {visible: /a/, otherwise: {not_offered: ask}}",
        "expect: {visible: /a/, otherwise: {not_offered: {visible: /b/}}}",
    ],
)
def test_what_rests_on_something_seen(step: str) -> None:
    assert said(step) == []


def test_for_good_says_something_on_a_route_alone() -> None:
    end = "expect: {visible: /a/, otherwise: {not_offered: ask, for good: true}}"
    assert said(f"reach: {{there_when: {{visible: /c/}}, by: {{one: [{{click: /d/}}, {{{end}}}]}}}}") == []
    assert any("this is no part of a route" in one for one in said(end))
