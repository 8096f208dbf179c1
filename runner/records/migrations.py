"""The ledger's tables, as the steps that lead to them. A step once out is never changed; a new one is added."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from runner.addresses import bare
from runner.records.seals import are_there, seal_all, verify_all

Migration = Callable[[sqlite3.Connection], None]
MIGRATIONS: list[Migration] = []


def migration(step: Migration) -> Migration:
    """Adds a step; its place in the list is the version it leads to."""
    MIGRATIONS.append(step)
    return step


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps a file has behind it."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Brings a file up to date: each step and its number in one transaction, so done wholly or not at all.

    Raises Damage where a file that has seals is not as it was written.
    """
    while version_of(connection) < len(steps):
        connection.execute("BEGIN IMMEDIATE")
        try:
            done = version_of(connection)  # asked again: another Optout may have been quicker
            if done < len(steps):
                if are_there(connection):
                    verify_all(connection)  # or what is damaged would be sealed as if it were right
                steps[done](connection)
                seal_all(connection)
                connection.execute(f"PRAGMA user_version = {done + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


@migration
def the_first_tables(connection: sqlite3.Connection) -> None:
    """Accounts, flows as walked, requests, what happened, deadlines, evidence, checks. Times are UTC in ISO 8601."""
    for table in _FIRST:
        connection.execute(table)


@migration
def what_an_outcome_rests_on(connection: sqlite3.Connection) -> None:
    """By the person's word, seen on the page, or read back; empty where it was noted before that was told apart."""
    allowed = "CHECK (basis IN ('', 'by_word', 'seen', 'read_back'))"
    connection.execute(f"ALTER TABLE requests ADD COLUMN basis TEXT NOT NULL DEFAULT '' {allowed}")


@migration
def addresses_are_bare(connection: sqlite3.Connection) -> None:
    """Addresses lose what follows `?` and `#`, as they are written from here on; what is on the pages is freed too."""
    connection.execute("PRAGMA secure_delete = ON")  # or the old bytes would stay in the file until they are needed
    for table in ("requests", "evidence"):
        kept = [row[0] for row in connection.execute(f"SELECT DISTINCT url FROM {table}")]
        for url in kept:
            connection.execute(f"UPDATE {table} SET url = ? WHERE url = ?", (bare(url), url))


_FIRST = (
    """CREATE TABLE accounts (
        id INTEGER PRIMARY KEY,
        service TEXT NOT NULL,
        label TEXT NOT NULL,  -- the person's own word for it; empty for the only one
        UNIQUE (service, label)
    ) STRICT""",
    """CREATE TABLE flows (
        digest TEXT PRIMARY KEY,  -- SHA-256 of the text
        text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE requests (
        number INTEGER PRIMARY KEY,  -- in the order in which they began
        id TEXT NOT NULL UNIQUE,  -- such as facebook-3
        flow TEXT NOT NULL,
        title TEXT NOT NULL,
        account INTEGER NOT NULL REFERENCES accounts,
        digest TEXT NOT NULL REFERENCES flows,
        practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
        began TEXT NOT NULL,
        sent TEXT,
        channel TEXT CHECK (channel IN ('form', 'switch', 'mail')),
        outcome TEXT,
        reference TEXT NOT NULL DEFAULT '',
        url TEXT NOT NULL DEFAULT '',
        CHECK ((sent IS NULL) = (channel IS NULL))
    ) STRICT""",
    "CREATE INDEX requests_by_flow ON requests (flow, account)",
    """CREATE TABLE happened (
        id INTEGER PRIMARY KEY,
        request TEXT NOT NULL REFERENCES requests (id),
        at TEXT NOT NULL,
        what TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        picture TEXT  -- below the folder of the ledger
    ) STRICT""",
    "CREATE INDEX happened_by_request ON happened (request, at)",
    """CREATE TRIGGER happened_stays BEFORE UPDATE ON happened BEGIN
        SELECT RAISE(ABORT, 'what happened is only added to');
    END""",
    """CREATE TRIGGER happened_remains BEFORE DELETE ON happened BEGIN
        SELECT RAISE(ABORT, 'what happened is only added to');
    END""",
    """CREATE TABLE deadlines (
        request TEXT PRIMARY KEY REFERENCES requests (id),
        clock TEXT NOT NULL,
        law TEXT NOT NULL,
        source TEXT NOT NULL,
        due TEXT NOT NULL,
        extended TEXT,
        usual TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE evidence (
        request TEXT NOT NULL REFERENCES requests (id),
        name TEXT NOT NULL,
        file TEXT NOT NULL,  -- below the folder of the ledger
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        taken TEXT NOT NULL,
        flow TEXT NOT NULL,
        step INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (request, name)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE checks (
        id INTEGER PRIMARY KEY,
        request TEXT REFERENCES requests (id),  -- none where there was nothing to ask for
        flow TEXT NOT NULL,
        account INTEGER NOT NULL REFERENCES accounts,
        at TEXT NOT NULL,
        result TEXT NOT NULL CHECK (result IN ('confirmed', 'reverted', 'unknown', 'not_offered')),
        practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
        picture TEXT
    ) STRICT""",
)


@migration
def a_seal_for_each_request(connection: sqlite3.Connection) -> None:
    """Checksums of requests, checks, flow texts and the schema; what they cover is in seals.py."""
    connection.execute(
        "CREATE TABLE seals (kind TEXT NOT NULL, of TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (kind, of))"
        " STRICT, WITHOUT ROWID"
    )


@migration
def more_than_one_deadline(connection: sqlite3.Connection) -> None:
    """A request may have a second deadline, for a complaint to the company, and one may come again in rounds."""
    connection.execute(
        """CREATE TABLE new_deadlines (
        request TEXT NOT NULL REFERENCES requests (id),
        of TEXT NOT NULL CHECK (of IN ('answer', 'complaint')),
        clock TEXT NOT NULL,
        law TEXT NOT NULL,
        source TEXT NOT NULL,
        due TEXT NOT NULL,
        extended TEXT,
        usual TEXT NOT NULL DEFAULT '',
        cycle INTEGER NOT NULL DEFAULT 0,  -- days until it is due once more; 0 for once only
        PRIMARY KEY (request, of)
    ) STRICT, WITHOUT ROWID"""
    )
    connection.execute(
        "INSERT INTO new_deadlines (request, of, clock, law, source, due, extended, usual)"
        " SELECT request, 'answer', clock, law, source, due, extended, usual FROM deadlines"
    )
    connection.execute("DROP TABLE deadlines")
    connection.execute("ALTER TABLE new_deadlines RENAME TO deadlines")


@migration
def looks_of_an_audit(connection: sqlite3.Connection) -> None:
    """Of a look, also what was seen in it as JSON; and a form may be what it saw. SQLite adds to no list of words."""
    connection.execute(_CHECKS)
    kept = "id, request, flow, account, at, result, practice, picture"
    connection.execute(f"INSERT INTO checks_made_anew SELECT {kept}, '' FROM checks")
    connection.execute("DROP TABLE checks")
    connection.execute("ALTER TABLE checks_made_anew RENAME TO checks")


_CHECKS = """CREATE TABLE checks_made_anew (
        id INTEGER PRIMARY KEY,
        request TEXT REFERENCES requests (id),  -- none where there was nothing to ask for, or only a look
        flow TEXT NOT NULL,
        account INTEGER NOT NULL REFERENCES accounts,
        at TEXT NOT NULL,
        result TEXT NOT NULL CHECK (result IN ('confirmed', 'reverted', 'unknown', 'not_offered', 'form')),
        practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
        picture TEXT,
        told TEXT NOT NULL  -- JSON; empty where nothing more is known
    ) STRICT"""


@migration
def seals_of_texts(connection: sqlite3.Connection) -> None:
    """Checksums of requests are made of their values as texts: each is made anew once a step is done."""
