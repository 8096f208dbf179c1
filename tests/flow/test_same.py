"""Which places of a flow mean one thing, and what they look for once it was pointed at."""

from __future__ import annotations

import pytest

from runner.flow.model import Target, widen_target
from runner.flow.same import also, means_the_same
from runner.testing import flow

BOX = {"checkbox": ["Use my data", "Meine Daten nutzen"]}


def target(raw: object) -> Target:
    return Target.model_validate(widen_target(raw))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (BOX, True),
        ({"checkbox": "use my  data"}, True),
        ({"switch": "Use my data"}, True),
        ("Use my data", True),
        ({"any": [{"css": "#x"}, {"checkbox": "Use my data"}]}, True),
        ({"text": "Use my data"}, False),
        ({"checkbox": "Use my photos"}, False),
        ({"checkbox": "Use my data", "within": {"row": "Ads"}}, False),
        ({"checkbox": "any"}, False),
    ],
)
def test_what_means_the_same(other: object, same: bool) -> None:
    assert means_the_same(target(BOX), target(other)) == same


def test_every_condition_of_a_step_looks_for_what_was_found_as_well() -> None:
    found = target({"checkbox": "Utiliser"})
    steps = flow("""
- pause: {for: submit, say: Go., until: {all: [{gone: {checkbox: Use my data}}, {visible: Saved}]}}
- confirm: {any: [{is_off: {switch: Use my data}}, {is_on: {switch: Other}}]}
""").flow.steps
    pause, confirm = (also(step, target(BOX), found) for step in steps)
    gone, saved = pause.until.all  # type: ignore[attr-defined]
    assert [name.text for one in gone.gone.candidates() for name in one.names] == ["Utiliser", "Use my data"]
    assert str(saved) == "“Saved” is there"
    off, other = confirm.condition.any  # type: ignore[attr-defined]
    assert found.candidates()[0] in off.is_off.candidates()
    assert found.candidates()[0] not in other.is_on.candidates()
