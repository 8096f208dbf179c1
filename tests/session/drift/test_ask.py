"""What is asked about a missing thing, in which words and with which choices, and which thing is meant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from runner import events
from runner.errors import Elsewhere, TargetNotFound
from runner.events import Reply
from runner.flow.driver import Alike, Pointed, Sign
from runner.flow.model import Condition, Pick, Target
from runner.flow.step import Step
from runner.records.files import write_private
from runner.session.drift.ask import Asking
from runner.session.drift.recognise import Recognising
from runner.session.engine import Engine
from runner.session.fingerprints import Fingerprints
from runner.session.person import Together
from runner.session.step_position import StepPosition
from runner.testing import FakeDriver, ScriptedPerson, flow, names, play, pointed
from tests.session.drift.standing import Standing, link, of

WAYS_OUT = ("continue", "retry", "skip", "back", "stop")
TWO = [
    Alike("the one under “Content”", Pointed(Pick(role="link", name="Pages"), Target.model_validate({"href": "/1"}))),
    Alike(
        "the one in the row “Blog”", Pointed(Pick(role="link", name="Pages"), Target.model_validate({"link": ["B"]}))
    ),
]
WAY = "- click: Menu\n- click: Settings\n- click: Privacy"


class Looked(Recognising):
    """Answers what the page would: which thing is likeliest, and whether the missing one has come meanwhile."""

    def __init__(self, likely: Pointed | None = None, has_come: bool = False, says_something: bool = True) -> None:
        self._likely = likely
        self._has_come = has_come
        self._says_something = says_something

    async def likeliest(self, step: Step) -> Pointed | None:
        return self._likely

    async def is_there_after_all(self, miss: TargetNotFound, step: Step, position: StepPosition) -> bool:
        return self._has_come

    def says_something(self, miss: TargetNotFound, position: StepPosition) -> bool:
        return self._says_something and miss.plain


class Rings(FakeDriver):
    """Notes when the rings are taken off, and by what the page would answer."""

    rings_off = 0
    sign: Sign | None = None

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        self.rings_off += pick is None
        return await super().suggest(pick)

    async def begin_turn(self, sign: Sign | None, notes: Sequence[Condition] = ()) -> None:
        self.sign = sign
        await super().begin_turn(sign, notes)


def missing(name: str = "Menu", several: int = 0) -> TargetNotFound:
    return TargetNotFound(f"“{name}”", several)


async def asked(
    at: Standing, looked: Looked | None = None, miss: TargetNotFound | None = None
) -> Pointed | Reply | None:
    asking = Asking(at.talk, at.remembering, looked or Looked())
    return await asking.where_it_is(miss or missing(), at.step, at.position)


# -- where is it ------------------------------------------------------------------------------------------------------


async def test_with_nothing_to_suggest_the_person_may_point_go_on_or_leave() -> None:
    at = Standing(WAY, Rings(), "skip")
    assert await asked(at) == Reply("skip", "terminal")
    [question] = at.asked
    assert question.choices == ("point", *WAYS_OUT)
    assert question.about == "missing" and question.topic == ""
    assert question.say == (
        "Nothing on this page is “Menu”. Point at the right one, do this step yourself, or look again."
    )


async def test_the_likeliest_is_asked_about_and_a_yes_means_it() -> None:
    options = pointed("Options")
    at = Standing(WAY, Rings(), "yes")
    assert await asked(at, Looked(options)) == options
    [question] = at.asked
    assert question.choices == ("yes", "no", "point", *WAYS_OUT)
    assert question.say == "Nothing on this page is “Menu”. Is it this one: “Options”?"
    assert at.driver.rings_off == 0  # type: ignore[attr-defined]  # the ring is left on what is meant


async def test_what_is_there_and_cannot_be_used_is_no_suggestion_for_itself() -> None:
    at = Standing(WAY, Rings(), "skip")
    there = missing().because("“Menu” is there, but it is switched off")
    assert await asked(at, Looked(pointed("Menu")), there) == Reply("skip", "terminal")
    [question] = at.asked
    assert "yes" not in question.choices and "Is it this one" not in question.say


async def test_an_error_page_is_called_so_before_what_is_not_on_it() -> None:
    class Gone(Rings):
        async def page_error(self) -> str:
            return "the site has no such page (404): a.example/x"

    at = Standing(WAY, Gone(), "skip")
    await asked(at)
    [question] = at.asked
    assert question.say.startswith("The site has no such page (404): a.example/x. Nothing on this page is “Menu”.")


async def test_after_a_no_it_is_not_suggested_again() -> None:
    at = Standing(WAY, driver := Rings(), "no", "point")
    driver.points = [pointed("Choices")]
    assert await asked(at, Looked(pointed("Options"))) == pointed("Choices")
    assert [question.choices[0] for question in at.asked] == ["yes", "point"]
    assert driver.rings_off == 1


async def test_where_the_thing_has_come_meanwhile_nobody_is_asked_and_no_ring_is_left() -> None:
    at = Standing(WAY, driver := Rings())
    assert await asked(at, Looked(pointed("Options"), has_come=True)) is None
    assert at.asked == [] and driver.rings_off == 1


async def test_of_several_the_number_says_which_and_only_the_person_can_tell() -> None:
    at = Standing("- click: Pages\n- click: Form", driver := Rings({"Pages", "B"}), "2")
    driver.alike["Pages"] = TWO
    assert await asked(at, Looked(pointed("Options")), missing("Pages", 3)) == TWO[1].pointed
    [question] = at.asked
    assert question.choices == ("1", "2", "point", *WAYS_OUT) and question.topic == "several"
    assert question.say.splitlines()[1:] == [
        "1: the one under “Content”",
        "2: the one in the row “Blog”",
        "There are 1 more; point at it if it is one of those.",
    ]
    assert driver.sign is None and not question.page_answers


async def test_what_nothing_tells_from_others_is_pointed_at_once_more() -> None:
    at = Standing(WAY, driver := Rings(), "point", "point")

    async def point() -> Pointed | None:
        return None if len(at.asked) == 1 else pointed("Choices")

    driver.point = point  # type: ignore[method-assign]
    assert await asked(at) == pointed("Choices")
    assert at.asked[1].say.startswith("Nothing tells that from other things here; point at another one. Nothing on ")


async def test_pointing_on_another_site_is_told_and_asked_again() -> None:
    class Away(Rings):
        async def point(self) -> Pointed | None:
            raise Elsewhere("b.example", ("a.example",))

    at = Standing(WAY, Away(), "point", "back")
    assert await asked(at) == Reply("back", "terminal")
    assert len(at.said) == 1 and "b.example" in at.said[0]


async def test_any_other_answer_takes_the_ring_off() -> None:
    at = Standing(WAY, driver := Rings(), "continue")
    assert await asked(at, Looked(pointed("Options"))) == Reply("continue", "terminal")
    assert driver.rings_off == 1


async def test_what_lies_under_something_is_there_so_nothing_else_is_suggested() -> None:
    at = Standing(WAY, Rings(), "retry")
    await asked(at, Looked(pointed("Options")), missing().because("“Menu” is covered", covered=True))
    assert at.asked[0].say == "“Menu” is covered. Close what lies over it, then let me look again."
    assert "yes" not in at.asked[0].choices


async def test_on_a_page_that_did_not_open_there_is_nothing_to_point_at() -> None:
    at = Standing(WAY, Rings(), "retry")
    await asked(at, miss=missing().because("the page does not open", unopened=True))
    assert at.asked[0].choices == WAYS_OUT
    assert "Look again, which opens it once more" in at.asked[0].say


async def test_in_a_window_nobody_sees_nobody_points() -> None:
    at = Standing(WAY, Rings(), "retry", sees_page=False)
    await asked(at)
    assert at.asked[0].choices == WAYS_OUT
    assert "Nobody can see this page" in at.asked[0].say


# -- what the page answers --------------------------------------------------------------------------------------------


async def sign(driver: Rings, looked: Looked, miss: TargetNotFound) -> str:
    """What the page would have to show."""
    at = Standing(WAY, driver, "retry")
    await asked(at, looked, miss)
    assert at.asked[0].page_answers is (driver.sign is not None)
    return str(driver.sign.condition) if driver.sign else ""


async def test_the_page_answers_with_the_thing_or_with_what_a_later_step_looks_for() -> None:
    told = await sign(Rings(), Looked(), missing())
    assert all(name in told for name in ("Menu", "Settings", "Privacy"))


async def test_what_was_there_all_along_is_no_answer() -> None:
    told = await sign(Rings({"Settings"}), Looked(), missing())
    assert "Menu" in told and "Settings" not in told


@pytest.mark.parametrize(
    ("looked", "miss"),
    [
        (Looked(says_something=False), missing()),
        (Looked(), missing().because("“Menu” is covered", covered=True)),
    ],
)
async def test_the_thing_is_no_answer_where_that_it_is_there_says_nothing(looked: Looked, miss: TargetNotFound) -> None:
    told = await sign(Rings(), looked, miss)
    assert "Settings" in told and "Menu" not in told


async def test_with_nothing_to_wait_for_only_the_person_answers() -> None:
    at = Standing("- click: Menu", driver := Rings(), "retry")
    await asked(at, Looked(says_something=False))
    assert driver.sign is None and not at.asked[0].page_answers


# -- in words ---------------------------------------------------------------------------------------------------------


def test_what_has_no_name_to_read_is_told_by_what_it_looked_like_last(tmp_path: Path) -> None:
    store, nameless = Fingerprints(tmp_path, write_private), of({"css": "#train"})
    at = Standing("- click: {css: '#train'}", FakeDriver(), fingerprints=store)
    asking, miss = Asking(at.talk, at.remembering, Looked()), TargetNotFound(str(nameless))
    assert asking.in_words(miss, at.step) == str(nameless)
    store.remember("f", nameless, link("Train on my data"))
    assert asking.in_words(miss, at.step) == "“Train on my data”"
    assert asking.in_words(TargetNotFound("a page"), at.step) == "a page"


def test_what_has_a_name_is_told_by_it_whatever_it_was_called_last(tmp_path: Path) -> None:
    store = Fingerprints(tmp_path, write_private)
    store.remember("f", of({"named": "Menu"}), link("Options"))
    at = Standing(WAY, FakeDriver(), fingerprints=store)
    assert Asking(at.talk, at.remembering, Looked()).in_words(missing(), at.step) == "“Menu”"


# -- what lies over it ------------------------------------------------------------------------------------------------


async def test_a_box_is_told_no_only_after_it_was_asked() -> None:
    at = Standing(WAY, driver := Rings(), "yes")
    miss = missing().because("“Menu” is there, but something lies over it", covered=True)
    no = pointed("Reject all", "button").pick
    reply = await Asking(at.talk, at.remembering, Looked()).whether_to_press(miss, at.step, no)
    [question] = at.asked
    assert (reply.choice, driver.rings_off) == ("yes", 1)
    assert question.choices == ("yes", "no", "retry", "skip", "back", "stop") and question.about == "agree"
    assert question.say == (
        "“Menu” is there, but something lies over it. Shall I press “Reject all” there, now and whenever it comes "
        "again?"
    )


async def test_a_box_that_stays_is_the_persons() -> None:
    at = Standing(WAY, Rings(), "retry")
    miss = missing().because("“Menu” is there, but something lies over it", covered=True)
    no = pointed("Reject all", "button").pick
    await Asking(at.talk, at.remembering, Looked()).about_what_stays(miss, at.step, no)
    [question] = at.asked
    assert question.choices == ("retry", "skip", "back", "stop") and question.about == "missing"
    assert question.say.endswith("it is still there: close it yourself, then let me look again.")


# -- in a whole walk ------------------------------------------------------------------------------------------------


async def test_several_things_are_asked_about_once_by_their_numbers_and_the_page_does_not_answer() -> None:
    driver = FakeDriver({"Pages", "B", "Menu"})
    driver.alike["Pages"] = TWO
    asked: list[events.Question] = []

    def second(question: events.Question) -> str:
        asked.append(question)
        return "2"

    heard = await play(flow("- open: https://a.example/\n- click: Menu\n- click: Pages"), driver, second)
    [question] = asked
    assert question.choices[:3] == ("1", "2", "point")
    assert question.say.splitlines()[1:] == ["1: the one under “Content”", "2: the one in the row “Blog”"]
    assert not question.page_answers
    assert driver.done == ["open https://a.example/", "press Menu", "press B"]
    assert not [event for event in heard if isinstance(event, events.StepSkipped)]


@pytest.mark.slow
async def test_the_likeliest_is_ringed_and_pressed_only_after_a_yes() -> None:
    driver = FakeDriver({"Privacy Centres"}, {"Privacy Centres": {"Form"}})
    pressed_before: list[list[str]] = []
    file = flow("- click: Privacy Centre\n- click: Form")
    heard = await play(file, driver, (lambda: pressed_before.append(list(driver.done)), "yes"))
    assert (driver.ringed, pressed_before) == (["Privacy Centres"], [[]])
    assert driver.done == ["press Privacy Centres", "press Form"]
    assert "picked click" in names(heard)


@pytest.mark.slow
async def test_a_no_leaves_pointing_and_doing_it_by_hand() -> None:
    driver = FakeDriver({"Privacy Centres", "Rights"}, {"Rights": set()})
    driver.points = [pointed("Rights")]
    heard = await play(flow("- click: Privacy Centre"), driver, "no", "point")
    assert driver.done == ["press Rights"]
    asked = [event.choices for event in heard if isinstance(event, events.PersonAsked)]
    assert [("yes" in choices) for choices in asked] == [True, False]


@pytest.mark.parametrize("sees_page", [True, False])
async def test_pointing_is_offered_where_somebody_can_see_the_page(sees_page: bool) -> None:
    heard: list[events.Event] = []
    person = ScriptedPerson("stop")
    together = Together([person], sees_page=sees_page)
    await Engine(flow("- click: X"), FakeDriver(), together, [heard.append]).run()
    (asked,) = person.asked
    assert ("point" in asked.choices) is sees_page
    assert ("Point at the right one" in asked.say) is sees_page
    assert ("Nobody can see this page" in asked.say) is not sees_page
    assert {"retry", "skip", "stop"} <= set(asked.choices)
