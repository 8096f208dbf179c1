"""A kind of step is one file: one declared here alone is walked, mended, resumed, read back, printed, counted."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import Field

from runner import events
from runner.app.checklist import checklist
from runner.app.permissions import shown
from runner.flow import kinds
from runner.flow.driver import LookingDriver
from runner.flow.effort import STEP, turns
from runner.flow.kinds import KINDS
from runner.flow.load import load
from runner.flow.model import AnyTarget, Pick
from runner.flow.results import Done, Result
from runner.flow.step import Leading
from runner.session.checkpoint import Checkpoint, StepPlace
from runner.session.repair import learnt, mended
from runner.session.resuming import way_back
from runner.session.sights import way
from runner.testing import FakeDriver, FakeLookingDriver, flow, look, names, play, pointed

RUNNER = Path(__file__).parents[2] / "runner"
MAKES_STEPS = {"session/recorded_steps.py"}  # what somebody did becomes steps there, as plain data


class Knock(Leading):
    """Knocks at a thing, which then opens: `knock: Door`."""

    word = "knock"
    main = "target"
    hand = "presses"
    aims = "target"
    target: AnyTarget = Field(description="what to knock at")

    async def run(self, driver: LookingDriver) -> Result:
        return Done(await driver.press(self.target, self.timeout))

    def instruction(self) -> str:
        return f"Knock at {self.target}, and wait."

    def narrated(self) -> str:
        return f"I knock at {self.target}"

    def __str__(self) -> str:
        return f"Knock at {self.target}"


Knock.model_rebuild()


@pytest.fixture(autouse=True)
def _knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, Knock.word, Knock)


WAY = """
- open: https://a.example/
- knock: Door
- knock: Gate
- pause: {for: switch, control: {switch: Train}, want: off}
"""


async def test_it_is_walked() -> None:
    driver = FakeDriver({"Door"})
    heard = await play(flow("- knock: Door"), driver)
    assert driver.done == ["press Door"]
    assert "I knock at “Door”" in [event.sentence for event in heard if isinstance(event, events.StepStarted)]


async def test_it_is_passed_over_after_a_detour() -> None:
    driver = FakeDriver({"Gate"}, {"Gate": {"Form"}})
    heard = await play(flow("- knock: Door\n- knock: Gate"), driver)
    assert [event.why for event in heard if isinstance(event, events.StepSkipped)] == [
        "we are further already: Knock at “Gate”"
    ]
    assert "target_missing knock" not in names(heard)


@pytest.mark.slow
async def test_it_is_pointed_at_and_repaired() -> None:
    driver = FakeDriver({"Portal"})
    driver.points = [pointed("Portal")]
    heard = await play(flow("- knock: Door"), driver, "point")
    assert "picked knock" in names(heard) and "step_done knock" in names(heard)
    file = flow("- knock: Door")
    lesson = learnt(file, ("steps", 0, "knock"), "renamed", Pick(role="link", name="Portal"))
    assert "- knock: [Portal, Door]" in mended(file.source.text, [lesson])
    optional = learnt(file, ("steps", 0, "knock"), "optional")
    assert "when:" in mended(file.source.text, [optional])


def test_it_is_walked_again_after_a_cut() -> None:
    file = flow(WAY)
    places = {at: StepPlace("https://a.example/") for at in range(2, 5)}
    kept = Checkpoint("f", file.digest, step=4, url="https://a.example/", places=places)
    assert way_back(file.flow.steps, kept, 4).again == (2, 3)


async def test_it_leads_where_it_is_only_looked() -> None:
    assert way(flow(WAY).flow.steps) == {0, 1, 2, 3}
    driver = FakeLookingDriver({"Door", "Gate", "Train"})
    _, verdict = await look(flow(WAY), driver)
    assert verdict == "confirmed"
    assert driver.done == ["open https://a.example/", "press Door", "press Gate"]


def test_it_is_printed_and_counted() -> None:
    file = flow(WAY)
    assert "Knock at “Door”, and wait." in checklist(file.flow)
    assert "Knock at “Gate”" in shown(file)
    assert turns(file.flow).steps == 3 and turns(file.flow).seconds() > 3 * STEP


def test_what_is_wrong_with_it_is_told_at_its_place() -> None:
    with pytest.raises(Exception, match="knok"):
        load("title: t\nservice: s\nhosts: [a.example]\nsteps:\n  - knok: Door\n", "f.yaml")


OTHERS = [
    path
    for path in sorted(RUNNER.rglob("*.py"))
    if "kinds" not in path.parts and path.relative_to(RUNNER).as_posix() not in MAKES_STEPS
]


@pytest.mark.slow
def test_no_other_module_names_a_kind() -> None:
    assert [wrong for path in OTHERS for wrong in _names_a_kind(path)] == []


def _names_a_kind(path: Path) -> Iterator[str]:
    words = set(KINDS) - {Knock.word}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("runner.flow.kinds"):
            names = {one.name for one in node.names} if node.module == "runner.flow.kinds" else {""}
            yield from (f"{path} takes {name or 'a kind by its file'}" for name in names - {*kinds.__all__})
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            asked = [one for one in sides if isinstance(one, ast.Attribute) and one.attr in ("word", "kind")]
            told = {one.value for side in sides for one in ast.walk(side) if isinstance(one, ast.Constant)}
            if asked and told & words:
                yield f"{path}:{node.lineno} asks for a kind"
        if isinstance(node, (ast.Tuple, ast.Set, ast.List)) and len(node.elts) > 1:
            listed = {one.value for one in node.elts if isinstance(one, ast.Constant)}
            if len(listed & words) > 1 and listed <= words:
                yield f"{path}:{node.lineno} lists kinds"
