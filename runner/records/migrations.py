"""The ledger's tables, as the steps that lead to them. A step once out is never changed; a new one is added."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

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
    """Brings a file up to date: each step and its number in one transaction, so done wholly or not at all."""
    while version_of(connection) < len(steps):
        connection.execute("BEGIN IMMEDIATE")
        try:
            done = version_of(connection)  # asked again: another Optout may have been quicker
            if done < len(steps):
                steps[done](connection)
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
