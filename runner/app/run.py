"""Walks flows with a person: the browser, the panel, the records and the engine, for one flow after another."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from runner import events
from runner.app.batch import Batch, FlowResult, planned
from runner.app.batch_runner import BatchRunner
from runner.app.evidence_store import EvidenceStore
from runner.app.front_end import Exit, FrontEnd
from runner.app.login_page import by_hand
from runner.app.places import home, installed_folder
from runner.app.region import EVERYWHERE, home_region, region
from runner.app.repairs import Mending
from runner.app.vouching import WalkNote
from runner.browser import asking
from runner.browser.display import available, display_problem, virtual_display
from runner.browser.driver import PageDriver
from runner.browser.find import find
from runner.browser.launch import browser_session
from runner.browser.looking_driver import LookingPageDriver
from runner.browser.panel import Panel
from runner.browser.profile import profile_folder
from runner.browser.shared import LentBrowser
from runner.browser.signal import is_sent, not_sent
from runner.browser.switches import Launch, debugging_note, here_note, sandbox_note
from runner.browser.waiting import Pace
from runner.config import Config
from runner.errors import BrowserError
from runner.events import Listener
from runner.flow.head import AnswerDue
from runner.flow.hosts import is_loopback
from runner.flow.load import FlowFile
from runner.locale import _, per_front
from runner.records.bookkeeper import Bookkeeper
from runner.records.countries import countries
from runner.records.deadlines import due
from runner.records.event_log import EventLog
from runner.records.files import write_private
from runner.records.ledger import Ledger
from runner.records.report import write_run_page
from runner.records.request import WalkedFlow
from runner.records.storyboard import Storyboard
from runner.session.checkpoint import Checkpoints
from runner.session.engine import Engine
from runner.session.fingerprints import Fingerprints
from runner.session.memory import Memory
from runner.session.own import own_words
from runner.session.person import Person, Together

CONNECT_NOTE = per_front(
    _("browser.connect is for checks alone: what you do yourself takes place in a browser of this computer."),
    _(
        "The browser that stands elsewhere, under Settings, is for checks alone: what you do yourself takes place in a"
        " browser of this computer."
    ),
)


@dataclass(frozen=True)
class Plan:
    """What to walk, in this order, and how.

    `pictures` keeps a storyboard; `player` makes the scripted person of the practice run; `needs` is what was given of
    that which flows ask before they start. `region` is where they are, if not in their country.
    """

    files: Sequence[FlowFile]
    config: Config = field(default_factory=Config)
    home: Path = field(default_factory=home)
    account: str | None = None
    profile: str | None = None
    events_file: Path | None = None
    pictures: bool = False
    screen: bool = True
    args: tuple[str, ...] = ()
    player: Callable[[LookingPageDriver], Person] | None = None
    start_over: bool = False
    needs: dict[str, str] = field(default_factory=dict)
    region: str | None = None


D = TypeVar("D", bound=LookingPageDriver)


@dataclass(frozen=True)
class RunContext(Generic[D]):
    """Those who are there for a walk: the page's driver, the person at all places, and who listens to flows."""

    driver: D
    person: Together
    listeners: list[Listener]
    front: FrontEnd

    def over(self) -> bool:
        """Whether the person has said at an exit that all is over."""
        return any(one.pressed() for one in self.front.exits)


async def run(
    plan: Plan, people: Sequence[Person] = (), listeners: Sequence[Listener] = (), exits: Sequence[Exit] = ()
) -> list[FlowResult]:
    """Walks the plan's flows with a person, one after another, and tells what came of each.

    The panel in the browser's window is one of the places where they are asked; `people` are those of a front end,
    `exits` where they can only say stop. `listeners` hear every event. Needs neither a terminal nor the main thread.
    Raises BrowserError where no browser can be used, RecordsError where nothing can be noted.
    """
    return await Run(plan, FrontEnd(people, listeners, exits)).to_the_end()


