"""Goes to an address, and says in words what came instead of the page: no network, an error, a download, circles.

The browser's own error page says by a code of Chromium's what went wrong; nothing of the network is listened to.
"""

from __future__ import annotations

import re
from contextlib import suppress
from http import HTTPStatus

from playwright.async_api import Error, Page

from runner.browser import asking
from runner.browser.engine_questions import AskEmpty, AskSpeech
from runner.browser.tabs import Tabs
from runner.errors import Elsewhere, PageGone, TargetNotFound
from runner.flow.hosts import host_of
from runner.locale import Message, _
from runner.locale.phrase import put_in

ERROR_PAGE = "chrome-error:"
_GO_MS = 30_000
_READ_MS = 2_000
_INTERRUPTED = "interrupted by another navigation"
_ABORTED = "ERR_ABORTED"
_DOWNLOAD = "Download is starting"
_CODE = re.compile(r"\bERR_[A-Z0-9_]+")
_HTTP_ERROR = re.compile(r"\bHTTP ERROR (\d{3})\b")

# By the beginning of Chromium's code (net_error_list.h), the more exact first.
_REASONS = (
    (
        ("INTERNET_DISCONNECTED", "NETWORK_", "PROXY_", "TUNNEL_", "ADDRESS_UNREACHABLE", "ADDRESS_INVALID"),
        _("the network seems to be down: {host} cannot be reached"),
    ),
    (
        ("NAME_", "DNS_", "ICANN_"),
        _("no site of the name {host} is found: the network may be down, or the site is gone"),
    ),
    (("TOO_MANY_REDIRECTS",), _("the site sends the browser in circles: {host} redirects without end")),
    (("CERT_",), _("the certificate of {host} is not valid, so the connection would not be safe")),
    (("SSL_", "BAD_SSL", "QUIC_"), _("there is no secure connection to {host}")),
    (
        ("INVALID_AUTH", "UNEXPECTED_PROXY_AUTH", "MISSING_AUTH", "UNSUPPORTED_AUTH"),
        _("the site asks for a name and password of its own (401)"),
    ),
    (("EMPTY_RESPONSE",), _("the answer of {host} is empty")),
    (("HTTP_RESPONSE_CODE",), _("{host} answers with an error and an empty page")),
    (("CONNECTION_TIMED_OUT", "TIMED_OUT"), _("{host} does not answer")),
    (("CONNECTION_REFUSED",), _("{host} refuses the connection")),
    (("CONNECTION_", "SOCKET_"), _("{host} breaks off the connection")),
    (("BLOCKED_",), _("the browser may not open {host}: an extension or a rule forbids it")),
    (("ABORTED",), _("{host} sends no page: the answer is empty, or a download")),
    (
        ("UNSAFE_PORT", "INVALID_URL", "DISALLOWED", "UNKNOWN_URL"),
        _("the browser does not open such an address: {url}"),
    ),
)
_STATUSES: dict[int, Message] = {
    HTTPStatus.UNAUTHORIZED: _("the site asks for a name and password of its own (401)"),
    HTTPStatus.FORBIDDEN: _("the site does not let us see this page (403)"),
    HTTPStatus.NOT_FOUND: _("the site has no such page (404): {url}"),
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: _("the way to the network asks for a name and password of its own (407)"),
    HTTPStatus.GONE: _("the site has no such page any more (410): {url}"),
    HTTPStatus.TOO_MANY_REQUESTS: _("the site wants no more visits for a while (429)"),
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: _("the site may not show this page here, by law (451)"),
}


_OF_AN_ADDRESS = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


