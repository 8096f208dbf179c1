"""The hands of the practice person: a press of the panel that did not count is made again, one that did is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from runner.browser.answering import Answering
from runner.browser.scripted_hands import ScriptedHands


class _Panel:
    """A panel that counts the nth press only."""

    def __init__(self, counts: int) -> None:
        self.asked: str | None = "q1"
        self._left = counts

    async def button_box(self, _page: object, _part: str) -> dict[str, float]:
        return {"x": 10, "y": 10, "width": 20, "height": 20}

    def pressed(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.asked = "q2"


@pytest.mark.slow
@pytest.mark.parametrize("counts", [1, 3])
async def test_the_panel_is_pressed_until_that_counts(counts: int) -> None:
    panel, clicks = _Panel(counts), list[tuple[float, float]]()

    class Mouse:
        async def click(self, x: float, y: float) -> None:
            clicks.append((x, y))
            panel.pressed()

    page: Any = SimpleNamespace(mouse=Mouse(), url="http://larkspur.localhost/")

    async def present() -> Any:
        return page

    driver: Any = SimpleNamespace(panel=panel, answering=Answering(), tabs=SimpleNamespace(present=present))
    await ScriptedHands(driver, counts=0.05).press_panel("continue")
    assert clicks == [(20, 20)] * counts
