"""What a person did on pages, as data: what `optout record` makes a flow of, whichever way it was watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from runner.flow.model import Pick

Done = Literal[
    "went", "pressed", "hovered", "sent", "typed", "chose", "turned", "attached", "secret", "unclear",
]  # fmt: skip


@dataclass(frozen=True)
class RecordedAction:
    """One thing done, on the page `url`. Never what was typed.

    went: came to a page by its address. pressed: clicked what leads on. hovered: moved the pointer over what unfolds.
    sent: clicked what may send something, or pressed Enter, where `pick` is None or the field. typed: wrote into a
    field. chose: took a radio, a checkbox, or `option` of a list. turned: put a switch `on` or off; None where that is
    not known. attached: gave a file. secret: something in a login, of which nothing is known but that it happened.
    unclear: `why` says what is not known; of a secret, whether it sent the login ("sent") or was keys ("keys"). `css`
    finds the thing where it has no name, through shadow roots as “host >> thing”; `led` is the page it led to.
    `optional`: what need not be there the next time.
    """

    done: Done
    url: str
    pick: Pick | None = None
    option: Pick | None = None
    on: bool | None = None
    css: str = ""
    led: str = ""
    why: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Recorded:
    """All of one recording, in order.

    `typed` is what was written into fields that are for no secret. It is there to be kept out of the flow, in whatever
    else it turns up, and goes nowhere. `aside` says of each thing done that is no step what it was: “a right click”.
    """

    deeds: tuple[RecordedAction, ...]
    typed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
