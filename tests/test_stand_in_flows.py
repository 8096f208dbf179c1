"""Each shipped flow, unchanged, on its stand-in pages under the real host names: one test per case of tests/sites.

`make whole` walks each flow once, and once each variant that pages of several services have alike; `make test` those
that together show every kind of step, pause, deed, end and language.

The pages' own timers run `HURRY` times as fast, by a script, and so does the time a switch is given to settle: what is
late stays late in the same measure. And a page at rest is taken as it is, for these pages do nothing without a timer;
the longest of theirs, 1.5 seconds, is over in well under `Pace.rest`.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import AsyncIterator, Hashable
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Error

from runner import events
from runner.app.evidence_store import EvidenceStore
from runner.app.region import home_region
from runner.browser import asking
from runner.browser.driver import PageDriver
from runner.browser.find import find
from runner.browser.launch import Session, browser_session
from runner.browser.panel import Panel
from runner.browser.switches import Launch
from runner.browser.waiting import Pace
from runner.events import Question, Reply
from runner.flow.kinds import KINDS
from runner.flow.load import load_file, walk
from runner.records.evidence import EvidenceFolder
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together
from tests.by_hand import LOOK_MS, do, thing
from tests.conftest import QUIET
from tests.few import covering, few
from tests.patience import until
from tests.sites.case import Case, Continue, all_cases
from tests.sites.serve import StandIn
from tests.under_panel import until_free

STILL = "--force-prefers-reduced-motion"  # without a screen's own hardware each drawn frame costs the processor
FLOWS = Path(__file__).parents[1] / "flows"
HURRY = 5
PACE = Pace(ring=0, settle=Pace.settle / HURRY, rest=0.5)
TIMERS = (
    f"{{ const later = setTimeout; window.setTimeout = (do_, ms, ...given) => later(do_, ms / {HURRY}, ...given); }}"
)
LONGEST = 300  # seconds after which a case hangs; on a quiet machine it takes one to five, on a busy one ten times that

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
        args = (*QUIET, STILL, *site.chromium_args)
        spec = Launch(find(), tmp_path_factory.mktemp("home") / "profile", headless=True, own=args)
        async with browser_session(spec, asking.register) as browser, Panel() as panel:
            yield Stage(site, browser, panel)


class Player:
    """The person of a case: does on the page what the case says, and leaves the rest to the page."""

    def __init__(self, driver: PageDriver, panel: Panel, case: Case) -> None:
        self.driver, self.panel, self.case = driver, panel, case
        self.asked: Counter[str] = Counter()

    async def ask(self, question: Question) -> Reply:
        if question.topic == "not_offered" and self.case.outcome == "stopped":
            return Reply("no", "panel")  # where they live it is, and they know
        if question.about == "missing":
            assert self.case.outcome == "stopped", f"nobody expected to be asked: {question.say}"
            return Reply("stop", "panel")
        shown = asyncio.ensure_future(self.panel.ask(question))
        try:
            return await self._answer(question)
        finally:
            shown.cancel()
            await asyncio.gather(shown, return_exceptions=True)

    async def _answer(self, question: Question) -> Reply:
        self.asked[question.about] += 1
        turns, each = self.case.actions_by_pause, question.about
        for action in turns.get(f"{each} {self.asked[each]}", turns.get(each, ())):
            if isinstance(action, Continue):
                return Reply("continue", "panel")
            page = await self.driver.tabs.present()
            if (used := await thing(page, action)) is not None:
                await used.wait_for(state="attached", timeout=LOOK_MS)
                await used.scroll_into_view_if_needed()
                await until_free(used)
            await do(page, action)
        if "yes" in question.choices and question.about in ("agree", "attach"):
            return Reply("yes", "panel")  # a picture is taken, kept and attached
        await asyncio.Event().wait()
        raise AssertionError

    async def stops(self) -> None:
        await asyncio.Event().wait()


async def arrived(site: StandIn, expected: int) -> int:
    """How many forms and settings have reached the server; the last may be on its way when the walk is over."""
    await until(lambda: len(site.submissions) >= expected, lambda: True)
    return len(site.submissions)


@cache
def kinds(flow: str) -> frozenset[str]:
    """The kinds of step in a flow's text, which is read much sooner than the flow is."""
    steps = (FLOWS / f"{flow}.yaml").read_text("utf-8").partition("\nsteps:")[2]
    return frozenset(re.findall(r"^ *- (?:\{ *)?([a-z]+):", steps, re.MULTILINE)) & KINDS.keys()


def shows(case: Case) -> set[Hashable]:
    """What is seen of Optout when this case is walked: kinds of step, pauses, deeds, how it ends, in which language."""
    pauses = [(pause.partition(" ")[0], turn) for pause, turn in case.actions_by_pause.items()]
    deeds = {(pause, type(deed)) for pause, turn in pauses for deed in turn}
    ends = {(what, case.outcome) for what in (*kinds(case.flow), *(pause for pause, _ in pauses))}
    others = {("in", case.language), ("unread", case.unread), ("sends", case.sends)}
    return {*deeds, *ends, *others}


CASES = covering(few(all_cases(), attrgetter("flow"), attrgetter("variant")), shows)


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_flow_on_its_stand_in(stage: Stage, case: Case, tmp_path: Path) -> None:
    await stage.set_up(case)
    file = load_file(FLOWS / f"{case.flow}.yaml")
    file = replace(file, flow=file.flow.with_values(case.me, case.needs))
    heard: list[events.Event] = []
    album = EvidenceStore(file.id, lambda: EvidenceFolder(tmp_path))
    async with PageDriver(stage.browser.context, stage.panel, stage.browser.relaunch, PACE) as driver:
        person = Player(driver, stage.panel, case)
        told, lives = [heard.append, stage.panel.hear], home_region(case.me.get("country", ""))
        offered = lives is not None and lives.has(file.flow.offered_in)
        engine = Engine(file, driver, Together([person]), told, Memory(pictures=album), offered)
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
