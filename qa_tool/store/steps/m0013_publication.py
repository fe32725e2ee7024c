"""Step 13: publications with their words, frozen data sets, and what was said yes to."""

from typing import Any

NAME = "m0013_publication"

LINES: tuple[str, ...] = (
    (
        "CREATE TABLE publication (id TEXT PRIMARY KEY, year TEXT NOT NULL, number INTEGER NOT NULL,"
        " plain TEXT NOT NULL) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE publication_part (id TEXT PRIMARY KEY, publication TEXT NOT NULL,"
        " part TEXT NOT NULL, plain TEXT NOT NULL)"
    ),
    "CREATE INDEX publication_part_of ON publication_part (publication, part)",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
