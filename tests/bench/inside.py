"""The steps alone, beside a plain script in the same warm browser: no start of anything is in it.

Both walk the nine plain pages, in turns, each in a context of its own, so that neither has the warmer one.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import BrowserContext

from runner import events
from runner.app.rehearsal import QUIET
from runner.browser import asking
from runner.browser.driver import PageDriver
from runner.browser.find import find
from runner.browser.launch import Session, browser_session
from runner.browser.panel import Panel
from runner.browser.switches import Launch
from runner.browser.waiting import Pace
from runner.flow.load import FlowFile, load
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together

from .pages import Way, pages
from .tools import FLOOR, OURS, STILL
from .turns import Figures, medians
from .written import flow_text

ROUNDS = 6


async def _plain(context: BrowserContext, way: Way) -> Figures:
    """Seconds of the script."""
    page = await context.new_page()
    began = time.perf_counter()
    for act in way.acts:
        if act.word == "open":
            await page.goto(way.address(act.name))
        elif act.word == "fill":
            await page.get_by_label(act.name).fill(act.value)
        else:
            await page.get_by_role("link", name=act.name).click()
    took = time.perf_counter() - began
    await page.close()
    return {FLOOR: took}


async def _walked(browser: Session, panel: Panel, file: FlowFile) -> Figures:
    """Seconds of the flow's steps."""
    async with PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0)) as driver:
        heard: list[events.Event] = []
        engine = Engine(file, driver, Together([]), [heard.append, panel.hear], Memory())
        driver.take(file.flow, engine)
        began = time.perf_counter()
        await engine.run()
        took = time.perf_counter() - began
    assert sum(isinstance(event, events.StepDone) for event in heard) == len(file.flow.steps)
    return {OURS: took}


@asynccontextmanager
async def _browser(folder: Path) -> AsyncIterator[tuple[Session, Panel]]:
    spec = Launch(find(), folder / "profile", headless=True, own=(*QUIET, STILL))
    async with browser_session(spec, asking.register) as browser, Panel() as panel:
        await panel.attach(browser.context)
        yield browser, panel


async def _bench(rounds: int) -> Figures:
    found: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder, pages() as (_, ways):
        way = ways["plain"]
        file = load(flow_text(way), "bench.yaml")
        async with _browser(Path(folder)) as (browser, panel):
            bare = await browser.context.browser.new_context() if browser.context.browser else browser.context
            for _ in range(rounds + 1):
                found.append({**await _walked(browser, panel, file), **await _plain(bare, way)})
    return medians(found[1:])  # the first has the colder browser


def inside(rounds: int = ROUNDS) -> Figures:
    """Median seconds of the flow's steps, and of the plain script."""
    return asyncio.run(_bench(rounds))
