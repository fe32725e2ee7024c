"""A table of pairs of grades: earlier down, later across, each cell with its count and which way it moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa_tool.chart.metrics import shortened, wrapped
from qa_tool.chart.plane import SIZE, Shapes
from qa_tool.chart.scene import Line, Mark, Rect, Text
from qa_tool.chart.tones import shape
from qa_tool.template.model import Grade

CELL = 36.0
HEAD = 54.0


@dataclass(frozen=True, slots=True)
class PairWords:
    """What the two grades of a pair are called, and the words for down, the same, up."""

    rows: str
    columns: str
    first: str
    second: str
    ways: tuple[str, str, str]

    def way(self, row: int, column: int) -> str:
        """Which way a pair moved; worse grades stand further right and down."""
        lower, same, higher = self.ways
        return same if row == column else lower if column > row else higher


READINGS = PairWords(
    "First grade", "Second grade, given blind", "First", "second", ("lower", "same", "higher")
)
AUDITS = PairWords(
    "First audit", "Audited again", "First audit", "again", ("declined", "stayed", "improved")
)


def pairs_grid(
    grades: Sequence[Grade], table: Sequence[Sequence[int]], y: float, wide: float,
    words: PairWords,
) -> Shapes:  # fmt: skip
    """Rows: the earlier grade; columns: the later one; totals at the right and below."""
    label = min(128.0, wide * 0.28)
    total = 40.0
    cell = (wide - label - total) / max(1, len(grades))
    top = y + HEAD
    shapes: Shapes = [
        Text(0, top - 5, words.rows, SIZE, "muted"),
        Text(label, y + SIZE, shortened(words.columns, SIZE, wide - label), SIZE,
             "muted"),
        Text(wide, top - 5, "Total", SIZE, "muted", "end"),
    ]  # fmt: skip
    for column, grade in enumerate(grades):
        x = label + column * cell
        middle = x + (cell - 2) / 2
        names = wrapped(grade.name, SIZE, cell - 4)
        shapes.append(Mark(middle, top - 13 - 11 * len(names), 9, shape(grade.tone), grade.tone))
        shapes += [
            Text(middle, top - 5 - 11 * (len(names) - 1 - place), name, SIZE, "text", "middle")
            for place, name in enumerate(names)
        ]
        below = sum(row[column] for row in table)
        foot = top + CELL * len(grades) + 13
        shapes.append(Text(middle, foot, str(below), SIZE, "muted", "middle"))
    for row, grade in enumerate(grades):
        line = top + row * CELL
        middle = line + CELL / 2
        shapes.append(Mark(5, middle, 9, shape(grade.tone), grade.tone))
        names = wrapped(grade.name, SIZE, label - 20)
        first = middle + SIZE * 0.36 - (len(names) - 1) * 5.5
        shapes += [Text(16, first + 11 * i, name, SIZE) for i, name in enumerate(names)]
        for column, count in enumerate(table[row]):
            way = words.way(row, column)
            says = (
                f"{words.first} {grade.name}, {words.second} {grades[column].name}: {count}, {way}"
            )
            place = (label + column * cell, line, cell)
            shapes += _cell(place, count, (_tone(row, column), way), says)
        base = middle + SIZE * 0.36
        shapes.append(Text(wide, base, str(sum(table[row])), SIZE, "muted", "end"))
    foot = top + CELL * len(grades) + 13
    shapes.append(Text(16, foot, "Total", SIZE, "muted"))
    shapes.append(Text(wide, foot, str(sum(map(sum, table))), SIZE, "muted", "end"))
    return shapes


def _tone(row: int, column: int) -> str:
    return "accent_soft" if row == column else "warning_soft" if column > row else "success_soft"


def _cell(
    place: tuple[float, float, float], count: int, look: tuple[str, str], says: str
) -> Shapes:
    """A count over its direction; none at all is a blank cell that says nothing."""
    x, y, wide = place
    tone, way = look
    if not count:
        return [Rect(x, y, wide - 2, CELL - 2, "surface"), *frame(x, y, wide - 2, CELL - 2)]
    middle = x + (wide - 2) / 2
    return [
        Rect(x, y, wide - 2, CELL - 2, tone, says),
        *frame(x, y, wide - 2, CELL - 2),
        Text(middle, y + 15, str(count), 12, "text", "middle", bold=True),
        Text(middle, y + 28, way, SIZE, "muted", "middle"),
    ]


def frame(x: float, y: float, wide: float, tall: float) -> Shapes:
    """A thin line round a box: where colours are few its fill cannot be seen."""
    right, below = x + wide, y + tall
    return [
        Line(x, y, right, y, "line", 0.7),
        Line(x, below, right, below, "line", 0.7),
        Line(x, y, x, below, "line", 0.7),
        Line(right, y, right, below, "line", 0.7),
    ]
