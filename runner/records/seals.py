"""A checksum for each request in the ledger, so that a letter that has flipped on the disk is seen.

SQLite's own check sees a broken page, not another letter in a text. A seal is the SHA-256 of all rows of one request;
it is written in the transaction that changes them and compared whenever they are read. Looks of their own (`checks`)
and the texts of flows have seals as well, and so has the schema.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from runner.locale import Listed, Text, _, many

SCHEMA = "schema"
_REQUESTS = """
    SELECT requests.*, accounts.service, accounts.label
    FROM requests JOIN accounts ON accounts.id = requests.account {where} ORDER BY number"""
_CHECKS = """
    SELECT checks.*, accounts.label AS label FROM checks JOIN accounts ON accounts.id = checks.account
    ORDER BY at, checks.id"""
_PARTS = (  # each with the place of the request's id in its rows
    ("SELECT * FROM deadlines {where} ORDER BY 1, 2", 0),
    ("SELECT * FROM happened {where} ORDER BY request, at, id", 1),
    ("SELECT * FROM evidence {where} ORDER BY request, taken, name", 0),
)
# Plain, as tens of thousands are read at once: a row that knows its columns costs three times that.
Row = tuple[Any, ...]


class Damage(Exception):
    """Something in the ledger is not as it was written; `about` says what, in words."""

    def __init__(self, about: Text) -> None:
        self.about = about
        super().__init__(about)


class Rows(NamedTuple):
    """All rows of one request, their columns in the order of the tables; service and account stand behind its own."""

    id: str
    request: Row
    deadlines: Sequence[Row]
    happened: Sequence[Row]
    evidence: Sequence[Row]

    def seal(self) -> str:
        """The checksum of all of them."""
        _, request, deadlines, happened, evidence = self
        return _digest_of([request, *deadlines, *happened, *evidence])


def rows_of(connection: sqlite3.Connection, request: str | None = None) -> list[Rows]:
    """The rows of every request in the order in which they began, or of one; nothing is compared with its seal."""
    where, value = ("WHERE request = ?", (request,)) if request else ("", ())
    plain = _plain(connection)
    parts: list[dict[str, list[Row]]] = []
    for statement, place in _PARTS:
        part: dict[str, list[Row]] = defaultdict(list)
        for row in plain.execute(statement.format(where=where), value):
            part[row[place]].append(row)
        parts.append(part)
    deadlines, happened, evidence = (part.get for part in parts)
    own = plain.execute(_REQUESTS.format(where="WHERE requests.id = ?" if request else ""), value)
    found = [Rows(of := row[1], row, deadlines(of, ()), happened(of, ()), evidence(of, ())) for row in own]
    if lost := {one for part in parts for one in part} - {rows.id for rows in found}:
        raise Damage(_("what belongs to {requests}", requests=_named(lost)))
    return found


def sound_rows(connection: sqlite3.Connection, request: str | None = None) -> list[Rows]:
    """The same, each compared with its seal; raises Damage that names the requests that are not as they were."""
    found = rows_of(connection, request)
    kept = _seals(connection, "request", request)
    now = {rows.id: rows.seal() for rows in found}
    if now != kept:
        wrong = {one for one in now.keys() | kept.keys() if now.get(one) != kept.get(one)}
        raise Damage(_("what is noted of {requests}", requests=_named(wrong)))
    return found


def sound_checks(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    """Every check, oldest first, each compared with its seal; raises Damage."""
    found = connection.execute(_CHECKS).fetchall()
    if _seals(connection, "check") != {str(row["id"]): _digest([row]) for row in found}:
        raise Damage(_("what was read back of settings"))
    return found


def sound_flow(connection: sqlite3.Connection, digest: str) -> str:
    """The text of a flow as it was walked, compared with its seal; raises Damage."""
    row = connection.execute("SELECT text FROM flows WHERE digest = ?", (digest,)).fetchone()
    if row is None or _seals(connection, "flow", digest).get(digest) != _digest([row]):
        raise Damage(_("the text of a flow as it was walked"))
    return str(row["text"])


def verify_schema(connection: sqlite3.Connection) -> None:
    """Compares the tables' definitions with their seal; raises Damage."""
    if _seals(connection, SCHEMA).get(SCHEMA) != _schema(connection):
        raise Damage(_("how its tables are made"))


def verify_all(connection: sqlite3.Connection) -> None:
    """Compares everything there is with its seal; raises Damage."""
    verify_schema(connection)
    sound_rows(connection)
    sound_checks(connection)
    for row in connection.execute("SELECT digest FROM flows").fetchall():
        sound_flow(connection, row["digest"])


def are_there(connection: sqlite3.Connection) -> bool:
    """Whether this file is of a version that has seals."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'seals'").fetchall())


def seal_request(connection: sqlite3.Connection, request: str) -> None:
    """Seals the rows of a request as they are now; part of the transaction that has changed them."""
    for rows in rows_of(connection, request):
        _put(connection, "request", request, rows.seal())


def seal_check(connection: sqlite3.Connection, check: int) -> None:
    """Seals one check."""
    for row in connection.execute(_CHECKS.replace("ORDER", "WHERE checks.id = ? ORDER"), (check,)):
        _put(connection, "check", str(check), _digest([row]))


def seal_flow(connection: sqlite3.Connection, digest: str) -> None:
    """Seals the text of a flow."""
    for row in connection.execute("SELECT text FROM flows WHERE digest = ?", (digest,)):
        _put(connection, "flow", digest, _digest([row]))


def seal_all(connection: sqlite3.Connection) -> None:
    """Seals everything as it is now, where there are seals: the last thing a migration does."""
    if not are_there(connection):
        return
    connection.execute("DELETE FROM seals")
    _put(connection, SCHEMA, SCHEMA, _schema(connection))
    for rows in rows_of(connection):
        _put(connection, "request", rows.id, rows.seal())
    for row in connection.execute(_CHECKS).fetchall():
        _put(connection, "check", str(row["id"]), _digest([row]))
    for row in connection.execute("SELECT digest FROM flows").fetchall():
        seal_flow(connection, row["digest"])


def _plain(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """A cursor whose rows are plain tuples."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def _put(connection: sqlite3.Connection, kind: str, of: str, sha256: str) -> None:
    connection.execute("INSERT OR REPLACE INTO seals (kind, of, sha256) VALUES (?, ?, ?)", (kind, of, sha256))


def _seals(connection: sqlite3.Connection, kind: str, of: str | None = None) -> dict[str, str]:
    where, values = (" AND of = ?", (kind, of)) if of else ("", (kind,))
    return dict(_plain(connection).execute(f"SELECT of, sha256 FROM seals WHERE kind = ?{where}", values))


def _schema(connection: sqlite3.Connection) -> str:
    return _digest(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid"))


def _digest(rows: Iterable[sqlite3.Row]) -> str:
    return _digest_of([tuple(row) for row in rows])


def _digest_of(rows: list[Row]) -> str:
    return hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()


def _named(ids: Iterable[str], most: int = 5) -> Text:
    """The ids in words; a damaged one may be anything, so it is cut."""
    told = sorted(one[:40] for one in ids)
    some, more = Listed(told[:most], "comma"), len(told) - most
    if more > 0:
        return many("{requests} and {count} more", "{requests} and {count} more", more, requests=some)
    return some
