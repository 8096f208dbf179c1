"""The one thing that is under way in the home's browser: a walk, practice, a look at settings. One at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from runner.app.batch import Batch, FlowResult
from runner.app.front_end import FrontEnd
from runner.app.watching import Watching
from runner.errors import RunnerError, Stopped
from runner.events import Event
from runner.home.changes import Changes
from runner.home.person import HomeExit, HomePerson
from runner.locale import _

ELSE_UNDER_WAY = _("Something else is under way: let it come to its end, or stop it first.")


@dataclass
class WalkNow:
    """Something that is under way, or was last: its name and page, what is to be seen of it, and what came of it."""

    name: str
    path: str = "/walk"
    watching: Watching = field(default_factory=Watching)
    exit: HomeExit = field(default_factory=HomeExit)
    batch: Batch | None = None
    is_over: bool = False
    failed: str = ""
    told: Sequence[str] = ()
    to_mend: Sequence[str] = ()  # the flows that would set right what was seen
    account: str = ""
    after: str = ""  # the page that is shown at the end, if not its own
    card: str = ""  # the page with all that was seen

    @property
    def results(self) -> Sequence[FlowResult]:
        """What came of each flow so far."""
        return self.batch.results if self.batch else ()


Work = Callable[[WalkNow, FrontEnd], Awaitable[None]]


class HomeWalks:
    """Does what is begun, one after the other never: a second one is refused while the first is under way."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self.person = HomePerson(changes.tell)
        self.now: WalkNow | None = None
        self._work: Work | None = None
        self._begun = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def is_under_way(self) -> bool:
        """Whether something is."""
        return not self._idle.is_set()

    def of(self, path: str) -> WalkNow | None:
        """What is under way, or was last, where it is shown on that page."""
        return self.now if self.now and self.now.path == path else None

    def is_at(self, path: str) -> bool:
        """Whether something is under way that is shown on that page."""
        return self.is_under_way and self.of(path) is not None

    def stop(self, path: str) -> None:
        """The person has enough of what is shown on that page; nothing else is stopped by it."""
        if (now := self.of(path)) and self.is_under_way:
            now.exit.press()

    async def idle(self) -> None:
        """Returns once nothing is under way."""
        await self._idle.wait()

    def begin(self, name: str, work: Work, path: str = "/walk") -> bool:
        """Begins something that is shown on that page; False where something else is under way."""
        if self.is_under_way:
            return False
        self.now, self._work = WalkNow(name, path), work
        self._idle.clear()
        self._begun.set()
        self._changes.tell()
        return True

    async def serve(self, browser: FrontEnd, at_end: Callable[[], Awaitable[None]]) -> None:
        """Does what is begun, as long as there is a home; never returns. `browser` has the browser for it."""
        while True:
            await self._begun.wait()
            self._begun.clear()
            assert self.now and self._work, "what is begun has a name and its work"
            try:
                await self._do(self.now, self._work, browser)
            finally:
                self._idle.set()
                self._changes.tell()
            await at_end()

    async def _do(self, now: WalkNow, work: Work, browser: FrontEnd) -> None:
        def hear(event: Event) -> None:
            now.watching.hear(event)
            self._changes.tell()

        try:
            await work(now, FrontEnd([self.person], [hear], [now.exit], browser.browser))
        except Stopped:
            now.told = [*now.told, _("Stopped.")] if not now.results else now.told
        except RunnerError as error:
            now.failed = str(error)
        finally:
            now.is_over = True
