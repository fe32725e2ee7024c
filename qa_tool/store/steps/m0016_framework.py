"""Step 16: the QA framework and what people said about its drafts."""

from typing import Any

NAME = "m0016_framework"

LINES: tuple[str, ...] = (
    # As it is written: one row a version, whatever became of it.
    (
        "CREATE TABLE framework (id TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL,"
        " state TEXT NOT NULL, plain TEXT NOT NULL)"
    ),
    "CREATE INDEX framework_state ON framework (state)",
    # As it came into effect: exactly what it said on that day.
    (
        "CREATE TABLE framework_effect (id TEXT PRIMARY KEY, day TEXT NOT NULL, at TEXT NOT NULL,"
        " name TEXT NOT NULL, version TEXT NOT NULL, plain TEXT NOT NULL)"
    ),
    "CREATE INDEX framework_effect_day ON framework_effect (day, at)",
    # Texts of templates that came with a framework and are not in use here, once each.
    "CREATE TABLE framework_text (id TEXT PRIMARY KEY, plain TEXT NOT NULL)",
    (
        "CREATE TABLE framework_comment (id TEXT PRIMARY KEY, framework TEXT NOT NULL,"
        " person TEXT NOT NULL, plain TEXT NOT NULL)"
    ),
    "CREATE INDEX framework_comment_framework ON framework_comment (framework)",
    "CREATE TABLE framework_answer (id TEXT PRIMARY KEY, plain TEXT NOT NULL)",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
