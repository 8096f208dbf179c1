"""What a flow says to people, each text with its place, so that it can be said in their language.

YAML holds the English; catalogues (`flows/locale/de.po`) hold the rest. A text is known there by its flow and by where
it stands in it, without the number of its step: a step put in before it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from runner.locale import ENGLISH, Joined, Language, Message, Text, general, languages
from runner.locale.catalogues import Untranslated, another
from runner.locale.text import Speaks, in_language

DOMAIN = "flows"
_OF_A_FLOW = ("title", "covers", "does_not_cover", "undone_by", "if_not_offered")


class _Step(Protocol):
    """What is asked of a step."""

    @property
    def word(self) -> str: ...
    @property
    def says(self) -> tuple[str, ...]: ...
    @property
    def names_parts(self) -> str | None: ...
    def parts(self) -> Mapping[Any, tuple[Any, ...]]: ...


class _Flow(Protocol):
    """What is asked of a flow."""

    @property
    def news(self) -> Iterable[Any]: ...
    @property
    def needs(self) -> Mapping[str, Any]: ...
    @property
    def steps(self) -> Iterable[Any]: ...


class Say(Protocol):
    """What says a text of ours in the language of what is filled in."""

    def __call__(self, text: Text, /) -> str: ...


Fill = Callable[[str, Say], str]  # makes what is shown of what is written, in any language


def _as_it_is(written: str, say: Say) -> str:
    return written


class Filled(Text):
    """A sentence of ours, about a step, with the person's values in it."""

    text: str
    fill: Fill

    def __new__(cls, text: str, fill: Fill = _as_it_is) -> Filled:
        """The sentence, and what fills the values in."""
        made = super().__new__(cls, fill(text, str))
        made.text, made.fill = text, fill
        return made

    def in_language(self, language: Speaks) -> str:
        """The sentence in the language, with the same in it."""
        return self.fill(in_language(self.text, language), lambda text: text.in_language(language))


class FlowText(Text):
    """A text of a flow: its English as it is written, its place, and what fills the person's values in."""

    written: str
    by_language: Mapping[str, str]
    place: str
    fill: Fill

    def __new__(
        cls, written: str, place: str = "", fill: Fill = _as_it_is, by_language: Mapping[str, str] | None = None
    ) -> FlowText:
        """The text at a place; `by_language` is what its file says in others, `fill` puts values into any of it."""
        made = super().__new__(cls, fill(written, str))
        made.written, made.by_language, made.place, made.fill = written, by_language or {}, place, fill
        return made

    def at(self, place: str) -> FlowText:
        """The same text with its place."""
        return FlowText(self.written, place, self.fill, self.by_language)

    def filled(self, fill: Fill) -> FlowText:
        """The same text with values in it."""
        return FlowText(self.written, self.place, fill, self.by_language)

    @property
    def ways(self) -> tuple[str, ...]:
        """What is written in each language there is in its file."""
        return tuple(dict.fromkeys((self.written, *self.by_language.values())))

    def is_in(self, language: Speaks) -> bool:
        """Whether its file or the catalogues have it in the language; what is written alone is English."""
        if self._told(language):
            return True
        if language.code == ENGLISH:
            return not self.by_language
        return not isinstance(self._in_catalogues(language), Untranslated)

    def in_language(self, language: Speaks) -> str:
        """What its file says in the language, else the catalogues of flows; its English where both lack it."""
        return self.fill(self._written_in(language), lambda text: text.in_language(language))

    def _written_in(self, language: Speaks) -> str:
        return self._told(language) or self._in_catalogues(language)

    def _told(self, language: Speaks) -> str:
        """What its file says in the language, or in that of another country; empty where it says nothing in it."""
        return self.by_language.get(language.code) or self.by_language.get(general(language.code), "")

    def _in_catalogues(self, language: Speaks) -> str:
        return language.sentence(Message(self.written, context=self.place, domain=DOMAIN))


def in_each_language(text: str) -> dict[str, str]:
    """A text that has words of a flow in it, in each language that has all of those, by code; nothing without such."""
    own = tuple(_words_of_flows(text))
    found: dict[str, str] = {}
    for one in _languages_of(own):
        said = in_language(text, one)
        if all(words.is_in(one) for words in own) and found.get(general(one.code)) != said:
            found[one.code] = said
    return found


def _languages_of(own: Iterable[FlowText]) -> list[Language]:
    """Those that catalogues may have such texts in, and those a file has one in though Optout does not speak them."""
    in_files = {code for words in own for code in words.by_language}
    return [another(code) if code in languages() else Language(code) for code in sorted({*languages(), *in_files})]


def _words_of_flows(text: object) -> Iterator[FlowText]:
    match text:
        case FlowText():
            yield text
        case Filled():
            yield from _words_of_flows(text.text)
        case Joined():
            yield from (words for part in text.parts for words in _words_of_flows(part))
        case Message():
            yield from (words for value in text.values.values() for words in _words_of_flows(value))


def mark(flow_id: str, flow: _Flow) -> None:
    """Makes each text of a flow one that knows its place."""
    for holder, field, place in _texts(flow_id, flow):
        # What a model holds may be set past its checks here: the text stays the same text.
        text = getattr(holder, field)
        holder.__dict__[field] = (text if isinstance(text, FlowText) else FlowText(text)).at(place)
    for step, field, place in _with_names(flow.steps):
        named = getattr(step, field)
        step.__dict__[field] = {FlowText(name, place): part for name, part in named.items()}


def spoken(flow_id: str, flow: _Flow) -> Iterator[tuple[str, str]]:
    """Each text of a flow that a person reads: its place as catalogues name it, and its English."""
    for holder, field, place in _texts(flow_id, flow):
        text = getattr(holder, field)
        yield place, text.written if isinstance(text, FlowText) else text
    for step, field, place in _with_names(flow.steps):
        yield from ((place, str(name)) for name in getattr(step, field))


def _texts(flow_id: str, flow: _Flow) -> Iterator[tuple[Any, str, str]]:
    """The holder of each text that is there, its field, and its place."""
    for field in _OF_A_FLOW:
        if getattr(flow, field):
            yield flow, field, f"{flow_id}: {field}"
    for news in flow.news:
        yield news, "say", f"{flow_id}: news"
    for key, need in flow.needs.items():
        yield need, "ask", f"{flow_id}: needs.{key}"
    for step in flow.steps:
        yield from _in_step(flow_id, step)


def _in_step(flow_id: str, step: _Step) -> Iterator[tuple[Any, str, str]]:
    for field in step.says:
        if getattr(step, field):
            yield step, field, f"{flow_id}: {step.word}.{field.rstrip('_')}"
    for steps in step.parts().values():
        for one in steps:
            yield from _in_step(flow_id, one)


def _with_names(steps: Iterable[Any]) -> Iterator[tuple[Any, str, str]]:
    """Each step whose parts have names, the field they stand in, and the place that all flows share: `reach.by`."""
    for step in steps:
        if step.names_parts:
            yield step, step.names_parts, f"{step.word}.{step.names_parts}"
        for inner in step.parts().values():
            yield from _with_names(inner)
