"""Interruptions: what lies over a page is told no, once, by a control that says no and does nothing else.

A control counts only in a dialog, a banner or a box over the page: a page's own "Cancel" is the person's. Once, because
what does not go by its own no is broken, or is there for another reason; then it is the person's as well.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from playwright.async_api import Frame

from runner.browser import guard, picks, targets
from runner.browser.asking import Element
from runner.browser.engine_messages import BoxTold
from runner.flow.model import Target


class Banners:
    """The interruptions of one flow, and which were pressed on the present page.

    `ring` draws attention to a control, `ours` tells whether an address is on the flow's sites, and `press` presses
    once and tells whether that is done, and sent nothing.
    """

    def __init__(
        self,
        interruptions: Sequence[Target],
        ring: Callable[[Element | None], Awaitable[None]],
        ours: Callable[[str], bool],
        press: Callable[[Element], Awaitable[bool]],
    ) -> None:
        self._known = list(interruptions)
        self._ring = ring
        self._ours = ours
        self._press = press
        self._pressed: set[tuple[str, str]] = set()  # by name and place, and by name and what the box says

    @property
    def expected(self) -> bool:
        """Whether the flow knows of any."""
        return bool(self._known)

    def add(self, control: Target) -> None:
        """Knows one more."""
        self._known.append(control)

    def another_page(self) -> None:
        """Begins anew: the same banner may come back on another page."""
        self._pressed.clear()

    async def decline(self, frames: Sequence[Frame], wanted: Element | None = None) -> str | None:
        """Presses one that is in the way; the name of the control pressed, or None where there was none to press.

        What has in it what a step has `wanted` and found is not in the way.
        """
        if not self._known:
            return None
        found = await targets.look(frames, Target(any=self._known))
        if not isinstance(found, targets.Found) or (box := await self._box_of(found.element, wanted)) is None:
            return None
        # By its place, and by what it says: a banner may come back in another place.
        signs = ((await picks.of(found.element)).path, box["says"])
        keys = {(found.label, sign) for sign in signs if sign}
        if keys & self._pressed:
            return None
        self._pressed |= keys
        await self._ring(found.element)  # the panel steps aside for it
        try:
            return found.label if await self._press(found.element) else None
        finally:
            await self._ring(None)

    async def _box_of(self, control: Element, wanted: Element | None) -> BoxTold | None:
        """The box that the control may tell no; None where it may not."""
        facts = await targets.facts(control)
        if guard.decline_refusal(facts) is not None or not self._ours(facts.address):
            return None
        box = await targets.interrupts(control, wanted)
        return box if box and not guard.undoes_own(facts, box["says"], box["fields"]) else None
