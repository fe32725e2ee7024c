"""Step 18: legal holds, and what was disposed of."""

from typing import Any

NAME = "m0018_retention"

LINES: tuple[str, ...] = (
    (
        "CREATE TABLE hold (id TEXT PRIMARY KEY, what TEXT NOT NULL, of TEXT NOT NULL,"
        " at TEXT NOT NULL, lifted TEXT, plain TEXT NOT NULL)"
    ),
    "CREATE INDEX hold_stands ON hold (lifted)",
    (
        "CREATE TABLE disposal (id TEXT PRIMARY KEY, class TEXT NOT NULL, at TEXT NOT NULL,"
        " plain TEXT NOT NULL)"
    ),
    # One row a record, so that the review list leaves out what is gone by one indexed question.
    (
        "CREATE TABLE disposed (class TEXT NOT NULL, of TEXT NOT NULL, disposal TEXT NOT NULL,"
        " PRIMARY KEY (class, of, disposal)) WITHOUT ROWID"
    ),
    # Home asks each day what is old enough: it never reads what is young.
    "CREATE INDEX action_raised ON action (raised)",
    "CREATE INDEX case_closed ON child_case (closed) WHERE closed IS NOT NULL",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
