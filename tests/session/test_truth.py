"""What a walk claims rests on something seen: nothing is sent, switched, not offered or confirmed by absence."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from runner import events
from runner.flow.driver import Pointed
from runner.flow.load import FlowFile
from runner.flow.model import Pick, Target
from runner.records.files import write_private
from runner.session.checkpoint import Checkpoint
from runner.session.engine import Engine
from runner.session.learned import LearnedStore
from runner.session.person import Together
from runner.testing import FakeDriver, ScriptedPerson, flow, names, play

SEND = "- pause: {for: submit, say: Press Send., until: {gone: {button: Send}}}"
SWITCH = "- pause: {for: switch, control: {switch: Train}, want: off}"
OFF = "- confirm: {is_off: {switch: Train}}"


def ended(heard: list[events.Event]) -> tuple[str | None, str | None]:
    last = heard[-1]
    assert isinstance(last, events.SessionEnded)
    return last.outcome, last.basis


def said(heard: list[events.Event], person: str = "submit") -> list[str]:
    return [one for one in names(heard) if person in one]


async def test_what_was_never_there_has_not_gone() -> None:
    driver = FakeDriver()
    asked: list[str] = []

    def late(question: events.Question) -> tuple[object, str]:
        asked.append(question.say)
        return lambda: driver.shift("Loading"), "stop"

    heard = await play(flow(SEND), driver, late)
    assert ended(heard)[0] == "stopped"
    assert "request_sent pause" not in names(heard)


async def test_what_goes_by_itself_was_not_sent() -> None:
    """The session has run out, say: the form is there, then another page, and nobody has done anything."""
    driver = FakeDriver({"Send"})

    async def person() -> list[events.Event]:
        return await play(flow(SEND), driver, (lambda: driver.shift(gone=["Send"]), None))

    task = asyncio.ensure_future(person())
    await asyncio.sleep(0.05)
    assert not task.done()
    task.cancel()


async def test_what_was_there_and_goes_after_a_deed_is_seen() -> None:
    driver = FakeDriver({"Send"})
    heard = await play(flow(SEND), driver, (lambda: driver.change("Thanks", gone=["Send"]), None))
    assert ended(heard) == ("sent", "seen")


async def test_a_page_that_is_broken_says_nothing() -> None:
    driver = FakeDriver({"Send"})

    def breaks() -> None:
        driver.silent = True
        driver.change(gone=["Send"])

    heard = await play(flow(SEND), driver, (breaks, "continue"), "no", "stop")
    assert ended(heard)[0] == "stopped"


async def test_a_sign_that_is_there_from_the_start_is_asked_about() -> None:
    file = flow("- pause: {for: submit, say: Go., until: {visible: Received}}")
    asked: list[str] = []

    def answer(question: events.Question) -> str:
        asked.append(question.say)
        return "yes"

    heard = await play(file, FakeDriver({"Received"}), (None, None), answer)
    assert asked == ["It looks as if that is done already. Is it?"]
    assert ended(heard) == ("sent", "by_word")
    sent = next(one for one in heard if isinstance(one, events.RequestSent))
    assert sent.basis == "by_word"


async def test_after_a_no_the_sign_has_to_change_first() -> None:
    file = flow("- pause: {for: submit, say: Go., until: {visible: Received}}")
    driver = FakeDriver({"Received"})

    def afresh() -> None:
        driver.change(gone=["Received"])
        asyncio.get_running_loop().call_later(0.02, driver.change, "Received")

    heard = await play(file, driver, (None, None), "no", (afresh, None))
    assert ended(heard) == ("sent", "seen")


async def test_continue_while_the_page_does_not_show_it_is_asked_and_by_word() -> None:
    file = flow("- pause: {for: login, say: Log in., until: {visible: You}}\n- click: X")
    driver = FakeDriver({"X"})
    asked: list[str] = []

    def answer(question: events.Question) -> str:
        asked.append(question.say)
        return "no" if len(asked) == 1 else "yes"

    await play(file, driver, "continue", answer, "continue", answer)
    assert asked == ["You don't seem to be logged in yet. Go on all the same?"] * 2
    assert driver.done == ["press X"]


async def test_continue_once_the_page_shows_it_asks_nothing() -> None:
    driver = FakeDriver({"Form"})
    file = flow("- pause: {for: submit, say: Go., until: {visible: Received}}")
    heard = await play(file, driver, (lambda: driver.change("Received"), "continue"))
    assert ended(heard) in (("sent", "seen"),)


async def test_not_logged_in_by_what_is_missing() -> None:
    driver = FakeDriver({"Log in"})
    file = flow("- pause: {for: login, say: Log in., until: {gone: {css: password}}}\n- click: X")
    heard = await play(file, driver, "stop")
    assert "person_asked login" in names(heard)


# -- an end -----------------------------------------------------------------------------------------------------

MISS = "- expect: {visible: Offer}\n  otherwise: not_offered"
SIGN = "- expect: {visible: Offer}\n  otherwise: {not_offered: {visible: Not available in your country}}"


async def test_an_end_by_absence_is_a_question_and_a_no_stays() -> None:
    driver = FakeDriver()
    asked: list[str] = []

    def answer(question: events.Question) -> str:
        asked.append(question.say)
        return "no"

    heard = await play(flow(MISS), driver, answer, "stop")
    assert asked == ["I could not find “Offer”. Is it not offered to you?"]
    assert ended(heard) == ("stopped", None)
    assert ended(await play(flow(MISS), FakeDriver(), "yes")) == ("not_offered", "by_word")


async def test_with_nobody_to_ask_absence_is_lost() -> None:
    heard: list[events.Event] = []
    await Engine(flow(MISS), FakeDriver(), Together([]), [heard.append]).run()
    assert ended(heard)[0] == "lost"


async def test_a_sign_that_is_seen_ends_the_walk_unless_it_is_offered_here() -> None:
    page = {"Not available in your country"}
    assert ended(await play(flow(SIGN), FakeDriver(page))) == ("not_offered", "seen")
    assert ended(await play(flow(SIGN), FakeDriver(page), "yes", offered_here=True)) == ("not_offered", "by_word")
    assert ended(await play(flow(SIGN), FakeDriver({"Offer"}), offered_here=True)) == (None, None)


async def test_where_it_is_offered_the_question_says_what_remains_possible() -> None:
    file = flow(SIGN)
    file = replace(file, flow=file.flow.model_copy(update={"if_not_offered": "You can still post to friends only."}))
    asked: list[str] = []

    def answer(question: events.Question) -> str:
        asked.append(question.say)
        return "no"

    heard = await play(file, FakeDriver({"Not available in your country"}), answer, "stop", offered_here=True)
    assert asked == [
        "The page says so: “Not available in your country” is there. As far as this flow knows, it is offered where "
        "you live. Is it not offered to you?\nIf it is not: You can still post to friends only."
    ]
    assert ended(heard) == ("stopped", None)


def routes(otherwise: str, last: str = "") -> FlowFile:
    """Two routes to a form, of which the first may come to an end."""
    end = f"{{expect: {{visible: Offer}}, otherwise: {otherwise}}}"
    return flow(f"""
