"""The guard's second line: while it is the runner's turn, no script of a page may send a form.

The guard reads what an element says; what a listener does on a click nobody can read. Two things hold: in the frame
that is pressed in, the engine does (hold.js), so that the page stays as it is; everywhere else, and later, the
browser's requests of documents are stopped (turn.py). What a script sends by fetch is not stopped, but told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from playwright.async_api import Frame, Page

from runner.browser import asking, targets
from runner.browser.answering import Answering
from runner.browser.asking import Element
from runner.browser.engine_questions import AskHold, AskRelease
from runner.browser.guard import Facts
from runner.browser.scripts import Sent
from runner.browser.turn import RunnersTurn
from runner.browser.watch import Watch

_SETS_OFF = 0.1  # seconds in which it is known what a deed sets off at once, a tab or a form, on a quick page
_READ = 2.0  # seconds in which a page that has come is there to its end, unless something in it takes long
_COMES = 30.0  # seconds for which the document of a frame is waited for, on a quick page


class Hold:
    """Lets the runner act on an element, and holds back what that would send."""

    def __init__(
        self,
        answering: Answering,
        is_ours: Callable[[Page], bool],
        tell: Callable[[str], Awaitable[None]],
        sent: Sent,
    ) -> None:
        self._answering = answering
        self.moves: Watch | None = None  # who tells which frames are on their way to another document
        self.turn = RunnersTurn(answering, is_ours, tell, sent)

    async def during(
        self,
        element: Element,
        act: Callable[[Element], Awaitable[None]],
        judge: Callable[[Facts], Awaitable[object]] | None = None,
    ) -> bool:
        """Acts on an element; whether the page would have sent something by it, which was held back.

        `judge` is told what the element is at that moment, and raises where nothing may be done to it. Does nothing
        where something was held before that, and has not been told.
        """
        if self.turn.held:
            return True
        frame = element.frame
        await self.turn.begin(frame.page)
        is_over = False
        try:
            facts = await self._answering.of(targets.facts(element, AskHold()))
            if judge:
                await judge(facts)
            self.turn.search = facts.form.action if facts.submits and facts.form else ""
            before = self.moves.leaving if self.moves else frozenset[str]()
            documents = self._documents(frame)
            await act(element)
            await self._sets_off(frame, documents)
            await self._answering.of(self._arrives(frame.page, before))
            is_over = True
        finally:
            if not is_over:  # it may be the person who stops, and a busy page keeps nobody waiting
                self._answering.aside(asking.ask_frame(frame, AskRelease()))
        answer = None
        if self._documents(frame) != documents:  # the hold has gone with its page
            await self._answering.of(self._is_whole(frame.page))
        else:
            # The page first: it answers once it is through with the press, and only then has it opened its windows.
            answer = await self._answering.of(asking.ask_frame(frame, AskRelease()))
        await self._answering.of(self.turn.windows())
        return bool(answer) or bool(self.turn.held)

    def _documents(self, frame: Frame) -> int:
        """How many documents have come in a main frame; of another frame none is counted."""
        return self.moves.documents(frame.page) if self.moves and not frame.parent_frame else 0

    async def _is_whole(self, page: Page) -> None:
        """Waits until all of the page that has come is there: what is looked for next may stand on it twice."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._answering.allow(_READ)):
                if self.moves:
                    await self.moves.whole(page)

    async def _sets_off(self, frame: Frame, documents: int) -> None:
        """Waits until the page is another one: what was set off in the old one at once has been, or never will be."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._answering.allow(_SETS_OFF)):
                if self.moves and not frame.parent_frame:
                    await self.moves.another_document(frame.page, documents)
                else:
                    await asyncio.Event().wait()

    async def _arrives(self, page: Page, before: frozenset[str]) -> None:
        """Waits, however long that takes, until the page is the one it was on its way to; else nothing there counts.

        A frame in it that has set off as well may be a part of the page that does not matter, and is given up.
        """
        if self.moves is None:
            return
        set_off = self.moves.leaving - before
        await self.moves.arrived(self.moves.main_frames([page]))
        with suppress(TimeoutError):
            async with asyncio.timeout(self._answering.allow(_COMES)):
                await self.moves.arrived(set_off)
