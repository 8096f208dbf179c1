"""Texts of a flow in the person's language: by its file, by a catalogue, else in English; with their values in each."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from runner.errors import FlowError
from runner.flow.load import load
from runner.flow.texts import FlowText, spoken
from runner.locale.text import Message

HEAD = """title: {en: Say no, de: Nein sagen}
service: Test
hosts: [example.org]
needs: {name: What is your name?}
steps:
"""
FLOW = (
    HEAD
    + """  - open: https://example.org/
  - pause: {for: review, say: {en: 'Look, {name}.', de: 'Schau, {name}.'}}
  - when:
      sees: {visible: x}
      steps:
        - pause: {for: review, say: Only English.}
"""
)


@dataclass
class Catalogue:
    """A language of a few sentences, by their place."""

    code: str
    said: dict[str, str] = field(default_factory=dict)

    def sentence(self, text: Message) -> str:
        return self.said.get(text.context, text.id)


def test_each_text_has_its_place() -> None:
    file = load(FLOW, "own.yaml")
    assert list(spoken(file.id, file.flow)) == [
        ("own: title", "Say no"),
        ("own: needs.name", "What is your name?"),
        ("own: pause.say", "Look, {name}."),
        ("own: pause.say", "Only English."),
    ]


def test_what_the_file_says_comes_first() -> None:
    title = load(FLOW, "own.yaml").flow.title
    assert isinstance(title, FlowText)
    assert title == "Say no"
    assert title.in_language(Catalogue("de", {"own: title": "Aus dem Katalog"})) == "Nein sagen"
    assert title.in_language(Catalogue("de-AT")) == "Nein sagen"
    assert title.in_language(Catalogue("fr", {"own: title": "Dire non"})) == "Dire non"
    assert title.in_language(Catalogue("it")) == "Say no"


def test_values_are_filled_in_in_every_language() -> None:
    flow = load(FLOW, "own.yaml").flow.with_values({}, {"name": "Robin"})
    say = flow.steps[1].say  # type: ignore[attr-defined]
    assert say == "Look, Robin."
    assert say.in_language(Catalogue("de")) == "Schau, Robin."


@pytest.mark.parametrize(
    ("say", "told"),
    [
        ("{en: 'Hello {nobody}'}", "nothing under needs: is called 'nobody'"),
        ("{en: Hello, de: 'Hallo {niemand}'}", "nothing under needs: is called 'niemand'"),
        ("{en: Hello, x y: Hallo}", "'x y' is not a language"),
        ("{en: 7}", "a text is wanted here"),
        ("{en: ''}", "this may not be empty"),
        ("[Hello]", "a text is wanted here"),
    ],
)
def test_what_is_no_text_by_language_is_told(say: str, told: str) -> None:
    with pytest.raises(FlowError) as refused:
        load(HEAD + f"  - open: https://example.org/\n  - pause: {{for: review, say: {say}}}\n", "own.yaml")
    assert told in str(refused.value)
    assert "own.yaml:7:" in str(refused.value)
