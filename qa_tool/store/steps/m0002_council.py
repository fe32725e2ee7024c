"""Step 2: the council's own records, as rows made from the ledger."""

from typing import Any

NAME = "m0002_council"

TABLES = (
    "CREATE TABLE area (id TEXT PRIMARY KEY, name TEXT NOT NULL)",
    (
        "CREATE TABLE team (id TEXT PRIMARY KEY, name TEXT NOT NULL, area TEXT NOT NULL,"
        " service TEXT NOT NULL DEFAULT '')"
    ),
    (
        "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL,"
        " team TEXT NOT NULL, line_manager TEXT NOT NULL, starts TEXT, ends TEXT)"
    ),
    (
        "CREATE TABLE auditor (id TEXT PRIMARY KEY, per_month INTEGER, trained TEXT,"
        " accredited TEXT, leave TEXT NOT NULL, exemptions TEXT NOT NULL)"
    ),
    (
        "CREATE TABLE child_case (id TEXT PRIMARY KEY,"
        " reference TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, council_number TEXT NOT NULL,"
        " team TEXT NOT NULL, worker TEXT NOT NULL, kind TEXT NOT NULL, age_band TEXT NOT NULL,"
        " ethnicity TEXT NOT NULL, opened TEXT, closed TEXT, family TEXT NOT NULL,"
        " restricted_to TEXT NOT NULL, lists TEXT NOT NULL, last_seen TEXT)"
    ),
    "CREATE INDEX child_case_team ON child_case (team)",
    "CREATE INDEX child_case_number ON child_case (council_number)",
    (
        "CREATE TABLE round (id TEXT PRIMARY KEY, name TEXT NOT NULL,"
        " theme TEXT NOT NULL, templates TEXT NOT NULL, starts TEXT, ends TEXT, due TEXT,"
        " planned INTEGER NOT NULL, seed TEXT NOT NULL, planned_teams TEXT NOT NULL DEFAULT '[]',"
        " planned_auditors TEXT NOT NULL DEFAULT '[]', due_days INTEGER NOT NULL DEFAULT 0,"
        " independence TEXT NOT NULL DEFAULT '[]', same_file_months INTEGER NOT NULL DEFAULT 12,"
        " moderation_share INTEGER, repeats TEXT NOT NULL DEFAULT '')"
    ),
    (
        "CREATE TABLE allocation (id TEXT PRIMARY KEY,"
        ' round TEXT NOT NULL, "case" TEXT NOT NULL, template TEXT NOT NULL, auditor TEXT NOT NULL,'
        " due TEXT, selection TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL)"
    ),
    "CREATE INDEX allocation_auditor ON allocation (auditor, state)",
    "CREATE INDEX allocation_round ON allocation (round, state)",
    (
        "CREATE TABLE template (fingerprint TEXT PRIMARY KEY, key TEXT NOT NULL,"
        " version TEXT NOT NULL, title TEXT NOT NULL, plain TEXT NOT NULL, since TEXT NOT NULL,"
        " current INTEGER NOT NULL)"
    ),
    "CREATE INDEX template_key ON template (key, current)",
    (
        "CREATE TABLE policy (one INTEGER PRIMARY KEY CHECK (one = 1), plain TEXT NOT NULL,"
        " since TEXT NOT NULL)"
    ),
)


def apply(db: Any) -> None:
    """Make the tables."""
    for statement in TABLES:
        db.execute(statement)
