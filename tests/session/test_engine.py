"""The walk of a flow, with a fake page and a scripted person: what happens is read off the list of events."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from runner import events
from runner.errors import TargetMissing
from runner.flow.driver import Seen
from runner.flow.load import load
from runner.flow.model import Condition, Pick, Target
from runner.records.files import write_private
from runner.session.checkpoint import Checkpoint, Checkpoints
from runner.session.engine import Engine
from runner.session.lessons import Lessons
from runner.session.memory import Memory
from runner.session.person import Together
from runner.session.repair import mended
from runner.session.resuming import way_to_the_login
from runner.session.sightings import Sightings
from runner.session.spot import Spot
from tests.fakes import FakeDriver, ScriptedPerson, flow, names, play, pointed


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
    seen = await play(file, FakeDriver({"Objected"}), "continue")
    unseen = await play(file, driver, "continue")
    assert [heard[-1].confirmed for heard in (seen, unseen)] == [True, False]  # type: ignore[attr-defined]


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


async def test_there_already_means_nothing_to_do() -> None:
    file = flow("- reach: {there_when: {visible: Form}, by: {a: [{click: X}]}}")
    assert "step_skipped reach" in names(await play(file, FakeDriver({"Form"})))


async def test_no_route_leads_to_the_outcome_named() -> None:
    file = flow("- reach: {there_when: {visible: Form}, by: {a: [{click: X}]}, otherwise: not_offered}")
    assert names(await play(file, FakeDriver()))[-1] == "session_ended not_offered"


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
    assert names(await play(file, FakeDriver()))[-1] == "session_ended not_offered"


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
    assert names(heard)[1:] == ["step_started click", "noted", "step_done click", "session_ended"]


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
    await play(load_with(file, filled), driver)
    assert driver.done == ["fill Email"]


def load_with(file, flow_):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(file, flow=flow_)


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
    assert [event.step for event in heard if isinstance(event, events.StepStarted)] == [5, 1, 2, 3]


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
    driver = FakeDriver({"Received"})
    heard: list[events.Event] = []
    file = flow("- pause: {for: submit, say: Go., until: {visible: Received}}")
    await Engine(file, driver, Together([]), [heard.append]).run()
    assert names(heard)[-1] == "session_ended sent"


async def test_going_on_is_offered_and_no_begins_anew() -> None:
    file = flow("- click: X\n- click: Y")
    kept = Checkpoint("f", file.digest, step=2)
    heard: list[events.Event] = []
    driver, person = FakeDriver({"X", "Y"}), ScriptedPerson("no")
    await Engine(file, driver, Together([person]), [heard.append]).run(kept, offer=True)
    assert person.asked[0].about == "agree"
    assert driver.done == ["press X", "press Y"]


async def test_a_form_is_filled_again_when_its_page_has_been_opened_again():
    steps = "- click: A\n- choose: B\n- pause: {for: review, say: Go.}\n- fill: {field: C, with: {text: c}}\n- click: D"
    driver = FakeDriver({"A", "B", "C", "D"})
    heard = await play(flow(steps), driver, "continue", checkpoint=Checkpoint("f", flow(steps).digest, step=5, url="u"))
    assert driver.done[:2] == ["open u", "choose B"]
    assert heard[0].from_step == 2


async def test_a_level_less_is_recognised_and_said() -> None:
    driver = FakeDriver({"Privacy"}, {"Privacy": {"Form"}})
    heard = await play(flow("- click: Settings\n- click: Privacy"), driver)
    skipped = [event.why for event in heard if isinstance(event, events.StepSkipped)]
    assert skipped == ["we are further already: Press “Privacy”"]
    assert "target_missing click" not in names(heard)
    assert driver.done == ["press Privacy"]


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
    await asyncio.wait_for(engine.run(), 5)
    assert driver.done == ["press Menu", "press Privacy", "press Menu", "press Privacy", "press Object"]
    assert "back to: Press “Menu”" in [event.why for event in heard if isinstance(event, events.StepSkipped)]


async def test_the_likeliest_is_ringed_and_pressed_only_after_a_yes() -> None:
    driver = FakeDriver({"Privacy Centres"}, {"Privacy Centres": {"Form"}})
    pressed_before: list[list[str]] = []
    file = flow("- click: Privacy Centre\n- click: Form")
    heard = await play(file, driver, (lambda: pressed_before.append(list(driver.done)), "yes"))
    assert (driver.ringed, pressed_before) == (["Privacy Centres"], [[]])
    assert driver.done == ["press Privacy Centres", "press Form"]
    assert "picked click" in names(heard)


async def test_a_no_leaves_pointing_and_doing_it_by_hand() -> None:
    driver = FakeDriver({"Privacy Centres", "Rights"}, {"Rights": set()})
    driver.points = [pointed("Rights")]
    heard = await play(flow("- click: Privacy Centre"), driver, "no", "point")
    assert driver.done == ["press Rights"]
    asked = [event.choices for event in heard if isinstance(event, events.PersonAsked)]
    assert [("yes" in choices) for choices in asked] == [True, False]


async def test_a_new_name_and_a_level_more_are_told_apart(tmp_path: Path) -> None:
    learnt = Lessons(tmp_path, write_private)
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


async def test_a_route_whose_link_has_another_name_is_asked_about_before_it_is_not_offered() -> None:
    driver = FakeDriver({"Objection forms"}, {"Objection forms": {"Form"}})
    reach = "- reach: {there_when: {visible: Form}, by: {a: [{click: Objection form}]}, otherwise: not_offered}"
    heard = await play(flow(reach), driver, "yes")
    assert names(heard)[-1] == "session_ended"
    assert driver.done == ["press Objection forms"]


async def test_what_is_found_is_remembered_and_recalled(tmp_path: Path) -> None:
    store = Sightings(tmp_path, write_private)
    target = Target.model_validate({"link": ["Privacy", "Datenschutz"]})
    pick = Pick(role="link", name="Privacy", path="/html[1]/body[1]/a[2]")
    store.remember("f", target, pick)
    mended = Target.model_validate({"link": ["Privacy Hub", "Privacy", "Datenschutz"]})
    assert store.recall("f", mended) == pick
    assert store.recall("f", Target.model_validate({"link": "Settings"})) is None
    assert (tmp_path / "f.json").stat().st_mode & 0o777 == 0o600


PRIVACY = Target.model_validate({"named": "Privacy"})
MET = Pick(tag="a", name="Privacy", text="Privacy")
DECOY = Pick(tag="a", role="link", name="Privacy", text="Privacy", href="https://a.example/terms")


def walked_before(tmp_path: Path, driver: FakeDriver) -> Engine:
    """An engine that has met “Privacy” on an earlier day, and stands at the step that looks for it."""
    store = Sightings(tmp_path, write_private)
    store.remember("f", PRIVACY, MET)
    file = flow("- click: Privacy")
    engine = Engine(file, driver, Together([ScriptedPerson()]), memory=Memory(sightings=store))
    engine._talk.spot = Spot(1, "", file.flow.steps, 0, ("steps",))
    return engine


async def test_a_look_alike_is_not_pressed_while_what_was_met_before_is_there_too(tmp_path: Path) -> None:
    driver = FakeDriver()
    driver.looks = [DECOY, MET]
    with pytest.raises(TargetMissing, match="2 things on this page could be “Privacy”"):
        await walked_before(tmp_path, driver).found(Seen(PRIVACY, "Privacy", DECOY))


async def test_a_menu_that_unfolds_late_shows_what_was_met_before(tmp_path: Path) -> None:
    class Late(FakeDriver):
        async def survey(self) -> list[Pick]:
            self.done.append("survey")
            return [DECOY, MET] if len(self.done) > 1 else [DECOY]

    with pytest.raises(TargetMissing):
        await walked_before(tmp_path, Late()).found(Seen(PRIVACY, "Privacy", DECOY))


async def test_what_has_only_changed_is_pressed(tmp_path: Path) -> None:
    changed = DECOY.model_copy(update={"tag": "button", "role": "button", "href": ""})
    driver = FakeDriver()
    driver.looks = [changed, Pick(tag="a", name="Team privacy", text="Team privacy")]
    await walked_before(tmp_path, driver).found(Seen(PRIVACY, "Privacy", changed))


async def test_of_several_things_the_right_one_is_learnt_to_be_told_apart(tmp_path: Path) -> None:
    class Twice(FakeDriver):
        async def press(self, target: Target, timeout: float | None = None) -> str:
            if target == PRIVACY:
                raise TargetMissing("“Privacy”", 2)
            return await super().press(target, timeout)

    learnt = Lessons(tmp_path, write_private)
    driver = Twice({"Privacy"})
    driver.points = [pointed("Privacy")]
    await play(flow("- click: Privacy"), driver, "no", "point", lessons=learnt)
    assert [lesson.way for lesson in learnt.of("f")] == ["apart"]


async def test_a_way_walked_before_is_asked_about_before_one_with_work_for_the_person(tmp_path: Path) -> None:
    store = Sightings(tmp_path, write_private)
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
    heard = await play(file, driver, "point", sightings=store)
    assert driver.done == ["press Papers"]
    assert "person_asked review" not in names(heard)


async def test_a_page_that_seems_to_be_further_all_along_is_no_answer() -> None:
    """“Our Rights” has the name of the next step in it, and is not it."""

    class Parts(FakeDriver):
        async def holds(self, condition: Condition, timeout: float | None = None) -> bool:
            return "Rights" in str(condition) or await super().holds(condition, timeout)

    driver = Parts({"Our Rights", "Object"}, {"Object": {"Rights"}})
    driver.points = [pointed("Object")]
    await play(flow("- click: Menu\n- click: Rights"), driver, "point")
    assert driver.done == ["press Object", "press Rights"]


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
    learnt = Lessons(tmp_path, write_private)
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
    assert all("Learning" in str(step) for step in after[:2] + after[3:] for step in [step.looks_for])


async def test_a_page_that_does_not_open_any_more_is_a_question_and_no_crash() -> None:
    class Offline(FakeDriver):
        async def open(self, url: str) -> None:
            raise TargetMissing(url).because(f"the page {url} does not open")

    file = flow("- click: X\n- click: Y")
    cut_off = Checkpoint("f", file.digest, step=2, url="https://a.example/form")
    heard = await play(file, Offline(), "stop", checkpoint=cut_off)
    assert names(heard)[-1] == "session_ended stopped"
    assert "target_missing click" in names(heard)