- reach:
    there_when: {{visible: Form}}
    by:
      a: [{{open: "https://a.example/a"}}, {end}]
      b: [{{open: "https://a.example/b"}}]
{last}
""")


FIRST, BOTH = ["open https://a.example/a"], ["open https://a.example/a", "open https://a.example/b"]
AWAY = {"https://a.example/a": {"Not here"}, "https://a.example/b": {"Nothing"}}


@pytest.mark.parametrize("otherwise", ["not_offered", "{not_offered: {visible: Not here}}"])
async def test_an_end_inside_a_route_leaves_the_other_routes(otherwise: str) -> None:
    driver = FakeDriver(leads={"https://a.example/a": {"Not here"}, "https://a.example/b": {"Form"}})
    assert ended(await play(routes(otherwise), driver, offered_here=True)) == (None, None)
    assert driver.done == BOTH


async def test_an_end_for_good_cuts_off_the_other_routes() -> None:
    driver = FakeDriver(leads={"https://a.example/a": {"Not here"}, "https://a.example/b": {"Form"}})
    assert ended(await play(routes("{not_offered: {visible: Not here}, for good: true}"), driver)) == (
        "not_offered",
        "seen",
    )
    assert driver.done == FIRST
    driver = FakeDriver(leads={"https://a.example/a": {"Not here"}, "https://a.example/b": {"Form"}})
    heard = await play(routes("{not_offered: ask, for good: true}"), driver, "yes")
    assert (ended(heard), driver.done) == (("not_offered", "by_word"), FIRST)


async def test_an_end_seen_on_a_route_is_the_end_where_no_other_arrives() -> None:
    file = routes("{not_offered: {visible: Not here}}")
    driver = FakeDriver(leads=AWAY)
    assert ended(await play(file, driver)) == ("not_offered", "seen")
    assert driver.done == BOTH
    asked: list[str] = []

    def answer(question: events.Question) -> str:
        asked.append(question.say)
        return "yes"

    heard = await play(file, FakeDriver(leads=AWAY), answer, offered_here=True)
    assert ended(heard) == ("not_offered", "by_word")
    assert asked[0].startswith("A page on the way said so: “Not here” is there. As far as this flow knows, it is")


async def test_what_one_route_showed_goes_before_what_is_guessed_for_all() -> None:
    file = routes("{already_out: {visible: Not here}}", "    otherwise: {not_offered: ask}")
    assert ended(await play(file, FakeDriver(leads=AWAY))) == ("already_out", "seen")


async def test_an_end_inside_a_route_of_a_route_leaves_the_routes_of_both() -> None:
    reach = """
