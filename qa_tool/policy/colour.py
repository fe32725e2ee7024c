"""Colours that can be read on white: contrast as the accessibility guidelines reckon it."""

import re

LEAST = 4.5
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def is_colour(text: str) -> bool:
    """Whether this is a colour as #RRGGBB."""
    return _COLOUR.fullmatch(text) is not None


def on_white(colour: str) -> float:
    """The contrast of a colour with white, 1 to 21."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def dark_enough(colour: str) -> str:
    """The nearest colour of the same hue that can be read on white, and white on it."""
    parts = _parts(colour)
    for percent in range(100, -1, -1):
        found = "#" + "".join(f"{part * percent // 100:02X}" for part in parts)
        if on_white(found) >= LEAST:
            return found
    return "#000000"


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
