"""A heat map: domains down, teams or areas or months across, each cell with its number and its n."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa_tool.chart.metrics import shortened, width, wrapped
from qa_tool.chart.pairs import frame
from qa_tool.chart.plane import BASE, LINE, SIZE, Shapes, nothing
from qa_tool.chart.scene import Rect, Scene, Table, Text
from qa_tool.figures.proportion import TOO_FEW, percent_words

CELL = 31.0
ROOM = 46.0  # the least a column takes
STEPS = ("0 to 19%", "20 to 39%", "40 to 59%", "60 to 79%", "80 to 100%")


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: `share` gives its shade (None leaves it blank and dashed), `words` and `small` its text."""

    share: float | None
    words: str
    small: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row, with a cell for every column."""

    label: str
    cells: tuple[HeatCell, ...]


def heat_cell(k: int, n: int) -> HeatCell:
    """`62%` over `n 40`; below ten the counts without a shade; without audits nothing but a dash."""
    if not n:
        return HeatCell(None, "–", "", "no audits")
    if n < TOO_FEW:
        return HeatCell(None, percent_words(k, n), "too few", f"{k} of {n}, too few")
    return HeatCell(
        k / n, percent_words(k, n), f"n {n:,}", f"{percent_words(k, n)} ({k:,} of {n:,})"
    )


def _tone(share: float) -> str:
    return f"heat{min(5, int(share * 5 + 1e-9) + 1)}"


def _told(cell: HeatCell) -> str:
    return cell.told or " ".join(filter(None, (cell.words, cell.small)))


def table_of(columns: Sequence[str], rows: Sequence[HeatRow], first: str) -> Table:
    """The same in words and numbers."""
    return Table(
        (first, *columns),
        tuple((row.label, *(_told(cell) for cell in row.cells)) for row in rows),
    )


def heat_map(
    columns: Sequence[str], rows: Sequence[HeatRow], title: str, sentence: str, *,
    first: str = "Domain", wide: float = 470,
) -> Scene:  # fmt: skip
    """Good or better in every cell, darker where there is more; what does not fit across goes below."""
    table = table_of(columns, rows, first)
    if not columns or not rows:
        return nothing(title, sentence, wide, table)
    wide = max(wide, 200.0)
    label = max(60.0, min(wide * 0.32, 8 + max(width(row.label, SIZE) for row in rows)))
    across = max(1, min(len(columns), int((wide - label) // ROOM)))
    bands = -(-len(columns) // across)
    across = -(-len(columns) // bands)  # as many in each band
    cell = min(96.0, (wide - label) / across)
    shapes, y = _scale(wide)
    for start in range(0, len(columns), across):
        part = range(start, min(start + across, len(columns)))
        y = _band(shapes, (columns, rows, part), (label, cell), y + 6)
    return Scene(wide, y + 3, title, sentence, tuple(shapes), table)


def _scale(wide: float) -> tuple[Shapes, float]:
    """Five shades with what each stands for, and a dashed one for what has no percentage."""
    found: Shapes = []
    x = y = 0.0
    items = [(f"heat{i}", words) for i, words in enumerate(STEPS, 1)]
    for tone, words in [*items, ("none", "too few, or none")]:
        long = 16 + width(words, SIZE)
        if x and x + long > wide:
            x, y = 0.0, y + LINE + 2
        found.append(Rect(x, y + 1, 12, 10, tone, "", 2, dashed=tone == "none"))
        found += [] if tone == "none" else frame(x, y + 1, 12, 10)
        found.append(Text(x + 16, y + LINE / 2 + BASE, words, SIZE, "muted"))
        x += long + 12
    return found, y + LINE + 2


def _band(
    found: Shapes, what: tuple[Sequence[str], Sequence[HeatRow], range],
    size: tuple[float, float], y: float,
) -> float:  # fmt: skip
    columns, rows, part = what
    label, cell = size
    heads = [wrapped(columns[i], SIZE, cell - 4, lines=3) for i in part]
    y += LINE * max(map(len, heads))
    for place, lines in enumerate(heads):
        middle = label + place * cell + cell / 2
        for up, line in enumerate(reversed(lines)):
            found.append(Text(middle, y - 4 - up * 11, line, SIZE, "text", "middle"))
    for row in rows:
        lines = wrapped(row.label, SIZE, label - 8, lines=3)
        top = y + CELL / 2 + BASE - (len(lines) - 1) * 5
        found += [Text(0, top + 10 * i, line, SIZE) for i, line in enumerate(lines)]
        for place, i in enumerate(part):
            says = f"{row.label}, {columns[i]}: {_told(row.cells[i])}"
            found += _cell(row.cells[i], says, label + place * cell, y, cell)
        y += CELL
    return y


def _cell(cell: HeatCell, says: str, x: float, y: float, wide: float) -> Shapes:
    blank = cell.share is None
    tone = "none" if cell.share is None else _tone(cell.share)
    ink = "text" if blank else f"on_{tone}"
    middle, room = x + wide / 2, wide - 6
    found: Shapes = [Rect(x + 1, y + 1, wide - 2, CELL - 2, tone, says, 2, dashed=blank)]
    if not blank:  # the palest shade is hardly seen without an edge
        found += frame(x + 1, y + 1, wide - 2, CELL - 2)
    words = shortened(cell.words, SIZE, room, bold=not blank)
    if not cell.small:
        found.append(Text(middle, y + CELL / 2 + BASE, words, SIZE, ink, "middle", bold=not blank))
        return found
    small = shortened(cell.small, SIZE, room)
    found.append(Text(middle, y + 13.5, words, SIZE, ink, "middle", bold=not blank))
    found.append(Text(middle, y + 25, small, SIZE, ink, "middle"))
    return found
