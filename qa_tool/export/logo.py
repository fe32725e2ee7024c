"""A council's logo from a file of any size: looked at, made small, and refused where it is no picture."""

import warnings
from io import BytesIO
from typing import Any

from qa_tool.errors import QAError

LARGEST = 2_000_000
WIDE, HIGH = 600, 240  # pixels: sharp on paper at the size in which it is printed
MOST_KEPT = 250_000


def small(raw: bytes) -> bytes:
    """The picture as a small PNG; QAError with a sentence where it cannot be used."""
    from PIL import Image, UnidentifiedImageError

    if len(raw) > LARGEST:
        raise QAError(
            f"This picture is {len(raw) / 1_000_000:.1f} MB; {LARGEST // 1_000_000} MB is the most.",
            "Save it smaller and choose it again.",
        )
    try:
        with warnings.catch_warnings():
            # A picture that unfolds to more than memory can bear is refused, not warned of.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw), formats=("PNG", "JPEG")) as given:
                given.load()
                picture = given.convert("RGBA")
    except (
        UnidentifiedImageError, OSError, ValueError, SyntaxError,
        Image.DecompressionBombError, Image.DecompressionBombWarning,
    ) as error:  # fmt: skip
        raise QAError(
            "This file is no picture that can stand on a report.", "Choose a PNG or JPEG file."
        ) from error
    return _fitting(picture)


def _fitting(picture: Any) -> bytes:
    wide, high = WIDE, HIGH
    while True:
        some = picture.copy()
        some.thumbnail((wide, high))
        kept = BytesIO()
        some.save(kept, "PNG", optimize=True)
        if len(kept.getvalue()) <= MOST_KEPT or wide < 80:
            return kept.getvalue()
        wide, high = wide // 2, high // 2
