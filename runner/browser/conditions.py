"""Whether a condition holds on a page. Looks once; waiting is judging.py's.

Each condition holds, does not hold, or the page says nothing (`silent`). What is not there is a sign of nothing: `gone`
counts in the person's turn once its thing was seen in it (things.py), and elsewhere only as far as the page speaks.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Frame

from runner.browser import targets
from runner.browser.speaks import Speech, freedom, listen
from runner.browser.states import States
from runner.browser.things import Things
from runner.flow.model import Condition, Name, Target


@dataclass(frozen=True)
class PageLook:
    """One look at a page: its frames and address, what it can say, and what was seen on it before.

    `things` are what was seen in the person's turn of this number, None outside of one. A `strict` look is one that
    something is claimed from: a state has to be free and saved. With `guards`, what is missing may stand beside
    something that is seen, also where it was never there. `deed` is when the person last did something on the page.
    """

    frames: Sequence[Frame]
    url: str
    speech: Speech
    states: States
    things: Things | None = None
    turn: int = 0
    strict: bool = False
    guards: bool = True
    deed: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """Whether a condition holds or not; `shown` where something that was seen says so, and not only what is missing.

    It is `silent` where the page cannot say, `unsettled` where it says so and has not said it for long enough; `why` is
    what keeps it from counting, in a sentence for the person.
    """

    holds: bool = False
    shown: bool = False
    silent: bool = False
    unsettled: bool = False
    why: str = ""


async def judge(condition: Condition, look: PageLook) -> Verdict:
    """A condition held against one page."""
    if condition.any or condition.all:
        return await _several(condition, look)
    if condition.url is not None:
        fits = Name(text=condition.url).fits(look.url)
        return Verdict(fits and look.speech.tells_what_is_missing, silent=look.speech.silent)
    if condition.visible is not None:
        found = await _is_there(condition.visible, look)
        return Verdict(found is True, found is True, silent=found is None or (not found and look.speech.silent))
    if condition.gone is not None:
        return await _gone(condition.gone, look)
    if condition.selected is not None:
        return await _state(condition.selected, None, look)
    control, wanted = (condition.is_on, True) if condition.is_on else (condition.is_off, False)
    assert control is not None
    return await _state(control, wanted, look)


async def _is_there(target: Target, look: PageLook, leaves: bool = False) -> bool | None:
    """Whether a target is to be seen, be it once or several times; None where a frame did not answer.

    What should leave in the person's turn is looked at by the page itself as well, at each deed of theirs: somebody may
    be faster than our next look.
    """
    found = await targets.look(look.frames, target, look.turn if leaves else 0)
    if isinstance(found, targets.Silent):
        return None
    there = isinstance(found, (targets.Found, targets.Several))
    if there and look.things:
        look.things.saw(target, found.frame if isinstance(found, targets.Found) else None)
    return there


async def _gone(target: Target, look: PageLook) -> Verdict:
    if (there := await _is_there(target, look, leaves=True)) is not False:
        return Verdict(shown=there is True, silent=there is None)
    if not look.speech.tells_what_is_missing or (look.strict and not look.speech.whole):
        return Verdict(silent=True)
    after = await listen(look.frames)
    if after.document != look.speech.document or not after.tells_what_is_missing:
        return Verdict(silent=True)  # another page came while we looked
    if look.things is None or not look.things.has_gone(target, look.frames):
        return Verdict(holds=look.guards, silent=not look.guards)
    settled = not look.strict or look.things.gone_for(target) >= look.states.settle
    return Verdict(settled, settled, unsettled=not settled)


async def _several(condition: Condition, look: PageLook) -> Verdict:
    verdicts = [await judge(one, look) for one in condition.any or condition.all or ()]
    held = [one for one in verdicts if one.holds]
    holds = bool(held) if condition.any else len(held) == len(verdicts)
    shown = [one.shown for one in verdicts if one.holds == holds]
    return Verdict(
        holds=holds,
        shown=all(shown) if condition.any and not holds else any(shown),
        silent=any(one.silent for one in verdicts),
        unsettled=any(one.unsettled for one in verdicts),
        why=next((one.why for one in verdicts if one.why), ""),
    )


async def _state(control: Target, wanted: bool | None, look: PageLook) -> Verdict:
    """The state of a switch, or with `wanted` None whether a radio, tab or option is the chosen one."""
    found = await targets.look(look.frames, control)
    if not isinstance(found, targets.Found):
        return Verdict(silent=look.speech.silent or isinstance(found, targets.Silent))
    # All from one moment: what asks once more may go, and the state with it.
    free = await freedom(found.element, look.speech.asks)
    state = free.state
    if wanted is None and not look.strict:
        return Verdict(state.selected is True, state.selected is True)
    on = (
        state.selected if state.on is None or wanted is None else state.on
    )  # an option is on where it is the chosen one
    if on is None:
        return Verdict()
    key, now = control.model_dump_json(), time.monotonic()
    saved = now - free.saved if free.saved is not None else 0.0
    deed = max(saved, look.deed) if look.strict else 0.0
    settled = look.states.settled(key, on, now, deed, free.disabled)
    if not look.strict:
        right = settled and on == wanted and not free.busy
        return Verdict(right, right, unsettled=not settled)
    if on != (wanted is not False):
        return Verdict(unsettled=not settled)
    why = free.why or look.states.not_kept(key, free, now)
    right = settled and not why and not free.busy
    return Verdict(right, right, unsettled=not settled and not why, why=why)