- reach:
    there_when: {visible: Form}
    by:
      a:
        - reach:
            there_when: {visible: Menu}
            by:
              c:
                - open: https://a.example/a
                - {expect: {visible: Offer}, otherwise: {not_offered: {visible: Not here}}}
              d: [{open: "https://a.example/d"}]
      b: [{open: "https://a.example/b"}]
"""
    driver = FakeDriver(leads={**AWAY, "https://a.example/d": {"Nothing"}})
    assert ended(await play(flow(reach), driver)) == ("not_offered", "seen")
    assert driver.done == ["open https://a.example/a", "open https://a.example/d", "open https://a.example/b"]


async def test_an_end_on_the_way_to_read_back_is_no_end_of_the_walk() -> None:
    end = "{expect: {visible: Train}, otherwise: {not_offered: {visible: Not here}, for good: true}}"
    way = f"[{{open: 'https://a.example/a'}}, {end}]"
    reach = f"- reach: {{there_when: {{visible: Train}}, by: {{a: {way}}}}}"
    driver = FakeDriver(leads={"https://a.example/a": {"Train"}})
    driver.on, driver.kept = {"Train"}, (set(), set())

    def turn() -> None:
        driver.change(off=["Train"])
        driver.leads["https://a.example/a"] = {"Not here"}

    heard = await play(flow(f"{reach}\n{SWITCH}\n{OFF}"), driver, (turn, None))
    assert ended(heard) == ("opted_out", "seen")


# -- confirmed --------------------------------------------------------------------------------------------------


def turned(driver: FakeDriver) -> tuple[object, None]:
    return lambda: driver.change(off=["Train"]), None


HONOURED = "- confirm: {visible: {text: Opt-Out Request Honored}, means: already_out}"


async def test_a_notice_that_a_site_honours_the_signal_needs_no_request_before() -> None:
    driver = FakeDriver({"Opt-Out Request Honored"})
    assert ended(await play(flow(HONOURED), driver)) == ("already_out", "read_back")
    assert "load again" in driver.done, "it is read on the page loaded anew"


async def test_a_notice_that_is_not_there_says_nothing() -> None:
    assert ended(await play(flow(HONOURED), FakeDriver({"Welcome"}))) == (None, None)
    gone_when_loaded = FakeDriver({"Opt-Out Request Honored"})
    gone_when_loaded.kept = {"Welcome"}, set()
    assert ended(await play(flow(HONOURED), gone_when_loaded)) == (None, None)


async def test_a_notice_comes_to_nothing_more_than_what_was_done() -> None:
    steps = f"{SWITCH}\n{OFF}\n{HONOURED}"
    driver = FakeDriver({"Train", "Opt-Out Request Honored"})
    driver.on = {"Train"}
    heard = await play(flow(steps), driver, (lambda: driver.change(off=["Train"]), None))
    assert ended(heard)[0] == "opted_out"


@pytest.mark.parametrize(
    ("said", "is_it"),
    [
        ("Opt-Out Preference Signal Honored", True),
        ("Opt-Out Request Preference Signal Honored", True),
        ("Opt-Out Request Honored", True),
        ("Your Opt Out Preference Signal is Honored", True),
        ("Opt-out preference signal honored.", True),
        ("Opt-out request honoured", True),
        ("Opt-Out Request Not Honored", False),
        ("Do Not Sell or Share My Personal Information", False),
        ("We honor opt-out requests", False),
    ],
)
def test_the_words_of_the_manual_are_those_on_record(said: str, is_it: bool) -> None:
    manual = (Path(__file__).parents[2] / "flows" / "README.md").read_text("utf-8")
    [written] = re.findall(r"visible: \{text: '/(opt.*)/i'\}, means: already_out", manual)
    assert bool(re.search(written, said, re.I)) == is_it


async def test_a_setting_that_is_on_again_after_loading_is_not_confirmed() -> None:
    driver = FakeDriver({"Train"})
    driver.on, driver.kept = {"Train"}, ({"Train"}, {"Train"})
    heard = await play(flow(f"{SWITCH}\n{OFF}"), driver, turned(driver))
    assert ended(heard) == ("opted_out", "seen")
    driver = FakeDriver({"Train"})
    driver.on, driver.kept = {"Train"}, ({"Train"}, set())
    assert ended(await play(flow(f"{SWITCH}\n{OFF}"), driver, turned(driver))) == ("opted_out", "read_back")


async def test_a_setting_behind_a_menu_is_gone_to_once_more() -> None:
    steps = f"- open: https://a.example/\n- click: Menu\n{SWITCH}\n{OFF}"
    driver = FakeDriver(leads={"https://a.example/": {"Menu"}, "Menu": {"Train"}})
    driver.on, driver.kept = {"Train"}, ({"Menu"}, set())
    assert ended(await play(flow(steps), driver, turned(driver))) == ("opted_out", "read_back")
    assert driver.done[-3:] == ["load again", "open https://a.example/", "press Menu"]


async def test_a_renamed_menu_is_gone_through_once_more_as_the_person_has_shown(tmp_path: Path) -> None:
    """What is learnt on the way back belongs to the step's own place in the file."""
    steps = f"- open: https://a.example/\n- click: Menu\n{SWITCH}\n{OFF}"
    driver = FakeDriver(leads={"https://a.example/": {"Choices"}, "Choices": {"Train"}})
    driver.on, driver.kept = {"Train"}, ({"Choices"}, set())
    driver.points = [Pointed(Pick(role="button", name="Choices"), Target.model_validate({"named": "Choices"}))]
    learnt = LearnedStore(tmp_path, write_private)
    heard = await play(flow(steps), driver, "point", turned(driver), lessons=learnt)
    assert ended(heard) == ("opted_out", "read_back")
    assert {lesson.loc for lesson in learnt.of("f")} == {("steps", 1, "click")}


