"""The panel: the guide's face inside the web page, the same in every tab.

Owns what it shows and hears what is pressed; knows nothing of flows' steps, of the engine, or of what a page contains.
panel.js draws it, in an isolated world of the page's top frame; the two speak in the words of panel_messages.py only.

Why CDP: only a script in a named isolated world, with a binding in that world, is out of the page's sight and reach.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from types import TracebackType
from typing import Any, Self

from playwright.async_api import BrowserContext, CDPSession, FloatRect, Page
from playwright.async_api import Error as PlaywrightError

from runner import events
from runner.browser.panel_messages import (
    Asked,
    FromPage,
    Part,
    Place,
    Ring,
    Show,
    ToPage,
    Veil,
    View,
    Where,
    understand,
)
from runner.browser.panel_story import Story, told

WORLD = "optout"
PATIENCE = 2.0  # seconds a page may take to draw; one that shows an alert() draws nothing until it is answered
log = logging.getLogger(__name__)

_SAY = "async (...messages) => { let last; for (const each of messages) last = await optoutPanel(each); return last }"


def _script() -> str:
    """The panel's three files as one function that runs once per document."""
    texts = [files(__package__).joinpath(f"panel{part}.js").read_text("utf-8") for part in (".css", ".card", "")]
    return (
        "(() => {\n'use strict';\nif (window !== window.top) return;\n"
        """if (globalThis.optoutPanel) { optoutSay('{"type":"ready"}'); return; }\n""" + "\n".join(texts) + "\n})();"
    )


# ── One tab ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Tab:
    """One page: its CDP session, the panel's world in the present document, and what is still to be told to it."""

    def __init__(self, page: Page, panel: Panel) -> None:
        self.page = page
        self._panel = panel
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
        await cdp.send("Runtime.addBinding", {"name": "optoutSay", "executionContextName": WORLD})
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

    def _on_said(self, called: dict[str, Any]) -> None:
        """Takes a message from the panel's own world; a page cannot make one of that name."""
        world = self._worlds.get(called["executionContextId"])
        message = understand(called["payload"])
        if called["name"] != "optoutSay" or world is None or message is None:
            return
        if message["type"] == "ready":
            self._world = world
        self._panel._on_message(self, message)

    def post(self, message: ToPage) -> None:
        """Has a message told soon; a newer one of its type takes its place."""
        if message["type"] == "ring" and not self._world:
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
            "arguments": [{"value": message} for message in messages],
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

    async def settled(self) -> None:
        """All that was posted is on the page."""
        await self._idle.wait()

    async def leave(self) -> None:
        """Ends the session with the page."""
        if self._cdp:
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._cdp.detach()


# ── The panel ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(eq=False)
class _Open:
    """The open question and where its answer goes."""

    id: str
    question: events.Question
    answer: asyncio.Future[events.Choice]


