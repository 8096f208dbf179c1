"""The home in a real browser: a walk from the first choice to what came of it, its window, and how it looks to all."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Error, Page, expect

from runner.app.front_end import FrontEnd
from runner.browser.portal import ORIGIN
from runner.browser.shared import SharedBrowser
from runner.config import Config
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.home.opening import back_home
from runner.home.site import site
from runner.practice.server import PracticeSite
from runner.records.files import write_private
from tests.conftest import Start
from tests.patience import rest

pytestmark = pytest.mark.browser
FLOW = """title: {title}
service: {service}
covers: What you post.
does_not_cover: What others post.
offered_in: everywhere
hosts: [larkspur.localhost]
checked: {{date: 2026-10-02, how: sources}}
sources: [https://example.com/]
steps:
  - open: http://larkspur.localhost/
  - pause: {{for: review, say: Have a look.}}
"""


@dataclass
class Shown:
    """The home's page, and the browser it is in."""

    context: HomeContext
    browser: SharedBrowser
    page: Page

    async def walked(self) -> Page:
        """The tab of the walk."""
        pages = self.browser.session.context.pages
        found = next(page for page in pages if page is not self.page)
        await found.locator("[data-optout]").wait_for(state="attached")
        return found


@pytest_asyncio.fixture
async def home(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shown]:
    async with shown_home(start, tmp_path, monkeypatch) as shown:
        yield shown


@contextlib.asynccontextmanager
async def shown_home(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shown]:
    """The home with two flows of the person's own, and the practice site beside it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name, title in (("first", "First – look at it"), ("second", "Second – look at it")):
        text = FLOW.format(title=title, service=title.split()[0])
        write_private(tmp_path / "home" / "flows" / f"{name}.yaml", text.encode())
    config = Config(me={"country": "Germany"}, pace=0.05, timeout=3)
    context = HomeContext(tmp_path / "home", tmp_path / "config.yaml", config)
    with PracticeSite() as practice:
        async with start(f"--host-resolver-rules={practice.host_rules}") as session:
            browser = SharedBrowser(session, site(context).answer)
            async with asyncio.TaskGroup() as tasks:
                front = replace(FrontEnd(), browser=browser)
                serving = [
                    tasks.create_task(browser.serve()),
                    tasks.create_task(context.walks.serve(front, lambda: back_home(browser, context))),
                ]
                await browser.open_first("/services")
                with contextlib.suppress(asyncio.CancelledError):
                    yield Shown(context, browser, session.context.pages[0])
                for one in serving:
                    one.cancel()


async def begun(home: Shown) -> None:
    """Both flows are chosen, looked at and begun, and agreed to one by one."""
    page = home.page
    await page.get_by_label("First – look at it").check()
    await page.get_by_label("Second – look at it").check()
    await expect(page.locator("#chosen")).to_have_text(re.compile(r"2 chosen, about (1 minute|\d+ minutes) at most\."))
    await page.get_by_role("button", name="Look at what comes").click()
    await expect(page.get_by_role("heading", name="What comes")).to_be_visible()
    await page.get_by_role("button", name="Begin").click()
    for title in ("First", "Second"):
        await expect(page.locator(".ask")).to_contain_text(title)
        await page.get_by_role("button", name="Yes").click()


@pytest.mark.core
async def test_a_walk_is_begun_answered_at_the_home_and_told(home: Shown) -> None:
    await begun(home)
    page = home.page
    await expect(page.locator(".ask")).to_contain_text("Have a look.")
    await expect(page.locator("#walk")).to_contain_text("1 of 2; next: Second – look at it")
    await expect(page.get_by_role("button", name="Put off: Second")).to_be_visible()
    walked = await home.walked()
    assert walked.url == "http://larkspur.localhost/"
    await page.get_by_role("button", name="Leave it out: Second").click()
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_role("heading", name="What came of each")).to_be_visible()
    await expect(page.locator("#walk")).to_contain_text("Left out")
    assert await page.evaluate("document.visibilityState") == "visible"
    assert not walked.is_closed(), "the tab stays for the person"


async def test_what_is_answered_in_the_panel_is_answered_at_the_home(home: Shown) -> None:
    await begun(home)
    await expect(home.page.locator(".ask")).to_contain_text("Have a look.")
    walked = await home.walked()
    await walked.bring_to_front()
    for key in ("Alt+Shift+O", "Tab", "Enter"):
        await walked.keyboard.press(key)
    await expect(home.page.locator("#walk")).to_contain_text("2 of 2")


async def test_home_in_the_panel_brings_it_back_and_opens_it_again(home: Shown) -> None:
    await begun(home)
    await expect(home.page.locator(".ask")).to_contain_text("Have a look.")
    walked, context = await home.walked(), home.browser.session.context
    await home.page.close()
    async with context.expect_page() as opened:
        await walked.bring_to_front()
        await walked.keyboard.press("Alt+Shift+O")  # the panel is a strip here, and the focus on what unfolds it
        await walked.keyboard.press("Shift+Tab")
        await walked.keyboard.press("Enter")
    again = await opened.value
    await expect(again.get_by_role("heading", level=1)).to_be_visible()
    await again.goto(f"{ORIGIN}/walk")
    await again.get_by_role("button", name="Stop here").click()
    await home.context.walks.idle()


async def test_a_home_that_wandered_off_is_opened_behind(home: Shown) -> None:
    context = home.browser.session.context
    async with context.expect_page() as opened:
        await home.page.goto("http://larkspur.localhost/")
    again = await opened.value
    await expect(again.get_by_role("heading", name="Where you can say no")).to_be_attached()


async def test_a_list_is_narrowed_while_one_types_and_keeps_what_is_ticked(home: Shown) -> None:
    page = home.page
    await expect(page.locator("[data-find]:visible").first).to_be_visible()
    await page.get_by_label("First – look at it").check()
    await page.get_by_label("Look for a service").fill("second look")
    await expect(page.locator("[data-find]:visible")).to_have_count(1)
    home.context.changes.tell()
    await expect(page.locator("body")).to_have_attribute("data-number", str(home.context.changes.number))
    await expect(page.locator("[data-find]:visible")).to_have_count(1)
    await expect(page.get_by_label("Look for a service")).to_be_focused()
    assert await page.locator("#f-first").is_checked()


@pytest.mark.core
async def test_without_a_script_all_can_be_read_and_begun(home: Shown) -> None:
    connection = await home.page.context.new_cdp_session(home.page)
    await connection.send("Emulation.setScriptExecutionDisabled", {"value": True})
    await home.page.goto(f"{ORIGIN}/services?q=first")
    await expect(home.page.get_by_label("First – look at it")).to_be_visible()
    await home.page.get_by_label("First – look at it").check()
    await home.page.get_by_role("button", name="Look at what comes").click()
    await expect(home.page.get_by_role("button", name="Begin")).to_be_visible()


async def test_focus_stays_while_the_page_is_renewed_and_news_is_told_once(home: Shown) -> None:
    await begun(home)
    page, spoken = home.page, home.page.locator("#spoken")
    await expect(page.locator(".ask")).to_contain_text("Have a look.")
    await expect(spoken).to_have_text("Please have a look")
    await spoken.evaluate(
        "place => new MutationObserver(() => { place.dataset.again = 'yes' }).observe(place, {childList: true})"
    )
    await page.locator("#c-skip").focus()
    home.context.changes.tell()
    await expect(page.locator("body")).to_have_attribute("data-number", str(home.context.changes.number))
    await expect(page.locator("#c-skip")).to_be_focused()
    assert await spoken.get_attribute("data-again") is None
    await page.keyboard.press("Enter")
    await expect(page.locator("#walk")).to_contain_text("2 of 2")


async def test_a_window_closed_in_the_middle_of_a_batch_is_there_again(home: Shown) -> None:
    await begun(home)
    await expect(home.page.locator(".ask")).to_contain_text("Have a look.")
    before = home.browser.session.context
    await before.close()
    while home.browser.session.context is before:
        await rest(0.2)
    while not (homes := [page for page in home.browser.session.context.pages if page.url.startswith(ORIGIN)]):
        await rest(0.2)
    page = homes[0]
    await expect(page.locator(".ask")).to_contain_text("Have a look.")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.locator("#walk")).to_contain_text("2 of 2")
    await page.get_by_role("button", name="Stop here").first.click()
    await expect(page.get_by_role("heading", name="What came of each")).to_be_visible()


async def test_a_tab_of_the_persons_is_not_taken_for_the_home(start: Start, tmp_path: Path) -> None:
    """Where a browser begins with tabs of the time before, the home opens beside them, in front."""

    async def answer(_: PageRequest) -> PageResponse:
        return PageResponse(body=b"<!doctype html><title>Home</title><h1>The home</h1>")

    with PracticeSite() as practice:
        async with start(f"--host-resolver-rules={practice.host_rules}") as session:
            context = session.context
            first = context.pages[0]
            await first.goto("http://larkspur.localhost/")
            before = await context.new_page()
            with contextlib.suppress(Error):
                await before.goto(f"{ORIGIN}/services")  # the home of the time before, which nobody answers any more
            await SharedBrowser(session, answer).open_first("/")
            shown = [page for page in context.pages if page.url.startswith(ORIGIN)]
            assert first.url == "http://larkspur.localhost/"
            assert len(shown) == 1
            await expect(shown[0].get_by_role("heading")).to_have_text("The home")
            assert await shown[0].evaluate("document.visibilityState") == "visible"


async def test_a_profile_with_tabs_of_before_begins_with_the_home_alone(start: Start, tmp_path: Path) -> None:
    async def answer(_: PageRequest) -> PageResponse:
        return PageResponse(body=b"<!doctype html><title>Home</title><h1>The home</h1>")

    with PracticeSite() as practice:
        for _ in range(2):
            async with start(f"--host-resolver-rules={practice.host_rules}", home=tmp_path) as session:
                await SharedBrowser(session, answer).open_first("/")
                assert [page.url for page in session.context.pages] == [f"{ORIGIN}/"]
                for path in ("/", "/help"):
                    await (await session.context.new_page()).goto(f"http://larkspur.localhost{path}")
