"""The same moved menu in Playwright's inspector: what it takes to change a script, beside the editor's three actions.

The inspector is Playwright's own, started as its manual says (`PWDEBUG=1`), on a script with the locators that its code
generator writes. It names no file, so what was picked is pasted by hand; that is done here with a text editor's three
actions, and the script is then run to its end. The editor's side is `test_workbench`.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, Playwright, async_playwright, expect

from runner.app.rehearsal import QUIET
from runner.browser.find import Browser
from runner.practice.server import PracticeSite
from tests.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.every]
OF_THE_EDITOR = 3  # as test_workbench counts them
OLD = 'get_by_role("link", name="Assistance Centre")'
SCRIPT = f"""from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    context = playwright.chromium.launch_persistent_context("", executable_path={{browser!r}}, args={{args!r}})
    page = context.pages[0]
    page.goto("http://larkspur.localhost/help")
    page.{OLD}.click()
    page.get_by_role("link", name="About AIs on Larkspur").click()
    print(page.url)
"""


async def test_the_inspector_takes_more_actions_and_writes_nothing(
    found_browser: Browser, screen: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if screen:
        monkeypatch.setenv("DISPLAY", screen)
    with PracticeSite() as practice:
        args = [*QUIET, f"--host-resolver-rules={practice.host_rules}", "--remote-debugging-port=0"]
        script = tmp_path / "walk.py"
        script.write_text(SCRIPT.format(browser=str(found_browser.path), args=args), "utf-8")
        taken = await _mended(script)
        assert len(taken) > OF_THE_EDITOR, taken
        done = await asyncio.create_subprocess_exec(sys.executable, str(script), stdout=asyncio.subprocess.PIPE)
        said, _ = await done.communicate()
        assert (done.returncode, said.decode().strip()) == (0, "http://larkspur.localhost/help/centre/about-ais")


async def _mended(script: Path) -> list[str]:
    """The script, mended by somebody with the inspector and a text editor; all that they did."""
    taken: list[str] = []
    before = script.read_text("utf-8")
    async with _debugged(script) as (inspector, page):
        await inspector.get_by_title("Resume", exact=False).first.click()
        taken.append("Resume, which walks there and waits for what is gone")
        await page.wait_for_url("**/help")
        await inspector.get_by_title("Pick locator").first.click()
        taken.append("Pick locator")
        await page.get_by_role("link", name="Help Centre", exact=True).click()
        taken.append("click in the page")
        shown = inspector.locator(".CodeMirror-line", has_text="Help Centre").last
        await expect(shown).to_be_visible()
        picked = await shown.inner_text()
        taken.append("Copy")
    assert script.read_text("utf-8") == before, "the inspector has written nothing"
    script.write_text(before.replace(OLD, picked), "utf-8")
    taken += ["select the old locator in a text editor", "paste", "save"]
    return taken


@asynccontextmanager
async def _debugged(script: Path) -> AsyncIterator[tuple[Page, Page]]:
    """The inspector's window and the page beside it, of a script that is debugged."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profiles:  # a browser's socket wants a short path
        env = {**os.environ, "PWDEBUG": "1", "PWTEST_UNDER_TEST": "1", "TMPDIR": profiles}
        program = await asyncio.create_subprocess_exec(sys.executable, str(script), env=env)
        try:
            async with async_playwright() as playwright:
                windows = await until(lambda: _windows(Path(profiles)), lambda: program.returncode is None)
                contexts = [await _context(playwright, *window) for window in windows]
                pages = sorted((one.pages[0] for one in contexts), key=lambda page: page.url == "about:blank")
                yield pages[0], pages[1]  # until Resume is pressed, the script's page is empty
        finally:
            if program.returncode is None:
                program.terminate()
            await program.wait()


def _windows(profiles: Path) -> list[tuple[str, str]] | None:
    """Port and path of the two browsers' endpoints, once both are there."""
    told = [tuple(file.read_text("ascii").split()) for file in profiles.glob("*/DevToolsActivePort")]
    return [(one[0], one[1]) for one in told] if [len(one) for one in told] == [2, 2] else None


async def _context(playwright: Playwright, port: str, path: str) -> BrowserContext:
    """The window behind an endpoint."""
    browser = await playwright.chromium.connect_over_cdp(f"ws://127.0.0.1:{port}{path}")
    return browser.contexts[0]
