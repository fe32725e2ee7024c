"""First against second grade: a table of counts that shows the direction in words, never by colour alone."""

from typing import Protocol

from qa_tool.chart.metrics import wrapped
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Table, Text
from qa_tool.chart.tones import shape
from qa_tool.template.model import Scale

SIZE = 9.0
CELL = 38.0


class Readings(Protocol):
    """Pairs of grades on one scale: a row per first grade, a column per second, and which way they went."""

    @property
    def scale(self) -> Scale: ...  # noqa: D102
    @property
    def table(self) -> tuple[tuple[int, ...], ...]: ...  # noqa: D102
    @property
    def same(self) -> int: ...  # noqa: D102
    @property
    def up(self) -> int: ...  # noqa: D102
    @property
    def down(self) -> int: ...  # noqa: D102
    @property
    def apart(self) -> int: ...  # noqa: D102


def _direction(row: int, column: int) -> str:
    return "same" if row == column else "lower" if column > row else "higher"


_FILL = {"same": "accent_soft", "lower": "warning_soft", "higher": "success_soft"}


def table_of(found: Readings) -> Table:
    """Rows: the first reader's grade; columns: the second reader's; with totals."""
    names = [grade.name for grade in found.scale.ranked]
    rows = [
        (name, *map(str, row), str(sum(row))) for name, row in zip(names, found.table, strict=True)
    ]
    columns = [sum(row[i] for row in found.table) for i in range(len(names))]
    rows.append(("Total", *map(str, columns), str(sum(columns))))
    return Table(("First grade", *(f"Second: {name}" for name in names), "Total"), tuple(rows))


def readings_table(found: Readings, title: str, sentence: str, wide: float = 470) -> Scene:
    """A cell for each pair of grades; the diagonal is agreement, right of it the second reader is lower."""
    grades = found.scale.ranked
    label = 128.0
    cell = (wide - label) / max(1, len(grades))
    shapes: list[Rect | Line | Mark | Text] = [
        Text(0, SIZE + 14, "First grade", SIZE, "muted"),
        Text(label, SIZE, "Second grade, given without seeing the first", SIZE, "muted"),
    ]
    top = 42.0
    for column, grade in enumerate(grades):
        x = label + column * cell
        shapes.append(Mark(x + 5, SIZE + 11, 9, shape(grade.tone), grade.tone, grade.name))
        for place, name in enumerate(wrapped(grade.name, SIZE, cell - 16)):
            shapes.append(Text(x + 14, SIZE + 14 + 11 * place, name, SIZE))
    for row, grade in enumerate(grades):
        y = top + row * CELL
        middle = y + CELL / 2
        shapes.append(Mark(5, middle, 9, shape(grade.tone), grade.tone, grade.name))
        shapes.append(Text(16, middle + SIZE * 0.36, grade.name, SIZE))
        for column, count in enumerate(found.table[row]):
            shapes.extend(_cell(label + column * cell, y, cell, count, _direction(row, column)))
    height = top + CELL * len(grades) + 2
    return Scene(wide, height, title, sentence, tuple(shapes), table_of(found))


def _cell(
    x: float, y: float, wide: float, count: int, direction: str
) -> list[Rect | Line | Mark | Text]:
    says = f"{count}, {direction}"
    if not count:
        return [Rect(x, y, wide - 2, CELL - 2, "surface", says, 3)]
    middle = x + (wide - 2) / 2
    return [
        Rect(x, y, wide - 2, CELL - 2, _FILL[direction], says, 3),
        Text(middle, y + 16, str(count), 12, "text", "middle", bold=True),
        Text(middle, y + 29, direction, SIZE, "muted", "middle"),
    ]