class Run:
    """One run of flows; `results` are those so far, also where it ends with an error."""

    def __init__(self, plan: Plan, front: FrontEnd) -> None:
        self.plan = plan
        self._front = front
        self._batch = Batch([planned(file, plan.config.me) for file in plan.files])

    @property
    def batch(self) -> Batch:
        """What is walked, what is to come, and what came of the others."""
        return self._batch

    @property
    def results(self) -> list[FlowResult]:
        """What came of each flow so far."""
        return self._batch.results

    @property
    def code(self) -> int:
        """The exit code: the worst of the flows'."""
        return self._batch.code

    async def to_the_end(self) -> list[FlowResult]:
        """Walks what there is to walk."""
        plan = self.plan
        with Ledger(plan.home) as ledger:  # first: one that cannot be written is said before all else
            async with run_context(plan, self._front, PageDriver) as context:
                walker = _Walker(plan, context, ledger, memory_of(plan))
                await BatchRunner(self._batch, walker.one, context, plan.config.me, plan.needs).to_the_end()
        return self.results


@contextlib.asynccontextmanager
async def run_context(plan: Plan, front: FrontEnd, kind: type[D]) -> AsyncIterator[RunContext[D]]:
    """The browser with this kind of driver, and all who are asked and told, for the length of the block."""
    with EventLog(plan.events_file) if plan.events_file else contextlib.nullcontext() as log:
        async with (
            lent(plan, front) as browser,
            Panel(lambda: front.tell(events.PanelHidden(flow="")), browser.go_home) as panel,
            kind(browser.context, panel, browser.relaunch, _pace(plan.config), browser.choice) as driver,
        ):
            driver.aside.opens_by(by_hand(browser.session, plan.home))
            await panel.attach(browser.context)
            front.tell(events.BrowserOpened(flow="", notes=browser.notes))
            places: list[Person] = [*([] if browser.is_headless else [panel]), *front.people]
            places += [plan.player(driver)] if plan.player else []
            person = Together(places, front.exits, sees_page=not browser.is_headless or plan.player is not None)
            heard: list[Listener] = [*front.listeners, panel.hear, *([log.hear] if log else [])]
            try:
                yield RunContext(driver, person, heard, front)
            finally:
                front.tell(events.BrowserClosed(flow=""))


@contextlib.asynccontextmanager
async def lent(plan: Plan, front: FrontEnd) -> AsyncIterator[LentBrowser]:
    """The front end's browser where the plan is for its profile, else one of the plan's own."""
    if front.browser and plan.profile is None and plan.account is None:
        yield await front.browser.lend()
        return
    with contextlib.ExitStack() as stack:
        spec = launch_spec(plan, stack, front)
        async with browser_session(spec, asking.register) as session:
            missing = spec.signal == "on" and not await is_sent(session.context)
            notes = (not_sent(spec.browser),) if missing else ()
            yield LentBrowser(session, session.relaunch, spec.headless, notes=notes)


def _pace(config: Config) -> Pace:
    return Pace(config.pace, config.timeout)


def launch_spec(plan: Plan, stack: contextlib.ExitStack, front: FrontEnd) -> Launch:
    """Which browser on which screen; tells what the person should know about it."""
    browser = find(plan.config.browser.use)
    spec = Launch(
        browser=browser,
        profile=profile_folder(plan.home, plan.profile or plan.account),
        headless=plan.config.browser.headless,
        args=tuple(plan.config.browser.args),
        own=plan.args,
        language=plan.config.language,
        signal=plan.config.browser.opt_out_signal,
    )
    problem = None if spec.headless else display_problem()
    if problem and plan.screen:
        raise BrowserError(problem)
    if problem:
        if available():
            spec = replace(spec, display=stack.enter_context(virtual_display()))
        else:
            spec = replace(spec, headless=True)
    where = _("headless") if spec.headless else _("on your screen")
    if spec.display and not spec.headless:
        where = _("on the virtual screen {name}", name=spec.display)
    elsewhere = CONNECT_NOTE if plan.config.browser.connect else None
    notes = tuple(note for note in (sandbox_note(), debugging_note(spec), here_note(spec), elsewhere) if note)
    front.tell(events.BrowserChosen(flow="", title=browser.title, where=where, notes=notes))
    return spec


