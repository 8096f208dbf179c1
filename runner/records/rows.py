"""The ledger's rows as requests and checks, and back: the one place that knows how a value is written in a table."""

from __future__ import annotations

import contextlib
import gc
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from runner.locale import Message, stored
from runner.records.evidence import EvidenceRecord
from runner.records.request import Check, Deadline, Happening, LookNote, RequestRow, SettingStand
from runner.records.seals import NOTHING, Row, Rows, sound_checks, sound_rows


def stamp(at: datetime) -> str:
    """A moment as it is written: UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def inside(home: Path, path: Path | None) -> str | None:
    """A file as it is written: below the ledger's folder, so that the folder can be moved."""
    if path is None:
        return None
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)


def read_requests(connection: sqlite3.Connection, home: Path) -> list[RequestRow]:
    """Every request, in the order in which they began; raises Damage where one is not as it was written."""
    with _no_garbage():
        rows = [_request(home, one) for one in sound_rows(connection)]
        return list(reversed([replace(row, replaced_by=by) if by else row for row, by in _replaced(reversed(rows))]))


@contextlib.contextmanager
def _no_garbage() -> Iterator[None]:
    """Keeps the collector from going through all that is made again and again: none of it is garbage yet."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_request(connection: sqlite3.Connection, home: Path, request: str) -> RequestRow | None:
    """One request by its id, or None; raises Damage where it is not as it was written."""
    rows = [_request(home, one) for one in sound_rows(connection, request)]
    return replace(rows[0], replaced_by=_replaced_by(connection, rows[0])) if rows else None


def read_checks(connection: sqlite3.Connection, home: Path) -> list[Check]:
    """Every check, oldest first; raises Damage where one is not as it was written."""
    return [
        Check(
            at=datetime.fromisoformat(row["at"]),
            result=row["result"],
            flow=row["flow"],
            request=row["request"],
            account=row["label"],
            picture=_path(home, row["picture"]),
            note=_note(row["told"]),
        )
        for row in sound_checks(connection)
    ]


def told(note: LookNote) -> str:
    """What a look saw as it is written; nothing where there is no more to say than its result."""
    return "" if note == LookNote() else json.dumps([note.settings, note.why, note.basis], ensure_ascii=False)


def _note(text: str) -> LookNote:
    if not text:
        return LookNote()
    settings, why, basis = json.loads(text)
    return LookNote(tuple(SettingStand(*one) for one in settings), why, basis)


def _replaced(backwards: Iterable[RequestRow]) -> Iterator[tuple[RequestRow, str | None]]:
    """Each request, last one first, with the later one that makes it a thing of the past.

    Several forms may stand side by side, switches not.
    """
    sent: dict[tuple[object, ...], str] = {}  # the next later request that was sent, of the same flow and account
    switched: dict[tuple[object, ...], str] = {}
    for row in backwards:
        whose = (row.flow, row.account, row.practice)
        yield row, sent.get(whose) if _is_settled(row) else switched.get(whose) if row.channel == "switch" else None
        if row.sent:
            sent[whose] = row.id
            if row.channel == "switch":
                switched[whose] = row.id


def _replaced_by(connection: sqlite3.Connection, row: RequestRow) -> str | None:
    """The same for one request."""
    if not _is_settled(row) and row.channel != "switch":
        return None
    own = connection.execute("SELECT number, account FROM requests WHERE id = ?", (row.id,)).fetchone()
    found = connection.execute(
        "SELECT id FROM requests WHERE flow = ? AND account = ? AND practice = ? AND number > ? AND sent IS NOT NULL"
        " AND (? OR channel = 'switch') ORDER BY number LIMIT 1",
        (row.flow, own["account"], int(row.practice), own["number"], int(_is_settled(row))),
    ).fetchone()
    return found and str(found["id"])


def _is_settled(row: RequestRow) -> bool:
    """Whether any later one that was sent stands for it as well."""
    return row.status in ("prepared", "reverted")


def _request(home: Path, rows: Rows) -> RequestRow:
    _, id_, flow, title, _, digest, practice, began, sent, channel, outcome, reference, url, basis, service, label = (
        rows.request
    )
    deadlines = {row[1]: _deadline(row[2:]) for row in rows.deadlines}
    return _made(
        id=id_,
        flow=flow,
        title=_title(flow, title),
        service=service,
        account=label,
        practice=practice != "0",
        digest=digest,
        began=datetime.fromisoformat(began),
        sent=None if sent == NOTHING else datetime.fromisoformat(sent),
        channel=None if channel == NOTHING else channel,
        outcome=None if outcome == NOTHING else outcome,
        basis=basis or None,
        reference=reference,
        url=url,
        deadline=deadlines.get("answer"),
        history=tuple([_happening(home, one) for one in rows.happened]),
        evidence=tuple([_evidence(home, one) for one in rows.evidence]),
        replaced_by=None,
        complaint=deadlines.get("complaint"),
    )


@lru_cache(maxsize=1024)  # the many requests of one flow have the same, and of one day the same deadline
def _title(flow: str, title: str) -> Message:
    return Message(title, context=f"{flow}: title", domain="flows")


def _made(**fields: object) -> RequestRow:
    """A frozen record with all its fields given; its own constructor sets them one by one, 12 µs for a request."""
    made = object.__new__(RequestRow)
    object.__setattr__(made, "__dict__", fields)
    return made


@lru_cache(maxsize=1024)
def _deadline(row: Row) -> Deadline:
    clock, law, source, due, extended, usual, cycle = row
    later = None if extended == NOTHING else date.fromisoformat(extended)
    return Deadline(clock, stored(law), source, date.fromisoformat(due), later, usual, int(cycle))


def _happening(home: Path, row: Row) -> Happening:
    _, _, at, what, note, picture = row
    return Happening(datetime.fromisoformat(at), what, note, None if picture == NOTHING else home / picture)


def _evidence(home: Path, row: Row) -> EvidenceRecord:
    _, name, file, url, title, taken, flow, step, sha256 = row
    when = datetime.fromisoformat(taken)
    return EvidenceRecord(
        name=name, flow=flow, step=int(step), url=url, title=title, taken=when, sha256=sha256, path=home / file
    )


def _path(home: Path, file: str | None) -> Path | None:
    return home / file if file else None
