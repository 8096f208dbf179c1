"""A check against the pages of today from the home: in a browser beside the home's, followed there to its results."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import expect

from runner.app.front_end import FrontEnd
from runner.app.rehearsal import QUIET
from runner.browser.shared import SharedBrowser
from runner.config import BrowserConfig, Config
from runner.home.context import HomeContext
from runner.home.opening import back_home
from runner.home.site import site
from runner.practice.server import PracticeSite
from runner.records.files import write_private
from tests.conftest import Start

pytestmark = pytest.mark.browser
FLOW = """title: {title}
service: Larkspur
covers: What you post.
offered_in: everywhere
hosts: [larkspur.localhost]
steps:
  - open: http://larkspur.localhost{address}
  - pause: {{for: login, say: Log in., until: {{visible: {{button: Your profile}}}}}}
"""


async def test_a_check_is_begun_followed_and_kept(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    for name, address in (("good", "/help"), ("lost", "/nowhere")):
        text = FLOW.format(title=f"Larkspur – {name}", address=address)
        write_private(tmp_path / "home" / "flows" / f"{name}.yaml", text.encode())
    with PracticeSite() as practice:
        rules = f"--host-resolver-rules={practice.host_rules}"
        config = Config(browser=BrowserConfig(args=[*QUIET, rules]), language="en", timeout=1.5)
        context = HomeContext(tmp_path / "home", tmp_path / "config.yaml", config)
        async with start(rules) as session:
            browser = SharedBrowser(session, site(context).answer)
            front = replace(FrontEnd(), browser=browser)
            async with asyncio.TaskGroup() as tasks:
                serving = [
                    tasks.create_task(browser.serve()),
                    tasks.create_task(context.walks.serve(front, lambda: back_home(browser, context))),
                ]
                await browser.open_first("/check/live")
                page = session.context.pages[0]
                await page.get_by_label("Larkspur – good").check()
                await page.get_by_label("Larkspur – lost").check()
                await page.get_by_role("button", name="Check those I have ticked").click()
                await expect(page.locator("#live")).to_contain_text("2 of 2 flows")
                await expect(page.get_by_role("heading", name="What came of the check")).to_be_visible()
                await expect(page.get_by_role("heading", name="The page is gone")).to_be_visible()
                await expect(page.get_by_role("heading", name="As the flow says")).to_be_visible()
                await page.get_by_role("link", name="Line 7").click()
                await expect(page.get_by_role("heading", name="Edit this flow")).to_be_visible()
                assert len(session.context.pages) == 1, "the check opens nothing in the person's own browser"
                with contextlib.suppress(asyncio.CancelledError):
                    for one in serving:
                        one.cancel()
        assert practice.submissions == []
    kept = json.loads(next((tmp_path / "Downloads").glob("optout-check-*.json")).read_text("utf-8"))
    assert {one["flow"]: one["cause"] for one in kept} == {"good": "", "lost": "gone"}
