"""Wires the parts for a run: browser, panel, terminal, records and engine, for one flow after another."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from runner import events
from runner.album import Album
from runner.browser import targets
from runner.browser.display import available, display_problem, virtual_display
from runner.browser.driver import PageDriver
from runner.browser.find import find
from runner.browser.launch import Session, browser_session
from runner.browser.panel import Panel
from runner.browser.profile import profile_folder
from runner.browser.switches import Launch, debugging_note, sandbox_note
from runner.browser.waiting import Pace
from runner.config import Config
from runner.errors import BrowserError
from runner.events import Listener, Question, Reply
from runner.flow.hosts import is_loopback
from runner.flow.load import FlowFile
from runner.flow.model import AnswerDue
from runner.mending import Mending
from runner.onward import Onward
from runner.records.bookkeeper import Bookkeeper
from runner.records.deadlines import due
from runner.records.event_log import EventLog
from runner.records.evidence import EvidenceFolder
from runner.records.files import write_private
from runner.records.ledger import Ledger
from runner.records.report import OUTCOMES, write_run_page
from runner.records.request import WalkedFlow
from runner.records.storyboard import Storyboard
from runner.session.checkpoint import Checkpoint, Checkpoints
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Person, Together
from runner.session.sightings import Sightings
from runner.sitting import Came, Sitting, planned, summary
from runner.terminal import NO_KEYS, Keys, Progress

PLAYED = "A script plays your part here."


@dataclass(frozen=True)
class Plan:
    """What to walk, in this order, and how.

    `pictures` keeps a storyboard; `player` makes the scripted person of the practice run; `needs` is what was given of
    that which flows ask before they start.
    """

    files: Sequence[FlowFile]
    config: Config
    home: Path
    account: str | None = None
    profile: str | None = None
    events_file: Path | None = None
    pictures: bool = False
    screen: bool = True
    args: tuple[str, ...] = ()
    player: Callable[[PageDriver], Person] | None = None
    start_over: bool = False
    needs: dict[str, str] = field(default_factory=dict)


class CtrlC:
    """A place where the person can only say stop: Ctrl-C, or the end of the terminal."""

    def __init__(self) -> None:
        self._pressed = asyncio.Event()

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Takes Ctrl-C as an answer for the length of the block; a second one ends the program as usual."""
        loop = asyncio.get_running_loop()
        names = [signal.SIGINT, signal.SIGTERM] if sys.platform != "win32" else []

        def stop(name: signal.Signals) -> None:
            loop.remove_signal_handler(name)
            self._pressed.set()

        for name in names:
            loop.add_signal_handler(name, stop, name)
        try:
            yield
        finally:
            for name in names:
                loop.remove_signal_handler(name)

    def pressed(self) -> bool:
        """Whether it is pressed already: then all is over, not one flow alone."""
        return self._pressed.is_set()

    async def ask(self, question: Question) -> Reply:
        """Stop, once Ctrl-C is pressed."""
        await self._pressed.wait()
        return Reply("stop", "terminal")

    async def stops(self) -> None:
        """Returns when Ctrl-C is pressed."""
        await self._pressed.wait()


@dataclass(frozen=True)
class Company:
    """Those who are there for a walk: the page's driver, the person, who listens, and where it is told what happens.

    `over` says whether the person has pressed Ctrl-C.
    """

    driver: PageDriver
    person: Together
    listeners: list[Listener]
    progress: Progress
    over: Callable[[], bool]


async def walk(plan: Plan, console: Console) -> int:
    """Walks the plan's flows in one sitting; the exit code is the worst of theirs."""
    with Ledger(plan.home) as ledger:  # first: one that cannot be written is said before all else
        async with in_company(plan, console) as company:
            return await _Walker(plan, company, ledger, _memory(plan)).all()


@contextlib.asynccontextmanager
async def in_company(plan: Plan, console: Console) -> AsyncIterator[Company]:
    """The browser and all who are asked and told, for the length of the block."""
    interactive = sys.stdin.isatty() and console.is_terminal and plan.player is None
    progress = Progress(console, interactive, PLAYED if plan.player else NO_KEYS)
    with contextlib.ExitStack() as stack:
        spec = launch_spec(plan, stack, progress)
        log = stack.enter_context(EventLog(plan.events_file)) if plan.events_file else None
        async with browser_session(spec, targets.register) as browser, Panel(progress.panel_lost) as panel:
            await panel.attach(browser.context)
            driver = _driver(browser, panel, plan.config)
            keys, ctrl_c = Keys(progress), CtrlC()
            stack.enter_context(ctrl_c.listening())
            if interactive:
                stack.enter_context(keys.reading())
            places: list[Person] = [] if spec.headless else [panel]
            places += [keys] if interactive else []
            places += [plan.player(driver)] if plan.player else []
            listeners: list[Listener] = [progress.hear, panel.hear, *([log.hear] if log else [])]
            yield Company(driver, Together(places, [ctrl_c]), listeners, progress, ctrl_c.pressed)


def _driver(browser: Session, panel: Panel, config: Config) -> PageDriver:
    return PageDriver(browser.context, panel, browser.relaunch, Pace(config.pace, config.timeout))


