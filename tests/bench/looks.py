"""How long one look for a thing takes, by what is asked for, on a page of usual size and on a large one."""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import Any

from playwright.async_api import Page, async_playwright

from runner.browser import asking, targets
from runner.browser.find import find
from runner.flow.model import Target, widen_target

USUAL, LARGE = 1_500, 50_000  # nodes
_NAMES = [f"Name {at}" for at in range(29)]
_PAGE = """count => {
  const one = at => `<li><a href="/p/${at}">Link number ${at}<img alt=""></a>` +
    '<span><i>some text</i></span></li>';
  const all = Array.from({length: count / 5}, (_, at) => one(at)).join('');
  document.body.innerHTML = all + '<a href="/privacy">Privacy Center</a><button>Privacy Center</button>';
}"""
FIRST, LAST, ONE = "1st of 30 links", "30th of 30 links", "1 link"
NONE_OF_30, NONE_OF_1 = "none of 30 links", "none of 1 link"
_ASKED: dict[str, Any] = {
    FIRST: {"link": ["Privacy Center", *_NAMES]},
    LAST: {"link": [*_NAMES, "Privacy Center"]},
    ONE: {"link": "Privacy Center"},
    NONE_OF_30: {"link": [*_NAMES, "Nothing of the kind"]},
    NONE_OF_1: {"link": "Nothing of the kind"},
    "30th of 30 bare names": [*_NAMES, "Privacy Center"],
    "a text": {"text": "Privacy Center"},
    "a link by pattern": {"link": "/privacy c/i"},
    "an address": {"href": "/privacy"},
    "nothing": "nothing of the kind",
}


async def _measure(page: Page, asked: Any) -> float:
    """How long one look takes, in milliseconds."""
    wanted = Target.model_validate(widen_target(asked))
    start = time.perf_counter()
    await targets.look(page.frames, wanted)
    return (time.perf_counter() - start) * 1000


async def _looks(rounds: int) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = {}
    async with async_playwright() as playwright:
        await asking.register(playwright)
        async with await playwright.chromium.launch(executable_path=find().path) as browser:
            page = await browser.new_page()
            for count in (USUAL, LARGE):
                await page.evaluate(_PAGE, count)
                times: dict[str, list[float]] = {name: [] for name in _ASKED}
                for _ in range(rounds + 3):
                    for name, asked in _ASKED.items():
                        times[name].append(await _measure(page, asked))
                found[count] = {name: statistics.median(all_[3:]) for name, all_ in times.items()}
    return found


def looks(rounds: int = 20) -> dict[int, dict[str, float]]:
    """Median milliseconds by size of the page and what is asked; asked in turn, so that none has the warmer browser."""
    return asyncio.run(_looks(rounds))
