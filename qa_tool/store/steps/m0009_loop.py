"""Step 9: requirements, objectives and what links them to actions."""

from typing import Any

NAME = "m0009_loop"

LINES: tuple[str, ...] = (
    "ALTER TABLE action ADD COLUMN owner_team TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE action ADD COLUMN links TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE action ADD COLUMN requirements TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE action ADD COLUMN objective TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE action ADD COLUMN themes TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE action ADD COLUMN compliance INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE action ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE action ADD COLUMN first_due TEXT",
    "ALTER TABLE action ADD COLUMN why_verified TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE action ADD COLUMN ticket TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE action ADD COLUMN kind TEXT NOT NULL DEFAULT 'action'",
    "ALTER TABLE action ADD COLUMN offer TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE action ADD COLUMN learned TEXT",
    # A list filters, sorts and counts in this one index and never reads an action it does not show.
    (
        "CREATE INDEX action_list ON action (due, state, needs_verifying, owner, owner_team, team,"
        " raised_by, level, kind, objective, reopened, audit)"
    ),
    # What is typed to find an action is looked for here, a sixth of the table.
    'CREATE INDEX action_words ON action (what COLLATE NOCASE, owner_words, "case")',
    "CREATE INDEX action_objective ON action (objective) WHERE objective != ''",
    # What an action answers beyond its own question.
    (
        "CREATE TABLE action_link (action TEXT NOT NULL, what TEXT NOT NULL, of TEXT NOT NULL,"
        " PRIMARY KEY (action, what, of)) WITHOUT ROWID"
    ),
    "CREATE INDEX action_link_of ON action_link (what, of, action)",
    "CREATE TABLE source (id TEXT PRIMARY KEY, plain TEXT NOT NULL)",
    (
        "CREATE TABLE requirement (id TEXT PRIMARY KEY, source TEXT NOT NULL, state TEXT NOT NULL,"
        " due TEXT, objective TEXT NOT NULL, plain TEXT NOT NULL)"
    ),
    "CREATE INDEX requirement_source ON requirement (source)",
    "CREATE INDEX requirement_open ON requirement (state, due)",
    "CREATE TABLE objective (id TEXT PRIMARY KEY, plain TEXT NOT NULL)",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
