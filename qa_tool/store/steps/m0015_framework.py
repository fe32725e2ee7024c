"""Step 15: QA frameworks and comments on drafts."""

from typing import Any

NAME = "m0015_framework"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
