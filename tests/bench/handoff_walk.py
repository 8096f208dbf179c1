"""The same turns with browser-handoff, by the Python it is installed in: handoff_walk.py '{"base": …}' FOLDER.

The person is one who has its page open in another window, as it wants, and presses the button in the page itself.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from typing import Any

from browser_handoff import Detection, Handoff, ServerConfig
from playwright.async_api import Browser, Page, async_playwright

_UNTIL = {"url": Detection.url(path_contains=["/finished"]), "element": Detection.element(visible=["#thanks"])}
_THERE = 0.5  # seconds a person looks before they press


class Address:
    """Takes the address that the person is sent."""

    def __init__(self) -> None:
        self.come: asyncio.Queue[str] = asyncio.Queue()

    async def send(self, *, message: list[object], **_: object) -> None:
        """The first thing with an address is it."""
        self.come.put_nowait(next(one.url for one in message if hasattr(one, "url")))


async def _person(browser: Browser, page: Page, address: str) -> None:
    context = await browser.new_context()
    window = await context.new_page()
    await window.goto(address)
    await asyncio.sleep(_THERE)
    await page.click("#finish")
    await asyncio.sleep(_THERE)
    await context.close()


async def walk(told: dict[str, Any]) -> None:
    """All turns, one after another."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sent = Address()
    handoff = Handoff(server=ServerConfig(port=port), notifiers=[sent])
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=told["browser"], args=told["switches"])
        page = await browser.new_page()
        async with asyncio.TaskGroup() as group:
            for path in told["turns"]:
                await page.goto(f"{told['base']}{path}")
                if until := _UNTIL.get(path.rpartition("=")[2]):
                    group.create_task(_when_sent(sent, browser, page))
                    await handoff.pause(page, until)
        await browser.close()


async def _when_sent(sent: Address, browser: Browser, page: Page) -> None:
    await _person(browser, page, await sent.come.get())


if __name__ == "__main__":
    asyncio.run(walk(json.loads(sys.argv[1])))
    sys.stdout.write("{}\n")
