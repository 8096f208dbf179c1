"""Going on after a cut, with a fake page: what is asked first, what is walked again, what is never done twice."""

from __future__ import annotations

from pathlib import Path

from runner import events
from runner.flow.load import FlowFile
from runner.records.files import write_private
from runner.session.checkpoint import Checkpoint, Checkpoints, StepPlace, place_of
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together
from runner.testing import FakeDriver, ScriptedPerson, flow, names

HOME = "https://a.example/"
DIALOG = f"""
- open: {HOME}
- click: Menu
- click: Settings
- fill: {{field: Name, with: {{text: Robin}}}}
- pause: {{for: submit, say: Send it., until: {{visible: Received}}}}
- click: Details
"""


class Dialog(FakeDriver):
    """A page that shows its menu, and then its dialog, only until it is opened anew."""

    def __init__(self) -> None:
        super().__init__(leads={HOME: {"Menu"}, "Menu": {"Settings"}, "Settings": {"Name"}, "Details": {"Objected"}})

    def send(self) -> None:
        self.done.append("sent")
        self.change("Received", "Details")


def store(folder: Path) -> Checkpoints:
    return Checkpoints(folder, write_private)


def cut_off(file: FlowFile, step: int, **more: object) -> Checkpoint:
    places = {at: place_of(HOME) for at in range(2, step + 1)}
    return Checkpoint("f", file.digest, step=step, url=HOME, places=places, **more)  # type: ignore[arg-type]


async def go(
    file: FlowFile, driver: FakeDriver, kept: Checkpoint | None, *answers: object, kept_in: Checkpoints | None = None
) -> tuple[list[events.Event], ScriptedPerson]:
    heard: list[events.Event] = []
    person = ScriptedPerson(*answers)
    engine = Engine(file, driver, Together([person]), [heard.append], Memory(checkpoints=kept_in))
    await engine.run(kept, offer=True)
    return heard, person


async def test_the_offer_comes_before_the_fact_and_the_dialog_is_opened_again() -> None:
    file, driver = flow(DIALOG), Dialog()
    heard, person = await go(file, driver, cut_off(file, 5), "yes", (driver.send, None))
    assert names(heard)[:3] == ["person_asked agree", "person_answered yes", "session_started"]
    assert "Last time you got to step 5 of 6." in person.asked[0].say
    assert driver.done == [
        f"open {HOME}",
        "press Menu",
        "press Settings",
        "fill Name",
        "choose again",
        "sent",
        "press Details",
    ]
    started = heard[2]
    assert isinstance(started, events.SessionStarted)
    assert (started.from_step, started.why[:38]) == (5, "Steps 2 to 4 are walked again first: t")


async def test_after_a_no_it_begins_anew_and_the_place_is_forgotten(tmp_path: Path) -> None:
    file, driver, kept_in = flow(DIALOG), Dialog(), store(tmp_path)
    kept_in.write(cut_off(file, 5))
    found: list[Checkpoint | None] = []
    driver.leads[HOME] = {"Menu"}

    def look() -> None:
        found.append(kept_in.read("f"))

    heard, _ = await go(file, driver, kept_in.read("f"), "no", (look, "stop"), kept_in=kept_in)
    started = next(event for event in heard if isinstance(event, events.SessionStarted))
    assert (started.from_step, driver.done[:2]) == (1, [f"open {HOME}", "press Menu"])
    assert found[0] and found[0].step == 5 and found[0].places.keys() == {2}  # of this walk, which stays on its page


async def test_a_stop_at_the_offer_leaves_everything_as_it_was(tmp_path: Path) -> None:
    file, kept_in = flow(DIALOG), store(tmp_path)
    kept_in.write(kept := cut_off(file, 5))
    heard, _ = await go(file, Dialog(), kept_in.read("f"), "stop", kept_in=kept_in)
    assert names(heard) == ["person_asked agree", "person_answered stop", "session_ended stopped"]
    assert kept_in.read("f") == kept


async def test_a_flow_that_has_changed_cannot_be_gone_on_with_and_that_is_said(tmp_path: Path) -> None:
    file, driver, kept_in = flow(DIALOG), Dialog(), store(tmp_path)
    kept_in.write(old := Checkpoint("f", "another", step=6, outcome="sent"))
    heard, person = await go(file, driver, old, "stop", kept_in=kept_in)
    assert heard[0] == events.SessionStarted(
        flow="f", title="T", steps=6, from_step=1,
        why="The flow has changed since your walk was cut off at step 6, so it begins anew. "
        "Your request was sent by then.",
    )  # fmt: skip
    assert person.asked[0].about == "submit"


async def test_what_was_sent_is_on_disk_before_anything_is_told(tmp_path: Path) -> None:
    file, driver, kept_in = flow(DIALOG), Dialog(), store(tmp_path)
    seen: list[Checkpoint | None] = []

    def hear(event: events.Event) -> None:
        if isinstance(event, events.RequestSent):
            seen.append(kept_in.read("f"))

    person = ScriptedPerson((driver.send, None))
    await Engine(file, driver, Together([person]), [hear], Memory(checkpoints=kept_in)).run()
    (kept,) = seen
    assert kept and (kept.step, kept.outcome, kept.settled) == (5, "sent", ["steps/4/pause"])
    again = Dialog()
    again.leads[HOME] = {"Details"}
    heard, _ = await go(file, again, kept, "yes")
    assert (again.done, names(heard)[-1]) == ([f"open {HOME}", "press Details"], "session_ended sent")


