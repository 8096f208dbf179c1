"""`optout` as a program: it opens the home in a window, tells a second one so, and ends with its last window."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from runner.app.rehearsal import QUIET
from runner.browser.portal import ORIGIN
from runner.records.files import write_private
from runner.records.ledger import Ledger
from tests.home.test_flows import MOVED
from tests.patience import until
from tests.records.books import sent, walked_flow

pytestmark = [pytest.mark.browser, pytest.mark.skipif(sys.platform == "win32", reason="the screen is X11's")]
ROOT = Path(__file__).parents[2]
MINE = """title: Mine
service: Mine
hosts: [larkspur.localhost]
steps:
  - open: http://larkspur.localhost/
  - pause: {for: review, say: Have a look.}
"""


class Program:
    """Starts `optout` on one folder."""

    def __init__(self, folder: Path, screen: str | None) -> None:
        self.home = folder / "home"
        self.profile = self.home / "profile"
        self._folder = folder
        self._env = {**os.environ, "OPTOUT_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
        self._env["XDG_CONFIG_HOME"] = str(folder / "config")
        if screen:
            self._env["DISPLAY"] = screen
        settings = folder / "config" / "optout" / "config.yaml"
        settings.parent.mkdir(parents=True)
        args = ["--remote-debugging-port=0", *QUIET]
        settings.write_text(json.dumps({"browser": {"args": args}, "me": {"country": "Germany"}}), "utf-8")

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "runner", *words, cwd=self._folder, env=self._env, stdout=pipe, stderr=pipe
        )

    async def answer(self, *words: str) -> tuple[int | None, str]:
        """How a command ends, and all that it says."""
        process = await self.start(*words)
        out, errors = await process.communicate()
        return process.returncode, " ".join((out + errors).decode().split())

    async def says(self, *words: str) -> int | None:
        """How a command ends."""
        return (await self.answer(*words))[0]

    @asynccontextmanager
    async def page(self, process: asyncio.subprocess.Process) -> AsyncIterator[Page]:
        """The home's page, reached from outside, as the person sees it."""
        port = self.profile / "DevToolsActivePort"
        await until(lambda: port.is_file() and port.read_text().split(), lambda: process.returncode is None)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port.read_text().split()[0]}")
            page = browser.contexts[0].pages[0]
            await until(lambda: page.url.startswith(ORIGIN), lambda: process.returncode is None)
            yield page


@pytest.fixture
def program(tmp_path: Path, screen: str | None) -> Program:
    return Program(tmp_path, screen)


async def test_optout_alone_is_the_home_until_its_last_window_is_closed(program: Program) -> None:
    first = await program.start()
    try:
        async with program.page(first) as page:
            await expect(page.get_by_role("heading", name="Where you can say no")).to_be_visible()
            second = await program.start("home")
            _, said = await second.communicate()
            assert second.returncode == 3
            assert b"Optout's home, in a browser window, (process" in said
            assert b"is using this profile; close it first." in said
            await expect(page.get_by_role("heading", name="Where you can say no")).to_be_visible()
            await page.close()
        assert await first.wait() == 0
    finally:
        if first.returncode is None:
            first.kill()


async def test_a_killed_home_is_there_again(program: Program) -> None:
    first = await program.start()
    async with program.page(first):
        first.kill()
    await first.wait()
    port = program.profile / "DevToolsActivePort"
    port.unlink(missing_ok=True)
    again = await program.start()
    try:
        async with program.page(again) as page:
            await page.close()
        assert await again.wait() == 0
    finally:
        if again.returncode is None:
            again.kill()


async def test_the_terminal_goes_on_beside_the_home(program: Program) -> None:
    """Both on one folder: what one notes the other shows; who wants the browser, or to take it all away, is told."""
    with Ledger(program.home) as ledger:
        id_ = sent(ledger, walked_flow())
    home = await program.start()
    try:
        async with program.page(home) as page:
            assert await program.says("status", id_, "--answered", "--note", "They agree.") == 0
            for words in (("list", "facebook"), ("status",), ("flows",), ("show", "facebook-objection")):
                assert await program.says(*words) == 0, words
            for command in ("run linkedin-training", "forget --yes", "home", ""):
                code, said = await program.answer(*command.split())
                assert (code, "Optout's home, in a browser window," in said) == (3, True), said
            await page.goto(f"{ORIGIN}/requests/{id_}")
            await expect(page.get_by_text("They agree.")).to_be_visible()
            await page.get_by_label("Something else, in my own words").check()
            await page.get_by_label("In your own words").fill("Noted at the home.")
            await page.get_by_role("button", name="Note it").click()
            await expect(page.locator("#said")).to_have_text("Noted.")
            code, said = await program.answer("status", id_, "--format", "json")
            assert code == 0 and "Noted at the home." in said and "They agree." in said
            await page.close()
        assert await home.wait() == 0
    finally:
        if home.returncode is None:
            home.kill()


async def test_a_home_beside_a_walk_of_the_terminal_is_told(program: Program) -> None:
    write_private(program.home / "flows" / "mine.yaml", MINE.encode())
    walk = await program.start("run", "mine", "--trust")
    try:
        port = program.profile / "DevToolsActivePort"
        await until(lambda: port.is_file() and port.read_text().split(), lambda: walk.returncode is None)
        code, said = await program.answer("home")
        assert code == 3 and "is using this profile; close it first." in said
        assert walk.returncode is None, "and the walk goes on"
    finally:
        walk.kill()
        await walk.wait()


@pytest.mark.parametrize("is_killed", [False, True])
async def test_logging_out_everywhere_takes_the_profile_along(program: Program, is_killed: bool) -> None:
    """When the window is closed; where Optout is killed before, at the next start, before a browser opens."""
    first = await program.start()
    mark = program.profile / "Default" / "mark"
    try:
        async with program.page(first) as page:
            mark.touch()
            cookie = {"name": "login", "value": "ann", "url": "https://example.com/", "expires": 4_000_000_000}
            await page.context.add_cookies([cookie])  # type: ignore[list-item]
            await page.goto(f"{ORIGIN}/settings")
            await page.get_by_role("link", name="Log out everywhere").click()
            await page.get_by_role("button", name="Log out everywhere").click()
            await expect(page.locator("#said")).to_contain_text("You are logged out everywhere.")
            assert await page.context.cookies() == []
            if is_killed:
                first.kill()
            else:
                await page.close()
        await first.wait()
        if is_killed:
            assert mark.exists()
            (program.profile / "DevToolsActivePort").unlink(missing_ok=True)
            first = await program.start()
            async with program.page(first) as page:
                assert not mark.exists()
                await page.close()
            assert await first.wait() == 0
        else:
            assert not program.profile.exists()
    finally:
        if first.returncode is None:
            first.kill()


async def test_edit_opens_it_where_a_flow_is_edited(program: Program, tmp_path: Path) -> None:
    mine = tmp_path / "kept" / "mine.yaml"
    mine.parent.mkdir()
    mine.write_text(MOVED, "utf-8")
    first = await program.start("edit", str(mine))
    try:
        async with program.page(first) as page:
            await expect(page.get_by_role("heading", name="Edit this flow")).to_be_visible()
            await page.locator("#text").fill(MOVED + "# more\n")
            await page.keyboard.press("Control+s")
            await expect(page.locator("#said")).to_contain_text("Saved to")
            assert mine.read_text("utf-8") == MOVED + "# more\n", "a file given by its path is written where it is"
            await page.close()
        assert await first.wait() == 0
    finally:
        if first.returncode is None:
            first.kill()
