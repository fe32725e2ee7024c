"""Step 11: concerns taken higher."""

from typing import Any

NAME = "m0011_concern"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
