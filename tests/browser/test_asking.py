"""What is asked on real pages: several things of a name, and addresses that do not come."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
import pytest_asyncio

from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.errors import TargetNotFound
from runner.flow.load import load
from runner.flow.model import Target, widen_target

from ..conftest import Start
from ..patience import until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

ROWS = """<!doctype html><nav aria-label=Account><a href=/a>Change</a></nav><h2>Pages</h2><table>
<tr><td>Blog</td><td><a href=/b>Change</a></td></tr><tr><td>News</td><td><a href=/c>Change</a></td></tr></table>"""
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/rows": (200, {"Content-Type": "text/html"}, ROWS.encode()),
    "/circle": (302, {"Location": "/circle"}, b""),
    "/locked": (401, {}, b"<p>no"),
    "/shut": (403, {}, b"<p>no"),
    "/lost": (404, {}, b"<p>no <a href=/x>Settings</a>"),
    "/ill": (503, {}, b"<p>no"),
    "/file": (200, {"Content-Type": "application/zip", "Content-Disposition": "attachment"}, b"PK"),
    "/blank": (200, {"Content-Type": "text/html"}, b""),
    "/nothing": (204, {}, b""),
    "/leaves": (200, {}, b"<button onclick=\"setTimeout(() => location = '/elsewhere', 100)\">Done</button>"),
    "/elsewhere": (200, {}, b"<h1>Elsewhere"),
    "/late": (200, {}, b"<h1>Late"),
}


class Site(BaseHTTPRequestHandler):
    """Answers as each path says; hangs up without an answer on others."""

    asked: ClassVar[list[str]] = []
    left = threading.Event()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/elsewhere":
            self.left.set()
        elif self.path == "/late":
            self.left.wait()
        if self.path not in ANSWERS:
            self.close_connection = True
            return
        status, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):  # the browser has gone elsewhere meanwhile
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def driver(start: Start, port: int) -> AsyncIterator[PageDriver]:
    async with start("--host-resolver-rules=MAP nowhere.localhost ~NOTFOUND") as browser, Panel() as panel:
        await panel.attach(browser.context)
        driver = PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=5))
        flow = f"title: T\nservice: S\nhosts: [localhost, nowhere.localhost]\nsteps: [{{open: http://localhost:{port}/}}]\n"
        driver.take(load(flow, "t.yaml").flow, None)  # type: ignore[arg-type]
        yield driver


@pytest.mark.core(cases=3)
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/circle", "sends the browser in circles"),
        ("/locked", "asks for a name and password of its own (401)"),
        ("/shut", "does not let us see this page (403)"),
        ("/lost", "has no such page (404)"),
        ("/ill", "has a fault of its own (503)"),
        ("/file", "is a download"),
        ("/blank", "is empty"),
        ("/hangs-up", "is empty"),
        ("/nothing", "sends no page"),
        ("http://nowhere.localhost/", "no site of the name nowhere.localhost is found"),
    ],
)
async def test_what_comes_instead_of_a_page_is_called_so(driver: PageDriver, port: int, path: str, said: str) -> None:
    with pytest.raises(TargetNotFound) as missing:
        await driver.open(path if path.startswith("http") else f"http://localhost:{port}{path}")
    assert said in str(missing.value)
    assert missing.value.unopened and missing.value.asked_at_once
    assert "chrome" not in driver.tabs.elsewhere


async def test_a_page_that_leads_elsewhere_meanwhile_goes_first(driver: PageDriver, port: int) -> None:
    """What the person pressed last has the site lead them on while we go to an address: then we go there again."""
    await driver.open(f"http://localhost:{port}/leaves")
    page = await driver.tabs.present()
    session = await page.context.new_cdp_session(page)  # Playwright's own click would wait for our going
    box = await page.get_by_role("button").bounding_box()
    assert box
    opening = asyncio.ensure_future(driver.open(f"http://localhost:{port}/late"))
    await until(lambda: "/late" in Site.asked, lambda: not opening.done())
    for what in ("mousePressed", "mouseReleased"):
        at = {"x": box["x"] + 5, "y": box["y"] + 5, "button": "left", "clickCount": 1}
        await session.send("Input.dispatchMouseEvent", {"type": what, **at})
    await opening
    assert await page.get_by_role("heading").inner_text() == "Late"
    assert [path for path in Site.asked if path in ("/late", "/elsewhere")] == ["/late", "/elsewhere", "/late"]


@pytest.mark.core
async def test_several_things_are_told_apart_and_each_can_be_meant(driver: PageDriver, port: int) -> None:
    await driver.open(f"http://localhost:{port}/rows")
    several = await driver.tell_apart(Target.model_validate(widen_target("Change")))
    assert [one.words for one in several] == [
        "the one in the menu “Account”",
        "the one in the row “Blog”",
        "the one in the row “News”",
    ]
    for one, address in zip(several, ("/a", "/b", "/c"), strict=True):
        assert one.pointed and await driver.same(one.pointed.target, Target.model_validate({"href": address}))
    with pytest.raises(TargetNotFound) as missing:
        await driver.press(Target.model_validate(widen_target("Change")))
    assert missing.value.several == 3
