"""How a walk ends where something is not found, and by what that is seen."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from runner.errors import did_you_mean
from runner.flow.model import Condition
from runner.flow.problems import Model, problem
from runner.flow.results import Ends
from runner.locale import _

Ending = Literal["already_out", "not_offered", "opted_out", "sent"]


class Otherwise(Model):
    """How the walk ends where something is not found, and what the page shows then: `{not_offered: {visible: …}}`.

    Where no such sign is known, the person is asked: `{not_offered: ask}`. Inside a route of `reach` the routes
    after it are tried first, unless it says `for good: true`.
    """

    already_out: Condition | Literal["ask"] | None = Field(
        None, description="the person was out before: what the page shows then, or `ask`"
    )
    not_offered: Condition | Literal["ask"] | None = Field(
        None, description="refusing is not offered to them: what the page shows then, or `ask`"
    )
    opted_out: Condition | Literal["ask"] | None = Field(
        None, description="the person has opted out: what the page shows then, or `ask`"
    )
    sent: Condition | Literal["ask"] | None = Field(
        None, description="the request was sent: what the page shows then, or `ask`"
    )
    for_good: bool = Field(False, alias="for good", description="inside a route: no other route is tried then")

    @property
    def outcome(self) -> Ending:
        """The outcome that it says."""
        found: Ending = next(word for word in get_args(Ending) if word in self.model_fields_set)
        return found

    @property
    def sign(self) -> Condition | None:
        """What the page shows then, where the flow says it."""
        found = getattr(self, self.outcome)
        return found if isinstance(found, Condition) else None

    @property
    def asks(self) -> bool:
        """Whether the flow says that the person is to be asked."""
        return bool(getattr(self, self.outcome) == "ask")

    def ends(self, missing: str) -> Ends:
        """As a result, where this is missing."""
        return Ends(self.outcome, missing, self.sign, self.for_good)


def _widen_otherwise(value: Any) -> Any:
    if isinstance(value, str) and value in get_args(Ending):
        return {value: None}
    if isinstance(value, str):
        raise problem(_("'{word}' is not an outcome", word=value), did_you_mean(value, get_args(Ending)))
    if isinstance(value, dict) and len(value.keys() - {"for good"}) != 1:
        raise problem(_("otherwise says one outcome, and what the page shows then"), _("{not_offered: {visible: …}}"))
    return value


AnyOtherwise = Annotated[Otherwise, BeforeValidator(_widen_otherwise, json_schema_input_type=Ending | Otherwise)]
