"""What of a page lies under the panel, sampled on a grid of points: nothing of what the person works in may."""

from __future__ import annotations

import asyncio

from playwright.async_api import Locator

# How many of a grid of points on each thing the panel lies over, of those that are to be seen.
_SAMPLED = """(things) => {
  let [points, under] = [0, []];
  for (const thing of things) {
    const { left, top, right, bottom } = Element.prototype.getBoundingClientRect.call(thing);
    for (let i = 0.5; i < 24; i += 1) for (let j = 0.5; j < 24; j += 1) {
      const [x, y] = [left + (right - left) * i / 24, top + (bottom - top) * j / 24];
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      points += 1;
      const met = document.elementsFromPoint(x, y);
      const ours = met.some((one) => Element.prototype.matches.call(one, '[data-optout]'));
      if (ours) under.push([Math.round(x), Math.round(y)]);
    }
  }
  return { points, under: under.length, first: under[0] };
}"""


async def sample(things: Locator) -> dict[str, int]:
    """How many `points` of these things are in the viewport, and how many of those are `under` the panel."""
    answer: dict[str, int] = await things.evaluate_all(_SAMPLED)
    return answer


async def until_free(things: Locator) -> dict[str, int]:
    """Waits until nothing of these things lies under the panel, which may take a moment after a change of the page."""
    answer = await sample(things)
    for _ in range(600):
        if not answer["under"]:
            break
        await asyncio.sleep(0.05)
        answer = await sample(things)
    assert not answer["under"], answer
    return answer
