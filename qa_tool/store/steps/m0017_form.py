"""Step 17: templates being written, and what of one version is what of another."""

from typing import Any

NAME = "m0017_form"

LINES: tuple[str, ...] = (
    # What of one version of a template is what of another, as somebody confirmed it or took it back.
    (
        "CREATE TABLE crosswalk (id TEXT PRIMARY KEY, template TEXT NOT NULL, withdrawn INTEGER NOT NULL,"
        " plain TEXT NOT NULL) WITHOUT ROWID"
    ),
)


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
