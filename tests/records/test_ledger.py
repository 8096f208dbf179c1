"""The ledger: what it keeps, what a status follows from, and what it does with files that are not as they should be."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest

from runner.errors import RecordsError, UsageError
from runner.records import ledger_file
from runner.records.ledger import Ledger
from runner.records.migrations import MIGRATIONS, addresses_are_bare, migrate, seals_of_texts, version_of
from runner.records.request import Happening, Status, status_of
from runner.records.seals import Damage, rows_of

from .books import START, Clock, deadline, hash_of, keep, sent, switched, walked_flow
from .killed import killed_writers

FACEBOOK = walked_flow()
DUE = deadline(date(2026, 12, 23), date(2027, 2, 23), "a day or two")


# -- what it keeps ------------------------------------------------------------------------------------------------


def test_a_request_is_kept_with_all_that_belongs_to_it(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    request = ledger.prepare(FACEBOOK, "work")
    picture = keep(ledger, request, "question")
    clock.turn(minutes=10)
    ledger.send(request, "form", "https://www.facebook.com/help/contact/1", DUE)
    ledger.refer(request, "#77")
    ledger.end(request, "sent")
    clock.turn(days=1)
    ledger.happen(request, "acknowledged", note="A mail came.", picture=picture)
    with Ledger(tmp_path / "home") as opened_again:
        row = opened_again.request("facebook-1")
    assert (row.flow, row.title, row.service, row.account) == (FACEBOOK.id, FACEBOOK.title, "Facebook", "work")
    assert (row.began, row.sent) == (START, datetime(2026, 11, 23, 9, 15, tzinfo=UTC))
    assert (row.channel, row.reference, row.outcome, row.practice) == ("form", "#77", "sent", False)
    assert row.url == "https://www.facebook.com/help/contact/1"
    assert row.deadline == DUE
    assert row.history == (
        Happening(datetime(2026, 11, 23, 9, 15, tzinfo=UTC), "sent"),
        Happening(clock.now, "acknowledged", "A mail came.", picture),
    )
    assert [(one.name, one.path, one.taken) for one in row.evidence] == [("question", picture, START)]
    assert row.status == "acknowledged"
    assert row.last("acknowledged") == clock.now and row.last("refused") is None


def test_ids_are_short_and_count_for_each_service(ledger: Ledger) -> None:
    services = [
        "Facebook",
        "Facebook",
        "X (Twitter)",
        "Müller & Söhne",
        "微信",
        "Facebook",
        "The Very Long Company Name",
    ]
    ids = [ledger.prepare(walked_flow(service=service)) for service in services]
    assert ids == [
        "facebook-1",
        "facebook-2",
        "x-twitter-1",
        "muller-sohne-1",
        "request-1",
        "facebook-3",
        "the-very-long-compan-1",
    ]


def test_an_unknown_id_is_an_error_with_the_likeliest(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="there are none yet"):
        ledger.request("facebook-1")
    sent(ledger, FACEBOOK)
    assert ledger.request("FACEBOOK-1").id == "facebook-1"
    with pytest.raises(UsageError, match=r"'facebok-1' \(did you mean 'facebook-1'\?\)"):
        ledger.request("facebok-1")


def test_the_flow_is_kept_as_it_was_walked(ledger: Ledger) -> None:
    changed = walked_flow(title="Another title")
    first, second = sent(ledger, FACEBOOK), sent(ledger, changed)
    for request, flow in ((first, FACEBOOK), (second, changed)):
        digest = ledger.request(request).digest
        assert ledger.flow_text(digest) == flow.text
        assert hash_of(flow.text) == digest


def test_files_are_kept_by_their_place_in_the_folder_so_that_it_can_be_moved(ledger: Ledger, tmp_path: Path) -> None:
    request = sent(ledger, FACEBOOK, pictures=["answer"])
    ledger.add_check(request, "confirmed", picture=ledger.request(request).evidence[0].path)
    (tmp_path / "home").rename(tmp_path / "moved")
    with Ledger(tmp_path / "moved") as moved:
        row = moved.request(request)
        assert row.evidence[0].path.is_file()
        assert row.history[-1].picture == moved.checks()[0].picture == row.evidence[0].path


def test_several_accounts_of_one_service_stand_apart(ledger: Ledger) -> None:
    for account in ("", "work", ""):
        sent(ledger, FACEBOOK, account=account)
    assert [(row.id, row.account) for row in ledger.requests()] == [
        ("facebook-1", ""),
        ("facebook-2", "work"),
        ("facebook-3", ""),
    ]
    assert getattr(ledger.latest(FACEBOOK.id, "work"), "id", None) == "facebook-2"
    assert ledger.latest(FACEBOOK.id, "nobody") is None


def test_a_deadline_is_the_later_one_once_they_have_said_so(ledger: Ledger) -> None:
    request = sent(ledger, FACEBOOK, DUE)
    assert ledger.request(request).due == date(2026, 12, 23)
    ledger.happen(request, "extended")
    assert ledger.request(request).due == date(2027, 2, 23)
    other = sent(ledger, FACEBOOK, deadline(date(2026, 12, 23)))
    ledger.happen(other, "extended")
    assert ledger.request(other).due == date(2026, 12, 23), "where the law knows no longer time"
    assert ledger.request(sent(ledger, FACEBOOK)).due is None


def test_what_happened_is_only_added_to(ledger: Ledger) -> None:
    sent(ledger, FACEBOOK)
    with closing(sqlite3.connect(ledger.path)) as raw:
        for statement in ("UPDATE happened SET what = 'confirmed'", "DELETE FROM happened"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                raw.execute(statement)


# -- where a request stands ---------------------------------------------------------------------------------------

STEPS: list[tuple[str, Status]] = [
    ("", "prepared"),
    ("sent", "sent"),
    ("sent acknowledged", "acknowledged"),
    ("sent acknowledged confirmed", "confirmed"),
    ("sent acknowledged confirmed reverted", "reverted"),
    ("sent confirmed acknowledged", "confirmed"),
    ("sent confirmed answered", "confirmed"),
    ("sent confirmed refused", "refused"),
    ("sent confirmed reverted confirmed", "confirmed"),
    ("sent reverted answered", "reverted"),
    ("sent answered", "answered"),
    ("sent answered acknowledged", "answered"),
    ("sent answered confirmed", "confirmed"),
    ("sent refused", "refused"),
    ("sent refused acknowledged", "refused"),
    ("sent refused follow_up complaint answered", "answered"),
    ("sent note looked extended sent_again receipt", "sent"),
    ("sent acknowledged sent_again", "acknowledged"),
]


@pytest.mark.parametrize(("happened", "status"), STEPS)
def test_a_status_follows_from_what_happened(happened: str, status: Status) -> None:
    assert status_of(Happening(START, what) for what in happened.split()) == status  # type: ignore[arg-type]


def test_what_is_told_late_stands_where_it_belongs(ledger: Ledger, clock: Clock) -> None:
    request = sent(ledger, FACEBOOK)
    first, second = clock.turn(days=2), clock.turn(days=2)
    ledger.happen(request, "refused", second)
    ledger.happen(request, "answered", first, "told after the refusal, but it came before")
    row = ledger.request(request)
    assert [one.what for one in row.history] == ["sent", "answered", "refused"]
    assert row.status == "refused"


# -- checks -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_check_moves_the_status_and_is_kept_with_date_and_picture(ledger: Ledger, clock: Clock) -> None:
    request = switched(ledger, FACEBOOK, confirmed=False)
    picture = keep(ledger, request, "off")
    seen: list[tuple[str, str, str]] = []
    for result in ("unknown", "confirmed", "confirmed", "reverted", "reverted", "confirmed"):
        clock.turn(days=30)
        row = ledger.add_check(request, result, picture=picture)
        assert (row.history[-1].at, row.history[-1].picture) == (clock.now, picture)
        seen.append((result, row.history[-1].what, row.status))
    assert seen == [
        ("unknown", "looked", "sent"),
        ("confirmed", "confirmed", "confirmed"),
        ("confirmed", "looked", "confirmed"),
        ("reverted", "reverted", "reverted"),
        ("reverted", "looked", "reverted"),
        ("confirmed", "confirmed", "confirmed"),
    ]
    assert [(check.result, check.request) for check in ledger.checks()] == [(result, request) for result, _, _ in seen]


def test_not_offered_is_a_check_and_no_request(ledger: Ledger) -> None:
    ledger.add_not_offered(FACEBOOK, "work")
    assert ledger.requests() == []
    [check] = ledger.checks()
    assert (check.result, check.flow, check.account, check.request) == ("not_offered", FACEBOOK.id, "work", None)


# -- what makes an earlier request a thing of the past ------------------------------------------------------------


def test_a_switch_replaces_the_one_before_and_a_form_does_not(ledger: Ledger) -> None:
    switched(ledger, FACEBOOK)
    switched(ledger, FACEBOOK, account="work")
    switched(ledger, FACEBOOK)
    form = walked_flow("facebook-third-party")
    sent(ledger, form)
    sent(ledger, form)
    ledger.prepare(form)
    assert {row.id: row.replaced_by for row in ledger.requests() if row.replaced_by} == {"facebook-1": "facebook-3"}


def test_what_was_reverted_or_never_sent_is_settled_by_the_next(ledger: Ledger) -> None:
    ledger.prepare(FACEBOOK)
    ledger.add_check(sent(ledger, FACEBOOK), "reverted")
    ledger.prepare(FACEBOOK)
    assert {row.id: row.replaced_by for row in ledger.requests()} == {
        "facebook-1": "facebook-2",
        "facebook-2": None,
        "facebook-3": None,
    }
    sent(ledger, FACEBOOK)
    assert {row.replaced_by for row in ledger.requests()} == {"facebook-2", "facebook-4", None}


# -- the file -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_only_the_owner_can_read_it(ledger: Ledger) -> None:
    sent(ledger, FACEBOOK)
    files = list(ledger.home.iterdir())
    assert {file.name for file in files} >= {"ledger.sqlite", "ledger.sqlite-wal"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(ledger.home.stat().st_mode) == 0o700


def test_it_is_in_wal_mode_with_foreign_keys(ledger: Ledger) -> None:
    with closing(sqlite3.connect(ledger.path)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        ledger.happen("nobody-1", "sent")


def test_a_block_is_written_wholly_or_not_at_all(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError), ledger.together():
        sent(ledger, FACEBOOK, DUE)
        raise ZeroDivisionError
    assert ledger.requests() == []
    assert sent(ledger, FACEBOOK) == "facebook-1"


def test_two_programs_write_side_by_side(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger(tmp_path / "home") as other:
        ids = [sent(one, FACEBOOK) for one in (ledger, other, ledger)]
    assert ids == ["facebook-1", "facebook-2", "facebook-3"]


def refused(path: Path, *says: str) -> None:
    """Opening this file is refused, with these words, and the file is the same afterwards."""
    before = path.read_bytes()
    with pytest.raises(RecordsError) as caught:
        Ledger(path.parent)
    assert caught.value.exit_code == 5
    assert path.read_bytes() == before
    for word in (str(path), *says):
        assert word in str(caught.value)


def test_a_newer_file_is_refused_untouched(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        sent(ledger, FACEBOOK)
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None)) as raw:
        raw.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    refused(tmp_path / "ledger.sqlite", "newer Optout", "nothing in it was changed", "move that file away")


def test_a_newer_file_is_refused_also_where_only_its_log_says_so(tmp_path: Path) -> None:
    """Killed before it was taken over into the file: `user_version` stands in the write-ahead log alone."""
    with Ledger(tmp_path) as ledger:
        sent(ledger, FACEBOOK)
    newer = f"import os, sqlite3\nraw = sqlite3.connect({str(tmp_path / 'ledger.sqlite')!r}, isolation_level=None)\n"
    newer += f"raw.execute('PRAGMA user_version = {len(MIGRATIONS) + 1}')\nos._exit(0)\n"
    subprocess.run([sys.executable, "-c", newer], check=True)
    assert (tmp_path / "ledger.sqlite").read_bytes()[60:64] == len(MIGRATIONS).to_bytes(4, "big")
    refused(tmp_path / "ledger.sqlite", "newer Optout")


@pytest.mark.parametrize("content", [b"x", b"SQLite format 2\x00", b"SQLite format 3\x00" + b"\xff" * 200])
def test_something_else_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(content)
    refused(path, str(path))


@pytest.mark.slow
@pytest.mark.parametrize("number", [2, 4, 6])
def test_a_damaged_file_is_refused_untouched(tmp_path: Path, number: int) -> None:
    with Ledger(tmp_path) as ledger:
        for _ in range(20):
            sent(ledger, FACEBOOK, DUE)
    path = tmp_path / "ledger.sqlite"
    content = bytearray(path.read_bytes())
    content[number * 4096 - 4096 : number * 4096 - 3000] = b"\xa5" * 1096
    path.write_bytes(content)
    refused(path, "damaged", "nothing in it was changed")


@pytest.mark.slow
def test_a_file_killed_while_it_was_made_is_put_right(tmp_path: Path) -> None:
    """As after a kill in the middle of the first page: the journal beside it says what to undo."""
    path = tmp_path / "ledger.sqlite"
    half = f"import os, sqlite3\nraw = sqlite3.connect({str(path)!r}, isolation_level=None)\n"
    half += "raw.execute('PRAGMA cache_size = 1')\nraw.execute('BEGIN')\nraw.execute('CREATE TABLE t (x)')\n"
    half += "for _ in range(100): raw.execute('INSERT INTO t VALUES (zeroblob(4000))')\nos._exit(0)\n"
    subprocess.run([sys.executable, "-c", half], check=True)
    assert path.stat().st_size > 0 and path.with_name("ledger.sqlite-journal").exists()
    with Ledger(tmp_path) as ledger:
        assert sent(ledger, FACEBOOK) == "facebook-1"


def test_an_empty_file_is_a_new_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"")
    with Ledger(tmp_path) as ledger:
        assert sent(ledger, FACEBOOK) == "facebook-1"


@pytest.mark.slow
def test_a_locked_ledger_is_said_and_nothing_is_half_written(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger(tmp_path / "home", patience=0.05) as other, ledger.together():
        with pytest.raises(RecordsError, match="in use by another program") as caught:
            sent(other, FACEBOOK)
        assert caught.value.exit_code == 5
        assert other.requests() == [], "reading goes on"
    assert sent(ledger, FACEBOOK) == "facebook-1"


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").mkdir()
    with pytest.raises(RecordsError, match=r"ledger\.sqlite"):
        Ledger(tmp_path)
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(RecordsError, match="home"):
        Ledger(tmp_path / "home")


@pytest.mark.slow
def test_a_full_disk_is_said_and_nothing_is_half_written(ledger: Ledger) -> None:
    sent(ledger, FACEBOOK)
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to a full disk
    with pytest.raises(RecordsError, match="disk is full") as caught:
        for number in range(50):
            sent(ledger, walked_flow(f"f{number}"), DUE)
    assert caught.value.exit_code == 5
    for row in ledger.requests():
        assert row.sent is None or row.history


# -- migrations ---------------------------------------------------------------------------------------------------


def _add_mood(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE requests ADD COLUMN mood TEXT NOT NULL DEFAULT 'hopeful'")


def _fail(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE requests ADD COLUMN weather TEXT")
    raise ZeroDivisionError


def test_an_older_file_is_brought_up_to_date_with_all_that_is_in_it(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        sent(ledger, FACEBOOK)
    with closing(ledger_file.connect(tmp_path / "ledger.sqlite", [*MIGRATIONS, _add_mood])) as raw:
        assert [tuple(row) for row in raw.execute("SELECT id, mood FROM requests")] == [("facebook-1", "hopeful")]
        assert version_of(raw) == len(MIGRATIONS) + 1
    refused(tmp_path / "ledger.sqlite", "newer Optout")


@pytest.mark.slow
def test_addresses_that_an_earlier_version_wrote_lose_what_is_the_persons_own(tmp_path: Path) -> None:
    path, whole = tmp_path / "ledger.sqlite", "https://a.example/done?email=ann.bee%40example.org#access_token=T0KEN"
    before = MIGRATIONS[: MIGRATIONS.index(addresses_are_bare)]
    with Ledger(tmp_path) as ledger:
        sent(ledger, FACEBOOK, pictures=["answer"])
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for table in ("requests", "evidence"):
            raw.execute(f"UPDATE {table} SET url = ?", (whole,))
        raw.execute("DROP TABLE seals")  # which that version had not
        raw.execute(f"PRAGMA user_version = {len(before)}")
    with Ledger(tmp_path) as ledger:
        row = ledger.request("facebook-1")
    assert (row.url, row.evidence[0].url) == ("https://a.example/done", "https://a.example/done")
    for file in tmp_path.glob("ledger.sqlite*"):
        assert b"ann.bee" not in file.read_bytes() and b"T0KEN" not in file.read_bytes()


@pytest.mark.slow
def test_checksums_of_an_earlier_version_are_compared_before_they_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(tmp_path) as ledger:
        sent(ledger, FACEBOOK, DUE, pictures=["answer"])
        sent(ledger, walked_flow("x-grok", "X"))
        before = ledger.requests()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for rows in rows_of(raw, as_texts=False):
            raw.execute("UPDATE seals SET sha256 = ? WHERE kind = 'request' AND of = ?", (rows.old_seal(), rows.id))
        raw.execute("DELETE FROM seals WHERE kind = 'texts'")
        raw.execute(f"PRAGMA user_version = {MIGRATIONS.index(seals_of_texts)}")
    content = path.read_bytes()
    with Ledger(tmp_path) as ledger:
        assert ledger.requests() == before
    for word, other in ((b"Article 12(3)", b"Article 13(3)"), (b"2026-12-23", b"2026-12-24")):
        assert word in content
        path.write_bytes(content.replace(word, other))
        with pytest.raises(RecordsError, match=r"noted of facebook-1\); nothing in it was changed"):
            Ledger(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("table", ["requests", "deadlines", "happened", "evidence", "accounts"])
def test_every_column_of_a_request_is_in_its_checksum(tmp_path: Path, table: str) -> None:
    with Ledger(tmp_path) as ledger:
        sent(ledger, FACEBOOK, DUE, pictures=["answer"])
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER happened_stays")
        names = [(row[1], row[2]) for row in raw.execute(f"PRAGMA table_info({table})")]
        [before] = [rows.seal() for rows in rows_of(raw)]
        for name, kind in names:
            raw.execute("BEGIN")
            raw.execute("PRAGMA ignore_check_constraints = ON")
            raw.execute(f"UPDATE {table} SET {name} = {'9' if kind == 'INTEGER' else chr(39) + '9' + chr(39)}")
            try:
                assert [rows.seal() for rows in rows_of(raw)] != [before], name
            except Damage:
                assert name in ("request", "id", "account"), "whose it is cannot be told"
            raw.execute("ROLLBACK")


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with pytest.raises(ZeroDivisionError):
        ledger_file.connect(path, [*MIGRATIONS, _add_mood, _fail])
    with closing(sqlite3.connect(path)) as raw:
        assert version_of(raw) == len(MIGRATIONS) + 1
        columns = {row[1] for row in raw.execute("PRAGMA table_info(requests)")}
    assert "mood" in columns and "weather" not in columns


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    with closing(ledger_file.connect(tmp_path / "ledger.sqlite")) as raw:
        before = [tuple(row) for row in raw.execute("SELECT * FROM sqlite_master")]
        migrate(raw)
        assert [tuple(row) for row in raw.execute("SELECT * FROM sqlite_master")] == before
        assert version_of(raw) == len(MIGRATIONS)


# -- killed at any moment -----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("times", [50, pytest.param(200, marks=pytest.mark.whole)])
def test_killed_again_and_again_it_is_whole_and_has_all_it_said_was_written(tmp_path: Path, times: int) -> None:
    told = killed_writers(tmp_path, times)
    assert told["kills"] == times
    assert told["problems"] == []
    assert told["in the middle"] > times / 20, "so many kills fell between the beginning and the end of a transaction"
    assert told["while opening"] > 0, "some fell while the file and its tables were being made"
    assert told["written"] > times / 10, "and some requests were written between the kills"


def test_every_pair_of_what_and_status_is_settled() -> None:
    """No status is a dead end that a confirmation, or a setting found on again, could not change."""
    ends = ["sent", "acknowledged", "confirmed", "reverted", "answered", "refused"]
    for before, last in product(ends, ("confirmed", "reverted")):
        history = [Happening(START, "sent"), Happening(START, before), Happening(START, last)]  # type: ignore[arg-type]
        assert status_of(history) == last
