"""What the engine in a page is asked; tests/js makes the engine's types from it.

A question of a kind is a class here with what belongs to it, and `Ask` before its word: the engine knows AskFacts as
`facts`. One answered by data says with `Query[…]` what such an answer looks like, one answered by elements is a
Which. No other list of them is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from runner.browser import shapes
from runner.browser.engine_messages import (
    Aimed,
    BoxTold,
    Brought,
    Disarmed,
    FieldTold,
    FreedomTold,
    Kept,
    Leaves,
    Looked,
    PlainCandidate,
    Point,
    Readied,
    Sides,
    SpeechTold,
    StandsTold,
    State,
    UploadTold,
    UseTold,
    Way,
    Wrong,
)
from runner.browser.guard import Facts
from runner.flow.model import Pick

Answer = TypeVar("Answer")
Answer_co = TypeVar("Answer_co", covariant=True)
_LONGEST = 120  # letters of the engine's own errors that are told


class ToEngine:
    """What the engine is asked about a document, or about an element."""

    @classmethod
    def word(cls) -> str:
        """The kind's name in the page: AskFacts is `facts`."""
        return cls.__name__.removeprefix("Ask").lower()

    def as_json(self) -> dict[str, Any]:
        """The question as the engine reads it."""
        return {"ask": self.word(), **vars(self)}


class Query(ToEngine, Generic[Answer_co]):
    """A question that is answered by data."""

    @classmethod
    def answers(cls) -> Any:
        """What an answer looks like, as a type."""
        return get_args(cls.__orig_bases__[0])[0]  # type: ignore[attr-defined]

    def understood(self, text: str) -> Answer_co:
        """The answer in what the engine said; raises NotUnderstood where that is no answer to this question."""
        return self.read(shapes.parsed(text))

    def read(self, said: object) -> Answer_co:
        """The answer in what the engine said, parsed; raises NotUnderstood as above."""
        if not shapes.fits(self.answers(), said) and shapes.fits(Wrong, said):
            wrong: Wrong = shapes.read(Wrong, said)
            raise shapes.NotUnderstood(f"it stumbled: {wrong['error'][:_LONGEST]}")
        answer: Answer_co = shapes.read(self.answers(), said)
        return answer


class Which(Query[list[str]]):
    """A question that is answered by elements, which are told by their keys."""


class Gift(ToEngine):
    """A question that is answered by the elements themselves, for what Playwright does with them."""


# ── questions that are answered by data ──


@dataclass(frozen=True)
class AskTarget(Query[Looked | Wrong]):
    """What could be meant by a target, and is to be seen."""

    target: list[PlainCandidate]
    leaves: Leaves | None = None


class AskFacts(Query[Facts]):
    """What the guard has to know about an element."""


class AskState(Query[State]):
    """How a control stands."""


class AskPick(Query[Pick]):
    """What an element looks like."""


class AskPicks(Query[list[Pick]]):
    """Everything a person could press or fill in."""


class AskStands(Query[StandsTold]):
    """Where an element stands, in words."""


@dataclass(frozen=True)
class AskSpeech(Query[SpeechTold]):
    """What a document can say; with `noting`, the dialogs that are open now have stood there before.

    It is `fresh` as long as nobody has done anything on it: what was open at one such look had stood there by the next.
    """

    noting: bool
    fresh: bool = False


class AskEmpty(Query[bool]):
    """Whether there is nothing at all in a document, nor a script that could bring something."""


class AskLanguage(Query[str]):
    """Which language a document says it is in, as its code; empty where it says none."""


class AskFreedom(Query[FreedomTold]):
    """What keeps a control's state from counting."""


@dataclass(frozen=True)
class AskEye(Query[bool | None]):
    """How a control stands; the page tells from now on when that changes, in this turn of the person's."""

    turn: int


class AskFields(Query[list[FieldTold]]):
    """Every field to type in."""


class AskPlace(Query[int]):
    """Which of the document's embedded pages an element is; -1 where it is none."""


class AskUpload(Query[UploadTold]):
    """What a file field takes and has."""


class AskOwn(Query[Sides]):
    """Where an element is, in its frame."""


class AskBring(Query[Brought]):
    """Brings an element into view, in its frame and those around it; where it is then."""


class AskInside(Query[tuple[float, float]]):
    """Where the inside of a frame's element begins, in the window around it."""


@dataclass(frozen=True)
class AskInterrupts(Query[BoxTold | None]):
    """The dialog, banner or box over the page that an element belongs to; none where the element of the key
    `beside`, which is what a step wants, lies in it as well."""

    beside: str = ""


class AskShown(Query[bool]):
    """Whether an element is drawn."""


class AskHold(Query[Facts]):
    """From now on no form is sent but the one that the element belongs to; what the guard has to know of it then."""


class AskRelease(Query[bool]):
    """The hold ends, and whatever was waited for of a deed; whether anything was held."""


class AskUse(Query[UseTold]):
    """What there is to know of an element that is about to be used, which is brought into view."""


@dataclass(frozen=True)
class AskArm(Query[Aimed | Kept | None]):
    """Gets ready for a deed of this number; `tries` scrolls another way. Answered by None where it needs no place.

    What needs one is brought into view, and has to stand still there.
    """

    id: int
    tries: int
    way: Way


class AskReady(Query[Readied]):
    """Gets a plain field ready to be written in; of another that is not told."""


@dataclass(frozen=True)
class AskDisarm(Query[Disarmed]):
    """No longer waits for this deed."""

    id: int


@dataclass(frozen=True)
class AskAround(Query[Aimed | Kept]):
    """Where a point of a frame is in the window around it."""

    at: Point


@dataclass(frozen=True)
class AskOptions(Query[int]):
    """The place of the first of these options that a list has; -1 where it has none."""

    options: list[str]


@dataclass(frozen=True)
class AskExpect(Query[bool]):
    """From now on the element that an event of this name is at is known by that name (carry.js)."""

    name: str


@dataclass(frozen=True)
class AskCarry(Query[bool]):
    """An event of this name, at an element."""

    name: str


# ── questions that are answered by elements ──


class AskKeep(Which):
    """The element that Playwright asks about."""


@dataclass(frozen=True)
class AskAt(Which):
    """The thing at a path that still has its name."""

    path: str
    name: str


class AskFile(Which):
    """The file field that an element is for."""


class AskMeant(Which):
    """The control that a click on an element is meant for."""


class AskOver(Which):
    """The box that lies over an element."""


@dataclass(frozen=True)
class AskCarried(Which):
    """The element that an event of this name was at."""

    name: str


# ── questions that are answered by the elements themselves ──


class AskItself(Gift):
    """The element that is asked about."""


@dataclass(frozen=True)
class AskBrought(Gift):
    """The element that an event of this name was at."""

    name: str


@dataclass(frozen=True)
class AskCovered(Gift):
    """Fields to type in and embedded pages, by their numbers in the document."""

    fields: tuple[int, ...]
    frames: tuple[int, ...]
