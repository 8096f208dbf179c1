"""What questions to the engine in a page, and its answers, are made of; tests/js makes the engine's types from it.

The questions themselves are in engine_questions.py; what the engine tells unasked is in page_messages.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict, final

from runner.browser.guard import Facts
from runner.flow.model import Pick

Way = Literal["press", "hover", "type", "write"]  # to write is to type where a field is ready for it
Readied = Literal["ready", "readonly", "other"]  # whether what is written next goes into a field
Why = Literal["moving", "hidden", "disabled", "outside", "covered", "panel"]  # what keeps a press from an element
Sides = tuple[float, float, float, float]  # left, top, width, height, in px of the frame's window


class PlainName(TypedDict):
    """A text to look for; `pattern` is a regular expression and its flags."""

    text: str
    pattern: tuple[str, str] | None


class PlainCandidate(TypedDict):
    """A candidate of a target."""

    role: str | None
    names: list[PlainName]
    href: PlainName | None
    css: str | None
    within: list[PlainCandidate] | None
    beside: list[PlainCandidate] | None


class Leaves(TypedDict):
    """That the page tells, in this turn of the person's, whether what is looked for was there at a deed of theirs."""

    turn: int
    key: str


class BoxTold(TypedDict):
    """A box that interrupts: what it says, and how many fields to fill in it has."""

    says: str
    fields: int


class Point(TypedDict):
    """A place in a frame's window, in CSS px."""

    x: float
    y: float


class MatchTold(TypedDict):
    """What a name of a candidate means: how often it is there, where each leads ('' for nowhere else), what it is.

    `kept` are the keys of the first of them. The lower its `level`, the better the name fits: a text goes after what
    has a role, and what differs in case after what does not.
    """

    candidate: int
    name: int
    part: bool
    level: float
    addresses: tuple[str, ...]
    role: str
    label: str
    pressable: bool
    kept: tuple[str, ...]


@final
class Looked(TypedDict):
    """All that a target could mean in a document, the document's address, and whether more of it is still to come."""

    found: list[MatchTold]
    address: str
    early: bool


@final
class Gone(TypedDict):
    """The element that was asked about is in the document no longer."""

    gone: bool


@final
class Wrong(TypedDict):
    """The engine could not answer; of a target because that does not work in a browser."""

    error: str


@dataclass(frozen=True)
class State:
    """A switch or checkbox is `on`, a radio, tab or option is `selected`; None where the element says neither."""

    on: bool | None
    selected: bool | None


class FieldTold(TypedDict):
    """A field to type in: the guard's facts, whether it is to be seen, and whether it is for one letter of a code.

    `before` is what stands before it where it has no label of its own.
    """

    facts: Facts
    shown: bool
    box: bool
    before: str


class SpeechTold(TypedDict):
    """What a document can say just now; `document` is its own word for itself, `asks` how many dialogs it opened."""

    document: str
    ready: Literal["loading", "interactive", "complete"]
    status: int
    empty: bool
    busy: bool
    asks: int


class Saver(TypedDict):
    """A button that may save a control: how far around it (`level`), and how many ms `ago` it was pressed, if ever.

    `came` tells one that was not there, or could not be pressed, before the control was turned.
    """

    name: str
    submits: bool
    level: int
    ago: float | None
    came: bool


class FreedomTold(TypedDict):
    """A control's state and what keeps it from counting, of one moment: with a dialog that goes the state may change.

    `turned` is how many ms ago it was turned; `asks` dialogs are open.
    """

    state: State
    covered: bool
    asks: int
    busy: bool
    disabled: bool
    turned: float | None
    savers: list[Saver]


class StandsTold(TypedDict):
    """Where a thing stands on the page, in words: its part of it, its heading, its row; and what it says itself."""

    region: str
    region_name: str
    under: str
    row: str
    says: str


class UploadTold(TypedDict):
    """Whether a file field takes several, what it accepts, and the names of the files it has."""

    several: bool
    accept: str
    files: list[str]


class Brought(TypedDict):
    """The box of all that is one thing with an element to a person, and whether that stands still."""

    whole: Sides
    steady: bool


class UseTold(TypedDict):
    """The guard's facts of an element, what it looks like, and where it is, in view."""

    facts: Facts
    pick: Pick
    brought: Brought


@final
class Aimed(TypedDict):
    """Where to press."""

    at: Point


@final
class Kept(TypedDict):
    """Why one cannot press there."""

    why: Why


class Disarmed(TypedDict):
    """The deed that was waited for, and whether it met its element; 0 and None where nothing is known of it."""

    deed: int
    hit: bool | None
