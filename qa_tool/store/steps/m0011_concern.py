"""Step 11: concerns taken higher; surveys, complaints, compliments and advocacy by quarter."""

from typing import Any

NAME = "m0011_concern"

LINES: tuple[str, ...] = (
    (
        "CREATE TABLE concern (id TEXT PRIMARY KEY, taken TEXT NOT NULL, ended TEXT,"
        " plain TEXT NOT NULL) WITHOUT ROWID"
    ),
    "CREATE INDEX concern_waiting ON concern (taken) WHERE ended IS NULL",
    (
        "CREATE TABLE survey (id TEXT PRIMARY KEY, quarter TEXT NOT NULL, source TEXT NOT NULL,"
        " plain TEXT NOT NULL) WITHOUT ROWID"
    ),
    "CREATE INDEX survey_quarter ON survey (quarter, source)",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
