"""Forms that scripts of the page would send while the runner presses something."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ElementHandle, Page, Route, async_playwright

from runner.browser import hold, targets

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
        await targets.register(playwright)
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


async def click(element: ElementHandle) -> None:
    await element.click(timeout=2000, no_wait_after=True)  # it would wait for what was held back
    await asyncio.sleep(0.1)


async def pressed(page: Page, html: str, script: str) -> bool:
    """Whether something was held back when #x was pressed."""
    await page.set_content(html)
    await page.evaluate(
        """script => {
          const box = document.querySelector('my-box');
          if (box) box.attachShadow({mode: 'open'}).innerHTML = '<form method=post action=/sent><input></form>';
          document.querySelector('#x').addEventListener('click', () => eval(script));
        }""",
        script,
    )
    element = await page.query_selector("#x")
    assert element
    return await hold.press(element, click)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("way", FORMS)
async def test_no_script_sends_a_form_when_the_runner_presses(page: Page, way: str, method: str) -> None:
    form = f"<form method={method} action=/sent><input name=a value=1><button>Send</button></form><my-box></my-box>"
    assert await pressed(page, f"{form}<div id=x role=button>Next</div>", FORMS[way])
    await asyncio.sleep(0.2)
    assert page.url == HERE


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


async def test_afterwards_the_person_may_send(page: Page) -> None:
    form = "<form method=post action=/sent><button id=own>Send</button></form>"
    assert not await pressed(page, f"{form}<div id=x>Next</div>", "")
    await page.click("#own")
    await page.wait_for_url(SENT)
