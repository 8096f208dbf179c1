"""What happens in a session, as frozen records; panel, terminal and records listen to them.

An event never carries the value of a field. Names in `--events` files are the class names in snake case and are stable.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Numbered = Literal["1", "2", "3", "4", "5", "6", "7", "8", "9"]
Choice = Literal["continue", "retry", "point", "by_hand", "skip", "back", "stop", "yes", "no", Numbered]
# What an outcome rests on, least first: the person said so, the page said so, a later step read it back.
Basis = Literal["by_word", "seen", "read_back"]
Via = Literal["panel", "terminal", "page", "home"]
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
    it is next, and need where a flow has to know something first. Where no walk is under way it is consent (to a file),
    settings (of the working folder), again (what is done already), begin (several flows), mend (what an audit has
    found), repair, or merge; the first of their choices is the usual one. At a login, `by_hand` is to log in without
    automation; it comes first where the site is known to refuse a driven browser. `topic` says it more exactly, where a
    place has words for that. A number among the `choices` means the thing that is ringed with it. `labels` are what
    choices are called here. `copy` is a text offered for copying; where a flow has it in several languages, `copies`
    has all by their codes, and `copy_in` says which one `copy` is. `diff` is a change, `picture` a picture to look at.
    With `page_answers` the page may answer (a pause's `until`).
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
    copies: Mapping[str, str] = field(default_factory=dict)
    copy_in: str = ""


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
        kept = {
            key: value for key, value in fields.items() if value not in (None, "", ()) and (key, value) != ("step", 0)
        }
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
    """A flow begins, or goes on at step `from_step` after it was cut off and, where they were asked, the person's yes.

    `why` says what is walked again before that step, or why a walk that was cut off begins anew.
    """

    title: str
    steps: int
    from_step: int = 1
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class StepStarted(StepEvent):
    """The runner turns to a step; `sentence` says it in plain words: what “I” do, or what is for the person to do.

    `part` is what the route or part it stands in is called for a person; empty where that has no name.
    """

    sentence: str
    part: str = ""


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
class SteppedAside(StepEvent):
    """The driven browser is closed, and its profile open without automation, for a login at these `sites`."""

    sites: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CameBack(StepEvent):
    """The window without automation is closed, and the driven browser there again."""


@dataclass(frozen=True, kw_only=True)
class LoginNotKept(StepEvent):
    """After a login without automation the page does not show it: it was not finished, or the site has ended it."""


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
class ScriptSent(StepEvent):
    """After a deed of the runner's, a script of the page has sent something to `host`, by a `method` other than GET.

    That is what many sites open a menu by; what it was is not known, and it is not stopped.
    """

    host: str
    method: str


@dataclass(frozen=True, kw_only=True)
class RequestSent(StepEvent):
    """The person submitted a request: by their word, or the page was seen to say so; `channel` is what it went by."""

    basis: Basis = "seen"
    channel: Literal["form", "mail"] = "form"


@dataclass(frozen=True, kw_only=True)
class SettingRead(StepEvent):
    """Where it is only looked: how a setting was seen to stand, and whether that is as the flow wants it.

    `label` is what the page calls it; `stands` is empty where it is no single switch, or could not be read.
    """

    label: str = ""
    stands: Literal["on", "off", ""] = ""
    seen: Literal["confirmed", "reverted", "unknown"] = "unknown"


@dataclass(frozen=True, kw_only=True)
class FormSeen(StepEvent):
    """Where it is only looked: the form is there; it was left as it is."""


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    """The walk is over. `outcome` is None where nothing was sent or switched; `advice` is the flow's last word.

    `basis` is what the outcome rests on; it is `confirmed` only where it was read back.
    """

    outcome: str | None
    basis: Basis | None = None
    advice: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether the outcome was read back."""
        return self.basis == "read_back"

    def as_json(self) -> dict[str, Any]:
        """As plain data, with `confirmed`."""
        return {**super().as_json(), "confirmed": self.confirmed}


@dataclass(frozen=True, kw_only=True)
class Wandered(Event):
    """The person's page is on another site than the flow's (`host`), or back again (`host` is empty)."""

    host: str = ""


@dataclass(frozen=True, kw_only=True)
class Noted(Event):
    """Something the person should know, in a sentence: a tab was opened again, a setting was not seen.

    It is of a step where it says which, as a StepEvent does; `step` is 0 where it is of the whole walk.
    """

    text: str
    step: int = 0
    within: str = ""


@dataclass(frozen=True, kw_only=True)
class Warned(Event):
    """Something the person should know before they go on, in a sentence; of no flow."""

    text: str


@dataclass(frozen=True, kw_only=True)
class HeldUp(StepEvent):
    """What the person has done does not count yet, and why, in a sentence; empty once nothing is in the way."""

    why: str = ""


@dataclass(frozen=True, kw_only=True)
class BrowserChosen(Event):
    """Which browser is about to open and where, and what the person should know about that; of no flow."""

    title: str
    where: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BrowserOpened(Event):
    """The browser is there, and what the person should know about it now that it is; of no flow."""

    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BrowserClosed(Event):
    """The browser is about to be closed, or has been; of no flow."""


@dataclass(frozen=True, kw_only=True)
class PanelHidden(Event):
    """A question is open, and the page hides the panel or does not answer; of no flow."""


@dataclass(frozen=True, kw_only=True)
class ActionRecorded(Event):
    """The person did something that is recorded: what they did (see RecordedAction), and what it is called."""

    done: str
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class BatchMovedOn(Event):
    """Another flow of a batch begins: the `place`th `of` so many; `next` is the title of the one after it.

    `came` is what came of the one before, which the person may not have read yet.
    """

    place: int
    of: int
    next: str = ""
    came: str = ""


@dataclass(frozen=True, kw_only=True)
class FlowEnded(Event):
    """A flow of a run has ended so; what it leaves behind is not on disk yet."""

    outcome: str | None
    basis: Basis | None = None
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class FlowLooked(Event):
    """A flow of an audit has been looked at: what was seen, in a sentence or two."""

    said: str


@dataclass(frozen=True, kw_only=True)
class FlowFiled(Event):
    """What a flow leaves behind is on disk: what was noted of it, its pictures, and their page."""

    noted: str = ""
    pictures: str = ""
    report: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeProposed(Event):
    """What was learnt about a flow, as a change of its file; `reason` says why there is none, then `diff` is empty.

    `stale` where the file has changed since.
    """

    summary: str
    diff: str = ""
    stale: bool = False
    reason: str = ""
