"""The person's part on the practice site, played by a script: real mouse and keys, on this machine's pages only.

The runner itself never logs in or submits; these hands stand in for a person who does, so they refuse every page that
is not on loopback.
"""

from __future__ import annotations

import asyncio
from typing import TypedDict

from playwright.async_api import Error, FloatRect, Locator, Page

from runner.browser import shapes
from runner.browser.asking import element_of
from runner.browser.looking_driver import LookingPageDriver
from runner.browser.panel_messages import Part
from runner.browser.press import NotBegun
from runner.errors import RunnerError
from runner.events import Choice
from runner.flow.hosts import host_of, is_loopback
from runner.locale import _

_LOOK_MS = 60_000  # for a thing to be there; what is done to it may take as long as it takes
_LOOK_AGAIN = 0.5  # seconds between two looks at what no event tells of
_BREATH = 0.25  # seconds between two deeds, so that an onlooker can follow
_WORDS = """(element, words) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() && !texts.currentNode.data.includes(words)) { }
  const range = document.createRange();
  const from = texts.currentNode.data.indexOf(words);
  range.setStart(texts.currentNode, from);
  range.setEnd(texts.currentNode, from + words.length);
  const { x, y, width, height } = range.getBoundingClientRect();
  return { x: x + scrollX, y: y + scrollY, width, height, page: document.documentElement.scrollWidth };
}"""


class WordsPlaced(TypedDict):
    """page → runner: where words are on the whole page, and how wide that is, in CSS px."""

    x: float
    y: float
    width: float
    height: float
    page: float


class ScriptedHands:
    """Does on the present page what a person would, found by label."""

    def __init__(self, driver: LookingPageDriver, counts: float = 2.0) -> None:
        """`counts`: seconds of the page's, within which a press of the panel that counts has answered."""
        self._driver, self._counting = driver, counts

    async def _page(self) -> Page:
        page = await self._driver.tabs.present()
        if not is_loopback(host_of(page.url)):
            raise RunnerError(
                _("the practice hands touch nothing on {host}: it is not the practice site", host=host_of(page.url))
            )
        await asyncio.sleep(_BREATH)
        return page

    async def type(self, label: str, text: str) -> None:
        """Types a text into a field."""
        field = (await self._page()).get_by_label(label, exact=True)
        await self._click(field, label)
        await field.press_sequentially(text, delay=15, timeout=0)

    async def press(self, label: str) -> None:
        """Presses a button."""
        page = await self._page()
        await self._click(page.get_by_role("button", name=label, exact=True), label)

    async def choose(self, label: str, option: str = "") -> None:
        """Ticks a radio or checkbox, or picks an entry of a list."""
        control = (await self._page()).get_by_label(label, exact=True)
        if option:
            await control.select_option(label=option, timeout=0)
        elif not await control.is_checked(timeout=_LOOK_MS):
            await self._click(control, label)

    async def toggle(self, label: str) -> None:
        """Presses a switch."""
        await self._click((await self._page()).get_by_role("switch", name=label, exact=True), label)

    async def press_panel(self, choice: Choice) -> None:
        """Presses a button of the panel, with the mouse; again where the panel did not count that.

        It counts no press while it is not sure that a person can see it, as on a page that is busy drawing.
        """
        page = await self._page()
        box = await self._button(page, choice)
        asked = self._driver.panel.asked
        await _click_box(page, box)
        while asked and not await self._counts(asked):
            await _click_box(page, await self._button(page, choice))

    async def _counts(self, asked: str) -> bool:
        """Whether a question is answered soon."""
        clock = self._driver.answering.clock(self._counting)
        while not clock.over:
            if self._driver.panel.asked != asked:
                return True
            await asyncio.sleep(_LOOK_AGAIN / 5)
        return False

    async def black_out(self, text: str) -> None:
        """Drags a box over a text on the picture that the panel shows, which is one of the whole page."""
        page = await self._page()
        where: WordsPlaced = shapes.read(WordsPlaced, await page.get_by_text(text).first.evaluate(_WORDS, text))
        paper = await self._button(page, "picture")
        scale = paper["width"] / where["page"]
        left, top = paper["x"] + where["x"] * scale, paper["y"] + where["y"] * scale
        await page.mouse.move(left - 2, top - 2)
        await page.mouse.down()
        await page.mouse.move(left + where["width"] * scale + 2, top + where["height"] * scale + 2, steps=12)
        await page.mouse.up()

    async def _button(self, page: Page, choice: Part) -> FloatRect:
        """Where a button of the panel is, once it is there and stays where it is."""
        panel, before = self._driver.panel, None
        while True:
            box = await panel.button_box(page, choice)
            if box and box == before:
                return box
            before = box
            opener = None if box or await panel.button_box(page, "move") else await panel.button_box(page, "fold")
            if opener:  # a strip keeps the main button only: a person opens it for the others
                await _click_box(page, opener)
            await asyncio.sleep(_LOOK_AGAIN / 5)

    async def _click(self, thing: Locator, label: str) -> None:
        """Presses a thing once, over which the panel never lies for long."""
        clock, why = self._driver.answering.clock(_LOOK_MS / 1000), ""
        while not clock.over:
            try:
                await self._driver.hand.press(await element_of(await thing.element_handle(timeout=_LOOK_MS)))
                return
            except NotBegun as kept:
                why = kept.words
            except Error as error:
                why = error.message.splitlines()[0]
            await asyncio.sleep(_BREATH)
        raise RunnerError(_("the practice person cannot press “{button}”: {why}", button=label, why=why))


async def _click_box(page: Page, box: FloatRect) -> None:
    await page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
