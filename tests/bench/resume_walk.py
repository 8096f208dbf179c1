"""Optout's own part of `resume.py`, as a program: walks the turns with a person who presses with the mouse.

    python -m tests.bench.resume_walk '{"base": …, "turns": […]}' FOLDER

Says at its end when the panel's button was let go, by the number of the turn, on the monotonic clock.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import FloatRect, Page

from runner.app.run import Plan, run
from runner.browser.looking_driver import LookingPageDriver
from runner.config import Config
from runner.events import Question, Reply
from runner.flow.load import load_file

from .tools import SWITCHES

_UNTIL = {"url": ", until: {url: /finished}", "element": ", until: {visible: Thank you}", "button": ""}
_LOOK_AGAIN = 0.1  # seconds

pressed: dict[str, float] = {}


class Presser:
    """Does what the turn asks for; the panel's button is pressed once it stays where it is."""

    def __init__(self, driver: LookingPageDriver) -> None:
        self._driver = driver

    async def ask(self, question: Question) -> Reply:
        """Plays the turn; it is the page, or the panel, that answers."""
        page = await self._driver.tabs.present()
        asked = parse_qs(urlsplit(page.url).query)
        if asked["by"] == ["button"]:
            await _press(page, await self._stands(page), lambda: pressed.setdefault(asked["n"][0], time.monotonic()))
        else:
            box = await page.locator("#finish").bounding_box()
            assert box
            await asyncio.sleep(_LOOK_AGAIN)  # nobody is as quick as a script
            await _press(page, box)
        await asyncio.Event().wait()
        raise AssertionError  # pragma: no cover - an event nobody sets

    async def stops(self) -> None:
        """Never."""
        await asyncio.Event().wait()

    async def _stands(self, page: Page) -> FloatRect:
        before = None
        while True:
            box = await self._driver.panel.button_box(page, "continue")
            if box and box == before:
                return box
            before = box
            await asyncio.sleep(_LOOK_AGAIN)


async def _press(page: Page, box: FloatRect, let_go: Callable[[], object] = lambda: None) -> None:
    """Presses with the mouse; `let_go` is told right before its button is, for whoever waits may be off at once."""
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.mouse.down()
    let_go()
    await page.mouse.up()


def main() -> None:
    """Walks all turns."""
    told, folder = json.loads(sys.argv[1]), Path(sys.argv[2])
    steps = []
    for path in told["turns"][:-1]:
        until = _UNTIL[path.rpartition("=")[2]]
        steps += [f"  - open: {told['base']}{path}", f"  - pause: {{for: review, say: Press the button.{until}}}"]
    steps += [f"  - open: {told['base']}{told['turns'][-1]}", ""]
    flow = folder / "turns.yaml"
    flow.write_text("\n".join(["title: Turns", "service: Turns", "hosts: [localhost]", "steps:", *steps]), "utf-8")
    plan = Plan([load_file(flow)], Config(pace=0), folder / "home", screen=False, args=SWITCHES, player=Presser)
    try:
        asyncio.run(run(plan))
    finally:
        sys.stdout.write(json.dumps(pressed) + "\n")


if __name__ == "__main__":
    main()
