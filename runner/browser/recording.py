"""Watches what the person does while a flow is recorded, and says it as Deeds.

What a press was for is judged by the same guard that decides what the runner may press, so that a recorded flow holds
no step the runner would refuse. In a login nothing is told but that there is one. What is typed into other fields is
heard only so that it can be kept out of the flow, and is gone with this object.

Why Chromium is asked who began a navigation: a page that takes ten seconds to come was still led to by the press. It
announces what a page begins by itself (`Page.frameRequestedNavigation`); what it does not announce was gone to by the
address bar, or by Back.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any, assert_never

from playwright.async_api import BrowserContext, Frame, Page

from runner.browser import asking, guard
from runner.browser.injection import Injection
from runner.browser.page_messages import DID, DeedDone, Did, GivenWords, SecretDone, ShownLater, understand_did
from runner.browser.shapes import NotUnderstood
from runner.flow import words
from runner.flow.recorded_action import Recorded, RecordedAction
from runner.locale import _

log = logging.getLogger(__name__)
_UNHEARD = _("something that Optout did not understand, by a mistake of its own")
_ASIDE = {
    "a right click": _("a right click"),
    "a click of the middle button": _("a click of the middle button"),
    "what was done on a new page before it was watched": _("what was done on a new page before it was watched"),
}
_TRIED, _CAME = "Page.frameRequestedNavigation", "Page.frameNavigated"


class Recording:
    """One recording; `heard` is told every deed as it happens. What is done on pages that are `is_aside` is not.

    `begins` is the address that is opened first: where that leads on to another page, such as the way in, it is still
    the one to open.
    """

    def __init__(
        self,
        heard: Callable[[RecordedAction], None] = lambda deed: None,
        is_aside: Callable[[Page], bool] = lambda page: False,
        begins: str = "",
    ) -> None:
        self._heard = heard
        self._begins = begins
        self._deeds: dict[str, RecordedAction] = {}
        self._typed: list[str] = []
        self._aside: list[str] = []
        self._led: set[Page] = set()  # pages that are on their way to where a press led
        events = {_TRIED: self._requested, _CAME: self._came}
        self._script = Injection("optout-record", DID, _script(), self._did, events=events)
        self._script.is_aside = is_aside

    @property
    def recorded(self) -> Recorded:
        """All of it so far."""
        return Recorded(tuple(self._deeds.values()), tuple(self._typed), tuple(self._aside))

    def attach(self, context: BrowserContext) -> None:
        """Watches a context: its pages, present and to come."""
        self._script.attach(context)
        for page in context.pages:
            self._listen(page)
        context.on("page", self._listen)

    async def settle(self) -> None:
        """Is in the pages and frames that came since."""
        await self._script.settle()

    async def end(self) -> None:
        """Hears nothing any more."""
        await self._script.detach()

    def _listen(self, page: Page) -> None:
        page.on("popup", self._opened)

    def _opened(self, popup: Page) -> None:
        self._led.add(popup)

    def _requested(self, place: Page | Frame, event: dict[str, Any]) -> None:
        page = place if isinstance(place, Page) else place.page
        if event.get("disposition", "currentTab") == "currentTab":
            self._led.add(page)

    def _came(self, place: Page | Frame, event: dict[str, Any]) -> None:
        """A page that nothing in it led to was gone to by its address."""
        url = str(event["frame"]["url"])
        if not isinstance(place, Page) or "parentId" in event["frame"] or not url.startswith(("http://", "https://")):
            return
        was_led = place in self._led
        self._led.discard(place)
        if was_led and self._deeds:
            key, last = list(self._deeds.items())[-1]
            self._deeds[key] = replace(last, led=last.led or url)
        elif not was_led:
            self._keep(RecordedAction("went", self._begins or url))
            self._begins = ""

    def _keep(self, deed: RecordedAction, key: str = "") -> None:
        self._deeds[key or f"#{len(self._deeds) + len(self._aside)}"] = deed
        self._heard(deed)

    def _did(self, place: Page | Frame, text: str) -> None:
        """What the page's script said; what is not understood is no deed, and the person is told that it was done."""
        try:
            self._heed(understand_did(text))
        except NotUnderstood as wrong:
            log.error("a page's recording said what Optout does not understand: %s", wrong)
            self._aside.append(_UNHEARD)

    def _heed(self, said: Did) -> None:
        if said["type"] == "aside":
            self._aside.append(_ASIDE[said["what"]])
        elif said["type"] == "later":
            self._amend(said)
        elif said["type"] == "deed" or said["type"] == "secret":
            deed = _deed(said)
            if said["type"] == "deed" and said["typed"] is not None and deed.done != "secret":
                if any(words.is_code(label, said["typed"]) for label in said["facts"].labels):
                    deed = RecordedAction("secret", deed.url)
                else:
                    self._typed += said["typed"].split("\n") if deed.done == "attached" else [said["typed"]]
            self._keep(deed, said["key"])
        else:
            assert_never(said)

    def _amend(self, later: ShownLater) -> None:
        """What showed only after a press: that it changed something, nothing, or opened a window to choose files in."""
        key, shown = later["key"], later["shown"]
        if (deed := self._deeds.get(key)) is None:
            return
        if shown == "changed":
            if deed.done == "pressed" and not deed.led and not words.shows_more(deed.pick.name if deed.pick else ""):
                why = _("pressing it changed something here, so that is yours to do")
                self._deeds[key] = replace(deed, done="unclear", why=why)
        elif deed.done != "secret":
            del self._deeds[key]
            aside = _("a click on what is nothing to press") if shown == "nothing" else _("a click into a field")
            self._aside.append(aside)


def _script() -> str:
    secret, idents = words.secret_words()
    known = GivenWords(secret=secret, idents=sorted(idents))
    parts = ("'use strict';", f"const GIVEN = {json.dumps(known)};", asking.script("hovered.js", "record.js"))
    return "(() => {\n" + "\n".join(parts) + "\n})();"


def _deed(said: DeedDone | SecretDone) -> RecordedAction:
    """What was done, by what the guard makes of it."""
    if said["type"] == "secret":
        return RecordedAction("secret", said["url"], why="sent" if said["sends"] else "")
    told = RecordedAction(said["done"], said["url"], said["pick"], said["option"], said["on"])
    return _judged(told, said["facts"])


def _judged(deed: RecordedAction, facts: guard.Facts) -> RecordedAction:
    if deed.done in ("typed", "chose") and guard.fill_refusal(facts) and _is_secret(facts):
        return RecordedAction("secret", deed.url)
    if deed.done == "turned" and guard.choose_refusal(facts) is None:
        return replace(deed, done="chose")
    if deed.done == "pressed" and facts.options:
        return replace(deed, done="chose", on=True)
    if deed.done == "pressed" and facts.role not in ("combobox", "listbox") and guard.press_refusal(facts) is not None:
        return replace(deed, done="sent")
    return deed


def _is_secret(facts: guard.Facts) -> bool:
    return facts.masked or facts.type == "password" or any(words.secret(label) for label in facts.labels)