async def go(page: Page, url: str, tries: int = 4) -> int:
    """Goes to an address; the HTTP status of the page that came, 0 where there is none.

    Raises TargetNotFound with what is wrong where no page came at all, and PageGone where the person closed ours.
    """
    try:
        answer = await page.goto(url, wait_until="domcontentloaded", timeout=_GO_MS)
    except Error as error:
        if tries > 1 and _INTERRUPTED in error.message:  # Chromium began it anew, or an error page was on its way
            with suppress(Error):
                await page.wait_for_load_state("domcontentloaded", timeout=_GO_MS)
            if page.url == url:
                told = await asking.ask_frame(page.main_frame, AskSpeech(noting=False))
                return told["status"] if told else 0
            return await go(page, url, tries - 1)
        if page.is_closed():
            raise PageGone(_("the page is closed")) from error
        if tries > 1 and _ABORTED in error.message and _DOWNLOAD not in error.message:
            # What the person pressed last may lead elsewhere only now, and that goes first: looking waits for it.
            await asking.ask_frame(page.main_frame, AskSpeech(noting=False))
            return await go(page, url, tries=1)
        miss = missing(url, _why(error.message, url))
        miss.too_late = "Timeout" in error.message or "TIMED_OUT" in error.message
        raise miss from error
    status = answer.status if answer else 0
    if status < HTTPStatus.BAD_REQUEST and await asking.ask_frame(page.main_frame, AskEmpty()):
        raise missing(url, _("the page {url} is empty", url=_short(url)))
    return status


def missing(url: str, why: str, status: int = 0) -> TargetNotFound:
    """That an address did not open, and why."""
    return TargetNotFound(_short(url)).because(why, unopened=True, status=status)


def judge(url: str, status: int) -> None:
    """Raises TargetNotFound where an HTTP status says that what came is not the page itself."""
    if status >= HTTPStatus.BAD_REQUEST:
        raise missing(url, _by_status(url, status), status)


async def error_of(page: Page) -> str:
    """What the status of a page that is there says, however one came to it, in words; '' where it is no error."""
    told = await asking.ask_frame(page.main_frame, AskSpeech(noting=False))
    is_error = told is not None and told["status"] >= HTTPStatus.BAD_REQUEST
    return _by_status(page.url, told["status"]) if told and is_error else ""


def none_from(host: str) -> str:
    """That no page has come from a host that something led to; '' without one."""
    return _by_code(_ABORTED, "", host) if host else ""


def _by_status(url: str, status: int) -> str:
    """An HTTP status in words; without an address those that name none."""
    said = _STATUSES.get(status) if url or status not in _OF_AN_ADDRESS else None
    if said is None and status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        said = _("the site has a fault of its own ({status}): try again later")
    said = said or _("the site answers with error {status} instead of the page")
    return put_in(said, url=_short(url), status=status)


async def away(tabs: Tabs, page: Page | None = None) -> Elsewhere:
    """Where the present page is instead of the flow's sites; of the browser's own error page, what that says."""
    page = page or await tabs.present()
    return Elsewhere(tabs.elsewhere, tabs.sites.hosts, await _told_by(page))


async def _told_by(page: Page) -> str:
    """What the browser's own error page says, in words; '' where the page is none."""
    if not page.url.startswith(ERROR_PAGE):
        return ""
    try:
        text = await page.locator("body").inner_text(timeout=_READ_MS)
    except Error:
        text = ""
    if status := _HTTP_ERROR.search(text):  # of a page with nothing in it
        return _by_status("", int(status[1]))
    return _by_code(text, "", _("the site")) or _("the page did not open: the browser shows an error page of its own")


def _why(message: str, url: str) -> str:
    if _DOWNLOAD in message:
        return _("that address is a download, and no page: {url}", url=_short(url))
    host = host_of(url)
    return _by_code(message, url, host) or (
        _("{host} does not answer", host=host)
        if "Timeout" in message
        else _("the page {url} does not open", url=_short(url))
    )


def _by_code(text: str, url: str, host: str) -> str:
    code = _CODE.search(text)
    name = code[0].removeprefix("ERR_") if code else ""
    said = next((said for begins, said in _REASONS if name and name.startswith(begins)), None)
    return put_in(said, host=host, url=_short(url)) if said else ""


def _short(url: str) -> str:
    """An address to read, without what may be secret in it."""
    return url.partition("?")[0].partition("#")[0].removeprefix("https://").removeprefix("http://")
