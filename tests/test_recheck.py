"""`optout recheck`: a setting that has changed back is noticed, said loudly and noted, and nothing is pressed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from runner.app.consents import Agreements
from runner.app.flow_files import load_flow
from runner.app.front_end import FrontEnd
from runner.app.recheck import Recheck, readable, recheck
from runner.app.rehearsal import QUIET
from runner.app.run import Plan
from runner.browser.looking_driver import LookingPageDriver
from runner.config import load_config
from runner.events import Question, Reply
from runner.flow.load import load_file
from runner.practice.part import ME, PART
from runner.practice.server import PracticeSite
from runner.records.ledger import Ledger
from runner.records.request import RequestRow, WalkedFlow
from runner.terminal.commands import recheck as command
from tests import forms

from .by_hand import do
from .test_cli import Run

FILE = load_flow("practice")
WALKED = WalkedFlow(FILE.id, FILE.flow.title, FILE.flow.service, FILE.source.text, FILE.digest)


@pytest.fixture
def site() -> Iterator[PracticeSite]:
    with PracticeSite() as running:
        yield running


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path) as opened:
        yield opened


def switched(ledger: Ledger, account: str = "") -> RequestRow:
    """A request of a walk that turned the switch off and read that back."""
    request = ledger.prepare(WALKED, account)
    ledger.send(request, "switch", "http://larkspur.localhost/settings/ai")
    ledger.end(request, "opted_out")
    ledger.add_check(request, "confirmed")
    return ledger.request(request)


class LogsIn:
    """The person, who logs in and does nothing else; the company's switch then stands as `on` says."""

    def __init__(self, driver: LookingPageDriver, site: PracticeSite, on: bool) -> None:
        self.driver, self.site, self.on = driver, site, on
        self.asked: list[str] = []

    async def ask(self, question: Question) -> Reply:
        self.asked.append(question.about)
        forms.arrived["owed"] += 2  # the login and its code are this person's
        for visit in self.site._visits.values():
            visit.settings["train"] = self.on
        for action in PART[0].do if question.about == "login" else ():
            await do(await self.driver.tabs.present(), action)  # type: ignore[arg-type]
        await asyncio.Event().wait()
        raise AssertionError

    async def stops(self) -> None:
        await asyncio.Event().wait()


async def look(ledger: Ledger, site: PracticeSite, tmp_path: Path, on: bool, **more: bool) -> tuple[RequestRow, str]:
    args = (*QUIET, f"--host-resolver-rules={site.host_rules}")
    settings = load_config("pace: 0\ntimeout: 4\n", "config.yaml").model_copy(update={"me": ME})
    ((row, seen),) = await recheck(
        [Recheck(switched(ledger), FILE)],
        Plan([FILE], settings, tmp_path, screen=False, args=args, player=lambda driver: LogsIn(driver, site, on)),
        ledger,
        FrontEnd(),
        **more,
    )
    return row, seen


@pytest.mark.browser
async def test_a_setting_that_has_changed_back(ledger: Ledger, site: PracticeSite, tmp_path: Path) -> None:
    row, seen = await look(ledger, site, tmp_path, on=True)
    assert (seen, row.status) == ("reverted", "reverted")
    check = ledger.checks()[-1]
    assert (check.result, check.request) == ("reverted", row.id)
    assert check.picture is not None
    assert check.picture.stat().st_mode & 0o777 == 0o600
    assert [(one.url, one.now) for one in row.evidence] == [("http://larkspur.localhost/settings/ai", "unchanged")]
    assert [submission.path for submission in site.submissions] == ["/login", "/login/code"]


@pytest.mark.browser
async def test_a_setting_that_holds(ledger: Ledger, site: PracticeSite, tmp_path: Path) -> None:
    row, seen = await look(ledger, site, tmp_path, on=False, pictures=False)
    assert (seen, row.status, row.evidence) == ("confirmed", "confirmed", ())
    assert row.history[-1].what == "looked"
    assert "/settings/save" not in [submission.path for submission in site.submissions]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path))
    return Run(capsys)


def test_without_requests_there_is_nothing_to_look_at(run: Run, tmp_path: Path) -> None:
    ran = run("recheck")
    assert ran.code == 0
    assert "nothing to read back yet" in ran.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_what_was_never_sent_or_cannot_be_read_back_says_so(run: Run, ledger: Ledger) -> None:
    ledger.send(ledger.prepare(WalkedFlow("facebook-objection", "T", "Facebook", "", "d")), "form")
    never, not_so = run("recheck", "practice"), run("recheck", "facebook-objection")
    assert never.code == 2
    assert "nothing was sent with practice yet, so there is nothing to read back" in never.err
    assert not_so.code == 2
    assert "cannot be read back: its answer comes by mail" in not_so.err
    assert "nothing to read back yet" in run("recheck").out


def test_the_latest_of_each_flow_and_account_is_looked_at_and_practice_is_not(ledger: Ledger) -> None:
    switched(ledger)
    latest, other = switched(ledger), switched(ledger, "second")
    ledger.send(ledger.prepare(WALKED, "third", practice=True), "switch")
    ledger.prepare(WALKED, "fourth")
    assert [one.request.id for one in readable(ledger)] == [latest.id, other.id]


def test_a_setting_that_changed_back_is_said_loudly(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    command._say([(switched(ledger, "shop"), "reverted"), (switched(ledger), "confirmed")], Console(width=200))
    said = capsys.readouterr().out
    assert "CHANGED BACK  larkspur-1 (shop)" in said
    assert said.rstrip().endswith("is not as you left it. `optout run practice` sets it right.")
    assert json.dumps(said).count("still as you wanted it") == 1


@pytest.mark.slow
def test_a_flow_that_nobody_has_agreed_to_is_not_walked_in_the_place_of_the_one_that_was(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = ledger.prepare(replace(WALKED, id="own"), "")
    ledger.send(request, "switch", "http://larkspur.localhost/settings/ai")
    (tmp_path / "flows").mkdir()
    theirs = tmp_path / "flows" / "own.yaml"
    theirs.write_text(f"{FILE.source.text}# theirs\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    (before,) = readable(ledger)
    assert before.file.source.text == FILE.source.text
    Agreements(tmp_path / "home").add(load_file(theirs), date(2026, 11, 28))
    (after,) = readable(ledger)
    assert after.file.source.text == theirs.read_text("utf-8")
