"""What is refused before anybody looks for a flow in it, and where each value stands."""

from __future__ import annotations

import time

import pytest

from runner.flow.source import MAX_BYTES, TextPlace, read

BOMB = "a: &a [x, x]\n" + "".join(
    f"b{at}: &b{at} [{', '.join([f'*b{at - 1}' if at else '*a'] * 9)}]\n" for at in range(9)
)
REFUSED = {
    "one long line": ("a" * (MAX_BYTES + 1), "the file is over 128 KiB"),
    "many bytes in few characters": ("ü" * (MAX_BYTES // 2 + 1), "the file is over 128 KiB"),
    "brackets in one line": ("[" * 100_000, "this is nested deeper than 32 levels"),
    "brackets in many lines": ("[\n" * 60_000, "this is nested deeper than 32 levels"),
    "mappings in one line": ("a: {" * 30_000, "this is nested deeper than 32 levels"),
    "lists in one line": ("- " * 60_000, "this is nested deeper than 32 levels"),
    "indented": ("".join(f"{' ' * depth}a:\n" for depth in range(400)), "this is nested deeper than 32 levels"),
    "lists repeated by aliases": (BOMB, "there are more than 4,000 values in this file"),
    "a text repeated by aliases": (
        f"a: &a {'x' * 8_000}\nb: [{', '.join(['*a'] * 40)}]",
        "with its aliases written out the file is over 128 KiB",
    ),
    "a text without end": (f"a: {'x' * 8_193}", "this text is longer than 8,192 characters"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_too_much_is_refused_at_once(name: str) -> None:
    text, message = REFUSED[name]
    began = time.perf_counter()
    source = read(text, "f.yaml")
    assert time.perf_counter() - began < 0.5  # 0.1 s on a quiet machine
    assert [problem.message for problem in source.problems] == [message]
    assert source.root is None or not source.root.pairs


def test_as_deep_as_allowed_is_read() -> None:
    assert not read("[" * 32 + "]" * 32, "f.yaml").problems
    assert read("[" * 33 + "]" * 33, "f.yaml").problems


def test_an_alias_is_what_it_repeats() -> None:
    root = read("a: &names [x, y]\nb: *names", "f.yaml").root
    assert root is not None
    assert root.data() == {"a": ["x", "y"], "b": ["x", "y"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a: *b",
            "f.yaml:1:4: there is no anchor called 'b' above this alias (put a text that begins with * in quotes)",
        ),
        ("a: &a [*a]", "f.yaml:1:8: the alias 'a' stands inside what it repeats"),
        ("a: 1\nb: 2\na: 3", "f.yaml:3:1: 'a' stands here twice; the first is in line 1"),
        ("a:\n  no: x\n  no: y", "f.yaml:3:3: 'no' stands here twice; the first is in line 2"),
        ("? [a]\n: b", "f.yaml:1:3: a key is one word, not a list or a mapping"),
        ("a: 1\n---\nb: 2", "f.yaml:2:1: there is a second document in this file (one file is one flow)"),
        ("a: \x00", "f.yaml:1:4: this character may not stand in a YAML file"),
    ],
)
def test_what_is_said_and_where(text: str, said: str) -> None:
    assert [str(problem) for problem in read(text, "f.yaml").problems] == [said]


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "y", "n", "2026-11-23", "12:30:00", "1_000", "0b1", "<<"])
def test_what_yaml_1_1_would_change_stays_a_text(word: str) -> None:
    root = read(f"{word}: {word}", "f.yaml").root
    assert root is not None
    assert root.data() == {word: word}


def test_quotes_keep_a_text_a_text() -> None:
    root = read("['true', \"12\", '~']", "f.yaml").root
    assert root is not None
    assert root.data() == ["true", "12", "~"]


def test_places_are_those_an_editor_shows() -> None:
    source = read("title: é\nsteps:\n  - click: A\n  - pause:\n      say: Hallo\n", "f.yaml")
    assert source.locate(("steps", 0, "click")) == TextPlace(3, 12)
    assert source.locate(("steps", 1, "pause", "say")) == TextPlace(5, 12)
    assert source.locate(("steps", 1, "pause", "say"), key=True) == TextPlace(5, 7)
    assert source.locate(("steps", 0, "click", "target")) == TextPlace(3, 12)  # a field that the short form implies
