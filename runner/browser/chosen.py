"""Choosing, and what was chosen on a page: lists and radios may flip back, so it is remembered and looked at again."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from playwright.async_api import Error

from runner.browser import guard, targets
from runner.browser.asking import Element
from runner.browser.hold import Hold
from runner.browser.press import Hand, NotBegun, Unknown
from runner.errors import Refused, TargetNotFound
from runner.flow.model import Target

Act = Callable[[Element], Awaitable[None]]
Judge = Callable[[guard.Facts], str | None]
Choice = tuple[Target, tuple[str, ...]]  # where, and which options of a list

_FLIPS_BACK = 0.5  # seconds after which a radio that flips back has done so, on a quick page


@dataclass
class Chosen:
    """What was chosen on the page of one address, in order."""

    url: str = ""
    chosen: list[Choice] = field(default_factory=list)


class Use(Protocol):
    """Finds a target, has it judged, and acts on it once."""

    async def __call__(self, target: Target, judge: Judge, act: Act, timeout: float | None) -> str: ...


class Find(Protocol):
    """Finds a target."""

    async def __call__(self, target: Target, timeout: float | None) -> targets.Found: ...


class Choosing:
    """How a radio, checkbox or option is selected; `use`, `find` and `judge` are the driver's, `may` the guard's."""

    def __init__(
        self,
        hand: Hand,
        hold: Hold,
        use: Use,
        find: Find,
        judge: Callable[[Element, Judge], Awaitable[object]],
        may: Judge,
    ) -> None:
        self._hand = hand
        self._hold = hold
        self._use = use
        self._find = find
        self._judge = judge
        self.may = may
        self.took = False  # whether what was last to be chosen was seen to be: only that can flip back

    def act(self, options: tuple[str, ...]) -> Act:
        """What is to be done to the element: selecting it, or one of these options of it."""
        return (lambda element: self._pick_option(element, options)) if options else self._take

    async def _take(self, element: Element) -> None:
        """Selects it, and looks whether it shows that."""
        await self._tick(element)
        for wait in (0.0, _FLIPS_BACK):
            await asyncio.sleep(self._hand.answering.allow(wait))
            if took := await self._is_chosen(element):
                break
        self.took = took

    async def _tick(self, element: Element) -> None:
        if not await self._is_chosen(element):
            await self._hand.press(element)

    async def _is_chosen(self, element: Element) -> bool:
        return bool((await self._hand.answering.of(targets.state(element))).selected)

    async def _pick_option(self, element: Element, options: tuple[str, ...]) -> None:
        if (await self._hand.answering.of(targets.facts(element))).tag == "select":
            await self._hand.select(element, options)
            self.took = True
            return
        option = Target(option=list(options))
        try:
            await self._find(option, 0)  # the list is open: pressing it would shut it
        except TargetNotFound:
            await self._hand.press(element)
        await self._use(option, self.may, self._tick, None)
        self.took = False  # to look at it again the list would have to be pressed again

    async def again(self, chosen: Callable[[], Sequence[Choice]]) -> None:
        """Sets right what of it has flipped back, or does in a moment."""
        for wait in (0.0, _FLIPS_BACK) if chosen() else ():
            await asyncio.sleep(self._hand.answering.allow(wait))
            # Lists go first: choosing in one may flip a radio.
            for target, options in sorted(chosen(), key=lambda one: not one[1]):
                with contextlib.suppress(TargetNotFound, Refused, NotBegun, Unknown, Error):
                    element = (await self._find(target, 1)).element
                    await self._judge(element, self.may)
                    await self._hold.during(element, self.act(options))
