"""One flow against one change: walked on the changed pages, mended, walked again, and on the pages as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .acts import Act
from .kinds import KINDS
from .redesign import Redesign, Thing
from .stage import Change, Stage
from .subjects import Subject
from .walked import Home, Walked, walk


@dataclass
class Ground:
    """A flow `walked` on its pages as they were, and a home that has seen everything once."""

    subject: Subject
    home: Home
    walked: Walked
    thing: Thing | None = None
    before: Thing | None = None

    @property
    def acts(self) -> list[Act]:
        """What was done on the way."""
        return self.walked.acts

    @property
    def labels(self) -> set[str]:
        """What was pressed."""
        return self.walked.labels

    def applies(self, kind: str) -> bool:
        """Whether there is something that this kind of change can change."""
        what = KINDS[kind]
        if self.subject.on_practice_site:
            return bool(what.practice)
        if self.thing is None or (what.link and not self.thing.is_link):
            return False
        return not what.before or self.before is not None

    def change(self, kind: str) -> Callable[[], Change]:
        """Makes the change anew: two who walk the same pages both meet the first variant first."""
        if self.subject.on_practice_site:
            return lambda: kind
        assert self.thing is not None
        thing = self.thing
        return lambda: Redesign(kind, self.subject, thing, self.before)


@dataclass
class Trial:
    """What came of one flow and one change."""

    subject: str
    kind: str
    drifted: Walked
    repaired: Walked
    undrifted: Walked
    rivals: dict[str, Walked] = field(default_factory=dict)

    @property
    def walks(self) -> tuple[Walked, Walked, Walked]:
        """Those of the runner, in their order."""
        return self.drifted, self.repaired, self.undrifted

    def __str__(self) -> str:
        told = " / ".join(map(str, self.walks))
        beside = "".join(f", {name} {'arrived' if one.reached else 'failed'}" for name, one in self.rivals.items())
        return f"{self.subject} {self.kind}: {told}{beside}"


async def ground(stage: Stage, subject: Subject, folder: Path) -> Ground:
    """Walks the flow on its pages as they are; nothing may be asked there."""
    home = Home.new(folder, subject)
    walked = await walk(stage, home, subject, None)
    assert walked.unaided and not walked.wrong, f"{subject} is not walked unaided to begin with: {walked.story[-8:]}"
    presses = [act for act in walked.acts if act.word == "press"]
    found = Ground(subject, home, walked)
    at = next((at for at, act in enumerate(walked.acts) if act in presses and subject.label in act.label), None)
    if at is not None and not subject.on_practice_site:
        found.thing = Thing.of(subject.label, walked.acts[at].pick)
        earlier = walked.acts[at - 1]
        found.before = Thing.of(earlier.label, earlier.pick) if earlier.word == "press" else None
    assert subject.on_practice_site or found.thing, f"{subject} presses nothing called {subject.label}"
    return found


async def trial(stage: Stage, ground: Ground, kind: str, folder: Path) -> Trial:
    """The change met for the first time; again after the repair; and the old pages after it."""
    home, subject = ground.home.copy(folder), ground.subject
    change = ground.change(kind)()
    drifted = await walk(stage, home, subject, change, ground.labels)
    repaired = await walk(stage, home, subject, change, ground.labels)
    was_mended = drifted.mended or repaired.mended  # else it is walked as it was to begin with
    undrifted = await walk(stage, home, subject, None, ground.labels) if was_mended else ground.walked
    return Trial(str(subject), kind, drifted, repaired, undrifted)
