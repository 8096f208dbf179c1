"""What the person does while a flow is walked on a stand-in, and how that must end. Data only; knows no browser."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from runner.practice.part import ChooseOption, Continue, Press, Toggle, Type

Outcome = Literal["sent", "opted_out", "already_out", "not_offered", "stopped"] | None


@dataclass(frozen=True)
class Upload:
    """Gives any small picture to the file field labelled `label`."""

    label: str


@dataclass(frozen=True)
class See:
    """Waits until the page says this, as a person would before they go on."""

    text: str


Action = Type | Press | ChooseOption | Toggle | Upload | See | Continue
Turns = Mapping[str, tuple[Action, ...]]  # the person's part at each pause, by what the pause is `for`


@dataclass(frozen=True)
class Case:
    """One walk: the flow `flow` on its stand-in as `variant` has it, in `language`.

    `actions_by_pause` has the person's part at each pause, by what the pause is `for`; pauses that the page ends by
    itself, or that this walk never meets, are left out. A number after it (`switch 2`) is for that pause of its kind
    alone, and `looking` has what they do besides where it is only looked, so nothing is filled in. `unread` is a page
    that says how things stand in words the flow does not know. `sends` counts the forms and settings that may reach the
    server, logging in aside: all of them by the person's hand. The `outcome` is "stopped" where the flow must not
    decide for itself: it has to ask about something it cannot find, and the person says stop.
    """

    flow: str
    variant: str
    language: str
    actions_by_pause: Turns
    outcome: Outcome
    sends: int = 0
    unread: bool = False
    needs: Mapping[str, str] = field(default_factory=dict)
    looking: Turns = field(default_factory=dict)
    me: Mapping[str, str] = field(default_factory=lambda: {"name": "Ada Example", "email": "ada@example.org"})

    def __str__(self) -> str:
        return "-".join([self.flow, *self.variant.split(), self.language])


def all_cases() -> list[Case]:
    """The cases of every service: `CASES` in each `part.py`."""
    parts = sorted(Path(__file__).parent.glob("*/part.py"))
    return [case for part in parts for case in importlib.import_module(f"..{part.parent.name}.part", __name__).CASES]
