"""What the walk itself costs beside a plain Playwright script on the same pages, in one run and in turns.

A site of nine plain pages: eight links by name lead from one to the next, and the last has two fields. Both walk it in
the same browser, each in a context of its own, so that neither has the warmer one.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
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
from runner.flow.load import FlowFile, load_file
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together

from .busy import Site, page, site

PAGES = 9
ROUNDS = 6
STILL = "--force-prefers-reduced-motion"
TARGET = 1.05
FIELDS = "<label>Name <input name=name></label><label>Email <input type=email name=email></label>"


@contextmanager
def pages() -> Iterator[Site]:
    """The site."""
    there = {
        f"/{at}": page(f"<h1>Page {at}</h1><nav><a href=/{at + 1}>Go to page {at + 1}</a> <a href=/1>Start</a></nav>")
        for at in range(1, PAGES)
    }
    with site({**there, f"/{PAGES}": page(f"<h1>Page {PAGES}</h1>{FIELDS}")}) as running:
        yield running


def flow(there: Site, folder: Path) -> FlowFile:
    """The same way as a flow."""
    steps = [f"  - open: {there.address('/1')}"]
    steps += [f"  - click: {{link: Go to page {at}}}" for at in range(2, PAGES + 1)]
    steps += ["  - fill: {field: Name, with: {text: Ada Example}}"]
    steps += ["  - fill: {field: Email, with: {text: ada@example.org}}"]
    path = folder / "bench.yaml"
    path.write_text("\n".join(["title: Bench", "service: Bench", "hosts: [localhost]", "steps:", *steps, ""]), "utf-8")
    return load_file(path)


async def plain(context: BrowserContext, there: Site) -> float:
    """Seconds of a script of eleven lines."""
    page = await context.new_page()
    began = time.perf_counter()
    await page.goto(there.address("/1"))
    for at in range(2, PAGES + 1):
        await page.get_by_role("link", name=f"Go to page {at}").click()
    await page.get_by_label("Name").fill("Ada Example")
    await page.get_by_label("Email").fill("ada@example.org")
    took = time.perf_counter() - began
    await page.close()
    return took


async def walked(browser: Session, panel: Panel, file: FlowFile) -> float:
    """Seconds of the flow's steps."""
    async with PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0)) as driver:
        heard: list[events.Event] = []
        engine = Engine(file, driver, Together([]), [heard.append, panel.hear], Memory())
        driver.take(file.flow, engine)
        began = time.perf_counter()
        await engine.run()
        took = time.perf_counter() - began
    assert sum(isinstance(event, events.StepDone) for event in heard) == len(file.flow.steps)
    return took


@asynccontextmanager
async def _browser(folder: Path) -> AsyncIterator[tuple[Session, Panel]]:
    spec = Launch(find(), folder / "profile", headless=True, own=(*QUIET, STILL))
    async with browser_session(spec, asking.register) as browser, Panel() as panel:
        await panel.attach(browser.context)
        yield browser, panel


async def bench(rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds of the flow's steps, and of the plain script."""
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as folder, pages() as there:
        async with _browser(Path(folder)) as (browser, panel):
            bare = await browser.context.browser.new_context() if browser.context.browser else browser.context
            file = flow(there, Path(folder))
            for _ in range(rounds + 1):
                ours.append(await walked(browser, panel, file))
                theirs.append(await plain(bare, there))
    return statistics.median(ours[1:]), statistics.median(theirs[1:])


def main() -> None:
    """Prints both and their ratio."""
    ours, theirs = asyncio.run(bench())
    sys.stdout.write(f"steps {ours:.2f} s, plain script {theirs:.2f} s: {ours / theirs:.2f} (target {TARGET})\n")


if __name__ == "__main__":
    main()
