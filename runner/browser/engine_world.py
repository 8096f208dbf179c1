"""The engine's own world in the documents of a page, which is asked over a session with the browser.

Why, where Playwright can run the engine as well (asking.register): it puts a script of its own into each document that
it is asked about first, and on a small page that takes longer than the document itself. Of main frames only: nothing
tells which of the browser's frames one of Playwright's inside a page is.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from typing import Any

from playwright.async_api import CDPSession, Error, Frame, Page

_ASK = "(body) => optoutAsk(body)"
_ANOTHER = ("context was destroyed", "Cannot find context", "uniqueContextId", "navigated or closed")
_numbers = itertools.count(1)
_worlds: dict[Page, EngineWorld] = {}


def world_of(frame: Frame) -> EngineWorld | None:
    """The world that a frame's document is asked about in; None where Playwright's is."""
    return _worlds.get(frame.page) if frame.parent_frame is None else None


class EngineWorld:
    """The world in one page, for as long as somebody watches that."""

    def __init__(self, page: Page, session: CDPSession, frame: str) -> None:
        """`frame` is what the browser calls the page's main frame."""
        self._page, self._session, self._frame = page, session, frame
        self._name = f"optout-engine-{next(_numbers)}"  # what another session left in this document is not ours
        self._context = ""  # of the document of now, as the browser calls it
        self._news = asyncio.Event()
        self._why = ""  # why there is no document any more
        self._sent: set[asyncio.Future[Any]] = set()  # what is asked right now

    async def open(self, engine: str, binding: str) -> None:
        """Puts the engine into the page's documents, present and to come; it says unasked what `binding` is told.

        The session has to tell of pages and of contexts already. Raises Playwright's Error where the page has gone.
        """
        self._session.on("Runtime.executionContextCreated", self._comes)
        self._session.on("Runtime.executionContextDestroyed", self._goes)
        self._session.on("Runtime.executionContextsCleared", self._goes)
        self._page.on("crash", self._crashes)
        self._page.on("close", self._closes)
        await self._session.send("Runtime.addBinding", {"name": binding, "executionContextName": self._name})
        script = {"source": _lazily(engine), "worldName": self._name, "runImmediately": True}
        await self._session.send("Page.addScriptToEvaluateOnNewDocument", script)
        if not self._page.is_closed():
            _worlds[self._page] = self

    def close(self) -> None:
        """Is asked no more; to be followed by the end of the session."""
        self._why = self._why or "the page is not attached any more"
        self._news.set()
        if _worlds.get(self._page) is self:
            del _worlds[self._page]
        self._page.remove_listener("crash", self._crashes)
        self._page.remove_listener("close", self._closes)

    async def ask(self, question: str) -> str:
        """What the engine says in the document that is there, or in the next one where that goes away meanwhile.

        Raises Playwright's Error where the page is closed, or has crashed.
        """
        while True:
            context = await self._present()
            call = {
                "functionDeclaration": _ASK,
                "arguments": [{"value": question}],
                "uniqueContextId": context,
                "returnByValue": True,
            }
            try:
                told = await self._unless_it_ends(self._session.send("Runtime.callFunctionOn", call))
            except Error as error:
                if self._why or not any(sign in error.message for sign in _ANOTHER):
                    raise
                self._leaves(context)
                continue
            if "exceptionDetails" in told:
                raise Error(f"the engine stumbled: {told['exceptionDetails'].get('text', '')}")
            return str(told["result"].get("value", ""))

    async def _unless_it_ends(self, sending: Coroutine[Any, Any, Any]) -> Any:
        """What comes of it; Error once the page has crashed, of which no answer tells."""
        sent = asyncio.ensure_future(sending)
        self._sent.add(sent)
        try:
            return await sent
        except asyncio.CancelledError:
            if not self._why or not sent.cancelled():
                raise
            raise Error(self._why) from None
        finally:
            self._sent.discard(sent)
            sent.cancel()

    async def _present(self) -> str:
        """The context of the document that is there, once there is one."""
        while not self._context:
            if self._why:
                raise Error(self._why)
            self._news.clear()
            await self._news.wait()
        return self._context

    def _comes(self, made: dict[str, Any]) -> None:
        context = made["context"]
        if context["name"] == self._name and context.get("auxData", {}).get("frameId") == self._frame:
            self._context, self._why = str(context["uniqueId"]), ""
            self._news.set()

    def _goes(self, gone: dict[str, Any]) -> None:
        """One context has gone, or all of them."""
        if gone.get("executionContextUniqueId", self._context) == self._context:
            self._context = ""

    def _leaves(self, context: str) -> None:
        if self._context == context:
            self._context = ""

    def _crashes(self, _: Page) -> None:
        self._ends("the page has crashed")

    def _closes(self, _: Page) -> None:
        self._ends("the page has been closed")
        self.close()

    def _ends(self, why: str) -> None:
        self._context, self._why = "", why
        self._news.set()
        for sent in self._sent:
            sent.cancel()


def _lazily(engine: str) -> str:
    """A script that makes the engine in the document it is first asked about: most are never."""
    return (
        "(() => {\n'use strict';\nif (window !== window.top) return;\nlet made = null;\n"
        f"const make = () => {{\n{engine}\nreturn engine;\n}};\n"
        "globalThis.optoutAsk = (body) => (made ??= make()).text(body);\n})()"
    )
