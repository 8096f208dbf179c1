"""The ledger: every request and what became of it, in one SQLite file that only its owner can read.

Whatever belongs together is written in one transaction, so a program killed at any moment leaves whole requests only.
A file that is damaged, or was written by a newer Optout, is refused before anything in it is touched.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from runner.errors import UsageError, did_you_mean
from runner.records.evidence import EvidenceRecord
from runner.records.ledger_file import connect, translated
from runner.records.request import Channel, Check, Deadline, RequestRow, Seen, WalkedFlow, What
from runner.records.rows import inside, read_checks, read_requests, stamp

Clock = Callable[[], datetime]
FILE = "ledger.sqlite"


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class Ledger:
    """The open ledger of one OPTOUT_HOME: `with Ledger(home) as ledger`."""

    def __init__(self, home: Path, clock: Clock = now) -> None:
        self.home = home
        self.path = home / FILE
        self.clock = clock
        self._connection = connect(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for all that is written in the block; raises RecordsError, nothing of it written."""
        if self._connection.in_transaction:
            yield
            return
        with translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back where the disk is full
                    self._connection.execute("ROLLBACK")
                raise

    # -- writing ----------------------------------------------------------------------------------------------

    def prepare(self, flow: WalkedFlow, account: str = "", practice: bool = False) -> str:
        """Begins a request that is not sent yet, and gives its id."""
        with self.together():
            self._execute("INSERT OR IGNORE INTO flows (digest, text) VALUES (?, ?)", flow.digest, flow.text)
            request = self._next_id(flow.service)
            self._execute(
                "INSERT INTO requests (id, flow, title, account, digest, practice, began) VALUES (?, ?, ?, ?, ?, ?, ?)",
                request, flow.id, flow.title, self._account(flow.service, account), flow.digest, int(practice),
                stamp(self.clock()),
            )  # fmt: skip
            return request

    def send(
        self,
        request: str,
        channel: Channel,
        url: str = "",
        deadline: Deadline | None = None,
        at: datetime | None = None,
    ) -> None:
        """Notes that a request was sent, or a setting switched: when, by which channel, by when they must answer."""
        at = at or self.clock()
        with self.together():
            self._execute(
                "UPDATE requests SET sent = ?, channel = ?, url = ? WHERE id = ?", stamp(at), channel, url, request
            )
            self.happen(request, "sent", at)
            if deadline:
                self._execute(
                    "INSERT OR REPLACE INTO deadlines VALUES (?, ?, ?, ?, ?, ?, ?)",
                    request, deadline.clock, deadline.law, deadline.source, deadline.due.isoformat(),
                    deadline.extended and deadline.extended.isoformat(), deadline.usual,
                )  # fmt: skip

    def end(self, request: str, outcome: str) -> None:
        """Notes with which outcome a request's walk ended."""
        with self.together():
            self._execute("UPDATE requests SET outcome = ? WHERE id = ?", outcome, request)

    def happen(
        self, request: str, what: What, at: datetime | None = None, note: str = "", picture: Path | None = None
    ) -> None:
        """Adds to a request's history; its status follows from that."""
        with self.together():
            self._execute(
                "INSERT INTO happened (request, at, what, note, picture) VALUES (?, ?, ?, ?, ?)",
                request, stamp(at or self.clock()), what, note, inside(self.home, picture),
            )  # fmt: skip

    def refer(self, request: str, reference: str) -> None:
        """Notes the reference the company gave to a request."""
        with self.together():
            self._execute("UPDATE requests SET reference = ? WHERE id = ?", reference, request)

    def add_evidence(self, request: str, record: EvidenceRecord) -> None:
        """Notes a picture of a request; one of the same name is replaced."""
        with self.together():
            self._execute(
                "INSERT OR REPLACE INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                request, record.name, inside(self.home, record.path), record.url, record.title, stamp(record.taken),
                record.flow, record.step, record.sha256,
            )  # fmt: skip

    def add_check(
        self, request: str, result: Seen, when: datetime | None = None, picture: Path | None = None
    ) -> RequestRow:
        """Notes what was seen when a setting was read back; the request's status moves. Gives it as it is now."""
        when = when or self.clock()
        with self.together():
            before = self.request(request)
            self._add_check(before.flow, self._account(before.service, before.account), result, when, before, picture)
            moves = result in ("confirmed", "reverted") and result != before.status
            note = "" if moves else _SEEN[result]
            self.happen(request, result if moves else "looked", when, note, picture)  # type: ignore[arg-type]
            return self.request(request)

    def add_not_offered(self, flow: WalkedFlow, account: str = "", practice: bool = False) -> None:
        """Notes that a flow's way is not offered to this account: a check without a request."""
        with self.together():
            owner = self._account(flow.service, account)
            self._execute(
                "INSERT INTO checks (flow, account, at, result, practice) VALUES (?, ?, ?, 'not_offered', ?)",
                flow.id, owner, stamp(self.clock()), int(practice),
            )  # fmt: skip

    # -- reading ----------------------------------------------------------------------------------------------

    def requests(self) -> list[RequestRow]:
        """Every request, those of practice as well, in the order in which they began."""
        with translated(self.path):
            return read_requests(self._connection, self.home)

    def request(self, given: str) -> RequestRow:
        """The request of this id; raises UsageError with the likeliest one meant."""
        found = {row.id: row for row in self.requests()}
        if row := found.get(given.casefold().strip()):
            return row
        hint = did_you_mean(given, found) or "there are none yet"
        raise UsageError(f"there is no request called '{given}' ({hint}); `optout status` shows them all")

    def unfinished(self, flow: str, account: str = "", practice: bool = False) -> RequestRow | None:
        """The latest request of a flow and account, if the walk it belongs to has not ended."""
        row = self.latest(flow, account, practice)
        return row if row and row.outcome is None else None

    def latest(self, flow: str, account: str = "", practice: bool = False) -> RequestRow | None:
        """The latest request of a flow and account, sent or not."""
        return next(reversed(self._of(flow, account, practice)), None)

    def latest_sent(self, flow: str, account: str = "", practice: bool = False) -> RequestRow | None:
        """The latest request of a flow and account that was sent, or the latest switch."""
        return next((row for row in reversed(self._of(flow, account, practice)) if row.sent), None)

    def checks(self) -> list[Check]:
        """Every look at whether something holds, oldest first."""
        with translated(self.path):
            return read_checks(self._connection, self.home)

    def flow_text(self, digest: str) -> str:
        """The text of a flow file as it was walked."""
        with translated(self.path):
            row = self._connection.execute("SELECT text FROM flows WHERE digest = ?", (digest,)).fetchone()
        return str(row["text"])

    # -- inside -----------------------------------------------------------------------------------------------

    def _of(self, *whose: str | bool) -> list[RequestRow]:
        return [row for row in self.requests() if (row.flow, row.account, row.practice) == whose]

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)

    def _account(self, service: str, label: str) -> int:
        self._execute("INSERT OR IGNORE INTO accounts (service, label) VALUES (?, ?)", service, label)
        found = self._execute("SELECT id FROM accounts WHERE service = ? AND label = ?", service, label)
        return int(found.fetchone()["id"])

    def _add_check(
        self, flow: str, account: int, result: Seen, when: datetime, of: RequestRow, picture: Path | None
    ) -> None:
        self._execute(
            "INSERT INTO checks (request, flow, account, at, result, practice, picture) VALUES (?, ?, ?, ?, ?, ?, ?)",
            of.id, flow, account, stamp(when), result, int(of.practice), inside(self.home, picture),
        )  # fmt: skip

    def _next_id(self, service: str) -> str:
        """A short id that can be said aloud: the service and a number, such as facebook-3."""
        letters = unicodedata.normalize("NFKD", service).encode("ascii", "ignore").decode().lower()
        word = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:20].rstrip("-") or "request"
        ids = (row["id"] for row in self._execute("SELECT id FROM requests"))
        numbers = [int(found[1]) for one in ids if (found := re.fullmatch(rf"{word}-(\d+)", one))]
        return f"{word}-{max(numbers, default=0) + 1}"


_SEEN: dict[Seen, str] = {
    "confirmed": "Still as you wanted it.",
    "reverted": "Still not as you wanted it.",
    "unknown": "It could not be read.",
}
