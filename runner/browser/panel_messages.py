"""What the panel in the page and the runner say to each other; tests/js makes the scripts' types from it."""

from __future__ import annotations

from typing import Literal, TypedDict

from playwright.async_api import FloatRect

from runner import events
from runner.browser import shapes
from runner.browser.shapes import NotUnderstood

SAY = "optoutSay"  # the binding that the panel says things by
State = Literal["ready", "working", "waiting", "ended"]
Part = events.Choice | Literal["fold", "copy", "move", "box", "undo", "picture", "home"]


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


class HomeWanted(TypedDict):
    """page → runner: the person wants to see the home."""

    type: Literal["home"]


class Ready(TypedDict):
    """page → runner: a document is there and wants to be told what to show."""

    type: Literal["ready"]


class Place(TypedDict):
    """Where the panel is."""

    x: float
    y: float
    folded: bool


class CopyIn(TypedDict):
    """A text to copy in one language: its code, what that language calls itself, and the text."""

    lang: str
    name: str
    text: str


class Asked(TypedDict):
    """A question as the page gets it; a picture to look at comes by itself, as a Look."""

    id: str
    about: str
    say: str
    choices: list[events.Choice]
    copy: str | None
    copy_in: str
    copies: list[CopyIn]
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
    hint: str
    batch: str
    home: bool
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


class Marks(TypedDict):
    """runner → page: draw rings with numbers around these boxes of the viewport, or none."""

    type: Literal["marks"]
    boxes: list[FloatRect]


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


# Whether a person can see the panel and press it, or looks at another tab; nobody knows yet on a page that is busy.
Sight = Literal["well", "hidden", "unsure", "elsewhere"]


class PanelAnswers(TypedDict):
    """page → runner: what messages of these types are answered by."""

    where: FloatRect | None
    paint: str
    well: Sight


FromPage = Ready | Pressed | Placed | Boxes | HomeWanted
ToPage = Show | Look | Paint | Ring | Marks | Veil | Where | Well
MOST_BOXES = 500

_LARGEST = 100_000  # px; no picture is larger


def understand(text: str) -> FromPage:
    """What a page's panel said; raises NotUnderstood where that is not exactly one of our messages."""
    said = shapes.parsed(text)
    if isinstance(said, dict) and said.get("type") == "pressed" and not shapes.fits(events.Choice, said.get("choice")):
        raise NotUnderstood(f"no question has the choice {str(said.get('choice'))[: shapes.LONGEST]!r}")
    message: FromPage = shapes.message(FromPage, said)
    if not _is_in_bounds(message):
        raise shapes.made_otherwise(message["type"])
    return message


def _is_in_bounds(message: FromPage) -> bool:
    if message["type"] == "placed":
        return 0 <= message["x"] <= 1 and 0 <= message["y"] <= 1
    if message["type"] == "boxes":
        fits = all(0 <= side <= _LARGEST for box in message["boxes"] for side in box)
        return fits and len(message["boxes"]) <= MOST_BOXES
    return True
