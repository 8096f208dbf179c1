"""What is wrong with a mapping of a file, in our own words and at its place: the base of the classes files become.

Pydantic finds the problems; nothing of its wording reaches a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic.functional_validators import ModelWrapValidatorHandler
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from runner.errors import did_you_mean
from runner.locale import Text, _

MAX_PROBLEMS = 100  # nobody reads more, and a hostile file may have tens of thousands


def problem(message: str, hint: str = "", where: str | int | None = None) -> PydanticCustomError | ValidationError:
    """An error for a validator to raise; with `where`, at that key below the value it looks at."""
    error = PydanticCustomError("flow", "{message}", {"message": message, "hint": hint, "key": where is not None})
    if where is None:
        return error
    return ValidationError.from_exception_data("flow", [InitErrorDetails(type=error, loc=(where,), input=None)])


def written(pattern: str, wanted: str) -> BeforeValidator:
    """Makes a text be of a certain form; `wanted` tells the person which."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise problem(_("'{value}' is not {wanted}", value=value[:40], wanted=wanted))
        return value

    return BeforeValidator(check, json_schema_input_type=Annotated[str, Field(pattern=f"^(?:{pattern})$")])


def relay(error: ValidationError, words: Iterable[str], *under: str) -> ValidationError:
    """The same problems in our own words, at the same places, or `under` a key that the class does not see."""
    details = []
    for one in error.errors(include_url=False)[:MAX_PROBLEMS]:
        message, hint, at_key = _in_words(one, words)
        custom = PydanticCustomError("flow", "{message}", {"message": message, "hint": hint, "key": at_key})
        details.append(InitErrorDetails(type=custom, loc=(*under, *one["loc"]), input=None))
    return ValidationError.from_exception_data("flow", details)


def _in_words(error: ErrorDetails, words: Iterable[str]) -> tuple[str, str, bool]:
    """Message, hint and whether it is about the key, for one of pydantic's errors."""
    kind, last, context = error["type"], error["loc"][-1] if error["loc"] else "", error.get("ctx", {})
    if kind == "flow":
        return context["message"], context["hint"], context["key"]
    if kind == "extra_forbidden":
        return _("nothing here is called '{last}'", last=last), did_you_mean(str(last), words), True
    if kind == "missing":
        return _("'{last}' is missing here", last=last), "", False
    if kind == "literal_error":
        return _("this is one of: {choices}", choices=context["expected"]), "", False
    if kind in ("string_type", "string_sub_type"):
        return _("a text is wanted here"), _instead(kind, error["input"]), False
    if kind in _WANTED:
        return _WANTED[kind], _instead(kind, error["input"]), False
    return _bound(kind, context) or error["msg"][:1].lower() + error["msg"][1:], "", False


_YES_AND_NO = {"yes": "true", "on": "true", "y": "true", "1": "true"} | dict.fromkeys(("no", "off", "n", "0"), "false")
_WANTED: Mapping[str, Text] = {
    "model_type": _("a mapping is wanted here"),
    "dict_type": _("a mapping is wanted here"),
    "list_type": _("a list is wanted here"),
    "bool_type": _("true or false is wanted here"),
    "float_parsing": _("a number is wanted here"),
    "float_type": _("a number is wanted here"),
    "int_type": _("a whole number is wanted here"),
}
_BOUNDS: Mapping[str, Callable[[str], Text]] = {
    "greater_than": lambda number: _("a number above {number} is wanted here", number=number),
    "greater_than_equal": lambda number: _("a number of {number} or more is wanted here", number=number),
    "less_than": lambda number: _("a number below {number} is wanted here", number=number),
    "less_than_equal": lambda number: _("a number of {number} or less is wanted here", number=number),
}


def _bound(kind: str, context: dict[str, Any]) -> str:
    """What is wanted where a number is too large or small, or a text or list too short; '' where it is not that."""
    if kind in _BOUNDS:
        return _BOUNDS[kind](*(f"{value:g}" for value in context.values()))
    return _("this may not be empty") if kind.endswith("too_short") else ""


def _instead(kind: str, given: Any) -> str:
    """How to write what was given where something of another kind is wanted; '' where that cannot be told."""
    if kind.startswith("string"):
        alone = isinstance(given, list) and len(given) == 1 and isinstance(given[0], str)
        return _("put it in quotes") if isinstance(given, (int, float)) else _write(given[0]) if alone else ""
    if kind == "list_type":
        short = isinstance(given, str) and len(given) <= 80
        return _write(f"[{given}]") if short else _("begin each of its things with a dash: `- …`") if given else ""
    if kind in ("model_type", "dict_type"):
        return _("write words with values: `word: value` in lines below, or {word: value}")
    word = _YES_AND_NO.get(str(given).casefold()) if kind == "bool_type" else None
    return _write(word) if word else ""


def _write(what: str) -> Text:
    return _("write {what}", what=what)


class Model(BaseModel):
    """A mapping of the file: frozen, and a word it does not know is a problem at that word."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, validate_by_name=True, validate_by_alias=True)

    @classmethod
    @cache  # fields do not change, and every mapping of every file asks
    def words(cls) -> tuple[str, ...]:
        """The keys the file may use here."""
        return tuple(info.alias or name for name, info in cls.model_fields.items())

    @model_validator(mode="wrap")
    @classmethod
    def _in_our_words(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(value)
        except ValidationError as error:
            raise relay(error, cls.words()) from None
