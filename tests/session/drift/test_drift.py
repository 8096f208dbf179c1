"""The parts of drift together: in which order they are tried, what is told, and where the walk goes from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner import events
from runner.errors import TargetNotFound
from runner.flow.model import Pick, Target
from runner.records.files import write_private
from runner.session.drift import Drift
from runner.session.learned import LearnedStore
from runner.session.memory import Memory
from runner.session.next_step import AGAIN, ON, Next, to
from runner.session.person import Together
from runner.session.talk import Over
from runner.testing import FakeDriver, names, pointed
from tests.session.drift.standing import Standing

WAY = "- click: Menu\n- click: Settings\n- click: Privacy"


async def missed(at: Standing, miss: TargetNotFound | None = None, memory: Memory | None = None) -> Next:
    drift = Drift(at.talk, at.file, memory or Memory())
    return await drift.missed(miss or TargetNotFound("“Menu”"), at.step, at.position)


async def test_a_later_page_is_gone_on_at_before_anything_is_asked_and_a_level_less_is_learnt(tmp_path: Path) -> None:
    lessons = LearnedStore(tmp_path, write_private)
    at = Standing(WAY, FakeDriver({"Settings"}))
    assert await missed(at, memory=Memory(lessons=lessons)) == to(1)
    assert [event.why for event in at.heard if isinstance(event, events.StepSkipped)] == [
        "we are further already: Press “Settings”"
    ]
    assert [(lesson.way, lesson.loc[1]) for lesson in lessons.of("f")] == [("optional", 0)]


@pytest.mark.slow
async def test_what_only_the_person_can_tell_is_asked_at_once() -> None:
    at = Standing(WAY, FakeDriver({"Settings"}), "skip")
    assert await missed(at, TargetNotFound("“Menu”", 2)) == ON
    assert names(at.heard)[:2] == ["target_missing click", "person_asked missing"]


async def test_what_has_come_meanwhile_is_not_told_as_missing() -> None:
    at = Standing(WAY, FakeDriver({"Menu"}))
    assert await missed(at) == AGAIN
    assert at.heard == []


async def test_a_page_for_members_before_the_login_is_passed() -> None:
    at = Standing("- open: https://a.example/ai\n- pause: {for: login, say: Log in.}\n- click: Menu", FakeDriver())
    unopened = TargetNotFound("a.example/ai").because("the page wants to know who you are", unopened=True, status=401)
    assert await missed(at, unopened) == ON
    assert names(at.heard) == ["step_done open"]
    unopened.status = 500
    at.talk.person = Together([])
    with pytest.raises(Over):
        await missed(at, unopened)


async def test_with_nobody_there_it_is_told_and_lost() -> None:
    at = Standing(WAY, FakeDriver({"Options"}))
    at.talk.person = Together([])
    with pytest.raises(Over) as over:
        await missed(at)
    assert over.value.outcome == "lost"
    assert names(at.heard) == ["target_missing click"]


async def test_what_was_pointed_at_is_what_the_step_looks_for_from_then_on() -> None:
    at = Standing("- click: Menu\n- fill: {field: X, with: {text: x}}\n- click: Menu", FakeDriver(), "point")
    drift = Drift(at.talk, at.file, Memory())
    at.driver.points = [options := pointed("Options")]
    move = await drift.missed(TargetNotFound("“Menu”"), at.step, at.position)
    assert move.pick == options.pick and move.step and move.step.looks_for == options.target
    assert "picked click" in names(at.heard)

    later = at.talk.position = at.at(2)
    assert drift.knows(at.step, later)
    again = await drift.missed(TargetNotFound("“Menu”"), at.step, later)
    assert again.step == move.step and at.said == ["As you have shown me before."]
    assert not drift.knows(at.step, later)  # missed once more, it is asked about


async def test_a_continue_by_the_page_goes_on_where_the_page_is() -> None:
    at = Standing(WAY, driver := FakeDriver(), (lambda: driver.shift("Menu"), None))
    assert await missed(at) == AGAIN
    further = Standing(WAY, there := FakeDriver(), (lambda: there.shift("Settings"), None))
    assert await missed(further) == to(1)


async def test_what_was_there_by_the_page_and_is_missed_again_is_asked_about() -> None:
    at = Standing(WAY, driver := FakeDriver(), (lambda: driver.shift("Menu"), None), "skip")
    drift = Drift(at.talk, at.file, Memory())
    assert await drift.missed(TargetNotFound("“Menu”"), at.step, at.position) == AGAIN
    assert await drift.missed(TargetNotFound("“Menu”"), at.step, at.position) == ON
    assert [question.page_answers for question in at.asked] == [True, True]


async def test_a_continue_of_the_person_is_taken_for_done_by_hand() -> None:
    at = Standing(WAY, FakeDriver(), "continue")
    assert await missed(at) == ON
    [done] = [event for event in at.heard if isinstance(event, events.StepDone)]
    assert done.note == "done by hand"


# -- a box that lies over it ------------------------------------------------------------------------------------------


def covered() -> TargetNotFound:
    return TargetNotFound("“Menu”").because("“Menu” is there, but something lies over it", covered=True)


def under_a_box(*answers: object) -> Standing:
    at = Standing(WAY, FakeDriver({"Menu"}), *answers)
    at.driver.over["Menu"] = pointed("Reject all", "button")
    return at


async def test_a_box_is_told_no_after_a_yes_and_that_is_learnt(tmp_path: Path) -> None:
    lessons, at = LearnedStore(tmp_path, write_private), under_a_box("yes")
    assert await missed(at, covered(), Memory(lessons=lessons)) == AGAIN
    assert at.driver.done == [f"decline {pointed('Reject all', 'button').target}"]
    assert [lesson.way for lesson in lessons.of("f")] == ["interruption"]


async def test_a_box_that_is_left_alone_leaves_the_question_where_the_thing_is(tmp_path: Path) -> None:
    lessons, at = LearnedStore(tmp_path, write_private), under_a_box("no", "skip")
    assert await missed(at, covered(), Memory(lessons=lessons)) == ON
    assert [question.about for question in at.asked] == ["agree", "missing"]
    assert at.driver.done == [] and lessons.of("f") == []


async def test_a_banner_that_stays_is_the_persons_and_is_not_learnt(tmp_path: Path) -> None:
    class Stays(FakeDriver):
        async def decline_also(self, control: Target) -> None:
            drift.declined("Reject all")

    at = Standing(WAY, Stays({"Menu"}), "yes", "retry")
    at.driver.over["Menu"] = pointed("Reject all", "button")
    lessons = LearnedStore(tmp_path, write_private)
    drift = Drift(at.talk, at.file, Memory(lessons=lessons))
    assert await drift.missed(covered(), at.step, at.position) == AGAIN
    assert len(lessons.of("f")) == 1
    assert await drift.missed(covered(), at.step, at.position) == AGAIN
    asked, left = (question.say for question in at.asked)
    assert "Shall I press “Reject all”" in asked
    assert left.endswith("I pressed “Reject all” and it is still there: close it yourself, then let me look again.")
    assert lessons.of("f") == []


# -- what the walk asks of it -----------------------------------------------------------------------------------------


@pytest.mark.slow
async def test_that_something_was_learnt_is_known_once_it_was_kept(tmp_path: Path) -> None:
    at = Standing(WAY, FakeDriver(), "point")
    at.driver.points = [options := pointed("Options")]
    drift = Drift(at.talk, at.file, Memory(lessons=LearnedStore(tmp_path, write_private)))
    await drift.missed(TargetNotFound("“Menu”"), at.step, at.position)
    assert not drift.has_learnt
    assert await drift.learnt(at.step, at.position, Pick(role="link", name="Another")) == ON
    assert not drift.has_learnt
    assert await drift.learnt(at.step, at.position, options.pick) == ON
    assert drift.has_learnt
