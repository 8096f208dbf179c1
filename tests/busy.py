"""A small site whose pages keep the browser busy, which counts what is done there; and loops for a busy machine."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

CASES = Path(__file__).parent / "cases"
# What a page of this site says of itself: `told('name')` is counted at the server, `busy(ms)` keeps the page busy.
SCRIPT = """
const told = (what) => {
  const call = new XMLHttpRequest();
  call.open('GET', '/told/' + what, false); // it has arrived before the page goes on
  call.send();
};
const busy = (ms) => { const begun = Date.now(); while (Date.now() - begun < ms); };
"""


class Site:
    """Pages by path; what is told to it is counted, and so is what is sent to it by other than GET."""

    def __init__(self, pages: dict[str, str], port: int) -> None:
        self.pages = pages
        self.port = port
        self.told: Counter[str] = Counter()
        self.sent: list[str] = []
        self.slow: dict[str, float] = {}  # seconds until a page is answered with, by its path
        self.kinds: dict[str, tuple[int, str]] = {}  # a status, and what kind of file is sent to be kept

    def address(self, path: str = "/page.html") -> str:
        """Where a page is."""
        return f"http://localhost:{self.port}{path}"


class Telling(BaseHTTPRequestHandler):
    """Answers with a page, and says nothing in the terminal."""

    def say(self, text: str, status: int = 200, kind: str = "") -> None:
        """The page, to whoever is still there; what has a `kind` is a file to keep."""
        body = text.encode()
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Type", kind or "text/html; charset=utf-8")
            if kind:
                self.send_header("Content-Disposition", "attachment; filename=kept")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


@contextlib.contextmanager
def serving() -> Iterator[ThreadingHTTPServer]:
    """A server on loopback for the length of the block; it has no handler yet, since that has to know its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Telling)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def site(pages: dict[str, str]) -> Iterator[Site]:
    """The site, for the length of the block."""
    with serving() as server:
        there = Site(pages, server.server_address[1])
        server.RequestHandlerClass = _handler(there)
        yield there


def _handler(there: Site) -> type[Telling]:
    class Handler(Telling):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if address.path.startswith("/told/"):
                there.told[address.path.removeprefix("/told/")] += 1
            elif address.path == "/sent":
                there.sent.append(f"GET {self.path}")
            time.sleep(there.slow.get(address.path, 0))
            self.say(there.pages.get(address.path, ""), *there.kinds.get(address.path, ()))

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            there.sent.append(f"POST {self.path}")
            self.say("<!doctype html><title>Sent</title>Sent")

    return Handler


def page(body: str, script: str = "") -> str:
    """A page of this site."""
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>T</title>{body}<script>{SCRIPT}{script}</script>"


@contextlib.contextmanager
def busy_machine(loops: int) -> Iterator[None]:
    """So many processes that do nothing but keep the machine busy, ended by their own handles."""
    loop = f"import os\nwhile os.getppid() == {os.getpid()}: pass"  # none outlives a test that is killed
    started = [subprocess.Popen([sys.executable, "-c", loop]) for _ in range(loops)]
    try:
        yield
    finally:
        for one in started:
            one.kill()
            one.wait()
