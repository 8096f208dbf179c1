"""A text for people as a field of a flow file: in English, or by language."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator

from runner.flow.model import LANGUAGE
from runner.flow.problems import problem
from runner.flow.texts import FlowText
from runner.locale import _


def _by_language(value: Any, handler: ValidatorFunctionWrapHandler) -> str:
    """A text, or the same text by language: the English one is what it is called by, or else the first."""
    if not isinstance(value, dict) or not value:
        said: str = handler(value)
        return said
    for code in value:
        if not isinstance(code, str) or not LANGUAGE.fullmatch(code):
            raise problem(_("'{word}' is not a language", word=code), _("write a code such as en, de or pt-BR"), code)
    said_in = {code: handler(one) for code, one in value.items()}
    return FlowText(said_in.get("en") or next(iter(said_in.values())), by_language=said_in)


_OneText = Annotated[str, Field(min_length=1)]
# A text for people, in English or by language.
Said = Annotated[_OneText, WrapValidator(_by_language, json_schema_input_type=_OneText | dict[str, _OneText])]
