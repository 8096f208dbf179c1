"""`optout letter`: which letter, to whom, and what is said beside it. The ledger is a stand-in that remembers calls."""

from __future__ import annotations

import stat
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from runner.errors import UsageError
from runner.locale import Day
from runner.records.deadlines import due
from runner.records.letters import Evidence
from runner.records.request import Deadline
from runner.terminal import cli

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=60)
OVERDUE = due("gdpr", LONG_AGO)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")


@dataclass(frozen=True)
class Row:
    """A request as the ledger gives it."""

    id: str = "facebook-1"
    title: str = "Facebook – object to AI training"
    service: str = "Facebook"
    account: str = ""
    practice: bool = False
    sent: datetime | None = LONG_AGO
    reference: str = ""
    status: str = "sent"
    deadline: Deadline | None = OVERDUE
    evidence: tuple[Evidence, ...] = (Evidence("confirmation", LONG_AGO, "ab" * 32),)
    history: dict[str, datetime] = field(default_factory=dict)
    complaint: Deadline | None = None

    def last(self, what: str) -> datetime | None:
        return self.history.get(what)

    def since_the_complaint(self, what: str) -> datetime | None:
        complained, happened = self.last("company_complaint"), self.last(what)
        return happened if complained and happened and happened >= complained else None


class Books:
    """A ledger of one request."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.happened: list[tuple[str, str]] = []
        self.unwritable = ""

    def __call__(self, home: Path, to_read: bool = False) -> Books:
        return self

    def __enter__(self) -> Books:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def request(self, given: str) -> Row:
        if given != self.row.id:
            raise UsageError(f"there is no request called '{given}'")
        return self.row

    def happen(self, request: str, what: str) -> None:
        self.happened.append((request, what))

    def clock(self) -> datetime:
        return NOW

    def complain(self, request: str, deadline: Deadline | None, at: datetime) -> None:
        assert deadline and at == NOW
        self.happened.append((request, f"company_complaint, to be acknowledged {deadline.law}"))


@dataclass
class Ran:
    code: int
    out: str
    err: str


class Run:
    """Calls `optout letter …` in an empty folder, with a ledger that has this request."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._home, self._monkeypatch, self._capsys = home, monkeypatch, capsys
        self.books = Books(Row())

    def __call__(self, *arguments: str | Path, **row: Any) -> Ran:
        self._home.mkdir(exist_ok=True)
        (self._home / "ledger.sqlite").write_bytes(b"not empty")
        self.books = Books(Row(**row))
        module = ModuleType("runner.records.ledger")
        module.Ledger = self.books  # type: ignore[attr-defined]
        self._monkeypatch.setitem(sys.modules, "runner.records.ledger", module)
        return self.bare("facebook-1", *arguments)

    def bare(self, *arguments: str | Path) -> Ran:
        with pytest.raises(SystemExit) as ended:
            cli.main(["letter", *map(str, arguments)])
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return Ran(int(ended.value.code or 0), said.out, said.err)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Run(tmp_path / "home", monkeypatch, capsys)


def me(**values: str) -> None:
    lines = "".join(f"  {key}: {value}\n" for key, value in values.items())
    Path("config.yaml").write_text(f"me:\n{lines}", "utf-8")


def test_first_the_follow_up_with_the_persons_own_values(run: Run) -> None:
    me(name="Anna Example", email="anna@example.org", country="Irland")
    ran = run()
    assert ran.code == 0
    assert ran.out.startswith("Meta Platforms Ireland Limited\n")
    assert "My request of" in ran.out
    assert "Anna Example\nanna@example.org\n" in ran.out
    assert "ab" * 32 in ran.out
    assert "[" not in ran.out
    assert "Fill in" not in ran.err
    assert "Once it is on its way: optout letter facebook-1 --follow-up --sent" in ran.err
    assert run.books.happened == []  # printing is not sending


