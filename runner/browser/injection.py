"""Puts a script of ours into every page and frame, in an isolated world, and hears what it says.

The page sees neither the script nor the binding it speaks through.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Frame, Page

from runner.browser import asking
from runner.browser.engine_world import EngineWorld

Hear = Callable[[Page | Frame, str], None]
_ENGINE_WORLD = "__playwright_utility_world"  # how the names of the worlds begin that Playwright runs the engine in


class Injection:
    """One script in a world of its own; `hear` gets the page or frame and each text its script says.

    `engine` is a binding of the engine's own world, and who hears it: what a look finds is asked for, but what arrives
    on a page has to be told. `events` are others of the page's own (CDP's names), each with who hears of it; `ids`
    has then what the browser itself calls the frame of each place.
    """

    def __init__(
        self,
        world: str,
        binding: str,
        script: str,
        hear: Hear,
        engine: tuple[str, Hear] | None = None,
        *,
        events: Mapping[str, Callable[[Page | Frame, dict[str, Any]], None]] | None = None,
    ) -> None:
        self._world = world
        self._script = script
        self._hears = {binding: hear, **(dict([engine]) if engine else {})}
        self._engine = engine[0] if engine else None
        self._binding = binding
        self._events = events or {}
        self.is_aside: Callable[[Page], bool] = lambda page: False  # where it is not to be
        self._installing: dict[Page | Frame, asyncio.Future[None]] = {}
        self._known: dict[Page | Frame, CDPSession] = {}
        self.ids: dict[Page | Frame, str] = {}
        self._bound: set[tuple[CDPSession, str]] = set()  # the engine's worlds that have the binding, by their names
        self._worlds: dict[Page | Frame, EngineWorld] = {}
        self._context: BrowserContext | None = None

    def attach(self, context: BrowserContext) -> None:
        """Is in every page of this context, present and to come, from soon after it came; `settle` waits for that."""
        self._context = context
        for page in context.pages:
            self._page_came(page)
        context.on("page", self._page_came)

    async def detach(self) -> None:
        """Leaves the pages that are there, and hears nothing any more."""
        if self._context:
            self._context.remove_listener("page", self._page_came)
            for page in self._context.pages:
                with suppress(KeyError):  # it is aside, or came after we were attached to another
                    page.remove_listener("framenavigated", self._frame_moved)
        for installed in self._installing.values():
            installed.cancel()
        await asyncio.gather(*self._installing.values(), return_exceptions=True)
        self._installing.clear()
        for world in self._worlds.values():
            world.close()
        self._worlds.clear()
        for session in self._known.values():
            with suppress(Error):  # its page has gone
                await session.detach()
        self._known.clear()
        self.ids.clear()
        self._bound.clear()

    async def settle(self) -> None:
        """Waits until the script is in pages and frames that came; that goes on where nobody waits for it any more."""
        for place, installed in list(self._installing.items()):
            await asyncio.wait([installed])
            self._installing.pop(place, None)
            installed.result()

    def _page_came(self, page: Page) -> None:
        if self.is_aside(page):
            return
        self._came(page)
        page.on("framenavigated", self._frame_moved)

    def _frame_moved(self, frame: Frame) -> None:
        if frame.parent_frame is not None and frame not in self._known:
            self._came(frame)

    def _came(self, place: Page | Frame) -> None:
        """At once, for a person may be quick: what they do before the script is in is not heard."""
        if place not in self._installing:
            self._installing[place] = asyncio.ensure_future(self._install(place))

    async def _install(self, place: Page | Frame) -> None:
        """Frames of the page's own process need nothing: the page's session reaches them. Others have their own."""
        if place in self._known:
            return
        context = place.context if isinstance(place, Page) else place.page.context
        try:
            session = await context.new_cdp_session(place)
            session.on("Runtime.bindingCalled", lambda call: self._called(place, call))
            self._known[place] = session
            if self._engine:
                session.on("Runtime.executionContextCreated", lambda made: self._bind_engine(session, made))
            if self._engine or self._events:
                self.ids[place] = str((await session.send("Target.getTargetInfo"))["targetInfo"]["targetId"])
            for event, hears in self._events.items():
                session.on(event, functools.partial(hears, place))
            await self._inject(session)
            if self._engine and isinstance(place, Page):
                self._worlds[place] = EngineWorld(place, session, self.ids[place])
                await self._worlds[place].open(asking.script("engine.js"), self._engine)
        except Error:  # closed meanwhile, or a frame without a session of its own
            self._known.pop(place, None)

    def _called(self, place: Page | Frame, call: dict[str, Any]) -> None:
        if hear := self._hears.get(str(call.get("name"))):
            hear(place, str(call.get("payload", "")))

    async def _bind_engine(self, session: CDPSession, made: dict[str, Any]) -> None:
        """The engine's world has a name of its own for each page, by which it has the binding from then on.

        In each document to come, that is, so it is asked for once.
        """
        name = str(made["context"]["name"])
        if name.startswith(_ENGINE_WORLD) and (session, name) not in self._bound:
            self._bound.add((session, name))
            try:
                await session.send("Runtime.addBinding", {"name": self._engine, "executionContextName": name})
            except Error:  # closed meanwhile
                self._bound.discard((session, name))

    async def _inject(self, session: CDPSession) -> None:
        await session.send("Page.enable")
        await session.send("Runtime.enable")
        await session.send("Runtime.addBinding", {"name": self._binding, "executionContextName": self._world})
        await session.send(
            "Page.addScriptToEvaluateOnNewDocument",
            {"source": self._script, "worldName": self._world, "runImmediately": True},
        )
