"""`optout status`, `report`, `receipt` and `verify`, and what `list` and `run` say of requests. No browser."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from runner.app.front_end import FrontEnd
from runner.app.preparing import Wish, prepared
from runner.config import Config
from runner.errors import Stopped
from runner.records.ledger import Ledger
from runner.testing import ScriptedPerson

from . import test_cli
from .records.books import Clock, deadline, keep, sent, switched, walked_flow

Run = test_cli.Run
run = test_cli.run
DAY = timedelta(days=1)


def today() -> date:
    return datetime.now().astimezone().date()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The Optout folder `run` uses, with two requests: one overdue since yesterday, and a switch of another account."""
    home = tmp_path / "home"
    with Ledger(home, Clock(datetime.now(UTC) - 31 * DAY)) as ledger:
        sent(ledger, walked_flow(), deadline(today() - DAY), pictures=["answer"])
        switched(ledger, walked_flow("instagram-objection", "Instagram"), account="work")
        sent(ledger, walked_flow("practice", "Larkspur"), practice=True)
    return home


# -- status -------------------------------------------------------------------------------------------------------


def test_without_a_ledger_it_says_what_to_do_and_makes_none(run: Run, tmp_path: Path) -> None:
    for command in (["status"], ["report"], ["list"]):
        assert run(*command).code == 0
    assert "optout practice" in run("status").out
    assert "optout practice" in run("report").out
    assert json.loads(run("status", "--format", "json").out)["requests"] == []
    for command in (["status", "facebook-1"], ["receipt", "facebook-1"], ["status", "facebook-1", "--answered"]):
        ran = run(*command)
        assert (ran.code, "nothing is noted yet" in ran.err) == (2, True)
    assert not (tmp_path / "home").exists()


def test_status_shows_what_needs_the_person_first(run: Run, home: Path) -> None:
    ran = run("status")
    assert ran.code == 0
    assert ran.out.index("OVERDUE") < ran.out.index("facebook-1") < ran.out.index("Confirmed")
    assert "larkspur-1" not in ran.out
    assert "larkspur-1" in run("status", "--practice").out


@pytest.mark.slow
def test_status_as_json(run: Run, home: Path) -> None:
    told = json.loads(run("status", "--format", "json").out)
    assert (told["version"], told["today"]) == (1, today().isoformat())
    assert [(one["id"], one["state"], one["days"]) for one in told["requests"]] == [
        ("facebook-1", "overdue", -1),
        ("instagram-1", "confirmed", None),
    ]
    assert {state: number for state, number in told["counts"].items() if number} == {"overdue": 1, "confirmed": 1}
    with_practice = json.loads(run("status", "--format", "json", "--practice").out)
    assert with_practice["counts"] == told["counts"]
    assert [one["practice"] for one in with_practice["requests"]].count(True) == 1


@pytest.mark.slow
def test_status_of_one(run: Run, home: Path) -> None:
    ran = run("status", "Facebook-1")
    assert ran.code == 0
    assert "What happened" in ran.out and "SHA-256" in ran.out and "instagram" not in ran.out
    told = json.loads(run("status", "larkspur-1", "--format", "json").out)
    assert [one["id"] for one in told["requests"]] == ["larkspur-1"]
    ran = run("status", "facebok-1")
    assert (ran.code, "did you mean 'facebook-1'?" in ran.err) == (2, True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "state"),
    [("--acknowledged", "overdue"), ("--extended", "overdue"), ("--answered", "answered"), ("--refused", "refused")],
)
def test_what_came_of_a_request_is_noted(run: Run, home: Path, option: str, state: str) -> None:
    ran = run("status", "facebook-1", option, "--note", "By mail.", "--format", "json")
    [told] = json.loads(ran.out)["requests"]
    assert (ran.code, told["state"]) == (0, state)
    assert (told["history"][-1]["what"], told["history"][-1]["note"]) == (option.removeprefix("--"), "By mail.")


@pytest.mark.slow
def test_a_note_and_a_reference_move_nothing(run: Run, home: Path) -> None:
    ran = run("status", "facebook-1", "--note", "I asked a friend.", "--reference", "#12", "--format", "json")
    [told] = json.loads(ran.out)["requests"]
    assert (told["status"], told["reference"], told["history"][-1]["what"]) == ("sent", "#12", "note")


