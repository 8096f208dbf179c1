"""News of a flow where a person meets them: in status, list, report and before a run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from runner.records.ledger import Ledger
from tests import test_cli
from tests.commands.test_run import planned
from tests.records.books import Clock, switched, walked_flow
from tests.test_cli import Run

run = test_cli.run
ROOT = Path(__file__).parents[2]
WEB = walked_flow("google-web-and-app-activity", "Google", "Google – stop Web & App Activity")
SAYS = "Google moves Search, Maps, Shopping and more to Search Services History"


@pytest.fixture(autouse=True)
def _done_in_spring(run: Run, tmp_path: Path) -> None:
    clock = Clock()
    clock.on(4, 2)
    with Ledger(tmp_path / "home", clock) as ledger:
        switched(ledger, WEB)


def test_status_says_what_has_changed_and_the_way(run: Run) -> None:
    said = " ".join(run("status").out.split())
    assert "OPEN AGAIN" in said and SAYS in said and "optout run google-web-and-app-activity" in said
    [told] = json.loads(run("status", "--format", "json").out)["requests"]
    assert (told["state"], told["news"]["date"]) == ("reopened", "2026-07-06")
    assert SAYS in " ".join(run("status", "google-1").out.split())


@pytest.mark.slow
def test_list_and_report_say_it_too(run: Run) -> None:
    said = " ".join(run("list").out.split())
    assert "OPEN AGAIN (google-1): Switched off on 2 Apr 2026" in said
    assert SAYS in said and "It has to be done anew: optout run google-web-and-app-activity" in said
    [mark] = next(one["requests"] for one in json.loads(run("list", "--format", "json").out) if one["id"] == WEB.id)
    assert mark["state"] == "reopened" and mark["news"].startswith(SAYS) and mark["next"].endswith(f"run {WEB.id}")
    report = Path(run("report").out.strip()).read_text("utf-8")
    assert SAYS in report and "Open again" in report and "optout run google-web-and-app-activity" in report


@pytest.mark.slow
def test_a_run_of_all_walks_it_once_more(run: Run) -> None:
    out = run("run", "--services", "google").out
    assert "google-web-and-app-activity" in planned(out)
    assert "google-web-and-app-activity: OPEN AGAIN (google-1)" in out and SAYS in " ".join(out.split())
    assert "done (--again walks it once more)" not in out


@pytest.mark.slow
def test_a_run_of_it_alone_says_why_and_asks_nothing(run: Run) -> None:
    said = " ".join(run("run", "google-web-and-app-activity").out.split())
    assert "OPEN AGAIN" in said and SAYS in said


@pytest.mark.slow
@pytest.mark.parametrize("command", ["status", "list"])
def test_telling_news_does_not_wait_for_the_classes_a_whole_flow_is_checked_with(command: str) -> None:
    code = (
        "import sys\nfrom runner.terminal.cli import main\n"
        f"try:\n  main(['{command}'])\nexcept SystemExit:\n  sys.stderr.write(str('pydantic' in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("OPEN AGAIN" in ran.stdout, ran.stderr) == (True, "False")
