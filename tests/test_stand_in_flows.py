"""Every shipped flow, unchanged, on its stand-ins in real Chromium: one test for each case of `sites/`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import NoReturn

import pytest
import pytest_asyncio

from runner import events
from runner.browser.driver import Pace, PageDriver
from runner.browser.launch import Session
from runner.browser.panel import Panel
from runner.events import Event, Question, Reply
from runner.flow.load import load_file
from runner.places import flow_path
from runner.session.engine import Engine
from runner.session.person import Together

from .by_hand import do
from .conftest import Start
from .sites.case import Action, Case, Continue, all_cases
from .sites.serve import StandIn

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
LONGEST = 45  # seconds of one walk; a way that leads nowhere takes most of it
CASES = all_cases()


class Scripted:
    """A person who does at each pause what the case says, and has no answer to anything else."""

    def __init__(self, driver: PageDriver, case: Case) -> None:
        self._driver = driver
        self._turns: dict[str, tuple[Action, ...]] = dict(case.actions_by_pause)

    async def ask(self, question: Question) -> Reply:
        """Plays the turn; after it the page has to notice, unless the turn ends with Continue."""
        if question.about in ("missing", "elsewhere", "agree"):
            raise AssertionError(f"nobody should be asked this: {question.say}")
        for action in self._turns.pop(question.about, ()):
            if action == Continue():
                return Reply("continue", "panel")
            await do(await self._driver.tabs.present(), action)
        return await self._waits()

    async def stops(self) -> None:
        """Never."""
        await self._waits()

    async def _waits(self) -> NoReturn:
        await asyncio.Event().wait()
        raise AssertionError  # an event nobody sets

    @property
    def left(self) -> list[str]:
        """The pauses that never came."""
        return list(self._turns)


@pytest.fixture(scope="module")
def site() -> Iterator[StandIn]:
    with StandIn() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser(start: Start, site: StandIn) -> AsyncIterator[Session]:
    async with start(*site.chromium_args) as session:
        yield session


@pytest.fixture(autouse=True)
async def fresh(browser: Session, site: StandIn) -> None:
    """As for a person who has never been there: no cookies, one empty tab, nothing sent."""
    page = await browser.context.new_page()
    for other in browser.context.pages:
        if other is not page:
            await other.close()
    await browser.context.clear_cookies()
    site.submissions.clear()
    site.logins.clear()
    site.strays.clear()


async def walk(case: Case, browser: Session, heard: list[Event]) -> tuple[events.SessionEnded, Scripted]:
    """The case from start to end, as runner.walk wires it."""
    file = load_file(flow_path(case.flow))
    file = replace(file, flow=file.flow.with_values(case.me, {}))
    async with Panel() as panel:
        await panel.attach(browser.context)
        driver = PageDriver(browser.context, panel, browser.relaunch, Pace(0, 2))
        person = Scripted(driver, case)
        engine = Engine(file, driver, Together([person]), [panel.hear, heard.append])
        driver.take(file.flow, engine)
        async with asyncio.timeout(LONGEST):
            return await engine.run(), person


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_flow(case: Case, browser: Session, site: StandIn) -> None:
    site.variant, site.language = case.variant, case.language
    heard: list[Event] = []
    try:
        ended, person = await walk(case, browser, heard)
    except BaseException as error:
        error.add_note("\n".join(map(str, heard)))
        error.add_note(f"at {browser.context.pages[-1].url}")
        raise
    told = "\n".join(map(str, heard))
    assert ended.outcome == case.outcome, told
    assert len(site.submissions) == case.sends, told
    assert len(site.logins) == ("login" in case.actions_by_pause)
    assert person.left == []
    assert not any(isinstance(event, events.Wandered) for event in heard)
    assert not [event for event in heard if any(value and value in str(event) for value in case.me.values())]


def test_no_stand_in_is_missing() -> None:
    """Each flow for a real company has cases, and each case a flow."""
    from runner.places import library

    assert {case.flow for case in CASES} == set(library()) - {"practice"}
