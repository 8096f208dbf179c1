"""Cases whose right value is what the person is asked, and how often: walked on their own pages to the end."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from . import walked
from .walked import Pages, Stage, walk

pages = walked.pages
stage = walked.stage
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_of_two_things_of_a_name_the_exact_one_goes_first(stage: Stage, pages: Pages) -> None:
    flow = pages.of_case("two-of-a-name")
    came = await walk(stage, flow)
    assert (came.said, came.outcome) == ([], None), came


@pytest.mark.core
async def test_several_things_of_a_name_are_asked_about_once(stage: Stage, pages: Pages) -> None:
    flow = pages.of_case("two-of-a-name")
    pages.at["/page.html"] = str(pages.at["/page.html"]).replace("Flat Pages", "Flat pages")
    presses: list[str] = []

    async def means_the_second(page: Page) -> str:
        presses.append(page.url)
        return "2"

    came = await walk(stage, flow, means_the_second)
    assert len(came.said) == 1 and came.outcome is None, came
    assert presses == [f"{pages.address}/page.html"], "it is asked on this very page"


GO = "- click: {button: Go}\n  - click: Privacy\n"


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<button type=button disabled>Go</button>", "it is switched off"),
        ("<p>Text <button type=button style='pointer-events:none'>Go</button></p>", "it is switched off"),
    ],
)
async def test_a_thing_that_is_there_is_no_suggestion_for_itself(
    stage: Stage, pages: Pages, html: str, why: str
) -> None:
    pages.at = {"/page.html": f"<!doctype html>{html}<a href='#'>Help</a>"}
    came = await walk(stage, f"{walked.head(pages)}  {GO}", "stop")
    (said,) = came.said
    assert said.startswith(f"“Go” is there, but {why}."), said
    assert "Is it this one" not in said


@pytest.mark.core(cases=1)
@pytest.mark.parametrize(("status", "word"), [(404, "no such page (404)"), (403, "(403)"), (503, "fault of its own")])
async def test_an_error_page_is_called_so_however_one_came_to_it(
    stage: Stage, pages: Pages, status: int, word: str
) -> None:
    pages.at = {
        "/page.html": "<!doctype html><button type=button onclick=\"location = 'gone.html'\">Go</button>",
        "/gone.html": (status, "<!doctype html><h1>Oops</h1>"),
    }
    came = await walk(stage, f"{walked.head(pages)}  {GO}", "stop")
    (said,) = came.said
    assert word in said and "Nothing on this page is “Privacy”" in said


async def test_a_banner_that_does_not_go_is_the_persons_after_one_try(stage: Stage, pages: Pages) -> None:
    flow = pages.of_case("banner-that-does-not-go")
    pages.at["/page.html"] = str(pages.at["/page.html"]).replace(
        "<button type=button>Reject all",
        '<button type=button onclick="this.dataset.did = (+this.dataset.did || 0) + 1">Reject all',
    )
    counted: list[str | None] = []

    async def closes_it(page: Page) -> str:
        button = page.get_by_role("button", name="Reject all")
        counted.append(await button.get_attribute("data-did"))
        await page.locator("div", has_text="We use cookies").first.evaluate("box => box.remove()")
        return "retry"

    came = await walk(stage, flow, "yes", closes_it)
    assert came.outcome is None, came
    assert counted == ["1"]
    assert "it is still there: close it yourself" in came.said[1]
