"""Interruptions in real Chromium: told no only where they interrupt, by their whole name, and once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
from playwright.async_api import Frame, Page

from runner.browser import targets
from runner.browser.asking import Element, element_of
from runner.browser.banners import Banners
from runner.flow.model import Target, widen_target

from ..conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

HERE = "https://site.test/"
TEXT = "<main><h1>House</h1><p>Some words of the page itself, which a box may lie over.</p></main>"
NO = "<button id=x>Not now</button>"

IN_THE_WAY = {
    "a dialog": f"{TEXT}<div role=dialog aria-label=Hello><p>Hello</p>{NO}</div>",
    "a real dialog": f"{TEXT}<dialog open>{NO}</dialog>",
    "a popover": f"{TEXT}<div popover=manual id=p>{NO}</div><script>p.showPopover()</script>",
    "a box over everything": f"{TEXT}<div style='position:fixed;inset:0;background:#fffe'>{NO}</div>",
    "a strip at the bottom": f"{TEXT}<div style='position:fixed;bottom:0;left:0;right:0'>{NO}</div>",
    "a banner in the page": f"<div class=cookie-banner>We use cookies {NO}</div>{TEXT}",
    "a custom element": f"<x-consent-manager>{NO}</x-consent-manager>{TEXT}",
    "a box placed over the text": f"{TEXT}<div style='position:absolute;top:0;left:0;right:0;height:9em'>{NO}</div>",
    "an alert dialog deep inside": f"{TEXT}<div role=alertdialog><div><div><span>{NO}</span></div></div></div>",
}
OF_THE_PAGE = {
    "a button of the page": f"{TEXT}{NO}",
    "a form's own": f"{TEXT}<form method=post><input name=a>{NO.replace('<button', '<button type=button')}</form>",
    "the page's own header": f"<header style='position:fixed;top:0;left:0;right:0'>{NO}</header>{TEXT}",
    "an app that fills the window": f"<div style='position:fixed;inset:0'>{TEXT}{NO}</div>",
    "a banner landmark": f"<div role=banner>{NO}</div>{TEXT}",
    "the bar of a form": f"{TEXT}<form><label>Name <input></label><p style='height:200vh'>…<div "
    f"style='position:sticky;bottom:0'>{NO.replace('<button', '<button type=button')}</div></form>",
    "a page with a banner somewhere": f"<div class=has-banner style='height:150vh'>{TEXT}{NO}</div>",
    "something beside the text": f"{TEXT}<div style='position:absolute;top:60vh;left:0'>{NO}</div>",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(start: Start) -> AsyncIterator[Page]:
    async with start() as browser:
        page = browser.context.pages[0]
        await page.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
        await page.goto(HERE)
        yield page


async def element(page: Page | Frame) -> Element:
    return await element_of(await page.wait_for_selector("#x", state="attached"))


@pytest.mark.core(cases=9)
@pytest.mark.parametrize("name", IN_THE_WAY)
async def test_what_interrupts(page: Page, name: str) -> None:
    await page.set_content(IN_THE_WAY[name])
    assert await targets.interrupts(await element(page))


@pytest.mark.core(cases=6)
@pytest.mark.parametrize("name", OF_THE_PAGE)
async def test_what_is_of_the_page_itself(page: Page, name: str) -> None:
    await page.set_content(OF_THE_PAGE[name])
    assert not await targets.interrupts(await element(page))


async def test_a_frame_that_lies_over_the_page_interrupts(page: Page) -> None:
    frame = f'<iframe style="position:fixed;bottom:0;left:0;width:50%;height:90px" srcdoc="{NO}"></iframe>'
    await page.set_content(f"{TEXT}{frame}")
    assert await targets.interrupts(await element(page.frames[1]))


class Pressed:
    """Banners whose presses are counted; `works` is what a press does to the page."""

    def __init__(self, page: Page, known: Sequence[object], works: str = "") -> None:
        self.page, self.works, self.count = page, works, 0
        interruptions = [Target.model_validate(widen_target(one)) for one in known]
        self.banners = Banners(interruptions, self._ring, lambda _: True, self._press)

    async def _ring(self, control: Element | None) -> None: ...

    async def _press(self, control: Element) -> bool:
        self.count += 1
        if self.works:
            await (await control.handle()).evaluate(self.works)
        return True

    async def declines(self) -> str | None:
        return await self.banners.decline([self.page.main_frame])


BANNER = f"{TEXT}<div id=b style='position:fixed;bottom:0'>We use cookies <button id=x>Reject all</button></div>"


@pytest.mark.core
async def test_a_banner_that_does_not_go_is_pressed_once(page: Page) -> None:
    await page.set_content(BANNER)
    pressed = Pressed(page, [{"button": "Reject all"}])
    assert [await pressed.declines() for _ in range(4)] == ["Reject all", None, None, None]
    assert pressed.count == 1


async def test_one_that_comes_back_is_the_persons(page: Page) -> None:
    await page.set_content(BANNER)
    pressed = Pressed(page, [{"button": "Reject all"}], "() => { const again = b.outerHTML; b.outerHTML = again; }")
    assert [await pressed.declines() for _ in range(3)] == ["Reject all", None, None]


async def test_on_another_page_it_is_pressed_again(page: Page) -> None:
    await page.set_content(BANNER)
    pressed = Pressed(page, [{"button": "Reject all"}])
    await pressed.declines()
    pressed.banners.another_page()
    assert await pressed.declines() == "Reject all"


@pytest.mark.core(cases=5)
@pytest.mark.parametrize(
    "label",
    ["Cancel my objection", "Cancel opt-out", "Cancel booking", "Not now, leave training on", "Decline invitation"],
)
async def test_what_is_the_persons_own_is_never_undone(page: Page, label: str) -> None:
    """Not in the page itself, and not in a dialog either."""
    known = [{"button": ["Close", "Cancel", "Not now", "Decline"]}]
    for outer in ("div", "div role=dialog"):
        await page.set_content(f"{TEXT}<{outer}><button id=x type=button>{label}</button></div>")
        pressed = Pressed(page, known)
        assert await pressed.declines() is None
        assert pressed.count == 0


UNDOES = {
    "an invitation": ("Bob invites you to his group", "Decline"),
    "a call": ("Incoming call from Bob", "Decline"),
    "an objection on its way": ("Your objection is being sent", "Cancel"),
    "one in German": ("Ihr Widerspruch wird gesendet", "Abbrechen"),
    "a booking": ("Your booking at the lake", "Cancel"),
    "what is filled in": ("Your name <input>", "Cancel"),
    "a form in a dialog": ("Why? <textarea></textarea>", "Close"),
}
STILL_NO = {
    "cookies": ("We use cookies for your order and your payment", "Decline"),
    "a notice of what was sent": ("We have your objection", "Close"),
    "a newsletter": ("Your mail <input type=email>", "Close"),
    "a question": ("Turn on notifications?", "Cancel"),
}


@pytest.mark.core(cases=4)
@pytest.mark.parametrize("name", UNDOES)
async def test_a_no_in_a_box_about_what_is_the_persons_own_is_theirs(page: Page, name: str) -> None:
    says, label = UNDOES[name]
    await page.set_content(f"{TEXT}<div role=dialog><p>{says}</p><button id=x type=button>{label}</button></div>")
    assert await Pressed(page, [{"button": label}]).declines() is None


@pytest.mark.parametrize("name", STILL_NO)
async def test_a_no_in_another_box_is_pressed(page: Page, name: str) -> None:
    says, label = STILL_NO[name]
    await page.set_content(f"{TEXT}<div role=dialog><p>{says}</p><button id=x type=button>{label}</button></div>")
    assert await Pressed(page, [{"button": label}]).declines() == label


@pytest.mark.core
async def test_a_box_with_what_the_step_wants_is_not_in_the_way(page: Page) -> None:
    """A dialog that the flow itself has opened."""
    await page.set_content(
        f"{TEXT}<div role=dialog><a id=more href=#m>More</a><button id=x>Close</button></div><a id=y>Y</a>"
    )
    pressed = Pressed(page, [{"button": "Close"}])
    inside = await element_of(await page.wait_for_selector("#more", state="attached"))
    outside = await element_of(await page.wait_for_selector("#y", state="attached"))
    assert await pressed.banners.decline([page.main_frame], inside) is None
    assert await pressed.banners.decline([page.main_frame], outside) == "Close"


async def test_one_that_comes_back_elsewhere_is_the_persons(page: Page) -> None:
    await page.set_content(BANNER)
    again = "() => { const same = b.outerHTML; b.remove(); document.body.innerHTML += `<div></div>${same}` }"
    pressed = Pressed(page, [{"button": "Reject all"}], again)
    assert [await pressed.declines() for _ in range(3)] == ["Reject all", None, None]


@pytest.mark.parametrize("label", ["Not now", "Not now ✕", "Not now (10)", "NOT NOW"])
async def test_a_counter_or_a_sign_may_follow(page: Page, label: str) -> None:
    await page.set_content(f"{TEXT}<div role=dialog><button id=x>{label}</button></div>")
    assert await Pressed(page, [{"button": "Not now"}]).declines() == label
