"""How each block of a report looks on paper."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    PageBreak,
    Table,
    TableStyle,
)
from reportlab.platypus import Paragraph as Words

from qa_tool.chart.metrics import width, wrapped
from qa_tool.chart.pdf import draw
from qa_tool.chart.scene import Mark, Scene
from qa_tool.chart.scene import Table as ChartTable
from qa_tool.chart.tones import paper, shape
from qa_tool.export.fonts import Fonts, line, markup
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Figures,
    Heading,
    Paragraph,
    Quote,
    TableBlock,
)
from qa_tool.report.blocks import PageBreak as NewPage

NO_TABLE = ChartTable((), ())
GRADE_MARK = 12.0
WIDE = 471.0
PAD = 4.0
CELL = 9.0
BATCH = 45
PAGE_HIGH = 842.0
LEAST_SPLIT = 60
MOST_LINES = 24
_NUMBERS = frozenset({"number", "percent"})
_TINTS = {
    "info": ("accent_soft", "accent"),
    "warning": ("warning_soft", "warning"),
    "danger": ("danger_soft", "danger"),
    "good": ("success_soft", "success"),
}
Cell = str | int | float | date | None


def colour(tone: str) -> Any:
    """A tone as reportlab wants it."""
    return HexColor(paper(tone))


class SceneOnPaper(Flowable):
    """A chart as vectors in the running text."""

    def __init__(self, scene: Scene, known: Fonts) -> None:
        super().__init__()
        self.width, self.height = scene.width, scene.height
        self._scene, self._fonts = scene, (known.regular, known.semibold)
        # Room below is never a spacer: that could begin a page of its own.
        self.spaceAfter = 8

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The room that it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it at its place."""
        draw(self.canv, self._scene, self._fonts)


class GradeCell(Flowable):
    """A grade in a table: its shape in its colour, and its name on one line or two."""

    def __init__(self, name: str, tone: str, room: float, known: Fonts) -> None:
        super().__init__()
        self._lines = wrapped(line(name, known), CELL, room - GRADE_MARK)
        self._tone, self._font = tone, known.regular
        self.width, self.height = room, 11.0 + 12 * (len(self._lines) - 1)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The room that it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """The shape, then the word; never colour alone."""
        canvas, top = self.canv, self.height
        tone = "edge" if self._tone == "none" else self._tone
        mark = Mark(4, 5, 8, shape(self._tone), tone)
        draw(canvas, Scene(self.width, top, "", "", (mark,), NO_TABLE), (self._font, self._font))
        canvas.setFillColor(colour("text"))
        canvas.setFont(self._font, CELL)
        for row, text in enumerate(self._lines):
            canvas.drawString(GRADE_MARK, top - 9 - 12 * row, text)


class Rows(Flowable):
    """The rows of a long table that are still to be set.

    A table of reportlab looks at all its rows at every page; this one hands it a page's worth.
    """

    def __init__(
        self, make: Callable[[list[list[Any]], bool], Table], body: list[list[Any]]
    ) -> None:
        super().__init__()
        self._make, self._body = make, body

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """More than a page, so that it is asked to split."""
        return aW, max(aH, PAGE_HIGH) + 1

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """The rows that fit here as a table, and the rest; never one row alone on the last page."""
        parts = self._make(self._body[:BATCH], False).splitOn(self.canv, aW, aH)  # noqa: FBT003
        if not parts:
            return []
        first: Any = parts[0]
        taken = len(first._rowHeights) - 1  # noqa: SLF001  nothing public counts the rows
        rest = self._body[taken:]
        if len(rest) > BATCH:
            return [parts[0], Rows(self._make, rest)]
        return [parts[0], self._make(rest, True)]  # noqa: FBT003


