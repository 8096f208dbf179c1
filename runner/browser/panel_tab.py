"""The panel in one tab: its world in the present document, what is still to be told to it, and what it says.

panel.js draws, in an isolated world of the page's top frame; the two speak in the words of panel_messages.py only.

Why CDP: only a script in a named isolated world, with a binding in that world, is out of the page's sight and reach.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from typing import Any, get_type_hints, overload

from playwright.async_api import CDPSession, FloatRect, Page
from playwright.async_api import Error as PlaywrightError

from runner.browser import shapes
from runner.browser.panel_messages import SAY, FromPage, Paint, PanelAnswers, Sight, ToPage, Well, Where, understand
from runner.browser.panel_words import panel_words
from runner.browser.portal import ORIGIN
from runner.browser.shapes import NotUnderstood
from runner.locale import language, shown_all
from runner.locale.bidi import all_in_order, in_order
from runner.looks import tokens

WORLD = "optout"
_ANSWERS = get_type_hints(PanelAnswers)
PATIENCE = 2.0  # seconds a page may take to draw; one that shows an alert() draws nothing until it is answered
log = logging.getLogger(__name__)

SCRIPTS = (
    "read",
    "panel.css",
    "panel.card",
    "panel.picture",
    "panel.marks",
    "panel.home",
    "panel.work",
    "panel.place",
    "panel",
    "panel.wait",
)
_SAY = "async (...messages) => { let last; for (const each of messages) last = await optoutPanel(each); return last }"


def _script() -> str:
    """The panel's files as one function that runs once per document, as soon as there is something to draw."""
    *texts, waiting = [files(__package__).joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    return (
        "(() => {\n'use strict';\nif (window !== window.top) return;\n"
        f"if (location.origin === '{ORIGIN}') return;\n"  # the home says all that itself
        f"""if (globalThis.optoutPanel) {{ {SAY}('{{"type":"ready"}}'); return; }}\n"""
        f"const TOKENS = {json.dumps(tokens())};\nconst WORDS = {json.dumps(shown_all(panel_words()))};\n"
        + "function drawPanel() {\n"
        + "\n".join(texts)
        + f"\n}}\n{waiting}\n}})();"
    )


_TO_READ = ("title", "where", "doing", "note", "hint", "batch")  # of a view; what is to be copied is left as it is


def _said(message: ToPage) -> Any:
    """A message in the person's language; what they read of it in the order in which that is read."""
    said = shown_all(message)
    if not language().right_to_left or said["type"] != "show":
        return said
    view, asked = said["view"], said["view"]["question"]
    ordered: dict[str, Any] = {name: in_order(view[name]) for name in _TO_READ}
    if asked:
        ordered["question"] = {**asked, "say": in_order(asked["say"]), "labels": all_in_order(asked["labels"])}
    return {**said, "view": {**view, **ordered}}


class PanelTab:
    """One page: its CDP session, the panel's world in the present document, and what is still to be told to it."""

    def __init__(self, page: Page, hear: Callable[[PanelTab, FromPage | NotUnderstood], None]) -> None:
        """`hear` is told what the panel says here, and of what is none of our messages that it was said."""
        self.page = page
        self._hear = hear
        self._cdp: CDPSession | None = None
        self._worlds: dict[int, str] = {}
        self._world: str | None = None
        self._outbox: dict[str, ToPage] = {}
        self._news = asyncio.Event()
        self._idle = asyncio.Event()

    async def serve(self) -> None:
        """Opens the session, then tells the page what there is to tell until it is cancelled."""
        with suppress(PlaywrightError):
            await self._open()
        try:
            await self._tell()
        finally:
            self._idle.set()

    async def _tell(self) -> None:
        while True:
            if not self._outbox or not self._world:
                self._news.clear()
                self._idle.set()
                await self._news.wait()
            waiting, self._outbox = self._outbox, {}
            await self.say(*waiting.values())

    async def _open(self) -> None:
        cdp = await self.page.context.new_cdp_session(self.page)
        cdp.on("Runtime.executionContextCreated", self._on_world)
        cdp.on("Runtime.executionContextDestroyed", lambda gone: self._forget(gone["executionContextId"]))
        cdp.on("Runtime.executionContextsCleared", lambda _: self._forget(*self._worlds))
        cdp.on("Runtime.bindingCalled", self._on_said)
        self._cdp = cdp
        await cdp.send("Page.enable")
        await cdp.send("Runtime.enable")
        await cdp.send("Runtime.addBinding", {"name": SAY, "executionContextName": WORLD})
        script = {"source": _script(), "worldName": WORLD, "runImmediately": True}
        await cdp.send("Page.addScriptToEvaluateOnNewDocument", script)

    def _on_world(self, created: dict[str, Any]) -> None:
        context = created["context"]
        if context["name"] == WORLD:
            self._worlds[context["id"]] = context["uniqueId"]

    def _forget(self, *ids: int) -> None:
        """Documents that are gone; a ring was meant for the one it was drawn on."""
        for number in list(ids):
            if self._worlds.pop(number, None) == self._world:
                self._world = None
                self._outbox.pop("ring", None)
                self._outbox.pop("marks", None)

    def _on_said(self, called: dict[str, Any]) -> None:
        """Takes a message from the panel's own world; a page cannot make one of that name."""
        world = self._worlds.get(called["executionContextId"])
        if called["name"] != SAY or world is None:
            return
        try:
            message = understand(called["payload"])
        except NotUnderstood as wrong:
            log.error("the panel said what Optout does not understand: %s", wrong)
            self._hear(self, wrong)
            return
        if message["type"] == "ready":
            self._world = world
        self._hear(self, message)

    def post(self, message: ToPage) -> None:
        """Has a message told soon; a newer one of its type takes its place."""
        if message["type"] in ("ring", "marks") and not self._world:
            return
        self._outbox[message["type"]] = message
        if self._world:
            self._idle.clear()
            self._news.set()

    async def say(self, *messages: ToPage) -> Any:
        """Tells the page and returns its answer to the last message; None where the document is gone."""
        if not self._world or not self._cdp:
            return None
        call = {
            "functionDeclaration": _SAY,
            "arguments": [{"value": _said(message)} for message in messages],
            "uniqueContextId": self._world,
            "awaitPromise": True,
            "returnByValue": True,
        }
        try:
            answer = await self._cdp.send("Runtime.callFunctionOn", call)
        except PlaywrightError:
            return None  # pages close and move on at any time
        if "exceptionDetails" in answer:
            log.warning("the panel stumbled: %s", answer["exceptionDetails"].get("exception", {}).get("description"))
        return answer["result"].get("value")

    @overload
    async def ask(self, message: Where) -> FloatRect | None: ...
    @overload
    async def ask(self, message: Paint) -> str | None: ...
    @overload
    async def ask(self, message: Well, otherwise: Sight) -> Sight | None: ...
    async def ask(self, message: Where | Paint | Well, otherwise: Sight | None = None) -> object:
        """The page's answer; None where the document is gone, `otherwise` where what it says is no answer of ours."""
        said = await self.say(message)
        try:
            return shapes.read(_ANSWERS[message["type"]] | None, said)
        except NotUnderstood as wrong:
            log.error("the panel answered '%s' by what Optout does not understand: %s", message["type"], wrong)
            return otherwise

    async def settled(self) -> None:
        """All that was posted is on the page."""
        await self._idle.wait()

    async def leave(self) -> None:
        """Ends the session with the page."""
        if self._cdp:
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._cdp.detach()

    async def sight(self) -> Sight:
        """Whether a person can see and press the panel here."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.ask(Well(type="well"), otherwise="hidden") or "elsewhere"
        except TimeoutError:
            return "unsure"
