"""Asks the engine in a page, in the words of engine_questions.py, and hears what it answers.

The engine is our own (the .js files of ENGINE), in an isolated world: it sees the page's elements but none of its
scripts or patched prototypes, so a page cannot lie to it. In the main frames that are watched that world is its own
(engine_world.py), elsewhere Playwright's, and the answers leave that as the text of an element that is never put into
the page. What is no answer of ours is an error, logged, and counts as none.

Elements stay in their world and go by keys: a handle of Playwright's lives in the page's own, so that each question
about one would cost a dozen messages to the browser instead of one.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from playwright.async_api import ElementHandle, Error, FloatRect, Frame, Playwright
from playwright.async_api import TimeoutError as Late

from runner.browser import shapes
from runner.browser.engine_messages import Gone, Sides
from runner.browser.engine_questions import (
    Answer,
    AskBrought,
    AskCarried,
    AskCarry,
    AskExpect,
    AskInside,
    AskItself,
    AskKeep,
    AskOwn,
    Query,
    ToEngine,
    Which,
)
from runner.browser.engine_world import world_of
from runner.flow.folding import TABLES

log = logging.getLogger(__name__)
ENGINE = (
    "read.js",
    "dom.js",
    "names.js",
    "reach.js",
    "ink.js",
    "sight.js",
    "index.js",
    "kept.js",
    "carry.js",
    "match.js",
    "targets.js",
    "facts.js",
    "savers.js",
    "speaks.js",
    "hold.js",
    "place.js",
    "press.js",
    "picks.js",
    "stands.js",
    "overlay.js",
    "proof.js",
)
_PATIENCE = 5_000  # ms after which a question is put anew, to a page that may be another one by then
_AWAY = "the element is not attached: it has gone from its page, or that has moved on"
_GONE = (
    "has been closed",
    "was detached",
    "not attached",
    "navigat",
    "context was destroyed",
    "Cannot find context",
    "crashed",
    "adopt",
    "Timeout",
    "Unable to",
)


class NotAnswered(Error):
    """The engine said what is no answer of ours: nothing is known of the element then, as if its page had gone."""


async def register(playwright: Playwright) -> None:
    """Teach Playwright the engine; once, before the first page is opened."""
    engine = f"(() => {{\n'use strict';\n{script('engine.js')}\nreturn engine;\n}})()"
    await playwright.selectors.register("optout", engine, content_script=True)


def script(*last: str) -> str:
    """The engine's files as one text, before them the tables texts are compared by, after them files that use them."""
    parts = (files("runner.browser").joinpath(name) for name in (*ENGINE, *last))
    tables = f"const FOLDING = {json.dumps(TABLES)};"
    return "\n".join([tables, *(part.read_text(encoding="utf-8") for part in parts)])


def selector(question: ToEngine, of: str | None = None) -> str:
    """The question, about the element of a key where there is one, as a selector.

    `>>` would end it, so no `>` is left in it.
    """
    return "optout=" + _asked(question, of).replace(">", "\\u003e")


@dataclass(frozen=True)
class Element:
    """An element in a frame, by the key that the engine of that very document keeps it under."""

    frame: Frame
    key: str
    by_playwright: bool = False  # although the frame is asked in the engine's own world (element_of)

    async def tell(self, question: Query[Answer]) -> Answer:
        """The engine's answer about the element.

        Raises Playwright's Error if it is gone, and NotAnswered, which is one, where what was said is no answer.
        """
        return _understood(question, await _said(self.frame, question, self.key, by_playwright=self.by_playwright))

    async def take(self, question: Which) -> Element | None:
        """The one element that answers a question about this one; Playwright's Error if this one is gone."""
        keys = await self.tell(question)
        return Element(self.frame, keys[0]) if keys else None

    async def box(self) -> FloatRect | None:
        """Where it is drawn, in pixels of the page's window; None where it is not. Playwright's Error if it is gone."""
        own = await self.tell(AskOwn())
        return await in_window(self.frame, own) if own[2] and own[3] else None

    async def handle(self) -> ElementHandle:
        """Playwright's own handle, for what it does itself; its Error where the element is gone."""
        if self.by_playwright or world_of(self.frame) is None:
            handle = await self.frame.query_selector(selector(AskItself(), self.key))
        else:
            name = _a_name()
            await self.frame.locator(selector(AskExpect(name))).text_content(timeout=0)
            await self.tell(AskCarry(name))
            handle = await self.frame.query_selector(selector(AskBrought(name)))
        if handle is None:
            raise Error(_AWAY)
        return handle


