"""A walk that only looks, on a page made of names: what it sees, what it leaves alone, and what it asks."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Iterable
from pathlib import Path

import pytest

from runner import events
from runner.browser.driver import PageDriver
from runner.browser.looking_driver import LookingPageDriver
from runner.errors import TargetNotFound
from runner.events import Event
from runner.flow.driver import Driver, LookingDriver
from runner.flow.kinds import KINDS
from runner.flow.load import load_file, walk
from runner.session.looking import ONLY_YOU, UNSEEN_FORM, Onlooker
from runner.session.person import Together
from runner.testing import FakeDriver, FakeLookingDriver, ScriptedPerson, flow, look

FLOWS = Path(__file__).parents[2] / "flows"
OPEN = "- open: https://a.example/"
SWITCH = "- pause: {for: switch, control: {switch: Train}, want: off}"
WANTED_ON = "- pause: {for: switch, control: {switch: Private}, want: on}"
FORM = """
- choose: {radio: I object}
- fill: {field: Name, with: {text: Ada}}
- attach: {field: Proof, evidence: [answer]}
- pause: {for: submit, say: Send it., until: {visible: Thanks}}
- confirm: {visible: Thanks}
"""
HANDS = {"choose", "choose_again", "fill", "attach"}


def page(*names: str, on: Iterable[str] = ()) -> FakeLookingDriver:
    driver = FakeLookingDriver(names)
    driver.on = set(on)
    return driver


# -- there is no hand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("looks", "acts"), [(LookingDriver, Driver), (LookingPageDriver, PageDriver), (FakeLookingDriver, FakeDriver)]
)
def test_a_driver_that_looks_has_no_hand_for_what_changes_something(looks: type, acts: type) -> None:
    assert not HANDS & {*dir(looks)}
    own = {name for name, value in vars(acts).items() if not name.startswith("_") and callable(value)}
    assert own == HANDS, "whatever is added to the hand of a run is thought of here"


@pytest.mark.parametrize("word", sorted(KINDS))
def test_every_kind_looks_with_a_driver_that_only_looks(word: str) -> None:
    assert inspect.signature(KINDS[word].look).parameters["driver"].annotation == "LookingDriver"


@pytest.mark.parametrize("path", sorted(FLOWS.glob("*.yaml")), ids=lambda path: path.stem)
async def test_no_step_of_a_shipped_flow_does_more_than_lead_on(path: Path) -> None:
    """Each step alone, on a page where all it looks for is there."""
    for _, step in walk(load_file(path).flow.steps):
        target = step.looks_for
        driver = page(*(name.text for one in target.candidates() for name in one.names) if target else ())
        with contextlib.suppress(TargetNotFound):  # a thing without a name is none that this page can have
            await step.look(driver)
        assert {done.split()[0] for done in driver.done} <= ({"open", "press", "hover"} if step.leads else set())


# -- settings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("switch", "on", "stands", "verdict"),
    [
        (SWITCH, False, "off", "confirmed"),
        (SWITCH, True, "on", "reverted"),
        (WANTED_ON, True, "on", "confirmed"),
        (WANTED_ON, False, "off", "reverted"),
    ],
)
async def test_a_switch_is_read_and_which_way_is_the_good_one(switch: str, on: bool, stands: str, verdict: str) -> None:
    driver = page("Train", "Private", on={"Train", "Private"} if on else ())
    onlooker, found = await look(flow(f"{OPEN}\n{switch}"), driver)
    assert found == verdict
    assert [(one.of, one.step, one.stands, one.seen) for one in onlooker.sights] == [("setting", 2, stands, verdict)]
    assert driver.done == ["open https://a.example/"]


LIST = """
- pause:
    for: switch
    say: Choose Off.
    want: off
    until: {visible: {text: Off, within: {row: '/^(Usage data|Nutzungsdaten)$/i'}}}
    not_yet: {visible: {text: On, within: {row: Usage data}}}
