"""The walk of a flow, with a fake page and a scripted person: what happens is read off the list of events."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from runner import events
from runner.errors import TargetNotFound
from runner.flow.model import Pick, Target
from runner.records.files import write_private
from runner.session.checkpoint import Checkpoint, Checkpoints
from runner.session.engine import Engine
from runner.session.fingerprints import Fingerprints
from runner.session.person import Together
from runner.session.resuming import way_to_the_login
from runner.testing import FakeDriver, ScriptedPerson, flow, names, play, pointed


async def test_walks_to_the_end_and_says_each_step() -> None:
    driver = FakeDriver(leads={"https://a.example/": {"Menu"}, "Menu": {"Form"}})
    heard = await play(flow("- open: https://a.example/\n- click: Menu\n- expect: {visible: Form}"), driver)
    assert names(heard) == [
        "session_started",
        "step_started open", "step_done open",
        "step_started click", "step_done click",
        "step_started expect", "step_done expect",
        "session_ended",
    ]  # fmt: skip
    assert driver.done == ["open https://a.example/", "press Menu"]


async def test_a_submitted_request_is_sent_but_not_confirmed() -> None:
    driver = FakeDriver({"Form"})
    file = flow("- pause: {for: submit, say: Press Submit., until: {visible: Received}}")
    heard = await play(file, driver, (lambda: driver.change("Received"), None))
    assert names(heard) == [
        "session_started",
        "step_started pause", "person_asked submit", "person_answered continue", "request_sent pause",
        "step_done pause", "session_ended sent",
    ]  # fmt: skip
    answered = next(event for event in heard if isinstance(event, events.PersonAnswered))
    assert (answered.via, heard[-1].confirmed) == ("page", False)  # type: ignore[attr-defined]


async def test_only_a_confirm_step_confirms() -> None:
    driver = FakeDriver({"Form"})
    file = flow("- pause: {for: submit, say: Go.}\n- confirm: {visible: Objected}")
    before = await play(file, FakeDriver({"Objected"}), "continue")
    unseen = await play(file, driver, "continue")
    seen = await play(file, driver, (lambda: driver.change("Objected"), "continue"))
    assert [heard[-1].basis for heard in (seen, unseen, before)] == ["read_back", "by_word", "by_word"]  # type: ignore[attr-defined]


async def test_skipping_the_submit_sends_nothing() -> None:
    heard = await play(flow("- pause: {for: submit, say: Go.}"), FakeDriver(), "skip")
    assert names(heard)[-2:] == ["step_skipped pause", "session_ended"]
    assert heard[-1].outcome is None  # type: ignore[attr-defined]


async def test_a_switch_already_off_is_already_out() -> None:
    file = flow("- pause: {for: switch, control: {switch: Train}, want: off}")
    heard = await play(file, FakeDriver({"Train"}))
    assert names(heard)[-2:] == ["step_done pause", "session_ended already_out"]


async def test_a_switch_the_person_turns_off_goes_on_by_itself() -> None:
    driver = FakeDriver({"Train"})
    driver.on = {"Train"}
    file = flow("- pause: {for: switch, control: {switch: Train}, want: off}\n- confirm: {is_off: {switch: Train}}")
    heard = await play(file, driver, (lambda: driver.change(off=["Train"]), None))
    assert heard[-1].outcome == "opted_out"  # type: ignore[attr-defined]
    assert heard[-1].confirmed  # type: ignore[attr-defined]


async def test_a_setting_that_is_no_switch_goes_by_what_the_page_says() -> None:
    driver = FakeDriver({"On"})
    file = flow("- pause: {for: switch, say: Choose Turn off., until: {visible: Off}}\n- confirm: {visible: Off}")
    heard = await play(file, driver, (lambda: driver.change("Off"), None))
    already = await play(file, FakeDriver({"Off"}))
    assert [one[-1].outcome for one in (heard, already)] == ["opted_out", "already_out"]  # type: ignore[attr-defined]
    assert [one[-1].confirmed for one in (heard, already)] == [True, True]  # type: ignore[attr-defined]


async def test_a_switch_in_an_app_is_what_the_person_says_and_never_confirmed() -> None:
    heard = await play(flow("- pause: {for: switch, say: Turn it off on the phone.}"), FakeDriver(), "continue")
    skipped = await play(flow("- pause: {for: switch, say: Turn it off on the phone.}"), FakeDriver(), "skip")
    assert (heard[-1].outcome, heard[-1].confirmed) == ("opted_out", False)  # type: ignore[attr-defined]
    assert skipped[-1].outcome is None  # type: ignore[attr-defined]


async def test_a_missing_target_is_a_question_and_pointing_answers_it() -> None:
    driver = FakeDriver({"Privacy Hub"}, {"Privacy Hub": {"Form"}})
    driver.points = [pointed("Privacy Hub")]
    heard = await play(flow("- click: Privacy Center"), driver, "point")
    assert names(heard) == [
        "session_started", "step_started click", "target_missing click",
        "person_asked missing", "person_answered point", "picked click", "step_done click", "session_ended",
    ]  # fmt: skip
    assert driver.done == ["press Privacy Hub"]


async def test_a_missing_target_that_turns_up_is_pressed() -> None:
    driver = FakeDriver()
    heard = await play(flow("- click: Late"), driver, (lambda: driver.change("Late"), None))
    assert "person_answered continue" in names(heard)
    assert driver.done == ["press Late"]


async def test_done_by_hand_skipped_and_stopped() -> None:
    file = flow("- click: X\n- click: Y")
    unseen = FakeDriver()
    by_hand = await play(file, unseen, "continue", (lambda: unseen.change("Y"), None))
    assert names(by_hand)[4:] == [
        "person_answered continue", "step_done click", "step_started click", "target_missing click",
        "person_asked missing", "person_answered continue", "step_done click", "session_ended",
    ]  # fmt: skip
    skipped = await play(file, FakeDriver(), "skip", "skip")
    assert "step_skipped click" in names(skipped)
    stopped = await play(file, FakeDriver(), "stop")
    assert names(stopped)[-1] == "session_ended stopped"


async def test_back_walks_the_step_before_again() -> None:
    driver = FakeDriver({"Menu"})
    heard = await play(flow("- click: Menu\n- pause: {for: review, say: Read.}"), driver, "back", "continue")
    assert driver.done == ["press Menu", "press Menu"]
    assert names(heard).count("step_started pause") == 2


async def test_the_first_route_that_works_is_enough() -> None:
    driver = FakeDriver({"Help"}, {"Help": {"Form"}})
    file = flow("""
