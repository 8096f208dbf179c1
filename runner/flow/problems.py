"""What is wrong with a mapping of a file, in our own words and at its place: the base of the classes files become.

Pydantic finds the problems; nothing of its wording reaches a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic.functional_validators import ModelWrapValidatorHandler
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from runner.errors import did_you_mean

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
            raise problem(f"'{value[:40]}' is not {wanted}")
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
        return f"nothing here is called '{last}'", did_you_mean(str(last), words), True
    if kind == "missing":
        return f"'{last}' is missing here", "", False
    if kind == "literal_error":
        return f"this is one of: {context['expected']}", "", False
    if kind in ("string_type", "string_sub_type"):
        hint = "put it in quotes" if isinstance(error["input"], (int, float)) else ""
        return "a text is wanted here", hint, False
    wanted = {"model_type": "a mapping", "dict_type": "a mapping", "list_type": "a list", "bool_type": "true or false"}
    wanted |= {"float_parsing": "a number", "float_type": "a number", "int_type": "a whole number"}
    if kind in wanted:
        return f"{wanted[kind]} is wanted here", "", False
    if kind.endswith("too_short"):
        return "this may not be empty", "", False
    return error["msg"][:1].lower() + error["msg"][1:], "", False


class Model(BaseModel):
    """A mapping of the file: frozen, and a word it does not know is a problem at that word."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, validate_by_name=True, validate_by_alias=True)

    @classmethod
    def words(cls) -> list[str]:
        """The keys the file may use here."""
        return [info.alias or name for name, info in cls.model_fields.items()]

    @model_validator(mode="wrap")
    @classmethod
    def _in_our_words(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(value)
        except ValidationError as error:
            raise relay(error, cls.words()) from None
