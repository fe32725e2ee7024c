"""Step 16: crosswalks between versions, templates being written."""

from typing import Any

NAME = "m0016_form"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
