"""The driver with hands: what a walk may do beside looking, that is choose, fill in and attach.

What both share, and the promises that pass through it, is in looking_driver.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from playwright.async_api import Error

from runner.browser import guard, uploads
from runner.browser.asking import Element
from runner.browser.chosen import Choosing
from runner.browser.looking_driver import LookingPageDriver
from runner.browser.press import NotBegun, Unknown
from runner.errors import TargetNotFound, Unsure
from runner.flow.model import Target
from runner.locale import _


class PageDriver(LookingPageDriver):
    """A Driver on real pages; see runner.flow.driver.Driver for what each method promises."""

    @cached_property
    def _choosing(self) -> Choosing:
        return Choosing(self.hand, self._hold, self._use, self._find, self._judge, self._may_choose)

    async def choose(self, target: Target, options: tuple[str, ...] = (), timeout: float | None = None) -> str:
        """Selects a radio, checkbox or option, and remembers it for this page."""
        label = await self._use(target, self._choosing.may, self._choosing.act(options), timeout)
        if self._choosing.took:  # what takes its time is never pressed again
            self._on_this_page().chosen.append((target, options))
        return label

    async def choose_again(self) -> None:
        """Sets right what has flipped back since, or does in a moment: radios may do so when other fields change."""
        await self._choosing.again(lambda: self._on_this_page().chosen)

    def _may_choose(self, facts: guard.Facts) -> str | None:
        return guard.choose_refusal(facts, self.tabs.sites.allow)

    async def fill(self, target: Target, text: str, timeout: float | None = None) -> str:
        """Types a text into a field, never into one for a secret."""

        async def act(field: Element) -> None:
            await self.hand.fill(field, text, lambda: self._judge(field, guard.fill_refusal))

        return await self._use(target, guard.fill_refusal, act, timeout)

    async def attach(self, field: Target, files: Sequence[Path], timeout: float | None = None) -> bool:
        """Gives files to a file field that the guard allows; whether the field has them then."""
        found = await self._find(field, timeout)
        try:
            return await uploads.attach(found.element, files, self.hand, self._hold, self.answering)
        except Unknown as unknown:
            raise Unsure(str(field), str(field)) from unknown
        except (Error, NotBegun) as error:
            await self.tabs.present()
            raise TargetNotFound(str(field)).because(
                _("{field} is there, but takes no file just now", field=str(field))
            ) from error
