"""How the bench counts and tells: no tool is started here. What it measures is told by `make bench` alone."""

from __future__ import annotations

import ast
import json
import math
import os
import re
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from runner.flow.check import check
from runner.flow.index import with_table
from runner.flow.load import load

from .bench import peers
from .bench.__main__ import PARTS, README
from .bench.chart import svg
from .bench.commands import BARE, CHECK, HELP, LIST, YAML
from .bench.curves import is_linear, told
from .bench.looks import FIRST, LAST, NONE_OF_1, NONE_OF_30, USUAL
from .bench.measured import family, memory_of, processor_of
from .bench.pages import PAGES, WAYS, Way, pages
from .bench.results import Judged, Results
from .bench.resume import KINDS, TURNS, summary, turn
from .bench.served import served
from .bench.sides import side_project
from .bench.table import MARKS, table, verdicts
from .bench.tools import FLOOR, OURS, TOOLS
from .bench.turns import exponent, in_turns, measured, medians, ratios, steepest
from .bench.walks import Unwalked, Walked, walk
from .bench.written import flow_text, plain_script, recording, robot_suite, storyboard

SLOW = {"whole": 9.0, "first page": 3.0, "steps": 6.0, "cpu": 4.0, "memory": 400.0}
QUICK = {"whole": 6.0, "first page": 3.0, "steps": 3.0, "cpu": 2.0, "memory": 200.0}


def results(ours: dict[str, float] = SLOW) -> Results:
    """Of a run in which taiko was as quick as the script, and shot-scraper could not be had."""
    tools = {FLOOR: QUICK, OURS: ours, "taiko": QUICK}
    walked = Walked(
        {"site": tools}, {"site": {name: [one] for name, one in tools.items()}}, {"shot-scraper": "no ffmpeg"}
    )
    return Results(
        walked,
        resumed={OURS: {"url": [40.0, 80.0, None], "button": [30.0]}},
        skipped={"browser-handoff": "it needs a newer Python"},
        waiting={"runner": 0.2, "all": 0.4},
        quick={BARE: 0.02, HELP: 0.05, LIST: 0.1},
        checking={CHECK: 2.0, YAML: 1.0},
        looks={USUAL: {FIRST: 5.0, LAST: 5.5, NONE_OF_30: 4.0, NONE_OF_1: 4.0}},
        ledger=(0.1, 1.0),
        curves={"nodes of a page": {10: 0.1, 100: 1.0}},
        machine={"day": "2026-11-29", "cores": 2, "browser": "B 1", "rounds": 1, "load before": 1.0, "load after": 2.0},
    )


# -- in turns -----------------------------------------------------------------------------------------------------


def test_each_has_its_turn_before_any_has_the_next() -> None:
    assert list(in_turns(["a", "b"], 3)) == ["a", "b", "a", "b", "a", "b"]
    order: list[str] = []

    def noted(name: str, value: float) -> dict[str, float]:
        order.append(name)
        return {"whole": value + len(order)}

    found = measured({"a": lambda: noted("a", 10), "b": lambda: noted("b", 20)}, 2)
    assert order == ["a", "b", "a", "b"]
    assert found == {"a": [{"whole": 11}, {"whole": 13}], "b": [{"whole": 22}, {"whole": 24}]}


def test_the_median_is_over_the_rounds_that_have_the_figure() -> None:
    assert medians([{"memory": 7}, {"whole": 1}, {"whole": 9}, {"whole": 2}]) == {"memory": 7, "whole": 2}


def test_ratios_are_to_the_floor_and_only_of_what_it_has() -> None:
    found = ratios({"floor": {"whole": 2.0, "steps": 0.0}, "one": {"whole": 3.0, "steps": 1.0, "cpu": 1.0}}, "floor")
    assert found == {"floor": {"whole": 1.0}, "one": {"whole": 1.5}}
    assert ratios({"one": {"whole": 3.0}}, "floor") == {"one": {}}


@pytest.mark.parametrize("power", [0.0, 1.0, 2.0])
def test_the_exponent_is_that_of_the_curve(power: float) -> None:
    points = {size: 3 * size**power for size in (10, 100, 1_000, 7_000)}
    assert math.isclose(exponent(points), power, abs_tol=1e-9)
    assert math.isclose(steepest(points), power, abs_tol=1e-9)


def test_what_is_the_same_for_all_sizes_does_not_hide_how_it_ends() -> None:
    late = {size: 1_000 + size**2 / 1_000 for size in (10, 100, 1_000, 10_000)}
    assert exponent(late) < 1 < steepest(late)
    assert not is_linear(late)
    assert "WORSE THAN LINEAR" in told("late", late)
    assert "linear or better" in told("even", {10: 1.0, 100: 10.0})


# -- the pages and the ways ---------------------------------------------------------------------------------------


