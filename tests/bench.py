"""What must stay quick, as ratios measured in one run: python -m tests.bench. Exits 1 where one is over its limit."""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from playwright.async_api import async_playwright

from runner.browser import asking, targets
from runner.browser.find import find
from runner.flow.model import Target
from runner.records.ledger import Ledger

from .records.books import deadline, sent, walked_flow

ROOT = Path(__file__).parents[1]
ROUNDS = 15
NAMES = [f"Name {at}" for at in range(29)]
PAGE = "<a href=/p>Privacy Center</a>" + "".join(f"<li><a href=/{at}>Link number {at}</a>" for at in range(300))


def start_up() -> dict[str, float]:
    """Median seconds of a bare Python, `--help` and `list`, in turns so that a busy moment hits all of them alike."""
    with tempfile.TemporaryDirectory() as folder:
        flows = Path(folder) / "flows"
        flows.mkdir()
        shipped = sorted((ROOT / "flows").glob("*.yaml"))
        for at in range(50 - len(shipped)):
            shutil.copy(shipped[at % len(shipped)], flows / f"copy-{at}.yaml")
        commands = {
            "python -c pass": ["-c", "pass"],
            "optout --help": ["-m", "runner", "--help"],
            "optout list": ["-m", "runner", "list"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(_seconds([sys.executable, *command], Path(folder)))
    return {name: statistics.median(all_) for name, all_ in times.items()}


def _seconds(command: Sequence[str], folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - began


async def finding() -> tuple[float, float]:
    """Median seconds of a look that finds the 1st, and the 30th, of 30 names."""
    wanted = [Target(link=["Privacy Center", *NAMES]), Target(link=[*NAMES, "Privacy Center"])]
    times: list[list[float]] = [[], []]
    async with async_playwright() as playwright:
        await asking.register(playwright)
        async with await playwright.chromium.launch(executable_path=find().path) as browser:
            page = await browser.new_page()
            await page.set_content(PAGE)
            for _ in range(ROUNDS * 10):
                for target, all_ in zip(wanted, times, strict=True):
                    began = time.perf_counter()
                    found = await targets.look(page.frames, target)
                    all_.append(time.perf_counter() - began)
                    assert isinstance(found, targets.Found)
    return statistics.median(times[0]), statistics.median(times[1])


def reading() -> tuple[float, float]:
    """Median seconds in which the ledger tells of 1,000 requests, and of 10,000."""
    medians = []
    for requests in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "home") as ledger:
            with ledger.together():
                for at in range(requests):
                    flow = walked_flow(f"flow-{at % 60}", f"Service {at % 60}")
                    sent(ledger, flow, deadline(date(2026, 12, 23)))
            times = []
            for _ in range(ROUNDS // 3):
                began = time.perf_counter()
                ledger.requests()
                times.append(time.perf_counter() - began)
        medians.append(statistics.median(times))
    sys.stdout.write(f"The ledger tells of 10,000 requests in {medians[1]:.2f} s\n")
    return medians[0], medians[1]


def ratios() -> dict[str, tuple[float, float]]:
    """Each ratio and its limit."""
    took = start_up()
    bare = took["python -c pass"]
    first, last = asyncio.run(finding())
    few, many = reading()
    return {
        "optout --help / python -c pass": (took["optout --help"] / bare, 3),
        "optout list, 50 flows / python -c pass": (took["optout list"] / bare, 10),
        "finding the 30th of 30 names / the 1st": (max(first, last) / min(first, last), 1.2),
        "the ledger tells of 10,000 requests / 1,000": (many / few, 16),
    }


def main() -> int:
    """Prints the table."""
    measured = ratios()
    for name, (ratio, limit) in measured.items():
        sys.stdout.write(f"{name:<44} {ratio:5.2f}  (limit {limit})\n")
    return int(any(ratio > limit for ratio, limit in measured.values()))


if __name__ == "__main__":
    sys.exit(main())
