"""Answers one page of the browser by a function: no port, no server, and no other page is answered.

The name ends in `.invalid`, which nothing resolves, so whatever else asks for it (another tab, a frame, a script)
finds nothing there. Of the page itself only the main frame is answered, and what it does counts only where it comes
from the home itself: the browser says so in `Origin`, which no page can write.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Error, Frame, Page, Request, Route

from runner.exchange import Answer, PageRequest, PageResponse, Values
from runner.locale import _, shown

ORIGIN = "https://home.optout.invalid"
LARGEST = 1_000_000  # bytes of a form; the largest of ours is a flow's text
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with less, the browser would not say where a form comes from
    "X-Content-Type-Options": "nosniff",
}
_START_MS = 30_000
_FAILED = _("Something went wrong in Optout itself. What was noted is kept: go back, and try again.")


class Portal:
    """One page as the home, for as long as it stays there; `on_left` is called once it is closed or is elsewhere."""

    def __init__(self, page: Page, answer: Answer, on_left: Callable[[], object] = lambda: None) -> None:
        self.page = page
        self._answer = answer
        self._on_left = on_left
        self._is_open = False

    @property
    def is_open(self) -> bool:
        """Whether this page is the home: a tab that has wandered off is not any more, also when it comes back."""
        return self._is_open and not self.page.is_closed()

    async def open(self, path: str = "/") -> None:
        """Makes the page the home and shows a page of it."""
        self._is_open = True
        await self.page.route(f"{ORIGIN}/**", self._on_request)
        self.page.on("framenavigated", self._on_moved)
        self.page.once("close", self._on_closed)
        await self.show(path)

    async def show(self, path: str) -> None:
        """Goes to another page of the home; nothing where the person has gone on meanwhile."""
        with suppress(Error):
            await self.page.goto(f"{ORIGIN}{path}", wait_until="commit", timeout=_START_MS)

    async def to_front(self) -> None:
        """Puts the tab before the others."""
        with suppress(Error):
            await self.page.bring_to_front()

    async def _leave(self) -> None:
        """Lets go of the tab; not while it loads, for then what is on its way would stay there."""
        with suppress(Error):
            await self.page.wait_for_load_state()
            await self.page.unroute(f"{ORIGIN}/**", self._on_request)

    def _on_closed(self, _: Page) -> None:
        self._close()

    async def _on_moved(self, frame: Frame) -> None:
        if frame is self.page.main_frame and not _is_home(frame.url) and self._is_open:
            self._close()
            await self._leave()

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._on_left()

    # -- one request --------------------------------------------------------------------------------------------------

    async def _on_request(self, route: Route, request: Request) -> None:
        try:
            asked = await self._understood(request)
            if asked is None:
                await route.abort("blockedbyclient")
            else:
                await self._give(route, request, await self._answer(asked))
        except Error:
            return  # the page has gone on, and wants this no more
        except Exception as error:  # noqa: BLE001 - one page that fails does not take the home down; it is told at the end
            asyncio.get_running_loop().call_exception_handler({"message": "a page failed", "exception": error})
            with suppress(Error):
                await route.fulfill(
                    status=500, body=shown(_FAILED), headers={**_HEADERS, "Content-Type": "text/plain; charset=utf-8"}
                )

    async def _understood(self, request: Request) -> PageRequest | None:
        """What is asked; None where it is not for us to answer."""
        url = urlsplit(request.url)
        if not self.is_open or not self._is_own(request) or f"{url.scheme}://{url.netloc}" != ORIGIN:
            return None
        query = _values(url.query)
        if request.method == "GET":
            return PageRequest("GET", url.path, query)
        if request.method != "POST" or not await self._is_sent_by_home(request):
            return None
        body = request.post_data_buffer or b""
        return None if len(body) > LARGEST else PageRequest("POST", url.path, query, _values(body.decode("utf-8")))

    def _is_own(self, request: Request) -> bool:
        """Whether it is of the main frame; of what is not the page itself, whether the home is shown there."""
        try:
            is_main = request.frame is self.page.main_frame
        except Error:
            return False  # a worker's, or of a frame that is not there yet
        return is_main and (request.is_navigation_request() or _is_home(self.page.url))

    async def _is_sent_by_home(self, request: Request) -> bool:
        """Whether a form was sent from a page of the home: a page elsewhere could send one here in this very tab."""
        headers = await request.all_headers()
        plain = headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
        return plain and headers.get("origin") == ORIGIN and _is_home(self.page.url)

    async def _give(self, route: Route, request: Request, given: PageResponse) -> None:
        if not given.location:
            headers = {**_HEADERS, "Content-Type": given.kind}
            await route.fulfill(status=given.status, body=given.body, headers=headers)
            return
        # Chromium does not let a redirect be answered again. An answer without content leaves the page as it is, and
        # then it is led on: nothing of a form is left in the history, to be sent once more by going back.
        await route.fulfill(status=204, headers=dict(_HEADERS))
        if request.is_navigation_request() and self.is_open:
            await self.show(given.location)


def _is_home(url: str) -> bool:
    return url == ORIGIN or url.startswith(f"{ORIGIN}/")


def _values(text: str) -> Values:
    """What a query or a form holds; what cannot be read holds nothing."""
    try:
        found = parse_qs(text, keep_blank_values=True, max_num_fields=5_000, errors="strict")
    except ValueError:
        return {}
    return {name: tuple(values) for name, values in found.items()}
