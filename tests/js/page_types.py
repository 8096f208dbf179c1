"""The words of pages and runner as types for the scripts, made from the classes that the runner has them in.

`python -m tests.js.page_types` writes tests/js/*.messages.d.ts; a test says when one is stale. A message, question or
answer is declared in the module that stands at the top of such a file, and nowhere else.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from playwright.async_api import FloatRect

from runner import events
from runner.browser import engine_messages, engine_questions, guard, page_messages, panel_messages, panel_words
from runner.browser.shapes import fields_of, is_row
from runner.flow import folding, model

_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null"}
_RENAMED = {model.Pick: "PickTold"}  # TypeScript has a Pick of its own


@dataclass(frozen=True)
class Declared:
    """One file of types: what the scripts may name, each after what it is made of.

    `aliases` are spelt out, `unions` name the messages that are said, whose interfaces come with those of `shapes`.
    Of `bindings` those that are True are there always; `given` are the constants that are put before the scripts.
    """

    name: str
    sources: str
    aliases: dict[str, Any] = field(default_factory=dict)
    shapes: tuple[Any, ...] = ()
    unions: dict[str, Any] = field(default_factory=dict)
    maps: dict[str, dict[str, Any]] = field(default_factory=dict)
    bindings: dict[str, bool] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """Where it is kept."""
        return Path(__file__).with_name(f"{self.name}.messages.d.ts")

    def as_text(self) -> str:
        """The text of it."""
        return "\n\n".join(part for part in self._parts() if part) + "\n"

    def _parts(self) -> Iterator[str]:
        said = [member for union in self.unions.values() for member in get_args(union)]
        yield f"// Made by `make generated`; declared, and to be changed, in {self.sources}."
        yield "\n".join(f"type {name} = {self.spelt(hint, whole=True)};" for name, hint in self.aliases.items())
        yield from (self._interface(shape) for shape in (*self.shapes, *said))
        yield "\n".join(f"type {name} = {self.spelt(hint)};" for name, hint in self.unions.items())
        for name, members in self.maps.items():
            yield f"interface {name} {{\n{self._fields(members)}}}"
        say = {True: "(message: string) => void", False: "((message: string) => void) | undefined"}
        yield "\n".join(f"declare var {name}: {say[always]};" for name, always in self.bindings.items())
        yield "\n".join(f"declare const {name}: {shape};" for name, shape in self.given.items())

    def _interface(self, shape: Any) -> str:
        doc = "" if shape is FloatRect else f"/** {' '.join(inspect.cleandoc(shape.__doc__).split())} */\n"
        kind = {"ask": Literal[shape.word()]} if _is_query(shape) else {}
        return f"{doc}interface {_named(shape)} {{\n{self._fields({**kind, **fields_of(shape)})}}}"

    def _fields(self, fields: dict[str, Any]) -> str:
        return "".join(f"  {name}: {self.spelt(hint)};\n" for name, hint in fields.items())

    def spelt(self, hint: Any, whole: bool = False) -> str:
        """A type as TypeScript has it, by its name where it has one; `whole` spells it out."""
        if not whole and (name := next((name for name, known in self.aliases.items() if known == hint), None)):
            return name
        inner = get_args(hint)
        match get_origin(hint):
            case None if is_row(hint):
                return self._row(get_type_hints(hint).values())
            case None:
                return _PLAIN.get(hint) or _named(hint)
            case origin if origin is Literal:
                return " | ".join(f"'{word}'" for word in inner)
            case origin if origin in (Union, UnionType):
                return " | ".join(self.spelt(one) for one in inner)
            case origin if origin is tuple and inner[-1] is not Ellipsis:
                return self._row(inner)
            case origin if origin in (list, tuple):
                item = self.spelt(inner[0])
                return f"({item})[]" if " " in item else f"{item}[]"
            case origin if origin is dict:  # one that need not have every key
                return f"{{ [key in {self.spelt(inner[0])}]?: {self.spelt(inner[1])} }}"
        raise TypeError(f"{hint} is not among the types that messages are made of")

    def _row(self, hints: Any) -> str:
        return f"[{', '.join(self.spelt(one) for one in hints)}]"


def _is_query(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, engine_questions.ToEngine)


def _named(shape: Any) -> str:
    """What the scripts call a record of ours; raises TypeError where it is none."""
    if not (is_typeddict(shape) or _is_query(shape) or hasattr(shape, "__dataclass_fields__") or shape in _RENAMED):
        raise TypeError(f"{shape} is not among the types that messages are made of")
    return _RENAMED.get(shape, str(shape.__name__))


PANEL = Declared(
    "panel",
    "runner/events.py, runner/browser/panel_messages.py and panel_words.py",
    aliases={
        "Choice": events.Choice,
        "Part": panel_messages.Part,
        "State": panel_messages.State,
        "Box": events.Box,
    },
    shapes=(
        FloatRect,
        panel_messages.Place,
        panel_messages.CopyIn,
        panel_messages.Asked,
        panel_messages.View,
        panel_messages.PanelAnswers,
        panel_words.QuestionHead,
        panel_words.Counted,
        panel_words.PanelWords,
    ),
    unions={"FromPage": panel_messages.FromPage, "ToPage": panel_messages.ToPage},
    bindings={panel_messages.SAY: True},
    given={"WORDS": "PanelWords"},
)
WATCH = Declared(
    "watch",
    "runner/browser/page_messages.py",
    unions={"Noticed": page_messages.Noticed},
    bindings={page_messages.CHANGED: True},
)
_TOLD = [each for each in engine_questions.Query.__subclasses__() if each is not engine_questions.Which]
_FOUND = engine_questions.Which.__subclasses__()
_GIVEN = engine_questions.Gift.__subclasses__()
ENGINE = Declared(
    "engine",
    "runner/browser/engine_questions.py, engine_messages.py and page_messages.py,\n"
    "// Facts in guard.py, PickTold as Pick in runner/flow/model.py, FOLDING in runner/flow/folding.py",
    aliases={"Way": engine_messages.Way, "Why": engine_messages.Why, "Sides": engine_messages.Sides},
    shapes=(
        guard.Form,
        guard.Facts,
        model.Pick,
        *(
            shape
            for shape in vars(engine_messages).values()
            if isinstance(shape, type) and shape.__module__ == engine_messages.__name__
        ),
        *_TOLD,
        *_FOUND,
        *_GIVEN,
    ),
    unions={"Unasked": page_messages.Unasked},
    maps={
        "Queries": {each.word(): each for each in _TOLD},
        "Answers": {each.word(): each.answers() for each in _TOLD},
        "Whiches": {each.word(): each for each in _FOUND},
        "Gifts": {each.word(): each for each in _GIVEN},
    },
    bindings={page_messages.ARRIVED: False},
    given={"FOLDING": f"Record<{' | '.join(repr(name) for name in folding.TABLES)}, string>"},
)
RECORD = Declared(
    "record",
    "runner/browser/page_messages.py",
    shapes=(page_messages.GivenWords,),
    unions={"Did": page_messages.Did},
    bindings={page_messages.DID: True},
    given={"GIVEN": "GivenWords"},
)
ALL = (PANEL, WATCH, ENGINE, RECORD)

if __name__ == "__main__":
    for declared in ALL:
        declared.file.write_text(declared.as_text(), encoding="utf-8")
