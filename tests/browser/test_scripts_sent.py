"""What scripts send after a deed of the runner's is told by host and method alone, and nothing of the person's turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Route

from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.flow.driver import Seen
from runner.flow.load import load
from runner.flow.model import Target
from tests import patience
from tests.conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
HOME = "https://a.example/"
FLOW = f"title: T\nservice: S\nhosts: [a.example]\nsteps: [{{open: {HOME}}}]\n"
BODY = "what nobody is to read"
OTHER = "https://b.example/"
INSIDE = "<p>In<script>onmessage = () => fetch('/x', {method: 'PATCH'}); parent.postMessage('ready', '*')</script>"
PAGE = """<!doctype html><h1>Menus</h1><iframe srcdoc=In></iframe><iframe src=OTHER></iframe>
<button hidden type=button>Menu</button>
<script>onmessage = () => document.querySelector('button').hidden = false
document.querySelector('button').addEventListener('click', () => { SCRIPT })</script>"""
SENDS = {
    "fetch": (f"fetch('/x', {{method: 'POST', body: '{BODY}'}})", "POST"),
    "XMLHttpRequest": (f"(x => (x.open('PUT', '/x'), x.send('{BODY}')))(new XMLHttpRequest())", "PUT"),
    "beacon": (f"navigator.sendBeacon('/x', '{BODY}')", "POST"),
    "in a worker": (
        f"new Worker(URL.createObjectURL(new Blob([`fetch('{HOME}x', {{method: 'PATCH', body: '{BODY}'}})`])))",
        "PATCH",
    ),
    "in a frame": (f"frames[0].fetch('https://a.example/x', {{method: 'DELETE', body: '{BODY}'}})", "DELETE"),
}


@dataclass
class Heard:
    """A watcher that notes what scripts have sent."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    async def script_sent(self, host: str, method: str) -> None:
        self.sent.append((host, method))

    async def found(self, seen: Seen) -> None: ...

    async def declined(self, label: str) -> None: ...

    async def moved(self, host: str) -> None: ...

    async def noted(self, text: str) -> None: ...

    async def held_up(self, why: str) -> None: ...


@dataclass
class Stage:
    """A driver, what its watcher heard, and the page that is served."""

    driver: PageDriver
    heard: Heard
    script: str = ""
    arrived: int = 0

    async def press(self, script: str) -> None:
        self.script, self.arrived = script, 0
        self.heard.sent.clear()
        await self.driver.open(HOME)
        await self.driver.press(Target(button=["Menu"]))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(start: Start) -> AsyncIterator[Stage]:
    async with (
        start() as browser,
        Panel() as panel,
        PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0)) as driver,
    ):
        there = Stage(driver, Heard())
        driver.take(load(FLOW, "t.yaml").flow, there.heard)

        async def answer(route: Route) -> None:
            there.arrived += route.request.url.endswith("/x")
            page = PAGE.replace("SCRIPT", there.script).replace("OTHER", OTHER)
            await route.fulfill(content_type="text/html", body=INSIDE if route.request.url == OTHER else page)

        await browser.context.route("**/*", answer)
        yield there


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("way", SENDS)
async def test_what_a_script_sends_after_a_press_is_told(stage: Stage, way: str) -> None:
    script, method = SENDS[way]
    await stage.press(script)
    assert await patience.until(lambda: stage.heard.sent, lambda: True) == [("a.example", method)]
    await patience.until(lambda: stage.arrived, lambda: True)


async def test_what_a_frame_of_another_site_sends_is_told_too(stage: Stage) -> None:
    await stage.press("frames[1].postMessage('send', '*')")
    assert await patience.until(lambda: stage.heard.sent, lambda: True) == [("b.example", "PATCH")]


async def test_what_is_only_asked_for_is_not_told(stage: Stage) -> None:
    await stage.press("fetch('/x').then(() => fetch('/x', {method: 'POST'}))")
    assert await patience.until(lambda: stage.heard.sent, lambda: True) == [("a.example", "POST")]


async def test_once_for_each_press(stage: Stage) -> None:
    await stage.press("for (const _ of [1, 2, 3]) fetch('/x', {method: 'POST'})")
    await patience.until(lambda: stage.arrived == 3, lambda: True)
    await stage.driver.press(Target(button=["Menu"]))
    await patience.until(lambda: stage.arrived == 6, lambda: True)
    assert stage.heard.sent == [("a.example", "POST")] * 2


@pytest.mark.core
async def test_nothing_is_listened_to_in_the_persons_turn(stage: Stage) -> None:
    await stage.press("fetch('/x', {method: 'POST'})")
    await patience.until(lambda: stage.heard.sent, lambda: True)
    await stage.driver.hand_over()
    page = await stage.driver.tabs.present()
    session = stage.driver._hold.turn._scripts._sessions[page]
    told: list[str] = []
    session.on("Network.requestWillBeSent", lambda one: told.append(str(one)))
    await session.send("Runtime.getIsolateId")  # what was asked before has been answered
    await page.get_by_role("button").click()
    await patience.until(lambda: stage.arrived == 2, lambda: True)
    assert told == []


@pytest.mark.core
async def test_no_body_comes_to_us(stage: Stage) -> None:
    await stage.press(SENDS["fetch"][0])
    page = await stage.driver.tabs.present()
    told: list[str] = []
    stage.driver._hold.turn._scripts._sessions[page].on("Network.requestWillBeSent", lambda one: told.append(str(one)))
    await page.get_by_role("button").click()
    assert "'hasPostData': True" in (await patience.until(lambda: told, lambda: True))[0]
    assert BODY not in "".join(told)
