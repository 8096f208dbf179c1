"""The person's part in `flows/practice.yaml`, as data: what they do when they are asked and nobody is there to do it.

`optout practice --hands-free` plays it; labels are the English ones of the site. It is data only: the browser layer
knows how to type and press.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Type:
    """Types a text into the field of this label."""

    label: str
    text: str


@dataclass(frozen=True)
class Press:
    """Presses the button of this name on the page."""

    label: str


@dataclass(frozen=True)
class ChooseOption:
    """Chooses the radio or ticks the checkbox of this label; with `option`, picks that entry of the list so called."""

    label: str
    option: str = ""


@dataclass(frozen=True)
class Toggle:
    """Presses the switch of this name."""

    label: str


@dataclass(frozen=True)
class Continue:
    """Presses Continue, in the panel or the terminal."""


@dataclass(frozen=True)
class Yes:
    """Presses the button that says yes, in the panel or the terminal."""


@dataclass(frozen=True)
class BlackOut:
    """Drags a box over this text of the page, on the picture of it that the panel shows."""

    text: str


Action = Type | Press | ChooseOption | Toggle | Continue | Yes | BlackOut
About = Literal["login", "submit", "switch", "attach", "review", "agree"]


@dataclass(frozen=True)
class Turn:
    """What the person does when they are asked: `about` is what, `do` the actions in order."""

    about: About
    do: tuple[Action, ...]


ME = {"name": "Robin Meadow", "email": "robin@example.org", "country": "Germany"}

PART: tuple[Turn, ...] = (
    Turn(
        "login",
        (
            Type("Email or username", "robin@example.org"),
            Type("Password", "practice"),
            Press("Log in"),
            Type("Six-digit code", "123456"),
            Press("Continue"),
        ),
    ),
    Turn("review", (Type("Your question to Lark", "What do you know about Robin Meadow?"), Press("Send"))),
    Turn("agree", (Yes(),)),
    Turn("agree", (BlackOut("Jonas Weil"), Yes())),
    Turn("attach", (Yes(),)),
    Turn(
        "submit",
        (
            Type("Why you object", "I would rather my posts stayed with the people I wrote them for."),
            ChooseOption("I confirm this is true"),
            Press("Submit"),
        ),
    ),
    Turn("switch", (Toggle("Use my posts to train Lark"),)),
)
