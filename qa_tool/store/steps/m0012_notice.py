"""Step 12: QA notices and their stages."""

from typing import Any

NAME = "m0012_notice"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