class HeadingOnPaper(Words):
    """A heading that puts itself into the bookmarks and tells its page to the contents."""

    def __init__(self, text: str, style: ParagraphStyle, place: "Place | None") -> None:
        super().__init__(text, style)
        self._place = place

    def draw(self) -> None:
        """Draw it, and mark the place."""
        if self._place is not None:
            where = self._place
            where.page = self.canv.getPageNumber()
            self.canv.bookmarkHorizontal(where.key, 0, self.height + 8)
            self.canv.addOutlineEntry(where.text, where.key, where.level - 1, closed=False)
        super().draw()


@dataclass(slots=True)
class Place:
    """One line of the contents; its page is known once the heading has been set."""

    key: str
    text: str
    level: int
    page: int = 0


class Styles:
    """The styles of running text."""

    def __init__(self, known: Fonts) -> None:
        def style(name: str, size: float, lead: float, **more: Any) -> ParagraphStyle:
            given = {"fontName": known.regular, "textColor": colour("text"), **more}
            given["bulletFontName"] = known.regular
            return ParagraphStyle(name, fontSize=size, leading=lead, splitLongWords=1, **given)

        bold = known.semibold
        self.body = style("body", 10, 15, spaceAfter=8)
        self.lead = style("lead", 12, 18, spaceAfter=10)
        self.muted = style("muted", 9, 13, textColor=colour("muted"), spaceAfter=6)
        self.bullet = style("bullet", 10, 15, leftIndent=14, bulletIndent=2, spaceAfter=5)
        self.headings = {
            1: style("h1", 20, 26, fontName=bold, spaceBefore=20, spaceAfter=10),
            2: style("h2", 13, 18, fontName=bold, spaceBefore=14, spaceAfter=6),
            3: style("h3", 11, 15, fontName=bold, spaceBefore=10, spaceAfter=4),
        }
        self.caption = style("caption", 10, 14, fontName=bold, spaceBefore=8, spaceAfter=3)
        self.note = style("note", 9, 12.5, textColor=colour("muted"), spaceBefore=4, spaceAfter=8)
        self.cell = style("cell", CELL, 12)
        self.number = style("number", CELL, 12, alignment=TA_RIGHT)
        self.head = style("head", CELL, 12, fontName=bold, textColor=colour("muted"))
        self.head_number = style("head_number", CELL, 12, parent=self.head, alignment=TA_RIGHT,
                                 fontName=bold, textColor=colour("muted"))  # fmt: skip
        self.figure = style("figure", 23, 28, fontName=bold, textColor=colour("accent"))
        self.figure_long = style("figure_l", 15, 28, fontName=bold, textColor=colour("accent"))
        self.figure_name = style("figure_name", 10, 13, fontName=bold)
        self.title = style("title", 24, 30, fontName=bold, spaceAfter=2)
        self.subtitle = style("subtitle", 13, 18, textColor=colour("muted"), spaceAfter=12)
        self.callout = style("callout", 10, 14.5)
        self.callout_title = style("callout_title", 10.5, 15, fontName=bold, spaceAfter=2)


