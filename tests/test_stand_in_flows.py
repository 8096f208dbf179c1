"""Each shipped flow, unchanged, on its stand-in pages under the real host names: one test per case of tests/sites."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Error, Page

from runner import events
from runner.browser import targets
from runner.browser.driver import Pace, PageDriver
from runner.browser.find import find
from runner.browser.launch import Session, browser_session
from runner.browser.panel import Panel
from runner.browser.switches import Launch
from runner.events import Question, Reply
from runner.flow.load import load_file
from runner.session.engine import Engine
from runner.session.person import Together
from tests import forms
from tests.conftest import QUIET
from tests.sites.case import Action, Case, Choose, Continue, Press, Type, Upload, all_cases
from tests.sites.serve import StandIn

FLOWS = Path(__file__).parents[1] / "flows"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_MS = 5_000
_LONGEST = 90  # seconds; the ends that are not offered try every way first

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@dataclass
class Stage:
    """One browser and one stand-in server, set anew for each case."""

    site: StandIn
    browser: Session
    panel: Panel


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    with StandIn() as site:
        args = (*QUIET, *site.chromium_args)
        spec = Launch(find(), tmp_path_factory.mktemp("home") / "profile", headless=True, args=args)
        async with browser_session(spec, targets.register) as browser, Panel() as panel:
            await panel.attach(browser.context)
            yield Stage(site, browser, panel)


class Player:
    """The person of a case: does on the page what the case says, and leaves the rest to the page."""

    def __init__(self, driver: PageDriver, panel: Panel, case: Case) -> None:
        self.driver, self.panel, self.case = driver, panel, case
        self.done: set[str] = set()

    async def ask(self, question: Question) -> Reply:
        for action in self.case.actions_by_pause.get(question.about, ()):
            if isinstance(action, Continue):
                return Reply("continue", "panel")
            await self.panel.veil(True)  # a person would drag it aside
            await self.play(await self.driver.tabs.present(), action)
            await self.panel.veil(False)
        await asyncio.Event().wait()
        raise AssertionError

    async def stops(self) -> None:
        await asyncio.Event().wait()

    async def play(self, page: Page, action: Action) -> None:
        match action:
            case Type(label, text):
                await page.get_by_label(label, exact=True).fill(text, timeout=_MS)
            case Press(label):
                role = page.get_by_role("button", name=label, exact=True)
                thing = role.or_(page.get_by_role("link", name=label, exact=True)).first
                await forms.sign(thing)
                await thing.click(timeout=_MS)
            case Choose(label, option) if option:
                await page.get_by_label(label, exact=True).select_option(label=option, timeout=_MS)
            case Choose(label):
                await page.get_by_label(label, exact=True).check(timeout=_MS)
            case Upload(label):
                file = {"name": "proof.png", "mimeType": "image/png", "buffer": PNG}
                await page.get_by_label(label, exact=True).set_input_files(file, timeout=_MS)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", all_cases(), ids=str)
async def test_flow_on_its_stand_in(stage: Stage, case: Case) -> None:
    site = stage.site
    site.variant, site.language = case.variant, case.language
    site.submissions.clear()
    await fresh(stage)
    file = load_file(FLOWS / f"{case.flow}.yaml")
    file = replace(file, flow=file.flow.with_values(case.me, {}))
    driver = PageDriver(stage.browser.context, stage.panel, stage.browser.relaunch, Pace(ring=0, timeout=2))
    heard: list[events.Event] = []
    person = Player(driver, stage.panel, case)
    engine = Engine(file, driver, Together([person]), [heard.append, stage.panel.hear])
    driver.take(file.flow, engine)
    try:
        async with asyncio.timeout(_LONGEST):
            ended = await engine.run()
    except TimeoutError:
        pytest.fail(f"it waits: {[event.as_json() for event in heard][-12:]}")
    missed = [event for event in heard if isinstance(event, events.TargetMissing)]
    assert ended.outcome == case.outcome, [event.as_json() for event in heard][-12:]
    assert not missed
    assert len(site.submissions) == case.sends
    assert not site.strays


async def fresh(stage: Stage) -> None:
    """One empty tab, nobody logged in."""
    context = stage.browser.context
    page = await context.new_page()
    for other in context.pages:
        if other is not page:
            with contextlib.suppress(Error):
                await other.close()
    await context.clear_cookies()
