"""How wide a text is in Inter, so that a chart is laid out once and fits on screen, on paper and in SVG."""

from functools import lru_cache
from unicodedata import combining, east_asian_width

from qa_tool.chart.inter_widths import BOLD, BOLD_APART, FIRST, REGULAR, REGULAR_APART

_UNKNOWN = 640
_WIDE = 1000


@lru_cache(maxsize=4096)
def _advance(character: str, bold: bool) -> int:  # noqa: FBT001  a cache takes its keys by position
    place = ord(character) - FIRST
    table, apart = (BOLD, BOLD_APART) if bold else (REGULAR, REGULAR_APART)
    if 0 <= place < len(table):
        return table[place]
    if combining(character):
        return 0
    wide = east_asian_width(character) in {"W", "F"}
    return apart.get(character, _WIDE if wide else _UNKNOWN)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in points."""
    return sum(_advance(character, bold) for character in text) * size / 1000


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(
    text: str, size: float, room: float, *, bold: bool = False, lines: int = 2
) -> tuple[str, ...]:
    """The text in at most so many lines; what does not fit ends in an ellipsis."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, bold=bold) <= room:
            line = f"{line} {words.pop(0)}"
        found.append(shortened(line, size, room, bold=bold))
    if words:
        found.append(shortened(" ".join(words), size, room, bold=bold))
    return tuple(found)
