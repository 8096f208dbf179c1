"""Reading a setting back later: the way to it out of its flow, and what is seen there. Nothing is sent or switched.

What a flow confirms right after something was sent is an answer to that, and is not to be seen again by going there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from runner.flow.driver import Driver
from runner.flow.load import Flow, walk
from runner.flow.model import Condition
from runner.flow.step import Step
from runner.flow.steps import Confirm, Mail, Open, Pause, Reach

_LEADS = frozenset({"open", "click", "hover", "expect", "reach", "when"})
Seen = Literal["confirmed", "reverted", "unknown"]


@dataclass(frozen=True)
class Reading:
    """The steps that lead to a setting, a login among them where it takes one, and how it is wanted."""

    way: tuple[Step, ...]
    wanted: Condition


def reading(flow: Flow) -> Reading | None:
    """How to read back what a flow has left behind; None where there is nothing to be seen of it."""
    steps = flow.steps
    at = next((at for at in reversed(range(len(steps))) if _wanted(steps[at])), None)
    opened = [here for here in range(at or 0) if isinstance(steps[here], Open)]
    if at is None or not opened or any(_sends(step) for _, step in walk(steps[opened[-1] : at])):
        return None
    wanted = _wanted(steps[at])
    assert wanted is not None
    way = tuple(led for step in steps[opened[-1] : at] if (led := _leading(step)) is not None)
    login = next((step for step in steps[:at] if isinstance(step, Pause) and step.for_ == "login"), None)
    return Reading(_with_login(way, login, _shown(wanted)), wanted)


async def read_back(driver: Driver, wanted: Condition) -> Seen:
    """What is seen: as it is wanted, the opposite of that, or neither."""
    if await driver.holds(wanted):
        return "confirmed"
    opposite = _opposite(wanted)
    return "reverted" if opposite and await driver.holds(opposite, 0) else "unknown"


def _wanted(step: Step) -> Condition | None:
    """The state that a step leaves behind or reads back."""
    if isinstance(step, Confirm):
        return step.condition
    if isinstance(step, Pause) and step.control is not None:
        return Condition(is_on=step.control) if step.want == "on" else Condition(is_off=step.control)
    return None


def _sends(step: Step) -> bool:
    return isinstance(step, Mail) or (isinstance(step, Pause) and step.for_ == "submit")


def _leading(step: Step) -> Step | None:
    """A step as far as it only leads on; None where it does not."""
    if isinstance(step, Reach):
        by = {name: steps for name, steps in step.by.items() if _only_leads(steps)}
        return step.model_copy(update={"by": by}) if by else None
    return step if step.word in _LEADS and _only_leads([step]) else None


def _only_leads(steps: Sequence[Step]) -> bool:
    return all(step.word in _LEADS for _, step in walk(steps))


def _with_login(way: tuple[Step, ...], login: Pause | None, shown: Condition | None) -> tuple[Step, ...]:
    """The page first; where it wants a login that is the person's, and then the way once more: sites forget it."""
    if login is None:
        return way
    signs = [sign for sign in (login.until, shown) if sign]
    until = Condition(any=signs) if len(signs) > 1 else next(iter(signs), None)
    again = (Reach(there_when=shown, by={"the way of the flow": list(way)}),) if shown else way
    return (way[0], login.model_copy(update={"until": until}), *again)


def _shown(wanted: Condition) -> Condition | None:
    """That what is to be read is on the page, whichever way it stands."""
    for part in wanted.any or wanted.all or ():
        if shown := _shown(part):
            return shown
    control = wanted.is_on or wanted.is_off or wanted.selected or wanted.visible
    return Condition(visible=control) if control else None


def _opposite(wanted: Condition) -> Condition | None:
    """What is seen where a setting has changed back; None where not seeing it says nothing."""
    if parts := wanted.any or wanted.all:
        turned = [opposite for part in parts if (opposite := _opposite(part))]
        if len(turned) < len(parts) and wanted.any:
            return None
        return (Condition(all=turned) if wanted.any else Condition(any=turned)) if turned else None
    if wanted.is_on or wanted.selected:
        return Condition(is_off=wanted.is_on or wanted.selected)
    if wanted.gone:
        return Condition(visible=wanted.gone)
    return Condition(is_on=wanted.is_off) if wanted.is_off else None