@pytest.mark.slow
def test_a_day_can_be_given_and_has_to_be_possible(run: Run, home: Path) -> None:
    day = today() - 3 * DAY
    [told] = json.loads(run("status", "facebook-1", "--answered", "--on", f"{day}", "--format", "json").out)["requests"]
    assert datetime.fromisoformat(told["answered"]).astimezone().date() == day
    for wrong in (today() + DAY, today() - 40 * DAY):
        ran = run("status", "facebook-1", "--refused", "--on", f"{wrong}")
        assert (ran.code, f"--on {wrong}" in ran.err) == (2, True)
    sent_on = datetime.fromisoformat(told["sent"]).astimezone().date()
    [told] = json.loads(run("status", "facebook-1", "--note", "x", "--on", f"{sent_on}", "--format", "json").out)[
        "requests"
    ]
    assert [one["what"] for one in told["history"]] == ["sent", "note", "answered"], "never before it was sent"
    assert run("status", "facebook-1", "--answered", "--on", "soon").code == 2


@pytest.mark.slow
def test_what_makes_no_sense_is_said(run: Run, home: Path) -> None:
    assert "say which request" in run("status", "--answered").err
    assert "--on is the day of something" in run("status", "facebook-1", "--on", f"{today()}").err
    with Ledger(home) as ledger:
        ledger.prepare(walked_flow())
    ran = run("status", "facebook-2", "--answered")
    assert (ran.code, "is not sent yet" in ran.err) == (2, True)


def test_reminders_are_written_as_a_calendar(run: Run, home: Path, tmp_path: Path) -> None:
    pytest.importorskip("runner.records.calendar")
    ran = run("status", "--ics", "reminders.ics")
    assert (ran.code, ran.err) == (0, "1 reminder written to reminders.ics\n")
    text = Path("reminders.ics").read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.count("BEGIN:VEVENT") == 1
    assert "facebook-1-" in text and "larkspur" not in text


# -- report, receipt, verify --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_report_prints_where_it_is(run: Run, home: Path) -> None:
    ran = run("report")
    assert (ran.code, ran.out) == (0, f"{home / 'report.html'}\n")
    assert "facebook-1" in (home / "report.html").read_text("utf-8")
    assert run("report", "--out", "mine.html").out == f"{Path.cwd() / 'mine.html'}\n"
    assert stat.S_IMODE(Path("mine.html").stat().st_mode) == 0o600


@pytest.mark.slow
def test_a_receipt_is_made_noted_and_checked(run: Run, home: Path) -> None:
    for out in ("mine", "mine.zip"):
        made = run("receipt", "facebook-1", "--out", out)
        assert made.code == 0
        fingerprint = made.out.splitlines()[1]
        checked = run("verify", out)
        assert checked.code == 0
        assert checked.out.splitlines()[-1] == fingerprint
        assert "is as it was then" in checked.out
    with Ledger(home) as ledger:
        notes = [one.note for one in ledger.request("facebook-1").history if one.what == "receipt"]
    assert notes[-1] == f"Its {fingerprint.replace(':', ' is').lower()}."
    [zipped] = [run("receipt", "facebook-1").out.splitlines()[0]]
    assert Path(zipped).parent == home / "receipts"


@pytest.mark.slow
def test_verify_works_anywhere_and_exits_2_where_something_changed(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("receipt", "facebook-1", "--out", "mine")
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "nowhere"))
    assert run("verify", "mine").code == 0
    Path("mine/request.json").write_text("{}")
    Path("mine/more\nok       file\x1b[2J").write_text("{}")
    ran = run("verify", "mine")
    assert ran.code == 2
    assert "changed  request.json" in ran.out.splitlines()
    assert "extra    more ok file[2J" in ran.out.splitlines(), "a name cannot forge a line"
    assert "2 of 8 files are not as they were" in ran.err
    assert not (tmp_path / "nowhere").exists()
    assert run("verify", "nowhere").code == 2


@pytest.mark.slow
def test_a_receipt_says_which_pictures_are_not_as_they_were(run: Run, home: Path) -> None:
    with Ledger(home) as ledger:
        changed, gone = ledger.request("facebook-1").evidence[0].path, keep(ledger, "facebook-1", "gone")
    changed.write_bytes(b"x")
    gone.unlink()
    said = run("receipt", "facebook-1", "--out", "mine").err
    assert "“answer” has been changed since it was kept" in said
    assert "“gone” is no longer there" in said


