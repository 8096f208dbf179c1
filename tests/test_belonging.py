"""Files and folders that others on this computer could reach: nothing is written through them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runner.app.places import flow_path, home, shipped
from runner.errors import RecordsError, UsageError
from runner.flow import shipped as listing
from runner.flow.load import load_file
from runner.records.event_log import EventLog
from runner.records.files import new_beside, open_private, write_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights as Unix has them")


@pytest.mark.parametrize("open_one", ["", "runs", "evidence/a", "collections/acme", "profile"])
def test_a_home_that_others_may_write_in_is_refused_with_what_to_do(
    open_one: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "my home"))
    folder = tmp_path / "my home" / open_one
    folder.mkdir(parents=True)
    assert home() == tmp_path / "my home"
    folder.chmod(0o777)
    with pytest.raises(UsageError) as caught:
        home()
    assert f"chmod go-w '{folder}'" in str(caught.value) and "set OPTOUT_HOME" in str(caught.value)
    folder.chmod(0o755)  # others may look at the folder itself; what is in it is closed to them
    assert home() == tmp_path / "my home"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("how", ["theirs", "their link"])
def test_a_home_that_belongs_to_somebody_else_is_refused(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home"
    monkeypatch.setenv("OPTOUT_HOME", str(folder))
    if how == "theirs":
        folder.mkdir()
    else:
        folder.symlink_to(tmp_path)
    os.chown(folder, 65534, 65534, follow_symlinks=False)
    with pytest.raises(UsageError, match="may be changed by others"):
        home()


def test_a_link_that_lies_in_wait_is_never_followed(tmp_path: Path) -> None:
    prey = tmp_path / "prey"
    prey.write_text("mine")
    (tmp_path / "x.json").symlink_to(prey)
    (tmp_path / "x.json.new").symlink_to(prey)  # the name that earlier versions wrote to
    write_private(tmp_path / "x.json", b"new")
    assert (prey.read_text(), (tmp_path / "x.json").read_bytes()) == ("mine", b"new")
    assert not (tmp_path / "x.json").is_symlink()


def test_a_new_files_name_cannot_be_guessed_and_what_lies_there_is_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert new_beside(tmp_path / "x") != new_beside(tmp_path / "x")
    prey = tmp_path / "prey"
    prey.write_text("mine")
    monkeypatch.setattr("runner.records.files.new_beside", lambda path: tmp_path / "guessed")
    (tmp_path / "guessed").symlink_to(prey)
    with pytest.raises(RecordsError, match="cannot be written"):
        write_private(tmp_path / "x", b"new")
    assert prey.read_text() == "mine"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("link", [False, True])
def test_a_log_that_somebody_else_has_put_there_is_not_emptied(link: bool, tmp_path: Path) -> None:
    prey = tmp_path / "prey"
    prey.write_text("mine")
    log = tmp_path / "log" if link else prey
    if link:
        log.symlink_to(prey)
    os.chown(log, 65534, 65534, follow_symlinks=False)
    with pytest.raises(RecordsError, match="belongs to somebody else"):
        EventLog(log)
    assert prey.read_text() == "mine"


def test_a_log_may_be_a_pipe_or_ones_own_file_as_before(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("old and long")
    with open_private(tmp_path / "log") as out:
        out.write("new")
    assert (tmp_path / "log").read_text() == "new"
    with open_private(Path("/dev/null")) as out:
        out.write("gone")


@pytest.mark.slow
def test_the_shipped_flows_are_known_by_their_text_and_the_list_is_of_today() -> None:
    assert listing.FILE.read_text("ascii") == listing.listed(listing.FLOWS.glob("*.yaml")), "run `make generated`"
    assert load_file(flow_path("x-grok")).digest in shipped()


def test_a_shipped_flow_that_was_edited_is_no_shipped_one(tmp_path: Path) -> None:
    edited = tmp_path / "x-grok.yaml"
    edited.write_bytes(flow_path("x-grok").read_bytes() + b"# edited\n")
    assert load_file(edited).digest not in shipped()