class Maker:
    """Turns blocks into what platypus sets on pages."""

    def __init__(self, known: Fonts) -> None:
        self.fonts = known
        self.styles = Styles(known)
        self.places: list[Place] = []

    def words(self, text: str, style: ParagraphStyle) -> Words:
        """A paragraph in which nothing typed is markup."""
        return Words(markup(text, self.fonts), style)

    def running(self, text: str, style: ParagraphStyle, room: float = WIDE) -> list[Words]:
        """A text of any length: setting one paragraph of many pages takes longer with every page."""
        return [self.words(piece, style) for piece in pieces(text, room, style.fontSize)]

    def flow(self, blocks: Sequence[Block]) -> Iterator[Flowable]:
        """Every block in turn; before a heading, room for what belongs to it."""
        for place, block in enumerate(blocks):
            if isinstance(block, Heading) and not (
                place and isinstance(blocks[place - 1], Heading)
            ):
                yield CondPageBreak(_need(blocks[place : place + 4]))
            yield from self.one(block)

    def one(self, block: Block) -> Iterator[Flowable]:  # noqa: C901  one case a kind of block
        """One block."""
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                styles = self.styles
                style = styles.lead if block.lead else styles.body
                yield from self.running(block.text, styles.muted if block.muted else style)
            case Bullets():
                for item in block.items:
                    yield Words(markup(item, self.fonts), self.styles.bullet, bulletText="•")
            case Callout():
                yield from self._callout(block)
            case Quote():
                yield from self._quote(block)
            case Figures():
                yield from self._figures(block)
            case Chart():
                yield from self._chart(block)
            case TableBlock():
                yield from self.table(block)
            case NewPage():
                yield PageBreak()

    def _heading(self, block: Heading) -> Flowable:
        style = self.styles.headings[min(3, max(1, block.level))]
        place = None
        if block.level < 3:
            level = block.level if self.places else 1
            text = line(block.text, self.fonts)
            place = Place(f"place-{len(self.places)}", text, level)
            self.places.append(place)
        return HeadingOnPaper(markup(block.text, self.fonts), style, place)

    def _panel(self, content: list[list[Flowable]], fill: str, edge: str) -> Table:
        look = TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), self.fonts.regular, CELL),
                ("BACKGROUND", (0, 0), (-1, -1), colour(fill)),
                ("LINEBEFORE", (0, 0), (0, -1), 3, colour(edge)),
                ("LEFTPADDING", (0, 0), (-1, -1), 12),
                ("RIGHTPADDING", (0, 0), (-1, -1), 12),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, 0), 9),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 10),
            ]
        )
        return Table(
            [[row] for row in content], colWidths=[WIDE], style=look, splitInRow=LEAST_SPLIT,
            spaceBefore=4, spaceAfter=10,
        )  # fmt: skip

    def _callout(self, block: Callout) -> Iterator[Flowable]:
        fill, edge = _TINTS[block.tone]
        rows: list[list[Flowable]] = [
            [part] for part in self.running(block.text, self.styles.callout, WIDE - 24)
        ]
        rows[0].insert(0, self.words(block.title, self.styles.callout_title))
        yield self._panel(rows, fill, edge)

    def _quote(self, block: Quote) -> Iterator[Flowable]:
        rows: list[list[Flowable]] = [
            [part] for part in self.running(block.text, self.styles.callout, WIDE - 24)
        ]
        if block.source:
            rows[-1].append(self.words(block.source, self.styles.muted))
        yield self._panel(rows, "surface", "line")

    def _figures(self, block: Figures) -> Iterator[Flowable]:
        items = block.items[:4]
        if not items:
            return
        gap = 10.0
        each = (WIDE - gap * (len(items) - 1)) / len(items)
        cells: list[Any] = []
        looks: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            # Empty cells name their font too, and Helvetica would not be embedded.
            ("FONT", (0, 0), (-1, -1), self.fonts.regular, CELL),
        ]
        for place, (figure, name, small) in enumerate(items):
            styles = self.styles
            fits = width(figure, 23, bold=True) <= each - 22
            style = styles.figure if fits else styles.figure_long
            cells.append(
                [
                    self.words(figure, style),
                    self.words(name, styles.figure_name),
                    self.words(small, styles.muted),
                ]
            )
            column = 2 * place
            looks += [
                ("BACKGROUND", (column, 0), (column, 0), colour("surface")),
                ("LINEABOVE", (column, 0), (column, 0), 2, colour("accent")),
                ("LEFTPADDING", (column, 0), (column, 0), 11),
                ("RIGHTPADDING", (column, 0), (column, 0), 9),
                ("TOPPADDING", (column, 0), (column, 0), 9),
            ]
            if place < len(items) - 1:
                cells.append("")
        widths = [each if i % 2 == 0 else gap for i in range(len(cells))]
        yield Table([cells], colWidths=widths, style=TableStyle(looks), spaceAfter=14)

    def _chart(self, block: Chart) -> Iterator[Flowable]:
        scene = block.scene
        picture: list[Flowable] = [
            self.words(block.caption, self.styles.caption),
            SceneOnPaper(scene, self.fonts),
        ]
        yield KeepTogether(picture)
        kinds: list[Column] = ["text"]
        kinds += ["number" for _ in scene.table.header[1:]]
        yield from self.table(
            TableBlock(
                "", scene.table.header, tuple(kinds), scene.table.rows, "The chart in figures."
            )
        )

    def table(self, block: TableBlock) -> Iterator[Flowable]:
        """A table that splits between rows, its header on every page and never alone."""
        plain = [[_plain(cell) for cell in row] for row in block.rows]
        widths = _widths(block, plain)
        rows = [part for row in plain for part in _parts(row, widths)]
        tones = dict(block.tones)
        head = [
            self._head(title, kind, wide)
            for title, kind, wide in zip(block.header, block.kinds, widths, strict=True)
        ]
        body = [
            [
                self._cell(cell, kind, wide, tones)
                for cell, kind, wide in zip(row, block.kinds, widths, strict=True)
            ]
            for row in rows
        ]
        above: list[Flowable] = []
        if block.caption:
            above.append(self.words(block.caption, self.styles.caption))
        if block.note:
            above.append(self.words(block.note, self.styles.note))
        if not body:
            body = [[self.words("Nothing to show.", self.styles.muted), *[""] * (len(head) - 1)]]

        def make(some: list[list[Any]], last: bool) -> Table:  # noqa: FBT001
            return self._one_table(head, some, widths, block, last=last)

        tables: list[Flowable] = [Rows(make, body) if len(body) > BATCH else make(body, True)]  # noqa: FBT003
        # The note stands above: below, it could be left alone on the next page.
        if len(body) <= 9:
            yield KeepTogether([*above, *tables])
        else:
            yield CondPageBreak(160)
            yield from above
            yield from tables

    def _one_table(
        self,
        head: list[Any],
        body: list[list[Any]],
        widths: list[float],
        block: TableBlock,
        *,
        last: bool,
    ) -> Table:
        looks: list[tuple[Any, ...]] = [
            ("FONT", (0, 0), (-1, -1), self.fonts.regular, CELL, 12),
            ("TEXTCOLOR", (0, 0), (-1, -1), colour("text")),
            ("FONT", (0, 0), (-1, 0), self.fonts.semibold, CELL, 12),
            ("TEXTCOLOR", (0, 0), (-1, 0), colour("muted")),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, colour("edge")),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, colour("line")),
            ("LEFTPADDING", (0, 0), (-1, -1), PAD),
            ("RIGHTPADDING", (0, 0), (-1, -1), PAD),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
        ]
        looks += [
            ("ALIGN", (place, 0), (place, -1), "RIGHT")
            for place, kind in enumerate(block.kinds)
            if kind in _NUMBERS
        ]
        if last and len(body) > 6:
            # Never fewer than two rows below a caption, or at the top of the last page.
            looks += [("NOSPLIT", (0, 0), (-1, 2)), ("NOSPLIT", (0, -2), (-1, -1))]
        if last and block.total_row:
            looks.append(("FONT", (0, -1), (-1, -1), self.fonts.semibold, CELL, 12))
        return Table(
            [head, *body], colWidths=widths, repeatRows=1, splitInRow=LEAST_SPLIT if last else 0,
            style=TableStyle(looks), hAlign="LEFT", spaceAfter=16,
        )  # fmt: skip

    def _head(self, title: str, kind: Column, wide: float) -> Any:
        room = wide - 2 * PAD
        if width(title, CELL, bold=True) <= room and self.fonts.has(title):
            return title
        right = kind in _NUMBERS
        return self.words(title, self.styles.head_number if right else self.styles.head)

    def _cell(self, text: str, kind: Column, wide: float, tones: dict[str, str]) -> Any:
        if kind == "grade" and text in tones:
            return GradeCell(text, tones[text], wide - 2 * PAD, self.fonts)
        # A paragraph costs ten times a plain text: only what does not fit on a line becomes one.
        short = len(text) < 160 and "\n" not in text
        if short and self.fonts.has(text) and width(text, CELL) <= wide - 2 * PAD:
            return text
        return self.words(text, self.styles.number if kind in _NUMBERS else self.styles.cell)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell.day} {cell:%b %Y}"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    return cell


