"""A walk in pictures: one PNG per step, the panel in it. Listens to events; taking a picture is somebody else's.

A step of a login gets a card that says so instead of a picture (promise 2).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from runner import events
from runner.events import Basis, Event
from runner.records.files import private_folder, write_private

TakePicture = Callable[[], Awaitable[bytes | None]]
_CARD = files("runner.records").joinpath("no_picture.png")


@dataclass
class Scene:
    """One step of the walk: what it said, in which `part` by name, how it went, and its picture."""

    step: int
    kind: str
    within: str
    sentence: str
    part: str = ""
    note: str = ""
    skipped: bool = False
    asked: str = ""
    via: str = ""
    picture: Path | None = None
    no_picture: bool = False


@dataclass
class Story:
    """A whole walk: what the report is made of."""

    title: str = ""
    flow: str = ""
    steps: int = 0
    outcome: str | None = None
    basis: Basis | None = None
    scenes: list[Scene] = field(default_factory=list)


class Storyboard:
    """Listens to one walk and keeps its story; with `take`, a picture of each step as well."""

    def __init__(self, folder: Path, take: TakePicture | None = None) -> None:
        self.folder = private_folder(folder)
        self.story = Story()
        self._take = take

    async def hear(self, event: Event) -> None:
        """Notes an event, and takes a picture where this is the moment for the step's."""
        if isinstance(event, events.SessionStarted):
            self.story = Story(event.title, event.flow, event.steps)
        elif isinstance(event, events.StepStarted):
            self._begin(event)
        elif isinstance(event, events.StepEvent):
            await self._follow(event)
        elif isinstance(event, events.Noted):
            self._note(event)
        elif isinstance(event, events.SessionEnded):
            self.story.outcome, self.story.basis = event.outcome, event.basis

    def _begin(self, event: events.StepStarted) -> None:
        scene = Scene(event.step, event.kind, event.within, event.sentence, event.part)
        self.story.scenes.append(scene)

    async def _follow(self, event: events.StepEvent) -> None:
        scene = self._scene(event)
        if scene is None:
            return
        if isinstance(event, events.TargetFound):
            await self._picture(scene)
        elif isinstance(event, events.PersonAsked):
            scene.asked = event.for_
            await self._picture(scene)
        elif isinstance(event, events.PersonAnswered):
            scene.via = event.via
        elif isinstance(event, (events.StepDone, events.StepSkipped)):
            scene.skipped = isinstance(event, events.StepSkipped)
            said = event.why if isinstance(event, events.StepSkipped) else event.note
            scene.note = " ".join(filter(None, (scene.note, said)))
            if scene.picture is None:
                await self._picture(scene)

    def _scene(self, event: events.StepEvent) -> Scene | None:
        """The scene an event is of: the last of that very step, be it of the flow's own or inside another."""
        of = (event.step, event.kind, event.within)
        return next((one for one in reversed(self.story.scenes) if (one.step, one.kind, one.within) == of), None)

    def _note(self, event: events.Noted) -> None:
        """Keeps what the person was told with the step it is about; what is about none is of no picture."""
        of = (event.step, event.within)
        scene = next((one for one in reversed(self.story.scenes) if (one.step, one.within) == of), None)
        if scene:
            scene.note = " ".join(filter(None, (scene.note, event.text)))

    async def _picture(self, scene: Scene) -> None:
        if self._take is None:
            return
        taken = None if scene.asked == "login" else await self._take()
        scene.no_picture = taken is None
        name = f"{self.story.scenes.index(scene) + 1:02}-step{scene.step}-{scene.kind}.png"
        scene.picture = self.folder / name
        write_private(scene.picture, taken or _CARD.read_bytes())
