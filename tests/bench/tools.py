"""The tools that walk: each writes a way down in its own form, in a folder, and says how it is started there.

All drive the same browser, unseen, with the same switches, each in a profile of its own that goes again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.app.rehearsal import QUIET
from runner.browser.find import find
from runner.browser.switches import is_root

from . import peers
from .pages import Way
from .served import RULES
from .sides import side_project
from .written import flow_text, plain_script, recording, robot_suite, storyboard

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
STILL = "--force-prefers-reduced-motion"
SWITCHES = (*QUIET, RULES, STILL)
FLOOR, OURS = "plain script", "Optout"

Written = Callable[[Way, Path], Sequence[str]]


def switches() -> list[str]:
    """What the browser of every other tool is started with; Optout adds what root needs by itself."""
    return [*SWITCHES, *(["--no-sandbox"] if is_root() else [])]


@dataclass(frozen=True)
class Tool:
    """One tool: `write` makes what it walks by and returns the command; `missing` says why it cannot be had, if so."""

    name: str
    write: Written
    missing: Callable[[], str] = str
    env: Callable[[], Mapping[str, str]] = dict
    note: str = ""


def _plain(way: Way, folder: Path) -> Sequence[str]:
    script = folder / "walk.py"
    script.write_text(plain_script(way, str(find().path), switches()), "utf-8")
    return [sys.executable, str(script)]


def _optout(way: Way, folder: Path) -> Sequence[str]:
    flow, settings = folder / "bench.yaml", folder / "config.yaml"
    flow.write_text(flow_text(way), "utf-8")
    told = {"browser": {"headless": True, "args": list(SWITCHES)}, "language": "en", "pace": 0}
    settings.write_text(json.dumps(told), "utf-8")
    return [sys.executable, "-m", "runner", "run", str(flow), "--trust", "--config", str(settings)]


def _replay(way: Way, folder: Path) -> Sequence[str]:
    return _node("replay.mjs", folder, recording(way))


def _taiko(way: Way, folder: Path) -> Sequence[str]:
    acts = [{**vars(act), "name": way.address(act.name) if act.word == "open" else act.name} for act in way.acts]
    return _node("taiko.cjs", folder, acts)


def _node(script: str, folder: Path, told: object) -> Sequence[str]:
    file = folder / "walk.json"
    file.write_text(json.dumps(told), "utf-8")
    return ["node", str(HERE / script), str(peers.NPM), str(file), str(find().path), *switches()]


def _side(way: Way, folder: Path) -> Sequence[str]:
    project = folder / "walk.side"
    project.write_text(json.dumps(side_project(way)), "utf-8")
    chrome = {"binary": str(find().path), "args": ["--headless=new", *switches()]}
    config = folder / "walk.yml"
    config.write_text(json.dumps({"capabilities": {"browserName": "chrome", "goog:chromeOptions": chrome}}), "utf-8")
    runner = peers.NPM / "node_modules" / ".bin" / "selenium-side-runner"
    return [str(runner), "--config-file", str(config), "--max-workers", "1", str(project)]


def _robot(way: Way, folder: Path) -> Sequence[str]:
    suite = folder / "walk.robot"
    suite.write_text(robot_suite(way, str(find().path), switches()), "utf-8")
    python = peers.python_of(peers.PLAYWRIGHTS)
    return [str(python), "-m", "robot", "--output", "NONE", "--log", "NONE", "--report", "NONE", str(suite)]


def _shots(way: Way, folder: Path) -> Sequence[str]:
    board = folder / "walk.yaml"
    board.write_text(json.dumps(storyboard(way, str(folder / "walk.webm"))), "utf-8")
    given = [part for one in switches() for part in ("--browser-arg", one)]
    return [str(peers.python_of(peers.PLAYWRIGHTS).with_name("shot-scraper")), "video", str(board), *given]


TOOLS: Sequence[Tool] = (
    Tool(FLOOR, _plain),
    Tool(OURS, _optout),
    Tool("@puppeteer/replay", _replay, lambda: peers.npm("@puppeteer/replay"), peers.quiet),
    Tool("taiko", _taiko, lambda: peers.npm("taiko"), peers.quiet),
    Tool(
        "selenium-side-runner",
        _side,
        lambda: peers.npm("selenium-side-runner") or peers.chromedriver()[1],
        peers.with_driver,
        "ends long after its last step, and we have not found out why: compare its steps",
    ),
    Tool("robotframework-browser", _robot, lambda: peers.pip(peers.PLAYWRIGHTS), peers.quiet),
    Tool(
        "shot-scraper",
        _shots,
        lambda: peers.pip(peers.PLAYWRIGHTS) or peers.stand_in_browser(),
        peers.with_browsers,
        "records a video of it as well: it has no other way to walk",
    ),
)
