"""What a step may ask of a page. The browser layer answers it for real, the tests with a fake that records."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from runner.flow.login_refusals import LoginRefusal
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
class Alike:
    """One of several things of a name: what tells it from the others, and itself as if it had been pointed at.

    `pointed` is None where nothing would find it alone.
    """

    words: str
    pointed: Pointed | None


@dataclass(frozen=True)
class Picture:
    """A picture of a page as PNG, and which page that was."""

    png: bytes
    url: str
    title: str


@dataclass(frozen=True)
class Recovered:
    """What was done about a page that was closed; where it was opened `anew`, what was done on it is gone."""

    said: str
    anew: bool


@dataclass(frozen=True)
class Sign:
    """What the page is to show for the person's turn to be over.

    It `earns` where something is claimed from it: then a deed of theirs must have come before. `last` is how a control
    must have stood when it was last to be seen. With `asks`, a sign that is there already is told, to be asked about.
    """

    condition: Condition
    earns: bool = False
    last: Condition | None = None
    asks: bool = False


Told = Literal["came_true", "true_already"]


@dataclass(frozen=True)
class LoginPage:
    """Where the person logs in by themselves: the site's name, and the address that leads to its login."""

    site: str
    url: str


class HandWindow(Protocol):
    """The browser without automation, for as long as it is there."""

    async def closed(self) -> str:
        """Returns when the person has closed it; why it did not open, or nothing."""
        ...


class Aside(Protocol):
    """Stepping aside for the person, who logs in to the same profile without automation."""

    @property
    def is_possible(self) -> bool:
        """Whether there is a window that the person can have."""
        ...

    def step(self, logins: Sequence[LoginPage]) -> AbstractAsyncContextManager[HandWindow]:
        """For the length of the block the profile is open without automation, at these logins, in our place.

        Afterwards we are there again, on an empty page; where the block ends with an error, not until `recover`.
        """
        ...

    @property
    def refusal(self) -> LoginRefusal | None:
        """Who says no to a login on a page of the session, because the browser is driven; by its address alone."""
        ...

    async def until_refused(self) -> None:
        """Returns when somebody does."""


class Watcher(Protocol):
    """Who is told what the driver sees and does on its own; the engine."""

    async def found(self, seen: Seen) -> None:
        """A target is ringed and about to be used."""

    async def declined(self, label: str) -> None:
        """An interruption was told no, by this control."""

    async def moved(self, host: str) -> None:
        """The page is on a host that is not the flow's; on the flow's again where `host` is empty."""

    async def script_sent(self, host: str, method: str) -> None:
        """After a deed of ours a script of the page has sent something to a host, by other than GET."""

    async def noted(self, text: str) -> None:
        """Something the person should know, in a sentence: that the page is busy."""

    async def held_up(self, why: str) -> None:
        """What the person has done does not count yet, and why; empty once nothing is in the way."""


