"""A new flow begun in the home, walked once in the page beside, and opened in the editor at its end."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from runner.browser.portal import ORIGIN
from runner.flow.load import load_file
from tests.home.test_in_browser import Shown, home  # noqa: F401 - a fixture
from tests.patience import until

pytestmark = pytest.mark.browser
HELP = "http://larkspur.localhost/help"


async def recorded(home: Shown) -> Page:  # noqa: F811 - of the fixture
    """The tab in which a recording goes on, begun on its page from that of all flows."""
    page = home.page
    await page.goto(f"{ORIGIN}/flows")
    await page.get_by_role("link", name="Make a new flow").click()
    await page.get_by_label("The page where it begins").fill(HELP)
    await page.get_by_label("What it is for").fill("Larkspur – what it says about AIs")
    await page.get_by_role("button", name="Begin").click()
    await expect(page.locator(".ask")).to_contain_text("Walk the way once")
    beside = next(one for one in home.browser.session.context.pages if one is not page)
    await beside.wait_for_url(HELP)
    await beside.get_by_role("link", name="Help Centre", exact=True).click()
    await beside.wait_for_url("**/help/centre")
    await expect(page.locator("#recording .log")).to_contain_text("Pressed Help Centre")
    return beside


async def test_a_way_walked_once_opens_in_the_editor(home: Shown, tmp_path: Path) -> None:  # noqa: F811
    beside = await recorded(home)
    await beside.get_by_role("link", name="About AIs on Larkspur").click()
    await beside.wait_for_url("**/about-ais")
    await home.page.get_by_role("button", name="That was it").click()
    await home.page.wait_for_url(f"{ORIGIN}/flows/larkspur-localhost/edit")
    await expect(home.page.locator("#said")).to_contain_text("This is your flow")
    await expect(home.page.locator("#steps")).to_contain_text("Press “About AIs on Larkspur”")
    assert await home.page.evaluate("document.visibilityState") == "visible"
    file = load_file(tmp_path / "home" / "flows" / "larkspur-localhost.yaml")
    assert len(file.flow.steps) == 3
    assert "home.optout.invalid" not in file.source.text, "what is pressed in the home is no step of it"
    assert not beside.is_closed()
    assert not [*(tmp_path / "home" / "flows" / "recording").glob("*")]


async def focused(page: Page) -> str:
    """What has the keyboard's focus is called, in the panel too, whose inside no script can see."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    names = [
        node.get("name", {}).get("value", "")
        for node in tree["nodes"]
        if any(one["name"] == "focused" and one["value"]["value"] for one in node.get("properties", ()))
    ]
    return str(names[-1]) if names else ""


async def test_it_is_ended_in_the_panel_as_well(home: Shown) -> None:  # noqa: F811
    beside = await recorded(home)
    await beside.bring_to_front()
    await beside.keyboard.press("Alt+Shift+O")
    while await focused(beside) != "That was it":
        await beside.keyboard.press("Tab")
    await beside.keyboard.press("Enter")
    await home.page.wait_for_url(f"{ORIGIN}/flows/larkspur-localhost/edit")


async def test_a_page_that_does_not_come_is_said(home: Shown) -> None:  # noqa: F811
    page = home.page
    await page.goto(f"{ORIGIN}/record")
    await page.get_by_label("The page where it begins").fill("https://nowhere.invalid/")
    await page.get_by_role("button", name="Begin").click()
    await expect(page.locator("#recording")).to_contain_text("That did not work")
    await expect(page.get_by_label("The page where it begins")).to_be_visible()


async def test_closing_the_window_loses_nothing(home: Shown, tmp_path: Path) -> None:  # noqa: F811
    await recorded(home)
    left = tmp_path / "home" / "flows" / "recording" / "recording.yaml"
    walks = home.context.walks
    await until(lambda: left.is_file() and "Help Centre" in left.read_text("utf-8"), lambda: walks.is_under_way)
    await home.browser.session.context.close()
    await home.context.walks.idle()
    assert "Help Centre" in load_file(left).source.text
