"""Step 6: what moderation keeps beyond a reading: disputes, third readers, discussion."""

from typing import Any

NAME = "m0006_moderation"

LINES: tuple[str, ...] = (
    "ALTER TABLE reading ADD COLUMN rule TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE reading ADD COLUMN opened TEXT",
    "ALTER TABLE reading ADD COLUMN seen TEXT",
    "ALTER TABLE reading ADD COLUMN panel TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE reading ADD COLUMN conclusion TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE reading ADD COLUMN outside TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE reading ADD COLUMN organisation TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE reading ADD COLUMN reasons TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE reading ADD COLUMN aside TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE reading ADD COLUMN dispute TEXT NOT NULL DEFAULT ''",
    (
        "CREATE TABLE dispute (id TEXT PRIMARY KEY, audit TEXT NOT NULL, reading TEXT NOT NULL,"
        " raised_by TEXT NOT NULL, raised TEXT NOT NULL, words TEXT NOT NULL, state TEXT NOT NULL,"
        " third TEXT NOT NULL, due TEXT, settled TEXT, settled_by TEXT NOT NULL, way TEXT NOT NULL,"
        " final_overall TEXT NOT NULL, final_grades TEXT NOT NULL, reason TEXT NOT NULL)"
    ),
    "CREATE INDEX dispute_audit ON dispute (audit)",
    "CREATE INDEX dispute_state ON dispute (state, due)",
    (
        "CREATE TABLE remark (id TEXT PRIMARY KEY, reading TEXT NOT NULL, audit TEXT NOT NULL,"
        " who TEXT NOT NULL, said TEXT NOT NULL, words TEXT NOT NULL, stance TEXT NOT NULL)"
    ),
    "CREATE INDEX remark_reading ON remark (reading, said)",
    "CREATE INDEX remark_audit ON remark (audit)",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
