"""Results of many checks put together: what stands, what has changed, and what silence does not mean."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from runner.app.checking import Wanted, junit_of_visits, to_visit
from runner.errors import UsageError
from runner.records.checks import CheckedFlow, Checks, merged, read_checks, read_visits
from runner.session.causes import CAUSES
from runner.session.visitor import FlowVisit, StepVisit
from tests.fleet.sites import write_flow
from tests.test_cli import Run, run  # noqa: F401 - the fixture that calls the program

FIRST, SECOND, THIRD = "2026-11-27T02:00:00Z", "2026-11-28T02:00:00Z", "2026-11-29T02:00:00Z"


def works(flow: str, at: str, region: str = "DE") -> CheckedFlow:
    return CheckedFlow(flow, f"Title of {flow}", region, "works", at=at, ended="to its end")


def broken(flow: str, at: str, cause: str = "gone", region: str = "DE") -> CheckedFlow:
    return replace(works(flow, at, region), state="broken", cause=cause, step=2, note="<b>no such page</b>")


def changes(checks: Checks) -> list[tuple[str, str, str, str]]:
    return [(one.flow, one.region, one.change, one.cause) for one in checks.changes]


def test_what_has_changed_since_the_last_time() -> None:
    last = merged([works("a", FIRST), broken("b", FIRST), broken("c", FIRST), works("d", FIRST)], None, FIRST)
    assert changes(last) == [("b", "DE", "broke", "gone"), ("c", "DE", "broke", "gone")]
    now = merged(
        [broken("a", SECOND, "moved"), works("b", SECOND), broken("c", SECOND, "renamed"), works("d", SECOND)],
        last,
        SECOND,
    )
    assert changes(now) == [
        ("a", "DE", "broke", "moved"),
        ("b", "DE", "works_again", ""),
        ("c", "DE", "other_cause", "renamed"),
    ]
    assert now.last == FIRST
    assert [one.since for one in now.flows] == [SECOND, SECOND, SECOND, FIRST]
    assert len(now.history) == 5
    assert changes(merged(now.flows, now, THIRD)) == []


def test_what_was_not_looked_at_keeps_what_was_known_and_says_so() -> None:
    last = merged([broken("lost", FIRST), broken("died", FIRST), works("seen", FIRST)], None, FIRST)
    died = CheckedFlow("died", "T", "DE", "unknown", ended="not visited: the browser has gone", at=SECOND)
    now = merged([died, works("seen", SECOND)], last, SECOND)
    assert changes(now) == []
    told = {one.flow: (one.state, one.is_fresh, one.at, one.ended) for one in now.flows}
    assert told == {
        "lost": ("broken", False, FIRST, "not looked at this time"),
        "died": ("broken", False, FIRST, "not visited: the browser has gone"),
        "seen": ("works", True, SECOND, "to its end"),
    }
    again = merged([works("lost", THIRD), works("died", THIRD)], now, THIRD)
    assert changes(again) == [("died", "DE", "works_again", ""), ("lost", "DE", "works_again", "")]


def test_of_two_results_the_later_counts_and_countries_are_apart() -> None:
    checks = merged(
        [works("a", SECOND), broken("a", FIRST), broken("a", FIRST, region="US"), works("a", FIRST, "")], None, THIRD
    )
    assert [(one.region, one.state) for one in checks.flows] == [("", "works"), ("DE", "works"), ("US", "broken")]


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    checks = merged([works("a", FIRST), broken("b", FIRST)], None, FIRST)
    path = tmp_path / "checks.json"
    path.write_text(checks.as_json(), "utf-8")
    assert read_checks(path) == checks
    assert json.loads(path.read_text())["counts"] == {"works": 1, "broken": 1, "unknown": 0}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}', '{"format": 1}', "[" * 5000, '[{"flow": 1}]', "null"])
def test_what_is_no_result_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"mine\.json"):
        read_checks(path)
    if text != "[]":  # which is a part that had nothing to look at
        with pytest.raises(UsageError, match=r"mine\.json"):
            read_visits(path)


def visit(flow: str, region: str, cause: str = "", **more: Any) -> dict[str, Any]:
    look = StepVisit(2, "click", "", "Press “Privacy”", "missing" if cause else "found", note="<b>nothing</b> & more")
    look.cause = cause  # type: ignore[assignment]
    seen = FlowVisit(flow, f"Title of {flow}", [look], "the end", region, FIRST, 1.5)
    return {**seen.as_json(), **more}


@pytest.mark.slow
def test_four_shards_become_one_page_and_one_json(run: Run) -> None:  # noqa: F811
    parts = [visit("a", "DE"), visit("b", "DE", "gone"), visit("a", "US", "refused"), visit("b", "US")]
    for number, part in enumerate(parts):
        Path(f"part-{number}.json").write_text(json.dumps([part]))
    ran = run("merge", *(f"part-{number}.json" for number in range(4)), "--since", "none-yet.json", "--out", "now")
    assert ran.code == 0, ran.err
    assert "a (US): no longer as its flow says" in ran.out
    assert "4 results, 2 not as the flow says, 2 changes. Written: now/checks.json and .html" in ran.out
    page = Path("now/checks.html").read_text("utf-8")
    assert "&lt;b&gt;nothing&lt;/b&gt;" in page and "<b>nothing" not in page
    assert "There is nothing to compare it with yet." in page
    assert page.count('<th scope="col">') == 3
    Path("part-1.json").write_text(json.dumps([visit("b", "DE", at=SECOND)]))
    ran = run("merge", "part-1.json", "--since", "now/checks.json", "--out", "now", "--format", "json")
    told = json.loads(ran.out)
    assert [(one["flow"], one["change"]) for one in told["changes"]] == [("b", "works_again")]
    assert told["not_seen_this_time"] == 3
    assert json.loads(Path("now/checks.json").read_text()) == told


def test_merge_says_what_is_no_result(run: Run) -> None:  # noqa: F811
    Path("x.json").write_text("{}")
    ran = run("merge", "x.json")
    assert (ran.code, ran.err) == (2, "Error: x.json is not what `optout check --live --format json` prints\n")
    assert run("merge", "nowhere.json").code == 2
    assert not Path("checks.json").exists()


def test_junit_has_the_cause_as_type_and_nothing_that_is_no_xml() -> None:
    look = StepVisit(2, "click", "", "Press", "missing", note="<gone>\x1b\x00 & more", cause="gone")
    seen = [
        FlowVisit("a", "A", region="DE", seconds=1.25),
        FlowVisit("b", "B", [look], "lost at step 2", "DE", seconds=2),
        FlowVisit("c", "C", ended="not visited: no browser", region="DE", unvisited=True),
    ]
    root = ET.fromstring(junit_of_visits(seen))
    suite = root[0]
    assert {word: suite.get(word) for word in ("tests", "failures", "skipped", "time")} == {
        "tests": "3",
        "failures": "1",
        "skipped": "1",
        "time": "3.25",
    }
    assert [case.get("classname") for case in suite] == ["optout.live.DE"] * 3
    failure = suite[1][0]
    assert (failure.get("type"), failure.get("message")) == ("gone", f"{CAUSES['gone']} (lost at step 2)")
    assert "<gone> & more" in (failure.text or "")
    assert suite[2][0].tag == "skipped"


def test_junit_of_files(run: Run) -> None:  # noqa: F811
    good = write_flow(Path("flows"), 1)
    good.with_name("bad.yaml").write_text("title: T\n")
    ran = run("check", "flows", "--format", "junit")
    assert ran.code == 2
    cases = {case.get("name"): [part.tag for part in case] for case in ET.fromstring(ran.out.strip())[0]}
    assert cases == {"bad": ["failure"], "flow-001": []}


def test_which_flows_are_visited(tmp_path: Path) -> None:
    for number in range(4):
        write_flow(tmp_path, number, offered=["everywhere", "[EU]", "[US-CA]", "[BR]"][number])
    wanted = Wanted([tmp_path], region="Germany")
    assert wanted.place == "DE"
    assert [file.id for file in to_visit(wanted)] == ["flow-000", "flow-001"]
    assert Wanted(region="eu").place == "EU"
    halves = [[file.id for file in to_visit(Wanted([tmp_path], (part, 2)))] for part in (1, 2)]
    assert sorted(one for half in halves for one in half) == [f"flow-00{number}" for number in range(4)]


@pytest.mark.parametrize("given", ["0/4", "5/4", "x/4", "4", "1/0", "-1/2"])
def test_a_part_that_is_none(run: Run, given: str) -> None:  # noqa: F811
    ran = run("check", "--shard", given)
    assert ran.code == 2
    assert "2/4 is the second of four" in ran.err


def test_jobs_are_for_live_checks(run: Run) -> None:  # noqa: F811
    assert "--jobs and --every go with --live" in run("check", "--jobs", "2").err
