"""The steps that gather proof: a picture of what a page shows, and the pictures into a form's file field."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, PrivateAttr

from runner.flow.driver import Driver
from runner.flow.model import AnyTarget, Names, Target
from runner.flow.problems import written
from runner.flow.results import Attaches, Captures, Result, Whole
from runner.flow.step import Step

EvidenceName = Annotated[str, written(r"[a-z0-9][a-z0-9_-]*", "a name of small letters, digits and dashes")]


class Capture(Step):
    """Takes a picture as evidence, when the person says so: `capture: {name: answer, say: …, of: page}`.

    `of` is page (all of it), window (what is to be seen of it), or a target. The person looks at the picture, blacks
    out what is nobody's business, and keeps it, takes it again or drops it. Never of a login.
    """

    word = "capture"
    texts = ("say",)
    name: EvidenceName
    say: Annotated[str, Field(min_length=1)] | None = None
    of: Whole | AnyTarget = "page"

    async def run(self, driver: Driver) -> Result:
        say = self.say or "Bring what you want to keep into view; then take the picture."
        return Captures(self.name, say, self.of, self.timeout)

    @property
    def looks_for(self) -> Target | None:
        return self.of if isinstance(self.of, Target) else None

    def aimed_at(self, target: Target) -> Self:
        return self.model_copy(update={"of": target})

    def __str__(self) -> str:
        return self.say or f"Take a picture: {self.name}"


class Attach(Step):
    """Offers captured pictures to a file field, after a yes: `attach: {field: Proof, evidence: [answer]}`."""

    word = "attach"
    field: Names
    evidence: Annotated[list[EvidenceName], Field(min_length=1)]

    _pointed_at: Target | None = PrivateAttr(None)

    async def run(self, driver: Driver) -> Result:
        return Attaches(self.target, tuple(self.evidence), self.timeout)

    @property
    def target(self) -> Target:
        """The file field, as a target."""
        return self._pointed_at or Target(field=self.field)

    def aimed_at(self, target: Target) -> Self:
        step = self.model_copy()
        step._pointed_at = target
        return step

    def __str__(self) -> str:
        return f"Attach {', '.join(self.evidence)} to {self.target}"
