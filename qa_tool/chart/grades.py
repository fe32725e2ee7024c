"""Grades as bars: a part for each grade with its shape and count, n, and good or better with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa_tool.chart.metrics import shortened, width, wrapped
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Table, Text
from qa_tool.chart.tones import on, shape
from qa_tool.figures.distribution import Distribution
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.template.model import Grade

SIZE = 9.0
ROW = 25.0
BAR = 17.0
GAP = 8.0
Shapes = list[Rect | Line | Mark | Text]


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: what it is about, and how the grades are spread."""

    label: str
    spread: Distribution


@dataclass(frozen=True, slots=True)
class _Columns:
    label: float
    bar: float
    none: float
    n: float
    good: float

    @property
    def total(self) -> float:
        return self.label + self.bar + self.none + self.n + self.good + 4 * GAP

    @property
    def bar_x(self) -> float:
        return self.label + GAP

    @property
    def none_x(self) -> float:
        return self.bar_x + self.bar + GAP

    @property
    def n_end(self) -> float:
        return self.none_x + self.none + GAP + self.n


def good_words(spread: Distribution) -> str:
    """`62% (46 to 76)`, `5 of 8, too few` or `no audits`."""
    n = spread.n
    if n == 0:
        return "no audits"
    if n < TOO_FEW:
        return f"{spread.words}, too few"
    return f"{spread.words} ({spread.interval})"


def _legend(grades: Sequence[Grade], room: float, *, none: bool) -> tuple[Shapes, float]:
    found: Shapes = []
    x, y = 0.0, SIZE
    items = [(grade.name, grade.tone) for grade in grades]
    if none:
        items.append(("Not enough evidence", "none"))
    for name, tone in items:
        wide = 14 + width(name, SIZE) + 14
        if x and x + wide > room:
            x, y = 0.0, y + 15
        ink = "edge" if tone == "none" else tone
        found.append(Mark(x + 5, y - 3.2, 9, shape(tone), ink, name))
        found.append(Text(x + 14, y, name, SIZE, "muted"))
        x += wide
    return found, y + 8


def _heads(columns: _Columns, y: float, *, none: bool) -> Shapes:
    found: Shapes = [
        Text(columns.n_end, y, "n", SIZE, "muted", "end"),
        Text(columns.total, y, "Good or better", SIZE, "muted", "end"),
    ]
    if none:
        middle = columns.none_x + columns.none / 2
        found.append(Text(middle, y, "NEE", SIZE, "muted", "middle"))
    return found


def _part(x: float, y: float, wide: float, grade: Grade, count: int, says: str) -> Shapes:
    found: Shapes = [Rect(x, y, wide, BAR, grade.tone, says, radius=2)]
    words = str(count)
    text = width(words, SIZE, bold=True)
    base = y + BAR / 2 + SIZE * 0.36
    ink = on(grade.tone)
    if wide >= text + 19:
        left = x + (wide - text - 12) / 2
        found.append(Mark(left + 4, y + BAR / 2, 8, shape(grade.tone), ink))
        found.append(Text(left + 12, base, words, SIZE, ink, bold=True))
    elif wide >= text + 3:
        found.append(Text(x + wide / 2, base, words, SIZE, ink, "middle", bold=True))
    return found


def _bar(row: BarRow, y: float, columns: _Columns) -> Shapes:
    spread, found = row.spread, list[Rect | Line | Mark | Text]()
    n = spread.n
    if n == 0:
        found.append(Rect(columns.bar_x, y, columns.bar, BAR, "none", "no audits", 2, dashed=True))
        middle = columns.bar_x + columns.bar / 2
        base = y + BAR / 2 + SIZE * 0.36
        found.append(Text(middle, base, "no audits", SIZE, "muted", "middle"))
        return found
    parts = [(grade, count) for grade, count in spread.counts if count]
    room = columns.bar - 1.5 * (len(parts) - 1)
    x = columns.bar_x
    for grade, count in parts:
        wide = room * count / n
        says = f"{row.label}: {grade.name}, {count} of {n}"
        found.extend(_part(x, y, wide, grade, count, says))
        x += wide + 1.5
    return found


def _row(row: BarRow, words: str, y: float, columns: _Columns) -> Shapes:
    spread = row.spread
    top = y + (ROW - BAR) / 2
    base = y + ROW / 2 + SIZE * 0.36
    lines = wrapped(row.label, SIZE, columns.label)
    first = base - (len(lines) - 1) * 5.4
    found: Shapes = [Text(0, first + 10.8 * i, line, SIZE) for i, line in enumerate(lines)]
    found.extend(_bar(row, top, columns))
    if spread.unranked:
        says = f"{row.label}: not enough evidence, {spread.unranked}"
        found.append(Rect(columns.none_x, top, columns.none, BAR, "none", says, 2, dashed=True))
        middle = columns.none_x + columns.none / 2
        found.append(Text(middle, base, str(spread.unranked), SIZE, "text", "middle"))
    n = spread.n
    found.append(Text(columns.n_end, base, str(n), SIZE, "text", "end"))
    few = n < TOO_FEW
    tone = "muted" if few else "text"
    found.append(Text(columns.total, base, words, SIZE, tone, "end", bold=not few))
    return found


def table_of(rows: Sequence[BarRow], first: str = "Domain") -> Table:
    """The same in words and numbers."""
    if not rows:
        return Table((first,), ())
    grades = [grade.name for grade, _count in rows[0].spread.counts]
    return Table(
        (first, *grades, "Not enough evidence", "n", "Good or better"),
        tuple(
            (
                row.label,
                *(str(count) for _grade, count in row.spread.counts),
                str(row.spread.unranked),
                str(row.spread.n),
                good_words(row.spread),
            )
            for row in rows
        ),
    )


def grade_bars(
    rows: Sequence[BarRow], title: str, sentence: str, *, first: str = "Domain", wide: float = 470
) -> Scene:
    """One bar a row, all on one scale; `first` heads the first column of the table."""
    none = any(row.spread.unranked for row in rows)
    said = [good_words(row.spread) for row in rows]
    good = max([width("Good or better", SIZE), *(width(one, SIZE, bold=True) for one in said)])
    label = min(wide * 0.3, max([40.0, *(width(row.label, SIZE) for row in rows)]))
    few = 26.0 if none else 0.0
    columns = _Columns(label, wide - label - few - 22 - good - 4 * GAP, few, 22, good)
    grades = [grade for grade, _count in rows[0].spread.counts] if rows else []
    shapes, y = _legend(grades, wide, none=none)
    y += 12
    shapes.extend(_heads(columns, y, none=none))
    y += 5
    for row, words in zip(rows, said, strict=True):
        shapes.append(Line(0, y, wide, y, "line", 0.5))
        shapes.extend(_row(row, words, y, columns))
        y += ROW
    shapes.append(Line(0, y, wide, y, "line", 0.5))
    if none:
        y += 14
        key = "NEE: not enough evidence; counted by itself and not in n."
        shapes.append(Text(0, y, shortened(key, SIZE, wide), SIZE, "muted"))
    return Scene(wide, y + 4, title, sentence, tuple(shapes), table_of(rows, first))
