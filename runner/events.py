"""What happens in a session, as frozen records; panel, terminal and records listen to them.

An event never carries the value of a field. Names in `--events` files are the class names in snake case and are stable.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Choice = Literal["continue", "retry", "point", "skip", "back", "stop", "yes", "no"]
Via = Literal["panel", "terminal", "page"]
Box = tuple[int, int, int, int]  # left, top, width, height, in pixels of a picture


@dataclass
class Shown:
    """A picture to look at before it is kept, and the boxes the person has blacked out on it so far."""

    png: bytes
    boxes: list[Box] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """What the person is asked: by the panel and the terminal alike.

    `about` is a pause's `for` (login, submit, switch, attach, review), or missing, elsewhere, agree; between two flows
    it is next, and need where a flow has to know something first. `topic` says it more exactly, where a place has words
    for that. `labels` are what choices are called here. `copy` is a text offered for copying, `diff` a change and
    `picture` a picture to look at. With `page_answers` the page may answer (a pause's `until`).
    """

    about: str
    say: str
    choices: tuple[Choice, ...]
    copy: str | None = None
    page_answers: bool = False
    diff: str | None = None
    topic: str = ""
    labels: Mapping[Choice, str] = field(default_factory=dict)
    picture: Shown | None = None


@dataclass(frozen=True)
class Reply:
    """The person's answer, and where it came from; `text` is what they typed to a need, and in no event."""

    choice: Choice
    via: Via
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened in the walk of one flow."""

    flow: str

    @classmethod
    def name(cls) -> str:
        """The event's name in files: `StepStarted` is `step_started`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def as_json(self) -> dict[str, Any]:
        """The event as plain data, empty fields left out."""
        fields = {f.name.rstrip("_"): getattr(self, f.name) for f in dataclasses.fields(self)}
        kept = {key: value for key, value in fields.items() if value not in (None, "", ())}
        return {"event": self.name(), **kept}


Listener = Callable[[Event], object]


@dataclass(frozen=True, kw_only=True)
class StepEvent(Event):
    """An event of one step: `step` counts the flow's own steps from 1; `within` names the route or part inside it."""

    step: int
    kind: str
    within: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionStarted(Event):
    """A flow begins, or goes on at step `from_step` after it was cut off."""

    title: str
    steps: int
    from_step: int = 1


@dataclass(frozen=True, kw_only=True)
class StepStarted(StepEvent):
    """The runner turns to a step; `sentence` says it in plain words."""

    sentence: str


@dataclass(frozen=True, kw_only=True)
class TargetFound(StepEvent):
    """The thing a step looks for is there and ringed; `label` is what the page calls it.

    `candidate` tells by which of the target's candidates it was found, from 2 on; None where by the first.
    """

    label: str = ""
    candidate: int | None = None


@dataclass(frozen=True, kw_only=True)
class StepDone(StepEvent):
    """A step is behind us; `note` says how where that is not plain."""

    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StepSkipped(StepEvent):
    """A step was left out, by the person or because there was nothing to do."""

    why: str = ""


@dataclass(frozen=True, kw_only=True)
class TargetMissing(StepEvent):
    """Nothing on the page, or too much, is what the step looks for."""

    looked_for: str
    several: int = 0


@dataclass(frozen=True, kw_only=True)
class PersonAsked(StepEvent):
    """It is the person's turn."""

    for_: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class PersonAnswered(StepEvent):
    """The person, or the page on their behalf, has answered."""

    for_: str
    reply: Choice
    via: Via


@dataclass(frozen=True, kw_only=True)
class Picked(StepEvent):
    """The person pointed at the right thing: what it is and what it is called, never what it holds."""

    role: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Captured(StepEvent):
    """A picture was kept as evidence: its name in the flow, and the file."""

    label: str
    path: str


@dataclass(frozen=True, kw_only=True)
class InterruptionPressed(Event):
    """A banner in the way was told no; `label` is the control pressed."""

    label: str


@dataclass(frozen=True, kw_only=True)
class RequestSent(StepEvent):
    """The person submitted a request."""


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    """The walk is over. `outcome` is None where nothing was sent or switched; `advice` is the flow's last word."""

    outcome: str | None
    confirmed: bool = False
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class Wandered(Event):
    """The person's page is on another site than the flow's (`host`), or back again (`host` is empty)."""

    host: str = ""


@dataclass(frozen=True, kw_only=True)
class Noted(Event):
    """Something the person should know, in a sentence: a tab was opened again, a setting was not seen."""

    text: str
