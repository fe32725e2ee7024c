"""Step 4: samples, and the frozen list that each was drawn from, as rows made from the ledger."""

from typing import Any

NAME = "m0004_sampling"

TABLES = (
    (
        "CREATE TABLE sample (id TEXT PRIMARY KEY, round TEXT NOT NULL, template TEXT NOT NULL,"
        " state TEXT NOT NULL, seeded TEXT NOT NULL, plain TEXT NOT NULL, entry TEXT NOT NULL)"
    ),
    "CREATE INDEX sample_round ON sample (round, template, state)",
    (
        "CREATE TABLE sample_case (sample TEXT NOT NULL, place INTEGER NOT NULL,"
        ' "case" TEXT NOT NULL, stratum INTEGER NOT NULL, turn INTEGER NOT NULL,'
        ' "left" TEXT NOT NULL, PRIMARY KEY (sample, place)) WITHOUT ROWID'
    ),
)


def apply(db: Any) -> None:
    """Make the tables."""
    for statement in TABLES:
        db.execute(statement)
