"""Step 3: audits, grades, answers, readings, actions and safety stops, as rows from the ledger."""

from typing import Any

NAME = "m0003_audit"

TABLES = (
    # Long keys stand here once; the large tables hold the number.
    "CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    # The row number is made from the id, so that it is the same whatever order entries came in.
    (
        "CREATE TABLE audit (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, allocation TEXT NOT"
        ' NULL, round TEXT NOT NULL, "case" TEXT NOT NULL, template TEXT NOT NULL, version TEXT NOT'
        " NULL, fingerprint TEXT NOT NULL, auditor TEXT NOT NULL, team TEXT NOT NULL, area TEXT NOT"
        " NULL, service TEXT NOT NULL, worker TEXT NOT NULL, line TEXT NOT NULL, selection TEXT NOT"
        " NULL, started TEXT, handed_in TEXT, signed_off TEXT, state TEXT NOT NULL,"
        " overall TEXT NOT NULL, implied TEXT NOT NULL, differs INTEGER NOT NULL, mode TEXT NOT NULL,"
        " parent TEXT NOT NULL, chosen TEXT NOT NULL, final_overall TEXT NOT NULL,"
        " superseded INTEGER NOT NULL DEFAULT 0, entry TEXT NOT NULL DEFAULT '')"
    ),
    "CREATE INDEX audit_auditor ON audit (auditor, state, handed_in)",
    "CREATE INDEX audit_state ON audit (state, handed_in)",
    "CREATE INDEX audit_round ON audit (round, state, template)",
    "CREATE INDEX audit_team ON audit (team, handed_in)",
    "CREATE INDEX audit_handed ON audit (handed_in)",
    'CREATE INDEX audit_case ON audit ("case")',
    (
        "CREATE TABLE grade (audit INTEGER NOT NULL, domain INTEGER NOT NULL, first INTEGER NOT NULL,"
        " final INTEGER NOT NULL, PRIMARY KEY (audit, domain)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE answer (audit INTEGER NOT NULL, key INTEGER NOT NULL, value TEXT NOT NULL,"
        " PRIMARY KEY (audit, key)) WITHOUT ROWID"
    ),
    # Kept sums for the dashboards: one row a round, template, team, domain and grade.
    (
        "CREATE TABLE tally (round TEXT NOT NULL, template TEXT NOT NULL, team TEXT NOT NULL,"
        " month TEXT NOT NULL, domain INTEGER NOT NULL, grade INTEGER NOT NULL, n INTEGER NOT NULL,"
        " PRIMARY KEY (round, template, domain, grade, team, month)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE reading (id TEXT PRIMARY KEY, audit TEXT NOT NULL,"
        ' template TEXT NOT NULL, "case" TEXT NOT NULL, moderator TEXT NOT NULL, chosen TEXT NOT NULL,'
        " mode TEXT NOT NULL, state TEXT NOT NULL, due TEXT, made TEXT, saved TEXT, closed TEXT,"
        " overall TEXT NOT NULL, grades TEXT NOT NULL, grade_right INTEGER NOT NULL, well_done TEXT NOT"
        " NULL, final_overall TEXT NOT NULL, final_grades TEXT NOT NULL, reason TEXT NOT NULL,"
        " feedback TEXT NOT NULL, overruled TEXT NOT NULL)"
    ),
    "CREATE INDEX reading_audit ON reading (audit)",
    "CREATE INDEX reading_moderator ON reading (moderator, state)",
    "CREATE INDEX reading_state ON reading (state, due)",
    (
        "CREATE TABLE action (id TEXT PRIMARY KEY, audit TEXT NOT NULL,"
        ' "case" TEXT NOT NULL, key TEXT NOT NULL, what TEXT NOT NULL, owner TEXT NOT NULL,'
        " owner_words TEXT NOT NULL, team TEXT NOT NULL, level TEXT NOT NULL, priority TEXT NOT NULL,"
        " due TEXT, state TEXT NOT NULL, raised_by TEXT NOT NULL, raised TEXT, done_by TEXT NOT NULL,"
        " done TEXT, proof TEXT NOT NULL, needs_verifying INTEGER NOT NULL, verified_by TEXT NOT NULL,"
        " verified TEXT, difference TEXT NOT NULL, reason TEXT NOT NULL)"
    ),
    "CREATE INDEX action_state ON action (state, due)",
    "CREATE INDEX action_owner ON action (owner, state)",
    "CREATE INDEX action_audit ON action (audit)",
    (
        "CREATE TABLE safety (id TEXT PRIMARY KEY, audit TEXT NOT NULL,"
        ' "case" TEXT NOT NULL, level TEXT NOT NULL, raised TEXT NOT NULL, settled TEXT,'
        " plain TEXT NOT NULL)"
    ),
    "CREATE INDEX safety_audit ON safety (audit)",
    "CREATE INDEX safety_open ON safety (settled)",
    (
        "CREATE TABLE feedback (id TEXT PRIMARY KEY, audit TEXT NOT NULL, given_to TEXT NOT NULL,"
        ' given_on TEXT NOT NULL, "by" TEXT NOT NULL)'
    ),
    "CREATE INDEX feedback_audit ON feedback (audit)",
    (
        "CREATE TABLE reply (id TEXT PRIMARY KEY, audit TEXT NOT NULL, who TEXT NOT NULL,"
        " agrees INTEGER NOT NULL, words TEXT NOT NULL, said TEXT NOT NULL, answer TEXT NOT NULL,"
        " answered_by TEXT NOT NULL, answered TEXT)"
    ),
    "CREATE INDEX reply_audit ON reply (audit)",
    # Drafts are no projection: they live here alone until the audit is handed in.
    (
        "CREATE TABLE draft (id TEXT PRIMARY KEY, auditor TEXT NOT NULL,"
        " allocation TEXT NOT NULL, started TEXT NOT NULL, plain TEXT NOT NULL, place TEXT NOT NULL"
        " DEFAULT '', touched TEXT NOT NULL)"
    ),
    "CREATE INDEX draft_auditor ON draft (auditor, touched)",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for statement in TABLES:
        db.execute(statement)
