"""Step 6: what moderation keeps beyond a reading: disputes, third readers, discussion."""

from typing import Any

NAME = "m0006_moderation"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
