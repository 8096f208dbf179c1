"""The kinds by their words, and steps out of plain data, also those within others."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, PlainValidator, ValidationError

from runner.errors import did_you_mean
from runner.flow.problems import problem, relay
from runner.flow.step import Step
from runner.locale import _

KINDS: dict[str, type[Step]] = {}  # filled by the package once all its files are there


def parse_step(value: Any) -> Step:
    """One step from plain data; raises ValidationError with each problem at its key."""
    if isinstance(value, Step):
        return value
    if not isinstance(value, dict) or not value:
        raise problem(_("a step is one word and its value"), _("such as `- click: Settings`"))
    given = [key for key in value if key in KINDS]
    if not given:
        word = str(next(iter(value)))
        raise problem(_("no step is called '{word}'", word=word), did_you_mean(word, KINDS), next(iter(value)))
    word = given[0]
    kind = KINDS[word]
    others = [key for key in value if key != word]
    stray = next((key for key in others if key in KINDS or key not in kind.words()), None)
    if stray is not None:
        apart = _("write each step after a dash of its own")
        hint = apart if stray in KINDS else did_you_mean(str(stray), kind.words())
        raise problem(_("'{stray}' does not belong beside '{word}'", stray=stray, word=word), hint, stray)
    fields = kind.widen(value[word])
    if isinstance(fields, dict):
        fields = {**fields, **{key: value[key] for key in others}}
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise relay(error, kind.words(), word) from None


AnyStep = Annotated[Step, PlainValidator(parse_step)]
Steps = Annotated[list[AnyStep], Field(min_length=1)]
