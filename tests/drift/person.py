"""The person of the suite: does their part at pauses, and answers about drift as somebody would who sees the page."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from playwright.async_api import ElementHandle, Error

from runner.browser import picks
from runner.browser.driver import PageDriver
from runner.events import Event, Question, Reply, StepStarted
from runner.flow.driver import Pointed
from runner.flow.model import Pick
from tests.by_hand import do
from tests.sites.case import Continue

from .redesign import Redesign
from .stage import Change, Stage
from .subjects import Subject, in_german

_SEES = 0.4  # seconds until the person has found with the mouse what they point at
_PATIENCE = 4.0  # seconds the page has for going on by itself, before the person presses Continue
_FIND = "(what) => globalThis.suite.find(what)"
_DESCRIBE = "(el) => globalThis.suite.describe(el)"


class WatchedDriver(PageDriver):
    """The runner's own hands; the suite sees what they ring, and moves the mouse where they let the person point."""

    points_at: ElementHandle | None = None
    suggested: dict[str, Any] | None = None

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        """As ever, and notes what is ringed."""
        placed = next((one for one in self._pointer.surveyed if one.pick is pick), None)
        handle = await picks.handle(placed) if placed else None
        self.suggested = await handle.evaluate(_DESCRIBE) if handle else None
        return await super().suggest(pick)

    async def point(self) -> Pointed | None:
        """As ever, while the person clicks on what they mean."""
        clicking = asyncio.ensure_future(self._click())
        try:
            return await super().point()
        finally:
            clicking.cancel()
            with contextlib.suppress(asyncio.CancelledError, Error):
                await clicking

    async def _click(self) -> None:
        await asyncio.sleep(_SEES)
        thing, page = self.points_at, await self.tabs.present()
        box = await thing.bounding_box() if thing else None
        if box:
            await page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@dataclass(frozen=True)
class Aim:
    """What somebody would point at: the first that is there of these marks, then of these groups of names."""

    marks: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]


class Person:
    """Answers with a yes where the ring is on the right thing, else points at it, else does it by hand.

    `answers` counts what they said about drift, `misled` the rings that were on something else. What they need to see
    they see on the page; `by_hand` is True while a press is theirs.
    """

    def __init__(self, stage: Stage, driver: WatchedDriver, subject: Subject, change: Change) -> None:
        self._stage, self._driver, self._subject, self._change = stage, driver, subject, change
        self._turns: Counter[str] = Counter()
        self._sentence = ""
        self.answers = self.misled = 0
        self.by_hand = False
        self.said: list[str] = []

    def hear(self, event: Event) -> None:
        """Knows which step it is about, as the panel tells it."""
        if isinstance(event, StepStarted):
            self._sentence = event.sentence

    async def stops(self) -> None:
        """Never."""
        await asyncio.Event().wait()

    async def ask(self, question: Question) -> Reply:
        """What this person says."""
        if question.about == "agree":  # a repair, or to press what says no in a box that is in the way
            return Reply("yes", "panel") if question.diff else self._says("yes", question)
        if question.about in ("missing", "elsewhere") or "retry" in question.choices:
            return await self._drifted(question)
        return await self._turn(question)

    # -- their part -------------------------------------------------------------------------------------------

    async def _turn(self, question: Question) -> Reply:
        self._turns[question.about] += 1
        turns, each = self._subject.case.actions_by_pause, question.about
        for action in turns.get(f"{each} {self._turns[each]}", turns.get(each, ())):
            if isinstance(action, Continue):
                return Reply("continue", "panel")
            async with self._hands():
                page = await self._driver.tabs.present()
                await do(page, in_german(action) if self._is_german() else action)
        await asyncio.sleep(_PATIENCE)
        return self._says("continue", question)

    def _is_german(self) -> bool:
        return self._subject.on_practice_site and self._change == "language"

    @contextlib.asynccontextmanager
    async def _hands(self) -> Any:
        self.by_hand = True
        await self._stage.panel.veil(True)  # a person would drag it aside
        try:
            yield
        finally:
            await self._stage.panel.veil(False)
            self.by_hand = False

    # -- about drift ------------------------------------------------------------------------------------------

    def _says(self, choice: Any, question: Question) -> Reply:
        self.answers += 1
        self.said.append(f"{question.say[:160]} → {choice}")
        return Reply(choice, "panel")

    async def _drifted(self, question: Question) -> Reply:
        ringed = self._driver.suggested if "yes" in question.choices else None
        if ringed and self._is_right(ringed):
            return self._says("yes", question)
        self.misled += ringed is not None
        thing = await self._right()
        if thing is not None and "point" in question.choices and not await self._is(thing, "no"):
            self._driver.points_at = thing
            return self._says("point", question)
        return await self._do_it(question, thing)

    async def _do_it(self, question: Question, thing: ElementHandle | None) -> Reply:
        """By hand: presses what is to be pressed, or goes where the page is now."""
        if thing is not None:
            async with self._hands():
                await thing.click(timeout=2000)
            return self._says("retry" if await self._is(thing, "no") else "continue", question)
        if isinstance(self._change, Redesign) and self._change.new_place:
            self.answers += 1
            self.said.append(f"{question.say[:160]} → goes to {self._change.new_place}")
            page = await self._driver.tabs.present()
            await page.goto(self._change.new_place)
            await asyncio.sleep(_PATIENCE)
            return Reply("continue", "panel")
        return self._says("stop", question)

    async def _is(self, thing: ElementHandle, mark: str) -> bool:
        with contextlib.suppress(Error):
            return bool((await thing.evaluate(_DESCRIBE))["mark"] == mark)
        return mark == "no"  # a box that has gone was one

    def _is_right(self, seen: dict[str, Any]) -> bool:
        if seen["mark"]:
            return seen["mark"] in ("target", "level", "no")
        names = {name for group in self._names() for name in group}
        leads_astray = any(seen["href"].endswith(address) for address in self._subject.wrong)
        return not leads_astray and not names.isdisjoint(seen["texts"])

    def _names(self) -> list[tuple[str, ...]]:
        """What the thing of this step may be called; on the practice site also a level that was put before it."""
        told = [group for group in self._subject.names_on_the_way if any(name in self._sentence for name in group)]
        if not self._subject.on_practice_site:
            return [(self._subject.label,)] if self._subject.label in self._sentence else []
        return [*told, *([self._subject.names_on_the_way[2]] if self._change == "submenu" else [])]

    async def _right(self) -> ElementHandle | None:
        """The right thing, as far as it is drawn."""
        page = await self._driver.tabs.present()
        for marks, names in [(["no", "target", "level"], ()), *(([], group) for group in self._names())]:
            what = {"marks": marks, "names": list(names), "wrong": self._subject.wrong}
            for frame in page.frames:
                with contextlib.suppress(Error):
                    if thing := (await frame.evaluate_handle(_FIND, what)).as_element():
                        await thing.scroll_into_view_if_needed(timeout=1000)
                        return thing
        return None
