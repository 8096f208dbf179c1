"""The panel: the guide's face inside the web page, the same in every tab.

Owns what it shows and hears what is pressed; knows nothing of flows' steps, of the engine, or of what a page contains.
How it gets into a page and speaks with what draws it there is panel_tab.py's.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self, assert_never

from playwright.async_api import BrowserContext, FloatRect, Page

from runner import events
from runner.browser.panel_messages import (
    Asked,
    CopyIn,
    FromPage,
    Look,
    Marks,
    Paint,
    Part,
    Place,
    Ring,
    Show,
    ToPage,
    Veil,
    View,
    Where,
)
from runner.browser.panel_story import PanelStory, told
from runner.browser.panel_tab import PATIENCE, PanelTab
from runner.browser.shapes import NotUnderstood
from runner.errors import Refused
from runner.locale import _, per_front
from runner.locale.names import own_name

log = logging.getLogger(__name__)

NOT_PAINTED = _(
    "The picture cannot be blacked out on this page, so it is not kept: try again, or take it anew elsewhere"
)
NOT_UNDERSTOOD = per_front(
    _(
        "I did not understand that press, so I did nothing. "
        "This is a mistake in Optout: try again, or answer in the terminal."
    ),
    _(
        "I did not understand that press, so I did nothing. "
        "This is a mistake in Optout: try again, or answer in the home."
    ),
)
_HEADER = 24  # bytes of a PNG up to and with its size, which has to be the same
_MINDED = 2.0  # seconds between two looks at whether an open question can be seen
_LOST = 9  # at so many points, of looks in a row: where nobody knows, the page may only be busy, or the machine
_POINTS = {"hidden": 5, "unsure": 1}


# ── The panel ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(eq=False)
class _Open:
    """The open question and where its answer goes."""

    id: str
    question: events.Question
    answer: asyncio.Future[events.Choice]


class Panel:
    """The person, in the page: shows what happens, asks, and gives back what they press.

    Used as `async with Panel() as panel:`, which owns one task per tab; satisfies `session.person.Person`. `lost` is
    called where a question is open and the page the person sees hides the panel, or no longer answers; `go_home` where
    they want to see the home. Where there is none, the panel has no button for it.
    """

    def __init__(self, lost: Callable[[], object] = lambda: None, go_home: Callable[[], object] | None = None) -> None:
        self._lost = lost
        self._go_home = go_home
        self._context: BrowserContext | None = None
        self._tabs: dict[Page, tuple[PanelTab, asyncio.Task[None]]] = {}
        self._tasks: asyncio.TaskGroup | None = None
        self._story = PanelStory()
        self._asked: _Open | None = None
        self._ids = itertools.count(1)
        self._stop = asyncio.Event()
        self._placed = Place(x=1, y=1, folded=False)
        self._veiled = False
        self._is_aside = False  # on some page, for a ring there: it comes back once there is news
        self._fault = ""  # what was said of a press that was not understood, until something else happens

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
        tab = PanelTab(page, self._on_message)
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
        for page, (tab, _shown) in list(self._tabs.items()):
            await tab.leave()
            self._drop(page)

    # ── What is shown ──

    def hear(self, event: events.Event) -> None:
        """A listener: tells the person what happens."""
        before, self._fault = (self._story, self._fault), ""
        if isinstance(event, events.SessionStarted):
            self._stop.clear()
        self._story = told(self._story, event)
        if self._is_aside or (self._story, self._fault) != before:  # else the panel shows all that already
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
            note=self._fault or story.note,
            hint=self._fault or story.hint,
            batch=story.batch,
            home=self._go_home is not None,
            question=_as_asked(asked) if asked else None,
            placed=self._placed,
        )

    def _show(self) -> None:
        self._is_aside = False
        self._post(Show(type="show", view=self._view()))

    def _post(self, message: ToPage) -> None:
        for tab, _shown in self._tabs.values():
            tab.post(message)

    def _on_message(self, tab: PanelTab, message: FromPage | NotUnderstood) -> None:
        """What the panel on a page has said; what was not understood answers nothing, and the person is told so."""
        if isinstance(message, NotUnderstood):
            self._fault = NOT_UNDERSTOOD
            self._show()
        elif message["type"] == "ready":
            if self._veiled:
                tab.post(Veil(type="veil", on=True))
            tab.post(Show(type="show", view=self._view()))
            if look := self._look():
                tab.post(look)
        elif message["type"] == "pressed":
            self._on_pressed(message["choice"], message["question"])
        elif message["type"] == "boxes":
            self._on_boxes(message["question"], message["boxes"])
        elif message["type"] == "placed":
            self._placed = Place(x=message["x"], y=message["y"], folded=message["folded"])
            self._show()
        elif message["type"] == "home":
            if self._go_home:
                self._go_home()
        else:
            assert_never(message)

    def _on_pressed(self, choice: events.Choice, question: str | None) -> None:
        """Takes a press that answers the open question, or stops where none is open; others are of yesterday."""
        asked = self._asked
        self._fault = ""
        if asked and question == asked.id and not asked.answer.done():
            if choice in asked.question.choices:
                asked.answer.set_result(choice)
                return
            log.error(
                "the panel answered %r, which is no choice of the question about %s", choice, asked.question.about
            )
            self._fault = NOT_UNDERSTOOD
            self._show()
        elif asked is None and question is None and choice == "stop" and self._story.state == "working":
            self._stop.set()
        else:
            self._show()  # the page waits after a press, and has to be told what is true now

    def _on_boxes(self, question: str, boxes: list[events.Box]) -> None:
        """Keeps what is blacked out with the picture, so that an answer from any other place finds it as well."""
        asked = self._asked
        if asked and asked.id == question and asked.question.picture:
            asked.question.picture.boxes[:] = boxes

    def _look(self) -> Look | None:
        """The picture of the open question, where it has one."""
        asked = self._asked
        if asked is None or asked.question.picture is None:
            return None
        shown = asked.question.picture
        return Look(type="look", question=asked.id, png=b64encode(shown.png).decode(), boxes=list(shown.boxes))

    # ── The person ──

    async def ask(self, question: events.Question) -> events.Reply:
        """Asks in every tab until one of the question's choices is pressed; when cancelled, the question goes away."""
        asked = _Open(f"q{next(self._ids)}", question, asyncio.get_running_loop().create_future())
        self._asked, self._fault = asked, ""
        self._show()
        if look := self._look():
            self._post(look)
        assert self._tasks, "a Panel is used as `async with Panel() as panel`"
        minding = self._tasks.create_task(self._mind())
        try:
            return events.Reply(await asked.answer, "panel")
        finally:
            minding.cancel()
            if self._asked is asked:
                self._asked = None
                self._show()

    @property
    def asked(self) -> str | None:
        """The open question, by a name of its own."""
        return self._asked.id if self._asked else None

    async def _mind(self) -> None:
        """Notices once that the person, who is asked something, cannot see the panel or press it."""
        points = 0
        while points < _LOST:
            await asyncio.sleep(_MINDED)
            seen = await asyncio.gather(*(tab.sight() for tab, _shown in self._tabs.values()))
            now = 0 if "well" in seen else max((_POINTS.get(one, 0) for one in seen), default=0)
            points = points + now if now else 0
        self._lost()

    async def stops(self) -> None:
        """Returns when the person presses Stop while no question is open, also where that was a moment ago."""
        await self._stop.wait()
        self._stop.clear()

    # ── The page ──

    async def ring(self, page: Page, box: FloatRect | None) -> None:
        """Draws attention to a box of this page, or no longer; the panel steps aside, until there is news."""
        if page in self._tabs:
            tab, _ = self._tabs[page]
            self._is_aside = True
            tab.post(Ring(type="ring", box=box))
            await _patiently(tab)

    async def mark(self, page: Page, boxes: Sequence[FloatRect]) -> None:
        """Draws rings with numbers around several boxes of this page, from 1 on; none where there are no boxes."""
        if page in self._tabs:
            tab, _ = self._tabs[page]
            self._is_aside = True
            tab.post(Marks(type="marks", boxes=list(boxes)))
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

    async def paint(self, page: Page, png: bytes, boxes: Sequence[events.Box]) -> bytes:
        """A picture with nothing but black in these boxes, drawn anew; raises Refused where it cannot."""
        tab, _ = self._tabs.get(page, (None, None))
        message = Paint(type="paint", png=b64encode(png).decode(), boxes=list(boxes))
        painted = await tab.ask(message) if tab else None
        found = b64decode(painted) if painted else b""
        if found[:_HEADER] != png[:_HEADER]:
            raise Refused(NOT_PAINTED)
        return found

    async def button_box(self, page: Page, part: Part) -> FloatRect | None:
        """Where a button of the panel is in this page's viewport, so that it can be pressed like a person does."""
        if page not in self._tabs:
            return None
        tab, _ = self._tabs[page]
        await _patiently(tab)
        return await tab.ask(Where(type="where", part=part))

    async def settled(self) -> None:
        """All that was to be shown is on the pages; one that does not answer is not waited for."""
        await _patiently(*(tab for tab, _shown in self._tabs.values()))

    async def close(self) -> None:
        """Goes away from every page."""
        self._story, self._asked = PanelStory(), None
        self._show()
        await self.settled()
        await self._let_go()


async def _patiently(*tabs: PanelTab) -> None:
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
        copy_in=question.copy_in,
        copies=[CopyIn(lang=code, name=own_name(code), text=text) for code, text in question.copies.items()],
        diff=question.diff,
        page_answers=question.page_answers,
        topic=question.topic,
        labels=dict(question.labels),
        picture=question.picture is not None,
    )
