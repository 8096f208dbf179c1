"""Interruptions: what lies over a page is told no, by a control that says no and does nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

from playwright.async_api import ElementHandle, Error, Frame

from runner.browser import guard, hold, targets
from runner.flow.model import Target

_TRIES = 3


class Banners:
    """The interruptions of one flow, and how often each was pressed on the present page.

    `ring` draws attention to a control, `ours` tells whether an address is on the flow's sites.
    """

    def __init__(
        self,
        interruptions: Sequence[Target],
        ring: Callable[[ElementHandle | None], Awaitable[None]],
        ours: Callable[[str], bool],
    ) -> None:
        self._known = list(interruptions)
        self._ring = ring
        self._ours = ours
        self._pressed: Counter[str] = Counter()

    @property
    def expected(self) -> bool:
        """Whether the flow knows of any."""
        return bool(self._known)

    def add(self, control: Target) -> None:
        """Knows one more."""
        self._known.append(control)

    def another_page(self) -> None:
        """Counts anew: the same banner may come back on another page."""
        self._pressed.clear()

    async def decline(self, frames: Sequence[Frame]) -> str | None:
        """Presses one that is in the way; the name of the control pressed, or None where there was none to press."""
        if not self._known:
            return None
        found = await targets.look(frames, Target(any=self._known))
        if not isinstance(found, targets.Found) or self._pressed[found.label] >= _TRIES:
            return None
        handle = await targets.handle(found)
        facts = await targets.facts(handle) if handle else None
        if handle is None or facts is None or guard.decline_refusal(facts) or not self._ours(facts.address):
            return None
        self._pressed[found.label] += 1
        await self._ring(handle)  # the panel steps aside for it
        try:
            if await hold.press(handle, hold.click):
                return None
        except Error:
            return None
        finally:
            await self._ring(None)
        return found.label
