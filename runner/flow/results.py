"""What comes after a step: each step's `run` gives one of these, and the engine acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from runner.errors import Outcome
from runner.flow.model import Condition, Target

if TYPE_CHECKING:
    from runner.flow.step import Step

PauseFor = Literal["login", "submit", "switch", "attach", "review"]
Whole = Literal["page", "window"]


@dataclass(frozen=True)
class Done:
    """The step is behind us; `earned` is an outcome it brought, `skipped` says that there was nothing to do."""

    note: str = ""
    earned: Outcome | None = None
    confirmed: bool = False
    skipped: bool = False


@dataclass(frozen=True)
class Ends:
    """The walk is over, with this outcome."""

    outcome: Outcome


@dataclass(frozen=True)
class Asks:
    """The person's turn; it goes on by itself when `until` holds. Done, it has earned `earns`."""

    about: PauseFor
    say: str
    until: Condition | None = None
    copy: str | None = None
    earns: Outcome | None = None


@dataclass(frozen=True)
class Walks:
    """These steps come next, as a part of this one."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Tries:
    """Routes to one place: the first on whose end `there_when` holds is enough."""

    there_when: Condition
    routes: Mapping[str, tuple[Step, ...]]
    otherwise: Outcome | None


@dataclass(frozen=True)
class Captures:
    """A picture is wanted as evidence: of the whole page, the visible window, or one thing."""

    name: str
    say: str
    of: Whole | Target
    timeout: float | None = None


@dataclass(frozen=True)
class Attaches:
    """The pictures of these names belong into a file field."""

    field: Target
    evidence: tuple[str, ...]
    timeout: float | None = None


Result = Done | Ends | Asks | Walks | Tries | Captures | Attaches
