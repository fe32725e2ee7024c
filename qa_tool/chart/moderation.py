"""First against second grade with its totals, and one bar that says which way second readers moved."""

from qa_tool.chart.metrics import shortened, width, wrapped
from qa_tool.chart.readings import table_of
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Text
from qa_tool.chart.tones import shape
from qa_tool.figures.agreement import Agreement

SIZE = 9.0
CELL = 36.0
BAR = 22.0
HEAD = 54.0
Shapes = list[Rect | Line | Mark | Text]
_WAYS = (("down", "lower", "warning_soft"), ("same", "the same", "accent_soft"),
         ("up", "higher", "success_soft"), ("apart", "not comparable", "surface"))  # fmt: skip
_FILLS = {"lower": "warning_soft", "same": "accent_soft", "higher": "success_soft"}


def moderation_table(found: Agreement, title: str, sentence: str, wide: float = 470) -> Scene:
    """The direction as one bar, then a cell for each pair of grades with totals; needs a pair to draw."""
    shapes, y = _direction(found, wide)
    shapes += _grid(found, y + 20, wide)
    height = y + 20 + HEAD + CELL * len(found.scale.ranked) + 20
    return Scene(wide, height, title, sentence, tuple(shapes), table_of(found))


def _direction(found: Agreement, wide: float) -> tuple[Shapes, float]:
    """Lower, the same, higher, not comparable: parts of one bar, each with its count and word."""
    shapes: Shapes = [Text(0, SIZE, "The second reader's grade was", SIZE, "muted")]
    counts = [(getattr(found, field), word, tone) for field, word, tone in _WAYS]
    parts = [part for part in counts if part[0]]
    room = wide - 2 * (len(parts) - 1)
    x, top, left = 0.0, SIZE + 6, list[str]()
    for count, word, tone in parts:
        part = room * count / found.n
        says = f"{word}: {count} of {found.n}"
        shapes += [Rect(x, top, part, BAR, tone, says), *_frame(x, top, part, BAR)]
        text = next(
            (t for t in (f"{count} {word}", str(count)) if width(t, SIZE, bold=True) + 8 <= part),
            "",
        )
        if text:
            middle = x + part / 2
            base = top + BAR / 2 + SIZE * 0.36
            shapes.append(Text(middle, base, text, SIZE, "text", "middle", bold=True))
        if text != f"{count} {word}":
            left.append(f"{count} {word}")
        x += part + 2
    y = top + BAR
    if left:  # a part too narrow for its word says it below
        y += 13
        shapes.append(Text(0, y, shortened(", ".join(left), SIZE, wide), SIZE, "muted"))
    return shapes, y


def _grid(found: Agreement, y: float, wide: float) -> Shapes:
    """Rows: first grade; columns: second grade; totals at the right and below."""
    grades = found.scale.ranked
    label = min(128.0, wide * 0.28)
    total = 40.0
    cell = (wide - label - total) / max(1, len(grades))
    top = y + HEAD
    shapes: Shapes = [
        Text(0, top - 5, "First grade", SIZE, "muted"),
        Text(label, y + SIZE, shortened("Second grade, given blind", SIZE, wide - label), SIZE,
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
        below = sum(row[column] for row in found.table)
        foot = top + CELL * len(grades) + 13
        shapes.append(Text(middle, foot, str(below), SIZE, "muted", "middle"))
    for row, grade in enumerate(grades):
        line = top + row * CELL
        middle = line + CELL / 2
        shapes.append(Mark(5, middle, 9, shape(grade.tone), grade.tone))
        names = wrapped(grade.name, SIZE, label - 20)
        first = middle + SIZE * 0.36 - (len(names) - 1) * 5.5
        shapes += [Text(16, first + 11 * i, name, SIZE) for i, name in enumerate(names)]
        for column, count in enumerate(found.table[row]):
            way = "same" if row == column else "lower" if column > row else "higher"
            says = f"First {grade.name}, second {grades[column].name}: {count}, {way}"
            shapes += _cell((label + column * cell, line, cell), count, way, says)
        base = middle + SIZE * 0.36
        shapes.append(Text(wide, base, str(sum(found.table[row])), SIZE, "muted", "end"))
    foot = top + CELL * len(grades) + 13
    shapes.append(Text(16, foot, "Total", SIZE, "muted"))
    shapes.append(Text(wide, foot, str(sum(map(sum, found.table))), SIZE, "muted", "end"))
    return shapes


def _cell(place: tuple[float, float, float], count: int, way: str, says: str) -> Shapes:
    x, y, wide = place
    if not count:
        return [Rect(x, y, wide - 2, CELL - 2, "surface"), *_frame(x, y, wide - 2, CELL - 2)]
    middle = x + (wide - 2) / 2
    return [
        Rect(x, y, wide - 2, CELL - 2, _FILLS[way], says),
        *_frame(x, y, wide - 2, CELL - 2),
        Text(middle, y + 15, str(count), 12, "text", "middle", bold=True),
        Text(middle, y + 28, way, SIZE, "muted", "middle"),
    ]


def _frame(x: float, y: float, wide: float, tall: float) -> Shapes:
    """A thin line round a box: where colours are few its fill cannot be seen."""
    right, below = x + wide, y + tall
    return [
        Line(x, y, right, y, "line", 0.7),
        Line(x, below, right, below, "line", 0.7),
        Line(x, y, x, below, "line", 0.7),
        Line(right, y, right, below, "line", 0.7),
    ]
