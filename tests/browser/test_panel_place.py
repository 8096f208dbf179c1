"""Nothing of what the person works in lies under the panel: sampled on many layouts, sizes, zooms, both directions."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from runner import events
from runner.browser.panel import Panel

from ..few import nth
from ..under_panel import sample
from . import test_panel
from .test_panel import Asking, centre, press

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
HERE = "http://layout.test/"
LAYOUTS = {path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "layouts").glob("*.html"))}
CASE = (Path(__file__).parents[1] / "cases" / "panel-over-the-button" / "page.html").read_text("utf-8")
# Widths and heights in CSS px; a zoom of 200 % halves a window of 1366×768.
SIZES = {
    "1366x768": (1366, 768),
    "1050x740": (1050, 740),
    "1024x600": (1024, 600),
    "500x800": (500, 800),
    "200 %": (683, 384),
}
SAY = "Read the form, change what you like, and press Submit yourself. Nothing is sent before you do."

browser = test_panel.browser  # the same stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    page = await context.new_page()
    yield page
    await page.close()


@pytest_asyncio.fixture(loop_scope="module")
async def panel(context: BrowserContext, page: Page, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Panel]:
    async with Panel() as panel:
        await panel.attach(context)
        panel.hear(events.SessionStarted(flow="f", title="Example – object", steps=8))
        panel.hear(events.StepStarted(flow="f", step=3, kind="pause", sentence="Opening the settings."))
        yield panel
    assert not caplog.records


async def show(page: Page, html: str, size: tuple[int, int], right_to_left: bool = False) -> None:
    """A page of this size with this content."""
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    text = html.replace("<html", "<html dir=rtl", 1) if right_to_left else html
    await page.unroute_all()
    await page.route(HERE, lambda route: route.fulfill(body=text, content_type="text/html"))
    await page.goto(HERE)


async def sampled(page: Page, what: str = "[data-work]") -> dict[str, int]:
    return await sample(page.locator(what))


async def free(page: Page, what: str = "[data-work]") -> None:
    """Waits until it is to be seen and nothing of it lies under the panel: after a change, the panel takes a moment."""
    answer = await sampled(page, what)
    for _ in range(600):
        if answer["points"] and not answer["under"]:
            break
        await asyncio.sleep(0.05)
        answer = await sampled(page, what)
    assert answer["points"] and not answer["under"], answer


def asked(about: str = "submit") -> events.Question:
    return events.Question(
        about, SAY, ("continue", "skip", "back", "stop"), copy="I object." if about == "submit" else None
    )


@pytest.mark.core(cases=6)
@pytest.mark.parametrize("right_to_left", nth([False, True], 2), ids=["ltr", "rtl"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layout", LAYOUTS)
async def test_nothing_of_the_work_lies_under_it(
    panel: Panel, page: Page, layout: str, size: str, right_to_left: bool
) -> None:
    await show(page, LAYOUTS[layout], SIZES[size], right_to_left)
    await page.locator("[data-work]").first.scroll_into_view_if_needed()
    if layout == "switches":
        await page.locator("#control").scroll_into_view_if_needed()
        await panel.ring(page, await page.locator("#control").bounding_box())
    about = {"switches": "switch", "login": "login"}.get(layout, "submit")
    async with Asking(panel, asked(about)):
        await free(page)
        assert (await sampled(page))["under"] == 0


@pytest.mark.parametrize("size", SIZES)
async def test_the_buttons_of_the_case_are_free(panel: Panel, page: Page, size: str) -> None:
    await show(page, CASE, SIZES[size])
    async with Asking(panel, asked()):
        await free(page, "form, button")


async def test_a_dialog_that_opens_later_is_free(panel: Panel, page: Page) -> None:
    """Also one that slides in, or is only shown by a class; and the panel unfolds again when it has gone."""
    await show(page, LAYOUTS["drawer"], (1050, 740))
    await page.evaluate("document.querySelector('[data-work]').hidden = true")
    async with Asking(panel, asked("review")):
        await centre(panel, page, "skip")
        await page.evaluate("""() => { const drawer = document.querySelector('[data-work]');
            drawer.style.transition = 'none'; drawer.style.transform = 'translateX(100%)'; drawer.hidden = false;
            drawer.offsetWidth; drawer.style.transition = 'transform .3s'; drawer.style.transform = 'none' }""")
        await page.wait_for_function(
            "Math.round(document.querySelector('[data-work]').getBoundingClientRect().right) <= innerWidth"
        )
        await free(page)
        await page.evaluate("document.querySelector('[data-work]').remove()")
        await centre(panel, page, "skip")


@pytest.mark.core
async def test_it_stays_free_when_the_page_scrolls_and_the_window_is_resized(panel: Panel, page: Page) -> None:
    await show(page, LAYOUTS["column"] + "<div style='height:3000px'></div>", (1366, 768))
    async with Asking(panel, asked()):
        await free(page)
        for width, height in [(900, 700), (500, 800), (683, 384), (1366, 768)]:
            await page.set_viewport_size({"width": width, "height": height})
            await free(page)
        await page.evaluate("scrollTo(0, 120)")
        await free(page)


async def test_where_the_person_puts_it_it_stays_until_there_is_news(panel: Panel, page: Page) -> None:
    await show(page, LAYOUTS["column"], (1366, 768))
    async with Asking(panel, asked()):
        x, y = await centre(panel, page, "move")
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x - 400, y, steps=4)
        await page.mouse.up()
        await page.evaluate("scrollTo(0, 1)")
        assert await centre(panel, page, "move") == pytest.approx((x - 400, y), abs=1)
    async with Asking(panel, asked()):
        await free(page)


@pytest.mark.parametrize("size", [(683, 384), (455, 256), (341, 192)], ids=["200 %", "300 %", "400 %"])
async def test_a_strip_opens_and_keeps_its_main_button(panel: Panel, page: Page, size: tuple[int, int]) -> None:
    await show(page, LAYOUTS["full-width"], size)
    await page.locator("button").scroll_into_view_if_needed()
    async with Asking(panel, asked()) as asking:
        await free(page)
        await centre(panel, page, "continue")
        assert await panel.button_box(page, "skip") is None
        await press(panel, page, "fold")
        await centre(panel, page, "skip")
        await press(panel, page, "fold")
        await free(page)
        await press(panel, page, "continue")
        assert await asking.reply() == "continue"


async def part_of(page: Page, name: str) -> tuple[float, float]:
    """Top and bottom of a part of the panel, by its class; a closed root opens to the debugger alone."""
    cdp = await page.context.new_cdp_session(page)
    nodes = [(await cdp.send("DOM.getDocument", {"depth": -1, "pierce": True}))["root"]]
    for node in nodes:
        nodes += [*node.get("children", ()), *node.get("shadowRoots", ())]
        if ["class", name] in [node.get("attributes", [])[at : at + 2] for at in range(0, 99, 2)]:
            border = (await cdp.send("DOM.getBoxModel", {"nodeId": node["nodeId"]}))["model"]["border"]
            await cdp.detach()
            return border[1], border[5]
    raise AssertionError(f"the panel has no {name}")


@pytest.mark.core
@pytest.mark.parametrize("size", [(1366, 768), (683, 384), (455, 256), (341, 192)], ids=["100", "200", "300", "400"])
@pytest.mark.parametrize("folded", [False, True], ids=["card", "strip"])
async def test_the_question_never_shrinks_away(panel: Panel, page: Page, size: tuple[int, int], folded: bool) -> None:
    await show(page, "<!doctype html><title>Empty</title>", size)
    text = SAY * 3 + "Is it this one?"
    async with Asking(panel, events.Question("missing", text, ("yes", "no", "point", "retry", "skip", "stop"))):
        await centre(panel, page, "fold")
        is_strip = await panel.button_box(page, "move") is None
        if is_strip != folded:
            await press(panel, page, "fold")
            await panel.settled()
        top, bottom = await part_of(page, "card")
        begins, ends = await part_of(page, "gist" if folded else "say")
        assert top >= 0 and bottom <= size[1]
        assert min(bottom, ends) - max(top, begins) >= min(ends - begins, 34), "two lines of it are seen at once"


@pytest.mark.core
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
async def test_outlines_of_buttons_can_be_seen(scheme: int) -> None:
    """A contrast of 3:1, which WCAG asks of what a control is known by."""
    sheet = files("runner").joinpath("tokens.css").read_text("utf-8")
    edge, paper, tint = (_colour(sheet, name, scheme) for name in ("edge", "paper", "tint"))
    for ground in (paper, tint):
        light, dark = sorted((_luminance(edge), _luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3


def _colour(sheet: str, name: str, scheme: int) -> list[float]:
    (pair,) = re.findall(rf"--{name}: light-dark\((#\w+), (#\w+)\)", sheet)
    digits = pair[scheme][1:]
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    return [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]


def _luminance(colour: list[float]) -> float:
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
