"""Tables on paper: widths from what stands in them, and cells set in lines once."""

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether
from reportlab.platypus import Paragraph as Plain

from qa_tool.chart.metrics import width
from qa_tool.export.cells import written
from qa_tool.export.fonts import markup
from qa_tool.export.pdf_grid import GRADE_MARK, LEAD, PAD, Cell, Grid, Plan, Row
from qa_tool.export.pdf_lines import broken
from qa_tool.export.pdf_style import CELL, WIDE, Setting
from qa_tool.export.pdf_tree import Element
from qa_tool.report.blocks import Column, TableBlock

KEPT = 6  # a table of so few rows is never parted
MOST_KEPT = 300.0  # a higher one is, so that little is left white
HEAD_LINES = 16
FAIR_LONG, LEAST_LONG = 120.0, 90.0
_NUMBERS = frozenset({"number", "percent"})
Given = str | int | float | date | None


def table_of(setting: Setting, block: TableBlock) -> Iterator[Flowable]:
    """A table that splits between rows, its header on every page and never alone."""
    plain = [[_plain(cell) for cell in row] for row in block.rows]
    widths = _widths(block, plain)
    piece = setting.at.add("Table")
    # The note stands above: below, it could be left alone on the next page.
    above = _above(setting, block, piece.add("Caption") if block.caption or block.note else None)
    cells = _Cells(setting, block, widths)
    plan = Plan(tuple(widths), cells.head(), setting.fonts, piece, block.head_columns)
    grid = Grid(plan, cells.rows(plain) or [cells.nothing()])
    high = sum(part.wrap(WIDE, 10_000)[1] + 12 for part in above)
    whole = high + sum(grid.wrap(WIDE, 0)[1:])
    if len(plain) <= KEPT and whole < MOST_KEPT:
        yield KeepTogether([*above, grid])
    else:
        yield CondPageBreak(min(560.0, high + grid.least()))
        yield from above
        yield grid


def height_of(setting: Setting, block: TableBlock) -> float:
    """About how high a table is with what stands above it, before it is set."""
    plain = [[_plain(cell) for cell in row] for row in block.rows]
    cells = _Cells(setting, block, _widths(block, plain))
    rows = sum(row.height for row in cells.rows(plain)) + cells.head().height
    return rows + (20.0 if block.caption else 0.0) + (26.0 if block.note else 0.0)


def _above(setting: Setting, block: TableBlock, piece: Element | None) -> list[Flowable]:
    if piece is None:
        return []
    with setting.inside(piece):
        above: list[Flowable] = []
        if block.caption:
            above.append(setting.words(block.caption, setting.styles.caption))
        if block.note:
            above += setting.running(block.note, setting.styles.note)
        return above


class _Cells:
    """Sets the texts of one table in lines; what stands in a column more than once is set once."""

    def __init__(self, setting: Setting, block: TableBlock, widths: Sequence[float]) -> None:
        self._setting, self._block, self._widths = setting, block, widths
        self._tones = dict(block.tones)
        self._known: list[dict[str, Cell]] = [{} for _ in widths]

    def head(self) -> Row:
        """The header; what would fill the page is cut."""
        cells = []
        for title, kind, wide in zip(
            self._block.header, self._block.kinds, self._widths, strict=True
        ):
            lines = self._lines(title, wide, bold=True)
            if lines is None:
                cells.append(self._words(title, kind, wide, head=True))
                continue
            cells.append(_placed(lines[:HEAD_LINES], right=kind in _NUMBERS, bold=True))
        return Row(cells, max(1, *(_high(cell) for cell in cells)) if cells else 1)

    def rows(self, plain: Sequence[Sequence[str]]) -> list[Row]:
        """All rows; the last is strong where it is the total."""
        kinds, known = self._block.kinds, self._known
        total = len(plain) - 1 if self._block.total_row else -1
        found = []
        for number, row in enumerate(plain):
            strong = number == total
            cells = []
            for place, text in enumerate(row):
                cell = None if strong else known[place].get(text)
                if cell is None:
                    cell = self._cell(text, kinds[place], self._widths[place], strong=strong)
                    if cell.words is None and not strong:
                        known[place][text] = cell
                cells.append(cell)
            found.append(Row(cells, max(1, *(_high(cell) for cell in cells)), strong))
        return found

    def nothing(self) -> Row:
        """What stands in a table without rows."""
        return Row([Cell(("Nothing to show.",))], 1, spans=True)

    def _cell(self, text: str, kind: Column, wide: float, *, strong: bool) -> Cell:
        if not text:
            return Cell(())
        tone = self._tones.get(text, "") if kind == "grade" else ""
        lines = self._lines(text, wide - (GRADE_MARK if tone else 0.0), bold=strong)
        if lines is None:
            return self._words(text, kind, wide)
        made = _placed(lines, right=kind in _NUMBERS, bold=strong)
        made.tone = tone
        return made

    def _lines(self, text: str, wide: float, *, bold: bool) -> tuple[str, ...] | None:
        """The text in lines, or None where letters of another font stand in it."""
        text = written(text).expandtabs(4)
        if not self._setting.fonts.has(text.replace("\n", " ")):
            return None
        return broken(text, CELL, wide - 2 * PAD, bold=bold)

    def _words(self, text: str, kind: Column, wide: float, *, head: bool = False) -> Cell:
        styles, right = self._setting.styles, kind in _NUMBERS
        style = styles.number if right else styles.cell
        if head:
            style = styles.head_number if right else styles.head
        made = Plain(markup(text, self._setting.fonts), style)
        made.wrap(wide - 2 * PAD, 10_000)
        return Cell((), words=made)


