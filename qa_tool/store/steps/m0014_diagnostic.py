"""Step 14: diagnostic sessions."""

from typing import Any

NAME = "m0014_diagnostic"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
