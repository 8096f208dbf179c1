"""A browser that stands elsewhere: a Playwright server, or the debugging endpoint (CDP) of a Chromium.

It is for looking at public pages: nobody sits before it, so there is no profile, no lock, no screen and no process of
ours. Each session gets a context of its own in it, without any login, which goes when the session ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Playwright
from playwright.async_api import Error as PlaywrightError

from runner.browser.window import HEADLESS
from runner.errors import BrowserError, UsageError
from runner.locale import _, per_front

if TYPE_CHECKING:
    from runner.browser.byhand import Window

_CONNECT = 30_000  # milliseconds; a server that starts a browser for us takes some seconds
_CDP = "cdp+"  # before an address that does not look like one of CDP, and is
_SCHEMES = ("ws", "wss", "http", "https")


@dataclass(frozen=True)
class Endpoint:
    """Where the browser stands, and which language its pages are asked for in.

    `ws://host:port/` is a Playwright server of our own version; `http://host:port`, and what has `/devtools/` in it or
    `cdp+` before it, is the debugging endpoint of a Chromium.
    """

    address: str
    language: str = "auto"
    patience: float = 5.0  # seconds it gets to close our pages

    @property
    def is_cdp(self) -> bool:
        """Whether it is the debugging endpoint of a Chromium, and no Playwright server."""
        parts = urlsplit(self.address)
        return self.address.startswith(_CDP) or parts.scheme.startswith("http") or "/devtools/" in parts.path

    @property
    def url(self) -> str:
        """The address to connect to."""
        return self.address.removeprefix(_CDP)

    @property
    def host(self) -> str:
        """Host and port, to show: what stands behind them may be a key."""
        parts = urlsplit(self.url)
        return parts.netloc.rpartition("@")[2]


def endpoint(address: str, language: str = "auto") -> Endpoint:
    """The endpoint of an address; raises UsageError where it is none."""
    parts = urlsplit(address.removeprefix(_CDP))
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise UsageError(
            per_front(
                _(
                    "browser.connect is the address of a browser that runs already: ws://HOST:PORT/ of a Playwright "
                    "server, or http://HOST:PORT of a Chromium's debugging port"
                ),
                _(
                    "the address of a browser that stands elsewhere, under Settings, is ws://HOST:PORT/ of a"
                    " Playwright server, or http://HOST:PORT of a Chromium's debugging port"
                ),
            )
        )
    return Endpoint(address, language)


class RemoteBrowser:
    """Connects to a browser that stands elsewhere, once for each time it is opened."""

    has_window = False

    def __init__(self, spec: Endpoint) -> None:
        self.spec = spec
        self._browser: Browser | None = None

    @property
    def patience(self) -> float:
        """Seconds it gets to close our pages."""
        return self.spec.patience

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing: a context of our own disturbs nobody."""
        yield

    async def open(self, playwright: Playwright) -> BrowserContext:
        """Connects, and makes a context without any login; raises BrowserError where nobody answers."""
        chromium, spec = playwright.chromium, self.spec
        try:
            connect = chromium.connect_over_cdp if spec.is_cdp else chromium.connect
            self._browser = await connect(spec.url, timeout=_CONNECT)
            width, height = HEADLESS
            context = await self._browser.new_context(
                viewport={"width": width, "height": height},
                locale=None if spec.language == "auto" else spec.language,
                accept_downloads=False,
            )
            await context.new_page()
        except PlaywrightError as error:
            await self.gone()
            raise BrowserError(self._explained(error.message)) from error
        return context

    def _explained(self, said: str) -> str:
        where = per_front(
            _("the browser at {host} (browser.connect)", host=self.spec.host),
            _("the browser at {host} (its address is under Settings)", host=self.spec.host),
        )
        # The status, not a port that has these digits in it.
        if re.search(r" 428\b", said) or "mismatch" in said.lower():
            return _("{where} is served by another version of Playwright: put the same one there as here.", where=where)
        if "ENOTFOUND" in said or "EAI_AGAIN" in said:
            return _("{where} cannot be found: no computer of that name is known here.", where=where)
        if "ECONNREFUSED" in said:
            return _("{where} does not answer: nothing listens there.", where=where)
        return _(
            "{where} does not answer as a Playwright server, or as a Chromium's debugging port, would.", where=where
        )

    async def gone(self) -> None:
        """Lets go of it; a Playwright server ends the browser it has started for us."""
        browser, self._browser = self._browser, None
        if browser:
            with suppress(PlaywrightError):
                await browser.close()

    def window(self, addresses: Sequence[str]) -> Window:
        """There is none: whoever asks has seen `has_window`."""
        _no_window()


def _no_window() -> NoReturn:
    raise BrowserError(_("a browser that stands elsewhere has no window here."))
