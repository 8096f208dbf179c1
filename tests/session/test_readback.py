"""How a setting is seen to stand."""

from __future__ import annotations

import pytest

from runner.flow.model import Condition
from runner.session.readback import read_back
from runner.testing import FakeLookingDriver

OFF, ON = {"is_off": {"switch": "Train"}}, {"is_on": {"switch": "Private"}}


@pytest.mark.parametrize(
    ("wanted", "sees", "on", "seen"),
    [
        (OFF, {"Train"}, set(), "confirmed"),
        (OFF, {"Train"}, {"Train"}, "reverted"),
        (ON, {"Private"}, set(), "reverted"),
        ({"visible": {"text": "You are out"}}, {"You are out"}, set(), "confirmed"),
        ({"visible": {"text": "You are out"}}, set(), set(), "unknown"),
        ({"all": [OFF, ON]}, {"Train", "Private"}, {"Private"}, "confirmed"),
        ({"all": [OFF, ON]}, {"Train", "Private"}, set(), "reverted"),
        ({"any": [OFF, {"visible": {"text": "Gone"}}]}, {"Train"}, {"Train"}, "unknown"),
        ({"any": [OFF, ON]}, {"Train", "Private"}, {"Train"}, "reverted"),
        ({"any": [ON, {"all": [{"gone": {"switch": "Private"}}, OFF]}]}, {"Private"}, set(), "reverted"),
    ],
)
async def test_what_is_seen(wanted: dict[str, object], sees: set[str], on: set[str], seen: str) -> None:
    driver = FakeLookingDriver(sees)
    driver.on = on
    assert await read_back(driver, Condition.model_validate(wanted)) == seen
    assert driver.done == []


@pytest.mark.parametrize(
    ("sees", "seen"), [({"Off"}, "confirmed"), ({"On"}, "reverted"), ({"Aus"}, "unknown"), ({"On", "Off"}, "unknown")]
)
async def test_the_opposite_may_be_a_sign_of_its_own_and_both_say_nothing(sees: set[str], seen: str) -> None:
    off, on = Condition.model_validate({"visible": {"text": "Off"}}), Condition.model_validate({"visible": "On"})
    assert await read_back(FakeLookingDriver(sees), off, on) == seen