def pieces(text: str, room: float, size: float) -> list[str]:
    """A text in pieces of about so many lines, broken at line ends or between words where it can be."""
    across = max(8, int(room / (size * 0.52)))
    if len(text) <= across * MOST_LINES and text.count("\n") < MOST_LINES:
        return [text]
    found: list[str] = []
    lines, piece = 0, ""
    for line_ in text.splitlines(keepends=True):
        for start in range(0, max(1, len(line_)), across * MOST_LINES):
            part = line_[start : start + across * MOST_LINES]
            high = 1 + len(part) // across
            if piece and lines + high > MOST_LINES:
                found.append(piece.rstrip("\n"))
                lines, piece = 0, ""
            lines, piece = lines + high, piece + part
    return _between_words([*found, piece.rstrip("\n")])


def _between_words(found: list[str]) -> list[str]:
    """Move half a word at the end of a piece to the next one."""
    for place in range(len(found) - 1):
        head, space, tail = found[place].rpartition(" ")
        if space and head and len(tail) < 40 and not found[place + 1][:1].isspace():
            found[place], found[place + 1] = head, tail + found[place + 1]
    return found


def _parts(row: list[str], widths: Sequence[float]) -> list[list[str]]:
    """A row, carried on in more rows below where one of its texts would fill a page."""
    if not any(len(text) > 300 for text in row):
        return [row]
    columns = [pieces(text, wide - 2 * PAD, CELL) for text, wide in zip(row, widths, strict=True)]
    return [list(part) for part in zip_longest(*columns, fillvalue="")]