# -- a ledger that cannot be used ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["status"], ["report"], ["list"], ["receipt", "facebook-1"]])
def test_a_damaged_ledger_is_5(run: Run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "ledger.sqlite").write_text("something else")
    ran = run(*command)
    assert (ran.code, "nothing in it was changed" in ran.err) == (5, True)


def test_a_run_says_so_before_a_browser_is_started(run: Run, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "ledger.sqlite").write_text("something else")
    ran = run("run", "practice")
    assert (ran.code, "ledger.sqlite is damaged" in ran.err) == (5, True)


# -- list and run -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_list_says_how_each_flow_stands(run: Run, home: Path) -> None:
    lines = [line.strip() for line in run("list").out.splitlines()]
    at = next(number for number, line in enumerate(lines) if line.startswith("facebook-objection "))
    assert lines[at + 2].startswith("OVERDUE (facebook-1): Sent on ")
    assert [line.partition(":")[0] for line in lines if "instagram-1" in line] == ["Confirmed (instagram-1, as work)"]
    assert not [line for line in lines if "larkspur-1" in line]


@pytest.mark.slow
def test_list_as_json_has_the_requests(run: Run, home: Path) -> None:
    flows = {flow["id"]: flow["requests"] for flow in json.loads(run("list", "--format", "json").out)}
    due = (today() - DAY).isoformat()
    assert flows["facebook-objection"] == [{"id": "facebook-1", "account": "", "state": "overdue", "due": due}]
    assert flows["practice"] == []


@pytest.mark.slow
def test_run_says_first_what_was_sent_before(run: Run, home: Path) -> None:
    ran = run("run", "facebook-objection")
    assert ran.code == 3  # as far as the browser
    assert "OVERDUE (facebook-1): Sent on " in ran.out
    assert "facebook-1" not in run("run", "facebook-objection", "--as", "other").out


class Terminal(io.StringIO):
    """A stdin with a person at it."""

    def isatty(self) -> bool:
        return True


async def chosen(home: Path, ids: Sequence[str], *answers: str, account: str = "") -> tuple[list[str], list[str]]:
    """The flows that are walked, and what was asked before."""
    person = ScriptedPerson(*answers)
    with Ledger(home) as ledger:
        parts = await prepared(Wish(ids, account=account), Config(), ledger, FrontEnd([person]))
    return [one.file.id for one in parts], [question.say.splitlines()[-1] for question in person.asked]


@pytest.mark.slow
async def test_at_a_terminal_run_asks_and_leaves_out_what_is_not_wanted(home: Path) -> None:
    both = ("facebook-objection", "facebook-third-party")
    assert await chosen(home, both, "no") == (["facebook-third-party"], ["Walk it again?"])
    found, asked = await chosen(home, both, "yes", "yes")
    assert (sorted(found), asked) == ([*both], ["Walk it again?", "Begin?"])
    with pytest.raises(Stopped):
        await chosen(home, both[:1], "no")


@pytest.mark.slow
def test_a_no_at_the_terminal_is_the_end(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    monkeypatch.setattr("sys.stdin", Terminal())
    ran = run("run", "facebook-objection")
    assert (ran.code, ran.err) == (1, "Stopped.\n")


@pytest.mark.slow
async def test_there_is_no_question_where_walking_it_is_what_comes_next(home: Path) -> None:
    with Ledger(home) as ledger:
        ledger.add_check("instagram-1", "reverted")
        cut_off = ledger.prepare(walked_flow("instagram-about-ais", "Instagram"))
        ledger.send(cut_off, "form")
    for flow, account in (("instagram-objection", "work"), ("instagram-about-ais", ""), ("practice", "")):
        assert await chosen(home, [flow], account=account) == ([flow], [])


@pytest.mark.slow
async def test_a_no_to_a_file_from_elsewhere_leaves_out_that_one_alone(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "theirs.yaml"
    path.write_text("title: T\nservice: S\nhosts: [s.example]\nsteps:\n  - open: https://s.example/\n", "utf-8")
    assert await chosen(home, [str(path), "practice"], "no") == (["practice"], ["Walk it?"])
    with pytest.raises(Stopped):
        await chosen(home, [str(path)], "no")
