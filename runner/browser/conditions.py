"""Whether a condition holds on the pages of a session. Looks once; waiting is the driver's.

Settings switches show a wrong state before the page has its data, so a state counts once it has been the same for a
while (`Pace.settle`); after that a change is the person's own and counts at once.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Frame

from runner.browser import targets
from runner.flow.model import Condition, Name, Target


@dataclass
class _Seen:
    on: bool
    since: float
    settled: bool = False


class States:
    """What switches were seen to be, on one page; forgotten when it navigates."""

    def __init__(self, settle: float) -> None:
        self._settle = settle
        self._seen: dict[str, _Seen] = {}

    def settled(self, control: str, on: bool, now: float) -> bool:
        """Notes a switch's state; whether that counts yet."""
        seen = self._seen.get(control)
        if seen is None:
            seen = self._seen[control] = _Seen(on, now)
        elif seen.on != on:
            seen.on, seen.since = on, now
        seen.settled = seen.settled or now - seen.since >= self._settle
        return seen.settled

    def clear(self) -> None:
        """Another page, other data."""
        self._seen.clear()


@dataclass(frozen=True)
class Verdict:
    """Whether a condition holds; `unsettled` where a switch says so but has not said it for long enough."""

    holds: bool
    unsettled: bool = False


async def judge(condition: Condition, frames: Sequence[Frame], url: str, states: States) -> Verdict:
    """A condition held against one page: its frames and its address."""
    if condition.any or condition.all:
        return await _several(condition, frames, url, states)
    if condition.url is not None:
        return Verdict(Name(text=condition.url).fits(url))
    if condition.visible is not None:
        return Verdict(await _is_there(condition.visible, frames))
    if condition.gone is not None:
        return Verdict(bool(frames) and not await _is_there(condition.gone, frames))
    if condition.selected is not None:
        state = await _state(condition.selected, frames)
        return Verdict(state is not None and state.selected is True)
    control, wanted = (condition.is_on, True) if condition.is_on else (condition.is_off, False)
    assert control is not None
    return await _switch(control, wanted, frames, states)


async def _is_there(target: Target, frames: Sequence[Frame]) -> bool:
    """Whether a target is to be seen, be it once or several times."""
    return isinstance(await targets.look(frames, target), (targets.Found, targets.Several))


async def _several(condition: Condition, frames: Sequence[Frame], url: str, states: States) -> Verdict:
    verdicts = [await judge(one, frames, url, states) for one in condition.any or condition.all or ()]
    held = [verdict.holds for verdict in verdicts]
    return Verdict(any(held) if condition.any else all(held), any(verdict.unsettled for verdict in verdicts))


async def _switch(control: Target, wanted: bool, frames: Sequence[Frame], states: States) -> Verdict:
    state = await _state(control, frames)
    if state is None:
        return Verdict(False)
    on = state.selected if state.on is None else state.on  # an option is on where it is the chosen one
    if on is None:
        return Verdict(False)
    settled = states.settled(control.model_dump_json(), on, time.monotonic())
    return Verdict(settled and on == wanted, unsettled=not settled)


async def _state(target: Target, frames: Sequence[Frame]) -> targets.State | None:
    found = await targets.look(frames, target)
    if not isinstance(found, targets.Found):
        return None
    handle = await targets.handle(found)
    return await targets.state(handle) if handle else None
