"""The page beside a flow that is edited, in a real browser: trying, pointing, recording, and what is written of it.

The person of these tests presses and clicks as people do, and counts what it takes them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from runner.browser.portal import ORIGIN
from runner.records.files import write_private
from tests.conftest import Start
from tests.home.test_in_browser import Shown, shown_home
from tests.patience import rest

pytestmark = pytest.mark.browser
FLOW = """title: A menu that moved
service: Larkspur
covers: What you post.   # kept as it is
hosts: [larkspur.localhost]
steps:
  - open: http://larkspur.localhost/help
  # it has another name by now
  - click: {link: Assistance Centre}
  - click: {link: About AIs on Larkspur}
"""
MENDED = FLOW.replace("{link: Assistance Centre}", "{link: [Help Centre, Assistance Centre]}")


@dataclass
class Keeper:
    """Somebody who mends a flow; `actions` are what they have pressed, clicked or typed."""

    home: Shown
    file: Path
    actions: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.home.page

    async def press(self, name: str) -> None:
        self.actions.append(f"press {name}")
        await self.page.get_by_role("button", name=name).click()

    async def click(self, thing: Locator) -> None:
        self.actions.append("click in the page")
        await thing.click()

    def beside(self) -> Page:
        """The tab in which the flow is tried."""
        pages = self.home.browser.session.context.pages
        return next(page for page in pages if page is not self.page)


@pytest_asyncio.fixture
async def keeper(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Keeper]:
    async with shown_home(start, tmp_path, monkeypatch) as home:
        path = tmp_path / "home" / "flows" / "moved.yaml"
        write_private(path, FLOW.encode())
        await home.page.goto(f"{ORIGIN}/flows/moved/edit")
        yield Keeper(home, path)
        if home.context.walks.is_under_way:
            assert home.context.walks.now
            home.context.walks.now.exit.press()
            await home.context.walks.idle()


async def pointed_at(keeper: Keeper, name: str) -> None:
    """They click on a link of the page beside, once that means pointing."""
    context = keeper.home.browser.session.context
    while len(context.pages) < 2:
        await rest(0.1)
    beside = keeper.beside()
    await beside.locator("body[data-pw-cursor]").wait_for()
    await keeper.click(beside.get_by_role("link", name=name, exact=True))


@pytest.mark.core
async def test_a_moved_menu_is_mended_in_three_actions_without_typing(keeper: Keeper) -> None:
    await keeper.press("Point: Press “Assistance Centre”")  # which walks there first
    await pointed_at(keeper, "Help Centre")
    came = keeper.page.locator("#beside")
    await expect(came).to_contain_text("was found as “Help Centre”")
    await expect(came.locator(".tally").first).to_contain_text("link: Assistance Centre")
    await expect(came.locator(".tally").first).to_contain_text("nothing")
    assert await keeper.page.evaluate("document.visibilityState") == "visible", "the home is in front again"
    assert keeper.file.read_text("utf-8") == FLOW, "nothing is written unasked"
    await keeper.press("Write it into the flow")
    await expect(keeper.page.locator("#said")).to_contain_text("Written to")
    assert keeper.file.read_text("utf-8") == MENDED
    assert len(keeper.actions) == 3, keeper.actions


async def test_stop_before_a_step_try_it_and_go_back(keeper: Keeper) -> None:
    await keeper.page.locator("#text").fill(MENDED)
    await keeper.page.locator("#at2").check()
    await keeper.press("Stop before this")
    came = keeper.page.locator("#beside")
    await expect(came).to_contain_text("All of it works")
    await expect(keeper.beside()).to_have_url("http://larkspur.localhost/help/centre")
    await keeper.press("Try: Press “About AIs on Larkspur”")
    await expect(came).to_contain_text("It works: About AIs on Larkspur")
    await expect(keeper.beside()).to_have_url("http://larkspur.localhost/help/centre/about-ais")
    await keeper.press("One step back")
    await expect(came).to_contain_text("Back on the page where this step began")
    await expect(keeper.beside()).to_have_url("http://larkspur.localhost/help/centre")
    assert keeper.file.read_text("utf-8") == FLOW, "what was only typed is tried, and not saved"


async def test_what_the_guard_refuses_in_a_walk_it_refuses_here(keeper: Keeper) -> None:
    text = FLOW.replace("/help", "/login").replace("{link: Assistance Centre}", "{button: Log in}")
    await keeper.page.locator("#text").fill(text)
    await expect(keeper.page.locator("#steps")).to_contain_text("Press “Log in”")
    await keeper.page.locator("#at1").check()
    await keeper.press("Run from here")
    await expect(keeper.page.locator("#steps .refused")).to_have_count(1)
    await expect(keeper.beside()).to_have_url("http://larkspur.localhost/login")


async def test_what_i_do_is_inserted_where_it_belongs(keeper: Keeper) -> None:
    await keeper.page.locator("#try0").click()
    await expect(keeper.page.locator("#beside")).to_contain_text("It works")
    await keeper.page.locator("#at1").check()
    await keeper.press("Insert what I do")
    await expect(keeper.page.locator("#beside")).to_contain_text("Do here what belongs into the flow")
    await keeper.beside().get_by_role("link", name="Help Centre", exact=True).click()
    await keeper.beside().wait_for_url("**/help/centre")
    await keeper.press("That was it")
    await expect(keeper.page.locator("#beside")).to_contain_text("1 step was recorded")
    await keeper.press("Write it into the flow")
    await expect(keeper.page.locator("#said")).to_contain_text("Written to")
    new = "  - click: {en: Help Centre}\n"
    wanted = FLOW.replace("  # it has another", f"{new}  # it has another")
    assert keeper.file.read_text("utf-8") == wanted


async def test_a_problem_stands_at_its_line_while_one_types_and_words_are_offered(keeper: Keeper) -> None:
    page, field = keeper.page, keeper.page.locator("#text")
    await field.click()
    await page.keyboard.press("Control+End")
    await page.keyboard.type("  - expcet: {visible: x}")
    await expect(page.locator("#lines .error")).to_contain_text("no step is called 'expcet'")
    await expect(page.locator("#lines li").nth(9)).to_have_class("error")
    for _ in range(len("pcet: {visible: x}")):
        await page.keyboard.press("Backspace")
    await page.keyboard.type("p")
    await expect(page.locator("#words")).to_contain_text("expect")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.type("{url: /help}")
    await expect(page.locator("#steps")).to_contain_text("Check that the address")
    assert (await field.input_value()).endswith("  - expect: {url: /help}")
    assert keeper.file.read_text("utf-8") == FLOW
    await page.keyboard.press("Control+s")
    await expect(page.locator("#said")).to_contain_text("Saved to")
    assert keeper.file.read_text("utf-8") == FLOW + "  - expect: {url: /help}"


async def test_without_a_script_a_flow_is_read_changed_and_saved(keeper: Keeper) -> None:
    connection = await keeper.page.context.new_cdp_session(keeper.page)
    await connection.send("Emulation.setScriptExecutionDisabled", {"value": True})
    await keeper.page.goto(f"{ORIGIN}/flows/moved/edit")
    await keeper.page.locator("#text").fill(FLOW.replace("covers", "cover"))
    await keeper.press("Check it")
    await expect(keeper.page.locator("#problems")).to_contain_text("Line 3")
    await keeper.press("Take my changes back")
    await keeper.page.locator("#text").fill(MENDED)
    await keeper.press("Save")
    await expect(keeper.page.locator("#said")).to_contain_text("Saved to")
    assert keeper.file.read_text("utf-8") == MENDED
