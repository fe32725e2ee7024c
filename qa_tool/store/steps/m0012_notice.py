"""Step 12: QA notices, what happened to them, and the ladders that the council wrote itself."""

from typing import Any

NAME = "m0012_notice"

LINES: tuple[str, ...] = (
    # What is worked out of its steps (open, waits, due, effect_due …) is kept beside the notice, so
    # that Home asks one indexed question.
    (
        'CREATE TABLE notice (id TEXT PRIMARY KEY, kind TEXT NOT NULL, "case" TEXT NOT NULL,'
        " raised TEXT NOT NULL, raised_by TEXT NOT NULL, team TEXT NOT NULL, worker TEXT NOT NULL,"
        " audits TEXT NOT NULL, plain TEXT NOT NULL, entry TEXT NOT NULL,"
        " open INTEGER NOT NULL DEFAULT 0, waits TEXT NOT NULL DEFAULT '',"
        " stage TEXT NOT NULL DEFAULT '', asked TEXT NOT NULL DEFAULT '', due TEXT, effect_due TEXT,"
        " answerers TEXT NOT NULL DEFAULT '[]')"
    ),
    'CREATE INDEX notice_case ON notice ("case", raised)',
    (
        "CREATE INDEX notice_waiting ON notice (waits, effect_due)"
        " WHERE waits != '' OR effect_due IS NOT NULL"
    ),
    (
        "CREATE TABLE notice_step (id TEXT PRIMARY KEY, notice TEXT NOT NULL, at TEXT NOT NULL,"
        " plain TEXT NOT NULL, entry TEXT NOT NULL)"
    ),
    "CREATE INDEX notice_step_notice ON notice_step (notice)",
    "CREATE TABLE ladder (id TEXT PRIMARY KEY, plain TEXT NOT NULL, entry TEXT NOT NULL)",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
