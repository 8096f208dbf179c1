"""`fill`: types a value of the person's own, or a text of the flow's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PrivateAttr

from runner.flow.driver import Driver
from runner.flow.in_words import thing
from runner.flow.model import AnyTarget, Names, Target
from runner.flow.problems import Model, problem
from runner.flow.results import Asks, Done, Result
from runner.flow.step import InForm, Text, Turn, fill_in, own_word
from runner.locale import _
from runner.locale.phrase import quoted


class OwnText(Model):
    """A text of the flow's own, to be typed as it is."""

    text: Text = Field(description="what to type, as it stands here")


_OWN_KEY = r"me\.[A-Za-z_][A-Za-z0-9_]*"
_OwnKey = Annotated[str, Field(pattern=f"^{_OWN_KEY}$")]


def _own_value(value: Any) -> Any:
    if isinstance(value, (dict, OwnText)):
        return OwnText.model_validate(value)
    if not isinstance(value, str) or not re.fullmatch(_OWN_KEY, value):
        raise problem(_("what to type is me.KEY from the person's config, or {text: …}"), _("such as me.email"))
    return value


class Fill(InForm):
    """Types a value of the person's own: `fill: {field: Email, with: me.email}`. Never a secret.

    `me.KEY` is from the person's config; what is not there, they are asked to type. A `{text: …}` is typed as it is.
    """

    word = "fill"
    hand = "types"
    aims = "names"
    uses = "typed"
    field: Names = Field(description="the field, by its label")
    within: AnyTarget | None = Field(None, description="only inside this")
    with_: Annotated[OwnText | str, BeforeValidator(_own_value, json_schema_input_type=OwnText | _OwnKey)] = Field(
        alias="with", description="me.KEY from the person's settings, or {text: …}"
    )

    _pointed_at: Target | None = PrivateAttr(None)

    @property
    def target(self) -> Target:
        """The field to fill, as a target."""
        return self._pointed_at or Target(field=self.field, within=self.within)

    async def run(self, driver: Driver) -> Result:
        if isinstance(self.with_, OwnText):
            return Done(await driver.fill(self.target, self.with_.text, self.timeout))
        label = await driver.show(self.target, self.timeout)
        return Asks("review", _("Type your {what} into “{field}”, then press Continue.", what=self._own, field=label))

    def aimed_at(self, target: Target) -> Self:
        step = self.model_copy()
        step._pointed_at = target
        return step

    def with_values(self, me: Mapping[str, str], needs: Mapping[str, str]) -> Self:
        if isinstance(self.with_, OwnText):
            return self.model_copy(update={"with_": OwnText(text=fill_in(self.with_.text, me, needs))})
        text = me.get(self.with_.removeprefix("me."), "").strip()
        return self.model_copy(update={"with_": OwnText(text=text)}) if text else self

    @property
    def turn(self) -> Turn | None:
        return "type" if isinstance(self.with_, str) else None

    @property
    def types(self) -> str:
        return self.with_ if isinstance(self.with_, str) else quoted(self.with_.text)

    @property
    def own_text(self) -> str:
        return self.with_.text if isinstance(self.with_, OwnText) else ""

    @property
    def to_copy(self) -> str:
        return self.own_text

    def filled(self) -> Iterator[tuple[str, str]]:
        yield "with", f"{{{self.with_}}}" if isinstance(self.with_, str) else self.with_.text

    def built_targets(self) -> Iterator[tuple[str, Target]]:
        yield "field", Target(field=self.field)

    def narrated(self) -> str:
        if isinstance(self.with_, OwnText):
            return _("I fill {field}", field=str(self.target))
        return _("You type your {what} into {field}", what=self._own, field=str(self.target))

    def instruction(self) -> str:
        if isinstance(self.with_, str):
            return _("Type your {what} into {field}.", what=self._own, field=thing(self.target))
        return _("Put this text into {field}:", field=thing(self.target))

    def __str__(self) -> str:
        if isinstance(self.with_, str):
            return _("Fill {field} with your {what}", field=str(self.target), what=self._own)
        return _("Fill {field}", field=str(self.target))

    @property
    def _own(self) -> str:
        """What of the person's own it asks for, in words."""
        return own_word(self.with_.removeprefix("me.")) if isinstance(self.with_, str) else ""
