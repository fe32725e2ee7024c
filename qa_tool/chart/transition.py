"""Cases audited twice: who improved, stayed, declined, as one bar and as a table of first and later grades."""

from qa_tool.chart.metrics import shortened, width
from qa_tool.chart.pairs import AUDITS, CELL, HEAD, frame, pairs_grid
from qa_tool.chart.plane import BASE, LINE, SIZE, Shapes, nothing
from qa_tool.chart.scene import Rect, Scene, Table, Text
from qa_tool.figures.transition import Transition

BAR = 22.0


def table_of(found: Transition) -> Table:
    """Rows: the first audit's grade; columns: the later one; with totals."""
    names = [grade.name for grade in found.scale.ranked]
    rows = [
        (name, *map(str, row), str(sum(row))) for name, row in zip(names, found.table, strict=True)
    ]
    columns = [sum(row[i] for row in found.table) for i in range(len(names))]
    rows.append(("Total", *map(str, columns), str(sum(columns))))
    return Table(("First audit", *(f"Again: {name}" for name in names), "Total"), tuple(rows))


def transition_table(found: Transition, title: str, sentence: str, wide: float = 470) -> Scene:
    """Which way cases went between two audits, then a cell for each pair of grades."""
    table = table_of(found)
    if not found.n:
        return nothing(title, sentence, wide, table, "no case has been audited twice")
    wide = max(wide, 340.0)
    shapes, y = _direction(found, wide)
    shapes += pairs_grid(found.scale.ranked, found.table, y + 20, wide, AUDITS)
    height = y + 20 + HEAD + CELL * len(found.scale.ranked) + 20
    return Scene(wide, height, title, sentence, tuple(shapes), table)


def _direction(found: Transition, wide: float) -> tuple[Shapes, float]:
    """Improved, stayed, declined: parts of one bar, each with its count and word."""
    given = (
        (found.improved, "improved", "success_soft"), (found.same, "stayed", "accent_soft"),
        (found.declined, "declined", "warning_soft"),
    )  # fmt: skip
    parts = [part for part in given if part[0]]
    room = wide - 2 * (len(parts) - 1)
    shapes: Shapes = [Text(0, SIZE, "When audited again, cases had", SIZE, "muted")]
    x, top, left = 0.0, SIZE + 6, list[str]()
    for count, word, tone in parts:
        part = room * count / found.n
        shapes += [Rect(x, top, part, BAR, tone, f"{word}: {count} of {found.n}")]
        shapes += frame(x, top, part, BAR)
        told = f"{count} {word}"
        if width(told, SIZE, bold=True) + 8 <= part:
            base = top + BAR / 2 + BASE
            shapes.append(Text(x + part / 2, base, told, SIZE, "text", "middle", bold=True))
        else:
            left.append(told)
        x += part + 2
    y = top + BAR
    if left:  # a part too narrow for its word says it below
        y += LINE + 1
        shapes.append(Text(0, y, shortened(", ".join(left), SIZE, wide), SIZE, "muted"))
    return shapes, y
