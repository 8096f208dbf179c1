"""What a step may ask of a page. The browser layer answers it for real, the tests with a fake that records."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from runner.flow.model import Condition, Pick, Target
from runner.flow.results import Whole


@dataclass(frozen=True)
class Seen:
    """A target that was found: what the page calls it, what it looks like, and which of its candidates found it."""

    target: Target
    label: str
    pick: Pick
    candidate: int = 0


@dataclass(frozen=True)
class Pointed:
    """A thing that was pointed at: what it looks like, and a target that finds it and nothing else on this page."""

    pick: Pick
    target: Target


@dataclass(frozen=True)
class Picture:
    """A picture of a page as PNG, and which page that was."""

    png: bytes
    url: str
    title: str


class Watcher(Protocol):
    """Who is told what the driver sees and does on its own; the engine."""

    async def found(self, seen: Seen) -> None:
        """A target is ringed and about to be used."""

    async def declined(self, label: str) -> None:
        """An interruption was told no, by this control."""

    async def moved(self, host: str) -> None:
        """The page is on a host that is not the flow's; on the flow's again where `host` is empty."""


class Driver(Protocol):
    """A page and the hands on it.

    Whatever looks for a target waits for it up to `timeout` seconds (None: the person's setting) and raises
    TargetMissing when it is not there, Refused when the guard leaves it to the person, Elsewhere when the page is not
    on the flow's sites. Anything raises PageGone when the person has closed the page.
    """

    async def open(self, url: str) -> None:
        """Goes to a page."""

    async def press(self, target: Target, timeout: float | None = None) -> str:
        """Rings a target, presses it and gives the name the page has for it."""
        ...

    async def hover(self, target: Target, timeout: float | None = None) -> str:
        """Moves the pointer over a target."""
        ...

    async def choose(self, target: Target, options: tuple[str, ...] = (), timeout: float | None = None) -> str:
        """Selects a radio, checkbox or option; with `options`, the first of these in a list. Remembers it."""
        ...

    async def choose_again(self) -> None:
        """Sets right what was chosen on this page and has flipped back since."""

    async def fill(self, target: Target, text: str, timeout: float | None = None) -> str:
        """Types a text into a field; never into one for a secret."""
        ...

    async def show(self, target: Target, timeout: float | None = None) -> str:
        """Rings a target for the person, until the next step."""
        ...

    async def clear_the_way(self) -> None:
        """Declines an interruption before it is the person's turn."""

    async def holds(self, condition: Condition, timeout: float | None = None) -> bool:
        """Whether a condition comes true within the time; never raises TargetMissing."""
        ...

    async def is_on(self, control: Target, timeout: float | None = None) -> bool:
        """A switch's state once it has settled: pages show a wrong one before they have their data."""
        ...

    async def until(self, condition: Condition | None) -> None:
        """Returns when a condition has come true, however long that takes; None never does."""

    async def until_back(self) -> None:
        """Returns when the page is on the flow's sites again."""

    async def point(self) -> Pointed | None:
        """Lets the person point at a thing on the page and describes it; None where nothing tells it from others."""
        ...

    async def survey(self) -> Sequence[Pick]:
        """What could be pressed or filled in on the page; nothing where it is not on the flow's sites."""
        ...

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        """Rings a thing of the last survey and describes it; None where it has gone. Without one, no ring is left."""
        ...

    async def in_the_way(self, target: Target) -> Pointed | None:
        """Rings the control that says no in what lies over a target; None where nothing does, or nothing says no."""
        ...

    async def decline_also(self, control: Target) -> None:
        """Takes this control for an interruption of the flow from now on: it is pressed whenever it is in the way."""

    async def recover(self) -> str:
        """After PageGone: another page of the session, or the same address opened again; says which."""
        ...

    async def capture(self, of: Whole | Target, timeout: float | None = None) -> Picture:
        """A picture of the page, without the panel and with fields for secrets covered.

        Raises Refused, with the reason for the person, where a login is or may be going on.
        """
        ...

    async def black_out(self, png: bytes, boxes: Sequence[tuple[int, int, int, int]]) -> bytes:
        """The same picture with nothing but black in these boxes; raises Refused where that does not work here."""
        ...

    async def attach(self, field: Target, files: Sequence[Path], timeout: float | None = None) -> bool:
        """Gives files to a file field; whether the field has them then. Raises Refused where it is not one for them."""
        ...

    def private(self) -> AbstractContextManager[None]:
        """While the person logs in: no pictures, and nothing read but what `until` needs."""
        ...

    @property
    def here(self) -> str:
        """The page's address where it is on the flow's sites, else an empty text."""
        ...