class LookingDriver(Protocol):
    """A page, and a hand that only leads on: it opens, presses what leads somewhere, and reads.

    Whatever looks for a target waits for it up to `timeout` seconds (None: the person's setting) and raises
    TargetNotFound when it is not there, Refused when the guard leaves it to the person, Elsewhere when the page is not
    on the flow's sites. Those seconds are the page's own: while it does not answer, none go by. What is done to a page
    is done once; Unsure is raised where it cannot be told whether it was. Anything raises PageGone when the person has
    closed the page.
    """

    async def open(self, url: str) -> None:
        """Goes to a page."""

    async def press(self, target: Target, timeout: float | None = None) -> str:
        """Rings a target, presses it and gives the name the page has for it."""
        ...

    async def hover(self, target: Target, timeout: float | None = None) -> str:
        """Moves the pointer over a target."""
        ...

    async def show(self, target: Target, timeout: float | None = None) -> str:
        """Rings a target for the person, until the next step."""
        ...

    async def clear_the_way(self) -> None:
        """Declines an interruption before it is the person's turn."""

    async def holds(self, condition: Condition, timeout: float | None = None, seen: bool = False) -> bool:
        """Whether a condition comes true within the time; never raises TargetNotFound.

        With `seen`, something on the page has to say so: what is missing, or an address alone, is not enough.
        """
        ...

    async def is_on(self, control: Target, timeout: float | None = None) -> bool:
        """A switch's state once it has settled: pages show a wrong one before they have their data."""
        ...

    async def begin_turn(self, sign: Sign | None, notes: Sequence[Condition] = ()) -> None:
        """The person's turn begins: takes down what the pages show before they have done anything.

        `notes` are messages that a later `reads` with `news` counts only where they are not there now.
        """

    async def until(self, sign: Sign | None) -> Told:
        """Returns when the sign of the turn has come true, however long that takes; None never does.

        "true_already" where the present page shows it without a change, told once for each page.
        """
        ...

    async def look_again(self, sign: Sign) -> Told | None:
        """What the present page says of the sign now, once it has settled; None where it does not hold."""
        ...

    async def load_again(self) -> None:
        """Loads the present page once more by its address, sending nothing."""

    async def reads(self, condition: Condition, timeout: float | None = None, news: bool = False) -> bool:
        """Whether a setting or message is there beyond doubt: settled, nothing over it, the page whole.

        With `news`, it must not have been there when the person's turn began.
        """
        ...

    async def hand_over(self) -> None:
        """It is the person's turn from now on, until something is done to the page: what they send is theirs."""

    @property
    def held(self) -> str:
        """The host that the page has tried to send something to in the runner's turn; it was held back."""
        ...

    async def until_back(self) -> None:
        """Returns when the page is on the flow's sites again."""

    async def point(self) -> Pointed | None:
        """Lets the person point at a thing on the page and describes it; None where nothing tells it from others."""
        ...

    async def survey(self) -> Sequence[Pick]:
        """What could be pressed or filled in on the page; nothing where it is not on the flow's sites."""
        ...

    async def page_error(self) -> str:
        """What is wrong with the present page: its status is an error, or a press has led to no page; else ''."""
        ...

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        """Rings a thing of the last survey and describes it; None where it has gone. Without one, no ring is left."""
        ...

    async def tell_apart(self, target: Target) -> Sequence[Alike]:
        """Rings, with numbers from 1 on, the several things a target could mean; nothing where these are not several.

        The rings go with the next `suggest`.
        """
        ...

    async def same(self, one: Target, other: Target) -> bool:
        """Whether two targets find, here and now, one and the same thing, and each of them nothing else."""
        ...

    async def in_the_way(self, target: Target) -> Pointed | None:
        """Rings the control that says no in what lies over a target; None where nothing does, or nothing says no."""
        ...

    async def decline_also(self, control: Target) -> None:
        """Takes this control for an interruption of the flow from now on: it is pressed whenever it is in the way."""

    async def recover(self) -> Recovered:
        """After PageGone: another page of the session, or the same address opened again."""
        ...

    @property
    def depth(self) -> int:
        """How many tabs deep the walk is: one that a press opened counts until it closes."""
        ...

    async def capture(self, of: Whole | Target, timeout: float | None = None) -> Picture:
        """A picture of the page, without the panel and with fields for secrets covered.

        Raises Refused, with the reason for the person, where a login is or may be going on.
        """
        ...

    async def black_out(self, png: bytes, boxes: Sequence[tuple[int, int, int, int]]) -> bytes:
        """The same picture with nothing but black in these boxes; raises Refused where that does not work here."""
        ...

    @property
    def aside(self) -> Aside:
        """The way to log in without automation."""
        ...

    def private(self) -> AbstractContextManager[None]:
        """While the person logs in: no pictures, and nothing read but what `until` needs."""
        ...

    async def page_language(self) -> str:
        """The code of the language the page says it is in; empty where it says none, or is no page of the flow's."""
        ...

    @property
    def here(self) -> str:
        """The page's address where it is on the flow's sites, else an empty text."""
        ...


class Driver(LookingDriver, Protocol):
    """The same with a hand that also puts things into a form; where it is only looked, there is none."""

    async def choose(self, target: Target, options: tuple[str, ...] = (), timeout: float | None = None) -> str:
        """Selects a radio, checkbox or option; with `options`, the first of these in a list. Remembers it."""
        ...

    async def choose_again(self) -> None:
        """Sets right what was chosen on this page and has flipped back since."""

    async def fill(self, target: Target, text: str, timeout: float | None = None) -> str:
        """Types a text into a field; never into one for a secret."""
        ...

    async def attach(self, field: Target, files: Sequence[Path], timeout: float | None = None) -> bool:
        """Gives files to a file field; whether the field has them then. Raises Refused where it is not one for them."""
        ...