@dataclass
class _Walker:
    """All that the flows of one run have in common: browser, person, records."""

    plan: Plan
    context: RunContext[PageDriver]
    ledger: Ledger
    memory: Memory

    async def one(self, file: FlowFile) -> FlowResult:
        """Walks one flow that has all it needs to know in it."""
        plan, context, began = self.plan, self.context, datetime.now(UTC)
        driver = context.driver
        folder = plan.home / "runs" / f"{file.id}-{began:%Y%m%d-%H%M%S}"
        board = Storyboard(folder, driver.picture) if plan.pictures else None
        keeper = _bookkeeper(plan, file, self.ledger, driver)
        walked = WalkNote(plan.home, file, plan.account or "")
        heard = [keeper.hear, walked.hear, *context.listeners, *([board.hear] if board else [])]
        memory = replace(self.memory, pictures=EvidenceStore(file.id, lambda: keeper.evidence))
        engine = Engine(file, driver, context.person, heard, memory, offered_here(plan, file))
        driver.take(file.flow, engine)
        store = None if plan.start_over else self.memory.checkpoints
        ended = await engine.run(store.read(file.id) if store else None, offer=context.front.is_attended)
        told = events.FlowEnded(flow=file.id, outcome=ended.outcome, basis=ended.basis, advice=ended.advice)
        context.front.tell(told)
        walked.keep(driver.language, began.date())
        keeper.settle()
        page = write_run_page(board.story, folder / "run.html", began) if board else None
        where = (str(folder), str(page)) if page else ("", "")
        context.front.tell(events.FlowFiled(flow=file.id, noted=keeper.said, pictures=where[0], report=where[1]))
        request = keeper.request or ""
        due_on = self.ledger.request(request).due if request else None
        came = FlowResult(file.id, file.flow.title, ended.outcome, ended.basis, request, due_on)  # type: ignore[arg-type]
        return replace(came, advice=ended.advice)


def memory_of(plan: Plan) -> Memory:
    """What this walk keeps between runs, in the folder of everything the tool writes.

    A walk that a script plays is not gone on with, so it keeps no place.
    """
    mending = Mending(plan.home, installed_folder())
    checkpoints = None if plan.player else Checkpoints(plan.home / "runs", write_private, plan.account)
    return Memory(
        checkpoints,
        Fingerprints(plan.home / "sightings", write_private),
        mending.lessons,
        mending,
        own=own_words(plan.config.me),
    )


def _bookkeeper(plan: Plan, file: FlowFile, ledger: Ledger, driver: PageDriver) -> Bookkeeper:
    """Writes the walk of a flow into the ledger; on a company that is on this computer alone, it is practice."""
    country = plan.config.me.get("country", "")
    answer_due = answer_clock(file, country)
    return Bookkeeper(
        ledger,
        walked_flow(file),
        plan.account or "",
        practice=is_practice(file),
        here=lambda: driver.here,
        due=lambda sent: due(answer_due, sent, country),
    )


def walked_flow(file: FlowFile) -> WalkedFlow:
    """A flow as the ledger keeps it."""
    return WalkedFlow(file.id, file.flow.title, file.flow.service, file.source.text, file.digest)


def is_practice(file: FlowFile) -> bool:
    """Whether the company is one that is on this computer alone."""
    return all(is_loopback(host) for host in file.flow.hosts)


def answer_clock(file: FlowFile, country: str) -> str | int | None:
    """By which clock an answer is due; none where a flow for everywhere names the EU's and no such law holds there."""
    named, lives = file.flow.answer_due, home_region(country)
    if isinstance(named, AnswerDue):
        return named.days
    if named != "gdpr" or lives is None or file.flow.offered_in != EVERYWHERE:
        return named
    return named if any(code in countries() and countries()[code].law for code in lives.codes) else None


def offered_here(plan: Plan, file: FlowFile) -> bool:
    """Whether the flow is offered where the person says that they live."""
    home = region(plan.region) if plan.region else home_region(plan.config.me.get("country", ""))
    return home is not None and file.flow.offered_in is not None and home.has(file.flow.offered_in)
