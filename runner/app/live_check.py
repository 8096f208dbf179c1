"""Wires the parts for `optout check --live`: headless browsers without any login, one page of a site at a time.

Each job has a browser of its own, here or where the settings say. One that dies takes the flow it was walking with it,
and no other: that flow is tried once more, in a new one.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

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
from runner.records.files import write_private
from runner.session.causes import Sight
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
    files: Sequence[FlowFile], rounds: Rounds, said: Callable[[FlowVisit], object] = lambda visit: None
) -> list[FlowVisit]:
    """Walks the public part of each flow; `said` hears each visit as it ends. The visits come in the order of `files`.

    Raises BrowserError where no browser can be used.
    """
    visits: dict[int, FlowVisit] = {}
    told = [file for file in files if not _asks_first(file)]
    for file in files:
        if why := _asks_first(file):
            visits[id(file)] = _unvisited(file, why, rounds.region)
            said(visits[id(file)])
    if told:
        with tempfile.TemporaryDirectory(prefix="optout-") as folder:
            async with many_sessions(asking.register) as open_session:
                work = _Work(rounds, open_session, Path(folder), Line(told), said)
                await work.to_the_end(min(rounds.jobs, len(groups(told))))
        visits |= work.visits
    return [visits[id(file)] for file in files]


async def visit_one(file: FlowFile, rounds: Rounds) -> FlowVisit:
    """Walks the public part of one flow."""
    return (await visit_all([file], rounds))[0]


def _asks_first(file: FlowFile) -> str:
    """Why a flow is not visited: it has to know something that only a person can tell."""
    asked = " ".join(need.ask for need in file.flow.needs.values())
    return f"not visited: it needs to know something of yours ({asked})" if asked else ""


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


class _Work:
    """The jobs, and what came of each flow, by its identity."""

    def __init__(
        self,
        rounds: Rounds,
        open_session: OpenSession,
        folder: Path,
        line: Line,
        said: Callable[[FlowVisit], object],
    ) -> None:
        self.visits: dict[int, FlowVisit] = {}
        self._rounds, self._open, self._folder = rounds, open_session, folder
        self._line, self._said = line, said
        self._pauses = Pauses(rounds.every)
        seen = rounds.home or folder
        self._fingerprints = Fingerprints(seen / "sightings", write_private)

    async def to_the_end(self, jobs: int) -> None:
        """Visits all, so many at once."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(jobs):
                    tasks.create_task(self._job())
        except BaseExceptionGroup as group:
            raise _first(group) from group

    async def _job(self) -> None:
        """Visits one flow after another; a browser that has gone is left for a new one, with the flow it was at."""
        file, tries = await self._line.next(), 1
        while file is not None:
            try:
                async with self._open(self._where()) as session:
                    while file is not None and not session.closed.is_set():
                        await self._note(file, await self._visit(file, session, tries))
                        file, tries = await self._line.next(), 1
            except BrowserGone as gone:
                if tries < _TRIES:
                    tries += 1
                    continue
                file = await self._give_up(file, f"{gone}, twice", tries)
                tries = 1
            except BrowserError as error:
                if not self.visits and tries == 1:
                    raise  # there is none to begin with: no flow is to blame
                file = await self._give_up(file, str(error), tries)
                tries = 1

    async def _give_up(self, file: FlowFile | None, why: str, tries: int) -> FlowFile | None:
        """Notes that a flow could not be visited; the next one."""
        assert file is not None, "a browser goes while a flow is at it"
        await self._note(file, _unvisited(file, f"not visited: {why}", self._rounds.region, tries))
        return await self._line.next()

    async def _note(self, file: FlowFile, visit: FlowVisit) -> None:
        self.visits[id(file)] = visit
        self._said(visit)
        await self._line.over(file)

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

    async def _visit(self, file: FlowFile, browser: Session, tries: int) -> FlowVisit:
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
        visitor = Visitor(file, self._pauses.breathe, lambda: _sight(driver))
        memory = Memory(fingerprints=self._fingerprints)
        engine = Engine(file, driver, Together([visitor], sees_page=False), [visitor.hear], memory)
        driver.take(file.flow, engine)
        try:
            async with asyncio.timeout(_LONGEST):
                await engine.run()
        except TimeoutError:
            visitor.give_up(f"it did not come to an end in {_LONGEST / 60:.0f} minutes")
        return visitor.visit


async def _sight(driver: VisitingDriver) -> Sight:
    """How the page at hand came; whether it wants a login is only asked where it came at all."""
    return Sight(
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