def launch_spec(plan: Plan, stack: contextlib.ExitStack, progress: Progress) -> Launch:
    """Which browser on which screen; says what the person should know about it."""
    browser = find(plan.config.browser.use)
    spec = Launch(
        browser=browser,
        profile=profile_folder(plan.home, plan.profile or plan.account),
        headless=plan.config.browser.headless,
        args=(*plan.args, *plan.config.browser.args),
        language=plan.config.language,
    )
    problem = None if spec.headless else display_problem()
    if problem and plan.screen:
        raise BrowserError(problem)
    if problem:
        if available():
            spec = replace(spec, display=stack.enter_context(virtual_display()))
        else:
            spec = replace(spec, headless=True)
    where = (
        "headless" if spec.headless else f"on the virtual screen {spec.display}" if spec.display else "on your screen"
    )
    progress.say(f"{browser.title}, {where}.", "dim")
    for note in (sandbox_note(), debugging_note(spec)):
        if note:
            progress.say(note, "yellow")
    return spec


@dataclass
class _Walker:
    """All that the flows of one run have in common: browser, person, records."""

    plan: Plan
    company: Company
    ledger: Ledger
    memory: Memory

    async def all(self) -> int:
        """Walks the plan's flows, one after another; several of them end with what came of each."""
        plan, there, say = self.plan, self.company, self.company.progress.say
        sitting = Sitting([planned(file, plan.config.me) for file in plan.files])
        talk = (there.driver, there.person, there.listeners, say)
        onward = Onward(sitting, self.one, *talk, plan.config.me, plan.needs, there.over)
        try:
            return await onward.to_the_end()
        finally:
            if len(plan.files) > 1 and sitting.came:
                say(f"\n{summary(sitting.came, plan.account)}")

    async def one(self, file: FlowFile) -> Came:
        """Walks one flow that has all it needs to know in it."""
        plan, progress, began = self.plan, self.company.progress, datetime.now(UTC)
        driver = self.company.driver
        folder = plan.home / "runs" / f"{file.id}-{began:%Y%m%d-%H%M%S}"
        board = Storyboard(folder, driver.picture) if plan.pictures else None
        keeper = _bookkeeper(plan, file, self.ledger, driver)
        heard = [keeper.hear, *self.company.listeners, *([board.hear] if board else [])]
        album = Album(file.id, _evidence_of(keeper))
        engine = Engine(file, driver, self.company.person, heard, replace(self.memory, pictures=album))
        driver.take(file.flow, engine)
        ended = await engine.run(None if plan.start_over else _cut_off(self.memory, file), progress.can_answer)
        _farewell(ended, progress)
        keeper.settle()
        progress.say(f"  {keeper.said}") if keeper.said else None
        if board:
            page = write_run_page(board.story, folder / "run.html", began)
            progress.say(f"  Pictures: {folder}\n  Report:   {page}")
        request = keeper.request or ""
        due_on = self.ledger.request(request).due if request else None
        return Came(file.id, file.flow.title, ended.outcome, ended.confirmed, request, due_on)  # type: ignore[arg-type]


def _evidence_of(keeper: Bookkeeper) -> Callable[[], EvidenceFolder]:
    return lambda: keeper.evidence


def _memory(plan: Plan) -> Memory:
    """What this walk keeps between runs, in the folder of everything the tool writes."""
    mending = Mending(plan.home)
    checkpoints = Checkpoints(plan.home / "runs", write_private, plan.account)
    return Memory(checkpoints, Sightings(plan.home / "sightings", write_private), mending.lessons, mending)


def _bookkeeper(plan: Plan, file: FlowFile, ledger: Ledger, driver: PageDriver) -> Bookkeeper:
    """Writes the walk of a flow into the ledger; on a company that is on this computer alone, it is practice."""
    flow = file.flow
    walked = WalkedFlow(file.id, flow.title, flow.service, file.source.text, file.digest)
    answer_due = flow.answer_due.days if isinstance(flow.answer_due, AnswerDue) else flow.answer_due
    region = plan.config.me.get("country", "")
    return Bookkeeper(
        ledger,
        walked,
        plan.account or "",
        practice=all(is_loopback(host) for host in flow.hosts),
        here=lambda: driver.here,
        due=lambda sent: due(answer_due, sent, region),
    )


def _cut_off(memory: Memory, file: FlowFile) -> Checkpoint | None:
    """The walk of this flow that was cut off, as long as the flow is still the same."""
    kept = memory.checkpoints.read(file.id) if memory.checkpoints else None
    return kept if kept and kept.digest == file.digest and 1 < kept.step <= len(file.flow.steps) else None


def _farewell(ended: events.SessionEnded, progress: Progress) -> None:
    said = OUTCOMES[ended.outcome]
    if ended.outcome in ("sent", "opted_out", "already_out"):
        said += " Read back and confirmed." if ended.confirmed else " It was not read back, so it is not confirmed."
    progress.say(f"\n  {said}", "bold")
    if ended.advice:
        progress.say(f"  {ended.advice}")
