"""Stand-in sites by the dozen: `site-N.localhost`, each with a menu of three pages, and with pages that go wrong.

It counts what is asked at once, and when: of one site nobody may ask twice at the same time.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

PAGES = {
    "/": '<h1>Home</h1><nav><a href="/settings">Settings</a> <a href="/help">Help</a></nav>',
    "/settings": '<h1>Settings</h1><a href="/privacy">Privacy</a> <a href="/">Home</a>',
    "/privacy": '<h1>Privacy</h1><a href="/training">AI training</a> <a href="/">Home</a>',
    "/training": '<h1>AI training</h1><p>Log in to change this.</p><a href="/login">Log in</a>',
    "/help": "<h1>Help</h1><p>Ask us anything.</p>",
    "/renamed": '<h1>Settings</h1><a href="/privacy">Your data</a> <a href="/">Home</a>',
    "/sends": '<h1>Settings</h1><form method="post" action="/sent"></form>'
    '<a href="#" onclick="document.forms[0].submit()">Settings</a>',
    "/login": '<h1>Log in</h1><form method="post"><label>Password <input type="password"></label></form>',
}
ANSWERS = {"/gone": 404, "/refused": 403, "/often": 429, "/fault": 500}
LEADS = {"/moved": "/help", "/wall": "/login", "/away": "http://site-99.localhost/help"}

FLOW = """title: {title}
service: Site {number}
hosts: [site-{number}.localhost]
offered_in: {offered}
steps:
  - open: http://site-{number}.localhost{opens}
{steps}  - pause: {{for: login, say: Log in., until: {{visible: {{button: Your profile}}}}}}
  - click: Your profile
"""
WAY = "  - click: {link: Settings}\n  - click: {link: Privacy}\n  - click: {link: AI training}\n"


class Sites:
    """All of them, while a `with` block lasts, on a port of `host`."""

    def __init__(self, host: str = "127.0.0.1", takes: float = 0.0) -> None:
        """`takes`: seconds until a page is answered."""
        self.takes = takes
        self.asked: list[tuple[str, str, float]] = []  # site, path, moment
        self.most_at_once: dict[str, int] = defaultdict(int)
        self.at_once = 0  # the most of all sites
        self.hangs = threading.Event()  # set: pages that hang may answer
        self.two = threading.Event()  # set: two sites have been asked
        self.waits_for_two = False  # nobody is answered before that
        self.renamed = False
        self.posted: list[str] = []
        self._now: dict[str, int] = defaultdict(int)
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer((host, 0), type("Handler", (_Handler,), {"sites": self}))
        self._server.daemon_threads = True

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hangs.set()
        self.two.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def rules(self) -> str:
        """The switch that leads every name here."""
        host, port = self._server.server_address[:2]
        return f"--host-resolver-rules=MAP * {host!s}:{port}, EXCLUDE 127.0.0.1, EXCLUDE localhost"

    def begin(self, site: str, path: str) -> None:
        with self._lock:
            self.asked.append((site, path, time.monotonic()))
            self._now[site] += 1
            if len({asked for asked, _, _ in self.asked}) > 1:
                self.two.set()
            self.most_at_once[site] = max(self.most_at_once[site], self._now[site])
            self.at_once = max(self.at_once, sum(self._now.values()))

    def end(self, site: str) -> None:
        with self._lock:
            self._now[site] -= 1

    def moments(self, path: str) -> dict[str, list[float]]:
        """When this page was asked for, by site."""
        found: dict[str, list[float]] = defaultdict(list)
        for site, asked, at in self.asked:
            if asked == path:
                found[site].append(at)
        return found


class _Handler(BaseHTTPRequestHandler):
    sites: Sites

    def do_GET(self) -> None:
        path, site = self.path.partition("?")[0], self.headers.get("Host", "").partition(":")[0]
        if path == "/favicon.ico":
            self._answer(404, "")
            return
        self.sites.begin(site, path)
        try:
            if path == "/hangs":
                self.sites.hangs.wait()
            if self.sites.waits_for_two:
                self.sites.two.wait()
            time.sleep(self.sites.takes)
            self._answer(*self._page(path))
        except ConnectionError:
            return  # a browser that was killed
        finally:
            self.sites.end(site)

    def do_POST(self) -> None:
        self.sites.posted.append(self.path)
        self._answer(200, "<h1>Sent</h1>")

    def _page(self, path: str) -> tuple[int, str]:
        if path in LEADS:
            return 302, LEADS[path]
        if path == "/changes":
            path = "/renamed" if self.sites.renamed else "/settings"
        if path in ANSWERS or path not in PAGES:
            return ANSWERS.get(path, 404), "<title>Error</title><h1>Something is wrong</h1>"
        return 200, f"<title>Site</title><main>{PAGES[path]}</main>"

    def _answer(self, status: int, told: str) -> None:
        body = b"" if status == 302 else f"<!doctype html><html lang=en>{told}".encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", told)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def write_flow(
    folder: Path,
    number: int,
    name: str = "",
    opens: str = "/",
    steps: str = WAY,
    offered: str = "everywhere",
) -> Path:
    """A flow of site N."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name or f'flow-{number:03}'}.yaml"
    title = f"Site {number} – {path.stem}"
    path.write_text(FLOW.format(title=title, number=number, opens=opens, steps=steps, offered=offered), "utf-8")
    return path
