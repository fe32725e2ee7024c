"""Step 16: the QA framework and what people said about its drafts."""

from typing import Any

NAME = "m0016_framework"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
