"""A login without us that was chosen at the home: the home goes with the driven browser, and comes back with it."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from runner.app.front_end import FrontEnd
from runner.app.rehearsal import QUIET
from runner.browser import asking
from runner.browser.find import Browser
from runner.browser.launch import browser_session
from runner.browser.portal import ORIGIN
from runner.browser.profile import profile_folder, window_open
from runner.browser.shared import SharedBrowser
from runner.browser.switches import Launch
from runner.config import Config
from runner.flow import login_refusals
from runner.home.context import HomeContext
from runner.home.site import site
from runner.records.files import write_private
from tests.login_site import close_window, login_site, until_true

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="windows are found by their processes"),
]


async def _home_of(browser: SharedBrowser) -> Page:
    """The home's page, once it is there."""

    def found() -> list[Page]:
        with contextlib.suppress(AssertionError):
            return [page for page in browser.session.context.pages if page.url.startswith(ORIGIN)]
        return []

    await until_true(found)
    return found()[0]


@pytest.mark.core
async def test_the_home_goes_and_comes_back(
    tmp_path: Path, screen: str | None, found_browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    if screen:
        monkeypatch.setenv("DISPLAY", screen)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    folder = tmp_path / "home"
    monkeypatch.setenv("OPTOUT_HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with login_site("second") as login:
        monkeypatch.setattr(login_refusals, "login_refusals", lambda: (login.refusal(),))
        write_private(folder / "flows" / "data.yaml", login.flow().source.text.encode())
        context = HomeContext(folder, tmp_path / "config.yaml", Config(pace=0, timeout=3))
        spec = Launch(found_browser, profile_folder(folder), own=QUIET)
        async with browser_session(spec, asking.register) as session, asyncio.TaskGroup() as tasks:
            browser = SharedBrowser(session, site(context).answer)
            front = replace(FrontEnd(), browser=browser)
            serving = [
                tasks.create_task(browser.serve()),
                tasks.create_task(context.walks.serve(front, lambda: browser.show_home("/walk"))),
            ]
            await browser.open_first("/services/review?flow=data")
            page = await _home_of(browser)
            await page.get_by_role("button", name="Begin").click()
            await page.get_by_role("button", name="Yes").click()  # a flow from elsewhere
            await expect(page.locator(".ask")).to_contain_text("Log in to Site.")
            await page.get_by_role("button", name="Log in without me").click()
            await until_true(lambda: "login=ann" in login.cookies("/settings") and window_open(spec.profile))
            assert session.closed.is_set(), "nothing drives the browser while they log in"
            await close_window(spec.profile)
            await context.walks.idle()
            page = await _home_of(browser)
            await expect(page.get_by_role("heading", name="What came of each")).to_be_visible()
            assert context.walks.now
            assert [one.flow for one in context.walks.now.results] == ["data"]
            assert login.cookies("/settings")[-1] == "login=ann"
            for one in serving:
                one.cancel()
