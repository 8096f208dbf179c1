"""`choose`: selects a radio, checkbox or option of a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from runner.flow.driver import Driver
from runner.flow.in_words import names_in_words, thing
from runner.flow.model import AnyTarget, Name, Names, names_of
from runner.flow.results import Done, Result
from runner.flow.step import InForm
from runner.locale import _


class Choose(InForm):
    """Selects a radio, checkbox or option of a form: `choose: {radio: I object}`.

    In a list to choose from: `choose: {option: Germany, from: {combobox: Country}}`.
    """

    word = "choose"
    main = "target"
    hand = "chooses"
    aims = "target"
    uses = "turned"
    target: AnyTarget = Field(description="the radio or checkbox to choose, or the list to choose from")
    option: Names | None = Field(None, description="the option's names, where `from` says which list")

    @classmethod
    def widen(cls, value: Any) -> Any:
        if isinstance(value, dict) and "from" in value:
            rest = {key: item for key, item in value.items() if key != "from"}
            return {"target": value["from"], **rest}
        if isinstance(value, dict) and set(value) <= {"target", "option", "timeout"} and "target" in value:
            return value
        if isinstance(value, dict) and "timeout" in value:
            return {"target": {k: v for k, v in value.items() if k != "timeout"}, "timeout": value["timeout"]}
        return {"target": value}

    @classmethod
    def short_form(cls, fields: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        listed = {**fields["target"], "description": "the list"}  # `from` is a word of this form only
        return {"option": fields["option"], "from": listed, "timeout": fields["timeout"]}, ["option", "from"]

    async def run(self, driver: Driver) -> Result:
        options = tuple(name.text for name in names_of(self.option)) if self.option else ()
        return Done(await driver.choose(self.target, options, self.timeout))

    @property
    def options(self) -> Sequence[Name]:
        return names_of(self.option) if self.option else ()

    def instruction(self) -> str:
        if self.option is None:
            return _("Choose {thing}.", thing=thing(self.target))
        option = names_in_words(names_of(self.option))
        return _("Choose {option} from {list}.", option=option, list=thing(self.target))

    def narrated(self) -> str:
        if self.option is None:
            return _("I choose {thing}", thing=str(self.target))
        return _("I choose “{option}” from {list}", option=names_of(self.option)[0].text, list=str(self.target))

    def __str__(self) -> str:
        if self.option is None:
            return _("Choose {thing}", thing=str(self.target))
        return _("Choose “{option}” from {list}", option=names_of(self.option)[0].text, list=str(self.target))
