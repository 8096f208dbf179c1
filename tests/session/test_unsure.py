"""What was done once, and may or may not have arrived, is never done again unasked; what was held is told."""

from __future__ import annotations

import pytest

from runner import events
from runner.errors import Unsure
from runner.flow.model import Target
from runner.testing import FakeDriver, flow, names, play

pytestmark = pytest.mark.asyncio
WAY = """
- click: Menu
- click: Settings
"""


class Silent(FakeDriver):
    """A page that does not say whether the first press of “Menu” arrived."""

    presses = 0

    async def press(self, target: Target, timeout: float | None = None) -> str:
        label = await super().press(target, timeout)
        if label == "Menu":
            self.presses += 1
            raise Unsure(str(target), label)
        return label


async def test_where_the_next_thing_is_there_it_goes_on() -> None:
    driver = Silent(["Menu"], {"Menu": {"Settings"}})
    heard = await play(flow(WAY), driver)
    assert driver.done == ["press Menu", "press Settings"]
    assert names(heard)[-1] == "session_ended" and "person_asked review" not in names(heard)


async def test_else_the_person_says_what_came_of_it() -> None:
    driver = Silent(["Menu"])
    heard = await play(flow("- click: Menu"), driver, "continue")
    assert driver.presses == 1
    asked = next(event for event in heard if isinstance(event, events.PersonAsked))
    assert (asked.for_, asked.choices) == ("review", ("continue", "retry", "skip", "back", "stop"))


async def test_only_they_have_it_tried_again() -> None:
    driver = Silent(["Menu"])
    await play(flow("- click: Menu"), driver, "retry", "skip")
    assert driver.presses == 2


async def test_what_was_held_is_the_persons_to_send_before_the_next_step() -> None:
    driver = FakeDriver(["Menu", "Settings"])
    driver.held = "a.example"
    heard = await play(flow(WAY), driver, "continue")
    assert names(heard)[2:4] == ["person_asked review", "person_answered continue"]
    assert driver.done == ["press Menu", "press Settings"]
