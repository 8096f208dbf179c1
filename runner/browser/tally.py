"""Which of a target's candidates would be found on a page now, and how often; and what else has the same name there.

Only looks: nothing is waited for, ringed or pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Error, Frame

from runner.browser import picks, targets
from runner.browser.asking import Element
from runner.flow.model import Candidate, Target

_TOLD = 4  # names of things that are told


@dataclass(frozen=True)
class Tally:
    """How many things one candidate would mean now, and what they are called; `count` is None where that is unknown."""

    said: str
    count: int | None
    called: tuple[str, ...] = ()


async def tally(frames: Sequence[Frame], target: Target) -> list[Tally]:
    """For each candidate of a target, in written order; raises UsageError where one does not work in a browser."""
    return [await _one(frames, target, at) for at in range(len(target.candidates()))]


async def _one(frames: Sequence[Frame], target: Target, at: int) -> Tally:
    candidate = target.candidates()[at]
    said = _said(candidate)
    found = await targets.look_for(frames, [candidate], target)
    if found is None:
        return Tally(said, 0)
    if isinstance(found, targets.Found):
        return Tally(said, 1, (found.label,) if found.label else ())
    if isinstance(found, targets.Several):
        return Tally(said, found.count, tuple([await _called(one) for one in found.first[:_TOLD]]))
    return Tally(said, None)


async def _called(element: Element) -> str:
    try:
        pick = await picks.of(element)
    except Error:
        return ""
    return pick.name or pick.text


def _said(candidate: Candidate) -> str:
    """A candidate as it is written, on one line."""
    names = [name.text for name in candidate.names]
    shown = ", ".join(names[:2]) + (" …" if len(names) > 2 else "")
    own = candidate.css or (candidate.href.text if candidate.href else "") or shown or "any"
    word = "css" if candidate.css else "href" if candidate.href else candidate.role or ""
    where = "".join(
        f" {name} {part}" for name, part in (("within", candidate.within), ("beside", candidate.beside)) if part
    )
    return f"{word + ': ' if word else ''}{own}{where}"
