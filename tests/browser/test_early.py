"""A page of which more is still to come: what is found on it may be there twice, and nothing may answer a press yet."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.errors import TargetNotFound
from runner.flow.hosts import Sites
from runner.flow.model import Target, widen_target
from tests.busy import page, site
from tests.conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.core, pytest.mark.asyncio(loop_scope="module")]

LATE = "<script src=/late.js></script>"  # which the parser waits for
GO = Target.model_validate(widen_target({"button": "Go"}))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def driver(start: Start) -> AsyncIterator[PageDriver]:
    async with (
        start() as browser,
        Panel() as panel,
        PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=3)) as driver,
    ):
        driver.tabs.sites = Sites(("localhost",))
        yield driver


@pytest.mark.parametrize("way", ["opened", "led to"])
async def test_nothing_is_pressed_before_it_answers(driver: PageDriver, way: str) -> None:
    pages = {
        "/first.html": page("<a href=/page.html>Go</a>"),
        "/page.html": page(f"<button id=go>Go</button>{LATE}", "go.onclick = () => told('pressed');"),
    }
    with site(pages) as there:
        there.slow["/late.js"] = 0.5
        tab = await driver.tabs.present()
        if way == "opened":
            await tab.goto(there.address(), wait_until="commit")
        else:
            await tab.goto(there.address("/first.html"))
            await driver.press(Target.model_validate(widen_target({"link": "Go"})))
        await driver.press(GO)
        assert there.told["pressed"] == 1


async def test_one_of_several_is_not_taken_for_the_only_one(driver: PageDriver) -> None:
    pages = {"/page.html": page(f"<button onclick=\"told('pressed')\">Go</button>{LATE}<button>Go</button>")}
    with site(pages) as there:
        there.slow["/late.js"] = 0.5
        await (await driver.tabs.present()).goto(there.address(), wait_until="commit")
        with pytest.raises(TargetNotFound) as missed:
            await driver.press(GO)
        assert missed.value.several == 2
        assert there.told["pressed"] == 0


async def test_a_page_that_never_ends_is_taken_as_it_is(driver: PageDriver) -> None:
    pages = {"/page.html": page(f"<button onclick=\"document.title = 'pressed'\">Go</button>{LATE}")}
    with site(pages) as there:
        there.slow["/late.js"] = 20
        tab = await driver.tabs.present()
        await tab.goto(there.address(), wait_until="commit")
        await driver.press(GO, 10)
        assert await tab.title() == "pressed"
