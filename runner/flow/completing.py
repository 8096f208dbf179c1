"""What may be written at a place of a flow file: the words and values that its schema knows there.

The text is one that somebody is in the middle of typing, so it need not be YAML yet: where a place lies is told by its
indentation and brackets alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from runner.flow.schema import Schema, flow_schema

MOST = 40
_HEAD = re.compile(r"(?P<dash>- +|-$)|(?P<key>[A-Za-z_][\w -]*?|'[^']*'|\"[^\"]*\"):(?: +|$)")
_WORD = re.compile(r"[\w.-]*$")
_BLOCK_TEXT = re.compile(r"[|>][-+\d]*\s*$")
_QUOTED = re.compile(r"'[^']*'|\"(?:\\.|[^\"\\])*\"")
_COMMENT = re.compile(r"(^|\s)#")
_FARTHEST = 200  # lines above the place in which brackets may have been opened

Part = str | int


@dataclass(frozen=True)
class Completion:
    """A word that may stand at the place: how it is called, what is put there, and what it means."""

    word: str
    text: str
    about: str


@dataclass(frozen=True)
class Completions:
    """What may stand at a place; what is put there takes the place of the characters from `start` on."""

    start: int
    words: tuple[Completion, ...]


@dataclass(frozen=True)
class _Head:
    """A dash, or a key (then with its name), and the column it stands in."""

    column: int
    key: str | None


@dataclass(frozen=True)
class _TypedPlace:
    """Where something is being written: the way to it through the file, and whether it is a key or a value."""

    path: tuple[Part, ...]
    is_key: bool


def words_at(text: str, at: int) -> Completions:
    """What may be written at a character of a text, as far as what stands before it there allows."""
    begun = _WORD.search(text[:at])
    start = begun.start() if begun else at
    place = _place(text[:start])
    if place is None:
        return Completions(at, ())
    prefix = text[start:at].casefold()
    found = _keys(place.path) if place.is_key else _values(place.path)
    fitting: dict[str, Completion] = {}
    for one in found:
        if one.word.casefold().startswith(prefix):
            fitting.setdefault(one.word, one)
    return Completions(start, tuple(fitting.values())[:MOST])


# -- where is it ------------------------------------------------------------------------------------------------------


def _place(before: str) -> _TypedPlace | None:
    """Where the end of a text is; None in a comment, or in a text of several lines."""
    lines = before.split("\n")
    if _COMMENT.search(_QUOTED.sub("", lines[-1])):
        return None
    for number in range(len(lines) - 1, max(-1, len(lines) - _FARTHEST), -1):
        heads, rest = _heads(lines[number])
        inside = "\n".join([rest, *lines[number + 1 :]])
        if heads and rest[:1] in ("{", "[") and (inner := _in_brackets(inside)) is not None:
            outer = _above(lines[:number], heads)
            return None if outer is None else _TypedPlace((*outer, *inner.path), inner.is_key)
        if heads and heads[0].column == 0 and heads[0].key:
            break
    heads, rest = _heads(lines[-1])
    path = _above(lines[:-1], heads or [_Head(len(lines[-1]), None)], is_bare=not heads)
    if path is None or rest:
        return None
    return _TypedPlace(path, is_key=not heads or heads[-1].key is None)


def _heads(line: str) -> tuple[list[_Head], str]:
    """The dashes and the key that a line begins with, and what stands behind them."""
    at = len(line) - len(line.lstrip(" "))
    heads: list[_Head] = []
    while found := _HEAD.match(line, at):
        key = found["key"]
        heads.append(_Head(at, key.strip("'\" ") if key else None))
        at = found.end()
        if key:
            break
    rest = line[at:]
    return heads, "" if rest.startswith("#") else rest


def _above(lines: Sequence[str], heads: Sequence[_Head], is_bare: bool = False) -> tuple[Part, ...] | None:
    """The way to what these heads lead to; None inside a text of several lines."""
    path: list[Part] = [] if is_bare else [0 if head.key is None else head.key for head in heads]
    column, is_item = heads[0].column, not is_bare and heads[0].key is None
    for line in reversed(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        above, rest = _heads(line)
        for head in reversed(above):
            if head.column < column or (is_item and head.column == column and head.key is not None):
                if head.key and _BLOCK_TEXT.match(rest):
                    return None
                path.insert(0, 0 if head.key is None else head.key)
                column, is_item = head.column, head.key is None
    return tuple(path)


def _in_brackets(text: str) -> _TypedPlace | None:
    """Where the end of a text lies in the brackets it begins with; None where they are closed by then."""
    open_: list[Part | None] = []  # of each bracket the key that is open in it; 0 in a list
    token = ""
    for letter in _QUOTED.sub(lambda found: "q" * len(found[0]), text):
        if letter in "{[":
            open_.append(None if letter == "{" else 0)
        elif letter in "}]" and open_:
            open_.pop()
        elif letter == "," and open_:
            open_[-1] = 0 if open_[-1] == 0 else None
        elif letter == ":" and open_ and open_[-1] is None:
            open_[-1] = token.strip()
        else:
            token += letter
            continue
        token = ""
    if not open_ or token.strip():
        return None
    return _TypedPlace(tuple(one for one in open_ if one is not None), is_key=open_[-1] is None)


# -- what may stand there ---------------------------------------------------------------------------------------------


@cache
def _schema() -> Schema:
    return flow_schema()


def _each(schema: Schema) -> Iterator[Schema]:
    """A schema, and all that it may be instead."""
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix("#/$defs/")
        yield from _each(_schema()["$defs"][name])
    yield schema
    for one in schema.get("anyOf", ()):
        yield from _each(one)


def _at(path: Sequence[Part]) -> list[Schema]:
    """What the schema says of a place, each alternative of it."""
    found = list(_each(_schema()))
    for part in path:
        inside = [one for schema in found if (one := _inside(schema, part)) is not None]
        found = [each for one in inside for each in _each(one)]
    return found


def _inside(schema: Schema, part: Part) -> Schema | None:
    if isinstance(part, int):
        inner: Any = schema.get("items")
    else:
        named = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
        inner = schema.get("properties", {}).get(part, named[0])
    return inner if isinstance(inner, dict) else None


def _keys(path: Sequence[Part], before: str = "") -> Iterator[Completion]:
    for schema in _at(path):
        for word, one in schema.get("properties", {}).items():
            yield Completion(word, f"{before}{word}: ", _about(one))


def _values(path: Sequence[Part]) -> Iterator[Completion]:
    for schema in _at(path):
        if schema.get("type") == "boolean":
            yield from (Completion(word, word, "") for word in ("true", "false"))
        for value in [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]:
            yield Completion(str(value), str(value), schema.get("description", ""))
    yield from _keys(path, before="{")


def _about(schema: Schema) -> str:
    """The first sentence of what a word means."""
    said = next((str(one["description"]) for one in _each(schema) if one.get("description")), "")
    return said.split("\n")[0].split(". ")[0].rstrip(".")
