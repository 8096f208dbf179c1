"""The engine's own world: in the main frames that are watched it is asked there, without a script of Playwright's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Error, Page

from runner.browser import asking
from runner.browser.asking import element_of
from runner.browser.driver import PageDriver
from runner.browser.engine_questions import AskLanguage, AskPick, AskShown
from runner.browser.engine_world import world_of
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from tests.busy import Site, page, site
from tests.conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.core, pytest.mark.asyncio(loop_scope="module")]

PAGES = {
    "/page.html": page(
        "<main><button id=it>Go</button><div id=host></div><iframe srcdoc='<button>Inside</button>'></iframe></main>",
        "window.heard = []; host.attachShadow({mode: 'open'}).innerHTML = '<button id=deep>Deep</button>';"
        "for (const name of ['click', 'focus', 'carry']) addEventListener(name, (e) => heard.push(e.type), true);"
        "const own = EventTarget.prototype.dispatchEvent;"
        "EventTarget.prototype.dispatchEvent = function (event) { heard.push(event); return own.call(this, event); };",
    ),
    "/other.html": page("<p lang=de>Other"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def driver(start: Start) -> AsyncIterator[PageDriver]:
    async with start() as browser, Panel() as panel:
        await panel.attach(browser.context)
        async with PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=3)) as driver:
            yield driver


@pytest_asyncio.fixture(loop_scope="module")
async def there() -> AsyncIterator[Site]:
    with site(PAGES) as there:
        yield there


async def opened(driver: PageDriver, there: Site, path: str = "/page.html") -> Page:
    tab = await driver.tabs.present()
    await tab.goto(there.address(path))
    return tab


@pytest.mark.parametrize("which", ["#it", "#deep"])
async def test_an_element_goes_there_and_back_and_is_the_same(driver: PageDriver, there: Site, which: str) -> None:
    tab = await opened(driver, there)
    handle = await tab.query_selector(which)
    element = await element_of(handle)
    assert (await element.tell(AskPick())).tag == "button"
    assert await tab.evaluate("([one, other]) => one === other", [handle, await element.handle()])
    assert await element_of(await element.handle()) == element


async def test_no_script_of_the_page_hears_of_it(driver: PageDriver, there: Site) -> None:
    tab = await opened(driver, there)
    await (await element_of(await tab.query_selector("#it"))).handle()
    assert await tab.evaluate("heard") == []


async def test_what_has_gone_from_the_page_is_gone(driver: PageDriver, there: Site) -> None:
    tab = await opened(driver, there)
    element = await element_of(await tab.query_selector("#it"))
    await tab.evaluate("it.remove()")
    for asked in (element.tell(AskShown()), element.handle()):
        with pytest.raises(Error, match="not attached"):
            await asked
    element = await element_of(await tab.query_selector("#deep"))
    await tab.goto(there.address("/other.html"))
    with pytest.raises(Error, match="not attached"):
        await element.tell(AskShown())


async def test_a_document_on_its_way_is_waited_for(driver: PageDriver, there: Site) -> None:
    tab = await opened(driver, there)
    there.slow["/other.html"] = 0.5
    told: list[str | None] = []
    await tab.evaluate("setTimeout(() => { location.href = '/other.html' })")
    while tab.url.endswith("/page.html"):
        told.append(await asking.ask_frame(tab.main_frame, AskLanguage()))
    told.append(await asking.ask_frame(tab.main_frame, AskLanguage()))
    assert set(told) == {"en"}, "each question has an answer, whichever document gives it"


async def test_a_frame_in_a_page_is_asked_by_playwright(driver: PageDriver, there: Site) -> None:
    tab = await opened(driver, there)
    inner = tab.frames[1]
    assert world_of(tab.main_frame) is not None and world_of(inner) is None
    element = await element_of(await inner.wait_for_selector("button"))
    assert (await element.tell(AskPick())).name == "Inside"
    assert (await (await asking.frame_element(inner)).tell(AskPick())).tag == "iframe"


async def test_a_frame_in_a_closed_shadow_root_is_itself_and_not_what_hosts_it(driver: PageDriver, there: Site) -> None:
    tab = await opened(driver, there)
    await tab.evaluate(
        "const box = document.createElement('div'); document.body.append(box);"
        "box.attachShadow({mode: 'closed'}).innerHTML ="
        " '<p style=height:90px>Above</p><iframe style=margin-left:70px srcdoc=\"<button>Shut in</button>\"></iframe>'"
    )
    [inner] = [one for one in tab.frames if await one.get_by_role("button", name="Shut in").count()]
    frame = await asking.frame_element(inner)
    assert (await frame.tell(AskPick())).tag == "iframe"
    handle = await inner.frame_element()
    assert await tab.evaluate("([one, other]) => one === other", [handle, await frame.handle()])
    found = await element_of(await inner.wait_for_selector("button"))
    box, drawn = await found.box(), await handle.bounding_box()
    assert box and drawn and box["x"] >= drawn["x"] and box["y"] >= drawn["y"]


async def test_it_is_asked_no_more_once_nobody_watches(start: Start, there: Site) -> None:
    async with start() as browser, Panel() as panel:
        async with PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0)) as driver:
            tab = await opened(driver, there)
            assert world_of(tab.main_frame) is not None
        assert world_of(tab.main_frame) is None
        assert await asking.ask_frame(tab.main_frame, AskLanguage()) == "en", "then Playwright asks"
        async with PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0)) as driver:
            await driver.tabs.present()
            assert world_of(tab.main_frame) is not None
            assert await asking.ask_frame(tab.main_frame, AskLanguage()) == "en", "in the very document there was"


@pytest.mark.parametrize("end", ["closes", "crashes"])
async def test_a_page_that_goes_meanwhile_has_gone(driver: PageDriver, there: Site, end: str) -> None:
    tab = await (await driver.tabs.present()).context.new_page()
    await driver.tabs.present()
    await tab.goto(there.address())
    session = await tab.context.new_cdp_session(tab)
    await tab.evaluate("setTimeout(() => { for (const end = Date.now() + 300; Date.now() < end;); })")
    asked = asyncio.ensure_future(asking.ask_frame(tab.main_frame, AskLanguage()))
    if end == "closes":
        await tab.close()
    else:
        async with tab.expect_event("crash"):
            asyncio.ensure_future(session.send("Page.crash")).add_done_callback(lambda one: one.exception())
    assert await asked in (None, "en")
    assert await asking.ask_frame(tab.main_frame, AskLanguage()) is None
    await tab.close()
