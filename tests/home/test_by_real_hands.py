"""Practice from the first start to the saved receipt, with a mouse and a keyboard at a screen; and by keys alone.

The hands are xdotool's (tests/home/hands.py): nothing is pressed through the browser.
"""

from __future__ import annotations

import asyncio
import os
import sys
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, Playwright, async_playwright, expect

from runner.app.rehearsal import QUIET
from runner.browser.display import available, virtual_display
from runner.browser.find import Browser
from runner.browser.portal import ORIGIN
from runner.practice.part import ME
from tests.conftest import unavailable
from tests.few import nth
from tests.home.hands import Eyes, Person, has_hands, xdotool

pytestmark = [pytest.mark.browser, pytest.mark.skipif(sys.platform != "linux", reason="the screen is X11's")]
ROOT = Path(__file__).parents[2]


@dataclass
class Desk:
    """A computer on which Optout was just installed: the program, its screen, and a look at its windows."""

    folder: Path
    process: asyncio.subprocess.Process
    playwright: Playwright

    def goes_on(self) -> bool:
        """Whether the program runs."""
        return self.process.returncode is None

    def eyes(self, profile: str) -> Eyes:
        """A look at the browser of that profile."""
        return Eyes(self.playwright, self.folder / "data" / profile)


@pytest_asyncio.fixture
async def desk(tmp_path: Path, found_browser: Browser, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    if not has_hands() or not available():
        unavailable("No xdotool, or no Xvfb, for somebody at a screen.")
    (tmp_path / "bin").mkdir()
    browser = tmp_path / "bin" / found_browser.path.name
    looked_at = " ".join((*QUIET, "--remote-debugging-port=0"))
    browser.write_text(f'#!/bin/sh\nexec "{found_browser.path}" {looked_at} "$@"\n', "utf-8")
    browser.chmod(0o700)
    with virtual_display() as screen:
        monkeypatch.setenv("DISPLAY", screen)
        env = {
            **os.environ,
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "OPTOUT_HOME": str(tmp_path / "data"),
            "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "runner", cwd=tmp_path, env=env, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            async with async_playwright() as playwright:
                yield Desk(tmp_path, process, playwright)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


@dataclass
class Walk:
    """A person on their way through the home and the practice site."""

    person: Person
    home: Page
    home_window: str

    def at(self, path: str) -> Callable[[], Awaitable[bool]]:
        """Whether the home shows that page."""

        async def looks() -> bool:
            return self.home.url == f"{ORIGIN}{path}"

        return looks

    async def goes(self, name: str, path: str, role: str = "button") -> None:
        """Presses a link or button of the home that leads on."""
        thing = self.home.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        await self.person.press(thing.first, self.at(path))

    async def says_yes(self) -> None:
        """Says yes to the open question, at the home."""
        yes, question = self.home.locator("#c-yes"), self.home.locator("input[name=question]")
        await expect(yes).to_be_visible()
        await self.person.turns_to(self.home_window)
        before = await question.input_value()

        async def answered() -> bool:
            return await question.count() == 0 or await question.input_value() != before

        await self.person.press(yes, answered)


@pytest.mark.parametrize("keys_only", nth([False, True], 2), ids=["mouse and keys", "keys alone"])
async def test_from_the_first_start_to_the_saved_receipt(desk: Desk, keys_only: bool) -> None:
    async with AsyncExitStack() as stack:
        eyes = desk.eyes("profile")
        pages = await stack.enter_async_context(eyes.pages(desk.goes_on))
        home = pages[0]
        await expect(home.get_by_role("heading", name="Welcome")).to_be_visible()
        person = Person(desk.goes_on, keys_only)
        walk = Walk(person, home, await eyes.window())
        await person.turns_to(walk.home_window)
        await first_questions(walk)
        await walk.goes("Practise", "/walk")
        await practise(desk, walk)
        await expect(home.get_by_role("heading", name="What came of each")).to_be_visible()
        await person.turns_to(walk.home_window)
        await person.press(home.get_by_role("link", name="The request larkspur-1"), walk.at("/requests/larkspur-1"))
        saved = home.locator("#said")

        async def is_saved() -> bool:
            return "larkspur-1-receipt.zip" in (await saved.inner_text() if await saved.count() else "")

        await person.press(home.get_by_role("button", name="Save a receipt"), is_saved)
    receipt = desk.folder / "Downloads" / "larkspur-1-receipt.zip"
    assert any(name.endswith(".png") for name in zipfile.ZipFile(receipt).namelist())
    settings = (desk.folder / "config" / "optout" / "config.yaml").read_text("utf-8")
    assert "country: Germany" in settings
    while desk.goes_on():  # the window is closed as people do
        await xdotool("windowfocus", walk.home_window)
        await xdotool("key", "ctrl+shift+w")
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                await desk.process.wait()
    assert await desk.process.wait() == 0


async def first_questions(walk: Walk) -> None:
    """Answers them, one a page."""
    person, home = walk.person, walk.home
    await walk.goes("Begin", "/start/language", "link")
    await walk.goes("Go on", "/start/country")
    await person.type(home.locator("#country"), "Germany")
    await xdotool("key", "Escape")  # the list of countries folds
    await walk.goes("Go on", "/start/services")
    pinterest = home.get_by_label("Pinterest", exact=True)
    await person.press(pinterest, pinterest.is_checked, space=True)
    await walk.goes("Go on", "/start/me")
    await person.type(home.locator("#name"), ME["name"])
    await person.type(home.locator("#email"), ME["email"])
    await walk.goes("Go on", "/start/done")


async def practise(desk: Desk, walk: Walk) -> None:
    """Does the person's part of practice, in the window that opens for it."""
    person, eyes = walk.person, desk.eyes("profile-practice")
    async with eyes.pages(desk.goes_on) as pages:
        page = pages[0]
        await expect(page.get_by_label("Email or username", exact=True)).to_be_visible()
        window = await eyes.window()
        await person.turns_to(window)
        await person.type(page.get_by_label("Email or username", exact=True), "robin@example.org")
        await person.type(page.get_by_label("Password", exact=True), "practice")
        code = page.get_by_label("Six-digit code", exact=True)
        await person.press(button(page, "Log in"), code.is_visible)
        await person.type(code, "123456")
        await person.press(button(page, "Continue"), gone(code))
        question = page.get_by_label("Your question to Lark", exact=True)
        await person.type(question, "What do you know about Robin Meadow?")
        await person.press(button(page, "Send"), page.get_by_text("Lark answers:", exact=True).first.is_visible)
        for _ in ("take it", "keep it", "put it into the form"):
            await walk.says_yes()
        await expect(page.get_by_role("button", name="Submit", exact=True)).to_be_visible()
        await expect(walk.home.get_by_role("heading", name="Your turn: send it")).to_be_visible()
        await person.turns_to(window)
        true = page.get_by_label("I confirm this is true", exact=True)
        await person.press(true, true.is_checked, space=True)
        await person.press(button(page, "Submit"), gone(true))
        await expect(walk.home.get_by_role("heading", name="Your turn: the switch")).to_be_visible()
        switch = page.get_by_role("switch", name="Use my posts to train Lark")

        async def is_off() -> bool:
            return page.is_closed() or await switch.get_attribute("aria-checked") == "false"

        await person.press(switch, is_off, space=True)


def button(page: Page, name: str) -> Locator:
    """The button of the site."""
    return page.get_by_role("button", name=name, exact=True)


def gone(thing: Locator) -> Callable[[], Awaitable[bool]]:
    """Whether a thing is not there any more."""

    async def looks() -> bool:
        return not await thing.is_visible()

    return looks
