"""What charts with axes share: where a value lies, round marks on the axis, keys, notes, labels kept apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from qa_tool.chart.metrics import shortened, width, wrapped
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Table, Text
from qa_tool.chart.tones import Shape
from qa_tool.figures.proportion import rounded
from qa_tool.figures.years import Step, year_of

SIZE = 9.0
LINE = 12.0  # from one line of text to the next
BASE = SIZE * 0.36  # from the middle of a line of text down to its baseline
SHORT = 1e-9
Shapes = list[Rect | Line | Mark | Text]


@dataclass(frozen=True, slots=True)
class Plane:
    """A field with a scale upwards: `low` at its bottom, `high` at its top."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float

    def y(self, value: float) -> float:
        """How far down a value lies; what lies beyond the scale stands at its end."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)

    def x(self, share: float) -> float:
        """How far to the right a share of the width lies."""
        return self.left + share * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a key: a mark with its letter, a box or a line, and what it means."""

    words: str
    tone: str
    shape: Shape | None = None
    letter: str = ""
    dashed: bool = False
    box: bool = False


def keys(items: Iterable[Key], wide: float, y: float) -> tuple[Shapes, float]:
    """The key in as many lines as it needs, and where the last one ends."""
    found: Shapes = []
    x = 0.0
    for item in items:
        room = 24.0 if item.shape is None else 15.0
        words = shortened(item.words, SIZE, wide - room)
        long = room + width(words, SIZE) + 12
        if x and x + long - 12 > wide:
            x, y = 0.0, y + LINE + 2
        found += _sign(item, x, y + LINE / 2)
        found.append(Text(x + room, y + LINE / 2 + BASE, words, SIZE, "muted"))
        x += long
    return found, y + LINE + 2


def _sign(item: Key, x: float, y: float) -> Shapes:
    if item.box:
        return [Rect(x, y - 5, 18, 10, item.tone, "", 2, item.dashed)]
    if item.shape is None:
        return [Line(x, y, x + 18, y, item.tone, 1.5, item.dashed)]
    found: Shapes = [Mark(x + 6, y, 12 if item.letter else 8, item.shape, item.tone)]
    if item.letter:
        found.append(lettered(x + 6, y, item.letter, item.tone))
    return found


def lettered(x: float, y: float, letter: str, tone: str) -> Text:
    """The letter on a mark, in ink that can be read there."""
    return Text(x, y + BASE, letter, SIZE, f"on_{tone}", "middle", bold=True)


def notes(words: Iterable[str], wide: float, y: float, lines: int = 3) -> tuple[Shapes, float]:
    """Small print under a chart, and where it ends."""
    found: Shapes = []
    for told in words:
        for line in wrapped(told, SIZE, wide, lines=lines):
            y += LINE
            found.append(Text(0, y, line, SIZE, "muted"))
    return found, y


def apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places in their order, moved so far that each has its room between `low` and `high`."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    found = list(places)
    at = low - gap
    for i in order:
        found[i] = at = max(found[i], at + gap)
    at = high + gap
    for i in reversed(order):
        found[i] = at = min(found[i], at - gap)
    return found


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers from below the lowest to above the highest value."""
    span = max(high - low, SHORT)
    rough = span / max(1, most - 1)
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * by for by in (1, 2, 2.5, 5, 10) if unit * by >= rough - SHORT)
    first, last = floor(low / step + SHORT), ceil(high / step - SHORT)
    return [round(step * i, 10) for i in range(first, max(last, first + 1) + 1)]


def percent_ticks(low: float, high: float) -> list[float]:
    """Steps of 10 or 20 points between 0 and 100% that hold every value; never less than 40 points."""
    low, high = max(0.0, min(low, 1.0)), min(1.0, max(high, 0.0))
    step = 0.2 if high - low > 0.5 else 0.1
    first, last = floor(low / step + SHORT), ceil(high / step - SHORT)
    end = round(1 / step)
    while step * (last - first) < 0.4 - SHORT:  # a narrow scale would make mountains of molehills
        first, last = max(0, first - 1), min(end, last + 1)
    return [round(step * i, 10) for i in range(first, last + 1)]


def number_words(value: float, *, percent: bool) -> str:
    """`62%`, `3`, `2.5`."""
    return f"{rounded(value)}%" if percent else f"{value:,.1f}".removesuffix(".0")


def grid(plane: Plane, at: Iterable[float], *, percent: bool) -> Shapes:
    """A thin line across for every tick, with its number at the left."""
    found: Shapes = []
    for value in at:
        y = plane.y(value)
        found.append(Line(plane.left, y, plane.right, y, "line", 0.5))
        words = number_words(value, percent=percent)
        found.append(Text(plane.left - 6, y + BASE, words, SIZE, "muted", "end"))
    return found


def period_words(start: date, step: Step) -> str:
    """`Apr 26`, `Apr-Jun 26`, `2026-27`: short enough for an axis."""
    if step == "year":
        return year_of(start)
    if step == "month":
        return f"{start:%b %y}"
    last = date(start.year, start.month + 2, 1)
    return f"{start:%b}–{last:%b %y}"


def below(labels: Sequence[tuple[float, str]], y: float, left: float, right: float) -> Shapes:
    """Labels under an axis, as many as there is room for; each lies between `left` and `right`."""
    found: Shapes = []
    end = left - 1
    for at, words in labels:
        half = width(words, SIZE) / 2
        x = min(max(at, left + half), right - half)
        if x - half >= end:
            found.append(Text(x, y, words, SIZE, "muted", "middle"))
            end = x + half + 8
    return found


def nothing(title: str, sentence: str, wide: float, table: Table, says: str = "no audits") -> Scene:
    """A chart of nothing: a dashed box that says so."""
    shapes = (
        Rect(0, 2, wide, 40, "none", says, 3, dashed=True),
        Text(wide / 2, 22 + BASE, shortened(says, SIZE, wide - 8), SIZE, "muted", "middle"),
    )
    return Scene(wide, 46, title, sentence, shapes, table)
