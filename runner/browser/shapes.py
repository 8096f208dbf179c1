"""What a script in a page says, read as the type it is declared with: exactly that, or it is not understood.

What crosses between page and runner is declared once, as TypedDicts, Literals and records of ours, such as
guard.py's Facts; tests/js/page_types.py makes the scripts' types from the same declarations.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

LONGEST = 40  # letters of what was said that stand in an error
_NO: Final = object()  # what a reader gives for what is not of its type
_Reader = Callable[[object], object]


class NotUnderstood(Exception):
    """A script of ours said what is none of our messages: a mistake of ours, for no page can speak in its place."""


def parsed(text: str) -> object:
    """What a script said as JSON; raises NotUnderstood where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise NotUnderstood("it is no JSON") from None


def fits(hint: Any, said: object) -> bool:
    """Whether what was said is of a type."""
    return _reader(hint)(said) is not _NO


def read(hint: Any, said: object) -> Any:
    """What was said, as a type, records of ours made of it; raises NotUnderstood where it is not exactly that."""
    if (value := _reader(hint)(said)) is _NO:
        raise NotUnderstood("it is not made as such answers are")
    return value


def message(messages: Any, said: object) -> Any:
    """One of a union of messages that each say their `type`; raises NotUnderstood where it is none of them.

    The words of that hold no more of what was said than its type, cut short.
    """
    if not isinstance(said, dict):
        raise NotUnderstood("it is no message")
    if (value := _reader(messages)(said)) is not _NO:
        return value
    kind = said.get("type")
    if not isinstance(kind, str) or kind not in _kinds(messages):
        raise NotUnderstood(f"no message is called {str(kind)[:LONGEST]!r}")
    raise made_otherwise(kind)


def made_otherwise(kind: str) -> NotUnderstood:
    """That a message has a type of ours, and is not as messages of that type are."""
    return NotUnderstood(f"its message '{kind}' is not made as such messages are")


def fields_of(record: Any) -> dict[str, Any]:
    """The fields of a TypedDict, NamedTuple, dataclass or model, each with its type."""
    if models := getattr(record, "model_fields", None):
        return {name: field.annotation for name, field in models.items()}
    hints = get_type_hints(record)
    return {field.name: hints[field.name] for field in dataclasses.fields(record)} if _is_data(record) else hints


def is_row(hint: Any) -> bool:
    """Whether a type is a NamedTuple, which is said as a list."""
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def _is_data(record: Any) -> bool:
    return isinstance(record, type) and dataclasses.is_dataclass(record)


def _kinds(messages: Any) -> set[str]:
    members = get_args(messages) or (messages,)
    return {kind for member in members for kind in get_args(get_type_hints(member)["type"])}


@cache
def _reader(hint: Any) -> _Reader:
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin is Literal:
        return lambda said: said if type(said) is str and said in inner else _NO
    if origin in (Union, UnionType):
        return _either([_reader(one) for one in inner])
    if origin is list or (origin is tuple and inner[-1] is Ellipsis):
        return _list(origin, _reader(inner[0]))
    if origin is tuple:
        return _row(lambda *values: values, [_reader(one) for one in inner])
    readers = {name: _reader(one) for name, one in fields_of(hint).items()}
    return _row(hint, list(readers.values())) if is_row(hint) else _record(hint, readers)


def _either(readers: list[_Reader]) -> _Reader:
    return lambda said: next((value for one in readers if (value := one(said)) is not _NO), _NO)


def _list(kind: type, item: _Reader) -> _Reader:
    def read_list(said: object) -> object:
        values = [item(one) for one in said] if isinstance(said, list) else [_NO]
        return _NO if any(one is _NO for one in values) else kind(values)

    return read_list


def _row(make: Callable[..., object], readers: list[_Reader]) -> _Reader:
    def read_row(said: object) -> object:
        if not isinstance(said, list) or len(said) != len(readers):
            return _NO
        values = [reader(one) for reader, one in zip(readers, said, strict=True)]
        return _NO if any(one is _NO for one in values) else make(*values)

    return read_row


def _record(make: Any, readers: dict[str, _Reader]) -> _Reader:
    make = dict if is_typeddict(make) else make

    def read_record(said: object) -> object:
        if not isinstance(said, dict) or said.keys() != readers.keys():
            return _NO
        values = {name: reader(said[name]) for name, reader in readers.items()}
        return _NO if any(one is _NO for one in values.values()) else make(**values)

    return read_record


def _number(said: object) -> object:
    return said if type(said) is int or (type(said) is float and math.isfinite(said)) else _NO


def _of(kind: type) -> _Reader:
    return lambda said: said if type(said) is kind else _NO


_PLAIN: dict[Any, _Reader] = {str: _of(str), int: _of(int), bool: _of(bool), NoneType: _of(NoneType), float: _number}
