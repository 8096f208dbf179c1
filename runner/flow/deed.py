"""What a person did on a page, as data: what `optout record` makes a flow of. Never what they typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from runner.flow.model import Pick

Done = Literal["went", "pressed", "sent", "typed", "chose", "turned", "attached", "secret"]


@dataclass(frozen=True)
class Deed:
    """One thing done, on the page `url`.

    went: came to a page by its address. pressed: clicked what leads on. sent: clicked what may send something.
    typed: wrote into a field. chose: took a radio, a checkbox, or `option` of a list. turned: put a switch `on` or off.
    attached: gave a file. secret: something in a login, of which nothing is known but that it happened.
    """

    done: Done
    url: str
    pick: Pick | None = None
    option: Pick | None = None
    on: bool | None = None