- reach:
    there_when: {visible: Form}
    by:
      the menu: [{click: Gone}]
      the help pages: [{click: Help}]
      the last: [{click: Never}]
""")
    heard = await play(file, driver)
    assert driver.done == ["press Help"]
    done = [event for event in heard if isinstance(event, events.StepDone) and event.kind == "reach"]
    assert [event.note for event in done] == ["the help pages"]
    assert {event.within for event in heard if isinstance(event, events.StepStarted)} == {
        "", "the menu", "the help pages",
    }  # fmt: skip


async def test_each_step_says_what_its_part_is_called_where_that_has_a_name() -> None:
    """A part without a name is told by the word of its step, which is the file's and not the person's."""
    when = "when: {sees: {visible: Form}, steps: [{expect: {visible: Form}}]}"
    file = flow(f"""
- {when}
- reach:
    there_when: {{visible: There}}
    by:
      the menu: [{{{when}}}, {{click: Help}}]
""")
    heard = await play(file, FakeDriver({"Form", "Help"}, {"Help": {"There"}}))
    told = [(one.kind, one.within, one.part) for one in heard if isinstance(one, events.StepStarted)]
    assert told == [
        ("when", "", ""),
        ("expect", "when", ""),
        ("reach", "", ""),
        ("when", "the menu", "the menu"),
        ("expect", "the menu", "the menu"),
        ("click", "the menu", "the menu"),
    ]


async def test_there_already_means_nothing_to_do() -> None:
    file = flow("- reach: {there_when: {visible: Form}, by: {a: [{click: X}]}}")
    assert "step_skipped reach" in names(await play(file, FakeDriver({"Form"})))


async def test_no_route_leads_to_the_outcome_named() -> None:
    file = flow("- reach: {there_when: {visible: Form}, by: {a: [{click: X}]}, otherwise: not_offered}")
    assert names(await play(file, FakeDriver(), "yes"))[-1] == "session_ended not_offered"


async def test_no_route_and_no_outcome_is_a_question() -> None:
    driver = FakeDriver()
    file = flow("- reach: {there_when: {visible: Form}, by: {a: [{click: X}]}}")
    heard = await play(file, driver, (lambda: driver.change("Form"), None))
    assert names(heard)[-6:] == [
        "target_missing click", "person_asked missing", "person_answered continue", "step_skipped click",
        "step_done reach", "session_ended",
    ]  # fmt: skip


async def test_when_walks_its_steps_only_where_it_sees() -> None:
    file = flow("- when: {sees: {visible: Banner}, steps: [{click: Fine}]}")
    there, absent = FakeDriver({"Banner", "Fine"}), FakeDriver({"Fine"})
    await play(file, there)
    heard = await play(file, absent)
    assert (there.done, absent.done) == (["press Fine"], [])
    assert "step_skipped when" in names(heard)


async def test_expect_ends_with_its_outcome() -> None:
    file = flow("- expect: {visible: Offer}\n  otherwise: not_offered\n- click: X")
    assert names(await play(file, FakeDriver(), "yes"))[-1] == "session_ended not_offered"


async def test_what_the_guard_refuses_is_the_persons() -> None:
    driver = FakeDriver({"Send"})
    driver.refuses = {"Send"}
    heard = await play(flow("- click: Send"), driver, "continue")
    assert names(heard)[2:4] == ["person_asked review", "person_answered continue"]
    assert driver.done == []


async def test_elsewhere_it_waits_and_says_where() -> None:
    driver = FakeDriver({"X"})
    driver.off_site = True

    def back() -> None:
        driver.off_site = False
        driver.change()

    person_sees: list[str] = []
    heard = await play(flow("- click: X"), driver, (back, None))
    person_sees += [event.for_ for event in heard if isinstance(event, events.PersonAsked)]
    assert person_sees == ["elsewhere"]
    assert driver.done == ["press X"]


async def test_a_closed_page_is_opened_again_and_the_step_goes_on() -> None:
    driver = FakeDriver({"X"})
    driver.gone = 1
    heard = await play(flow("- click: X"), driver)
    assert names(heard)[1:] == [
        "step_started click", "noted", "step_started click", "step_done click", "session_ended",
    ]  # fmt: skip


async def test_the_page_closed_during_a_pause_is_opened_again() -> None:
    driver = FakeDriver({"X"})

    def close() -> None:
        driver.gone = 1
        driver.change()

    file = flow("- pause: {for: review, say: Read., until: {visible: Y}}")
    heard = await play(file, driver, (close, None), (lambda: driver.change("Y"), None))
    assert names(heard).count("noted") >= 1
    assert names(heard)[-2:] == ["step_done pause", "session_ended"]


async def test_a_login_pause_is_private_and_skipped_when_logged_in() -> None:
    driver = FakeDriver()
    private: list[bool] = []
    file = flow("- pause: {for: login, say: Log in., until: {visible: Profile}}")

    def log_in() -> None:
        private.append(driver.private_now)
        driver.change("Profile")

    await play(file, driver, (log_in, None))
    assert private == [True]
    assert not driver.private_now
    assert "step_skipped pause" in names(await play(file, FakeDriver({"Profile"})))


async def test_what_was_chosen_is_checked_again_before_the_submit() -> None:
    driver = FakeDriver({"I object"})
    await play(flow("- choose: {radio: I object}\n- pause: {for: submit, say: Go.}"), driver, "continue")
    assert driver.done == ["choose I object", "choose again"]


async def test_a_value_the_person_has_not_set_is_theirs_to_type() -> None:
    driver = FakeDriver({"Email"})
    file = flow("- fill: {field: Email, with: me.email}")
    heard = await play(file, driver, "continue")
    assert "person_asked review" in names(heard)
    filled = file.flow.with_values({"email": "robin@example.org"}, {})
    await play(replace(file, flow=filled), driver)
    assert driver.done == ["fill Email"]


async def test_a_checkpoint_follows_every_step_and_is_cleared_at_the_end(tmp_path: Path) -> None:
    store = Checkpoints(tmp_path / "runs", write_private)
    file = flow("- click: X\n- pause: {for: submit, say: Go.}\n- click: Y")
    await play(file, FakeDriver({"X"}), "continue", "stop", checkpoints=store)
    kept = store.read("f")
    assert kept is not None
    assert (kept.step, kept.outcome) == (3, "sent")
    assert (tmp_path / "runs").stat().st_mode & 0o777 == 0o700
    driver = FakeDriver({"Y"})
    heard = await play(file, driver, checkpoints=store, checkpoint=kept)
    assert names(heard)[-1] == "session_ended sent"
    assert driver.done == ["press Y"]
    assert store.read("f") is None


async def test_going_on_opens_the_page_it_was_on() -> None:
    driver = FakeDriver({"Y"})
    file = flow("- click: X\n- click: Y")
    await play(file, driver, checkpoint=Checkpoint("f", file.digest, step=2, url="https://a.example/form"))
    assert driver.done == ["open https://a.example/form", "press Y"]


LOGGED_IN = """
- open: https://a.example/
- click: Log in
- pause: {for: login, say: Log in, until: {visible: You}}
- click: Settings
- click: AI
"""


class Site(FakeDriver):
    """A page for each address; without a login there is only the way in."""

    pages = {"https://a.example/": "You", "https://a.example/ai": "AI"}  # noqa: RUF012

    def __init__(self, logged_in: bool) -> None:
        super().__init__()
        self.logged_in = logged_in

    async def open(self, url: str) -> None:
        await super().open(url)
        self.sees = {self.pages[url] if self.logged_in else "Log in"}

    def log_in(self) -> None:
        self.logged_in = True
        self.change("You")


async def test_going_on_asks_for_the_login_again_where_it_has_ended() -> None:
    driver, file = Site(logged_in=False), flow(LOGGED_IN)
    cut_off = Checkpoint("f", file.digest, step=5, url="https://a.example/ai")
    heard = await play(file, driver, (driver.log_in, None), checkpoint=cut_off)
    ai, home = "open https://a.example/ai", "open https://a.example/"
    assert driver.done == [ai, home, "press Log in", ai, "press AI"]
    assert names(heard).count("person_asked login") == 1
    assert [event.step for event in heard if isinstance(event, events.StepStarted)] == [5, 1, 2, 3, 5]


async def test_a_login_that_has_ended_is_not_taken_for_what_is_not_offered() -> None:
    reach = "- reach: {there_when: {visible: AI}, by: {a: [{open: 'https://a.example/ai'}]}, otherwise: not_offered}"
    steps = LOGGED_IN.strip().splitlines()[:3]
    file = flow("\n".join([*steps, reach]))
    driver = Site(logged_in=False)
    cut_off = Checkpoint("f", file.digest, step=4, url="https://a.example/ai")
    heard = await play(file, driver, (driver.log_in, None), checkpoint=cut_off)
    assert names(heard)[-1] == "session_ended"
    assert names(heard).count("person_asked login") == 1


async def test_going_on_says_nothing_of_a_login_that_lasts() -> None:
    driver, file = Site(logged_in=True), flow(LOGGED_IN)
    cut_off = Checkpoint("f", file.digest, step=5, url="https://a.example/ai")
    heard = await play(file, driver, checkpoint=cut_off)
    assert driver.done == ["open https://a.example/ai", "press AI"]
    assert "person_asked login" not in names(heard)


def test_the_way_to_a_login_begins_where_its_page_is_opened() -> None:
    steps = flow(LOGGED_IN).flow.steps
    assert [way_to_the_login(steps, number) for number in (1, 3, 4, 5, 6)] == [
        *(range(0), range(0), range(0, 3), range(0, 3), range(0))
    ]


async def test_stopping_while_it_works() -> None:
    class Slow(FakeDriver):
        async def press(self, target: Target, timeout: float | None = None) -> str:
            person.wants_to_stop.set()
            await asyncio.Event().wait()
            raise AssertionError

    person = ScriptedPerson()
    heard: list[events.Event] = []
    await Engine(flow("- click: X"), Slow(), Together([person]), [heard.append]).run()
    assert names(heard)[-1] == "session_ended stopped"


async def test_with_nobody_to_ask_a_missing_target_is_lost() -> None:
    heard: list[events.Event] = []
    await Engine(flow("- click: X"), FakeDriver(), Together([]), [heard.append]).run()
    assert names(heard)[-1] == "session_ended lost"


async def test_with_nobody_to_ask_a_pause_waits_for_the_page() -> None:
    driver = FakeDriver()
    heard: list[events.Event] = []
    file = flow("- pause: {for: submit, say: Go., until: {visible: Received}}")

    def hear(event: events.Event) -> None:
        heard.append(event)
        if isinstance(event, events.PersonAsked):
            driver.change("Received")

    await Engine(file, driver, Together([]), [hear]).run()
    assert names(heard)[-1] == "session_ended sent"


async def test_going_on_is_offered_and_no_begins_anew() -> None:
    file = flow("- click: X\n- click: Y")
    kept = Checkpoint("f", file.digest, step=2)
    heard: list[events.Event] = []
    driver, person = FakeDriver({"X", "Y"}), ScriptedPerson("no")
    await Engine(file, driver, Together([person]), [heard.append]).run(kept, offer=True)
    assert person.asked[0].about == "agree"
    assert driver.done == ["press X", "press Y"]


async def test_a_form_is_filled_again_when_its_page_has_been_opened_again() -> None:
    steps = "- click: A\n- choose: B\n- pause: {for: review, say: Go.}\n- fill: {field: C, with: {text: c}}\n- click: D"
    driver = FakeDriver({"A", "B", "C", "D"})
    heard = await play(flow(steps), driver, "continue", checkpoint=Checkpoint("f", flow(steps).digest, step=5, url="u"))
    assert driver.done == ["open u", "choose B", "fill C", "press D"]
    begun = heard[0]
    assert isinstance(begun, events.SessionStarted)
    assert begun.from_step == 5
    assert begun.why == (
        "Steps 2 to 4 are walked again first: the form is empty again, so it is filled in from its first field."
    )


async def test_a_route_whose_link_has_another_name_is_asked_about_before_it_is_not_offered() -> None:
    driver = FakeDriver({"Objection forms"}, {"Objection forms": {"Form"}})
    reach = "- reach: {there_when: {visible: Form}, by: {a: [{click: Objection form}]}, otherwise: not_offered}"
    heard = await play(flow(reach), driver, "yes")
    assert names(heard)[-1] == "session_ended"
    assert driver.done == ["press Objection forms"]


async def test_a_way_walked_before_is_asked_about_before_one_with_work_for_the_person(tmp_path: Path) -> None:
    store = Fingerprints(tmp_path, write_private)
    store.remember("f", Target.model_validate({"named": "Forms"}), Pick(role="link", name="Forms"))
    file = flow("""
- reach:
    there_when: {visible: Objection}
    by:
      the menu: [{click: Forms}]
      by hand: [{pause: {for: review, say: Find it}}]
""")
    driver = FakeDriver(leads={"Papers": {"Objection"}})
    driver.sees, driver.points = {"Papers"}, [pointed("Papers")]
    heard = await play(file, driver, "point", fingerprints=store)
    assert driver.done == ["press Papers"]
    assert "person_asked review" not in names(heard)


async def test_a_page_that_does_not_open_any_more_is_a_question_and_no_crash() -> None:
    class Offline(FakeDriver):
        async def open(self, url: str) -> None:
            raise TargetNotFound(url).because(f"the page {url} does not open")

    file = flow("- click: X\n- click: Y")
    cut_off = Checkpoint("f", file.digest, step=2, url="https://a.example/form")
    heard = await play(file, Offline(), "stop", checkpoint=cut_off)
    assert names(heard)[-1] == "session_ended stopped"
    assert "target_missing click" in names(heard)
