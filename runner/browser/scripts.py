"""What pages send by themselves in the runner's turn, as the browser tells it; nothing here is stopped or read.

Apps open menus by POST from scripts, so that cannot be held back; and it may be what a press of ours has set off, so it
is told by host and method. Forms by GET are told of by where they go (turn.py holds them). The browser is listened to
in the runner's turn alone, and told to leave bodies out.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import CDPSession, Error, Frame, Page

from runner.browser.answering import Answering

Sent = Callable[[str, str], Awaitable[None]]
# Bodies longer than a byte are left out; by 0 Chromium means without limit (tried).
_WITHOUT_BODIES = {"maxPostDataSize": 1, "maxTotalBufferSize": 0, "maxResourceBufferSize": 0}
_ASKING = ("GET", "HEAD", "OPTIONS")
# A worker has a session of its own, behind that of its page; it waits until we listen, as it may send at once.
_WORKERS = {"waitForDebuggerOnStart": True, "flatten": False, "filter": [{"type": "worker"}, {"exclude": True}]}
_IN_A_WORKER: tuple[tuple[str, dict[str, int]], ...] = (
    ("Network.enable", _WITHOUT_BODIES),
    ("Runtime.runIfWaitingForDebugger", {}),
)


class Scripts:
    """Listens to the pages of the session.

    `sent` is told the host and method of what a script sends, once for each deed; `form` where a form by GET goes to.
    """

    def __init__(
        self, answering: Answering, is_ours: Callable[[Page], bool], sent: Sent, form: Callable[[str], None]
    ) -> None:
        self._answering = answering
        self._is_ours = is_ours
        self._sent = sent
        self._form = form
        self._sessions: dict[Page | Frame, CDPSession] = {}
        self._is_on = False
        self._told: set[tuple[str, str]] = set()

    async def know(self, page: Page, session: CDPSession) -> None:
        """One more page, and a session of it that is ours to keep."""
        page.once("close", self._closed)
        page.on("framenavigated", self._frame_came)
        page.on("framedetached", self._forget)
        self._keep(page, page, session)
        if self._is_on:
            self._answering.aside(self._listen(session))  # it answers once there is a document

    def _keep(self, place: Page | Frame, page: Page, session: CDPSession) -> None:
        self._sessions[place] = session
        session.on("Network.requestWillBeSent", lambda told: self._hear(page, told))
        session.on("Page.frameRequestedNavigation", self._requested)
        session.on("Target.attachedToTarget", lambda told: self._worker_came(session, told))
        session.on("Target.receivedMessageFromTarget", lambda told: self._hear_worker(page, told))

    def _worker_came(self, session: CDPSession, told: dict[str, Any]) -> None:
        self._answering.aside(self._listen_to_worker(session, str(told["sessionId"])))

    async def _listen_to_worker(self, session: CDPSession, worker: str) -> None:
        with suppress(Error):  # it has ended, or we have let go of it
            for number, (method, params) in enumerate(_IN_A_WORKER):
                message = json.dumps({"id": number, "method": method, "params": params})
                await session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})

    def _hear_worker(self, page: Page, told: dict[str, Any]) -> None:
        message = json.loads(told["message"])
        if message.get("method") == "Network.requestWillBeSent":
            self._hear(page, message["params"])

    def _closed(self, page: Page) -> None:
        for place in [place for place in self._sessions if page_of(place) is page]:
            self._forget(place)

    def _forget(self, place: Page | Frame) -> None:
        self._sessions.pop(place, None)

    def _frame_came(self, frame: Frame) -> None:
        """Another document may have come into a frame, and with it another process where it is of another site."""
        if frame.parent_frame is not None:
            self._answering.aside(self._renew(frame))

    async def _renew(self, frame: Frame) -> None:
        known = self._sessions.pop(frame, None)
        if known:  # of the process before, or of this one where only its address is another
            with suppress(Error):
                await known.detach()
        if self._is_on and _is_of_another_site(frame):
            await self._listen_in(frame)

    async def _listen_in(self, frame: Frame) -> None:
        """Listens to a frame as well, where that has a process and so a session of its own."""
        with suppress(Error):  # it has none, or is gone
            session = await frame.page.context.new_cdp_session(frame)
            if not self._is_on or frame in self._sessions:  # over meanwhile, or somebody was sooner
                await session.detach()
                return
            self._keep(frame, frame.page, session)
            await self._listen(session)

    async def begin(self) -> None:
        """Listens, from a deed of the runner's on."""
        self._told.clear()
        if not self._is_on:
            self._is_on = True
            listening = [self._listen(session) for session in self._sessions.values()]
            pages = [place for place in self._sessions if isinstance(place, Page)]
            frames = [frame for page in pages for frame in page.frames if frame not in self._sessions]
            listening += [self._listen_in(frame) for frame in frames if _is_of_another_site(frame)]
            await self._answering.of(asyncio.gather(*listening))

    def end(self) -> None:
        """Hears nothing any more; a page that is busy stops telling once it is not."""
        if self._is_on:
            self._is_on = False
            for session in list(self._sessions.values()):
                self._answering.aside(self._stop(session))

    async def detach(self) -> None:
        """Lets go of the pages."""
        self._is_on = False
        for place, session in list(self._sessions.items()):
            if isinstance(place, Page):
                place.remove_listener("framenavigated", self._frame_came)
                place.remove_listener("framedetached", self._forget)
            with suppress(Error):
                await session.detach()
        self._sessions.clear()

    async def _listen(self, session: CDPSession) -> None:
        with suppress(Error):  # closed meanwhile
            await session.send("Page.enable")
            await session.send("Network.enable", _WITHOUT_BODIES)
            await session.send("Target.setAutoAttach", {**_WORKERS, "autoAttach": True})

    async def _stop(self, session: CDPSession) -> None:
        with suppress(Error):
            await session.send("Network.disable")
            await session.send("Page.disable")
            await session.send("Target.setAutoAttach", {**_WORKERS, "autoAttach": False})

    def _requested(self, told: dict[str, Any]) -> None:
        """Why a frame goes elsewhere: told also where no script of ours is, as in closed shadow roots."""
        if self._is_on and told["reason"] == "formSubmissionGet":
            self._form(str(told["url"]))

    def _hear(self, page: Page, told: dict[str, Any]) -> None:
        method, host = str(told["request"]["method"]), urlsplit(told["request"]["url"]).hostname or ""
        if not self._is_on or told.get("type") == "Document" or method in _ASKING or not self._is_ours(page):
            return
        if (host, method) not in self._told:
            self._told.add((host, method))
            self._answering.aside(self._sent(host, method))


def page_of(place: Page | Frame) -> Page:
    """The page that is told of, or that a frame is in."""
    return place if isinstance(place, Page) else place.page


def _is_of_another_site(frame: Frame) -> bool:
    """Whether a frame may have a process of its own, as its page's host is another."""
    return frame.parent_frame is not None and urlsplit(frame.url).hostname not in (
        None,
        urlsplit(frame.page.url).hostname,
    )
