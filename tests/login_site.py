"""A site on this machine whose login is a session cookie, and which refuses browsers that a program drives.

It looks at `navigator.webdriver`, as real ones do, and plays the person's hand itself where it is false: its login page
sends itself.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

from runner.browser import process
from runner.browser.profile import window_open
from runner.flow.load import FlowFile, load
from runner.flow.login_refusals import LoginRefusal

Manner = Literal["first", "second", "drops", "by the person"]

_PAGES = {
    "/login": "<h1>Log in</h1><script>location.replace(navigator.webdriver && MANNER == 'first' ? '/rejected'"
    " : MANNER == 'by the person' ? '/form' : '/password')</script>",
    "/password": "<h1>Password</h1><script>location.replace(navigator.webdriver ? '/rejected' : '/in')</script>",
    "/form": "<h1>Your name</h1><form action=/in><input name=who autofocus></form>",
    "/rejected": "<h1>Couldn’t sign you in</h1><p>This browser or app may not be secure</p>",
    "/settings": "<h1>Settings</h1><button type=button>Your data</button>",
}
_DROPS = (
    "<script>if (navigator.webdriver) { document.cookie = 'login=; Max-Age=0; Path=/'; location.replace('/login') }"
    "</script>"
)


class LoginSite(ThreadingHTTPServer):
    """The site; `seen` is each page it was asked for, with its cookie."""

    def __init__(self, manner: Manner, host: str) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.manner, self.host = manner, host
        self.seen: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.server_port}"

    def refusal(self, *services: str) -> LoginRefusal:
        """What would be on record of it."""
        name = f"Site {self.server_port}"
        return LoginRefusal(name=name, services=services, addresses=(f"{self.url}/rejected",), sources=("this test",))

    def flow(self, name: str = "data") -> FlowFile:
        """A flow that needs its login."""
        steps = (
            f"  - open: {self.url}/settings\n"
            "  - pause: {for: login, say: Log in to Site., until: {visible: {button: Your data}}}\n"
            "  - expect: {visible: {heading: Settings}}\n"
        )
        return load(f"title: Data\nservice: Site\nhosts: [{self.host}]\nsteps:\n{steps}", f"{name}.yaml")

    def cookies(self, page: str) -> list[str]:
        """The cookies that came with each request for a page."""
        return [cookie for path, cookie in self.seen if path == page]


class _Answers(BaseHTTPRequestHandler):
    server: LoginSite

    def do_GET(self) -> None:
        path, cookie = re.sub(r"\?.*", "", self.path), self.headers.get("Cookie", "")
        if path == "/favicon.ico":
            self.send_error(404)
            return
        self.server.seen.append((path, cookie))
        if path == "/in" or (path == "/settings" and "login=ann" not in cookie):
            self.send_response(303)
            if path == "/in":
                self.send_header("Set-Cookie", "login=ann; Path=/")  # until the browser ends, by all rules
            self.send_header("Location", "/settings" if path == "/in" else "/login")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        drops = _DROPS if path == "/settings" and self.server.manner == "drops" else ""
        page = _PAGES[path].replace("MANNER", f"'{self.server.manner}'")
        self.wfile.write(f"<!doctype html><title>Site</title>{drops}{page}".encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def login_site(manner: Manner = "first", host: str = "127.0.0.1") -> Iterator[LoginSite]:
    """The site for the length of the block."""
    with LoginSite(manner, host) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


async def until_true(look: Callable[[], object]) -> None:
    """Waits until something is so."""
    while not look():
        await asyncio.sleep(0.05)


async def close_window(profile: Path, by: Callable[[int], object] = process.ask_to_end) -> None:
    """The person closes the window that has this profile open."""
    await until_true(lambda: window_open(profile))
    number = window_open(profile)
    assert number
    by(number)
    await until_true(lambda: not process.alive(number))


def on_disk(profile: Path, cookie: str) -> bool:
    """Whether Chromium has written a cookie; it does so twice a minute, and when it is closed."""
    with suppress(sqlite3.Error):
        base = sqlite3.connect(f"file:{profile / 'Default' / 'Cookies'}?mode=ro", uri=True)
        try:
            return bool(base.execute("select 1 from cookies where name = ?", (cookie,)).fetchall())
        finally:
            base.close()
    return False
