"""What may be written at a place of a file that somebody is in the middle of typing."""

from __future__ import annotations

import pytest

from runner.flow.completing import words_at


def offered(text: str) -> list[str]:
    return [one.text for one in words_at(text, len(text)).words]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ti", "title: "),
        ("steps:\n  - op", "open: "),
        ("steps:\n- cl", "click: "),
        ("steps:\n  - open: https://example.com/\n  - pau", "pause: "),
        ("steps:\n  - pause:\n      for: login\n      unt", "until: "),
        ("steps:\n  - pause:\n      for: ", "login"),
        ("steps:\n  - pause: {for: login, un", "until: "),
        ("steps:\n  - pause:\n      until: {visible: {bu", "button: "),
        ("steps:\n  - click: {any: [{href: /x}, {li", "link: "),
        ("steps:\n  - click:\n      any: [{href: /x},\n        {li", "link: "),
        ("steps:\n  - click: li", "{link: "),
        ("steps:\n  - reach:\n      by:\n        the menu:\n          - cl", "click: "),
        ("steps:\n  - reach:\n      there_when: vis", "{visible: "),
        ("steps:\n  - expect: {visible: x}\n    otherwise: not", "not_offered"),
        ("checked: {date: 2026-11-29, how: s", "sources"),
        ("needs:\n  blog: {ask: Which?, public: t", "true"),
        ("interruptions:\n  - bu", "button: "),
        ("steps:\n  # the way in\n  - open: 'https://example.com/#x'\n  - when:\n      se", "sees: "),
    ],
)
def test_words_and_values_of_the_place(text: str, first: str) -> None:
    assert offered(text)[:1] == [first]


@pytest.mark.parametrize(
    "text",
    [
        "# ti",
        "title: a text # op",
        "steps:\n  - pause:\n      say: |\n        fo",
        "steps:\n  - pause: {for: login}\n    nothing_",
        "title: What it does, in a li",
        "steps:\n  - click: [One, Tw",
    ],
)
def test_nothing_where_a_text_of_ones_own_stands(text: str) -> None:
    assert offered(text) == []


def test_what_is_begun_is_replaced_and_each_word_says_what_it_means() -> None:
    text = "title: x\nsteps:\n  - pau"
    found = words_at(text + "se: x", len(text))
    assert found.start == len(text) - 3
    assert [(one.word, one.about) for one in found.words] == [
        ("pause", "The person acts: logs in, submits, switches, attaches or reviews")
    ]


def test_what_is_not_yaml_yet_is_no_error() -> None:
    for text in ("steps:\n  - {", "}{", "a: b: c:\n - - -", "'", 'steps:\n  - pause: {say: "un', "\t- x", ": :\n:"):
        for at in range(len(text) + 1):
            words_at(text, at)
