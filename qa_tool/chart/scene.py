"""A chart before it is drawn: shapes with what they mean, in points, origin at the top left."""

from dataclasses import dataclass
from typing import Literal

WORDY = 12  # letters in a cell; `no audits` and `5 of 8, too few` are still figures
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled box; `tone` is a colour word that each writer knows; `says` is read on hover and aloud."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    says: str = ""
    radius: float = 0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: str = "line"
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade's shape (star, circle, triangle, square, dashed) centred at x, y."""

    x: float
    y: float
    size: float
    shape: Literal["star", "circle", "triangle", "square", "dashed"]
    tone: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text with its baseline at y."""

    x: float
    y: float
    text: str
    size: float = 10
    tone: str = "text"
    anchor: Anchor = "start"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The chart's data, which stands beside it and says everything it says."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def wordy(self, column: int) -> bool:
        """Whether a column holds words rather than figures: it is read from the left."""
        cells = (row[column] for row in self.rows if column < len(row))
        return any(sum(map(str.isalpha, cell)) > WORDY for cell in cells)


@dataclass(frozen=True, slots=True)
class Scene:
    """One chart: its size, shapes, a title, a sentence that says what it shows, and its table."""

    width: float
    height: float
    title: str
    sentence: str
    shapes: tuple[Rect | Line | Mark | Text, ...]
    table: Table