async def test_a_setting_that_is_not_found_again_is_not_confirmed_and_asks_nothing() -> None:
    driver = FakeDriver({"Train"}, {"https://a.example/": {"Train"}})
    driver.on, driver.kept = {"Train"}, ({"Elsewhere"}, set())
    heard = await play(flow(f"- click: Train\n{SWITCH}\n{OFF}"), driver, turned(driver))
    assert ended(heard) == ("opted_out", "seen")
    done = [one.note for one in heard if isinstance(one, events.StepDone)]
    assert done[-1].startswith("it could not be read back: ")


async def test_without_reload_it_is_read_as_it_is() -> None:
    driver = FakeDriver({"Train"})
    driver.on = {"Train"}
    heard = await play(flow(f"{SWITCH}\n{OFF}\n  reload: false"), driver, turned(driver))
    assert ended(heard) == ("opted_out", "read_back")
    assert "load again" not in driver.done


async def test_an_outcome_that_rises_later_is_not_confirmed_by_what_was_read_before() -> None:
    driver = FakeDriver({"Train", "Form"})
    driver.on = {"Train"}
    steps = f"{SWITCH}\n{OFF}\n- pause: {{for: submit, say: Go., until: {{visible: Received}}}}"
    heard = await play(flow(steps), driver, turned(driver), (lambda: driver.change("Received"), None))
    assert ended(heard) == ("sent", "seen")


