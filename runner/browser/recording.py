"""Watches what the person does while a flow is recorded, and says it as Deeds: never what they typed.

What a press was for is judged by the same guard that decides what the runner may press, so that a recorded flow holds
no step the runner would refuse. In a login nothing is told but that there is one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from playwright.async_api import BrowserContext, Frame, Page

from runner.browser import guard, targets
from runner.browser.injection import Injection
from runner.flow import words
from runner.flow.deed import Deed
from runner.flow.model import Pick

_LED_BY_PRESS = 4.0  # seconds in which a new page counts as what a press led to
_OURS = ("pressed", "sent", "typed", "chose", "turned", "attached", "secret")


class Recording:
    """One recording; `heard` is told every deed as it happens."""

    def __init__(self, heard: Callable[[Deed], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._heard = heard
        self._clock = clock
        self._last_deed = -_LED_BY_PRESS
        script = f"(() => {{\n'use strict';\n{targets.script('record.js')}\n}})();"
        self._script = Injection("optout-record", "optoutDid", script, self._did)

    def attach(self, context: BrowserContext) -> None:
        """Watches a context: its pages, present and to come."""
        self._script.attach(context)
        for page in context.pages:
            self._listen(page)
        context.on("page", self._listen)

    async def settle(self) -> None:
        """Is in the pages and frames that came since."""
        await self._script.settle()

    def _listen(self, page: Page) -> None:
        page.on("framenavigated", self._moved)

    def _moved(self, frame: Frame) -> None:
        """A page that no press led to was gone to by its address."""
        by_itself = self._clock() - self._last_deed < _LED_BY_PRESS
        if frame.parent_frame is None and frame.url.startswith(("http://", "https://")):
            if not by_itself:
                self._heard(Deed("went", frame.url))
            self._last_deed = max(self._last_deed, self._clock() - _LED_BY_PRESS / 2)  # redirects follow at once

    def _did(self, place: Page | Frame, text: str) -> None:
        deed = understand(text)
        if deed is not None:
            self._last_deed = self._clock()
            self._heard(deed)


def understand(text: str) -> Deed | None:
    """What the page's script said, judged; None where it is not one of its messages."""
    try:
        said = json.loads(text)
        url, done = str(said["url"]), said["done"]
        if done == "secret":
            return Deed("secret", url)
        if done not in _OURS:
            return None
        pick, facts = Pick.model_validate(said["pick"]), guard.Facts.of(said["facts"])
        option = Pick.model_validate(said["option"]) if said.get("option") else None
    except (ValueError, KeyError, TypeError):
        return None
    return _judged(Deed(done, url, pick, option, said.get("on")), facts)


def _judged(deed: Deed, facts: guard.Facts) -> Deed:
    if deed.done in ("typed", "chose") and guard.fill_refusal(facts) and _is_secret(facts):
        return Deed("secret", deed.url)
    if deed.done == "turned" and guard.choose_refusal(facts) is None:
        return Deed("chose", deed.url, deed.pick, on=deed.on)
    if deed.done == "pressed" and guard.press_refusal(facts) is not None:
        return Deed("sent", deed.url, deed.pick)
    return deed


def _is_secret(facts: guard.Facts) -> bool:
    return facts.masked or facts.type == "password" or any(words.secret(label) for label in facts.labels)