async def element_of(handle: ElementHandle | None) -> Element:
    """The element of one of Playwright's handles; Playwright's Error where it is in no page any more."""
    frame = await handle.owner_frame() if handle else None
    if handle is None or frame is None:
        raise Error(_AWAY)
    if world_of(frame) is not None:
        name = _a_name()
        await _said(frame, AskExpect(name))
        if await _told_of(handle, AskCarry(name)):
            keys = _understood(AskCarried(name), await _said(frame, AskCarried(name)))
            return _kept(frame, keys)
    # Also what stands in a closed shadow root, as a frame may: no event there tells another world where it is.
    return _kept(frame, await _told_of(handle, AskKeep()) or [], by_playwright=world_of(frame) is not None)


async def _told_of(handle: ElementHandle, question: Query[Answer]) -> Answer | None:
    note = await handle.query_selector(selector(question))
    return _understood(question, await note.text_content() or "") if note else None


def _kept(frame: Frame, keys: Sequence[str], by_playwright: bool = False) -> Element:
    if not keys:
        raise Error(_AWAY)
    return Element(frame, keys[0], by_playwright)


def _a_name() -> str:
    """A name of an event that nobody can guess."""
    return f"optout-{secrets.token_hex(16)}"


async def frame_element(frame: Frame) -> Element:
    """The element that a frame is drawn in; Playwright's Error where it is gone."""
    return await element_of(await frame.frame_element())


async def in_window(frame: Frame, area: Sides) -> FloatRect:
    """An area of a frame in pixels of the page's window."""
    x, y = area[0], area[1]
    while frame.parent_frame is not None:
        left, top = await (await frame_element(frame)).tell(AskInside())
        x, y, frame = x + left, y + top, frame.parent_frame
    return FloatRect(x=x, y=y, width=area[2], height=area[3])


async def take(frame: Frame, question: Which) -> Element | None:
    """The one element of a frame that answers a question; None if there is none or the frame is gone."""
    keys = await ask_frame(frame, question)
    return Element(frame, keys[0]) if keys else None


async def ask_all(frames: Sequence[Frame], question: Query[Answer]) -> list[Answer | None]:
    """Each frame's answer. Frames inside a page that answers get a while; then it is looked at without them."""
    asked = [asyncio.ensure_future(ask_frame(frame, question)) for frame in frames]
    try:
        if asked:
            await asked[0]
            await asyncio.wait(asked, timeout=_PATIENCE / 1000)
        return [one.result() if one.done() else None for one in asked]
    finally:
        for one in asked:
            one.cancel()


async def ask_frame(frame: Frame, question: Query[Answer]) -> Answer | None:
    """The engine's answer about a frame, as long as it takes; None if it is gone, or said what is no answer of ours."""
    patience = _PATIENCE
    while True:
        try:
            text = await _said(frame, question, patience=patience)
        except (Late, TimeoutError):
            patience *= 2  # the page may be slow, and no answer of it would ever be in time
        except Error as error:
            pass_if_gone(error)
            return None
        else:
            with contextlib.suppress(NotAnswered):
                return _understood(question, text) if text else None
            return None


async def _said(
    frame: Frame, question: ToEngine, of: str | None = None, patience: float = 0, by_playwright: bool = False
) -> str:
    """What the engine says about a frame, or the element of a key there; empty where it says nothing.

    Raises Playwright's Error where that has gone, and an error of either after so many ms, if any, in which it came to
    no answer.
    """
    if by_playwright or (world := world_of(frame)) is None:
        return await frame.locator(selector(question, of)).text_content(timeout=patience) or ""
    async with asyncio.timeout(patience / 1000 or None):
        return await world.ask(_asked(question, of))


def _asked(question: ToEngine, of: str | None) -> str:
    return json.dumps(question.as_json() if of is None else {**question.as_json(), "of": of}, ensure_ascii=True)


def _understood(question: Query[Answer], text: str) -> Answer:
    try:
        said = shapes.parsed(text)
        if shapes.fits(Gone, said):
            raise Error(_AWAY)
        return question.read(said)
    except shapes.NotUnderstood as wrong:
        _log_once(question.word(), str(wrong))
        raise NotAnswered(f"the engine does not answer '{question.word()}': {wrong}") from wrong


@functools.lru_cache(maxsize=100)
def _log_once(word: str, why: str) -> None:
    """A page is looked at many times a second, and what is wrong with it is told once."""
    log.error("the engine said what Optout does not understand, asked for '%s': %s", word, why)


def is_gone(error: Error) -> bool:
    """Whether an error only says that nothing can be known of a page: it went away, or said what is no answer."""
    return isinstance(error, NotAnswered) or any(sign in error.message for sign in _GONE)


def pass_if_gone(error: Error) -> None:
    """Pages close and navigate while one looks at them; every other error is a bug and goes on up."""
    if not is_gone(error):
        raise error
