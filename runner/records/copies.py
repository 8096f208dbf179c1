"""Daily copies of the ledger, to fall back on: which there are, and the making of today's.

A copy is made before the first thing that is written on a day, by SQLite's own backup, so that it is whole whoever else
is writing. It is for its owner alone, like the ledger.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from runner.records.files import FILE_MODE

KEPT = 7
_NAME = re.compile(r"ledger-(\d{4}-\d\d-\d\d)\.sqlite")


@dataclass(frozen=True)
class Copy:
    """The ledger as it was before the first entry of a day."""

    path: Path
    day: date


def copies(home: Path) -> list[Copy]:
    """The copies there are, newest first."""
    found = []
    for path in home.glob("ledger-*.sqlite"):
        if (name := _NAME.fullmatch(path.name)) and path.is_file():
            with contextlib.suppress(ValueError):  # such as 2026-02-31, which is not ours
                found.append(Copy(path, date.fromisoformat(name[1])))
    return sorted(found, key=lambda one: one.day, reverse=True)


def copy_of(home: Path, day: date) -> Path:
    """Where the copy of a day is."""
    return home / f"ledger-{day.isoformat()}.sqlite"


def make_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Makes a copy and removes all but the newest; where there is no room for it, there is none today."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.unlink(missing_ok=True)
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
        with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # or looking at it would make files beside it
        new.replace(path)
        for old in copies(path.parent)[KEPT:]:
            old.path.unlink(missing_ok=True)
    except (OSError, sqlite3.Error):
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
