"""Visits flows one after another for a program without an event loop, such as pytest; the browser stays open."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

from runner.app.checking import Wanted
from runner.app.host_turns import SiteLocks, sites_of
from runner.app.live_check import Rounds, Seat, seats
from runner.app.places import config_folders, home
from runner.app.region import region as region_of
from runner.browser.allowed import refuse
from runner.config import find_config
from runner.flow.load import FlowFile
from runner.session.visitor import FlowVisit


class Visits:
    """Visits of one process; with `shared`, a folder, no site is asked while another process asks it.

    Settings are those of the file given, else of the person's own folder: never of the folder one works in.
    """

    def __init__(
        self, settings: Path | None, connect: str, region: str, every: float, shared: Path | None = None
    ) -> None:
        config = find_config(settings, config_folders()[1:])
        refuse(config.browser.args)
        self._region = region_of(region) if region else None
        place = Wanted(region=region).place
        self._rounds = Rounds(config.connected(connect) if connect else config, home(), every=every, region=place)
        self._locks = SiteLocks(shared, every) if shared else None
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._seat: Seat | None = None

    def visit(self, file: FlowFile) -> FlowVisit | str:
        """Walks the public part of a flow; or why that is not done. Raises BrowserError where there is no browser."""
        if file.id == "practice":
            return "the practice flow is for `optout practice`"
        if self._region and not self._region.has(file.flow.offered_in):
            return f"not offered in {self._region.name}"
        with self._locks.held(sites_of(file)) if self._locks else ExitStack():
            return self._runner.run(self._one(file))

    async def _one(self, file: FlowFile) -> FlowVisit:
        if self._seat is None:
            make = await self._stack.enter_async_context(seats(self._rounds))
            self._seat = await self._stack.enter_async_context(make())
        return await self._seat.visit(file)

    def close(self) -> None:
        """Closes the browser."""
        self._runner.run(self._stack.aclose())
        self._runner.close()
