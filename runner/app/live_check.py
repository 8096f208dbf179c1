"""Wires the parts for `optout check --live`: headless browsers without any login, one page of a site at a time.

Each job has a browser of its own, here or where the settings say. One that dies takes the flow it was walking with it,
and no other: that flow is tried once more, in a new one.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from runner.app.host_turns import Line, Pauses, groups
from runner.browser import asking
from runner.browser.endpoint import Endpoint, endpoint
from runner.browser.find import find
from runner.browser.launch import OpenSession, Session, many_sessions
from runner.browser.panel import Panel
from runner.browser.switches import Launch
from runner.browser.visiting import VisitingDriver, tidy
from runner.browser.waiting import Pace
from runner.config import Config
from runner.errors import BrowserError, BrowserGone
from runner.flow.load import FlowFile
from runner.locale import _
from runner.records.files import write_private
from runner.session.causes import PageMet
from runner.session.engine import Engine
from runner.session.fingerprints import Fingerprints
from runner.session.memory import Memory
from runner.session.person import Together
from runner.session.visitor import FlowVisit, Visitor

EVERY = 2.0  # seconds between two pages asked of one site
_LONGEST = 300.0  # seconds for one flow: a page may be busy for ever, and nobody is there to say stop
_TRIES = 2


@dataclass(frozen=True)
class Rounds:
    """How flows are visited: so many at once, `every` so many seconds a page of one site, seen from `region`.

    `home` is where it is read, and noted, what things looked like in walks before; None keeps nothing.
    """

    config: Config = field(default_factory=Config)
    home: Path | None = None
    jobs: int = 1
    every: float = EVERY
    region: str = ""


async def visit_all(
    files: Sequence[FlowFile],
    rounds: Rounds,
    said: Callable[[FlowVisit], object] = lambda visit: None,
    begins: Callable[[FlowFile], object] = lambda file: None,
) -> list[FlowVisit]:
    """Walks the public part of each flow; `said` hears each visit as it ends, `begins` each flow as its turn comes.

    The visits come in the order of `files`.

    Raises BrowserError where no browser can be used.
    """
    visits: dict[int, FlowVisit] = {}
    line = Line(files)

    async def job(seat: Seat) -> None:
        async with seat:
            while (file := await line.next()) is not None:
                begins(file)
                visits[id(file)] = visit = await seat.visit(file)
                said(visit)
                await line.over(file)

    async with seats(rounds) as seat:
        try:
            async with asyncio.TaskGroup() as tasks:
                for __ in range(min(rounds.jobs, len(groups(files)))):
                    tasks.create_task(job(seat()))
        except BaseExceptionGroup as group:
            raise _first(group) from group
    return [visits[id(file)] for file in files]


@asynccontextmanager
async def seats(rounds: Rounds) -> AsyncIterator[Callable[[], Seat]]:
    """How to get seats that share all but the browser: one Playwright, and the pauses between two pages of a site."""
    with tempfile.TemporaryDirectory(prefix="optout-") as folder:
        async with many_sessions(asking.register) as open_session:
            pauses = Pauses(rounds.every)
            yield lambda: Seat(rounds, open_session, Path(folder), pauses)


def _asks_first(file: FlowFile) -> str:
    """Why a flow is not visited: it has to know something that only a person can tell."""
    asked = " ".join(need.ask for need in file.flow.needs.values())
    return _("not visited: it needs to know something of yours ({what})", what=asked) if asked else ""


def _unvisited(file: FlowFile, why: str, region: str, tries: int = 0) -> FlowVisit:
    """A flow that nobody has walked, be it for want of a browser after so many tries."""
    return FlowVisit(
        file.id,
        file.flow.title,
        ended=why,
        region=region,
        at=_now(),
        tries=tries,
        hosts=tuple(file.flow.hosts),
        unvisited=True,
        no_browser=tries > 0,
    )


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


class Seat:
    """One who visits flows, one after another, with a browser that is opened for the first and stays for the next."""

    def __init__(self, rounds: Rounds, open_session: OpenSession, folder: Path, pauses: Pauses) -> None:
        self._rounds, self._open, self._folder, self._pauses = rounds, open_session, folder, pauses
        self._fingerprints = Fingerprints((rounds.home or folder) / "sightings", write_private)
        self._stack = AsyncExitStack()
        self._session: Session | None = None
        self._was_open = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        """Closes the browser."""
        await self._close()

    async def visit(self, file: FlowFile) -> FlowVisit:
        """Walks the public part of one flow; where the browser goes meanwhile, once more in a new one.

        Raises BrowserError where there is no browser to begin with: then no flow is to blame.
        """
        if why := _asks_first(file):
            return _unvisited(file, why, self._rounds.region)
        for tries in range(1, _TRIES + 1):
            try:
                return await self._walked(file, await self._browser(), tries)
            except BrowserGone:
                await self._close()
            except BrowserError as error:
                if not self._was_open:
                    raise
                return _unvisited(file, _("not visited: {why}", why=str(error)), self._rounds.region, tries)
        why = _("not visited: {why}, {tries} times", why=str(BrowserGone()), tries=_TRIES)
        return _unvisited(file, why, self._rounds.region, _TRIES)

    async def _browser(self) -> Session:
        """The browser, another one where that has gone."""
        if self._session and self._session.closed.is_set():
            await self._close()
        if self._session is None:
            self._session = await self._stack.enter_async_context(self._open(self._where()))
            self._was_open = True
        return self._session

    async def _close(self) -> None:
        self._session = None
        await self._stack.aclose()

    def _where(self) -> Launch | Endpoint:
        """A browser that nobody has used yet."""
        config = self._rounds.config
        if config.browser.connect:
            return endpoint(config.browser.connect, config.language)
        return Launch(
            browser=find(config.browser.use),
            profile=Path(tempfile.mkdtemp(prefix="job-", dir=self._folder)) / "profile",
            headless=True,
            args=tuple(config.browser.args),
            language=config.language,
        )

    async def _walked(self, file: FlowFile, browser: Session, tries: int) -> FlowVisit:
        """One visit; raises BrowserGone where the browser goes in it."""
        began = time.monotonic()
        with browser.watched():
            pace = Pace(0, self._rounds.config.timeout)
            async with (
                Panel() as panel,
                VisitingDriver(browser.context, panel, browser.give_up, pace) as driver,
            ):
                await panel.attach(browser.context)
                visit = await self._walk(file, driver)
        await tidy(browser.context)
        visit.region, visit.at, visit.tries = self._rounds.region, _now(), tries
        visit.seconds = time.monotonic() - began
        return visit

    async def _walk(self, file: FlowFile, driver: VisitingDriver) -> FlowVisit:
        visitor = Visitor(file, self._pauses.breathe, lambda: _arrival(driver))
        memory = Memory(fingerprints=self._fingerprints)
        engine = Engine(file, driver, Together([visitor], sees_page=False), [visitor.hear], memory)
        driver.take(file.flow, engine)
        try:
            async with asyncio.timeout(_LONGEST):
                await engine.run()
        except TimeoutError:
            visitor.give_up(_("it did not come to an end in {minutes} minutes", minutes=f"{_LONGEST / 60:.0f}"))
        return visitor.visit


async def _arrival(driver: VisitingDriver) -> PageMet:
    """How the page at hand came; whether it wants a login is only asked where it came at all."""
    return PageMet(
        asked=driver.asked,
        landed=driver.landed,
        status=driver.status,
        failed=driver.failed,
        too_late=driver.too_late,
        presses=driver.presses,
        wants_login=not driver.failed and await driver.wants_login(),
    )


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first error of jobs that have ended together."""
    inner = group.exceptions[0]
    return _first(inner) if isinstance(inner, BaseExceptionGroup) else inner
