"""Step 19: the dates of statutory clocks beside audits, and indicators with their months."""

from typing import Any

NAME = "m0019_clocks"

LINES: tuple[str, ...] = (
    (
        "CREATE TABLE timeliness (id TEXT PRIMARY KEY, allocation TEXT NOT NULL, clock TEXT NOT NULL,"
        " withdrawn INTEGER NOT NULL, plain TEXT NOT NULL) WITHOUT ROWID"
    ),
    "CREATE INDEX timeliness_allocation ON timeliness (allocation)",
    (
        "CREATE TABLE indicator (id TEXT PRIMARY KEY, name TEXT NOT NULL, retired INTEGER NOT NULL,"
        " plain TEXT NOT NULL) WITHOUT ROWID"
    ),
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
