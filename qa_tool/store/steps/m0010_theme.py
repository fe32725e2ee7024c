"""Step 10: the codebook, tags and quotations."""

from typing import Any

NAME = "m0010_theme"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
