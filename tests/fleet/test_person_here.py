"""What a person does themselves never takes place in a browser that stands elsewhere, whatever the settings say."""

from __future__ import annotations

import ast
import contextlib
from pathlib import Path

import pytest

from runner.app.front_end import FrontEnd
from runner.app.run import CONNECT_NOTE, Plan, launch_spec
from runner.browser.find import Browser
from runner.browser.switches import Launch
from runner.config import Config
from runner.events import BrowserChosen, Event

APP = Path(__file__).parents[2] / "runner" / "app"


@pytest.mark.core
@pytest.mark.browser
def test_a_walk_is_here_and_says_so(tmp_path: Path, found_browser: Browser) -> None:
    heard: list[Event] = []
    settings = Config.model_validate({"browser": {"headless": True, "connect": "ws://b.example/"}})
    with contextlib.ExitStack() as stack:
        spec = launch_spec(Plan([], settings, tmp_path), stack, FrontEnd([], [heard.append], []))
    assert isinstance(spec, Launch)
    assert spec.profile.is_relative_to(tmp_path)
    (chosen,) = heard
    assert isinstance(chosen, BrowserChosen) and CONNECT_NOTE in chosen.notes


@pytest.mark.slow
def test_nothing_but_a_live_check_asks_for_an_endpoint() -> None:
    asks = set()
    for path in APP.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "runner.browser.endpoint":
                asks.add(path.stem)
    assert asks == {"launch", "live_check"}
