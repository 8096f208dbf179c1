"""`optout forget`: lists, removes after a yes, leaves nothing of the tool's and everything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runner.app.stored_data import PARTS, Belonging, belongings, forget
from runner.browser.profile import profile_folder, profile_lock
from runner.errors import BrowserError, RecordsError, UsageError
from runner.terminal.cli import cli

WRITTEN = (
    "evidence/facebook-1/answer.png",
    "evidence/facebook-1/answer.json",
    "runs/facebook-objection.checkpoint.json",
    "runs/facebook-objection@ann.checkpoint.json",
    "runs/facebook-objection@ann.walked.json",
    "runs/practice-20261124-101010/run.html",
    "ledger.sqlite",
    "ledger.sqlite-wal",
    "ledger.sqlite-shm",
    "report.html",
    "report.html.new",
    "lessons/facebook-objection.json",
    "lessons/x.json.new",
    "sightings/facebook-objection.json",
    "agreed.json",
    "agreed.json.new",
    "collections/acme/manifest.json",
    "collections/acme/flows/acme.photos.yaml",
    "collections/.acme.next/manifest.json",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a piece of everything, and two accounts."""
    folder = tmp_path / "home"
    for name in (None, "ann"):
        with profile_lock(profile_folder(folder, name)):
            pass
    for name in WRITTEN:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x" * 1000)
    monkeypatch.setenv("OPTOUT_HOME", str(folder))
    return folder


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["forget", *arguments], input=typed)


def left(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() or path.is_symlink()}


def test_everything_is_listed_with_its_size_and_gone_after_a_yes(home: Path) -> None:
    said = run(typed="y\n")
    assert said.exit_code == 0
    for part in PARTS:
        assert f"  {part} " in said.output
    records = "records        9.0 kB  your requests, what was seen of settings, and the runs"
    assert f"{records} (ledger.sqlite, ledger.sqlite-shm," in said.output
    assert "profile, profile-ann" in said.output
    assert "Nothing is left." in said.output
    assert not home.exists()


def test_nothing_goes_without_a_yes(home: Path) -> None:
    before = left(home)
    for typed in ("n\n", "\n", ""):
        assert run(typed=typed).exit_code == 1
    assert left(home) == before


@pytest.mark.parametrize("part", PARTS)
def test_one_part_goes_and_the_others_stay(home: Path, part: str) -> None:
    before, mine = left(home), belongings(home, [part])
    assert mine and {one.part for one in mine} == {part}
    said = run("--only", part, "--yes")
    assert said.exit_code == 0
    gone = before - left(home)
    assert gone and all(
        any(home / name in (one.path, *one.path.rglob("*")) or (home / name).is_relative_to(one.path) for one in mine)
        for name in gone
    )
    assert not belongings(home, [part])
    assert {one.part for one in belongings(home)} == set(PARTS) - {part}


def test_one_account_is_its_profile_and_its_unfinished_runs(home: Path) -> None:
    before = left(home)
    assert run("--as", "ann", "--yes").exit_code == 0
    assert {name.split("/")[0] for name in before - left(home)} == {"profile-ann", ".profile-ann.lock", "runs"}
    assert (home / "runs/facebook-objection.checkpoint.json").exists()
    assert not (home / "runs/facebook-objection@ann.checkpoint.json").exists()
    assert not (home / "runs/facebook-objection@ann.walked.json").exists()


def test_an_account_has_no_part_of_the_records(home: Path) -> None:
    said = run("--as", "ann", "--only", "records", "--yes")
    assert isinstance(said.exception, UsageError)
    assert "--as NAME is about a profile" in str(said.exception)


@pytest.mark.parametrize("part", [(), ("--only", "records"), ("--only", "learnt"), ("--only", "profile")])
@pytest.mark.parametrize("account", [None, "ann"])
def test_not_while_a_session_runs(home: Path, part: tuple[str, ...], account: str | None) -> None:
    before = left(home)
    with profile_lock(profile_folder(home, account)):
        said = run(*part, "--yes")
    assert isinstance(said.exception, BrowserError)
    assert "is using this profile; close it first" in str(said.exception)
    assert left(home) == before


def test_another_account_may_be_forgotten_while_one_is_used(home: Path) -> None:
    with profile_lock(profile_folder(home)):
        assert run("--as", "ann", "--yes").exit_code == 0
    assert not (home / "profile-ann").exists()


def test_what_is_not_ours_stays_and_is_told(home: Path) -> None:
    (home / "diary.txt").write_text("mine")
    (home / "photos").mkdir()
    said = run("--yes")
    assert f"Left in {home}: diary.txt, photos." in said.output
    assert left(home) == {"diary.txt"}


def test_a_link_goes_and_what_it_leads_to_stays(home: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.png").write_text("")
    for name in ("lessons", "profile-link"):
        if (home / name).exists():
            (home / "lessons" / "x.json.new").unlink()
            (home / "lessons" / "facebook-objection.json").unlink()
            (home / name).rmdir()
        (home / name).symlink_to(tmp_path / "photos")
    assert run("--yes").exit_code == 0
    assert (tmp_path / "photos" / "cat.png").exists()
    assert not home.exists()


def test_where_nothing_is_there_is_nothing_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "nowhere"))
    said = run()
    assert said.exit_code == 0
    assert "There is nothing of that in" in said.output
    assert not (tmp_path / "nowhere").exists()


def test_what_cannot_be_removed_is_told(home: Path) -> None:
    stray = Belonging("agreed", home / "agreed.json" / "x", 1)
    with pytest.raises(RecordsError, match=r"x cannot be removed: Not a directory"):
        forget(home, [stray])
