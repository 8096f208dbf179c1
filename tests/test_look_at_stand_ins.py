"""Shipped flows on their stand-in pages, only looked at: how things stand is seen, and nothing has arrived there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from runner import events
from runner.app.region import home_region
from runner.browser.looking_driver import LookingPageDriver
from runner.events import Event, Question, Reply
from runner.flow.load import load_file
from runner.flow.results import Telling
from runner.session.looking import Onlooker, Verdict
from runner.session.person import Together
from runner.session.sights import by_hand, to_see
from tests import test_stand_in_flows
from tests.by_hand import do
from tests.few import nth
from tests.sites.case import Case, Continue, all_cases
from tests.test_stand_in_flows import FLOWS, LONGEST, PACE, Stage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
stage = test_stand_in_flows.stage

# What looking comes to on the pages of a case, by how the run of it ends; where a page has no word for the opposite of
# what is wanted, nobody can tell that a setting still stands against the person.
COMES_TO: Mapping[str | None, tuple[Verdict, ...]] = {
    "sent": ("form", "unknown"),  # unknown where it has a setting as well that cannot be read
    "opted_out": ("reverted", "unknown"),
    "already_out": ("confirmed", "unknown"),
    "not_offered": ("not_offered",),
    "stopped": ("unknown", "reverted"),
    None: ("unknown",),  # a part of it only the person can see
}


@cache
def tells(flow: str) -> tuple[frozenset[Telling], bool]:
    """What there is to see of a flow, and whether a part of it is the person's alone to see."""
    steps = load_file(FLOWS / f"{flow}.yaml").flow.steps
    return to_see(steps), bool(by_hand(steps))


# The first case of each flow for each way it ends; of a flow that has nothing to see no page is opened in an audit.
CASES = [
    one
    for one in {(one.flow, one.outcome): one for one in reversed(all_cases())}.values()
    if not tells(one.flow)[0].isdisjoint({"setting", "form"})
]


class LogsInAndLeads:
    """The person of a case where nothing is to be done: they log in, and lead on where only they can."""

    def __init__(self, driver: LookingPageDriver, case: Case) -> None:
        self.driver, self.case = driver, case
        self.asked: dict[str, int] = {}

    async def ask(self, question: Question) -> Reply:
        assert question.about not in ("submit", "switch", "attach"), f"nobody is asked to act: {question.say}"
        if question.about in ("missing", "agree", "elsewhere"):
            if question.topic == "all_the_same":
                return Reply("yes", "panel")
            assert self.case.outcome in ("stopped", "not_offered"), f"nobody expected to be asked: {question.say}"
            return Reply("yes" if question.topic == self.case.outcome == "not_offered" else "stop", "terminal")
        self.asked[question.about] = each = self.asked.get(question.about, 0) + 1
        turns = {**self.case.actions_by_pause, **self.case.looking}
        for action in turns.get(f"{question.about} {each}", turns.get(question.about, ())):
            if isinstance(action, Continue):
                return Reply("continue", "panel")
            await do(await self.driver.tabs.present(), action)
        await asyncio.Event().wait()
        raise AssertionError

    async def stops(self) -> None:
        await asyncio.Event().wait()


@pytest.mark.core(cases=3)
@pytest.mark.parametrize("case", nth(CASES, 6), ids=str)
async def test_a_flow_is_only_looked_at(stage: Stage, case: Case) -> None:
    await stage.set_up(case)
    file = load_file(FLOWS / f"{case.flow}.yaml")
    file = replace(file, flow=file.flow.with_values(case.me, case.needs))
    heard: list[Event] = []
    async with LookingPageDriver(stage.browser.context, stage.panel, stage.browser.relaunch, PACE) as driver:
        lives = home_region(case.me.get("country", ""))
        offered = lives is not None and lives.has(file.flow.offered_in)
        person, told = Together([LogsInAndLeads(driver, case)]), [heard.append, stage.panel.hear]
        onlooker = Onlooker(file, driver, person, told, offered_here=offered)
        driver.take(file.flow, onlooker)
        try:
            async with asyncio.timeout(LONGEST):
                verdict = onlooker.verdict(await onlooker.run())
        except TimeoutError:
            pytest.fail(f"it waits: {[event.as_json() for event in heard][-12:]}")
    assert verdict in COMES_TO[case.outcome], [event.as_json() for event in heard][-12:]
    there, is_hidden = tells(case.flow)
    if there == {"setting"} and case.outcome in ("opted_out", "already_out") and not case.unread:
        certain, either = COMES_TO[case.outcome]
        assert verdict == (either if is_hidden and certain == "confirmed" else certain)
        assert any(isinstance(event, events.SettingRead) for event in heard)
    if there == {"form"} and case.outcome == "sent":
        assert verdict == "form"
    assert stage.site.submissions == []
    assert not stage.site.strays
    stage.spoilt = False
