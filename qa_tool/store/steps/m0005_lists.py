"""Step 5: lists and figures over very many audits: indexes that hold all a list asks for, narrow sums."""

from typing import Any

NAME = "m0005_lists"

LINES = (
    # A list sorts and filters in this one index and never reads an audit that it does not show.
    "DROP INDEX audit_handed",
    (
        "CREATE INDEX audit_list ON audit (superseded, handed_in, state, team, template, auditor,"
        ' final_overall, round, "case", worker)'
    ),
    "CREATE INDEX child_case_reference ON child_case (reference, id)",
    "DROP INDEX audit_state",
    "CREATE INDEX audit_state ON audit (state, superseded, handed_in)",
    "DROP INDEX audit_round",
    "CREATE INDEX audit_round ON audit (round, superseded, state, template)",
    # Whether a case is audited again is asked for every worst grade at once.
    "CREATE INDEX audit_again ON audit (\"case\", handed_in, id) WHERE selection = 're_audit'",
    (
        'CREATE INDEX allocation_again ON allocation ("case")'
        " WHERE selection = 're_audit' AND state = 'allocated'"
    ),
    'CREATE INDEX IF NOT EXISTS allocation_case ON allocation ("case", auditor, state)',
    "DROP INDEX allocation_round",
    "CREATE INDEX allocation_round ON allocation (round, state, due)",
    (
        "CREATE INDEX action_unfinished ON action (state, due, owner, raised_by, team, done_by, audit)"
        " WHERE (state = 'open' OR (state = 'done' AND needs_verifying = 1))"
    ),
    # Sums by number, not by name: a quarter of the room, so a quarter of the time to add them up.
    "INSERT OR IGNORE INTO term (text) SELECT round FROM tally",
    "INSERT OR IGNORE INTO term (text) SELECT template FROM tally",
    "INSERT OR IGNORE INTO term (text) SELECT team FROM tally",
    "ALTER TABLE tally RENAME TO tally_by_name",
    (
        "CREATE TABLE tally (round INTEGER NOT NULL, template INTEGER NOT NULL, team INTEGER NOT NULL,"
        " month INTEGER NOT NULL, domain INTEGER NOT NULL, grade INTEGER NOT NULL, n INTEGER NOT NULL,"
        " PRIMARY KEY (round, template, domain, grade, team, month)) WITHOUT ROWID"
    ),
    (
        "INSERT INTO tally SELECT r.id, p.id, t.id, CAST(replace(month, '-', '') AS INTEGER), domain,"
        " grade, n FROM tally_by_name JOIN term r ON r.text = round"
        " JOIN term p ON p.text = template JOIN term t ON t.text = team"
    ),
    "DROP TABLE tally_by_name",
)


def apply(db: Any) -> None:
    """Make the indexes and the sums anew."""
    for line in LINES:
        db.execute(line)
