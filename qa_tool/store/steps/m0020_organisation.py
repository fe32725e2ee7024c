"""Step 20: the organisation that somebody from outside the council comes from."""

from typing import Any

NAME = "m0020_organisation"

LINES: tuple[str, ...] = ("ALTER TABLE person ADD COLUMN organisation TEXT NOT NULL DEFAULT ''",)


def apply(db: Any) -> None:
    """Add the column."""
    for line in LINES:
        db.execute(line)
