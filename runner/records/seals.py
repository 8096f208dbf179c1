"""A checksum for each request in the ledger, so that a letter that has flipped on the disk is seen.

SQLite's own check sees a broken page, not another letter in a text. A seal is the SHA-256 of all rows of one request;
it is written in the transaction that changes them and compared whenever they are read. Looks of their own (`checks`)
and the texts of flows have seals as well, and so has the schema.

The rows of requests are read as texts, their numbers too, and joined: that takes a third of the time in which Python
writes each value as `repr` does. Older ledgers have seals made in that way until they are migrated.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from runner.locale import Listed, Text, _, many

SCHEMA = "schema"
_BETWEEN_VALUES, _BETWEEN_ROWS = "\x1f", "\x1e"
NOTHING = "\0"  # a value that is not there, where all are texts
_OF_TEXTS = "texts"  # the kind of seals that are made of texts
_ACCOUNT = 4  # its place among the columns of a request
_ACCOUNTS = "SELECT id, service, label FROM accounts"
_REQUESTS = "SELECT {columns} FROM requests {where} ORDER BY number"
_CHECKS = """
    SELECT checks.*, accounts.label AS label FROM checks JOIN accounts ON accounts.id = checks.account
    ORDER BY at, checks.id"""
_PARTS = (  # each with the place of the request's id in its rows
    ("deadlines", "SELECT {columns} FROM deadlines {where} ORDER BY 1, 2", 0),
    ("happened", "SELECT {columns} FROM happened {where} ORDER BY happened.id", 1),
    ("evidence", "SELECT {columns} FROM evidence {where} ORDER BY evidence.request, evidence.taken, evidence.name", 0),
)
# Plain, as tens of thousands are read at once: a row that knows its columns costs three times that.
Row = tuple[Any, ...]


class Damage(Exception):
    """Something in the ledger is not as it was written; `about` says what, in words."""

    def __init__(self, about: Text) -> None:
        self.about = about
        super().__init__(about)


class Rows(NamedTuple):
    """All rows of one request, their columns in the order of the tables; service and account stand behind its own.

    Every value is a text, `NOTHING` where there is none.
    """

    id: str
    request: Row
    deadlines: Sequence[Row]
    happened: Sequence[Row]
    evidence: Sequence[Row]

    def seal(self) -> str:
        """The checksum of all of them; empty where a value is no text, as a table's definition says it is."""
        _, request, deadlines, happened, evidence = self
        try:
            rows = [_BETWEEN_VALUES.join(row) for row in (request, *deadlines, *happened, *evidence)]
        except TypeError:
            return ""
        return hashlib.sha256(_BETWEEN_ROWS.join(rows).encode("utf-8", "surrogatepass")).hexdigest()

    def old_seal(self) -> str:
        """The same as earlier versions made it, of rows whose values are as they stand in the tables."""
        return _digest_of([self.request, *self.deadlines, *self.happened, *self.evidence])


def rows_of(connection: sqlite3.Connection, request: str | None = None, as_texts: bool = True) -> list[Rows]:
    """The rows of every request in the order in which they began, or of one; nothing is compared with its seal."""
    plain = _plain(connection)

    def read(table: str, statement: str, key: str = "request") -> Iterator[Row]:
        where, value = (f"WHERE {key} = ?", (request,)) if request else ("", ())
        return plain.execute(statement.format(columns=_columns(plain, table) if as_texts else "*", where=where), value)

    parts = [_by_request(read(table, statement), place) for table, statement, place in _PARTS]
    for happened in parts[1].values():
        if len(happened) > 1:  # as they were noted; SQLite takes longer to sort them all
            happened.sort(key=itemgetter(2))
    whose = {(str(row[0]) if as_texts else row[0]): row[1:] for row in plain.execute(_ACCOUNTS)}
    deadlines, happened_to, evidence = (part.get for part in parts)
    found = [
        Rows(of := row[1], row + account, deadlines(of, ()), happened_to(of, ()), evidence(of, ()))
        for row in read("requests", _REQUESTS, "id")
        if (account := whose.get(row[_ACCOUNT]))
    ]
    if lost := {one for part in parts for one in part} - {rows.id for rows in found}:
        raise Damage(_("what belongs to {requests}", requests=_named(lost)))
    return found


def _columns(plain: sqlite3.Cursor, table: str) -> str:
    """All columns of a table, each read as a text; those that are one always are read as they are."""
    told = plain.execute(f"PRAGMA table_info({table})").fetchall()
    return ", ".join(_column(name, kind, bool(is_there)) for _, name, kind, is_there, _, _ in told)


def _column(name: str, kind: str, is_there: bool) -> str:
    text = f'"{name}"' if kind == "TEXT" else f'CAST("{name}" AS TEXT)'
    return text if is_there else f"ifnull({text}, char(0))"


def _by_request(rows: Iterable[Row], place: int) -> dict[str, list[Row]]:
    """The rows of each request, whose id stands at a place in them."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[place]].append(row)
    return found


def sound_rows(connection: sqlite3.Connection, request: str | None = None) -> list[Rows]:
    """The same, each compared with its seal; raises Damage that names the requests that are not as they were."""
    found = rows_of(connection, request)
    _compare({rows.id: rows.seal() for rows in found}, _seals(connection, "request", request))
    return found


def _compare(now: dict[str, str], kept: dict[str, str]) -> None:
    if now != kept:
        wrong = {one for one in now.keys() | kept.keys() if now.get(one) != kept.get(one)}
        raise Damage(_("what is noted of {requests}", requests=_named(wrong)))


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
    if _seals(connection, _OF_TEXTS):
        sound_rows(connection)
    else:
        old = rows_of(connection, as_texts=False)
        _compare({rows.id: rows.old_seal() for rows in old}, _seals(connection, "request"))
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
    _put(connection, _OF_TEXTS, _OF_TEXTS, "")
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
