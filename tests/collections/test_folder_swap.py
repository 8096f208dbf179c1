"""A folder in another's place: the old or the new one, whatever happens in between."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from runner.app.folder_swap import put_folder, remove_folder
from runner.errors import RecordsError

from .killed_adding import NEW, OLD, killed_adders, whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="fork is of POSIX")


@pytest.mark.slow
@posix
def test_killed_at_any_moment_the_old_or_the_new_is_there_whole(tmp_path: Path) -> None:
    told = killed_adders(tmp_path)
    assert told["problems"] == []
    assert told["kills"] > 60 and told["old"] > 30 and told["new"] > 10


def test_a_folder_is_exactly_what_was_put_there(tmp_path: Path) -> None:
    put_folder(tmp_path / "acme", OLD)
    (tmp_path / "acme" / "flows" / "acme.stray.yaml").write_bytes(b"of somebody else")
    put_folder(tmp_path / "acme", NEW)
    assert whole(tmp_path) == NEW
    remove_folder(tmp_path / "acme")
    remove_folder(tmp_path / "acme")
    assert list(tmp_path.iterdir()) == []


@posix
def test_only_its_owner_may_look_at_it(tmp_path: Path) -> None:
    put_folder(tmp_path / "acme", NEW)
    for path in (tmp_path / "acme", *(tmp_path / "acme").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0


def test_where_the_disk_is_full_the_old_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    put_folder(tmp_path / "acme", OLD)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(RecordsError, match="cannot be written \\(No space left on device\\)"):
            put_folder(tmp_path / "acme", NEW)
    assert whole(tmp_path) == OLD
    assert [one.name for one in tmp_path.iterdir()] == ["acme"]
