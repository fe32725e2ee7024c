"""Step 8: voices: attempts, consent, what was said, supervision."""

from typing import Any

NAME = "m0008_voice"

LINES: tuple[str, ...] = ()


def apply(db: Any) -> None:
    """Make the tables."""
    for line in LINES:
        db.execute(line)
