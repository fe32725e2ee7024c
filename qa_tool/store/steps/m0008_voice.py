"""Step 8: voices: attempts, consent, what was said, supervision."""

from typing import Any

NAME = "m0008_voice"

LINES: tuple[str, ...] = (
    (
        "CREATE TABLE voice_check (id TEXT PRIMARY KEY, allocation TEXT NOT NULL, who TEXT NOT NULL,"
        " safe TEXT NOT NULL, danger INTEGER NOT NULL, by_whom TEXT NOT NULL, how TEXT NOT NULL,"
        ' checked_with TEXT NOT NULL, checked_on TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL)'
    ),
    "CREATE INDEX voice_check_of ON voice_check (allocation, who)",
    (
        "CREATE TABLE voice_attempt (id TEXT PRIMARY KEY, allocation TEXT NOT NULL, who TEXT NOT NULL,"
        " day TEXT NOT NULL, way TEXT NOT NULL, outcome TEXT NOT NULL, done_by TEXT NOT NULL,"
        ' "by" TEXT NOT NULL, at TEXT NOT NULL, helps TEXT NOT NULL, used INTEGER,'
        ' shared INTEGER NOT NULL, quoted INTEGER NOT NULL, "view" TEXT NOT NULL)'
    ),
    "CREATE INDEX voice_attempt_of ON voice_attempt (allocation, who)",
    (
        'CREATE INDEX voice_to_write ON voice_attempt ("by", day)'
        " WHERE outcome = 'reached' AND used IS NULL"
    ),
    # The typed words stand by themselves, so that they can be erased while the counts stay.
    (
        "CREATE TABLE voice_words (id TEXT PRIMARY KEY, allocation TEXT NOT NULL, why TEXT NOT NULL,"
        " answers TEXT NOT NULL)"
    ),
    (
        "CREATE TABLE supervision (id TEXT PRIMARY KEY, audit TEXT NOT NULL, day TEXT NOT NULL,"
        ' "by" TEXT NOT NULL, at TEXT NOT NULL)'
    ),
    "CREATE INDEX supervision_audit ON supervision (audit)",
    "CREATE INDEX audit_allocation ON audit (allocation)",
    "CREATE INDEX audit_of_team ON audit (team, state) WHERE superseded = 0",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
