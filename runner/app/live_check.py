"""Wires the parts for `optout check --live`: a headless browser without any login, one page at a time."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from runner.browser import asking
from runner.browser.driver import PageDriver
from runner.browser.find import find
from runner.browser.launch import Session, browser_session
from runner.browser.panel import Panel
from runner.browser.switches import Launch
from runner.browser.waiting import Pace
from runner.config import Config
from runner.flow.load import FlowFile
from runner.records.files import write_private
from runner.session.engine import Engine
from runner.session.fingerprints import Fingerprints
from runner.session.memory import Memory
from runner.session.person import Together
from runner.session.visitor import FlowVisit, Visitor

_BETWEEN = 2.0  # seconds between two pages asked of one host


class Manners:
    """Asks no host for a page sooner than some seconds after the last."""

    def __init__(self, between: float = _BETWEEN) -> None:
        self._between = between
        self._last: dict[str, float] = {}

    async def breathe(self, host: str) -> None:
        """Waits until this host may be asked again."""
        wait = self._last.get(host, -self._between) + self._between - time.monotonic()
        await asyncio.sleep(max(0.0, wait))
        self._last[host] = time.monotonic()


async def visit_all(
    files: Sequence[FlowFile], config: Config, home: Path, said: Callable[[FlowVisit], object]
) -> list[FlowVisit]:
    """Walks the public part of each flow, one after another; `said` hears each visit as it ends.

    What things looked like in walks before is read in `home`. Raises BrowserError where no browser can be used.
    """
    manners, visits = Manners(), []
    fingerprints = Fingerprints(home / "sightings", write_private)
    with tempfile.TemporaryDirectory(prefix="optout-") as folder:
        spec = Launch(
            browser=find(config.browser.use),
            profile=Path(folder) / "profile",
            headless=True,
            args=tuple(config.browser.args),
            language=config.language,
        )
        async with browser_session(spec, asking.register) as browser, Panel() as panel:
            await panel.attach(browser.context)
            for file in files:
                visits.append(await _visit(file, browser, panel, config, (manners, fingerprints)))
                said(visits[-1])
    return visits


async def _visit(
    file: FlowFile, browser: Session, panel: Panel, config: Config, kept: tuple[Manners, Fingerprints]
) -> FlowVisit:
    manners, fingerprints = kept
    if file.flow.needs:
        asked = " ".join(need.ask for need in file.flow.needs.values())
        return FlowVisit(file.id, file.flow.title, ended=f"not visited: it needs to know something of yours ({asked})")
    async with PageDriver(browser.context, panel, browser.relaunch, Pace(0, config.timeout)) as driver:
        visitor = Visitor(file, manners.breathe, lambda: driver.status)
        memory = Memory(fingerprints=fingerprints)
        engine = Engine(file, driver, Together([visitor], sees_page=False), [visitor.hear], memory)
        driver.take(file.flow, engine)
        await browser.context.clear_cookies()
        await engine.run()
    return visitor.visit
