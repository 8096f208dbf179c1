"""A thousand requests and three hundred flows of one's own: every page of the home, in the processor's time."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.records.ledger import Ledger
from tests.home.conftest import Visitor
from tests.home.test_services import own_flow
from tests.records.books import Clock, keep, sent, switched, walked_flow

MOST = 0.3  # seconds of the processor, of a page that was shown before
PAGES = (
    "/services", "/services?q=flow", "/services/review?flow=flow-1&flow=flow-2", "/requests", "/requests/service-1",
    "/flows", "/flows/flow-1", "/collections", "/walk", "/start/services", "/settings", "/stored", "/help",
    "/card", "/receipts", "/check/live", "/check/merge", "/publish", "/record",
)  # fmt: skip


@pytest.mark.whole
@pytest.mark.slow
async def test_every_page_is_there_in_time(visitor: Visitor, folder: Path) -> None:
    for number in range(300):
        own_flow(folder, f"flow-{number}", title=f"Flow {number}", service=f"Service {number}")
    clock = Clock()
    with Ledger(folder, clock) as ledger, ledger.together():
        for number in range(1_000):
            flow = walked_flow(f"flow-{number}", "Service")
            id_ = sent(ledger, flow) if number % 2 else switched(ledger, flow)
            if number % 50 == 0:
                keep(ledger, id_, "form")
    await visitor.get("/services")  # reads the flows
    took = {}
    for path in PAGES:
        took[path], page = await visitor.quickest(path)
        assert "<h1" in page, path
    assert (await visitor.get("/requests")).count('class="card"') == 1_000
    assert {path: seconds for path, seconds in took.items() if seconds >= MOST} == {}, took
