"""Step 13: publications, their words and approvals; surveys and complaints."""

from typing import Any

NAME = "m0013_publication"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