@pytest.mark.slow
@pytest.mark.parametrize(
    "row",
    [
        {"history": {"follow_up": NOW - timedelta(days=20)}},
        {"status": "refused", "history": {"refused": NOW - timedelta(days=3)}},
    ],
)
def test_after_a_follow_up_or_a_refusal_the_complaint(run: Run, row: dict[str, Any]) -> None:
    ran = run("--country", "FR", **row)
    assert "Réclamation" in ran.out
    assert "Fill in: [votre nom], [votre adresse postale], [votre adresse électronique]" in ran.err
    assert "not by e-mail" in ran.err
    assert "https://www.cnil.fr/fr/vous-souhaitez-contacter-la-cnil" in ran.err
    assert "Ma demande" in run("--country", "FR", "--follow-up", **row).out


@pytest.mark.slow
def test_the_complaint_tells_when_one_wrote_again(run: Run) -> None:
    wrote = NOW - timedelta(days=20)
    ran = run("--country", "IE", history={"follow_up": wrote})
    here = wrote.astimezone().date()
    assert f"{here.day} {here:%B %Y}: I wrote to the company once more." in ran.out


UK = ("--country", "Northern Ireland")
COMPLAINED = NOW - timedelta(days=40)
OVER = Deadline("uk-gdpr", "section 164A(3)", "https://a.example/", (NOW - timedelta(days=5)).date())
STILL = Deadline("uk-gdpr", "section 164A(3)", "https://a.example/", (NOW + timedelta(days=5)).date())


def test_in_the_united_kingdom_the_complaint_to_the_company_comes_first(run: Run) -> None:
    for row in ({}, {"status": "refused", "history": {"refused": NOW - timedelta(days=3)}}):
        ran = run(*UK, **row)
        assert "I make a complaint to you under section 164A of the Data Protection Act 2018." in ran.out
        assert "Once it is on its way: optout letter facebook-1 --company-complaint --sent" in ran.err
        assert "https://www.legislation.gov.uk/ukpga/2025/18/section/103" in ran.err


def test_the_complaint_to_the_company_is_noted_with_its_thirty_days(run: Run) -> None:
    ran = run(*UK, "--sent")
    law = "section 164A(3) of the Data Protection Act 2018"
    assert run.books.happened == [("facebook-1", f"company_complaint, to be acknowledged {law}")]
    assert ran.out == "Noted: the company-complaint for facebook-1 is sent.\n"


def test_they_have_thirty_days_unless_the_person_says_otherwise(run: Run) -> None:
    waits: dict[str, Any] = {"history": {"company_complaint": NOW - timedelta(days=2)}, "complaint": STILL}
    ran = run(*UK, **waits)
    assert (ran.code, ran.out) == (2, "")
    assert f"they have until {Day(STILL.due)} to say that they have your complaint" in ran.err
    assert "To write to it now all the same: optout letter facebook-1 --complaint" in ran.err
    assert "Information Commissioner's Office" in run(*UK, "--complaint", **waits).out


def test_after_thirty_days_without_a_word_the_authority(run: Run) -> None:
    ran = run(*UK, history={"company_complaint": COMPLAINED}, complaint=OVER)
    assert "Information Commissioner's Office" in ran.out
    assert "I complained to the company under section 164A of the Data Protection Act 2018." in ran.out
    assert "the time to acknowledge my complaint ended (section 164A(3)). It has not done so." in ran.out


def test_a_complaint_they_have_is_to_be_answered_and_then_the_authority(run: Run) -> None:
    heard = {"company_complaint": COMPLAINED, "complaint_acknowledged": NOW - timedelta(days=20)}
    ran = run(*UK, history=heard, complaint=OVER)
    assert ran.code == 2
    assert "have to tell you its outcome without undue delay" in ran.err
    told = run(*UK, "--complaint", history=heard, complaint=OVER).out
    assert "it wrote that it has my complaint." in told
    assert "It has not done so" not in told
    refused = heard | {"refused": NOW - timedelta(days=1)}
    assert "Information Commissioner's Office" in run(*UK, status="refused", history=refused, complaint=OVER).out


