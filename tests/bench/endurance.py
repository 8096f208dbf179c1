"""What takes long: 200,000 nodes, 500 frames, 100 flows in one sitting. python -m tests.bench.endurance [WHAT…]

Prints seconds and memory; SECURITY.md has what was measured. The sitting has no browser. Nothing here is in the suite.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from playwright.async_api import Page, async_playwright

from runner.browser import asking, targets
from runner.browser.find import find
from runner.flow.load import load
from runner.flow.model import Target
from runner.records.bookkeeper import Bookkeeper
from runner.records.files import write_private
from runner.records.ledger import Ledger
from runner.records.request import WalkedFlow
from runner.session.checkpoint import Checkpoints
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together
from runner.testing import FakeDriver, ScriptedPerson

_FLOW = "title: T{0}\nservice: S{0}\nhosts: [example.com]\nsteps:\n  - open: https://example.com/\n  - click: Menu\n"
_FLOW += "  - pause: {{for: submit, say: Send it., until: {{visible: Received}}}}\n"


def resident() -> float:
    """Megabytes of this process in memory now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def sitting(flows: int, home: Path, at: Callable[[int], None]) -> None:
    """Walks so many flows one after another, with ledger, checkpoints and events, on a page without a browser."""
    with Ledger(home) as ledger:
        for number in range(1, flows + 1):
            file = load(_FLOW.format(number), f"flow-{number}.yaml")
            walked = WalkedFlow(file.id, file.flow.title, file.flow.service, file.source.text, file.digest)
            keeper = Bookkeeper(ledger, walked)
            driver = FakeDriver({"Menu"}, {"Menu": {"Menu", "Received"}})
            memory = Memory(Checkpoints(home / "runs", write_private))
            person = Together([ScriptedPerson("continue", "yes", "continue")])
            await Engine(file, driver, person, [keeper.hear], memory).run()
            keeper.settle()
            at(number)


def flows() -> None:
    """Memory of the runner after 10, 50 and 100 flows."""
    with tempfile.TemporaryDirectory() as folder:

        def tell(number: int) -> None:
            if number in (10, 50, 100):
                _say(f"flows in one sitting: {number}, {resident():.1f} MB resident")

        asyncio.run(sitting(100, Path(folder) / "home", tell))


async def big(page: Page, nodes: int) -> None:
    """Fills a page with so many elements; half of them are links, each with a name of its own."""
    await page.set_content("<main></main>")
    await page.evaluate(
        "count => { let text = ''; for (let at = 0; at < count / 2; at++) text += `<li><a href=/${at}>Link number ${at}"
        "</a></li>`; document.querySelector('main').innerHTML = text + '<a href=/p>Privacy Center</a>' }",
        nodes,
    )


async def framed(page: Page, frames: int) -> None:
    """Fills a page with so many frames; what is looked for is in the last."""
    await page.set_content("<main></main>")
    await page.evaluate(
        "count => { const main = document.querySelector('main'); for (let at = 0; at < count; at++) {"
        " const frame = document.createElement('iframe');"
        " frame.srcdoc = at === count - 1 ? '<a href=/p>Privacy Center</a>' : `<a href=/${at}>Link ${at}</a>`;"
        " main.append(frame) } }",
        frames,
    )


async def looked(page: Page, rounds: int = 3) -> float:
    """Median seconds of a look that finds the one thing asked for."""
    took: list[float] = []
    while len(took) < rounds:
        began = time.perf_counter()
        found = await targets.look(page.frames, Target(link=["Privacy Center"]))
        if isinstance(found, targets.Found):  # frames come one after another
            took.append(time.perf_counter() - began)
    return statistics.median(took)


async def of_sizes(
    made: Callable[[Page, int], Awaitable[None]], sizes: tuple[int, ...]
) -> AsyncIterator[tuple[int, Page]]:
    """Pages made one after another, each of its size."""
    async with async_playwright() as playwright:
        await asking.register(playwright)
        async with await playwright.chromium.launch(executable_path=find().path) as browser:
            for size in sizes:
                page = await browser.new_page()
                await made(page, size)
                yield size, page
                await page.close()


async def _pages(made: Callable[[Page, int], Awaitable[None]], sizes: tuple[int, ...], of: str) -> None:
    async for size, page in of_sizes(made, sizes):
        heap = await page.evaluate("performance.memory.usedJSHeapSize / 2 ** 20")
        _say(f"{of} on one page: {size}, a look takes {await looked(page):.2f} s, {heap:.0f} MB of its heap")


def nodes() -> None:
    """A look on pages of 2,000, 20,000 and 200,000 nodes."""
    asyncio.run(_pages(big, (2_000, 20_000, 200_000), "nodes"))


def frames() -> None:
    """A look on pages of 5, 50 and 500 frames."""
    asyncio.run(_pages(framed, (5, 50, 500), "frames"))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


PARTS: dict[str, Callable[[], None]] = {"flows": flows, "nodes": nodes, "frames": frames}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
