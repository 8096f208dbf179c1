"""What a flow says to people, each text with its place, so that it can be said in their language.

YAML holds the English; catalogues (`flows/locale/de.po`) hold the rest. A text is known there by its flow and by where
it stands in it, without the number of its step: a step put in before it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from runner.locale.text import Message, Speaks, Text

DOMAIN = "flows"
_OF_A_FLOW = ("title", "covers", "does_not_cover", "undone_by", "if_not_offered")


class _Step(Protocol):
    """What is asked of a step."""

    @property
    def word(self) -> str: ...
    @property
    def says(self) -> tuple[str, ...]: ...
    def parts(self) -> Mapping[Any, tuple[Any, ...]]: ...


class _Flow(Protocol):
    """What is asked of a flow."""

    @property
    def news(self) -> Iterable[Any]: ...
    @property
    def needs(self) -> Mapping[str, Any]: ...
    @property
    def steps(self) -> Iterable[Any]: ...


class FlowText(Text):
    """A text of a flow: its English as it is written, its place, and what fills the person's values in."""

    written: str
    place: str
    fill: Callable[[str], str]

    def __new__(cls, written: str, place: str = "", fill: Callable[[str], str] = str) -> FlowText:
        """The text at a place; `fill` makes what is shown of what is written, in any language."""
        made = super().__new__(cls, fill(written))
        made.written, made.place, made.fill = written, place, fill
        return made

    def filled(self, fill: Callable[[str], str]) -> FlowText:
        """The same text with values in it."""
        return FlowText(self.written, self.place, fill)

    def in_language(self, language: Speaks) -> str:
        """What the catalogues of flows have for it; its English where they lack it."""
        return self.fill(language.sentence(Message(self.written, context=self.place, domain=DOMAIN)))


def mark(flow_id: str, flow: _Flow) -> None:
    """Makes each text of a flow one that knows its place."""
    for holder, field, place in _texts(flow_id, flow):
        # What a model holds may be set past its checks here: the text stays the same text.
        holder.__dict__[field] = FlowText(getattr(holder, field), place)


def spoken(flow_id: str, flow: _Flow) -> Iterator[tuple[str, str]]:
    """Each text of a flow that a person reads: its place as catalogues name it, and its English."""
    for holder, field, place in _texts(flow_id, flow):
        text = getattr(holder, field)
        yield place, text.written if isinstance(text, FlowText) else text


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
