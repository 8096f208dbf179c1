"""Puts a daily copy of the ledger back in its place; what lay there is kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from runner.errors import RecordsError, UsageError
from runner.locale import _, many
from runner.records.copies import copies
from runner.records.files import write_private
from runner.records.ledger import FILE, Ledger
from runner.records.ledger_file import verify_file


@dataclass(frozen=True)
class Restored:
    """What was put back: the copy of which day, with how many requests; `aside` is what lay there, if anything did."""

    day: date
    requests: int
    aside: Path | None


def restore(home: Path, at: datetime) -> Restored:
    """Puts the newest copy that is whole in the ledger's place.

    Raises UsageError where the ledger is whole already or there is no copy, RecordsError where no copy is whole or the
    folder cannot be written.
    """
    path = home / FILE
    if path.exists() and _is_whole(path):
        raise UsageError(_("the ledger {file} is whole, so nothing was put back", file=path))
    there = copies(home)
    whole = next((one for one in there if _is_whole(one.path)), None)
    if whole is None and there:
        raise RecordsError(
            many(
                "none of the {count} copies beside {file} is whole; nothing was changed",
                "none of the {count} copies beside {file} is whole; nothing was changed",
                len(there),
                file=path,
            )
        )
    if whole is None:
        raise UsageError(_("there is no copy of {file} to put back; nothing was changed", file=path))
    content = whole.path.read_bytes()
    aside = _set_aside(path, at)
    write_private(path, content)
    with Ledger(home) as ledger:
        return Restored(whole.day, len(ledger.requests()), aside)


def restorable(home: Path) -> date | None:
    """Of which day the copy is that `restore` would put back; None where the ledger is whole, or no copy is."""
    path = home / FILE
    if path.exists() and _is_whole(path):
        return None
    return next((one.day for one in copies(home) if _is_whole(one.path)), None)


def _is_whole(path: Path) -> bool:
    """A write-ahead log belongs to the ledger, and an empty file has lost what was in it."""
    try:
        verify_file(path)
        return path.stat().st_size > 0
    except RecordsError:
        return False


def _set_aside(path: Path, at: datetime) -> Path | None:
    """Renames the ledger, and what SQLite keeps beside it, so that none of it is taken for a part of the copy."""
    name = f"{path.name}.damaged-{at:%Y%m%d-%H%M%S}"
    moved = None
    try:
        for ending in ("-wal", "-shm", "-journal", ""):
            if (file := path.with_name(path.name + ending)).exists():
                moved = path.with_name(name + ending)
                file.replace(moved)
    except OSError as error:
        raise RecordsError(
            _("{file} cannot be moved aside: {why}; close other windows of Optout", file=path, why=error.strerror)
        ) from error
    return moved
