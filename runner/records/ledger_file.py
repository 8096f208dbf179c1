"""Opening the ledger's file: private, whole, of a version this Optout knows, brought up to date; else refused."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from runner.errors import RecordsError
from runner.locale import Text, _, joined, per_front
from runner.records.copies import copies
from runner.records.files import FILE_MODE, NO_LINK, private_folder
from runner.records.migrations import MIGRATIONS, Migration, migrate, version_of
from runner.records.phrases import day
from runner.records.seals import Damage, are_there, verify_all, verify_schema

PATIENCE = 5.0  # seconds for which another program that writes is waited for
_MAGIC = b"SQLite format 3\x00"
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)


class Unwritable(RecordsError):
    """The ledger is there and may not be written; perhaps it can be read."""


def connect(path: Path, steps: Sequence[Migration] = MIGRATIONS, patience: float = PATIENCE) -> sqlite3.Connection:
    """The file as a connection, made where it is missing; raises RecordsError where it cannot be used."""
    private_folder(path.parent)
    with translated(path):
        _refuse_what_is_not_ours(path, len(steps))
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, FILE_MODE))
        path.chmod(FILE_MODE)
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            _refuse_newer(path, version_of(connection), len(steps))
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, steps)
            if are_there(connection):
                verify_schema(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _refuse_what_is_not_ours(path: Path, known: int) -> None:
    """Looks at a file before it is opened for writing, first at its head alone, for which no lock is needed.

    Beside a file that was killed while it was made lies a journal. Only a connection that may write can put such a file
    right, so it is not looked at before: there is nothing in it yet.
    """
    if path.with_name(f"{path.name}-journal").exists() or not path.exists():
        return
    if path.stat().st_size == 0:
        if copies(path.parent):
            raise Damage(_("it is empty"))
        return
    with path.open("rb") as file:
        head = file.read(100)
    if head[: len(_MAGIC)] != _MAGIC:
        raise Damage(_("it does not begin as a ledger does"))
    _refuse_newer(path, int.from_bytes(head[60:64], "big"), known)
    with contextlib.closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
    ) as connection:
        connection.text_factory = lambda text: text.decode("utf-8", "replace")  # names within may be damaged as well
        _refuse_newer(path, version_of(connection), known)  # what the head says may be older than the file beside it
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Damage(_("it is not whole"))


def verify_file(path: Path) -> None:
    """Looks at a ledger that nobody has open, a copy for one, and changes nothing; raises RecordsError."""
    with translated(path):
        _refuse_what_is_not_ours(path, len(MIGRATIONS))
        _refuse_cut_off(path)
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            if are_there(connection):
                verify_all(connection)


def _refuse_cut_off(path: Path) -> None:
    """SQLite writes whole pages and reads what is missing of the last one as zeros, which may say nothing at all.

    The size of a page stands in bytes 16 and 17 of the head, 1 for 65,536 (https://www.sqlite.org/fileformat.html).
    """
    with path.open("rb") as file:
        told = int.from_bytes(file.read(18)[16:], "big")
    page = 65_536 if told == 1 else told
    if page and path.stat().st_size % page:
        raise Damage(_("it ends in the middle"))


def _refuse_newer(path: Path, version: int, known: int) -> None:
    if version > known:
        raise RecordsError(
            _(
                "the ledger {file} was written by a newer Optout (its version is {version}, this one knows {known});"
                " nothing in it was changed. Install the newer Optout, or move that file away to begin a new ledger",
                file=path,
                version=version,
                known=known,
            )
        )


def damaged(path: Path, about: str = "") -> RecordsError:
    """What is said of a ledger that is not as it was written, with the copy there is and how to put it back."""
    if about:
        said = _(
            "the ledger {file} is damaged or is something else ({why}); nothing in it was changed.",
            file=path,
            why=about,
        )
    else:
        said = _("the ledger {file} is damaged or is something else; nothing in it was changed.", file=path)
    if there := copies(path.parent):
        offer: Text = per_front(
            _(
                "There is a copy as of {day}: `{command}` puts it in its place and keeps this file",
                day=day(there[0].day),
                command="optout status --restore",
            ),
            _("There is a copy as of {day}, and a button that puts it in its place", day=day(there[0].day)),
        )
    else:
        offer = _("Put a copy of it back, or move that file away to begin a new ledger")
    return RecordsError(joined(said, offer))


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Says what SQLite and the system say about the ledger's file in words a person can act on."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite quotes what is damaged in its own words
        raise damaged(path) from error
    except Damage as error:
        raise damaged(path, error.about) from error
    except sqlite3.DatabaseError as error:
        raise _in_words(path, error) from error
    except OSError as error:
        kind = Unwritable if error.errno in _NO_RIGHT else RecordsError
        raise kind(_("the ledger {file} cannot be written: {why}", file=path, why=error.strerror)) from error


def _in_words(path: Path, error: sqlite3.DatabaseError) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or _is_garbled(error):
        return damaged(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RecordsError(
            _("the ledger {file} is in use by another program; wait until that is done, and run again", file=path)
        )
    if code == sqlite3.SQLITE_FULL:
        return RecordsError(
            _("the ledger {file} cannot be written: the disk is full; free some space and run again", file=path)
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
        return Unwritable(
            _("the ledger {file} cannot be written: {why}; see whose file it is, and run again", file=path, why=error)
        )
    return error  # a mistake of ours, not of the file or the disk


def _is_garbled(error: sqlite3.DatabaseError) -> bool:
    """Whether a text is no UTF-8, or a table or column is not there or is there already: then its names have changed.

    Every statement is run by tests against the tables of the version that the file says it has.
    """
    said = str(error)
    signs = (
        "Could not decode",
        "no such table",
        "no such column",
        "has no column",
        "already exists",
        "duplicate column",
    )
    return isinstance(error, sqlite3.OperationalError) and any(sign in said for sign in signs)
