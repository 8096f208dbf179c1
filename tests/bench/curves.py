"""How cost grows with size: nodes and frames of a page, names of a thing, steps, flows.

Of each curve: the exponent of a line through its logarithms, and that between its two largest sizes. Linear is 1.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Page, async_playwright

from runner.browser import asking, targets
from runner.browser.find import find
from runner.flow.load import load
from runner.flow.model import Target
from runner.records.files import write_private
from runner.session.checkpoint import Checkpoints
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together
from runner.testing import FakeDriver, ScriptedPerson

from .commands import copies
from .endurance import big, framed, looked, of_sizes
from .tools import ROOT
from .turns import exponent, steepest

Curve = dict[int, float]  # seconds by size
LINEAR = 1.15  # an exponent up to this is in proportion: no two runs give quite the same
NODES = (100, 1_000, 10_000, 50_000, 200_000)
NAMES = (1, 3, 10, 30, 100, 300)
STEPS = (10, 30, 100, 300, 1_000)
FLOWS = (10, 100, 1_000, 10_000)
FRAMES = (5, 50, 500)
_STEADY = 5  # looks of which the median counts


def nodes() -> Curve:
    """A look that finds one thing, on pages of so many nodes."""
    return asyncio.run(_on_pages(big, NODES))


def frames() -> Curve:
    """A look that finds one thing in the last of so many frames."""
    return asyncio.run(_on_pages(framed, FRAMES))


async def _on_pages(made: Callable[[Page, int], Awaitable[None]], sizes: tuple[int, ...]) -> Curve:
    found: Curve = {}
    async for size, page in of_sizes(made, sizes):
        await looked(page, 1)  # the first one waits until all is there
        found[size] = await looked(page, _STEADY)
    return found


def names() -> Curve:
    """A look for something that has so many names, none of which is there, on a page of 2,000 nodes."""
    return asyncio.run(_by_names())


async def _by_names() -> Curve:
    found: Curve = {}
    async with async_playwright() as playwright:
        await asking.register(playwright)
        async with await playwright.chromium.launch(executable_path=find().path) as browser:
            page = await browser.new_page()
            await big(page, 2_000)
            for size in NAMES:
                wanted = Target(link=[f"Name {at}" for at in range(size)])
                times = []
                for _ in range(_STEADY * 4):
                    began = time.perf_counter()
                    await targets.look(page.frames, wanted)
                    times.append(time.perf_counter() - began)
                found[size] = statistics.median(times)
    return found


def steps() -> Curve:
    """A flow of so many steps, with its checkpoints on disk and without a browser: the runner's own part."""
    return {size: _walk(size) for size in STEPS}


def _walk(size: int) -> float:
    text = "title: T\nservice: S\nhosts: [example.com]\nsteps:\n  - open: https://example.com/\n"
    file = load(text + "  - click: Menu\n" * (size - 1), "long.yaml")
    with tempfile.TemporaryDirectory() as folder:
        driver = FakeDriver({"Menu"}, {"Menu": {"Menu"}})
        memory = Memory(Checkpoints(Path(folder), write_private))
        began = time.perf_counter()
        asyncio.run(Engine(file, driver, Together([ScriptedPerson()]), [], memory).run())
        return time.perf_counter() - began


def flows() -> Curve:
    """`optout check` of so many flows, as a program."""
    found: Curve = {}
    for size in FLOWS:
        with tempfile.TemporaryDirectory() as text:
            folder = copies(Path(text) / "many", size)
            began = time.perf_counter()
            command = [sys.executable, "-m", "runner", "check", str(folder)]
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            found[size] = time.perf_counter() - began
    return found


CURVES: dict[str, Callable[[], Curve]] = {
    "nodes of a page": nodes,
    "frames of a page": frames,
    "names of a thing": names,
    "steps of a flow": steps,
    "flows to check": flows,
}


def is_linear(curve: Curve) -> bool:
    """Whether it grows in proportion at most, over all and at its end."""
    return max(exponent(curve), steepest(curve)) <= LINEAR


def curves(say: Callable[[str], object]) -> dict[str, Curve]:
    """All of them, told as they come."""
    found = {}
    for name, measure in CURVES.items():
        found[name] = measure()
        say(told(name, found[name]))
    return found


def told(name: str, curve: Curve) -> str:
    """A curve in a line."""
    points = ", ".join(f"{size:,}: {seconds * 1000:,.0f} ms" for size, seconds in curve.items())
    judged = "linear or better" if is_linear(curve) else "WORSE THAN LINEAR"
    return f"{name}: {points}; exponent {exponent(curve):.2f}, at its end {steepest(curve):.2f}: {judged}"