async def test_one_of_two_readings_is_not_enough() -> None:
    driver = FakeDriver({"Train", "Other"})
    driver.on = {"Train", "Other"}
    steps = f"{SWITCH}\n- confirm: {{is_off: {{switch: Other}}}}\n{OFF}"
    assert ended(await play(flow(steps), driver, turned(driver))) == ("opted_out", "seen")


async def test_of_two_switches_the_weaker_word_counts() -> None:
    driver = FakeDriver({"Train"})
    driver.on = {"Train"}
    steps = f"{SWITCH}\n- pause: {{for: switch, say: Do the same on the phone.}}"
    assert ended(await play(flow(steps), driver, turned(driver), "continue")) == ("opted_out", "by_word")


def test_a_walk_cut_off_before_there_was_a_basis_goes_on() -> None:
    kept = Checkpoint("f", "d")
    kept.earn("opted_out", "seen")
    kept.read_back(True)
    assert kept.basis == "read_back"
    kept.earn("sent", "by_word")
    assert (kept.outcome, kept.basis) == ("sent", "by_word")


# -- pointing ---------------------------------------------------------------------------------------------------

BOX = "{checkbox: {en: Use my data for AI, de: Meine Daten für KI}}"


async def test_pointing_mends_the_until_and_the_reading_as_well() -> None:
    """“Utiliser mes données”: the box is ticked when something else takes it away; nothing was opted out of."""
    steps = f"- pause: {{for: switch, control: {BOX}, want: off, until: {{gone: {BOX}}}}}\n- confirm: {{is_off: {BOX}}}"
    french = Pointed(Pick(role="checkbox", name="Utiliser"), Target.model_validate({"checkbox": "Utiliser"}))

    def french_page() -> FakeDriver:
        driver = FakeDriver({"Utiliser"})
        driver.on, driver.points = {"Utiliser"}, [french]
        return driver

    driver = french_page()
    heard = await play(flow(steps), driver, "point", (lambda: driver.change("Saved", gone=["Utiliser"]), "stop"))
    assert ended(heard)[0] == "stopped"

    driver = french_page()

    def untick_and_save() -> None:
        driver.change(off=["Utiliser"])
        asyncio.get_running_loop().call_later(0.02, lambda: driver.change("Saved", gone=["Utiliser"]))

    driver.kept = ({"Utiliser"}, set())
    assert ended(await play(flow(steps), driver, "point", (untick_and_save, None))) == ("opted_out", "read_back")


async def test_what_keeps_a_switch_from_counting_is_told() -> None:
    heard: list[events.Event] = []
    driver = FakeDriver({"Train"})
    driver.on = {"Train"}
    engine = Engine(flow(SWITCH), driver, Together([ScriptedPerson("stop")]), [heard.append])
    await engine.run()
    await engine.held_up("The site asks once more: answer it in the page.")
    assert isinstance(heard[-1], events.HeldUp)
