"""Each shipped flow, unchanged, on its stand-in pages under the real host names: one test per case of tests/sites.

The pages' own timers run `HURRY` times as fast, by a script, and so does the time a switch is given to settle: what is
late stays late in the same measure. And a page at rest is taken as it is, for these pages do nothing without a timer;
the longest of theirs, 1.5 seconds, is over in well under `Pace.rest`.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Error

from runner import events
from runner.album import Album
from runner.browser import targets
from runner.browser.driver import PageDriver
from runner.browser.find import find
from runner.browser.launch import Session, browser_session
from runner.browser.panel import Panel
from runner.browser.switches import Launch
from runner.browser.waiting import Pace
from runner.events import Question, Reply
from runner.flow.load import load_file, walk
from runner.records.evidence import EvidenceFolder
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together
from tests.by_hand import do
from tests.conftest import QUIET
from tests.sites.case import Case, Continue, all_cases
from tests.sites.serve import StandIn

FLOWS = Path(__file__).parents[1] / "flows"
HURRY = 5
PACE = Pace(ring=0, settle=Pace.settle / HURRY, rest=0.5)
TIMERS = (
    f"{{ const later = setTimeout; window.setTimeout = (do_, ms, ...given) => later(do_, ms / {HURRY}, ...given); }}"
)
LONGEST = 60  # seconds; a case takes one to five

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@dataclass
class Stage:
    """One browser and one stand-in server, set anew for each case; a case that failed leaves no browser behind."""

    site: StandIn
    browser: Session
    panel: Panel
    spoilt: bool = True

    async def set_up(self, case: Case) -> None:
        """One empty tab, nobody logged in, and the world as the case has it."""
        if self.spoilt or self.browser.closed.is_set():
            context = await self.browser.relaunch()
            await context.add_init_script(TIMERS)
            await self.panel.attach(context)
        self.spoilt = True
        self.site.variant, self.site.language = case.variant, case.language
        self.site.submissions.clear()
        self.site.strays.clear()
        context = self.browser.context
        page = await context.new_page()
        for other in context.pages:
            if other is not page:
                with contextlib.suppress(Error):
                    await other.close()
        await context.clear_cookies()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    with StandIn() as site:
        args = (*QUIET, *site.chromium_args)
        spec = Launch(find(), tmp_path_factory.mktemp("home") / "profile", headless=True, args=args)
        async with browser_session(spec, targets.register) as browser, Panel() as panel:
            yield Stage(site, browser, panel)


class Player:
    """The person of a case: does on the page what the case says, and leaves the rest to the page."""

    def __init__(self, driver: PageDriver, panel: Panel, case: Case) -> None:
        self.driver, self.panel, self.case = driver, panel, case
        self.asked: Counter[str] = Counter()

    async def ask(self, question: Question) -> Reply:
        if question.about == "missing":
            assert self.case.outcome == "stopped", f"nobody expected to be asked: {question.say}"
            return Reply("stop", "panel")
        self.asked[question.about] += 1
        turns, each = self.case.actions_by_pause, question.about
        for action in turns.get(f"{each} {self.asked[each]}", turns.get(each, ())):
            if isinstance(action, Continue):
                return Reply("continue", "panel")
            await self.panel.veil(True)  # a person would drag it aside
            await do(await self.driver.tabs.present(), action)
            await self.panel.veil(False)
        if "yes" in question.choices and question.about in ("agree", "attach"):
            return Reply("yes", "panel")  # a picture is taken, kept and attached
        await asyncio.Event().wait()
        raise AssertionError

    async def stops(self) -> None:
        await asyncio.Event().wait()


async def arrived(site: StandIn, expected: int) -> int:
    """How many forms and settings have reached the server; the last may be on its way when the walk is over."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(2):
            while len(site.submissions) < expected:
                await asyncio.sleep(0.02)
    return len(site.submissions)


@pytest.mark.parametrize("case", all_cases(), ids=str)
async def test_flow_on_its_stand_in(stage: Stage, case: Case, tmp_path: Path) -> None:
    await stage.set_up(case)
    file = load_file(FLOWS / f"{case.flow}.yaml")
    file = replace(file, flow=file.flow.with_values(case.me, case.needs))
    driver = PageDriver(stage.browser.context, stage.panel, stage.browser.relaunch, PACE)
    heard: list[events.Event] = []
    album = Album(file.id, lambda: EvidenceFolder(tmp_path))
    person = Player(driver, stage.panel, case)
    engine = Engine(file, driver, Together([person]), [heard.append, stage.panel.hear], Memory(pictures=album))
    driver.take(file.flow, engine)
    try:
        async with asyncio.timeout(LONGEST):
            ended = await engine.run()
    except TimeoutError:
        pytest.fail(f"it waits: {[event.as_json() for event in heard][-12:]}")
    missed = any(isinstance(event, events.TargetMissing) for event in heard)
    assert ended.outcome == case.outcome, [event.as_json() for event in heard][-12:]
    assert missed == (case.outcome == "stopped")
    if ended.outcome in ("opted_out", "already_out"):
        reads = any(step.word == "confirm" for _, step in walk(file.flow.steps))
        assert ended.confirmed == (reads and not case.unread)
    assert await arrived(stage.site, case.sends) == case.sends
    assert not stage.site.strays
    stage.spoilt = False
