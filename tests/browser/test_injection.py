"""A script of ours is in every page, also where whoever waited for that has stopped waiting, and until it is let go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Error, Page

from runner.browser.injection import Injection
from tests import patience
from tests.conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
HTML = "data:text/html,<title>A page</title>"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def context(start: Start) -> AsyncIterator[BrowserContext]:
    async with start() as browser:
        yield browser.context


class Heard:
    """What the script has told, and a way to wait for it."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def hear(self, _: object, text: str) -> None:
        self.texts.append(text)

    async def next(self, page: Page) -> list[str]:
        """What is told once the page has come anew."""
        self.texts.clear()
        await page.goto(HTML)
        return await patience.until(lambda: self.texts, lambda: True)


def injection(heard: Heard) -> Injection:
    return Injection("test", "told", "told(document.URL.slice(0, 5))", heard.hear)


@pytest.mark.core
async def test_a_page_is_not_forgotten_where_the_wait_for_it_is_over(context: BrowserContext) -> None:
    heard, page = Heard(), context.pages[0]
    script = injection(heard)
    script.attach(context)
    for steps in range(5):  # cut off before it has begun, and in the middle
        waiting = asyncio.ensure_future(script.settle())
        for _ in range(steps):
            await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    await script.settle()
    assert await heard.next(page) == ["data:"]
    await script.detach()


@pytest.mark.core
async def test_what_is_let_go_tells_nothing_any_more(context: BrowserContext) -> None:
    gone, stays, page = Heard(), Heard(), context.pages[0]
    first, second = injection(gone), Injection("other", "told", "told('other')", stays.hear)
    for script in (first, second):
        script.attach(context)
        await script.settle()
    await first.detach()
    gone.texts.clear()
    assert await stays.next(page) == ["other"]
    assert gone.texts == []
    await second.detach()
    stays.texts.clear()
    other = await context.new_page()
    await other.goto(HTML)
    await second.settle()
    await other.goto(HTML)
    await other.title()
    assert stays.texts == []
    await other.close()


class Session:
    """A page's session, as far as bindings go."""

    def __init__(self, fails: int = 0) -> None:
        self.bound: list[str] = []
        self.fails = fails

    async def send(self, _method: str, told: dict[str, str]) -> None:
        self.bound.append(told["executionContextName"])
        if len(self.bound) <= self.fails:
            raise Error("the page is closed")


@pytest.mark.core
@pytest.mark.parametrize(("fails", "bound"), [(0, ["a", "b"]), (1, ["a", "a", "b"])])
async def test_a_world_of_the_engine_is_bound_once_for_all_documents(fails: int, bound: list[str]) -> None:
    session, heard = Session(fails), Heard()
    script = Injection("test", "told", "", heard.hear, ("arrived", heard.hear))
    world = "__playwright_utility_world_"
    for name in (f"{world}a", "somebody's", f"{world}a", f"{world}b", f"{world}a"):
        await script._bind_engine(session, {"context": {"name": name}})  # type: ignore[arg-type]
    assert session.bound == [f"{world}{name}" for name in bound]
