"""What the panel in the page and the runner say to each other; the same list stands at the top of panel.js."""

from __future__ import annotations

import json
from typing import Literal, TypedDict, get_args

from playwright.async_api import FloatRect

from runner import events

State = Literal["ready", "working", "waiting", "ended"]
Part = events.Choice | Literal["fold", "copy", "move", "box", "undo", "picture"]


class Placed(TypedDict):
    """page → runner: the person has moved or folded the panel; x and y are shares (0 to 1) of the room there is."""

    type: Literal["placed"]
    x: float
    y: float
    folded: bool


class Pressed(TypedDict):
    """page → runner: a button was pressed, under the question of that id or under none."""

    type: Literal["pressed"]
    choice: events.Choice
    question: str | None


class Boxes(TypedDict):
    """page → runner: what of the picture is blacked out now, under the question of that id."""

    type: Literal["boxes"]
    question: str
    boxes: list[events.Box]


class Ready(TypedDict):
    """page → runner: a document is there and wants to be told what to show."""

    type: Literal["ready"]


class Place(TypedDict):
    """Where the panel is."""

    x: float
    y: float
    folded: bool


class Asked(TypedDict):
    """A question as the page gets it; a picture to look at comes by itself, as a Look."""

    id: str
    about: str
    say: str
    choices: list[events.Choice]
    copy: str | None
    diff: str | None
    page_answers: bool
    topic: str
    labels: dict[events.Choice, str]
    picture: bool


class View(TypedDict):
    """All that the panel shows."""

    state: State
    title: str
    where: str
    step: int
    steps: int
    doing: str
    note: str
    question: Asked | None
    placed: Place


class Show(TypedDict):
    """runner → page: what to show."""

    type: Literal["show"]
    view: View


class Look(TypedDict):
    """runner → page: the picture of the question of that id, PNG in base64, and what of it is blacked out so far."""

    type: Literal["look"]
    question: str
    png: str
    boxes: list[events.Box]


class Paint(TypedDict):
    """runner → page: the same picture with these boxes black, please; the answer is PNG in base64."""

    type: Literal["paint"]
    png: str
    boxes: list[events.Box]


class Ring(TypedDict):
    """runner → page: draw attention to a box of the viewport, or to nothing."""

    type: Literal["ring"]
    box: FloatRect | None


class Veil(TypedDict):
    """runner → page: be invisible, or visible again."""

    type: Literal["veil"]
    on: bool


class Where(TypedDict):
    """runner → page: where on the screen is this button?"""

    type: Literal["where"]
    part: Part


class Well(TypedDict):
    """runner → page: can a person see the panel, and press it?"""

    type: Literal["well"]


FromPage = Ready | Pressed | Placed | Boxes
ToPage = Show | Look | Paint | Ring | Veil | Where | Well
MOST_BOXES = 500

_CHOICES = get_args(events.Choice)


def understand(text: str) -> FromPage | None:
    """What a page said, or None where it is not exactly one of our messages."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match said:
        case {"type": "ready", **rest} if not rest:
            return Ready(type="ready")
        case {"type": "pressed", "choice": choice, "question": str() | None as question, **rest} if not rest:
            return Pressed(type="pressed", choice=choice, question=question) if choice in _CHOICES else None
        case {"type": "placed", "x": float() | int() as x, "y": float() | int() as y, "folded": bool(folded), **rest}:
            fits = not rest and 0 <= x <= 1 and 0 <= y <= 1
            return Placed(type="placed", x=x, y=y, folded=folded) if fits else None
        case {"type": "boxes", "question": str(question), "boxes": list(boxes), **rest} if not rest:
            fits = len(boxes) <= MOST_BOXES and all(_is_box(one) for one in boxes)
            return Boxes(type="boxes", question=question, boxes=[tuple(one) for one in boxes]) if fits else None
    return None


def _is_box(value: object) -> bool:
    """Four whole numbers from 0 on; a picture is never larger than 100,000 pixels."""
    if not isinstance(value, list) or len(value) != 4:
        return False
    return all(type(one) is int and 0 <= one <= 100_000 for one in value)
