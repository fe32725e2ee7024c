"""Planned against done: a frame as long as the plan, a bar as long as what was done, a tick for re-read."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa_tool.chart.metrics import width, wrapped
from qa_tool.chart.plane import BASE, SIZE, Key, Shapes, keys, nothing
from qa_tool.chart.scene import Line, Rect, Scene, Table, Text

ROW = 25.0
BAR = 16.0


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One line of the plan; `words` (such as a protected number's) stand in place of the counts."""

    label: str
    planned: int
    done: int
    words: str = ""


def told(row: CoverageRow) -> str:
    """`31 of 40`, `31, none planned`, or that nothing was planned."""
    if row.words:
        return row.words
    if not row.planned:
        return f"{row.done:,}, none planned" if row.done else "none planned"
    return f"{row.done:,} of {row.planned:,}"


def coverage_bars(
    rows: Sequence[CoverageRow], title: str, sentence: str, *, first: str = "Team",
    wide: float = 470,
) -> Scene:  # fmt: skip
    """A bar in a frame for every line, all on one scale, in the order given."""
    table = Table(
        (first, "Planned", "Done", "Done of planned"),
        tuple(
            (
                row.label,
                *(("–", "–") if row.words else (f"{row.planned:,}", f"{row.done:,}")),
                told(row),
            )
            for row in rows
        ),
    )
    if not rows:
        return nothing(title, sentence, wide, table, "nothing planned")
    wide = max(wide, 220.0)
    label = min(wide * 0.35, 8 + max(width(row.label, SIZE) for row in rows))
    room = 8 + max(width(told(row), SIZE, bold=True) for row in rows)
    most = max(1, *(max(row.planned, row.done) for row in rows), 1)
    plan = [Key("Done", "accent", box=True), Key("Planned", "none", dashed=True, box=True)]
    shapes, y = keys(plan, wide, 0)
    y += 2
    for row in rows:
        shapes += _row(row, y, (label, (wide - label - room) / most), wide)
        y += ROW
    return Scene(wide, y + 2, title, sentence, tuple(shapes), table)


def _row(row: CoverageRow, y: float, place: tuple[float, float], wide: float) -> Shapes:
    left, unit = place
    middle, top = y + ROW / 2, y + (ROW - BAR) / 2
    lines = wrapped(row.label, SIZE, left - 8)
    first = middle + BASE - (len(lines) - 1) * 5.5
    found: Shapes = [Text(0, first + 11 * i, line, SIZE) for i, line in enumerate(lines)]
    words = told(row)
    found.append(Text(wide, middle + BASE, words, SIZE, "text", "end", bold=True))
    says = f"{row.label}: {words}"
    if row.words:
        return found
    over = row.done > row.planned
    if row.planned:
        frame = "" if over else says
        found.append(Rect(left, top, row.planned * unit, BAR, "none", frame, 2, dashed=True))
    if row.done:
        bar = says if over else ""  # one of the two tells, the longer one
        found.append(Rect(left, top + 3.5, row.done * unit, BAR - 7, "accent", bar, 1))
        if row.done > row.planned > 0:  # more than planned: the plan's end stays to be seen
            end = left + row.planned * unit
            found.append(Line(end, top, end, top + BAR, "text", 1.5))
    return found
