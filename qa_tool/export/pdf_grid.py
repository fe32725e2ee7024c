"""A table on pages: rows that part between pages and, where they are long, within; its header on each."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as Plain

from qa_tool.chart.pdf import draw as draw_scene
from qa_tool.chart.scene import Mark, Scene
from qa_tool.chart.scene import Table as ChartTable
from qa_tool.chart.tones import paper, shape
from qa_tool.export.fonts import Fonts
from qa_tool.export.pdf_style import CELL
from qa_tool.export.pdf_tree import Element

PAD = 4.0
LEAD = 12.0
ABOVE, BELOW = 4.0, 4.5
GRADE_MARK = 12.0
LEAST_PART = 3  # lines of a row that stand on a page when the row is parted
LONG_ROW = 10  # lines from which a row may be parted
PAGE = 600.0  # with so much room there is nothing to be gained on the next page
NO_TABLE = ChartTable((), ())


@dataclass(slots=True)
class Cell:
    """What stands in one cell: its lines, or a paragraph where another font is needed; a grade's tone."""

    lines: tuple[str, ...]
    wide: tuple[float, ...] = ()  # of each line, where it is set to the right
    tone: str = ""
    words: Plain | None = None


@dataclass(slots=True)
class Row:
    """One row; `tags` are its pieces of the structure once it is drawn, shared by its parts."""

    cells: list[Cell]
    count: int  # lines
    strong: bool = False
    spans: bool = False
    tags: list[Element] = field(default_factory=list)

    @property
    def height(self) -> float:
        """The room that it takes."""
        return self.count * LEAD + ABOVE + BELOW


@dataclass(frozen=True, slots=True)
class Plan:
    """What all parts of one table share."""

    widths: tuple[float, ...]
    head: Row
    fonts: Fonts
    table: Element
    head_columns: int = 1

    def lefts(self) -> list[float]:
        """Where each column begins."""
        return [0.0, *accumulate(self.widths)]


