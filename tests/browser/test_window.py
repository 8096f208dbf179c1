"""How large the browser's window is, on which screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.app.rehearsal import QUIET
from runner.browser.find import Browser
from runner.browser.launch import browser_session
from runner.browser.profile import profile_folder
from runner.browser.switches import Launch
from runner.browser.window import HEADLESS, bounds


@pytest.mark.parametrize(
    ("window", "screen", "wanted"),
    [
        ((780, 580), (0, 0, 1920, 1040), {"left": 120, "top": 0, "width": 1680, "height": 1040}),
        ((780, 580), (0, 25, 1366, 743), {"left": 0, "top": 25, "width": 1366, "height": 743}),
        ((1050, 740), (1920, 0, 2560, 1400), {"left": 2360, "top": 160, "width": 1680, "height": 1080}),
        ((780, 580), (0, 0, 1024, 600), {"left": 0, "top": 0, "width": 1024, "height": 600}),
        ((1500, 900), (0, 0, 2560, 1400), None),  # as the person has it
        ((1024, 600), (0, 0, 1024, 600), None),
    ],
)
def test_a_small_window_becomes_as_large_as_is_sensible(
    window: tuple[int, int], screen: tuple[int, int, int, int], wanted: dict[str, int] | None
) -> None:
    assert bounds(window, screen) == wanted


@pytest.mark.core
@pytest.mark.browser
@pytest.mark.asyncio
async def test_a_run_that_nobody_saw_leaves_no_small_window(
    found_browser: Browser, screen: str | None, tmp_path: Path
) -> None:
    profile = profile_folder(tmp_path)
    async with browser_session(Launch(found_browser, profile, headless=True, args=QUIET)) as session:
        inside = await session.context.pages[0].evaluate("[outerWidth, outerHeight]")
        assert inside == list(HEADLESS)
    async with browser_session(Launch(found_browser, profile, args=QUIET, display=screen)) as session:
        page = session.context.pages[0]
        await page.wait_for_function("outerWidth >= Math.min(1366, screen.availWidth) - 2")
        assert await page.evaluate("outerHeight >= Math.min(800, screen.availHeight) - 2")
