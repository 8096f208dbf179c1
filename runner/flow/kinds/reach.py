"""`reach`: arrives by the first of several routes that works."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Self

from pydantic import Field

from runner.flow.driver import LookingDriver
from runner.flow.in_words import ending, seen
from runner.flow.kinds.registry import Steps
from runner.flow.model import Condition, Target
from runner.flow.otherwise import AnyOtherwise
from runner.flow.results import Done, Result, Tries
from runner.flow.step import Leading, Step
from runner.locale import _, joined, many


class Reach(Leading):
    """Arrives by the first of several routes that works; where we are there already, there is nothing to do."""

    word = "reach"
    aims = "condition"
    uses = "seen"
    comes_to_a_page = True
    has_routes = True
    names_parts = "by"
    there_when: Condition = Field(description="by what one sees that one has arrived")
    by: Annotated[dict[str, Steps], Field(min_length=1)] = Field(description="the routes, best first, by their names")
    otherwise: AnyOtherwise | None = Field(None, description="how the walk ends where no route arrives")

    async def run(self, driver: LookingDriver) -> Result:
        if await driver.holds(self.there_when, 0, seen=True):
            return Done(_("already there"), skipped=True)
        ends = self.otherwise.ends(str(self.looks_for or self.there_when)) if self.otherwise else None
        return Tries(self.there_when, ends)

    @property
    def aim(self) -> Condition:
        return self.there_when

    @property
    def looks_for(self) -> Target | None:
        return self.there_when.shows

    def aimed_at(self, target: Target) -> Self:
        return self.model_copy(update={"there_when": Condition(visible=target)})

    def with_values(self, me: Mapping[str, str], needs: Mapping[str, str]) -> Self:
        by = {name: [step.with_values(me, needs) for step in steps] for name, steps in self.by.items()}
        return self.model_copy(update={"by": by})

    def parts(self) -> dict[tuple[str | int, ...], tuple[Step, ...]]:
        return {("by", name): tuple(steps) for name, steps in self.by.items()}

    def likely_parts(self) -> tuple[Sequence[Step], float]:
        return next(iter(self.by.values())), 1

    def signs(self) -> tuple[Condition, ...]:
        firsts = [steps[0] for steps in self.by.values()]
        return (self.there_when, *(sign for first in firsts if not first.opens for sign in first.signs()))

    def only(self, kept: Callable[[Step], bool]) -> Self | None:
        by = {name: steps for name, steps in self.by.items() if all(one.everywhere(kept) for one in steps)}
        return self.model_copy(update={"by": by}) if by else None

    def narrated(self) -> str:
        return _("I look for the page by {route}", route=next(iter(self.by)))

    def instruction(self) -> str:
        there, count = seen(self.there_when), len(self.by)
        go = _("Go where you see {there}.", there=there) if there else _("Go to the page.")
        ways = many(
            "There is {count} way; try the next where one does not lead there.",
            "There are {count} ways; try the next where one does not lead there.",
            count,
        )
        last = _("If none does, {end}.", end=ending(self.otherwise.outcome)) if self.otherwise else ""
        return joined(go, ways if count > 1 else "", last)

    def __str__(self) -> str:
        first, others = next(iter(self.by)), len(self.by) - 1
        if others < 2:
            return _("Find the page by {route}", route=first)
        return many(
            "Find the page by {route}, or by {count} other way",
            "Find the page by {route}, or one of {count} other ways",
            others,
            route=first,
        )
