"""The person's part on the practice site, played by a script: real mouse and keys, on this machine's pages only.

The runner itself never logs in or submits; these hands stand in for a person who does, so they refuse every page that
is not on loopback.
"""

from __future__ import annotations

import asyncio

from playwright.async_api import Error, FloatRect, Locator, Page

from runner.browser.driver import PageDriver
from runner.browser.panel_messages import Part
from runner.errors import RunnerError
from runner.events import Choice
from runner.flow.hosts import host_of, is_loopback

_LOOK_MS = 10_000
_COVERED_MS = 1_500
_BREATH = 0.25  # seconds between two deeds, so that an onlooker can follow
# Where these words are on the whole page, and how wide that is.
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


class Hands:
    """Does on the present page what a person would, found by label."""

    def __init__(self, driver: PageDriver) -> None:
        self._driver = driver

    async def _page(self) -> Page:
        page = await self._driver.tabs.present()
        if not is_loopback(host_of(page.url)):
            raise RunnerError(f"the practice hands touch nothing on {host_of(page.url)}: it is not the practice site")
        await asyncio.sleep(_BREATH)
        return page

    async def type(self, label: str, text: str) -> None:
        """Types a text into a field."""
        field = (await self._page()).get_by_label(label, exact=True)
        await field.click(timeout=_LOOK_MS)
        await field.press_sequentially(text, delay=15, timeout=_LOOK_MS)

    async def press(self, label: str) -> None:
        """Presses a button."""
        page = await self._page()
        await self._click(page.get_by_role("button", name=label, exact=True), label)

    async def choose(self, label: str, option: str = "") -> None:
        """Ticks a radio or checkbox, or picks an entry of a list."""
        control = (await self._page()).get_by_label(label, exact=True)
        if option:
            await control.select_option(label=option, timeout=_LOOK_MS)
        else:
            await control.check(timeout=_LOOK_MS)

    async def toggle(self, label: str) -> None:
        """Presses a switch."""
        await self._click((await self._page()).get_by_role("switch", name=label, exact=True), label)

    async def press_panel(self, choice: Choice) -> None:
        """Presses a button of the panel, with the mouse."""
        page = await self._page()
        box = await self._button(page, choice)
        await page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    async def black_out(self, text: str) -> None:
        """Drags a box over a text on the picture that the panel shows, which is one of the whole page."""
        page = await self._page()
        where = await page.get_by_text(text).first.evaluate(_WORDS, text)
        paper = await self._button(page, "picture")
        scale = paper["width"] / where["page"]
        left, top = paper["x"] + where["x"] * scale, paper["y"] + where["y"] * scale
        await page.mouse.move(left - 2, top - 2)
        await page.mouse.down()
        await page.mouse.move(left + where["width"] * scale + 2, top + where["height"] * scale + 2, steps=12)
        await page.mouse.up()

    async def _button(self, page: Page, choice: Part) -> FloatRect:
        for _ in range(50):
            if box := await self._driver.panel.button_box(page, choice):
                return box
            await asyncio.sleep(0.1)
        raise RunnerError(f"the panel shows no button for {choice}")

    async def _click(self, thing: Locator, label: str) -> None:
        """Presses a thing; where the panel lies over it, the panel is dragged out of the way first."""
        try:
            await thing.scroll_into_view_if_needed(timeout=_LOOK_MS)
            try:
                await thing.click(timeout=_COVERED_MS)
            except Error:
                await self._drag_panel(thing.page)
                await thing.click(timeout=_LOOK_MS)
        except Error as error:
            raise RunnerError(f"the practice person cannot press “{label}”: {error.message.splitlines()[0]}") from error

    async def _drag_panel(self, page: Page) -> None:
        handle = await self._driver.panel.button_box(page, "move")
        size = await page.evaluate("[innerWidth, innerHeight]")
        if handle is None:
            return
        x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(size[0] - x, y, steps=8)
        await page.mouse.move(size[0] * 0.02 if x > size[0] / 2 else size[0] * 0.98, y / 4, steps=8)
        await page.mouse.up()
