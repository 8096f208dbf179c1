"""How long a thing is waited for: until it is there, until the time is over, or until a page is at rest."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route

from runner.browser import targets
from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.speaks import Freedom, freedom
from runner.browser.waiting import Pace
from runner.flow.driver import Seen
from runner.flow.load import load
from runner.flow.model import Condition, Target

from ..conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio]
REST = 0.4
LONG = 8.0
FLOW = "{title: T, service: S, hosts: [a.example], steps: [{open: https://a.example/}]}"
PAGES = {
    "/": "<h1>Here</h1>",
    "/slow": "<h1>Slow page</h1>",
    "/late": "<h1>Late</h1><script>setTimeout(() => document.body.append('and done'), 250)</script>",
    "/empty": "<body><script>setTimeout(() => { document.body.innerHTML = '<h1>Here at last</h1>' }, 1500)</script>",
    "/switch": "<label><input type=checkbox role=switch checked>Training</label>",
}


class Nobody:
    """A watcher that does not care."""

    async def found(self, seen: Seen) -> None: ...
    async def declined(self, label: str) -> None: ...
    async def moved(self, host: str) -> None: ...
    async def script_sent(self, host: str, method: str) -> None: ...

    async def noted(self, text: str) -> None: ...

    async def held_up(self, why: str) -> None: ...


@asynccontextmanager
async def driven(start: Start, pace: Pace) -> AsyncIterator[PageDriver]:
    async def answer(route: Route) -> None:
        path = route.request.url.removeprefix("https://a.example")
        if path == "/slow":
            await asyncio.sleep(4 * REST)
        await route.fulfill(content_type="text/html", body=PAGES.get(path, ""))

    async with start() as browser, Panel() as panel:
        await panel.attach(browser.context)
        await browser.context.route("https://a.example/**", answer)
        driver = PageDriver(browser.context, panel, browser.relaunch, pace)
        driver.take(load(FLOW, "t.yaml").flow, Nobody())
        await driver.open("https://a.example/")
        yield driver


@pytest_asyncio.fixture
async def driver(start: Start) -> AsyncIterator[PageDriver]:
    async with driven(start, Pace(ring=0, settle=3 * REST, rest=REST)) as driver:
        yield driver


def sees(text: str) -> Condition:
    return Condition(visible=Target(text=text))


@pytest.mark.core
async def test_a_page_at_rest_is_taken_as_it_is(driver: PageDriver) -> None:
    began = time.monotonic()
    assert not await driver.holds(sees("Nowhere"), LONG)
    assert time.monotonic() - began < LONG / 2


async def test_a_page_that_is_still_to_come_is_waited_for(driver: PageDriver) -> None:
    page = await driver.tabs.present()
    await page.evaluate("setTimeout(() => location.assign('/slow'), 50)")
    assert await driver.holds(sees("Slow page"), LONG)


@pytest.mark.core
async def test_what_comes_late_is_waited_for(driver: PageDriver) -> None:
    await driver.open("https://a.example/late")
    assert await driver.holds(sees("and done"), LONG)


async def test_a_page_that_says_nothing_yet_is_waited_for_until_it_does(start: Start) -> None:
    async with driven(start, Pace(ring=0, timeout=REST)) as driver:
        await driver.open("https://a.example/empty")
        assert await driver.holds(sees("Here at last"))


async def test_a_switch_is_given_its_time_all_the_same(driver: PageDriver) -> None:
    await driver.open("https://a.example/switch")
    assert await driver.is_on(Target(switch="Training"))
    assert await driver.holds(Condition(is_on=Target(switch="Training")), 0)


async def test_a_switch_that_is_replaced_while_it_is_looked_at_is_looked_for_anew(driver: PageDriver) -> None:
    await driver.open("https://a.example/switch")
    looks = 0

    async def look(page: Page) -> Freedom | None:
        nonlocal looks
        looks += 1
        found = await targets.look(page.frames, Target(switch="Training"))
        assert isinstance(found, targets.Found)
        if looks == 1:
            await page.evaluate("document.body.innerHTML = document.body.innerHTML")
        return await freedom(found.element, {})

    told: Freedom | None = await driver._waiting.wait(look, LONG)
    assert told is not None and told.state.on
    assert looks == 2
