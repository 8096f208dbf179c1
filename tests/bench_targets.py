"""How long one look for a target takes, all in one run so that ratios mean something: python -m tests.bench_targets."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import time
from typing import Any

from playwright.async_api import Page, async_playwright

from runner.browser import asking, targets
from runner.flow.model import Target, widen_target

NAMES = [f"Name {at}" for at in range(29)]
PAGE = """count => {
  const one = at => `<li><a href="/p/${at}">Link number ${at}<img alt=""></a>` +
    '<span><i>some text</i></span></li>';
  const all = Array.from({length: count / 5}, (_, at) => one(at)).join('');
  document.body.innerHTML = all + '<a href="/privacy">Privacy Center</a><button>Privacy Center</button>';
}"""
ASKED: dict[str, Any] = {
    "1st of 30 links": {"link": ["Privacy Center", *NAMES]},
    "30th of 30 links": {"link": [*NAMES, "Privacy Center"]},
    "1 link": {"link": "Privacy Center"},
    "30th of 30 bare names": [*NAMES, "Privacy Center"],
    "a text": {"text": "Privacy Center"},
    "a link by pattern": {"link": "/privacy c/i"},
    "an address": {"href": "/privacy"},
    "nothing": "nothing of the kind",
}


async def measure(page: Page, asked: Any) -> float:
    """How long one look takes, in milliseconds."""
    wanted = Target.model_validate(widen_target(asked))
    start = time.perf_counter()
    await targets.look(page.frames, wanted)
    return (time.perf_counter() - start) * 1000


async def bench(rounds: int = 25) -> dict[tuple[int, str], float]:
    """Median times by size of the page and what is asked; asked in turn, so that none has the warmer browser."""
    async with async_playwright() as playwright:
        await asking.register(playwright)
        async with await playwright.chromium.launch(executable_path=shutil.which("chromium")) as browser:
            page = await browser.new_page()
            times: dict[tuple[int, str], list[float]] = {}
            for count in (1_500, 50_000):
                await page.evaluate(PAGE, count)
                for _ in range(rounds):
                    for name, asked in ASKED.items():
                        times.setdefault((count, name), []).append(await measure(page, asked))
            return {key: statistics.median(found[3:]) for key, found in times.items()}


def main() -> None:
    """Print the table."""
    for (count, name), value in asyncio.run(bench()).items():
        sys.stdout.write(f"{count:>7} elements  {name:<24} {value:7.1f} ms\n")


if __name__ == "__main__":
    main()