async def test_where_nobody_knows_whether_it_was_sent_they_are_asked() -> None:
    file, driver = flow(DIALOG), Dialog()
    driver.leads[HOME] = {"Details"}
    heard, person = await go(file, driver, cut_off(file, 5, turn="steps/4/pause"), "skip")
    assert "where it was your turn to send it" in person.asked[0].say
    assert (person.asked[0].choices, person.asked[0].labels) == (("yes", "skip", "no", "stop"), {"skip": "It is sent"})
    assert "request_sent pause" in names(heard)
    assert (driver.done, names(heard)[-1]) == ([f"open {HOME}", "press Details"], "session_ended sent")


async def test_a_turn_that_was_cut_off_is_said_when_it_comes_again() -> None:
    file, driver = flow(DIALOG), Dialog()
    _, person = await go(file, driver, cut_off(file, 5, turn="steps/4/pause"), "yes", (driver.send, None))
    assert person.asked[1].say.endswith("If you did it then, press Continue: don't do it twice.")


async def test_what_was_sent_inside_a_part_is_not_asked_for_again() -> None:
    pause = "{pause: {for: submit, say: Send it., until: {visible: Received}}}"
    file = flow(f"- open: {HOME}\n- when: {{sees: {{visible: Old}}, steps: [{pause}, {{click: Close}}]}}\n- click: End")
    driver = FakeDriver(leads={HOME: {"Close"}, "Close": {"End"}})
    kept = cut_off(file, 2, settled=["steps/1/when/steps/0/pause"], outcome="sent")
    _, person = await go(file, driver, kept, "yes")
    assert len(person.asked) == 1
    assert driver.done == [f"open {HOME}", "press Close", "press End"]


async def test_a_page_that_leads_to_the_way_in_is_seen_to_before_the_person_is_asked_for_anything_else() -> None:
    class Out(FakeDriver):
        inside = False

        async def open(self, url: str) -> None:
            await super().open(url)
            if not self.inside:
                self.url = f"{HOME}login"

        def log_in(self) -> None:
            self.inside = True
            self.change("You")

    login = "- pause: {for: login, say: Log in., until: {visible: You}}"
    file = flow(f"- open: {HOME}\n{login}\n- open: {HOME}chat\n- pause: {{for: review, say: Ask it.}}")
    places = {2: place_of(HOME), 3: place_of(HOME), 4: place_of(f"{HOME}chat")}
    driver = Out()
    _, person = await go(file, driver, Checkpoint("f", file.digest, step=4, places=places), "yes",
                         (driver.log_in, None), "continue")  # fmt: skip
    assert [question.about for question in person.asked] == ["agree", "login", "review"]
    assert driver.done == [f"open {HOME}chat", f"open {HOME}", f"open {HOME}chat"]


async def test_a_page_that_died_in_a_pause_is_led_back_to_its_state() -> None:
    file, driver = flow(DIALOG), Dialog()

    def die() -> None:
        driver.sees, driver.gone = set(), 1
        driver.change()

    heard, _ = await go(file, driver, None, (die, None), (driver.send, None))
    way = ["press Menu", "press Settings", "fill Name", "choose again"]
    assert driver.done == [f"open {HOME}", *way, f"open {HOME}", *way, "sent", "press Details"]
    assert "Steps 2 to 4 are walked again first" in next(
        event.text for event in heard if isinstance(event, events.Noted) and "again first" in event.text
    )
    assert names(heard)[-1] == "session_ended sent"


async def test_nothing_of_an_address_but_its_path_is_kept(tmp_path: Path) -> None:
    file, kept_in = flow("- click: X\n- click: Y"), store(tmp_path)
    driver = FakeDriver({"X"})
    driver.url = "https://a.example/in?sid=S3CRET#access_token=T0KEN"
    await go(file, driver, None, "stop", kept_in=kept_in)
    kept = (tmp_path / "f.checkpoint.json").read_text("utf-8")
    assert "https://a.example/in" in kept
    assert not any(word in kept for word in ("S3CRET", "T0KEN", "sid", "access"))


def test_a_damaged_place_counts_as_none(tmp_path: Path) -> None:
    kept_in = store(tmp_path)
    for text in (
        *("[]", "[" * 100_000, '{"flow": "f", "digest": 1}', '{"flow": "f", "digest": "d", "step": "2"}'),
        '{"flow": "f", "digest": "d", "places": {"2": {"url": 3}}}',
        '{"flow": "f", "digest": "d", "settled": 1}',
    ):
        (tmp_path / "f.checkpoint.json").write_text(text)
        assert kept_in.read("f") is None


def test_a_place_is_noted_where_it_is_another_one_alone() -> None:
    here, there = StepPlace("https://a.example/"), StepPlace("https://a.example/menu", whole=False)
    kept = Checkpoint("f", "d")
    for step, place in enumerate([here, here, there, there, here], 1):
        kept.began(step, place)
    assert kept.places == {1: here, 3: there, 5: here}
    assert [kept.place(step) for step in range(1, 7)] == [here, here, there, there, here, here]
    kept.began(4, here)  # the person went back, and on from another page
    assert kept.places == {1: here, 3: there, 4: here}
    assert Checkpoint("f", "d").place(3) == StepPlace("")
