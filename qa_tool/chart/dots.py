"""Shares side by side, each with its interval, and where it stood before: dumbbells, year on year."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa_tool.chart.metrics import shortened, width, wrapped
from qa_tool.chart.plane import BASE, SIZE, Key, Plane, Shapes, keys, nothing
from qa_tool.chart.scene import Line, Mark, Scene, Table, Text
from qa_tool.figures.change import Change
from qa_tool.figures.proportion import TOO_FEW, interval_words, percent_words, wilson

ROW = 27.0
AXIS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """A share to be drawn, or only its words: a protected or too small one has a `share` of None."""

    share: float | None
    words: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class DotRow:
    """One line: what it is about, now, before (None where there is no before), and the change in words."""

    label: str
    now: Dot
    before: Dot | None = None
    words: str = ""


def dot(k: int, n: int) -> Dot:
    """`62% (46 to 76)` with its interval; below ten the counts alone."""
    if n < TOO_FEW:
        return Dot(None, f"{percent_words(k, n)}, too few" if n else "no audits")
    low, high = wilson(k, n)
    return Dot(k / n, f"{percent_words(k, n)} ({interval_words(k, n)})", low, high)


def changed(label: str, found: Change) -> DotRow:
    """The line of a comparison."""
    return DotRow(label, dot(*found.after), dot(*found.before), found.words)


def table_of(rows: Sequence[DotRow], first: str, times: tuple[str, str]) -> Table:
    """The same in words and numbers."""
    if not any(row.before for row in rows):
        return Table((first, times[1]), tuple((row.label, row.now.words) for row in rows))
    return Table(
        (first, *times, "Change"),
        tuple(
            (row.label, row.before.words if row.before else "–", row.now.words, row.words or "–")
            for row in rows
        ),
    )


def dots(
    rows: Sequence[DotRow], title: str, sentence: str, *, first: str = "Domain",
    times: tuple[str, str] = ("Before", "Now"), wide: float = 470,
) -> Scene:  # fmt: skip
    """A filled circle for now with its interval, a square outline's place for before, joined by a line."""
    table = table_of(rows, first, times)
    if not rows:
        return nothing(title, sentence, wide, table)
    wide = max(wide, 260.0)
    both = any(row.before for row in rows)
    label = min(wide * 0.3, 8 + max(width(row.label, SIZE) for row in rows))
    room = min(
        wide * 0.33, 8 + max(width(words, SIZE, bold=True) for row in rows for words in _said(row))
    )
    signs = [Key(times[1], "accent", "circle"), Key("likely range (95%)", "accent")]
    if both:
        signs.insert(0, Key(times[0], "muted", "square"))
    shapes, top = keys(signs, wide, 0)
    top += 4
    plane = Plane(label, top, wide - room - 8, top + ROW * len(rows), 0, 1)
    shapes += _axis(plane)
    for place, row in enumerate(rows):
        shapes += _row(row, plane, top + ROW * place, wide, times)
    return Scene(wide, plane.bottom + 16, title, sentence, tuple(shapes), table)


def _said(row: DotRow) -> tuple[str, ...]:
    return tuple(words for words in (row.now.words, row.words) if words)


def _axis(plane: Plane) -> Shapes:
    found: Shapes = []
    sparse = plane.right - plane.left < 150
    for share in AXIS:
        x = plane.x(share)
        found.append(Line(x, plane.top, x, plane.bottom, "line", 0.5))
        if not sparse or share in {0, 1}:
            words = f"{share:.0%}"
            found.append(Text(x, plane.bottom + 12, words, SIZE, "muted", "middle"))
    return found


def _row(row: DotRow, plane: Plane, y: float, wide: float, times: tuple[str, str]) -> Shapes:
    middle = y + ROW / 2
    lines = wrapped(row.label, SIZE, plane.left - 8)
    top = middle + BASE - (len(lines) - 1) * 5.5
    found: Shapes = [Text(0, top + 11 * i, line, SIZE) for i, line in enumerate(lines)]
    found += _interval(row.now, plane, middle)
    before = row.before.share if row.before else None
    if before is not None and row.now.share is not None:
        found.append(Line(plane.x(before), middle, plane.x(row.now.share), middle, "muted", 2))
    if row.before and before is not None:
        says = f"{row.label}, {times[0]}: {row.before.words}"
        found.append(Mark(plane.x(before), middle, 8, "square", "muted", says))
    if row.now.share is not None:
        says = f"{row.label}, {times[1]}: {row.now.words}"
        says += f"; {row.words}" if row.words else ""
        found.append(Mark(plane.x(row.now.share), middle, 9, "circle", "accent", says))
    return found + _words(row, plane, middle, wide)


def _interval(now: Dot, plane: Plane, y: float) -> Shapes:
    """Whiskers: the likely range of the share."""
    if now.share is None or now.low is None or now.high is None:
        return []
    low, high = plane.x(now.low), plane.x(now.high)
    ends: Shapes = [Line(x, y - 4, x, y + 4, "accent", 1) for x in (low, high)]
    return [Line(low, y, high, y, "accent", 1), *ends]


def _words(row: DotRow, plane: Plane, middle: float, wide: float) -> Shapes:
    few = row.now.share is None
    room = wide - plane.right - 8
    first = middle + BASE - (5.5 if row.words else 0)
    told = shortened(row.now.words, SIZE, room, bold=not few)
    tone = "muted" if few else "text"
    found: Shapes = [Text(wide, first, told, SIZE, tone, "end", bold=not few)]
    if row.words:
        found.append(Text(wide, first + 11, shortened(row.words, SIZE, room), SIZE, "muted", "end"))
    return found
