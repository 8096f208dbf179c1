"""Opening the ledger's file: private, whole, of a version this Optout knows, brought up to date; else refused."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from runner.errors import RecordsError
from runner.records.files import FILE_MODE, private_folder
from runner.records.migrations import MIGRATIONS, Migration, migrate, version_of

BUSY_SECONDS = 5.0
_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, steps: Sequence[Migration] = MIGRATIONS) -> sqlite3.Connection:
    """The file as a connection, made where it is missing; raises RecordsError where it cannot be used."""
    private_folder(path.parent)
    with translated(path):
        _refuse_what_is_not_ours(path, len(steps))
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
        path.chmod(FILE_MODE)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            _refuse_newer(path, version_of(connection), len(steps))
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, steps)
        except BaseException:
            connection.close()
            raise
    return connection


def _refuse_what_is_not_ours(path: Path, known: int) -> None:
    """Looks at a file before it is opened for writing, first at its head alone, for which no lock is needed.

    Beside a file that was killed while it was made lies a journal. Only a connection that may write can put such a file
    right, so it is not looked at before: there is nothing in it yet.
    """
    if not path.exists() or path.stat().st_size == 0 or path.with_name(f"{path.name}-journal").exists():
        return
    with path.open("rb") as file:
        head = file.read(100)
    if head[: len(_MAGIC)] != _MAGIC:
        raise _damaged(path)
    _refuse_newer(path, int.from_bytes(head[60:64], "big"), known)
    with contextlib.closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    ) as connection:
        _refuse_newer(path, version_of(connection), known)  # what the head says may be older than the file beside it
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise _damaged(path)


def _refuse_newer(path: Path, version: int, known: int) -> None:
    if version > known:
        raise RecordsError(
            f"the ledger {path} was written by a newer Optout (its version is {version}, this one knows {known}); "
            "nothing in it was changed. Install the newer Optout, or move that file away to begin a new ledger"
        )


def _damaged(path: Path) -> RecordsError:
    return RecordsError(
        f"the ledger {path} is damaged or is something else; nothing in it was changed. Put a copy of it back, "
        "or move that file away to begin a new ledger"
    )


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Says what SQLite and the system say about the ledger's file in words a person can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _in_words(path, error) from error
    except OSError as error:
        raise RecordsError(f"the ledger {path} cannot be written: {error.strerror}") from error


def _in_words(path: Path, error: sqlite3.DatabaseError) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RecordsError(f"the ledger {path} is in use by another program; wait until that is done, and run again")
    if code == sqlite3.SQLITE_FULL:
        return RecordsError(f"the ledger {path} cannot be written: the disk is full; free some space and run again")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
        return RecordsError(f"the ledger {path} cannot be written: {error}; see whose file it is, and run again")
    return error  # a mistake of ours, not of the file or the disk
