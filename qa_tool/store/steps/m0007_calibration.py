"""Step 7: calibration sessions and their private grades."""

from typing import Any

NAME = "m0007_calibration"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
