"""“It worked for me”: what is noted of a walk, and the file for a keeper, which says seven things and nothing else."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from runner import events
from runner.app.vouching import WalkNote
from runner.events import Basis, Event
from runner.flow.load import FlowFile, load
from runner.flow.vouch import Vouch, read_vouch
from runner.flow.vouched import vouched_digest, with_checked
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together
from runner.terminal.cli import cli
from runner.testing import FakeDriver, ScriptedPerson
from tests import test_cli
from tests.test_cli import Run

from .keeping import PHOTOS

run = test_cli.run
TODAY = date(2026, 11, 29)
CANARY = "Zaphod-Canary-7391"
SETTINGS = {
    "language": "sv",  # one that Optout does not speak, so that what it says can be read here
    "me": {"name": CANARY, "email": f"{CANARY}@example.org", "country": "Germany", "city": CANARY, "phone": CANARY},
    "run": ["x-grok"],
}


def ended(outcome: str = "opted_out", basis: Basis | None = "read_back") -> events.SessionEnded:
    return events.SessionEnded(flow="x-grok", outcome=outcome, basis=basis)


def answered(step: int, about: str, kind: str = "click") -> events.PersonAnswered:
    return events.PersonAnswered(flow="x-grok", step=step, kind=kind, for_=about, reply="continue", via="panel")


def walked(
    home: Path, *heard: Event, account: str = "", text: str = "", begun: int = 1, language: str = "de-AT"
) -> None:
    """A walk of X's flow, or of another text under its name, with these events in it."""
    file = shipped() if not text else load(text, "x-grok.yaml")
    note = WalkNote(home, file, account)
    note.hear(events.SessionStarted(flow="x-grok", title="t", steps=4, from_step=begun))
    for event in heard or (ended(),):
        note.hear(event)
    note.keep(language, TODAY)


def shipped() -> FlowFile:
    return load((Path(__file__).parents[2] / "flows" / "x-grok.yaml").read_text("utf-8"), "x-grok.yaml")


@pytest.fixture
def home(run: Run, tmp_path: Path) -> Path:
    """A home, and settings full of what is the person's own."""
    config = Path(os.environ["XDG_CONFIG_HOME"], "optout", "config.yaml")
    config.parent.mkdir(parents=True)
    config.write_text(json.dumps(SETTINGS))
    return tmp_path / "home"


def test_the_file_says_seven_things_exactly(home: Path, run: Run) -> None:
    walked(
        home,
        answered(1, "login", "pause"),
        answered(2, "missing"),
        answered(2, "agree"),
        answered(3, "switch", "pause"),
        ended(),
    )
    ran = run("vouch", "x-grok", "--yes")
    [path] = Path.cwd().glob("vouch-*.json")
    told = {
        "flow": "x-grok",
        "digest": vouched_digest(shipped().source.text),
        "date": "2026-11-29",
        "country": "DE",
        "language": "de",
        "outcome": "opted_out",
        "answered": [2],
    }
    assert path.name == "vouch-x-grok-2026-11-29.json"
    assert path.read_bytes() == (json.dumps(told, indent=2) + "\n").encode()
    assert ran.out == path.read_text("utf-8"), "what is shown is what is written"
    assert "Nothing was sent" in ran.err
    assert {field.name for field in fields(Vouch)} == set(told)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_of_the_settings_is_in_it_or_in_what_is_kept(home: Path, run: Run) -> None:
    walked(home, language=f"{CANARY}")
    ran = run("vouch", "x-grok", "--yes")
    [path], [note] = Path.cwd().glob("vouch-*.json"), (home / "runs").glob("*.walked.json")
    for text in (ran.out, ran.err, path.read_text("utf-8"), note.read_text("utf-8")):
        assert CANARY.casefold() not in text.casefold() and "7391" not in text and "fr" not in json.dumps(text).split()
    assert read_vouch(path.read_bytes()).language == "", "what a page calls a language may be anything"


@pytest.mark.parametrize(
    ("country", "code"),
    [("DE-BY", "DE"), ("California", "US"), ("gb", "GB"), ("EU", ""), ("", ""), (CANARY, ""), ("Wonderland", "")],
)
def test_a_country_is_a_code_or_nothing(home: Path, run: Run, country: str, code: str) -> None:
    Path(os.environ["XDG_CONFIG_HOME"], "optout", "config.yaml").write_text(json.dumps({"me": {"country": country}}))
    walked(home)
    assert json.loads(run("vouch", "x-grok", "--yes").out)["country"] == code


@pytest.mark.parametrize(
    ("said", "kept"),
    [("de-AT", "de"), ("EN", "en"), ("fil", "fil"), ("", ""), ("x-anna", ""), ("deutsch", ""), ("d", "")],
)
def test_a_language_is_a_code_or_nothing(home: Path, run: Run, said: str, kept: str) -> None:
    walked(home, language=said)
    assert json.loads(run("vouch", "x-grok", "--yes").out)["language"] == kept


