"""The ledger, what waits to be joined to it, and the drafts."""

from typing import Any

NAME = "m0001_ledger"

_LINES = (
    # Keeps its rowid: without it the table takes three times the room.
    """CREATE TABLE entry (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        version INTEGER NOT NULL,
        writer TEXT NOT NULL,
        n INTEGER NOT NULL CHECK (n >= 1),
        previous TEXT NOT NULL,
        kind TEXT NOT NULL,
        object TEXT NOT NULL,
        parents TEXT NOT NULL,
        body_hash TEXT NOT NULL,
        claimed TEXT NOT NULL,
        signature TEXT NOT NULL,
        salt TEXT,
        body TEXT,
        UNIQUE (writer, n)
    )""",
    "CREATE INDEX entry_object ON entry (object, kind)",
    "CREATE INDEX entry_kind ON entry (kind)",
    # Entries that came before the ones they follow, or beside a fork; never applied.
    """CREATE TABLE parked (
        id TEXT PRIMARY KEY,
        writer TEXT NOT NULL,
        n INTEGER NOT NULL,
        entry TEXT NOT NULL
    )""",
    "CREATE INDEX parked_writer ON parked (writer, n)",
    """CREATE TABLE draft_head (
        row INTEGER PRIMARY KEY,
        audit TEXT NOT NULL UNIQUE,
        undone INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE draft_answer (
        audit INTEGER NOT NULL REFERENCES draft_head (row) ON DELETE CASCADE,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        updated TEXT NOT NULL,
        PRIMARY KEY (audit, key)
    ) WITHOUT ROWID""",
    """CREATE TABLE draft_step (
        audit INTEGER NOT NULL REFERENCES draft_head (row) ON DELETE CASCADE,
        step INTEGER NOT NULL,
        key TEXT NOT NULL,
        before TEXT,
        after TEXT,
        updated TEXT NOT NULL,
        PRIMARY KEY (audit, step)
    ) WITHOUT ROWID""",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in _LINES:
        db.execute(line)