class Panel:
    """The person, in the page: shows what happens, asks, and gives back what they press.

    Used as `async with Panel() as panel:`, which owns one task per tab; satisfies `session.person.Person`.
    """

    def __init__(self) -> None:
        self._context: BrowserContext | None = None
        self._tabs: dict[Page, tuple[_Tab, asyncio.Task[None]]] = {}
        self._tasks: asyncio.TaskGroup | None = None
        self._story = Story()
        self._asked: _Open | None = None
        self._ids = itertools.count(1)
        self._stop = asyncio.Event()
        self._placed = Place(x=1, y=1, folded=False)
        self._veiled = False

    async def __aenter__(self) -> Self:
        self._tasks = await asyncio.TaskGroup().__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        tasks, cancelled = self._tasks, isinstance(error, asyncio.CancelledError)
        await self.close()
        self._tasks = None
        if tasks is not None:  # an error of the body is not the group's, and stays what it is
            await tasks.__aexit__(
                kind if cancelled else None, error if cancelled else None, trace if cancelled else None
            )

    # ── Pages ──

    async def attach(self, context: BrowserContext) -> None:
        """Is in every page of this context, present and coming; a context attached before is let go."""
        if context is not self._context:
            await self._let_go()
            self._context = context
            context.on("page", self._adopt)
        for page in context.pages:
            self._adopt(page)
        await self.settled()

    def _adopt(self, page: Page) -> None:
        if self._tasks is None:
            raise RuntimeError("a Panel is used as `async with Panel() as panel`")
        if page in self._tabs or page.is_closed():
            return
        tab = _Tab(page, self)
        self._tabs[page] = (tab, self._tasks.create_task(tab.serve()))
        page.once("close", self._drop)

    def _drop(self, page: Page) -> None:
        _, task = self._tabs.pop(page, (None, None))
        if task:
            task.cancel()

    async def _let_go(self) -> None:
        if self._context:
            self._context.remove_listener("page", self._adopt)
            self._context = None
        for page, (tab, _) in list(self._tabs.items()):
            await tab.leave()
            self._drop(page)

    # ── What is shown ──

    def hear(self, event: events.Event) -> None:
        """A listener: tells the person what happens."""
        if isinstance(event, events.SessionStarted):
            self._stop.clear()
        self._story = told(self._story, event)
        self._show()

    def _view(self) -> View:
        story, asked = self._story, self._asked
        return View(
            state="waiting" if asked else story.state,
            title=story.title,
            where=story.where,
            step=story.step,
            steps=story.steps,
            doing=story.doing,
            note=story.note,
            question=_as_asked(asked) if asked else None,
            placed=self._placed,
        )

    def _show(self) -> None:
        self._post(Show(type="show", view=self._view()))

    def _post(self, message: ToPage) -> None:
        for tab, _ in self._tabs.values():
            tab.post(message)

    def _on_message(self, tab: _Tab, message: FromPage) -> None:
        """What a page has said."""
        if message["type"] == "ready":
            tab.post(Veil(type="veil", on=self._veiled))
            tab.post(Show(type="show", view=self._view()))
        elif message["type"] == "pressed":
            self._on_pressed(message["choice"], message["question"])
        else:
            self._placed = Place(x=message["x"], y=message["y"], folded=message["folded"])
            self._show()

    def _on_pressed(self, choice: events.Choice, question: str | None) -> None:
        """Takes a press that answers the open question, or stops where none is open; others are of yesterday."""
        asked = self._asked
        if asked and question == asked.id and choice in asked.question.choices and not asked.answer.done():
            asked.answer.set_result(choice)
        elif asked is None and question is None and choice == "stop" and self._story.state == "working":
            self._stop.set()
        else:
            self._show()  # the page waits after a press, and has to be told what is true now

    # ── The person ──

    async def ask(self, question: events.Question) -> events.Reply:
        """Asks in every tab until one of the question's choices is pressed; when cancelled, the question goes away."""
        asked = _Open(f"q{next(self._ids)}", question, asyncio.get_running_loop().create_future())
        self._asked = asked
        self._show()
        try:
            return events.Reply(await asked.answer, "panel")
        finally:
            if self._asked is asked:
                self._asked = None
                self._show()

    async def stops(self) -> None:
        """Returns when the person presses Stop while no question is open, also where that was a moment ago."""
        await self._stop.wait()
        self._stop.clear()

    # ── The page ──

    async def ring(self, page: Page, box: FloatRect | None) -> None:
        """Draws attention to a box of this page, or no longer; the panel steps aside, until there is news."""
        if page in self._tabs:
            tab, _ = self._tabs[page]
            tab.post(Ring(type="ring", box=box))
            await _patiently(tab)

    async def veil(self, on: bool) -> None:
        """Hides panel and ring from pictures, or shows them again."""
        self._veiled = on
        self._post(Veil(type="veil", on=on))
        await self.settled()

    @asynccontextmanager
    async def veiled(self) -> AsyncIterator[None]:
        """Hidden while a picture is taken, whatever happens meanwhile."""
        await self.veil(True)
        try:
            yield
        finally:
            await self.veil(False)

    async def button_box(self, page: Page, part: Part) -> FloatRect | None:
        """Where a button of the panel is in this page's viewport, so that it can be pressed like a person does."""
        if page not in self._tabs:
            return None
        tab, _ = self._tabs[page]
        await _patiently(tab)
        box = await tab.say(Where(type="where", part=part))
        return FloatRect(x=box["x"], y=box["y"], width=box["width"], height=box["height"]) if box else None

    async def settled(self) -> None:
        """All that was to be shown is on the pages; one that does not answer is not waited for."""
        await _patiently(*(tab for tab, _ in self._tabs.values()))

    async def close(self) -> None:
        """Goes away from every page."""
        self._story, self._asked = Story(), None
        self._show()
        await self.settled()
        await self._let_go()


async def _patiently(*tabs: _Tab) -> None:
    """Waits for these tabs together, for a while."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(tab.settled() for tab in tabs))


def _as_asked(asked: _Open) -> Asked:
    question = asked.question
    return Asked(
        id=asked.id,
        about=question.about,
        say=question.say,
        choices=list(question.choices),
        copy=question.copy,
        diff=question.diff,
        page_answers=question.page_answers,
    )