NOTHING: dict[str, Sequence[Event]] = {
    "by word": [ended(basis="by_word")],
    "seen": [ended(basis="seen")],
    "stopped": [ended("stopped", None)],
    "not offered": [ended("not_offered", "seen")],
    "cut off": [answered(2, "missing")],
}


@pytest.mark.parametrize("name", NOTHING)
def test_only_what_was_read_back_can_be_vouched_for(home: Path, run: Run, name: str) -> None:
    walked(home, *NOTHING[name])
    ran = run("vouch", "x-grok", "--yes")
    assert ran.code == 2 and "not yet been walked in one go to an end that was read back" in ran.err
    assert list(Path.cwd().iterdir()) == [] and not (home / "runs").exists()


def test_what_was_cut_off_in_between_is_not_known_whole(home: Path, run: Run) -> None:
    walked(home, begun=3)
    assert run("vouch", "x-grok", "--yes").code == 2


def test_practice_is_nothing_to_vouch_for(home: Path) -> None:
    walked(home, text=PHOTOS.replace("photos.example.com", "localhost").replace("https:", "http:"))
    assert not (home / "runs").exists()


def test_it_is_shown_and_a_no_writes_nothing(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    walked(home)
    assert "write it with --yes" in run("vouch", "x-grok").err
    monkeypatch.setattr("runner.terminal.prompts.has_keyboard", lambda: True)
    said = CliRunner().invoke(cli, ["vouch", "x-grok"], input="n\n")
    assert '"country": "DE"' in said.output and "Write this, and nothing else, to vouch-x-grok" in said.output
    assert said.exit_code == 1 and list(Path.cwd().iterdir()) == []
    said = CliRunner().invoke(cli, ["vouch", "x-grok", "--out", "mine.json"], input="y\n")
    assert said.exit_code == 0 and read_vouch(Path("mine.json").read_bytes()).flow == "x-grok"
    assert "mine.json is there already" in run("vouch", "x-grok", "--yes", "--out", "mine.json").err


def test_each_account_has_its_own(home: Path, run: Run) -> None:
    walked(home, account="work")
    assert run("vouch", "x-grok", "--yes").code == 2
    ran = run("vouch", "x-grok", "--as", "work", "--yes")
    assert ran.code == 0 and "work" not in ran.out


def test_forget_has_it_too(home: Path, run: Run) -> None:
    walked(home)
    run("forget", "--only", "records", "--yes")
    assert run("vouch", "x-grok", "--yes").code == 2


@pytest.mark.slow
async def test_a_walk_with_a_person_notes_where_they_helped(tmp_path: Path) -> None:
    """Through the real engine, on a page where a link is not to be seen at first."""
    text = PHOTOS.replace("  - pause", "  - click: {link: Privacy}\n  - pause")
    file = load(text, "acme.photos.yaml")
    note = WalkNote(tmp_path, file)
    driver = FakeDriver(sees={"Elsewhere"})
    person = ScriptedPerson((lambda: driver.change("Privacy", "Train AI"), "retry"))
    engine = Engine(file, driver, Together([person]), [note.hear], Memory())
    done = await engine.run()
    assert done.outcome == "already_out" and done.confirmed
    note.keep("en", datetime.now(UTC).date())
    [path] = (tmp_path / "runs").iterdir()
    assert json.loads(path.read_text())["kept"]["answered"] == [2]


# -- what is vouched for ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "checked",
    [
        "checked: {date: 2026-01-02, how: live, by: 4, in: [DE]}\n",
        "checked:\n  date: 2026-01-02 # walked\n  how: live\n",
        "checked: {date: 2026-01-02,\n  how: live}   # a remark\n",
        "",
    ],
)
def test_what_is_vouched_for_is_all_but_who_has_checked(checked: str) -> None:
    line = "checked: {date: 2026-11-01, how: sources}\n"
    text = PHOTOS.replace(line, checked)
    assert vouched_digest(text) == vouched_digest(PHOTOS) == vouched_digest("\ufeff" + text)
    assert vouched_digest(text.replace("Your photos", "All photos")) != vouched_digest(text)
    made = with_checked(text, "2026-11-20", 2, ("DE", "FR"))
    assert vouched_digest(made) == vouched_digest(text)
    assert with_checked(made, "2026-11-20", 2, ("DE", "FR")) == made
    told = load(made, "f.yaml").flow.checked
    assert told and (told.by, told.in_) == (2, ["DE", "FR"])
    rest = [one for one in made.splitlines() if not one.startswith("checked")]
    assert rest == PHOTOS.replace(line, "").splitlines(), "not a byte else is touched"


@pytest.mark.slow
def test_every_flow_of_ours_can_be_vouched_for() -> None:
    for path in (Path(__file__).parents[2] / "flows").glob("*.yaml"):
        text = path.read_text("utf-8")
        made = with_checked(text, "2026-11-29", 1, ("DE",))
        assert vouched_digest(made) == vouched_digest(text), path
        bare = [load(one, str(path)).flow.model_copy(update={"checked": None}) for one in (made, text)]
        assert bare[0] == bare[1], path
