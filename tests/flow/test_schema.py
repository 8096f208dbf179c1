"""The schema says what the loader says, so that an editor never marks what runs and seldom misses what does not."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from runner.errors import FlowError
from runner.flow.load import load
from runner.flow.schema import flow_schema
from runner.flow.source import read

EDITOR = Draft202012Validator(flow_schema())
GOOD = [
    "click: A",
    "click: [A, B]",
    "click: {en: A, fil: B}",
    "click: {link: /a|b/i, timeout: 3}",
    "{click: A, timeout: 3}",
    "click: {target: A}",
    "click: {any: [{href: /a}, A]}",
    "hover: {button: any, within: {css: header}}",
    "expect: {visible: A, otherwise: not_offered}",
    "expect: {condition: {visible: A}, otherwise: not_offered}",
    "{expect: {visible: A}, otherwise: not_offered}",
    "expect: {any: [{visible: A}, {all: [{gone: B}, {url: /x/}]}]}",
    "choose: A",
    "choose: {option: G, from: {combobox: C}}",
    "choose: {option: G, from: {combobox: C}, timeout: 3}",
    "choose: {target: {combobox: C}, option: G}",
    "confirm: {visible: A, say: b}",
    "fill: {field: A, with: me.email}",
    "fill: {field: {en: A, de: [B, C]}, with: {text: x}}",
    "{fill: {field: A, with: me.email}, timeout: 3}",
    "capture: {name: a, of: page}",
    "capture: {name: a, of: {link: A}}",
    "pause: {for: switch, control: {switch: any, beside: A}, want: off}",
    "open: {url: https://example.com}",
    "when: {sees: {url: /x/}, steps: [{click: A}]}",
    "reach: {there_when: {visible: A}, by: {one way: [{click: A}]}, otherwise: not_offered}",
    "mail: {to: a@b.example, subject: s, body: b}",
    "attach: {field: A, evidence: [a]}",
]
BAD = [
    "clik: A",
    "click: {lnik: A}",
    "click: {}",
    "click: 5",
    "click: {timeout: 3}",
    "{click: A, open: b}",
    "{click: A, otherwise: sent}",
    "pause: {for: loggin, say: a}",
    "fill: {field: A, with: email}",
    "expect: A",
    "expect: {visible: A, gone: B}",
    "expect: {otherwise: not_offered}",
    "confirm: {say: a}",
    "capture: {name: A B}",
    "reach: {by: {a: [{click: A}]}}",
    "open: {}",
    "when: {sees: {visible: A}, steps: []}",
]


def said(text: str) -> tuple[bool, bool]:
    """Whether the editor takes it, and whether the loader does."""
    root = read(text, "f.yaml").root
    assert root is not None
    try:
        load(text, "f.yaml")
    except FlowError:
        return EDITOR.is_valid(root.data()), False
    return EDITOR.is_valid(root.data()), True


def flow(step: str) -> str:
    return f"title: t\nservice: s\nhosts: [example.com]\nsteps:\n  - {step}\n"


@pytest.mark.parametrize("step", GOOD)
def test_what_loads_is_not_marked(step: str) -> None:
    assert said(flow(step)) == (True, True)


@pytest.mark.parametrize("step", BAD)
def test_what_does_not_load_is_marked(step: str) -> None:
    assert said(flow(step)) == (False, False)


@pytest.mark.parametrize("word", ["title", "service", "hosts", "steps"])
def test_what_is_required_is_marked_where_missing(word: str) -> None:
    text = flow("click: A").replace("steps:\n  - click: A", "steps: [{click: A}]")
    assert said("\n".join(line for line in text.split("\n") if not line.startswith(word))) == (False, False)


def test_an_unknown_word_at_the_top_is_marked() -> None:
    assert said(f"titel: t\n{flow('click: A')}") == (False, False)
