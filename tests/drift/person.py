"""The person of the suite: does their part at pauses, and answers about drift as somebody would who sees the page."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from playwright.async_api import ElementHandle, Error

from runner.browser import picks
from runner.browser.driver import PageDriver
from runner.events import Event, Question, Reply, StepStarted
from runner.flow.driver import Pointed
from runner.flow.model import Pick
from tests.patience import rest

from .hands import Hands
from .redesign import Redesign
from .stage import Change, Stage
from .subjects import Subject

_SEES = 0.6  # seconds until the person has found with the mouse what they point at
_WAITS = 2.0  # seconds until they wonder whether it was taken
_PATIENCE = 10.0  # seconds of a quiet machine the page has for going on by itself, before the person presses Continue
_NOT_ABOUT_DRIFT = ("capture", "picture", "all_the_same")  # the last repeats a Continue that was counted
_FIND = "(what) => globalThis.suite.find(what)"
_INNERMOST = "(el) => { while (el.firstElementChild?.innerText) el = el.firstElementChild; return el; }"
_DESCRIBE = "(el) => globalThis.suite.describe(el)"


class WatchedDriver(PageDriver):
    """The runner's own hands; the suite sees what they ring, and moves the mouse where they let the person point."""

    points_at: ElementHandle | None = None
    suggested: dict[str, Any] | None = None

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        """As ever, and notes what is ringed."""
        placed = next((one for one in self._pointing.surveyed if one.pick is pick), None)
        element = await picks.element(placed) if placed else None
        self.suggested = await (await element.handle()).evaluate(_DESCRIBE) if element else None
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
        while True:  # somebody whose click was not taken clicks again
            await asyncio.sleep(_SEES)
            thing, page = self.points_at, await self.tabs.present()
            text = (await thing.evaluate_handle(_INNERMOST)).as_element() if thing else None
            box = await text.bounding_box() if text else None
            await self.panel.veil(True)  # a person would drag it aside
            if box:
                await page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            await self.panel.veil(False)
            await asyncio.sleep(_WAITS)


class Person:
    """Answers with a yes where the ring is on the right thing, else points at it, else does it by hand.

    `answers` counts what they said about drift, `misled` the rings that were on something else. What they need to see
    they see on the page.
    """

    def __init__(self, stage: Stage, driver: WatchedDriver, subject: Subject, change: Change) -> None:
        self._stage, self._driver, self._subject, self._change = stage, driver, subject, change
        self.hands = Hands(stage, subject, change)
        self._sentence = ""
        self.answers = self.misled = 0
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
        if question.about == "agree" or (question.about == "attach" and "yes" in question.choices):
            self.said += [question.diff] if question.diff else []
            is_theirs_anyway = question.diff or question.about == "attach" or question.topic in _NOT_ABOUT_DRIFT
            return Reply("yes", "panel") if is_theirs_anyway else self._says("yes", question)
        if question.about in ("missing", "elsewhere") or "retry" in question.choices:
            return await self._drifted(question)
        return await self._turn(question)

    async def _turn(self, question: Question) -> Reply:
        if await self.hands.take_turn(question.about, await self._driver.tabs.present()):
            return Reply("continue", "panel")
        await rest(_PATIENCE)
        return self._says("continue", question)

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
            reply = self._says(
                "retry" if await self._is(thing, "no") else "continue", question
            )  # the page may be faster
            await self.hands.click(thing)
            return reply
        if isinstance(self._change, Redesign) and self._change.new_place:
            self.answers += 1
            self.said.append(f"{question.say[:160]} → goes to {self._change.new_place}")
            page = await self._driver.tabs.present()
            await page.goto(self._change.new_place)
            await rest(_PATIENCE)
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
