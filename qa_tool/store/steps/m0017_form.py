"""Step 17: templates being written, and what of one version is what of another."""

from typing import Any

NAME = "m0017_form"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
