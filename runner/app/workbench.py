"""The page beside a flow that is edited: opened for the first thing that is to be done there, kept for the others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from runner.app.bench_deeds import BenchDeed
from runner.app.bench_state import BenchState, Order
from runner.app.front_end import FrontEnd
from runner.app.run import Plan, RunContext, run_context
from runner.browser.driver import PageDriver
from runner.config import Config
from runner.errors import PageGone, RunnerError, Stopped
from runner.locale import _
from runner.session.race import first


class Workbench:
    """Does what is ordered, one thing after the other; `tell` is called where there is something else to show."""

    def __init__(self, config: Callable[[], Config], folder: Path, tell: Callable[[], object]) -> None:
        self._config, self._folder, self._tell = config, folder, tell
        self._orders: asyncio.Queue[Order] = asyncio.Queue()
        self._needs: dict[str, str] = {}
        self.state = BenchState()

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return bool(self.state.doing) or not self._orders.empty()

    def order(self, order: Order, doing: str) -> None:
        """Has something done, as soon as the page is there."""
        if self.state.flow != order.file.id:
            self.state, self._needs = BenchState(order.file.id), {}
        state = self.state
        state.doing, state.said, state.is_fine, state.at = doing, "", True, order.loc
        state.candidates, state.ways, state.called, state.suggestion = [], [], "", None
        self._orders.put_nowait(order)
        self._tell()

    def settled(self) -> None:
        """A suggestion was taken, or is not wanted."""
        self.state.suggestion = None
        self._tell()

    async def work(self, front: FrontEnd) -> None:
        """Does what is ordered until the person has enough, or closes the browser; `front` has the browser for it."""
        plan = Plan([], self._config(), self._folder)
        try:
            async with run_context(plan, front, PageDriver) as there:
                while (order := await self._next(front)) is not None:
                    await self._done(order, plan, there)
                    if front.browser:
                        await front.browser.show_home()
        finally:
            self.state.doing = ""
            while not self._orders.empty():
                self._orders.get_nowait()

    async def _next(self, front: FrontEnd) -> Order | None:
        if any(one.pressed() for one in front.exits):
            return None
        over = [one.stops() for one in front.exits]
        over += [_closed(front)] if front.browser else []
        return await first(self._orders.get(), *map(_enough, over))

    async def _done(self, order: Order, plan: Plan, there: RunContext[PageDriver]) -> None:
        try:
            try:
                await there.driver.tabs.to_front()
            except PageGone:
                await there.driver.recover()
            await BenchDeed(order, plan, there, self.state, self._needs).it()
        except (Stopped, PageGone):
            self._says(_("Stopped."), is_fine=False)
        except RunnerError as error:
            self._says(str(error), is_fine=False)
        finally:
            self.state.doing = ""
            self._tell()

    def _says(self, text: str, is_fine: bool) -> None:
        self.state.said, self.state.is_fine = text, is_fine


async def _closed(front: FrontEnd) -> None:
    assert front.browser
    await front.browser.session.closed.wait()


async def _enough(over: Awaitable[None]) -> Order | None:
    await over
    return None