- confirm: {visible: {text: Off, within: {row: '/^(Usage data|Nutzungsdaten)$/i'}}}
"""


@pytest.mark.parametrize(
    ("says", "stands", "verdict"), [("On", "on", "reverted"), ("Off", "off", "confirmed"), ("Aus", "", "unknown")]
)
async def test_a_list_is_read_both_ways_where_the_flow_says_how(says: str, stands: str, verdict: str) -> None:
    onlooker, found = await look(flow(f"{OPEN}{LIST}"), page(says))
    assert found == verdict
    assert [(one.label, one.stands, one.seen) for one in onlooker.sights] == [("Usage data", stands, verdict)]


async def test_a_page_that_says_nothing_beyond_doubt_could_not_be_read() -> None:
    driver = page("Train")
    driver.silent = True
    onlooker, verdict = await look(flow(f"{OPEN}\n{SWITCH}"), driver)
    assert (verdict, onlooker.sights[0].stands) == ("unknown", "")


async def test_one_setting_of_several_that_stands_against_the_person_is_enough() -> None:
    driver = page("Train", "Private", on={"Train", "Private"})
    assert (await look(flow(f"{OPEN}\n{SWITCH}\n{WANTED_ON}"), driver))[1] == "reverted"


async def test_what_is_skipped_was_not_seen() -> None:
    assert (await look(flow(f"{OPEN}\n{SWITCH}\n{WANTED_ON}"), page("Train"), "skip"))[1] == "unknown"


async def test_a_missing_switch_is_a_question_and_no_sign_of_anything() -> None:
    onlooker, verdict = await look(flow(f"{OPEN}\n{SWITCH}"), page("Other"), "stop")
    assert (verdict, onlooker.why) == ("unknown", "I could not find “Train” (switch).")


async def test_a_setting_that_was_passed_over_is_not_known() -> None:
    driver = page("Private", on={"Private"})
    onlooker, verdict = await look(flow(f"{OPEN}\n{SWITCH}\n{WANTED_ON}"), driver, "continue")
    assert ([one.seen for one in onlooker.sights], verdict) == (["confirmed"], "unknown")


async def test_what_stands_twice_in_a_flow_is_read_once() -> None:
    onlooker, verdict = await look(flow(f"{OPEN}\n{SWITCH}\n- confirm: {{is_off: {{switch: Train}}}}"), page("Train"))
    assert (verdict, len(onlooker.sights)) == ("confirmed", 1)


async def test_a_state_that_the_person_would_have_brought_about_is_not_expected() -> None:
    steps = f"{OPEN}\n{SWITCH}\n{OPEN}2\n- expect: {{is_off: {{switch: Train}}}}\n{WANTED_ON}"
    onlooker, verdict = await look(flow(steps), page("Train", "Private", on={"Train"}))
    assert (verdict, len(onlooker.sights)) == ("reverted", 2)


async def test_a_part_that_only_the_person_can_see_leaves_it_open() -> None:
    steps = f"{OPEN}\n{SWITCH}\n- pause: {{for: review, say: Look for the second one.}}"
    onlooker, verdict = await look(flow(steps), page("Train"))
    assert (verdict, onlooker.why) == ("unknown", ONLY_YOU)
    assert (await look(flow(steps), page("Train", on={"Train"})))[1] == "reverted"


# -- forms, mails -------------------------------------------------------------------------------------------------


async def test_a_form_is_seen_left_alone_and_gone_on_from() -> None:
    driver = page("I object", "Name", "Proof", "Train")
    onlooker, verdict = await look(flow(f"{OPEN}\n{FORM}\n{OPEN}s\n{SWITCH}"), driver)
    assert (verdict, [one.of for one in onlooker.sights]) == ("form", ["form", "setting"])
    assert driver.done == ["open https://a.example/", "open https://a.example/s"]


async def test_a_form_that_nobody_has_seen_leaves_the_rest_open() -> None:
    steps = f"{OPEN}\n- pause: {{for: submit, say: Send it.}}\n{OPEN}s\n{SWITCH}"
    onlooker, verdict = await look(flow(steps), page("Train"))
    assert (verdict, onlooker.why) == ("unknown", UNSEEN_FORM)
    assert (await look(flow(steps), page("Train", on={"Train"})))[1] == "reverted"
    assert (await look(flow(steps), page("Train"), of="setting"))[1] == "confirmed"


async def test_a_form_without_a_field_known_by_name_is_seen_by_what_came_before() -> None:
    submit = "pause: {for: submit, say: Send it., until: {visible: Thanks}}"
    steps = f"{OPEN}\n- expect: {{visible: Your request}}\n- {submit}"
    assert (await look(flow(steps), page("Your request")))[1] == "form"


async def test_where_the_form_should_be_and_nothing_shows_it_nobody_can_tell() -> None:
    driver = FakeLookingDriver({"Requests"}, {"Requests": {"Something else"}})
    onlooker, verdict = await look(flow(f"{OPEN}\n- click: Requests\n- pause: {{for: submit, say: Send it.}}"), driver)
    assert verdict == "unknown"
    assert onlooker.why.startswith("I came to where the form should be")


async def test_nobody_is_asked_for_a_login_behind_which_nothing_could_be_seen() -> None:
    driver, person = page("Your data", "Name"), ScriptedPerson()
    steps = """- reach: {there_when: {visible: Your data}, by: {it: [{open: 'https://a.example/'}]}}
- pause: {for: login, say: Show where you live.}
- pause: {for: submit, say: Send it.}"""
    onlooker = Onlooker(flow(steps), driver, Together([person]))
    assert onlooker.verdict(await onlooker.run()) == "unknown"
    assert (onlooker.why, person.asked, driver.done) == (UNSEEN_FORM, [], [])


async def test_the_person_is_not_asked_to_choose_in_a_form() -> None:
    steps = f"""{OPEN}
