"""The ledger: every request and what became of it, in one SQLite file that only its owner can read.

Whatever belongs together is written in one transaction, so a program killed at any moment leaves whole requests only.
A file that is damaged, or was written by a newer Optout, is refused before anything in it is touched.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, cast, get_args

from runner.addresses import bare
from runner.errors import RecordsError, UsageError, did_you_mean
from runner.events import Basis
from runner.locale import _, per_front
from runner.records.copies import copy_of, make_copy
from runner.records.evidence import EvidenceRecord
from runner.records.ledger_file import PATIENCE, Unwritable, connect, translated
from runner.records.request import Channel, Check, Deadline, LookNote, LookResult, RequestRow, Seen, WalkedFlow, What
from runner.records.rows import inside, read_checks, read_request, read_requests, stamp, told
from runner.records.seals import Damage, seal_check, seal_flow, seal_request, sound_flow, sound_rows, verify_all

Clock = Callable[[], datetime]
FILE = "ledger.sqlite"


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class Ledger:
    """The open ledger of one OPTOUT_HOME: `with Ledger(home) as ledger`.

    One that is opened `to_read` may be one that cannot be written; `unwritable` then says why.
    """

    def __init__(self, home: Path, clock: Clock = now, to_read: bool = False, patience: float = PATIENCE) -> None:
        """`patience` is for how many seconds another program that writes is waited for."""
        self.home = home
        self.path = home / FILE
        self.clock = clock
        self.unwritable = ""
        self._apart: tempfile.TemporaryDirectory[str] | None = None
        self._touched: set[str] = set()
        try:
            self._connection = connect(self.path, patience=patience)
        except Unwritable as error:
            if not to_read:
                raise
            self.unwritable = str(error)
            self._connection = self._connect_apart()
        if not to_read:
            self.verify()  # before a walk begins, not in the middle of it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        if self._apart:
            self._apart.cleanup()

    def _connect_apart(self) -> sqlite3.Connection:
        """A copy of a ledger that cannot be written, for this look alone: SQLite writes beside what it reads."""
        self._apart = tempfile.TemporaryDirectory(prefix="optout-")  # 0700
        try:
            copy = Path(self._apart.name) / FILE
            for ending in ("", "-wal"):
                if (file := self.path.with_name(FILE + ending)).exists():
                    shutil.copyfile(file, copy.with_name(FILE + ending))
            return connect(copy)
        except OSError as error:
            self._apart.cleanup()
            raise RecordsError(
                _("the ledger {file} cannot be read: {why}; see whose it is", file=self.path, why=error.strerror)
            ) from error
        except BaseException:
            self._apart.cleanup()
            raise

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for all that is written in the block; raises RecordsError, nothing of it written."""
        if self._connection.in_transaction:
            yield
            return
        if self.unwritable:
            raise RecordsError(_("{problem}. It can be read, but nothing can be noted in it", problem=self.unwritable))
        with translated(self.path):
            self._keep_a_copy()
            self._connection.execute("BEGIN IMMEDIATE")
            self._touched.clear()
            try:
                yield
                self._seal()
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back where the disk is full
                    self._connection.execute("ROLLBACK")
                raise

    def _keep_a_copy(self) -> None:
        """Once a day, before anything is written; never of a ledger that is damaged or has nothing in it."""
        path = copy_of(self.home, self.clock().astimezone().date())
        if path.exists() or not self._execute("SELECT 1 FROM requests LIMIT 1").fetchall():
            return
        self.verify()
        make_copy(self._connection, path)

    def verify(self) -> None:
        """Compares everything with its checksum; raises RecordsError that names what is not as it was written."""
        with self._reading():
            verify_all(self._connection)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """All that is read in the block is of one moment, whoever writes meanwhile."""
        with translated(self.path):
            own = not self._connection.in_transaction
            if own:
                self._connection.execute("BEGIN")
            else:
                self._seal()
            try:
                yield
            except (ValueError, TypeError, KeyError) as error:
                raise Damage(_("a day or a word in it cannot be read")) from error
            finally:
                if own:
                    self._connection.execute("ROLLBACK")

    def _now(self, request: str) -> datetime:
        """This moment, but not before what is noted of the request already: a clock may have been set back."""
        [last] = self._execute("SELECT max(at) FROM happened WHERE request = ?", request).fetchone()
        return max(self.clock(), datetime.fromisoformat(last)) if last else self.clock()

    def _touch(self, request: str) -> None:
        """A request is about to change: what is there is compared first, or a damage would be sealed with it."""
        if request not in self._touched:
            sound_rows(self._connection, request)
            self._touched.add(request)

    def _seal(self) -> None:
        for request in self._touched:
            seal_request(self._connection, request)

    # -- writing ----------------------------------------------------------------------------------------------

    def prepare(self, flow: WalkedFlow, account: str = "", practice: bool = False) -> str:
        """Begins a request that is not sent yet, and gives its id."""
        with self.together():
            self._execute("INSERT OR IGNORE INTO flows (digest, text) VALUES (?, ?)", flow.digest, flow.text)
            seal_flow(self._connection, flow.digest)
            request = self._next_id(flow.service)
            self._touch(request)
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
        basis: Basis | None = None,
    ) -> None:
        """Notes that a request was sent, or a setting switched: when, by which channel, by when they must answer."""
        at = at or self.clock()
        with self.together():
            self._touch(request)
            self._execute(
                "UPDATE requests SET sent = ?, channel = ?, url = ?, basis = ? WHERE id = ?",
                stamp(at), channel, bare(url), basis or "", request,
            )  # fmt: skip
            self.happen(request, "sent", at)
            self._add_deadline(request, "answer", deadline)

    def complain(self, request: str, deadline: Deadline | None, at: datetime | None = None) -> None:
        """Notes that the person has complained to the company, and by when it has to say that it has the complaint."""
        with self.together():
            self.happen(request, "company_complaint", at)
            self._add_deadline(request, "complaint", deadline)

    def end(self, request: str, outcome: str, basis: Basis | None = None) -> None:
        """Notes with which outcome a request's walk ended, and what that rests on."""
        with self.together():
            self._touch(request)
            self._execute(
                "UPDATE requests SET outcome = ?, basis = coalesce(?, basis) WHERE id = ?", outcome, basis, request
            )

    def happen(
        self, request: str, what: What, at: datetime | None = None, note: str = "", picture: Path | None = None
    ) -> None:
        """Adds to a request's history; its status follows from that."""
        with self.together():
            self._touch(request)
            self._execute(
                "INSERT INTO happened (request, at, what, note, picture) VALUES (?, ?, ?, ?, ?)",
                request, stamp(at or self._now(request)), what, note, inside(self.home, picture),
            )  # fmt: skip

    def refer(self, request: str, reference: str) -> None:
        """Notes the reference the company gave to a request."""
        with self.together():
            self._touch(request)
            self._execute("UPDATE requests SET reference = ? WHERE id = ?", reference, request)

    def add_evidence(self, request: str, record: EvidenceRecord) -> None:
        """Notes a picture of a request; one of the same name is replaced."""
        with self.together():
            self._touch(request)
            self._execute(
                "INSERT OR REPLACE INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                request, record.name, inside(self.home, record.path), record.url, record.title, stamp(record.taken),
                record.flow, record.step, record.sha256,
            )  # fmt: skip

    def add_check(
        self,
        request: str,
        result: Seen,
        when: datetime | None = None,
        picture: Path | None = None,
        note: LookNote | None = None,
    ) -> RequestRow:
        """Notes what was seen when a setting was read back; the request's status moves. Gives it as it is now."""
        with self.together():
            when = when or self._now(request)
            before = self.request(request)
            check = Check(when, result, before.flow, before.id, before.account, picture, note or LookNote())
            self._add_check(self._account(before.service, before.account), check, before.practice)
            moves = result in ("confirmed", "reverted") and result != before.status
            said = "" if moves else str(_SEEN[result])  # kept in English, and said in the person's language
            self.happen(request, result if moves else "looked", when, said, picture)  # type: ignore[arg-type]
            return self.request(request)

    def add_look(
        self,
        flow: WalkedFlow,
        result: LookResult,
        account: str = "",
        note: LookNote | None = None,
        picture: Path | None = None,
        practice: bool = False,
    ) -> None:
        """Notes how a flow's thing was seen to stand: of the setting that was switched before, where there is one."""
        with self.together():
            before = self.latest_sent(flow.id, account, practice)
            if before and before.channel == "switch" and result in get_args(Seen):
                self.add_check(before.id, cast(Seen, result), picture=picture, note=note)
                return
            check = Check(self.clock(), result, flow.id, None, account, picture, note or LookNote())
            self._add_check(self._account(flow.service, account), check, practice)

    def add_not_offered(self, flow: WalkedFlow, account: str = "", practice: bool = False) -> None:
        """Notes that a flow's way is not offered to this account: a check without a request."""
        self.add_look(flow, "not_offered", account, practice=practice)

    # -- reading ----------------------------------------------------------------------------------------------

    def requests(self) -> list[RequestRow]:
        """Every request, those of practice as well, in the order in which they began."""
        with self._reading():
            return read_requests(self._connection, self.home)

    def request(self, given: str) -> RequestRow:
        """The request of this id; raises UsageError with the likeliest one meant."""
        with self._reading():
            if row := read_request(self._connection, self.home, given.casefold().strip()):
                return row
        hint = did_you_mean(given, [row.id for row in self.requests()]) or _("there are none yet")
        raise UsageError(
            per_front(
                _(
                    "there is no request called '{request}' ({hint}); `{command}` shows them all",
                    request=given,
                    hint=hint,
                    command="optout status",
                ),
                _("there is no request called '{request}' ({hint})", request=given, hint=hint),
            )
        )

    def unfinished(self, flow: str, account: str = "", practice: bool = False) -> RequestRow | None:
        """The latest request of a flow and account, if the walk it belongs to has not ended."""
        row = self.latest(flow, account, practice)
        return row if row and row.outcome is None else None

    def latest(self, flow: str, account: str = "", practice: bool = False) -> RequestRow | None:
        """The latest request of a flow and account, sent or not."""
        return self._latest("TRUE", flow, account, practice)

    def latest_sent(self, flow: str, account: str = "", practice: bool = False) -> RequestRow | None:
        """The latest request of a flow and account that was sent, or the latest switch."""
        return self._latest("sent IS NOT NULL", flow, account, practice)

    def checks(self) -> list[Check]:
        """Every look at whether something holds, oldest first."""
        with self._reading():
            return read_checks(self._connection, self.home)

    def flow_text(self, digest: str) -> str:
        """The text of a flow file as it was walked."""
        with self._reading():
            return sound_flow(self._connection, digest)

    # -- inside -----------------------------------------------------------------------------------------------

    def _latest(self, which: str, flow: str, account: str, practice: bool) -> RequestRow | None:
        with self._reading():
            found = self._execute(
                "SELECT requests.id AS id FROM requests JOIN accounts ON accounts.id = requests.account"
                f" WHERE flow = ? AND label = ? AND practice = ? AND {which} ORDER BY number DESC LIMIT 1",
                flow, account, int(practice),
            ).fetchone()  # fmt: skip
            return read_request(self._connection, self.home, found["id"]) if found else None

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)

    def _account(self, service: str, label: str) -> int:
        self._execute("INSERT OR IGNORE INTO accounts (service, label) VALUES (?, ?)", service, label)
        found = self._execute("SELECT id FROM accounts WHERE service = ? AND label = ?", service, label)
        return int(found.fetchone()["id"])

    def _add_check(self, account: int, check: Check, practice: bool) -> None:
        added = self._execute(
            "INSERT INTO checks (request, flow, account, at, result, practice, picture, told)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            check.request, check.flow, account, stamp(check.at), check.result, int(practice),
            inside(self.home, check.picture), told(check.note),
        )  # fmt: skip
        seal_check(self._connection, added.lastrowid or 0)

    def _add_deadline(self, request: str, of: str, one: Deadline | None) -> None:
        if one is None:
            return
        self._execute(
            "INSERT OR REPLACE INTO deadlines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            request, of, one.clock, one.law, one.source, one.due.isoformat(),
            one.extended and one.extended.isoformat(), one.usual, one.cycle,
        )  # fmt: skip

    def _next_id(self, service: str) -> str:
        """A short id that can be said aloud: the service and a number, such as facebook-3."""
        letters = unicodedata.normalize("NFKD", service).encode("ascii", "ignore").decode().lower()
        word = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:20].rstrip("-") or "request"
        ids = (row["id"] for row in self._execute("SELECT id FROM requests WHERE id GLOB ?", f"{word}-[0-9]*"))
        numbers = [int(found[1]) for one in ids if (found := re.fullmatch(rf"{word}-(\d+)", one))]
        return f"{word}-{max(numbers, default=0) + 1}"


_SEEN: dict[Seen, str] = {
    "confirmed": _("Still as you wanted it."),
    "reverted": _("Still not as you wanted it."),
    "unknown": _("It could not be read."),
}
