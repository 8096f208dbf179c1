"""What comes after a step: each step's `run` gives one of these, and the engine acts on it.

Steps that come next are not in it: they are the parts of the step that gave it, which knows them (`Step.parts`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from runner.errors import Outcome
from runner.flow.model import Condition, Target

PauseFor = Literal["login", "submit", "switch", "attach", "review"]
Whole = Literal["page", "window"]


@dataclass(frozen=True)
class Done:
    """The step is behind us; `earned` is an outcome it brought, `skipped` says that there was nothing to do."""

    note: str = ""
    earned: Outcome | None = None
    skipped: bool = False


@dataclass(frozen=True)
class Ends:
    """The walk is over, with this outcome, where the `sign` of it is seen; else the person is asked.

    `missing` says what was looked for and not found. Inside one route of several it ends that route alone, unless it
    is `for_good`.
    """

    outcome: Outcome
    missing: str
    sign: Condition | None = None
    for_good: bool = False


@dataclass(frozen=True)
class Asks:
    """The person's turn; it goes on by itself when `until` comes true. Done, it has earned `earns`.

    `last` is how the control must have stood when it was last to be seen.
    """

    about: PauseFor
    say: str
    until: Condition | None = None
    copy: str | None = None
    earns: Outcome | None = None
    last: Condition | None = None


@dataclass(frozen=True)
class Walks:
    """The steps inside this one, under its `steps`, come next."""


@dataclass(frozen=True)
class Tries:
    """The parts of this step are routes to one place: the first on whose end `there_when` holds is enough.

    Where none leads there, the walk `ends`.
    """

    there_when: Condition
    ends: Ends | None


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


@dataclass(frozen=True)
class ReadsBack:
    """A setting is to be read on a page that is loaded for it, or as it is (`reload` False); a message where it is.

    `means` is what it comes to where nothing was sent or switched before.
    """

    condition: Condition
    reload: bool = True
    timeout: float | None = None
    means: Literal["already_out"] | None = None


Telling = Literal["setting", "form", "mail"]


@dataclass(frozen=True)
class Tells:
    """Where it is only looked: here a setting, a form or a mail is told of, and the page shows it by `condition`.

    Of a setting that is how it should stand; `opposite` is what the page shows where it does not, if the flow says so.
    None where the step itself shows nothing. `label` is what the flow calls a setting, and `want` how it is to be.
    """

    of: Telling
    condition: Condition | None = None
    timeout: float | None = None
    opposite: Condition | None = None
    label: str = ""
    want: Literal["on", "off"] | None = None


Result = Done | Ends | Asks | Walks | Tries | Captures | Attaches | ReadsBack | Tells