def test_the_site_has_what_the_tools_are_to_get_through() -> None:
    site, plain = WAYS["site"], WAYS["plain"]
    assert len(site.acts) == 10
    assert [act.word for act in site.acts].count("fill") == 2
    assert sum(act.framed for act in site.acts) == 1
    assert [act.word for act in plain.acts] == ["open", *["link"] * (PAGES - 1), "fill", "fill"]
    assert (site.last_page, plain.last_page) == ("/over", f"/{PAGES}")


@pytest.mark.slow
def test_every_page_of_a_way_is_served_and_noted_when() -> None:
    with pages() as (there, ways):
        for way in ways.values():
            for act in way.acts:
                if act.leads:
                    text = urllib.request.urlopen(way.address(act.leads)).read().decode()
                    assert "<script>" in text
                    assert there.first(act.leads) is not None
        home, over = there.first("/home"), there.first("/over")
        assert home and over and home < over
        there.forget()
        assert there.first("/home") is None


def test_a_word_that_a_page_tells_is_waited_for() -> None:
    with served({}) as there:
        asked = threading.Thread(target=lambda: urllib.request.urlopen(f"{there.base}/told/done").read())
        asked.start()
        assert there.wait("done", 60) is not None
        asked.join()
        assert there.wait("never", 0) is None


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return WAYS[request.param]


def test_the_flow_has_no_problem_and_a_step_for_each_act(way: Way) -> None:
    file = load(flow_text(way).replace("open: /", "open: http://localhost/"), "bench.yaml")
    assert [str(one) for one in check(file) if one.severity == "error"] == []
    assert len(file.flow.steps) == len(way.acts) + way.end.startswith("/")


def test_each_tool_gets_every_act(way: Way) -> None:
    script = ast.parse(plain_script(way, "chromium", ["--x"]))
    calls = [
        node.func.attr
        for node in ast.walk(script)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    assert calls.count("fill") == 2
    assert calls.count("click") == sum(act.word in ("link", "button") for act in way.acts)
    assert len(recording(way)["steps"]) == len(way.acts)
    words = [one["command"] for one in side_project(way)["tests"][0]["commands"]]
    assert words.count("type") == 2 and words.count("selectFrame") == 2 * sum(act.framed for act in way.acts)
    robot = robot_suite(way, "chromium", ["--x"])
    assert robot.count("    Click    ") == calls.count("click") and robot.count("Fill Text") == 2
    [scene] = yaml.safe_load(json.dumps(storyboard(way, "v.webm")))["scenes"]
    assert sum("click" in deed for deed in scene["do"]) == calls.count("click")


# -- what a program uses ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it is read from /proc")
def test_a_program_is_measured_with_all_that_it_starts(tmp_path: Path) -> None:
    """The grandchild works and holds memory, and outlives nobody's count."""
    works = "import time; held = b'x' * 60_000_000; until = time.process_time() + .5\n"
    works += "while time.process_time() < until: pass"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {works!r}])"
    out = tmp_path / "out.json"
    wrapper = [sys.executable, "-m", "tests.bench.measured", str(out), "--memory", "--cwd", str(tmp_path), "--"]
    subprocess.run([*wrapper, sys.executable, "-c", starts], cwd=README.parent, check=True)
    took = json.loads(out.read_text())
    assert took["code"] == 0
    assert took["cpu"] >= 0.5 and took["wall"] >= 0.5
    assert took["memory"] >= 57


@pytest.mark.skipif(sys.platform != "linux", reason="it is read from /proc")
def test_a_family_is_found_below_a_process() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in family(os.getpid())
        assert processor_of([child.pid]) >= 0
        assert memory_of([os.getpid(), child.pid]) > memory_of([child.pid])


# -- what is left out ---------------------------------------------------------------------------------------------


def test_a_tool_that_cannot_be_had_or_does_not_walk_is_left_out_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def once(tool: object, way: Way, there: object, memory: bool = False) -> dict[str, float]:
        if getattr(tool, "name", "") == "taiko":
            raise Unwalked("it hung")
        return {"memory": 100.0} if memory else {"whole": 2.0, "first page": 1.0, "steps": 1.0, "cpu": 1.0}

    monkeypatch.setattr("tests.bench.walks.once", once)
    monkeypatch.setattr(peers, "npm", lambda package: "there is no npm here" if "replay" in package else "")
    said: list[str] = []
    found = walk(2, ["taiko", "@puppeteer/replay"], said.append)
    assert found.skipped["@puppeteer/replay"] == "there is no npm here"
    assert found.skipped["taiko"].endswith("it hung")
    assert set(found.figures["site"]) == set(found.figures["plain"]) == {FLOOR, OURS}
    assert [line.split()[1] for line in said] == ["plain", "Optout"] * 4
    assert "left out: taiko" in table(Results(found)).lower()


def test_a_python_that_is_too_old_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(peers, "FOLDER", tmp_path)
    monkeypatch.setattr(peers, "_pythons", lambda least: iter(()))
    peers.pip.cache_clear()
    assert peers.pip(peers.HANDOFF) == "it needs Python 3.12 or newer, which is not here"
    peers.pip.cache_clear()


