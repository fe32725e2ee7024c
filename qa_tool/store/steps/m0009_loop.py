"""Step 9: requirements, objectives and what links them to actions."""

from typing import Any

NAME = "m0009_loop"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
