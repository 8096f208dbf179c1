"""What is learnt of what was pointed at, once it has been used; and what of a box that was told no."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from runner import events
from runner.errors import TargetNotFound
from runner.flow.driver import Pointed
from runner.flow.load import load
from runner.flow.model import Pick, Target
from runner.records.files import write_private
from runner.session.drift.drafts import Drafts
from runner.session.drift.learn import Learning
from runner.session.learned import Learned, LearnedStore
from runner.session.next_step import AGAIN, ON, Next
from runner.session.repair import mended, propose
from runner.testing import FakeDriver, flow, play, pointed
from tests.session.drift.standing import Standing, of

PRIVACY = of({"named": "Privacy"})
WAY = "- click: Privacy\n- click: Form"
NOTHING_FINDS_IT = "Nothing would find that again without you, so I do not write it down."


class Lessons(LearnedStore):
    """Lessons in memory."""

    def __init__(self) -> None:
        self.kept: list[Learned] = []

    def add(self, lesson: Learned) -> None:
        self.kept.append(lesson)

    def drop(self, lesson: Learned) -> None:
        self.kept.remove(lesson)

    @property
    def ways(self) -> list[tuple[str, object]]:
        return [(lesson.way, lesson.loc[1]) for lesson in self.kept]


class Elsewhere(FakeDriver):
    """A page on which a mended flow would find something else."""

    async def same(self, one: Target, other: Target) -> bool:
        return False


@pytest.fixture
def lessons() -> Lessons:
    return Lessons()


def part(at: Standing, lessons: Lessons | None) -> Learning:
    drafts = Drafts(at.driver, at.file, frozenset(), lambda: date(2026, 11, 3))
    return Learning(at.talk, at.state, at.remembering, drafts, lessons)


async def used(at: Standing, lessons: Lessons | None, name: str, *then: str) -> Next:
    """The person points at a thing, it is used, and `then` is what the page shows."""
    learning, shown = part(at, lessons), pointed(name)
    await learning.try_to_write(at.position, shown)
    at.driver.sees = set(then)
    return await learning.after_use(at.step, at.position, shown.pick)


# -- what was pointed at ----------------------------------------------------------------------------------------------


@pytest.mark.slow
async def test_what_led_on_is_the_thing_under_another_name(lessons: Lessons) -> None:
    at = Standing(WAY, FakeDriver({"Data"}))
    assert await used(at, lessons, "Data", "Form") == ON
    assert lessons.ways == [("renamed", 0)]
    assert lessons.kept[0].pick == pointed("Data").pick and lessons.kept[0].date == "2026-11-03"
    assert at.state.has_learnt and at.said == []


@pytest.mark.slow
async def test_nothing_is_learnt_before_it_was_used(lessons: Lessons) -> None:
    at = Standing(WAY, FakeDriver({"Data"}))
    await part(at, lessons).try_to_write(at.position, pointed("Data"))
    assert lessons.kept == [] and not at.state.has_learnt


async def test_what_brought_the_thing_up_was_a_level_before_it_and_is_so_once(lessons: Lessons) -> None:
    at = Standing(WAY, FakeDriver({"Account"}))
    assert await used(at, lessons, "Account", "Privacy") == AGAIN
    assert lessons.ways == [("inserted", 0)]
    assert at.said == ["One level more than before; going on with this step."]
    assert await used(at, lessons, "Account", "Privacy") == ON
    assert lessons.ways == [("inserted", 0), ("renamed", 0)]


async def test_what_leads_to_the_next_page_was_no_level_though_the_thing_is_there_as_well(lessons: Lessons) -> None:
    at = Standing(WAY, FakeDriver({"Data"}))
    assert await used(at, lessons, "Data", "Privacy", "Form") == ON
    assert lessons.ways == [("renamed", 0)]


async def test_a_thing_with_the_name_in_its_own_was_not_brought_up(lessons: Lessons) -> None:
    class Loose(FakeDriver):
        async def holds(self, condition: object, timeout: float | None = None, seen: bool = False) -> bool:
            return "Privacy" in str(condition)

    at = Standing("- click: Privacy", Loose({"Data"}))
    assert await used(at, lessons, "Data", "Our Privacy") == ON
    assert lessons.ways == [("renamed", 0)]


@pytest.mark.slow
async def test_what_is_typed_into_is_never_a_level(lessons: Lessons) -> None:
    at = Standing("- fill: {field: Email, with: {text: x}}\n- click: Form", FakeDriver({"Mail"}))
    at.driver.looks = [Pick(role="textbox", name="Email", text="Email")]
    assert await used(at, lessons, "Mail", "Email") == ON
    assert lessons.ways == [("renamed", 0)]


async def test_one_of_several_is_learnt_to_be_told_apart_and_is_no_level(lessons: Lessons) -> None:
    at = Standing(WAY, FakeDriver({"Privacy"}))
    at.remembering.were_several(PRIVACY)
    assert await used(at, lessons, "Privacy", "Privacy") == ON
    assert lessons.ways == [("apart", 0)]


async def test_what_nothing_would_find_again_is_not_written_and_that_is_said(lessons: Lessons) -> None:
    at = Standing(WAY, Elsewhere({"Data"}))
    assert await used(at, lessons, "Data", "Form") == ON
    assert lessons.kept == [] and not at.state.has_learnt
    assert at.said == [NOTHING_FINDS_IT]


async def test_without_a_place_for_lessons_nothing_is_tried_and_nothing_said() -> None:
    at = Standing(WAY, Elsewhere({"Data"}))
    assert await used(at, None, "Data", "Form") == ON
    assert at.state.drafts == {} and at.said == [] and not at.state.has_learnt


# -- what needs no trying ---------------------------------------------------------------------------------------------


def test_a_press_that_is_not_needed_any_more_is_optional(lessons: Lessons) -> None:
    at = Standing(WAY, FakeDriver(), place=0)
    part(at, lessons).level_less(at.position)
    assert lessons.ways == [("optional", 0)] and at.state.has_learnt


def test_what_says_no_is_a_lesson_until_it_was_pressed_for_nothing(lessons: Lessons) -> None:
    at = Standing(WAY, FakeDriver())
    learning = part(at, lessons)
    for name in ("Reject all", "Not now"):
        learning.says_no(at.position, pointed(name, "button").pick)
    assert lessons.ways == [("interruption", 0)] * 2
    learning.says_no_for_nothing(pointed("Reject all", "button").pick)
    assert [lesson.pick and lesson.pick.name for lesson in lessons.kept] == ["Not now"]
    learning.says_no_for_nothing(pointed("Reject all", "button").pick)
    assert len(lessons.kept) == 1


# -- in a whole walk ------------------------------------------------------------------------------------------------


async def test_a_mend_that_would_find_something_else_is_not_kept(tmp_path: Path) -> None:
    class Another(FakeDriver):
        async def same(self, one: Target, other: Target) -> bool:
            return "beside" in str(one.model_dump(exclude_none=True))

    driver = Another({"Neu"})
    pick = Pick(tag="button", role="button", name="Neu", neighbours=("ad", "Help", "Usage data"))
    driver.points = [Pointed(pick, of({"named": "Neu"}))]
    learnt = LearnedStore(tmp_path, write_private)
    file = flow("- click: New")
    await play(file, driver, "point", lessons=learnt)
    [proposal] = propose(file.source.text, learnt.of("f"))
    assert "beside: Usage data" in proposal.diff()


async def test_a_new_name_and_a_level_more_are_told_apart(tmp_path: Path) -> None:
    learnt = LearnedStore(tmp_path, write_private)
    file = flow("- click: Settings\n- click: Privacy\n- click: Object")
    renamed = FakeDriver({"Options"}, {"Options": {"Privacy"}, "Privacy": {"Object"}})
    renamed.points = [pointed("Options")]
    await play(file, renamed, "point", lessons=learnt)
    assert [(lesson.way, lesson.loc[1]) for lesson in learnt.of("f")] == [("renamed", 0)]

    more = FakeDriver({"Settings"}, {"Settings": {"Account"}, "Account": {"Privacy"}, "Privacy": {"Object"}})
    more.points = [pointed("Account")]
    await play(file, more, "point", lessons=learnt)
    assert more.done == ["press Settings", "press Account", "press Privacy", "press Object"]
    assert ("inserted", 1) in [(lesson.way, lesson.loc[1]) for lesson in learnt.of("f")]


async def test_of_several_things_the_right_one_is_learnt_to_be_told_apart(tmp_path: Path) -> None:
    class Twice(FakeDriver):
        async def press(self, target: Target, timeout: float | None = None) -> str:
            if target == PRIVACY:
                raise TargetNotFound("“Privacy”", 2)
            return await super().press(target, timeout)

    learnt = LearnedStore(tmp_path, write_private)
    driver = Twice({"Privacy"})
    driver.points = [pointed("Privacy")]
    await play(flow("- click: Privacy"), driver, "no", "point", lessons=learnt)
    assert [lesson.way for lesson in learnt.of("f")] == ["apart"]


TWICE = """
- reach: {there_when: {visible: {text: Training}}, by: {a: [{open: "https://a.example/ai"}]}}
- click: Training
- open: https://a.example/
- reach: {there_when: {visible: {text: Training}}, by: {a: [{open: "https://a.example/ai"}]}}
"""


async def test_where_a_way_leads_may_have_another_name_and_that_is_learnt_everywhere(tmp_path: Path) -> None:
    file = flow(TWICE)
    driver = FakeDriver({"Learning"}, {"https://a.example/ai": {"Learning"}, "https://a.example/": {"Home"}})
    driver.points = [pointed("Learning", "button")]
    learnt = LearnedStore(tmp_path, write_private)
    said: list[str] = []

    def answer(question: events.Question) -> str:
        said.append(question.say)
        return "point"

    await play(file, driver, answer, lessons=learnt)
    assert said == [
        "None of the ways this flow knows leads to the page. It would show “Training”. "
        "If it is here by another name, point at it; else go there yourself and press Continue, or look again."
    ]
    assert "press Learning" in driver.done
    lessons = learnt.of("f")
    assert [lesson.loc for lesson in lessons] == [("steps", 0, "reach"), ("steps", 1, "click"), ("steps", 3, "reach")]
    assert all(lesson.way == "renamed" for lesson in lessons)
    after = load(mended(file.source.text, lessons), "f.yaml").flow.steps
    assert all("Learning" in str(step.looks_for) for step in after[:2] + after[3:])
