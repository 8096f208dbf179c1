"""The clock by which a page is waited for: it stands still while the page does not answer."""

from __future__ import annotations

import asyncio
import time

import pytest

from runner.browser.answering import Answering

pytestmark = pytest.mark.asyncio


@pytest.mark.slow
async def test_no_time_goes_by_while_the_page_does_not_answer() -> None:
    answering = Answering()
    clock = answering.clock(1.0)
    await answering.of(asyncio.sleep(1.5))
    assert 0.5 < clock.left <= 1.0
    assert not clock.over


@pytest.mark.slow
async def test_time_goes_by_while_it_does() -> None:
    answering, began = Answering(), time.monotonic()
    clock = answering.clock(0.3)
    while not clock.over:
        await answering.of(asyncio.sleep(0.01))
    assert time.monotonic() - began >= 0.3


@pytest.mark.slow
async def test_a_page_that_is_always_slow_gets_more_time_but_not_for_ever() -> None:
    answering = Answering()
    for _ in range(8):
        await answering.of(asyncio.sleep(0.3), "look")
    assert 1.0 < answering.slowness < 2.5
    clock = answering.clock(0.5)
    while not clock.over:
        await answering.of(asyncio.sleep(0.3), "look")


@pytest.mark.slow
async def test_that_it_is_busy_is_told_once() -> None:
    told: list[str] = []

    async def tell(text: str) -> None:
        told.append(text)

    answering = Answering(tell)
    await asyncio.gather(*(answering.of(asyncio.sleep(1.8)) for _ in range(3)))
    assert len(told) == 1


async def test_what_is_stopped_is_over_at_once() -> None:
    answering, never = Answering(), asyncio.Event()
    waiting = asyncio.ensure_future(answering.of(never.wait()))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
