"""`capture`: takes a picture as evidence, when the person says so."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from runner.flow.driver import Driver
from runner.flow.model import AnyTarget, Target
from runner.flow.problems import written
from runner.flow.results import Captures, Result, Whole
from runner.flow.said import Said
from runner.flow.step import Leaves, Step, Turn
from runner.locale import _

EvidenceName = Annotated[str, written(r"[a-z0-9][a-z0-9_-]*", _("a name of small letters, digits and dashes"))]


class Capture(Step):
    """Takes a picture as evidence, when the person says so: `capture: {name: answer, say: …, of: page}`.

    `of` is page (all of it), window (what is to be seen of it), or a target. The person looks at the picture, blacks
    out what is nobody's business, and keeps it, takes it again or drops it. Never of a login.
    """

    word = "capture"
    texts = ("say",)
    says = ("say",)
    name: EvidenceName = Field(description="what the picture is called, for attach")
    say: Said | None = Field(None, description="what to bring into view")
    of: Whole | AnyTarget = Field("page", description="page: all of it; window: what is in view; or one thing on it")

    async def run(self, driver: Driver) -> Result:
        say = self.say or _("Bring what you want to keep into view; then take the picture.")
        return Captures(self.name, say, self.of, self.timeout)

    @property
    def looks_for(self) -> Target | None:
        return self.of if isinstance(self.of, Target) else None

    def aimed_at(self, target: Target) -> Self:
        return self.model_copy(update={"of": target})

    @property
    def turn(self) -> Turn:
        return "review"

    @property
    def leaves(self) -> Leaves:
        return "nothing"

    @property
    def captures(self) -> str:
        return self.name

    def narrated(self) -> str:
        return self.say or _("I take a picture, after your yes: {name}", name=self.name)

    def __str__(self) -> str:
        return self.say or _("Take a picture: {name}", name=self.name)
