"""The computer's clock set back or forward, and the nights in which it changes by itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from runner.records.ledger import Ledger
from runner.records.status import standings

from ..conftest import unavailable
from .books import Clock, deadline, sent, switched, walked_flow

ROOT = Path(__file__).parents[2]


def test_what_is_noted_after_the_clock_was_set_back_still_comes_after(tmp_path: Path) -> None:
    clock = Clock()
    with Ledger(tmp_path, clock) as ledger:
        request = switched(ledger, walked_flow())
        noted = clock.now
        clock.turn(days=-400)
        ledger.add_check(request, "reverted")
        row = ledger.request(request)
        assert [one.what for one in row.history] == ["sent", "confirmed", "reverted"]
        assert (row.status, row.last("reverted")) == ("reverted", noted)
        assert ledger.prepare(walked_flow()) == "facebook-2" and ledger.requests()[-1].id == "facebook-2"
        assert getattr(ledger.latest(walked_flow().id), "id", "") == "facebook-2"


@pytest.mark.slow
def test_copies_are_made_whichever_way_the_clock_goes(tmp_path: Path) -> None:
    clock = Clock()
    with Ledger(tmp_path, clock) as ledger:
        for days in (0, 1, -3, 400, -400, 0):
            clock.turn(days=days)
            sent(ledger, walked_flow())
    assert len(list(tmp_path.glob("ledger-*.sqlite"))) == 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Berlin", datetime(2026, 10, 24, 22, 30, tzinfo=UTC), datetime(2026, 10, 25, 22, 30, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 1, 4, 30, tzinfo=UTC), datetime(2026, 11, 2, 4, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 0, tzinfo=UTC), datetime(2026, 10, 4, 14, 0, tzinfo=UTC)),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="faketime turns the clock of programs on Linux")
def test_days_are_days_of_the_calendar_over_a_night_that_is_longer_or_shorter(
    tmp_path: Path, zone: str, before: datetime, after: datetime
) -> None:
    if not shutil.which("faketime"):
        unavailable("No faketime to turn the clock of a program.")
    with Ledger(tmp_path, Clock(datetime(2026, 10, 1, 12, tzinfo=UTC))) as ledger:
        sent(ledger, walked_flow(), deadline(date(2026, 11, 10)))
    for moment in (before, after, datetime(2019, 1, 1, tzinfo=UTC)):
        told = status_at(tmp_path, moment, zone)
        left = (date(2026, 11, 10) - date.fromisoformat(told["today"])).days
        assert [(one["state"], one["days"]) for one in told["requests"]] == [("due", left)]


def status_at(home: Path, moment: datetime, zone: str) -> dict[str, Any]:
    """What `optout status` tells at a moment, in a time zone."""
    ran = subprocess.run(
        [
            "faketime",
            "-f",
            f"@{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}",
            sys.executable,
            "-m",
            "runner",
            "status",
            "--format",
            "json",
        ],
        cwd=ROOT,
        env={**os.environ, "TZ": zone, "OPTOUT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def test_a_request_of_tomorrow_is_told_of_all_the_same(tmp_path: Path) -> None:
    with Ledger(tmp_path, Clock()) as ledger:
        sent(ledger, walked_flow(), deadline(date(2026, 12, 23)))
        [found] = standings(ledger.requests(), date(2020, 1, 1))
        assert (found.state, found.days) == ("due", (date(2026, 12, 23) - date(2020, 1, 1)).days)