def _need(blocks: Sequence[Block]) -> float:
    """The room that a heading wants below it, so that it never stands alone at the foot."""
    total = 0.0
    for block in blocks:
        if isinstance(block, Heading):
            total += {1: 56.0, 2: 38.0}.get(block.level, 30.0)
            continue
        match block:
            case Chart():
                return total + min(560.0, block.scene.height + 40)
            case TableBlock():
                return total + 60 + 24.0 * min(4, len(block.rows))
            case Figures() | Callout() | Quote():
                return total + 100
            case _:
                return total + 50
    return total


def _longest(block: TableBlock, rows: Sequence[Sequence[str]], place: int) -> float:
    word = max((width(part, CELL, bold=True) for part in block.header[place].split()), default=0)
    if block.kinds[place] == "long":
        return word + 2 * PAD
    if block.kinds[place] in {"text", "date"}:
        word = max(word, min(80.0, width(block.header[place], CELL, bold=True)))
    extra = 14.0 if block.kinds[place] == "grade" else 0.0
    cells = (width(row[place][:60], CELL) + extra for row in rows[:400])
    return min(190.0, max([word, 20.0, *cells])) + 2 * PAD + 1


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
    over = sum(wanted) - WIDE
    if over > 0:
        marks = [GRADE_MARK if kind == "grade" else 0.0 for kind in block.kinds]
        room = {
            place: max(0.0, wanted[place] - _word(rows, place, marks[place]))
            for place in texts or range(len(wanted))
        }
        all_room = sum(room.values()) or 1.0
        for place, part in room.items():
            wanted[place] -= part * min(1.0, over / all_room)
    spare = WIDE - sum(wanted)
    if spare > 0:
        takers = long or texts or list(range(len(wanted)))
        for place in takers:
            wanted[place] += spare / len(takers)
    scale = min(1.0, WIDE / sum(wanted))
    return [wide * scale for wide in wanted]
