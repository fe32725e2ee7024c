"""Step 7: calibration sessions and their private grades, apart from every audit."""

from typing import Any

NAME = "m0007_calibration"

LINES: tuple[str, ...] = (
    (
        "CREATE TABLE calibration (id TEXT PRIMARY KEY, title TEXT NOT NULL, template TEXT NOT NULL,"
        " fingerprint TEXT NOT NULL, made_by TEXT NOT NULL, made TEXT NOT NULL, due TEXT,"
        " takes_part TEXT NOT NULL, examples TEXT NOT NULL, state TEXT NOT NULL, revealed TEXT,"
        " closed TEXT, early TEXT NOT NULL, notes TEXT NOT NULL, agreed TEXT NOT NULL)"
    ),
    "CREATE INDEX calibration_state ON calibration (state, due)",
    (
        "CREATE TABLE calibration_grades (id TEXT PRIMARY KEY, session TEXT NOT NULL,"
        " example TEXT NOT NULL, person TEXT NOT NULL, saved TEXT NOT NULL, overall TEXT NOT NULL,"
        " grades TEXT NOT NULL, reasons TEXT NOT NULL, named INTEGER NOT NULL)"
    ),
    "CREATE INDEX calibration_grades_session ON calibration_grades (session, example)",
    "CREATE INDEX calibration_grades_person ON calibration_grades (person)",
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
