"""Steps tried while a flow is edited: which they are, from one place of its file to another, and what comes of each."""

from __future__ import annotations

from runner.flow.load import load, walk
from runner.session.person import Together
from runner.session.trial import StepToTry, Trial, onward, up_to
from runner.testing import FakeDriver, ScriptedPerson, flow

FILE = load(
    """title: t
service: s
hosts: [example.com]
steps:
  - open: https://example.com/
  - reach:
      there_when: {visible: Form}
      by:
        the form: [{open: https://example.com/form}]
        the menu: [{click: Menu}, {click: Privacy}, {click: Form}]
  - when: {sees: {visible: Country}, steps: [{click: Country}, {click: Germany}]}
  - click: Last
""",
    "t.yaml",
)
MENU = ("steps", 1, "reach", "by", "the menu")


def told(steps: list[StepToTry]) -> list[str]:
    return [str(one.step) for one in steps]


def test_the_way_to_a_step_leads_into_what_it_lies_in() -> None:
    assert told(up_to(FILE, ("steps", 0, "open"))) == []
    assert [one.loc[:2] for one in up_to(FILE, ("steps", 3, "click"))] == [("steps", at) for at in range(3)]
    assert told(up_to(FILE, (*MENU, 2, "click"))) == ["Open example.com/", "Press “Menu”", "Press “Privacy”"]
    inside = up_to(FILE, ("steps", 2, "when", "steps", 1, "click"))
    assert told(inside)[2:] == ["Press “Country”"]


def test_it_begins_where_one_is_unless_that_is_behind() -> None:
    assert told(up_to(FILE, (*MENU, 2, "click"), (*MENU, 1, "click"))) == ["Press “Privacy”"]
    assert len(up_to(FILE, ("steps", 1, "reach"), ("steps", 3, "click"))) == 1, "from the beginning"


def test_onward_is_the_rest_of_its_list_and_of_those_around() -> None:
    assert told(onward(FILE, ("steps", 3, "click"))) == ["Press “Last”"]
    after = onward(FILE, (*MENU, 1, "click"))
    assert told(after)[:2] == ["Press “Privacy”", "Press “Form”"]
    assert [one.loc[:2] for one in after[2:]] == [("steps", 2), ("steps", 3)]
    assert len(onward(FILE, ("steps", 0, "open"))) == 4


# -- what comes of a step ---------------------------------------------------------------------------------------------


async def tried(steps: str, driver: FakeDriver, *answers: object) -> Trial:
    file = flow(steps)
    all_steps = [StepToTry((*loc,), step) for loc, step in walk(file.flow.steps) if len(loc) == 3]
    trial = Trial(file, all_steps, driver, Together([ScriptedPerson(*answers)]))
    driver.watcher = trial
    await trial.run()
    return trial


async def test_each_step_tells_what_came_of_it_and_where() -> None:
    driver = FakeDriver({"Menu"}, leads={"Menu": {"Form"}})
    trial = await tried("- click: Menu\n- expect: {visible: Form}\n- click: Gone\n- click: Form", driver)
    assert [(one.loc, one.came) for one in trial.tried] == [
        (("steps", 0, "click"), "done"),
        (("steps", 1, "expect"), "done"),
        (("steps", 2, "click"), "missing"),
    ]
    assert "“Gone”" in trial.tried[-1].note
    assert driver.done.count("press Menu") == 1


async def test_nobody_is_asked_where_something_is_refused() -> None:
    driver = FakeDriver({"Next"})
    driver.refuses.add("Next")
    trial = await tried("- click: Next", driver)
    assert [(one.came, "press it yourself" in one.note) for one in trial.tried] == [("refused", True)]


async def test_it_ends_where_it_is_the_persons_turn_to_send_or_switch() -> None:
    driver = FakeDriver({"Form"})
    trial = await tried("- pause: {for: submit, say: Send it., until: {visible: Thanks}}\n- click: Form", driver)
    assert [one.came for one in trial.tried] == ["turn"]
    driver = FakeDriver({"Training"})
    driver.on.add("Training")
    trial = await tried("- pause: {for: switch, control: {switch: Training}, want: off}", driver)
    assert [one.came for one in trial.tried] == ["turn"]
    assert trial.checkpoint.outcome is None


async def test_a_login_is_waited_for_and_no_picture_is_taken() -> None:
    driver = FakeDriver({"Password"})
    steps = "- pause: {for: login, say: Log in.}\n- capture: {name: proof, say: Now.}\n- expect: {visible: Password}"
    trial = await tried(steps, driver, "continue")
    assert [one.came for one in trial.tried] == ["done", "skipped", "done"]


async def test_steps_tried_out_of_their_place_are_told_by_their_place_in_the_file() -> None:
    file = flow("- open: https://a.example/\n- when: {sees: {visible: Menu}, steps: [{click: Menu}]}")
    driver = FakeDriver({"Menu"})
    here = [StepToTry(loc, step) for loc, step in walk(file.flow.steps) if loc == ("steps", 1, "when")]
    trial = Trial(file, here, driver, Together([ScriptedPerson()]))
    await trial.run()
    assert {one.loc: one.came for one in trial.tried} == {
        ("steps", 1, "when"): "done",
        ("steps", 1, "when", "steps", 0, "click"): "done",
    }
