"""What the panel in the page and the runner say to each other; the same list stands at the top of panel.js."""

from __future__ import annotations

import json
from typing import Literal, TypedDict, get_args

from playwright.async_api import FloatRect

from runner import events

State = Literal["ready", "working", "waiting", "ended"]
Part = events.Choice | Literal["fold", "copy", "move"]


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


class Ready(TypedDict):
    """page → runner: a document is there and wants to be told what to show."""

    type: Literal["ready"]


class Place(TypedDict):
    """Where the panel is."""

    x: float
    y: float
    folded: bool


class Asked(TypedDict):
    """A question as the page gets it."""

    id: str
    about: str
    say: str
    choices: list[events.Choice]
    copy: str | None
    page_answers: bool


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


FromPage = Ready | Pressed | Placed
ToPage = Show | Ring | Veil | Where | Well

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
    return None
