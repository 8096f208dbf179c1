"""Forms that scripts of the page would send while the runner presses something."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, async_playwright

from runner.browser import asking
from runner.browser.answering import Answering
from runner.browser.asking import element_of
from runner.browser.hold import Hold
from runner.browser.press import Hand
from runner.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
HERE = "https://site.test/form"
SENT = "https://site.test/sent"

FORMS = {
    "request_submit": "document.querySelector('form').requestSubmit()",
    "submit": "HTMLFormElement.prototype.submit.call(document.querySelector('form'))",
    "click": "document.querySelector('form button').click()",
    "in_a_shadow_root": "document.querySelector('my-box').shadowRoot.querySelector('form').requestSubmit()",
    "listener": "document.querySelector('form').dispatchEvent(new Event('submit', {cancelable: true, bubbles: true}))",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ["chromium", "google-chrome", "chromium-browser"])), None)
    if not chromium and not os.environ.get("CI"):
        pytest.skip("no Chromium here")
    async with async_playwright() as playwright:
        await asking.register(playwright)
        async with await playwright.chromium.launch(executable_path=chromium, args=QUIET) as browser:
            yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    page = await browser.new_page()
    await page.route("**/*", _answer)
    await page.goto(HERE)
    yield page
    await page.close()


async def _answer(route: Route) -> None:
    await route.fulfill(body="<!doctype html>", content_type="text/html")


async def told(text: str) -> None: ...


async def sent(host: str, method: str) -> None: ...


async def pressed(page: Page, html: str, script: str) -> bool:
    """Whether something was held back when #x was pressed."""
    hand = Hand(Answering())
    watch = Watch(own=[hand.arrivals.hear])
    watch.attach(page.context)
    await watch.settle()
    await page.set_content(html)
    await page.evaluate(
        """script => {
          const box = document.querySelector('my-box');
          if (box) box.attachShadow({mode: 'open'}).innerHTML = '<form method=post action=/sent><input></form>';
          document.querySelector('#x').addEventListener('click', () => eval(script));
        }""",
        script,
    )
    element = await element_of(await page.wait_for_selector("#x", state="attached"))
    return await Hold(Answering(), lambda _: True, told, sent).during(element, hand.press)


@pytest.mark.core
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("way", FORMS)
async def test_no_script_sends_a_form_when_the_runner_presses(page: Page, way: str, method: str) -> None:
    form = f"<form method={method} action=/sent><input name=a value=1><button>Send</button></form><my-box></my-box>"
    assert await pressed(page, f"{form}<div id=x role=button>Next</div>", FORMS[way])
    await asyncio.sleep(0.2)
    assert page.url == HERE


@pytest.mark.core
async def test_a_link_goes_on(page: Page) -> None:
    assert not await pressed(page, f"<a id=x href={SENT}>Next</a>", "")
    await page.wait_for_url(SENT)


async def test_a_script_may_go_elsewhere(page: Page) -> None:
    assert not await pressed(page, "<div id=x>Next</div>", f"location.href = '{SENT}'")
    await page.wait_for_url(SENT)


async def test_a_search_the_guard_allowed_goes_on(page: Page) -> None:
    form = "<form role=search action=/sent><input name=q><button id=x>Search</button></form>"
    assert not await pressed(page, form, "")
    await page.wait_for_url("**/sent?q=")


@pytest.mark.core
async def test_afterwards_the_person_may_send(page: Page) -> None:
    form = "<form method=post action=/sent><button id=own>Send</button></form>"
    assert not await pressed(page, f"{form}<div id=x>Next</div>", "")
    await page.click("#own")
    await page.wait_for_url(SENT)
