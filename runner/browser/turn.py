"""While it is the runner's turn no document is sent by other than GET: stopped where the browser makes its requests.

The turn begins with a deed of the runner's and ends when something is asked of the person. It holds for every frame and
window of the session's tabs, whatever sets a form off and however late. Requests of documents are all that is stopped:
by their method, address and frame, never a body. What the person does meanwhile with their own hand is theirs. What
scripts send by fetch is told (scripts.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Error, Frame, Page

from runner.browser.answering import Answering, PageClock
from runner.browser.page_messages import FormSent, Touched, Unasked
from runner.browser.scripts import Scripts, Sent, page_of
from runner.locale import _

_DOCUMENTS = {"patterns": [{"resourceType": "Document", "requestStage": "Request"}]}
_ON_ITS_WAY = 2.0  # seconds of the page's, within which a form that is being sent has become a request
_COMES = 30.0  # seconds of the page's for which a window that it has opened is waited for
_LOOK_AGAIN = 0.5  # seconds between two looks at what no event tells of: a window that closes before it has come


@dataclass(frozen=True, eq=False)
class _Form:
    """A form that is being sent by GET, as the page or the browser tells it: where to, and for how long that counts."""

    teller: str
    where: str
    clock: PageClock


class RunnersTurn:
    """The runner's turn in one browser.

    `is_ours` tells whether a tab is the session's; `tell` is told what was held back, `sent` what a script sends.
    """

    def __init__(
        self,
        answering: Answering,
        is_ours: Callable[[Page], bool],
        tell: Callable[[str], Awaitable[None]],
        sent: Sent,
    ) -> None:
        self._answering = answering
        self._is_ours = is_ours
        self._tell = tell
        self._scripts = Scripts(answering, is_ours, sent, lambda url: self._is_sent("browser", url))
        self._context: BrowserContext | None = None
        self._browser: CDPSession | None = None
        self._targets: dict[str, Page] = {}
        self._hands: dict[
            Page, float
        ] = {}  # where the last hand on a page was the person's: the moment, as it tells it
        self._forms: list[_Form] = []  # that are being sent by GET
        self.search = ""  # where a search goes to that the deed may send: its form's address, without a query
        self._is_on = False
        self._known = asyncio.Event()  # a window has come
        self._given_up: set[str] = set()  # windows that were waited for and have not come
        self.held = ""  # the host that something would have been sent to, until it is the person's turn

    async def begin(self, page: Page) -> None:
        """A deed of the runner's on this page."""
        self._hands.pop(page, None)
        self.search = ""
        if not self._is_on:
            self._hands.clear()  # those of their own turn, which is over: a page behind this one may send at our press
        if page.context is not self._context:
            await self._attach(page.context)
        if self._browser and not self._is_on:
            self._is_on = True
            await self._browser.send("Fetch.enable", _DOCUMENTS)
        await self._scripts.begin()

    async def end(self) -> None:
        """It is the person's turn: what is sent from now on is theirs."""
        self._forms.clear()
        self._scripts.end()
        self.held = ""
        if self._browser and self._is_on:
            self._is_on = False
            with suppress(Error):
                await self._browser.send("Fetch.disable")

    async def detach(self) -> None:
        """Stops nothing any more, in this browser."""
        await self.end()
        await self._scripts.detach()
        if self._context and self._browser:
            self._context.remove_listener("page", self._know)
            with suppress(Error):
                await self._browser.detach()
        self._context = self._browser = None

    async def windows(self) -> None:
        """Waits for the windows that the session's tabs have opened: the browser has them at once, we have them later.

        Going on without them would be going on in the wrong tab. One that does not come is not waited for again.
        """
        clock = self._answering.clock(_COMES)
        with suppress(Error):  # the browser has gone, and whoever looks next is told
            while coming := await self._coming():
                if clock.over:
                    self._given_up |= coming
                    return
                self._known.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_AGAIN):
                        await self._known.wait()

    async def _coming(self) -> set[str]:
        if self._browser is None:
            return set()
        ours = {target for target, page in self._targets.items() if self._is_ours(page)}
        known = self._targets.keys() | self._given_up
        return {one["targetId"] for one in await self._windows(self._browser) if one.get("openerId") in ours} - known

    async def _windows(self, browser: CDPSession) -> list[dict[str, Any]]:
        told = await browser.send("Target.getTargets")
        return [one for one in told["targetInfos"] if one["type"] == "page"]

    # -- what the pages tell ----------------------------------------------------------------------------------

    def hear(self, place: Page | Frame, told: Touched | FormSent) -> None:
        """A page tells of a hand on it (the moment), or of a form that is being sent (where to)."""
        if told["type"] == "touched":
            self._hands[page_of(place)] = told["at"]
        else:
            self._is_sent("page", told["to"])

    def _is_sent(self, teller: str, url: str) -> None:
        if self._is_on:
            self._forms = [form for form in self._forms if not form.clock.over]
            self._forms.append(_Form(teller, _without_query(url), self._answering.clock(_ON_ITS_WAY)))

    def hear_own(self, place: Page | Frame, told: Unasked) -> None:
        """The engine tells of an event that is the runner's: the hand of that moment was not the person's."""
        page = page_of(place)
        if told["type"] == "arrived" and self._hands.get(page) == told["at"]:
            del self._hands[page]

    # -- what the browser is about to request -----------------------------------------------------------------

    async def _attach(self, context: BrowserContext) -> None:
        assert context.browser, "a browser that was launched or connected to has a connection of its own"
        self._context, self._is_on = context, False
        self._browser = browser = await context.browser.new_browser_cdp_session()
        browser.on("Fetch.requestPaused", lambda paused: self._answering.aside(self._judge(browser, paused)))
        for page in context.pages:
            await self._know(page)
        context.on("page", self._know)

    async def _know(self, page: Page) -> None:
        with suppress(Error):  # closed meanwhile
            session = await page.context.new_cdp_session(page)
            told = await session.send("Target.getTargetInfo")
            self._targets[told["targetInfo"]["targetId"]] = page
            self._known.set()
            await self._scripts.know(page, session)

    async def _judge(self, browser: CDPSession, paused: dict[str, Any]) -> None:
        request, id_ = paused["request"], {"requestId": paused["requestId"]}
        sends = request["method"] not in ("GET", "HEAD") or self._is_form(request["url"])
        try:
            if not (sends and self._is_on and await self._is_the_runners(browser, str(paused["frameId"]))):
                await browser.send("Fetch.continueRequest", id_)
                return
            await browser.send("Fetch.failRequest", {**id_, "errorReason": "Aborted"})
            await self._close_if_empty(browser, str(paused["frameId"]))
        except Error:
            return  # the page has gone, and its request with it
        self.held = urlsplit(request["url"]).hostname or _("the page")
        await self._tell(
            _(
                "The page tried to send something to {host} by itself, and I held it back. You may send it yourself.",
                host=self.held,
            )
        )

    async def _close_if_empty(self, browser: CDPSession, target: str) -> None:
        """Closes a window that was opened for what was held back, and so has nothing in it."""
        for one in await self._windows(browser):
            if one["targetId"] == target and target not in self._targets and one["url"] in ("", "about:blank"):
                self._given_up.add(target)
                await browser.send("Target.closeTarget", {"targetId": target})

    def _is_form(self, url: str) -> bool:
        """Whether a form is just being sent there; what page and browser tell of one counts for one request."""
        where = _without_query(url)
        if self.search and where == self.search:
            return False
        fits = [form for form in self._forms if form.where == where and not form.clock.over]
        one_of_each = {form.teller: form for form in reversed(fits)}.values()
        self._forms = [form for form in self._forms if form not in one_of_each]
        return bool(fits)

    async def _is_the_runners(self, browser: CDPSession, frame: str) -> bool:
        """Whether a frame's request is to be held: it is of the session's tabs, and no hand of the person's set it off.

        What cannot be told is held.
        """
        told = await browser.send("Target.getTargets")
        openers = {one["targetId"]: str(one.get("openerId", "")) for one in told["targetInfos"]}
        target = frame if frame in openers else await self._target_around(frame)
        while target and target not in self._targets:
            target = openers.get(target, "")  # a window that is just being opened counts with the one that opens it
        seen: set[str] = set()
        while target in self._targets and target not in seen:
            page = self._targets[target]
            if page in self._hands:
                return False
            if self._is_ours(page):
                return True
            seen.add(target)
            if not openers.get(target) and page.url not in ("", "about:blank"):
                return False  # a tab of the person's own
            target = openers[target]
        return not self._hands

    async def _target_around(self, frame: str) -> str:
        """The page that a frame is in; empty where none of them knows it."""
        asked = [asyncio.ensure_future(self._has(target, page, frame)) for target, page in self._targets.items()]
        try:
            for answer in asyncio.as_completed(asked):
                if target := await answer:
                    return target
            return ""
        finally:
            for one in asked:
                one.cancel()

    async def _has(self, target: str, page: Page, frame: str) -> str:
        try:
            session = await page.context.new_cdp_session(page)
            tree = (await session.send("Page.getFrameTree"))["frameTree"]
            await session.detach()
        except Error:
            return ""
        return target if frame in _ids_of(tree) else ""


def _ids_of(tree: dict[str, Any]) -> list[str]:
    return [tree["frame"]["id"], *(id_ for child in tree.get("childFrames", ()) for id_ in _ids_of(child))]


def _without_query(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]
