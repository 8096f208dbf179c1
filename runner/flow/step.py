"""What every step has: its long form, the person's values filled in, its parts, its aim."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field

from runner.flow.driver import Driver
from runner.flow.model import Condition, Target
from runner.flow.problems import Model
from runner.flow.results import Result

Seconds = Annotated[float, Field(gt=0, le=600, strict=False)]
NEED = re.compile(r"\{([a-z][a-z0-9_]*)\}")
OWN = re.compile(r"\{me\.([A-Za-z_][A-Za-z0-9_]*)\}")
_EITHER = re.compile(f"{OWN.pattern}|{NEED.pattern}")


def fill_in(text: str, me: Mapping[str, str], needs: Mapping[str, str]) -> str:
    """A text with each `{need}`, and each `{me.KEY}` of the person's own, replaced by its value.

    What the person has not told stands there as what to put in: `{me.name}` is then “[your name]”.
    """

    def filled(found: re.Match[str]) -> str:
        own, need = found[1], found[2]
        if need is not None:
            return needs.get(need, found[0])
        return me.get(own, "").strip() or f"[your {own.replace('_', ' ')}]"

    return _EITHER.sub(filled, text)  # at once: no value is looked into for more


class Step(Model):
    """One step of a flow. `word` is its kind; `main` the field that a bare value stands for."""

    word: ClassVar[str]
    main: ClassVar[str | None] = None
    timeout: Seconds | None = Field(None, description="seconds to look for it, where the usual time is not right")

    texts: ClassVar[tuple[str, ...]] = ()  # the fields in which {need} and {me.KEY} are filled in

    def with_values(self, me: Mapping[str, str], needs: Mapping[str, str]) -> Self:
        """The step with the person's own values and the flow's needs in it."""
        found = {name: getattr(self, name) for name in self.texts}
        return self.model_copy(update={name: fill_in(text, me, needs) for name, text in found.items() if text})

    def parts(self) -> dict[tuple[str | int, ...], tuple[Step, ...]]:
        """The steps inside this one, by their place in its value."""
        return {}

    @property
    def aim(self) -> Condition | None:
        """What must be on the page for this step to work, where that can be said."""
        return Condition(visible=self.looks_for) if self.looks_for else getattr(self, "condition", None)

    @property
    def looks_for(self) -> Target | None:
        """The one thing on the page that the step is about."""
        return getattr(self, "target", None)

    @property
    def aimed(self) -> bool:
        """Whether it is about one thing on the page, so that the person can point at it."""
        return self.looks_for is not None

    def aimed_at(self, target: Target) -> Self:
        """The same step with another target."""
        return self.model_copy(update={"target": target})

    @abstractmethod
    async def run(self, driver: Driver) -> Result:
        """Does the step's part on the page and says what comes next."""

    @classmethod
    def widen(cls, value: Any) -> Any:
        """The long form of a value: a mapping of this step's fields."""
        if cls.main is None:
            return value
        fields = set(cls.words())
        if not isinstance(value, dict):
            return {cls.main: value}
        if not set(value) <= fields or cls.main not in value:
            rest = {key: item for key, item in value.items() if key not in fields - {cls.main}}
            return {cls.main: rest, **{key: item for key, item in value.items() if key not in rest}}
        return value
