"""What is done on the page beside, with a page made of names: where it begins, what came of it, what is suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from runner.app.bench_deeds import BenchDeed
from runner.app.bench_state import BenchState, Deed, Order
from runner.app.front_end import FrontEnd
from runner.app.run import Plan, RunContext
from runner.browser.driver import PageDriver
from runner.config import Config
from runner.errors import RepairError
from runner.flow.load import load
from runner.session.person import Together
from runner.testing import FakeDriver, ScriptedPerson, pointed

FLOW = """title: A menu that moved
service: Example
hosts: [a.example]
steps:
  - open: https://a.example/
  # here it begins
  - click: {link: Old menu}
  - click: {link: Privacy}
"""


@dataclass
class Place:
    """A page, as far as a bench asks for one."""

    url: str = "about:blank"


class Tabs:
    """The tabs of a page made of names."""

    def __init__(self, driver: FakeDriver) -> None:
        self._driver = driver

    async def present(self) -> Place:
        return Place(self._driver.url or "about:blank")

    def frames(self, _: object) -> Sequence[object]:
        return []


class BenchDriver(FakeDriver):
    """A page made of names, with tabs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tabs = Tabs(self)

    def take(self, _: object, watcher: Any) -> None:
        self.watcher = watcher


@dataclass
class Bench:
    """A page beside a flow, and what is known of it."""

    driver: BenchDriver
    home: Path
    text: str = FLOW
    state: BenchState = field(default_factory=lambda: BenchState("moved"))
    needs: dict[str, str] = field(default_factory=dict)

    async def do(self, deed: Deed, number: int, *answers: object) -> BenchState:
        file = load(self.text, str(self.home / "moved.yaml"))
        locs = [("steps", at, step.word) for at, step in enumerate(file.flow.steps)]
        person = ScriptedPerson(*answers)
        there = RunContext(cast(PageDriver, self.driver), Together([person]), [], FrontEnd([person]))
        plan = Plan([], Config(me={"name": "Ada"}), self.home)
        await BenchDeed(Order(deed, file, self.text, locs[number]), plan, there, self.state, self.needs).it()
        return self.state


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    leads = {"https://a.example/": {"New menu"}, "New menu": {"Privacy"}}
    return Bench(BenchDriver((), leads=leads), tmp_path)


async def test_a_step_is_tried_on_the_page_it_begins_on(bench: Bench) -> None:
    bench.text = FLOW.replace("Old menu", "New menu")
    state = await bench.do("try", 1)
    assert bench.driver.done == ["open https://a.example/", "press New menu"], "the way there is walked first"
    assert state.is_fine
    assert state.next == ("steps", 2, "click")
    await bench.do("try", 2)
    assert bench.driver.done[2:] == ["press Privacy"], "the page is there by now"
    assert {loc[1]: one.came for loc, one in state.tried.items()} == {0: "done", 1: "done", 2: "done"}


async def test_stop_before_goes_on_from_where_one_is(bench: Bench) -> None:
    bench.text = FLOW.replace("Old menu", "New menu")
    await bench.do("until", 1)
    assert bench.driver.done == ["open https://a.example/"]
    await bench.do("until", 2)
    assert bench.driver.done == ["open https://a.example/", "press New menu"]
    await bench.do("until", 1)
    assert bench.driver.done[2:] == ["open https://a.example/"], "what lies behind begins anew"


@pytest.mark.slow
async def test_what_is_missing_is_told_and_nothing_after_it_is_done(bench: Bench) -> None:
    state = await bench.do("run", 0)
    assert not state.is_fine
    assert "Old menu" in state.said
    assert state.at == ("steps", 1, "click")
    assert bench.driver.done == ["open https://a.example/"]


async def test_what_is_pointed_at_is_suggested_and_not_written(bench: Bench) -> None:
    bench.driver.points.append(pointed("New menu"))
    state = await bench.do("point", 1)
    assert state.suggestion
    assert state.suggestion.after == FLOW.replace("{link: Old menu}", "{link: [New menu, Old menu]}")
    assert "+  - click: {link: [New menu, Old menu]}" in state.suggestion.diff
    assert [one.said for one in state.candidates] == ["link: Old menu"]
    assert state.called == "New menu"


async def test_back_is_the_page_on_which_the_last_step_began(bench: Bench) -> None:
    bench.text = FLOW.replace("Old menu", "New menu")
    await bench.do("try", 1)
    state = await bench.do("back", 1)
    assert bench.driver.done[-1] == "open https://a.example/"
    assert state.at == state.next == ("steps", 1, "click")
    with pytest.raises(RepairError, match="no page before"):
        await bench.do("back", 1)


async def test_a_flow_that_needs_to_know_something_asks_once(bench: Bench) -> None:
    bench.text = FLOW.replace("steps:", "needs: {blog: Which blog?}\nsteps:").replace("Old menu", "New menu")
    bench.needs["blog"] = "mine"
    assert (await bench.do("try", 1)).is_fine
