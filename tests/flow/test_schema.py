"""The schema says what the loader says, so that an editor never marks what runs and seldom misses what does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator

from runner.errors import FlowError
from runner.flow.kinds import KINDS
from runner.flow.load import load
from runner.flow.schema import flow_schema
from runner.flow.source import read

SCHEMA = flow_schema()
EDITOR = Draft202012Validator(SCHEMA)
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
    "expect: {visible: A, otherwise: {not_offered: ask, for good: true}}",
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


def properties(schema: object, way: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    """Every property that is described somewhere in the schema, by where that is."""
    if isinstance(schema, list):
        for at, one in enumerate(schema):
            yield from properties(one, f"{way}/{at}")
    if isinstance(schema, dict):
        for word, one in schema.items():
            if word == "properties":
                yield from ((f"{way}/{name}", each) for name, each in one.items())
            yield from properties(one, f"{way}/{word}")


PROPERTIES = dict(properties(SCHEMA))


def test_every_property_is_explained() -> None:
    """An editor shows this beside the word while somebody types."""
    assert len(PROPERTIES) > 150
    assert [way for way, one in PROPERTIES.items() if not str(one.get("description", "")).strip()] == []


@pytest.mark.parametrize("name", [name for name in SCHEMA["$defs"] if not name.startswith("step ")])
def test_every_thing_that_has_properties_is_explained(name: str) -> None:
    one = SCHEMA["$defs"][name]
    assert "properties" not in one or one.get("description")


@pytest.mark.parametrize("word", KINDS)
def test_every_field_of_a_step_is_in_its_schema(word: str) -> None:
    told = {way.rpartition("/")[2] for way in PROPERTIES if way.startswith(f"/$defs/step {word}/")}
    assert set(KINDS[word].words()) <= told | {"condition"}


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
