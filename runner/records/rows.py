"""The ledger's rows as requests and checks, and back: the one place that knows how a value is written in a table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from runner.records.evidence import EvidenceRecord
from runner.records.request import Check, Deadline, Happening, RequestRow

_REQUESTS = """
    SELECT requests.*, accounts.service AS service, accounts.label AS label
    FROM requests JOIN accounts ON accounts.id = requests.account
    ORDER BY number"""
_CHECKS = """
    SELECT checks.*, accounts.label AS label FROM checks JOIN accounts ON accounts.id = checks.account
    ORDER BY at, checks.id"""


def stamp(at: datetime) -> str:
    """A moment as it is written: UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def inside(home: Path, path: Path | None) -> str | None:
    """A file as it is written: below the ledger's folder, so that the folder can be moved."""
    if path is None:
        return None
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)


def read_requests(connection: sqlite3.Connection, home: Path) -> list[RequestRow]:
    """Every request, in the order in which they began."""
    rows = [_request(connection, home, row) for row in connection.execute(_REQUESTS)]
    return [replace(row, replaced_by=_replaced_by(row, rows[at + 1 :])) for at, row in enumerate(rows)]


def read_checks(connection: sqlite3.Connection, home: Path) -> list[Check]:
    """Every check, oldest first."""
    return [
        Check(
            at=datetime.fromisoformat(row["at"]),
            result=row["result"],
            flow=row["flow"],
            request=row["request"],
            account=row["label"],
            picture=_path(home, row["picture"]),
        )
        for row in connection.execute(_CHECKS)
    ]


def _replaced_by(row: RequestRow, later: Sequence[RequestRow]) -> str | None:
    """The later request that makes this one a thing of the past: several forms may stand side by side, switches not."""
    for other in later:
        same = (other.flow, other.account, other.practice) == (row.flow, row.account, row.practice)
        if same and other.sent and (row.status in ("prepared", "reverted") or row.channel == other.channel == "switch"):
            return other.id
    return None


def _request(connection: sqlite3.Connection, home: Path, row: sqlite3.Row) -> RequestRow:
    return RequestRow(
        id=row["id"],
        flow=row["flow"],
        title=row["title"],
        service=row["service"],
        account=row["label"],
        practice=bool(row["practice"]),
        digest=row["digest"],
        began=datetime.fromisoformat(row["began"]),
        sent=datetime.fromisoformat(row["sent"]) if row["sent"] else None,
        channel=row["channel"],
        outcome=row["outcome"],
        reference=row["reference"],
        url=row["url"],
        deadline=_deadline(connection, row["id"]),
        history=tuple(_history(connection, home, row["id"])),
        evidence=tuple(_evidence(connection, home, row["id"])),
    )


def _deadline(connection: sqlite3.Connection, request: str) -> Deadline | None:
    row = connection.execute("SELECT * FROM deadlines WHERE request = ?", (request,)).fetchone()
    if row is None:
        return None
    extended = date.fromisoformat(row["extended"]) if row["extended"] else None
    due = date.fromisoformat(row["due"])
    return Deadline(row["clock"], row["law"], row["source"], due, extended, row["usual"])


def _history(connection: sqlite3.Connection, home: Path, request: str) -> Iterator[Happening]:
    for row in connection.execute("SELECT * FROM happened WHERE request = ? ORDER BY at, id", (request,)):
        yield Happening(datetime.fromisoformat(row["at"]), row["what"], row["note"], _path(home, row["picture"]))


def _evidence(connection: sqlite3.Connection, home: Path, request: str) -> Iterator[EvidenceRecord]:
    for row in connection.execute("SELECT * FROM evidence WHERE request = ? ORDER BY taken, name", (request,)):
        yield EvidenceRecord(
            name=row["name"],
            flow=row["flow"],
            step=row["step"],
            url=row["url"],
            title=row["title"],
            taken=datetime.fromisoformat(row["taken"]),
            sha256=row["sha256"],
            path=home / row["file"],
        )


def _path(home: Path, file: str | None) -> Path | None:
    return home / file if file else None
