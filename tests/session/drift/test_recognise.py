"""Knowing again on a page: the thing and no look-alike, by another name, and where on the way we are."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner import events
from runner.errors import TargetNotFound
from runner.flow.driver import Pointed, Seen
from runner.flow.model import Condition, Pick, Target
from runner.records.files import write_private
from runner.session.drift.recognise import Recognising
from runner.session.engine import Engine
from runner.session.fingerprints import Fingerprints
from runner.session.person import Together
from runner.testing import FakeDriver, ScriptedPerson, flow, names, play, pointed
from tests.session.drift.standing import Standing, link, of, seen

PRIVACY = of({"named": "Privacy"})
MET = Pick(tag="a", name="Privacy", text="Privacy")
DECOY = link("Privacy", href="https://a.example/terms")
WAY = "- click: Menu\n- click: Settings\n- click: Privacy"


def part(at: Standing) -> Recognising:
    return Recognising(at.talk, at.state, at.remembering)


def met(tmp_path: Path, target: Target = PRIVACY, pick: Pick = MET) -> Fingerprints:
    """What an earlier day has left of one thing."""
    store = Fingerprints(tmp_path, write_private)
    store.remember("f", target, pick)
    return store


# -- is it the thing --------------------------------------------------------------------------------------------------


async def test_a_look_alike_is_not_pressed_while_what_was_met_before_is_there_too(tmp_path: Path) -> None:
    driver = FakeDriver()
    driver.looks = [DECOY, MET]
    at = Standing("- click: Privacy", driver, fingerprints=met(tmp_path))
    with pytest.raises(TargetNotFound, match="2 things on this page could be “Privacy”"):
        await part(at).seen(seen(PRIVACY, DECOY))
    assert at.remembering.recall(PRIVACY) == MET
    assert at.state.found_at == {}


@pytest.mark.slow
async def test_a_menu_that_unfolds_late_shows_what_was_met_before(tmp_path: Path) -> None:
    class Late(FakeDriver):
        async def survey(self) -> list[Pick]:
            self.done.append("survey")
            return [DECOY, MET] if len(self.done) > 1 else [DECOY]

    at = Standing("- click: Privacy", Late(), fingerprints=met(tmp_path))
    with pytest.raises(TargetNotFound):
        await part(at).seen(seen(PRIVACY, DECOY))


@pytest.mark.slow
async def test_what_has_only_changed_is_taken_and_remembered_as_it_is_now(tmp_path: Path) -> None:
    changed = DECOY.model_copy(update={"tag": "button", "role": "button", "href": ""})
    driver = FakeDriver()
    driver.looks = [changed, Pick(tag="a", name="Team privacy", text="Team privacy")]
    at = Standing("- click: Privacy", driver, fingerprints=met(tmp_path))
    await part(at).seen(seen(PRIVACY, changed))
    assert at.remembering.recall(PRIVACY) == changed


async def test_what_the_person_has_shown_is_not_doubted(tmp_path: Path) -> None:
    driver = FakeDriver()
    driver.looks = [DECOY, MET]
    at = Standing("- click: Privacy", driver, fingerprints=met(tmp_path))
    at.remembering.show(at.step, Pointed(DECOY, PRIVACY))
    await part(at).seen(seen(PRIVACY, DECOY))
    assert at.remembering.recall(PRIVACY) == DECOY


async def test_where_a_thing_was_found_is_noted_without_query_and_fragment() -> None:
    driver = FakeDriver()
    driver.url = "https://a.example/menu?tab=2#top"
    at = Standing("- click: Menu", driver)
    await part(at).seen(seen(of({"named": "Menu"}), link("Menu")))
    assert at.state.found_at == {"steps/0/click": "https://a.example/menu"}


# -- has it come, or another name -------------------------------------------------------------------------------------


async def test_that_a_thing_has_come_meanwhile_counts_once_for_a_step() -> None:
    at = Standing("- click: Menu\n- click: Menu", FakeDriver({"Menu"}))
    recognising, miss = part(at), TargetNotFound("“Menu”")
    assert await recognising.is_there_after_all(miss, at.step, at.position)
    assert not recognising.says_something(miss, at.position)
    assert not await recognising.is_there_after_all(miss, at.step, at.position)
    assert await recognising.is_there_after_all(miss, at.step, at.at(1))


async def test_what_is_there_and_cannot_be_used_has_not_come() -> None:
    at = Standing("- click: Menu", FakeDriver({"Menu"}))
    for miss in (TargetNotFound("“Menu”", 2), TargetNotFound("“Menu”").because("something lies over it", covered=True)):
        assert not await part(at).is_there_after_all(miss, at.step, at.position)
    assert at.state.seemed_there == set()


@pytest.mark.slow
async def test_the_likeliest_thing_is_ringed_and_where_none_leads_nothing_is() -> None:
    at = Standing("- click: Privacy Centre", FakeDriver({"Privacy Centres", "Rights"}))
    found = await part(at).likeliest(at.step)
    assert found == pointed("Privacy Centres")
    assert at.driver.ringed == ["Privacy Centres"]

    other = Standing("- click: Privacy Centre", FakeDriver({"Rights", "Home"}))
    assert await part(other).likeliest(other.step) is None
    assert other.driver.ringed == []


async def test_what_was_met_on_an_earlier_day_is_known_by_more_than_its_name(tmp_path: Path) -> None:
    known = link("Privacy", href="https://a.example/privacy", neighbours=("Account", "Billing"), id="nav-privacy")
    driver = FakeDriver({"Rights"})
    driver.looks = [known.model_copy(update={"name": "Your data", "text": "Your data"})]
    stranger = Standing("- click: Privacy", driver)
    assert await part(stranger).likeliest(stranger.step) is None
    at = Standing("- click: Privacy", driver, fingerprints=met(tmp_path, PRIVACY, known))
    await part(at).likeliest(at.step)
    assert driver.ringed == ["Your data"]


@pytest.mark.parametrize(
    ("step", "roles"),
    [
        ("- click: Privacy Centre", ["button", "link"]),
        ("- fill: {field: Privacy Centre, with: {text: x}}", ["textbox"]),
        ("- pause: {for: switch, control: Privacy Centre, want: off}", ["button", "radio", "textbox"]),
        ("- expect: {visible: Privacy Centre}", ["button", "link", "radio", "textbox"]),
    ],
)
async def test_only_what_a_step_could_use_is_suggested_to_it(step: str, roles: list[str]) -> None:
    found = []
    for role in ("button", "link", "radio", "textbox"):
        at = Standing(step, FakeDriver())
        at.driver.looks = [Pick(role=role, name="Privacy Centres", text="Privacy Centres")]
        if await part(at).likeliest(at.step):
            found.append(role)
    assert found == roles


# -- where are we -----------------------------------------------------------------------------------------------------


async def test_the_page_of_a_later_step_is_a_place_to_go_on_at() -> None:
    at = Standing(WAY, FakeDriver({"Settings"}))
    assert await part(at).recognise(at.position) == 1
    nowhere = Standing(WAY, FakeDriver({"Home"}))
    assert await part(nowhere).recognise(nowhere.position) is None


async def test_a_name_within_another_is_no_sign_of_where_we_are() -> None:
    class Parts(FakeDriver):
        async def holds(self, condition: Condition, timeout: float | None = None, seen: bool = False) -> bool:
            return "Settings" in str(condition)

    driver = Parts({"Team Settings"})
    at = Standing(WAY, driver)
    assert await part(at).recognise(at.position) is None
    driver.sees = {"Settings for you"}
    assert await part(at).recognise(at.position) == 1


async def test_a_name_leads_over_two_presses_only_with_what_it_looked_like_before(tmp_path: Path) -> None:
    driver = FakeDriver({"Privacy"})
    at = Standing(WAY, driver)
    assert await part(at).recognise(at.position) is None
    known = Standing(WAY, driver, fingerprints=met(tmp_path, PRIVACY, Pick(role="link", name="Privacy")))
    assert await part(known).recognise(known.position) == 2
    other = Standing(WAY, driver, fingerprints=met(tmp_path, PRIVACY, Pick(role="link", tag="a", name="Privacy")))
    assert await part(other).recognise(other.position) is None


async def test_after_a_detour_an_earlier_page_is_gone_back_to_once() -> None:
    driver = FakeDriver({"Menu"})
    driver.url = "https://a.example/home?from=elsewhere"
    at = Standing(WAY, driver, place=2)
    at.state.found_at = {"steps/0/click": "https://a.example/home", "steps/1/click": "https://a.example/menu"}
    assert await part(at).recognise(at.position) == 0
    assert await part(at).recognise(at.position) is None


async def test_a_page_that_was_never_left_is_not_gone_back_to() -> None:
    driver = FakeDriver({"Menu"})
    driver.url = "https://a.example/home"
    at = Standing(WAY, driver, place=2)
    at.state.found_at = {"steps/0/click": "https://a.example/home", "steps/1/click": "https://a.example/home"}
    assert await part(at).recognise(at.position) is None


async def test_a_login_that_led_elsewhere_leads_back_to_the_page_that_was_opened() -> None:
    class OnSite(FakeDriver):
        async def holds(self, condition: Condition, timeout: float | None = None, seen: bool = False) -> bool:
            return bool(condition.url) and not seen

    steps = "- open: https://a.example/ai\n- pause: {for: login, say: Log in., until: {visible: You}}\n- click: Train"
    at = Standing(steps, OnSite(), place=2)
    at.driver.url = "https://a.example/ai?logged=in"
    assert await part(at).recognise(at.position) is None
    at.driver.url = "https://a.example/home"
    at.state.found_at = {"steps/1/pause": "https://a.example/home"}
    assert await part(at).recognise(at.position) is None
    at.state.found_at = {}
    assert await part(at).recognise(at.position) == 0


# -- in a whole walk ------------------------------------------------------------------------------------------------


async def test_what_was_only_slow_is_no_question() -> None:
    class Slow(FakeDriver):
        async def press(self, target: Target, timeout: float | None = None) -> str:
            if "Pages" not in self.sees:
                self.sees.add("Pages")
                raise TargetNotFound(str(target))
            return await super().press(target, timeout)

    driver = Slow()
    driver.looks = [Pick(role="link", name="Pages", text="Pages")]
    heard = await play(flow("- click: Pages"), driver)
    assert driver.done == ["press Pages"]
    assert "target_missing click" not in names(heard)


async def test_a_level_less_is_recognised_and_said() -> None:
    driver = FakeDriver({"Privacy"}, {"Privacy": {"Form"}})
    heard = await play(flow("- click: Settings\n- click: Privacy"), driver)
    skipped = [event.why for event in heard if isinstance(event, events.StepSkipped)]
    assert skipped == ["we are further already: Press “Privacy”"]
    assert "target_missing click" not in names(heard)
    assert driver.done == ["press Privacy"]


async def test_a_name_alone_leads_over_one_press_at_most() -> None:
    driver = FakeDriver({"Groups"}, {"Groups": {"Form"}})
    heard = await play(flow("- click: Add user\n- click: Home\n- click: Groups"), driver, "stop")
    assert "target_missing click" in names(heard)
    assert driver.done == []


async def test_what_fills_in_or_sends_is_never_passed_over() -> None:
    driver = FakeDriver({"Later"})
    heard = await play(flow("- fill: {field: Email, with: {text: x}}\n- click: Later"), driver, "skip")
    assert "target_missing fill" in names(heard)


async def test_after_a_detour_it_goes_back_to_the_step_of_this_page() -> None:
    class Detour(FakeDriver):
        async def press(self, target: Target, timeout: float | None = None) -> str:
            label = await super().press(target, timeout)
            await engine.found(Seen(target, label, Pick(name=label)))
            where = {"Menu": "/menu", "Privacy": "/home", "Object": "/form"}
            pages = {"Menu": {"Privacy"}, "Privacy": {"Menu"} if self.done.count("press Privacy") == 1 else {"Object"}}
            self.url, self.sees = where[label], set(pages.get(label, ()))
            return label

    driver = Detour({"Menu"})
    driver.url = "/home"
    heard: list[events.Event] = []
    file = flow("- click: Menu\n- click: Privacy\n- click: Object")
    engine = Engine(file, driver, Together([ScriptedPerson()]), [heard.append])
    await engine.run()
    assert driver.done == ["press Menu", "press Privacy", "press Menu", "press Privacy", "press Object"]
    assert "back to: Press “Menu”" in [event.why for event in heard if isinstance(event, events.StepSkipped)]


async def test_a_page_that_seems_to_be_further_all_along_is_no_answer() -> None:
    """“Our Rights” has the name of the next step in it, and is not it."""

    class Parts(FakeDriver):
        async def holds(self, condition: Condition, timeout: float | None = None, seen: bool = False) -> bool:
            return "Rights" in str(condition) or await super().holds(condition, timeout, seen)

    driver = Parts({"Our Rights", "Object"}, {"Object": {"Rights"}})
    driver.points = [pointed("Object")]
    await play(flow("- click: Menu\n- click: Rights"), driver, "point")
    assert driver.done == ["press Object", "press Rights"]
