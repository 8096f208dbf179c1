"""Pages written against the panel: none of them presses Continue, none keeps the person from being heard.

Each page does its harm from its first script on. Then a question is open for a while, nothing may have been answered,
and either the panel can be pressed by a person, or `lost` was called, upon which the terminal takes over.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page

from runner import events
from runner.browser.panel import Panel

from .. import memory, patience
from ..conftest import Start
from . import test_panel
from .test_panel import Asking, centre, press

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
HERE = "http://hostile.test/"
MOST = 100  # megabytes that the runner may grow by

HOSTILE = Path(__file__).parent / "hostile"
# What a page may do, and the panel still can be pressed; what no panel in a page can win against.
BEATEN, LOST = (
    {path.stem: path.read_text("utf-8") for path in sorted((HOSTILE / kind).glob("*.js"))}
    for kind in ("beaten", "lost")
)


browser, context, page = test_panel.browser, test_panel.context, test_panel.page  # the same stage


@pytest_asyncio.fixture(loop_scope="module")
async def lost() -> asyncio.Event:
    """Set once the panel gives up a page."""
    return asyncio.Event()


@pytest_asyncio.fixture(loop_scope="module")
async def panel(context: BrowserContext, page: Page, lost: asyncio.Event) -> AsyncIterator[Panel]:
    async with Panel(lost.set) as panel:
        await panel.attach(context)
        panel.hear(events.SessionStarted(flow="f", title="Example – object", steps=8))
        panel.hear(events.StepStarted(flow="f", step=3, kind="click", sentence="Opening the settings."))
        yield panel


async def go(page: Page, script: str) -> None:
    html = f"<!doctype html><title>H</title><script>{script}</script><body><p>Text</p><input id=name></body>"
    await page.route(HERE, lambda route: route.fulfill(body=html, content_type="text/html"))
    await page.goto(HERE)


@pytest.mark.core
@pytest.mark.parametrize("name", BEATEN)
async def test_it_presses_nothing_and_the_person_still_can(
    panel: Panel, page: Page, lost: asyncio.Event, name: str
) -> None:
    await go(page, BEATEN[name])
    async with Asking(panel) as asking:
        await asyncio.sleep(1.2)
        assert not asking.task.done()
        while not asking.task.done():  # somebody whose press was lost with the panel presses again, while it is there
            # A page full of fields leaves room for a strip alone, which is unfolded first.
            if box := await panel.button_box(page, "skip") or await panel.button_box(page, "fold"):
                await page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            await asyncio.wait([asking.task], timeout=2)
        assert await asking.reply() == "skip"
    assert not lost.is_set()


@pytest.mark.parametrize("name", LOST)
async def test_it_presses_nothing_and_the_terminal_takes_over(
    panel: Panel,
    context: BrowserContext,
    page: Page,
    lost: asyncio.Event,
    name: str,
) -> None:
    page.on("dialog", lambda _: None)  # as in a window: it is the person's
    await go(page, LOST[name])
    async with Asking(panel) as asking:
        await patience.until(lost.is_set, lambda: True)
        assert not asking.task.done()


async def test_a_click_on_what_is_drawn_over_the_panel_does_not_count(panel: Panel, page: Page) -> None:
    """The person means the page's own button, which is drawn over Continue and lets the click through."""
    await go(page, "")
    async with Asking(panel) as asking:
        at = await centre(panel, page, "continue")
        await page.evaluate(LOST["covers-it-from-where-nobody-sees"].replace("'load'", "'go'"))
        await page.evaluate("dispatchEvent(new Event('go'))")
        await asyncio.sleep(1)
        for _ in range(20):
            await page.mouse.click(*at)
            await asyncio.sleep(0.05)
        assert not asking.task.done()


async def test_popups_and_downloads_of_a_page_come_to_nothing(start: Start) -> None:
    """In the browser as the runner starts it, whose own blocker is on."""
    async with start() as browser, Panel() as panel:
        await panel.attach(browser.context)
        page = browser.context.pages[0]
        for name in ("opens-popups", "downloads"):
            await go(page, BEATEN[name])
            await asyncio.sleep(0.5)
        assert browser.context.pages == [page]


@pytest.mark.core
async def test_texts_of_strangers_are_texts(panel: Panel, page: Page) -> None:
    """Of a flow, and of a page by way of what its controls are called."""
    evil = "</style><img src=x onerror='window.owned = 1'><script>window.owned = 1</script>\x1b[2J{{7*7}}"
    await go(page, "")
    panel.hear(events.SessionStarted(flow="f", title=evil, steps=8))
    panel.hear(events.StepStarted(flow="f", step=3, kind="click", sentence=evil, within=evil, part=evil))
    panel.hear(events.InterruptionPressed(flow="f", label=evil))
    async with Asking(panel, events.Question("review", evil, ("continue", "skip"), copy=evil)) as asking:
        await asyncio.sleep(0.5)
        assert await page.evaluate("window.owned") is None
        assert await page.locator("img").count() == 0
        await press(panel, page, "skip")
        assert await asking.reply() == "skip"


@pytest.mark.skipif(sys.platform != "linux", reason="the peak can be set back there alone")
async def test_the_runner_stays_small(panel: Panel, page: Page) -> None:
    """This process, tests and all, grows by no more than this while such pages do their worst."""
    before = memory.peak_from_now()
    for name in ("has-50000-nodes", "never-rests", "floods-the-console"):
        await go(page, BEATEN[name])
        await asyncio.sleep(2)
    assert memory.peak() - before < MOST
