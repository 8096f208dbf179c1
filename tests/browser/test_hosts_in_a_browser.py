"""Promise 3 in a browser: wherever a page leads, the hands stay off it, and both hosts are named.

One server plays every host; Chromium is told that all names live there.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
import pytest_asyncio

from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.errors import Elsewhere, FlowError, Refused, RunnerError, TargetNotFound
from runner.flow.load import load
from runner.flow.model import Condition, Target

from ..conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

HOME = "http://own.localhost"
FLOW = f"title: T\nservice: S\nhosts: [own.localhost]\nsteps: [{{open: '{HOME}/'}}]"
NEXT = Target(css="#x")


class _Everywhere(BaseHTTPRequestHandler):
    """`/go?to=URL` redirects; `/?html=…` is a page of that text. `hits` are the pages asked for."""

    hits: list[str] = []  # noqa: RUF012 - one list for one server

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query))
        self.hits.append(f"{self.headers['Host']}{address.path}")
        self.send_response(302 if address.path == "/go" else 200)
        if address.path == "/go":
            self.send_header("Location", query["to"])
        body = f"<!doctype html><link rel=icon href=data:,><meta charset=utf-8>{query.get('html', '<p id=x>Here</p>')}"
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Everywhere) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hands(start: Start, port: int) -> AsyncIterator[PageDriver]:
    async with start(f"--host-resolver-rules=MAP *:80 127.0.0.1:{port}") as browser, Panel() as panel:
        driver = PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=4))
        driver.take(load(FLOW, "t.yaml").flow, None)  # type: ignore[arg-type]
        driver.watcher = None
        yield driver


async def show(hands: PageDriver, html: str) -> None:

    await hands.open(f"{HOME}/?html={quote(html)}")


ELSEWHERE = {
    "a plain other site": "http://evil.localhost/",
    "a name that begins alike": "http://own.localhost.evil.example/",
    "a name that ends alike": "http://notown.localhost/",
    "a letter of another script": "http://оwn.localhost/",
    "the same in punycode": "http://xn--wn-emc.localhost/",
    "a name before an @": "http://own.localhost@evil.localhost/",
    "a user name and password": "http://ada:pw@own.localhost/",
    "not encrypted, and not this machine": "http://own.example/",
    "data": "data:text/html,<p id=x>own.localhost</p>",
    "a file": "file:///etc/passwd",
    "a script": "javascript:void(0)//own.localhost",
    "a blob": "blob:http://own.localhost/1-2-3",
    "the browser's own": "chrome://settings/",
    "nowhere": "about:blank",
    "a view of the source": "view-source:http://own.localhost/",
}


@pytest.mark.core(cases=15)
@pytest.mark.parametrize("name", ELSEWHERE)
async def test_it_is_not_opened(hands: PageDriver, name: str) -> None:
    with pytest.raises(RunnerError, match="is not opened: "):
        await hands.open(ELSEWHERE[name])


@pytest.mark.core(cases=4)
@pytest.mark.parametrize("name", [name for name in ELSEWHERE if name not in ("a script", "a blob", "nowhere")])
async def test_no_link_is_pressed_that_leads_there(hands: PageDriver, name: str) -> None:
    await show(hands, f'<a id=x href="{ELSEWHERE[name]}">Privacy</a>')
    page = await hands.tabs.present()
    with pytest.raises(Refused, match="press it yourself"):
        await hands.press(NEXT)
    assert page.url.startswith(HOME)


@pytest.mark.core(cases=15)
@pytest.mark.parametrize("name", ELSEWHERE)
async def test_no_flow_says_so(name: str) -> None:
    with pytest.raises(FlowError) as caught:
        load(FLOW.replace(f"{HOME}/", ELSEWHERE[name]), "t.yaml")
    assert "t.yaml:4:" in str(caught.value)


async def test_the_refusal_of_another_host_names_both(hands: PageDriver) -> None:
    with pytest.raises(RunnerError, match=r"evil\.localhost is not among the flow's hosts \(own\.localhost\)"):
        await hands.open("http://evil.localhost/")


async def test_a_port_of_the_same_host_is_the_same_host(hands: PageDriver, port: int) -> None:
    await hands.open(f"http://own.localhost:{port}/")
    assert await hands.press(Target(text="Here")) == "Here"


@pytest.mark.parametrize("way", ["a redirect", "a script", "a meta refresh", "a frame that breaks out"])
async def test_where_a_page_leads_by_itself_the_hands_stay_off(hands: PageDriver, way: str) -> None:
    there = "http://evil.localhost/"
    pages = {
        "a script": f"<script>location.href = '{there}'</script>",
        "a meta refresh": f"<meta http-equiv=refresh content='0;url={there}'>",
        "a frame that breaks out": f"<iframe srcdoc=\"<script>top.location = '{there}'</script>\"></iframe>",
    }
    if way == "a redirect":
        await hands.open(f"{HOME}/go?to={there}")
    else:
        await show(hands, pages[way])
    for use in (hands.press, hands.hover, hands.choose, lambda target: hands.fill(target, "mine")):
        with pytest.raises(Elsewhere) as caught:
            await use(NEXT)
        assert str(caught.value) == "this page is on evil.localhost, and this flow acts only on own.localhost"
    assert not await hands.holds(Condition(visible=NEXT), 0.2)
    assert await hands.picture() is None


async def test_a_look_alike_is_named_as_it_is_written(hands: PageDriver) -> None:
    """In punycode, so that nobody takes it for the other."""
    await hands.open(f"{HOME}/go?to=http://xn--wn-emc.localhost/")
    with pytest.raises(Elsewhere, match=r"this page is on xn--wn-emc\.localhost, and this flow acts only on own\.loc"):
        await hands.press(NEXT)


async def test_a_tab_on_another_host_is_not_touched(hands: PageDriver) -> None:
    await show(hands, "<button id=x onclick=\"window.open('http://evil.localhost/')\">More</button>")
    await hands.press(NEXT)
    try:
        with pytest.raises(Elsewhere, match=r"on evil\.localhost, and this flow acts only on own\.localhost"):
            await hands.press(NEXT)
    finally:
        await (await hands.tabs.present()).close()
    assert (await hands.tabs.present()).url.startswith(HOME)


async def test_a_frame_of_another_host_is_not_looked_into(hands: PageDriver) -> None:
    await show(hands, "<iframe src='http://evil.localhost/?html=<button>Privacy</button>'></iframe>")
    page = await hands.tabs.present()
    await page.frames[1].wait_for_selector("button")
    with pytest.raises(TargetNotFound):
        await hands.press(Target(button="Privacy"), 1)
    assert not await hands.holds(Condition(visible=Target(button="Privacy")), 0.2)


@pytest.mark.parametrize("inner", ["data:text/html,<button>Privacy</button>", "blob"])
async def test_a_frame_without_a_host_is_not_looked_into(hands: PageDriver, inner: str) -> None:
    await show(hands, "<iframe></iframe>")
    page = await hands.tabs.present()
    await page.evaluate(
        """inner => { const html = new Blob(['<button>Privacy</button>'], {type: 'text/html'});
        document.querySelector('iframe').src = inner === 'blob' ? URL.createObjectURL(html) : inner }""",
        inner,
    )
    await page.frame_locator("iframe").get_by_role("button").wait_for()
    with pytest.raises(TargetNotFound):
        await hands.press(Target(button="Privacy"), 1)


async def test_a_base_or_a_clobbered_address_changes_nothing(hands: PageDriver) -> None:
    """Links are judged by where they lead, whatever the page calls its own address."""
    await show(
        hands, "<base href=http://evil.localhost/><img name=URL><img name=baseURI><a id=x href=/more>Privacy</a>"
    )
    with pytest.raises(Refused, match=r"leads to evil\.localhost, which is not a site of this flow"):
        await hands.press(NEXT)


async def test_a_page_that_comes_while_we_look_is_not_taken_for_the_one_before(hands: PageDriver) -> None:
    """A document may be there before the word of it: what it says is held against where it is from."""
    for _ in range(10):
        await show(hands, "<meta http-equiv=refresh content='0;url=http://evil.localhost/'>")
        with pytest.raises(Elsewhere):
            await hands.press(NEXT)