def _placed(lines: tuple[str, ...], *, right: bool, bold: bool) -> Cell:
    if not right:
        return Cell(lines)
    return Cell(lines, tuple(width(line, CELL, bold=bold) for line in lines))


def _high(cell: Cell) -> int:
    if cell.words is not None:
        return max(1, -int(-cell.words.height // LEAD))
    return len(cell.lines)


def _plain(cell: Given) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell.day} {cell:%b %Y}"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    return cell


def _longest(block: TableBlock, rows: Sequence[Sequence[str]], place: int) -> float:
    word = max((width(part, CELL, bold=True) for part in block.header[place].split()), default=0)
    if block.kinds[place] == "long":
        return word + 2 * PAD
    if block.kinds[place] in {"text", "date"}:
        word = max(word, min(80.0, width(block.header[place], CELL, bold=True)))
    extra = 14.0 if block.kinds[place] == "grade" else 0.0
    cells = (width(row[place][:60], CELL) + extra for row in rows[:400])
    total = width(rows[-1][place][:60], CELL, bold=True) if block.total_row and rows else 0.0
    return min(190.0, max([word, 20.0, total, *cells])) + 2 * PAD + 1


def _word(rows: Sequence[Sequence[str]], place: int, mark: float) -> float:
    """The room of the longest word of a column, so that no ordinary word is broken."""
    words = (word for row in rows[:400] for word in row[place][:200].split())
    return mark + min(120.0, max((width(word, CELL) for word in words), default=30.0)) + 2 * PAD + 1


def _widths(block: TableBlock, rows: Sequence[Sequence[str]]) -> list[float]:
    """Short columns as wide as they need, long ones share the rest; the table is as wide as the text."""
    wanted = [_longest(block, rows, place) for place in range(len(block.header))]
    long = [place for place, kind in enumerate(block.kinds) if kind == "long"]
    texts = [p for p, kind in enumerate(block.kinds) if kind in {"text", "grade"}]
    for place in long:
        wanted[place] = max(wanted[place], 150.0 if len(long) == 1 else 110.0)
    # Texts and long ones give way in turn, down to the longest word; words break last.
    words = {p: _word(rows, p, _mark(block, p)) for p in texts or range(len(wanted))}
    _give_way(wanted, {place: max(low, wanted[place] * 0.65) for place, low in words.items()})
    _give_way(wanted, {place: min(wanted[place], FAIR_LONG) for place in long})
    _give_way(wanted, words)
    _give_way(wanted, {place: min(wanted[place], LEAST_LONG) for place in long})
    _heads(block, wanted)
    spare = WIDE - sum(wanted)
    if spare > 0:
        takers = long or texts or list(range(len(wanted)))
        for place in takers:
            wanted[place] += spare / len(takers)
    scale = min(1.0, WIDE / sum(wanted))
    return [wide * scale for wide in wanted]


def _mark(block: TableBlock, place: int) -> float:
    return GRADE_MARK if block.kinds[place] == "grade" else 0.0


def _give_way(wanted: list[float], least: dict[int, float]) -> None:
    """Make columns narrower, each by its share of what it can give, until the table fits."""
    over = sum(wanted) - WIDE
    room = {place: max(0.0, wanted[place] - low) for place, low in least.items()}
    all_room = sum(room.values())
    if over <= 0 or not all_room:
        return
    for place, part in room.items():
        wanted[place] -= part * min(1.0, over / all_room)


def _heads(block: TableBlock, wanted: list[float]) -> None:
    """Where there is room, a column of figures is so wide that its title takes two or three lines."""
    more: dict[int, float] = {}
    for place, kind in enumerate(block.kinds):
        if kind in _NUMBERS:
            title = width(block.header[place], CELL, bold=True) * 0.6 + 2 * PAD
            more[place] = max(0.0, min(110.0, title) - wanted[place])
    spare, asked = WIDE - sum(wanted), sum(more.values())
    if spare > 0 and asked:
        for place, part in more.items():
            wanted[place] += part * min(1.0, spare / asked)