class Grid(Flowable):
    """The rows `start` to `stop` of a table; the whole table is one piece over all its pages."""

    canv: Any
    hAlign: Any  # noqa: N815
    spaceAfter: Any  # noqa: N815

    def __init__(self, plan: Plan, rows: list[Row], *, first: bool = True) -> None:
        super().__init__()
        self._plan, self._first = plan, first
        self._rows = rows
        self._ends = list(accumulate(row.height for row in rows))
        self._start, self._stop = 0, len(rows)
        self.hAlign = "LEFT"
        self.spaceAfter = 16

    def _part(self, start: int, stop: int, *, first: bool) -> "Grid":
        made = Grid.__new__(Grid)
        Flowable.__init__(made)
        made._plan, made._rows, made._ends = self._plan, self._rows, self._ends  # noqa: SLF001
        made._start, made._stop, made._first = start, stop, first  # noqa: SLF001
        made.hAlign, made.spaceAfter = "LEFT", self.spaceAfter
        return made

    def least(self) -> float:
        """The room that its header and first two rows want, so that a caption is not left alone."""
        few = self._rows[self._start : min(self._stop, self._start + 2)]
        high = sum(min(row.height, LONG_ROW * LEAD) for row in few)
        return self._plan.head.height + high

    def _high(self, start: int, stop: int) -> float:
        return self._ends[stop - 1] - (self._ends[start - 1] if start else 0.0) if stop else 0.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The room that it takes."""
        self.width = sum(self._plan.widths)
        self.height = self._plan.head.height + self._high(self._start, self._stop)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803, ARG002
        """The rows that fit and the rest; no row alone below a caption or on the last page."""
        room = aH - self._plan.head.height
        before = self._ends[self._start - 1] if self._start else 0.0
        at = min(self._stop, bisect_right(self._ends, before + room + 0.01, self._start))
        if at < self._stop:
            parted = self._parted(
                at, room - (self._high(self._start, at) if at > self._start else 0)
            )
            if parted is not None:
                return parted
        whole_page = aH >= PAGE
        if self._stop - at == 1 and at - self._start > 2:
            at -= 1
        if at <= self._start or (self._first and at - self._start < 2 and not whole_page):
            return []
        return [
            self._part(self._start, at, first=self._first),
            self._part(at, self._stop, first=False),
        ]

    def _parted(self, at: int, room: float) -> list[Flowable] | None:
        """The row that does not fit, in two parts, where it is long enough for that."""
        row = self._rows[at]
        lines = int((room - ABOVE - BELOW) // LEAD)
        if lines < LEAST_PART or row.count < LONG_ROW:
            return None
        lines = min(lines, row.count - LEAST_PART)
        over, under = _in_two(row, lines, self._plan.widths)
        if over is None or under is None:
            return None
        above = Grid(self._plan, [*self._rows[self._start : at], over], first=self._first)
        below = Grid(self._plan, [under, *self._rows[at + 1 : self._stop]], first=False)
        return [above, below]

    def draw(self) -> None:
        """Header, rows, then the lines and marks, which are decoration."""
        canvas, plan = self.canv, self._plan
        y = self.height
        lines = [(y - plan.head.height, 0.9, "edge")]
        marks: list[tuple[float, float, str]] = []
        pen = _Pen(canvas, plan)
        canvas.setFillColor(HexColor(paper("muted")))
        pen.head(y, tagged=self._first)
        y -= plan.head.height
        canvas.setFillColor(HexColor(paper("text")))
        for row in self._rows[self._start : self._stop]:
            marks += pen.row(row, y)
            y -= row.height
            lines.append((y, 0.4, "line"))
        with canvas.piece(None):
            _rules(canvas, lines, self.width)
            _marks(canvas, marks)


def _rules(canvas: Any, lines: list[tuple[float, float, str]], wide: float) -> None:
    heavy, *light = lines
    for some in ([heavy], light):
        if some:
            canvas.setLineWidth(some[0][1])
            canvas.setStrokeColor(HexColor(paper(some[0][2])))
            drawn = " ".join(f"0 {y:.2f} m {wide:.2f} {y:.2f} l" for y, _, _ in some)
            canvas.addLiteral(f"n {drawn} S")


def _marks(canvas: Any, marks: list[tuple[float, float, str]]) -> None:
    shapes = tuple(
        Mark(x + 4, -(y - 9), 8, shape(tone), "edge" if tone == "none" else tone)
        for x, y, tone in marks
    )
    if shapes:
        draw_scene(canvas, Scene(0, 0, "", "", shapes, NO_TABLE), ("", ""))


class _Pen:
    """Writes the rows of one part; `canvas.put` without its calls, since there may be thousands."""

    def __init__(self, canvas: Any, plan: Plan) -> None:
        self._canvas, self._plan = canvas, plan
        self._code: list[str] = canvas._code  # noqa: SLF001  what drawString writes to as well
        self._lefts = plan.lefts()

    def head(self, y: float, *, tagged: bool) -> None:
        """The header; on later pages it is decoration, since it was read before."""
        plan, canvas = self._plan, self._canvas
        if not tagged:
            with canvas.piece(None):
                for place, cell in enumerate(plan.head.cells):
                    self._write(
                        cell, place, y - LEAD * (plan.head.count - _count(cell)), "semibold"
                    )
            return
        line = plan.table.add("TR")
        for place, cell in enumerate(plan.head.cells):
            tag = line.add("TH", "/O/Table/Scope/Column")
            if _count(cell):
                with canvas.piece(tag):
                    high = y - LEAD * (plan.head.count - _count(cell))
                    self._write(cell, place, high, "semibold")

    def row(self, row: Row, y: float) -> list[tuple[float, float, str]]:
        """One row; the marks of its grades, to be drawn afterwards."""
        canvas, code, marks = self._canvas, self._code, []
        tagged = canvas.tree is not None
        if tagged and not row.tags:
            row.tags += _tags(row, self._plan)  # its parts share the list
        weight = "semibold" if row.strong else "regular"
        for place, cell in enumerate(row.cells):
            if cell.tone:
                marks.append((self._lefts[place] + PAD, y, cell.tone))
            if not cell.lines and cell.words is None:
                continue
            if tagged:
                tag = row.tags[place]
                code.append(f"/{tag.role} <</MCID {canvas.mark(tag)}>> BDC")
            self._write(cell, place, y, weight)
            if tagged:
                code.append("EMC")
        return marks

    def _write(self, cell: Cell, place: int, y: float, weight: str) -> None:
        left = self._lefts[place] + PAD
        if cell.words is not None:
            room = self._plan.widths[place] - 2 * PAD
            _wide, high = cell.words.wrapOn(self._canvas, room, 10_000)
            cell.words.drawOn(self._canvas, left, y - ABOVE - high)
            return
        font = self._plan.fonts.semibold if weight == "semibold" else self._plan.fonts.regular
        shown, code = self._canvas.shown, self._code
        right = self._lefts[place] + self._plan.widths[place] - PAD
        if cell.tone:
            left += GRADE_MARK
        base = y - ABOVE - CELL
        for at, text in enumerate(cell.lines):
            x = right - cell.wide[at] if cell.wide else left
            code.append(
                f"BT 1 0 0 1 {x:.2f} {base - LEAD * at:.2f} Tm {shown(text, font, CELL)} ET"
            )


def _count(cell: Cell) -> int:
    if cell.words is not None:
        return max(1, round(cell.words.height / LEAD))
    return len(cell.lines)


def _tags(row: Row, plan: Plan) -> list[Element]:
    line = plan.table.add("TR")
    if row.spans:
        return [line.add("TD", f"/O/Table/ColSpan {len(plan.widths)}")]
    return [
        line.add("TH", "/O/Table/Scope/Row") if place < plan.head_columns else line.add("TD")
        for place in range(len(row.cells))
    ]


def _in_two(row: Row, lines: int, widths: tuple[float, ...]) -> tuple[Row | None, Row | None]:
    """The row's first so many lines, and the others; both are the same piece."""
    over: list[Cell] = []
    under: list[Cell] = []
    for place, cell in enumerate(row.cells):
        if cell.words is None:
            over.append(Cell(cell.lines[:lines], cell.wide[:lines], cell.tone))
            under.append(Cell(cell.lines[lines:], cell.wide[lines:]))
            continue
        room = widths[place] - 2 * PAD
        cell.words.wrap(room, 10_000)
        parts: list[Any] = cell.words.split(room, lines * LEAD)
        if not parts:
            return None, None
        over.append(Cell((), words=parts[0]))
        under.append(Cell((), words=parts[1] if len(parts) > 1 else None))
    shared = row.tags
    return (
        Row(over, lines, row.strong, row.spans, shared),
        Row(under, row.count - lines, row.strong, row.spans, shared),
    )
