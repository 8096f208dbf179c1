"""Only one page of the browser is answered as the home, only its main frame, and only what the home itself sends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Error, Page, expect

from runner.browser.portal import ORIGIN, Portal
from runner.exchange import PageRequest, PageResponse
from tests.conftest import Start

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="en"><title>home</title><script src="/home.js"></script>
<p id="shown">{path}</p><p id="scripted"></p>
<form method="post" action="/do?x=1"><input name="said" value="é&amp;1"><button>Do it</button></form>
<form method="get" action="/found"><input name="q" value="a b"><button>Look</button></form>"""
ELSEWHERE = "data:text/html,<p>Another page, with no policy of its own</p>"
SCRIPT = (
    "document.addEventListener('DOMContentLoaded', () => { document.getElementById('scripted').textContent = 'ran' })"
)


@dataclass
class Home:
    """A home that shows its path, and notes what it was asked."""

    context: BrowserContext
    page: Page
    asked: list[PageRequest] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    async def answer(self, request: PageRequest) -> PageResponse:
        self.asked.append(request)
        if request.method == "POST":
            return PageResponse(303, location="/done")
        if request.path == "/broken":
            raise ValueError("a mistake of ours")
        if request.path == "/home.js":
            return PageResponse(body=SCRIPT.encode(), kind="text/javascript")
        return PageResponse(body=PAGE.format(path=request.path).encode())

    @property
    def deeds(self) -> list[PageRequest]:
        return [one for one in self.asked if one.method == "POST"]


@pytest_asyncio.fixture
async def home(start: Start) -> AsyncIterator[Home]:
    async with start() as browser:
        found = Home(browser.context, browser.context.pages[0])
        portal = Portal(found.page, found.answer, lambda: found.left.append("left"))
        await portal.open("/first")
        yield found


async def fails(page: Page, script: str) -> None:
    """The script, which resolves to a word where it got through, does not."""
    assert await page.evaluate(script, ORIGIN) == "failed"


@pytest.mark.core
async def test_the_page_is_answered_and_is_a_secure_context(home: Home) -> None:
    await expect(home.page.locator("#shown")).to_have_text("/first")
    await expect(home.page.locator("#scripted")).to_have_text("ran")
    assert await home.page.evaluate("isSecureContext")


async def test_a_form_is_done_once_and_leaves_nothing_to_send_again(home: Home) -> None:
    await home.page.get_by_role("button", name="Do it").click()
    await expect(home.page.locator("#shown")).to_have_text("/done")
    assert home.deeds == [PageRequest("POST", "/do", {"x": ("1",)}, {"said": ("é&1",)})]
    await home.page.reload()
    await home.page.go_back()
    await expect(home.page.locator("#shown")).to_have_text("/first")
    assert len(home.deeds) == 1


async def test_a_page_that_fails_says_so_and_the_others_go_on(home: Home) -> None:
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context.get("exception")))
    answer = await home.page.goto(f"{ORIGIN}/broken")
    assert answer
    assert (answer.status, [str(one) for one in told]) == (500, ["a mistake of ours"])
    await home.page.goto(f"{ORIGIN}/first")
    await expect(home.page.locator("#shown")).to_have_text("/first")


async def test_a_form_by_get_brings_its_values(home: Home) -> None:
    await home.page.get_by_role("button", name="Look").click()
    await expect(home.page.locator("#shown")).to_have_text("/found")
    assert PageRequest("GET", "/found", {"q": ("a b",)}) in home.asked


@pytest.mark.core(cases=1)
@pytest.mark.parametrize(
    "script",
    [
        "origin => fetch(`${origin}/x`, {mode: 'no-cors'}).then(() => 'through', () => 'failed')",
        """origin => fetch(`${origin}/do`, {method: 'POST', mode: 'no-cors', body: 'a=1'})
             .then(() => 'through', () => 'failed')""",
        """origin => new Promise((done) => { const one = document.createElement('script');
             one.src = `${origin}/home.js`;
             one.onload = () => done('through'); one.onerror = () => done('failed'); document.head.append(one); })""",
        """origin => new Promise((done) => { const one = new Image(); one.src = `${origin}/icon`;
             one.onload = () => done('through'); one.onerror = () => done('failed'); })""",
    ],
    ids=["fetch", "post", "script", "picture"],
)
async def test_another_tab_reaches_nothing(home: Home, script: str) -> None:
    other, before = await home.context.new_page(), len(home.asked)
    await other.goto(ELSEWHERE)
    await fails(other, script)
    assert len(home.asked) == before


PRESSED = """([origin, does]) => { const one = document.createElement('button'); one.textContent = does;
  one.onclick = () => { if (does === 'window') open(`${origin}/popup`); else {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', target: '_blank', action: `${origin}/do` });
    document.body.append(form); form.submit(); } };
  document.body.prepend(one); }"""


async def test_a_frame_of_another_tab_reaches_nothing(home: Home) -> None:
    other, before = await home.context.new_page(), len(home.asked)
    await other.goto(ELSEWHERE)
    await other.evaluate(
        """origin => new Promise((done) => { const one = document.createElement('iframe'); one.src = `${origin}/framed`;
             one.onload = done; document.body.append(one); })""",
        ORIGIN,
    )
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        await other.goto(f"{ORIGIN}/walked-to")
    assert len(home.asked) == before


@pytest.mark.parametrize("does", ["window", "form"])
async def test_a_window_that_another_tab_opens_reaches_nothing(home: Home, does: str) -> None:
    other, before = await home.context.new_page(), len(home.asked)
    await other.goto(ELSEWHERE)
    await other.evaluate(PRESSED, [ORIGIN, does])
    async with home.context.expect_page() as opened:
        await other.get_by_role("button", name=does, exact=True).click()
    await (await opened.value).wait_for_url("chrome-error://**")
    assert len(home.asked) == before


async def test_a_tab_that_wandered_off_is_not_the_home_any_more(home: Home) -> None:
    await home.page.goto(ELSEWHERE)
    assert home.left == ["left"]
    before = len(home.asked)
    async with home.page.expect_event("requestfailed"):
        await home.page.evaluate(
            """origin => { const form = document.createElement('form'); document.body.append(form);
                 Object.assign(form, { method: 'post', action: `${origin}/do` }); form.submit(); }""",
            ORIGIN,
        )
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        await home.page.goto(f"{ORIGIN}/back")
    assert len(home.asked) == before


async def test_no_page_of_ours_can_be_given_a_script_or_be_framed(home: Home) -> None:
    refused = await home.page.evaluate(
        """() => { try { document.body.innerHTML = '<b>x</b>'; return 'written' }
             catch (error) { return error.name } }"""
    )
    assert refused == "TypeError"
    answer = await home.page.reload()
    assert answer
    policy = (await answer.all_headers())["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


async def test_a_closed_page_is_told(home: Home) -> None:
    await home.context.new_page()
    await home.page.close()
    assert home.left == ["left"]
