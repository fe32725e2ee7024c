"""Step 14: diagnostic sessions, apart from every audit."""

from typing import Any

NAME = "m0014_diagnostic"

LINES: tuple[str, ...] = (
    # The words that sessions were held with, once each.
    "CREATE TABLE diagnostic_set (id TEXT PRIMARY KEY, plain TEXT NOT NULL)",
    (
        "CREATE TABLE diagnostic_session (id TEXT PRIMARY KEY, team TEXT NOT NULL, area TEXT NOT NULL,"
        " service TEXT NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL, before TEXT NOT NULL,"
        " plain TEXT NOT NULL)"
    ),
    "CREATE INDEX diagnostic_session_state ON diagnostic_session (state, day)",
    (
        "CREATE TABLE diagnostic_finding (id TEXT PRIMARY KEY, session TEXT NOT NULL,"
        " standard TEXT NOT NULL, plain TEXT NOT NULL)"
    ),
    "CREATE INDEX diagnostic_finding_session ON diagnostic_finding (session)",
    (
        "CREATE TABLE diagnostic_commitment (id TEXT PRIMARY KEY, session TEXT NOT NULL,"
        " due TEXT NOT NULL, open INTEGER NOT NULL, plain TEXT NOT NULL)"
    ),
    "CREATE INDEX diagnostic_commitment_session ON diagnostic_commitment (session)",
    "CREATE INDEX diagnostic_commitment_open ON diagnostic_commitment (open, due)",
    "CREATE TABLE diagnostic_outcome (id TEXT PRIMARY KEY, day TEXT NOT NULL, plain TEXT NOT NULL)",
    # Private grades: rows of this laptop alone, never in the ledger, gone at the reveal. A slip is
    # known by a random word, so that grades from other laptops carry no name.
    (
        "CREATE TABLE diagnostic_slip (session TEXT NOT NULL, person TEXT NOT NULL,"
        " slip TEXT NOT NULL, PRIMARY KEY (session, person))"
    ),
    (
        "CREATE TABLE diagnostic_private (session TEXT NOT NULL, slip TEXT NOT NULL,"
        " standard TEXT NOT NULL, grade TEXT NOT NULL, PRIMARY KEY (session, slip, standard))"
    ),
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