def test_no_file_of_the_bench_names_a_registry() -> None:
    for file in Path(peers.__file__).parent.iterdir():
        if file.is_file():
            assert not re.search(
                r"https?://(?!127\.0\.0\.1|localhost|www\.w3\.org|example\.com)[\w.]+\.\w", file.read_text("utf-8")
            ), file


# -- what is told -------------------------------------------------------------------------------------------------


def test_the_table_has_each_tool_with_its_multiple_and_who_was_left_out() -> None:
    told = table(results())
    assert f"| **{OURS}** | 9.0 (1.50 ×) | 3.0 (1.00 ×) | 6.0 (2.00 ×) | 4.0 (2.00 ×) | 400 (2.00 ×) |" in told
    assert f"| {FLOOR} | 6.0 | 3.0 | 3.0 | 2.0 | 200 |" in told
    assert "| shot-scraper | *left out* |" in told
    assert "Left out: shot-scraper, because no ffmpeg." in told
    assert "Left out: browser-handoff, because it needs a newer Python." in told
    assert "60 ms, at most 80; noticed 2 of 3" in told
    assert "load 1.0 before and 2.0 after" in told
    assert "| nodes of a page: 10 to 100 | 100 ms to 1.0 s; exponent 1.00, at its end 1.00 |" in told
    assert "Aimed at and missed" in told and "site: steps / plain script 2 × (1.05)" in told


def test_the_readme_has_a_place_for_it() -> None:
    text = README.read_text("utf-8")
    assert with_table(text, "X", MARKS) != text


def test_what_a_turn_took_is_told_by_kind_and_the_last_turn_leads_to_the_end() -> None:
    assert summary({"url": [None, 10.0, 20.0]})["url"] == {"median": 15.0, "most": 20.0, "noticed": 2, "of": 3}
    assert summary({"url": [None]})["url"]["noticed"] == 0
    paths = [turn(number, KINDS) for number in range(TURNS * len(KINDS) + 1)]
    assert paths[-1] == "/end"
    assert all(sum(path.endswith(f"by={kind}") for path in paths) == TURNS for kind in KINDS)


def test_targets_that_are_missed_are_said_and_only_a_broken_limit_fails() -> None:
    judged = {one.what: one for one in results().judged()}
    assert not judged["site: steps / plain script"].holds
    assert not judged["site: steps / the quickest peer (taiko)"].holds
    assert not judged["not noticed, by url"].holds
    assert judged["waiting, all processes"].holds
    assert judged["1,000 flows checked"].holds
    assert all(one.holds for one in judged.values() if one.limit)
    assert sum(one.limit for one in judged.values()) == 4
    assert "site: steps / plain script: 2 × (target 1.05): missed" in verdicts(results())
    assert "BROKEN" in str(Judged("a", 2, 1, limit=True))
    assert "met" in str(Judged("a", 1, 1))


def test_with_the_same_speed_as_the_script_the_targets_of_the_walk_are_met() -> None:
    assert all(one.holds for one in results(QUICK).judged() if one.what.startswith("site: "))


def test_the_file_has_all_of_it() -> None:
    data = json.loads(json.dumps(results().as_data()))
    assert data["walks"]["site"][OURS]["medians"] == SLOW
    assert data["walks"]["site"][OURS]["ratios"]["steps"] == 2
    assert data["walks"]["site"]["taiko"]["rounds"] == [QUICK]
    assert data["skipped"] == {"shot-scraper": "no ffmpeg", "browser-handoff": "it needs a newer Python"}
    assert data["curves"]["nodes of a page"]["exponent"] == pytest.approx(1)
    assert data["curves"]["nodes of a page"]["linear or better"]
    assert {one["what"] for one in data["judged"]} == {one.what for one in results().judged()}
    assert json.dumps(Results().as_data())  # a part alone


def test_the_chart_has_every_tool_on_every_set_of_pages() -> None:
    made = results()
    made.walked.figures["plain"] = {FLOOR: QUICK, "@puppeteer/<replay>": SLOW, OURS: SLOW}
    drawn = ElementTree.fromstring(svg(made))
    texts = [element.text for element in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert all(texts.count(name) == 2 for name in (FLOOR, OURS))
    assert "taiko" in texts and "@puppeteer/<replay>" in texts
    assert "6.0 s (2.00 ×)" in texts
    bars = [
        float(one.get("width", "0")) for one in drawn.iter("{http://www.w3.org/2000/svg}rect") if one.get("x") == "190"
    ]
    assert max(bars) <= 860 - 190


def test_every_part_and_tool_has_a_name_of_its_own() -> None:
    assert len({tool.name for tool in TOOLS}) == len(TOOLS)
    assert TOOLS[0].name == FLOOR and TOOLS[1].name == OURS
    assert {"walks", "resume", "waiting", "curves"} <= set(PARTS)