def test_a_setting_undone_after_a_complaint_is_a_new_one(run: Run) -> None:
    again = {"company_complaint": COMPLAINED, "reverted": NOW - timedelta(days=1)}
    assert "section 164A" in run(*UK, status="reverted", history=again, complaint=OVER).out


def test_whoever_wrote_before_the_law_changed_goes_on_by_the_older_one(run: Run) -> None:
    before = {"follow_up": datetime(2026, 6, 1, tzinfo=UTC)}
    assert "Information Commissioner's Office" in run(*UK, history=before).out
    after = {"follow_up": datetime(2026, 7, 1, tzinfo=UTC)}
    assert "section 164A" in run(*UK, history=after).out


@pytest.mark.parametrize("sent", [(), ("--sent",)])
def test_elsewhere_there_is_no_complaint_to_the_company(run: Run, sent: tuple[str, ...]) -> None:
    ran = run("--country", "IE", "--company-complaint", *sent)
    assert (ran.code, ran.out, run.books.happened) == (2, "", [])
    assert "has a complaint to the company" in ran.err


def test_a_setting_found_undone(run: Run) -> None:
    ran = run("--country", "NL", status="reverted", history={"reverted": NOW - timedelta(days=1)}, deadline=None)
    assert "ongedaan is gemaakt" in ran.out


def test_a_language_of_ones_own_and_what_the_authority_reads(run: Run) -> None:
    assert "Dear Sir or Madam" in run("--country", "DE-BY", "--language", "en").out
    ran = run("--country", "BG", "--complaint")
    assert "Dear Sir or Madam" in ran.out
    assert "It is in English, but the authority works in Bulgarian: have it translated." in ran.err
    assert "Commission for Personal Data Protection" in ran.err


@posix
def test_a_file_is_its_owners_alone(run: Run) -> None:
    ran = run("--country", "IE", "--out", "letter.txt")
    assert (ran.code, ran.out) == (0, "")
    path = Path("letter.txt")
    assert path.read_text("utf-8").startswith("Meta Platforms Ireland Limited\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Written to letter.txt." in ran.err
    assert "Fill in: [your name]" in ran.err


@pytest.mark.parametrize(("asked", "what"), [((), "follow_up"), (("--complaint",), "complaint")])
def test_what_was_sent_is_noted_when_the_person_says_so(run: Run, asked: tuple[str, ...], what: str) -> None:
    ran = run(*asked, "--sent")
    assert run.books.happened == [("facebook-1", what)]
    assert ran.out == f"Noted: the {what.replace('_', '-')} for facebook-1 is sent.\n"


def test_an_escape_in_a_reference_does_nothing_to_the_terminal(run: Run) -> None:
    ran = run("--country", "IE", reference="\x1b[2J4711")
    assert "\x1b" not in ran.out + ran.err
    assert "4711" in ran.out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"practice": True}, "was practice: there is nobody to write to"),
        ({"sent": None}, "is not sent yet"),
        ({"status": "confirmed"}, "facebook-1 is confirmed. If they refuse after all, note it"),
        ({"deadline": None}, "has no time to be answered in"),
        ({"deadline": due("gdpr", NOW)}, "a letter now would be too early"),
    ],
)
def test_where_there_is_nothing_to_write_about(run: Run, row: dict[str, Any], said: str) -> None:
    ran = run("--country", "DE", **row)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_their_extension_is_waited_for(run: Run) -> None:
    ran = run("--country", "DE", history={"extended": NOW - timedelta(days=40)})  # three months, and 60 days are over
    assert "too early" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "where do you live? Say --country DE, or set me.country in config.yaml"),
        (("--country", "Germny"), "no country called 'Germny' here (did you mean Germany?)"),
        (("--country", "US", "--complaint"), "no authority is on record for US"),
        (("--country", "DE", "--language", "xx"), "no letter in 'xx'"),
    ],
)
def test_what_cannot_be_written_is_told(run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_without_any_request_there_is_no_ledger_made(run: Run, tmp_path: Path) -> None:
    ran = run.bare("facebook-1")
    assert ran.code == 2
    assert "there are no requests yet" in ran.err
    assert not (tmp_path / "home").exists()
