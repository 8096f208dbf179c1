"""Puts a script of ours into every page and frame, in an isolated world, and hears what it says.

The page sees neither the script nor the binding it speaks through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Frame, Page


class Injection:
    """One script in a world of its own; `hear` gets the page or frame and each text its script says."""

    def __init__(self, world: str, binding: str, script: str, hear: Callable[[Page | Frame, str], None]) -> None:
        self._world = world
        self._binding = binding
        self._script = script
        self._hear = hear
        self._arriving: list[Page | Frame] = []
        self._known: set[Page | Frame] = set()

    def attach(self, context: BrowserContext) -> None:
        """Is in every page of this context, present and to come, once `settle` has run."""
        for page in context.pages:
            self._page_came(page)
        context.on("page", self._page_came)

    async def settle(self) -> None:
        """Puts the script into pages and frames that came since."""
        while self._arriving:
            await self._install(self._arriving.pop())

    def _page_came(self, page: Page) -> None:
        self._arriving.append(page)
        page.on("framenavigated", self._frame_moved)

    def _frame_moved(self, frame: Frame) -> None:
        if frame.parent_frame is not None and frame not in self._known:
            self._arriving.append(frame)

    async def _install(self, place: Page | Frame) -> None:
        """Frames of the page's own process need nothing: the page's session reaches them. Others have their own."""
        if place in self._known:
            return
        context = place.context if isinstance(place, Page) else place.page.context
        try:
            session = await context.new_cdp_session(place)
            session.on("Runtime.bindingCalled", lambda call: self._called(place, call))
            await self._inject(session)
        except Error:
            return  # closed meanwhile, or a frame without a session of its own
        self._known.add(place)

    def _called(self, place: Page | Frame, call: dict[str, Any]) -> None:
        if call.get("name") == self._binding:
            self._hear(place, str(call.get("payload", "")))

    async def _inject(self, session: CDPSession) -> None:
        await session.send("Page.enable")
        await session.send("Runtime.enable")
        await session.send("Runtime.addBinding", {"name": self._binding, "executionContextName": self._world})
        await session.send(
            "Page.addScriptToEvaluateOnNewDocument",
            {"source": self._script, "worldName": self._world, "runImmediately": True},
        )