- expect: {{visible: Requests}}
- pause: {{for: review, say: Choose what it is about., until: {{visible: Email}}}}
- fill: {{field: Email, with: me.email}}"""
    assert (await look(flow(steps), page("Requests")))[1] == "form"


async def test_a_search_that_leads_to_a_setting_is_left_empty_and_the_way_goes_on() -> None:
    steps = f"{OPEN}\n- fill: {{field: Quick Find, with: {{text: Training}}}}\n{SWITCH}"
    onlooker, verdict = await look(flow(steps), page("Quick Find", "Train", on={"Train"}))
    assert (verdict, [one.of for one in onlooker.sights]) == ("reverted", ["setting"])


async def test_the_person_leads_on_where_only_they_can() -> None:
    driver = page("Menu")
    steps = f"{OPEN}\n- pause: {{for: review, say: Open the menu., until: {{visible: Settings}}}}\n{SWITCH}"
    assert (await look(flow(steps), driver, (lambda: driver.change("Settings", "Train"), None)))[1] == "confirmed"


async def test_a_mail_is_told_of() -> None:
    assert (await look(flow("- mail: {to: a@b.example, subject: S, body: B}"), page()))[1] == "mail"


async def test_the_person_is_never_told_to_send_or_to_switch() -> None:
    driver, person = page("I object", "Name", "Train", on={"Train"}), ScriptedPerson()
    heard: list[Event] = []
    onlooker = Onlooker(flow(f"{OPEN}\n{FORM}\n{OPEN}s\n{SWITCH}"), driver, Together([person]), [heard.append])
    await onlooker.run()
    assert person.asked == []
    told = " ".join(event.sentence for event in heard if isinstance(event, events.StepStarted))
    assert "Send it" not in told and "Turn" not in told


# -- not offered, refused, logged in ------------------------------------------------------------------------------

GATE = f"{OPEN}\n- expect: {{visible: Train, otherwise: {{not_offered: {{visible: Not in your country}}}}}}\n{SWITCH}"


async def test_not_offered_needs_its_own_sign() -> None:
    assert (await look(flow(GATE), page("Not in your country")))[1] == "not_offered"


async def test_being_out_already_is_the_pages_to_say_and_nobody_elses() -> None:
    gate = GATE.replace("not_offered: {visible: Not in your country}", "already_out: {visible: You are out}")
    assert (await look(flow(gate), page("You are out")))[1] == "confirmed"
    assert (await look(flow(gate), page("Something"), "yes"))[1] == "unknown"


@pytest.mark.parametrize(("answer", "verdict"), [("yes", "not_offered"), ("stop", "unknown")])
async def test_where_it_is_offered_the_page_is_doubted(answer: str, verdict: str) -> None:
    assert (await look(flow(GATE), page("Not in your country"), answer, offered_here=True))[1] == verdict


async def test_what_is_not_there_is_no_sign_and_with_nobody_there_the_way_is_lost() -> None:
    onlooker = Onlooker(flow(GATE), page("Something"), Together([]))
    assert onlooker.verdict(await onlooker.run()) == "unknown"


async def test_what_the_guard_leaves_to_the_person_is_left_alone() -> None:
    driver = page("Save", "Train")
    driver.refuses = {"Save"}
    onlooker, verdict = await look(flow(f"{OPEN}\n- click: Save\n{SWITCH}"), driver)
    assert verdict == "unknown"
    assert "“Save” may send something" in onlooker.why


async def test_on_a_route_another_one_is_tried() -> None:
    driver = FakeLookingDriver({"Save", "Settings"}, {"Settings": {"Train"}})
    driver.refuses = {"Save"}
    reach = "- reach: {there_when: {visible: Train}, by: {one: [{click: Save}], two: [{click: Settings}]}}"
    assert (await look(flow(f"{OPEN}\n{reach}\n{SWITCH}"), driver))[1] == "confirmed"


async def test_the_login_is_the_persons_as_always() -> None:
    driver = page("Welcome")
    steps = f"{OPEN}\n- pause: {{for: login, say: Log in., until: {{visible: Menu}}}}\n{SWITCH}"
    person, heard = ScriptedPerson((lambda: driver.change("Menu", "Train"), None)), list[Event]()
    onlooker = Onlooker(flow(steps), driver, Together([person]), [heard.append])
    assert onlooker.verdict(await onlooker.run()) == "confirmed"
    assert [question.about for question in person.asked] == ["login"]
    [read] = [event for event in heard if isinstance(event, events.SettingRead)]
    assert (read.stands, read.seen, read.step) == ("off", "confirmed", 3)
