"""How each block of a report looks on paper."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    PageBreak,
    Table,
    TableStyle,
)

from qa_tool.chart.metrics import width
from qa_tool.export.fonts import Fonts, line, markup
from qa_tool.export.pdf_flow import BreakIfNear, SceneOnPaper, decorated
from qa_tool.export.pdf_style import CELL, WIDE, Look, Setting, colour, pieces
from qa_tool.export.pdf_table import KEPT, height_of, table_of
from qa_tool.export.pdf_tree import Tree
from qa_tool.export.pdf_words import HeadingWords, ItemWords, Place
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Definitions,
    Figures,
    Heading,
    Note,
    Paragraph,
    Quote,
    TableBlock,
    Vignette,
)
from qa_tool.report.blocks import PageBreak as NewPage

__all__ = ["WIDE", "Maker", "Place", "colour"]

LEAST_SPLIT = 60
MOST_WHITE = 230.0  # a third of a page: more is never left empty to keep a chart with its table
PAGE_ROOM = 690.0
LABEL = 34.0  # a label of two lines, or the sentence before a table

_TINTS = {
    "info": ("accent_soft", "accent"),
    "warning": ("warning_soft", "warning"),
    "danger": ("danger_soft", "danger"),
    "good": ("success_soft", "success"),
}


class Maker(Setting):
    """Turns blocks into what platypus sets on pages."""

    def __init__(self, known: Fonts, tree: Tree, look: Look) -> None:
        super().__init__(known, tree, look)
        self.places: list[Place] = []
        self._depth = 1  # of the last heading; the title of the document is the first

    def flow(self, blocks: Sequence[Block]) -> Iterator[Flowable]:
        """Every block in turn; before a heading or a label, room for what belongs to it."""
        for place, block in enumerate(blocks):
            headed = place > 0 and isinstance(blocks[place - 1], Heading)
            starts = isinstance(block, Heading) or _labels(blocks[place : place + 2])
            if not headed:
                yield from self._breaks(blocks[place : place + 4], starts=starts)
            if isinstance(block, Heading) and block.level == 1:
                self.at = self.tree.root.add("Sect")
            yield from self.one(block)

    def _breaks(self, blocks: Sequence[Block], *, starts: bool) -> Iterator[Flowable]:
        if starts:
            yield CondPageBreak(_need(blocks))
        chart = _led_to(blocks)
        if chart is not None:
            high = _need(blocks) + height_of(self, chart.twin()) if starts else 0.0
            high = high or self._whole(chart)
            if high < PAGE_ROOM:
                yield BreakIfNear(high, MOST_WHITE)

    def _whole(self, chart: Chart) -> float:
        return 40 + chart.scene.height + height_of(self, chart.twin())

    def one(self, block: Block) -> Iterator[Flowable]:  # noqa: C901, PLR0912  one case a kind of block
        """One block."""
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                styles = self.styles
                style = styles.lead if block.lead else styles.body
                yield from self.running(block.text, styles.muted if block.muted else style)
            case Bullets():
                yield from self._bullets(block)
            case Callout():
                with self.inside(self.at.add("Div")):
                    yield from self._titled(block.title, block.text, *_TINTS[block.tone])
            case Quote():
                with self.inside(self.at.add("BlockQuote")):
                    yield from self._quote(block)
            case Figures():
                yield from self._figures(block)
            case Chart():
                yield from self._chart(block)
            case TableBlock():
                yield from table_of(self, block)
            case Note():
                yield from self.running(block.text, self.styles.note)
            case Definitions():
                yield from self._definitions(block)
            case Vignette():
                with self.inside(self.at.add("Sect")):
                    yield from self._titled(block.title, block.text, "surface", "accent")
            case NewPage():
                yield PageBreak()

    def _heading(self, block: Heading) -> Flowable:
        level = min(3, max(1, block.level))
        # The title is the first; no level is left out on the way down.
        self._depth = min(level + 1, self._depth + 1)
        made = HeadingWords(markup(block.text, self.fonts), self.styles.headings[level])
        self.tagged(made, block.text, f"H{self._depth}")
        if block.level < 3:
            level = block.level if self.places else 1
            text = line(block.text, self.fonts)
            made.place = Place(f"place-{len(self.places)}", text, level)
            self.places.append(made.place)
        made.anchor = f"anchor-{block.anchor}" if block.anchor else ""
        return made

    def _bullets(self, block: Bullets) -> Iterator[Flowable]:
        listed = self.at.add("L", "/O/List/ListNumbering/Disc")
        for item in block.items:
            entry = listed.add("LI")
            label, body = entry.add("Lbl"), entry.add("LBody")
            for place, piece in enumerate(pieces(item, WIDE - 14, 10)):
                made = ItemWords(markup(piece, self.fonts), self.styles.bullet)
                made.tag, made.label = body, None if place else label
                yield made

    def _definitions(self, block: Definitions) -> Iterator[Flowable]:
        listed = self.at.add("L", "/O/List/ListNumbering/None")
        for term, words in block.items:
            with self.inside(listed.add("LI")):
                head = self.words(term, self.styles.term, "Lbl")
                first, *rest = self.running(words, self.styles.meaning, WIDE - 14, "LBody")
            yield CondPageBreak(46)
            yield head
            yield first
            yield from rest

    def _panel(self, content: list[list[Flowable]], fill: str, edge: str) -> Table:
        look = TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), self.fonts.regular, CELL),
                ("BACKGROUND", (0, 0), (-1, -1), self.look.colour(fill)),
                ("LINEBEFORE", (0, 0), (0, -1), 3, self.look.colour(edge)),
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
            spaceBefore=4, spaceAfter=10, renderCB=decorated,
        )  # fmt: skip

    def _titled(self, title: str, text: str, fill: str, edge: str) -> Iterator[Flowable]:
        head = self.words(title, self.styles.callout_title)
        rows: list[list[Flowable]] = [
            [part] for part in self.running(text, self.styles.callout, WIDE - 24)
        ]
        rows[0].insert(0, head)
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
        listed = self.at.add("L", "/O/List/ListNumbering/None")
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
            with self.inside(listed.add("LI").add("LBody")):
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
                ("LINEABOVE", (column, 0), (column, 0), 2, self.look.colour("accent")),
                ("LEFTPADDING", (column, 0), (column, 0), 11),
                ("RIGHTPADDING", (column, 0), (column, 0), 9),
                ("TOPPADDING", (column, 0), (column, 0), 9),
            ]
            if place < len(items) - 1:
                cells.append("")
        widths = [each if i % 2 == 0 else gap for i in range(len(cells))]
        yield Table(
            [cells], colWidths=widths, style=TableStyle(looks), spaceAfter=14, renderCB=decorated
        )

    def _chart(self, block: Chart) -> Iterator[Flowable]:
        with self.inside(self.at.add("Div")) as piece:
            with self.inside(piece.add("Caption")):
                caption = self.words(block.caption, self.styles.caption)
            yield KeepTogether(
                [caption, SceneOnPaper(block.scene, self.fonts, piece.add("Figure"))]
            )
        yield from table_of(self, block.twin())


def _led_to(blocks: Sequence[Block]) -> Chart | None:
    """The chart that these blocks begin with, headings aside."""
    for block in blocks:
        if isinstance(block, Chart):
            return block
        if not isinstance(block, Heading):
            return None
    return None


def _labels(blocks: Sequence[Block]) -> bool:
    """Whether this is small print that says what the words below it are."""
    return (
        len(blocks) == 2
        and all(isinstance(block, Paragraph) for block in blocks)
        and _leads(blocks)
    )


def _leads(blocks: Sequence[Block]) -> bool:
    """A label before its words, or a short sentence before a short table: never parted from it."""
    first, *rest = blocks
    if not isinstance(first, Paragraph) or not rest:
        return False
    if isinstance(rest[0], Paragraph):
        return first.muted and not rest[0].muted
    return isinstance(rest[0], TableBlock) and len(rest[0].rows) <= 4 and len(first.text) < 240


def _one_line(block: Paragraph, size: float) -> bool:
    text = block.text
    return not block.lead and "\n" not in text and width(text[:200], size) <= WIDE - 4


def _row(row: Sequence[object]) -> float:
    """About how high a row of a table is; room to write by hand is counted by its lines."""
    lines = (str(cell).count("\n") + len(str(cell)) // 60 for cell in row)
    return 12.0 + 12.0 * (1 + max(lines, default=0))


def _need(blocks: Sequence[Block]) -> float:
    """The room that a heading wants below it, so that it never stands alone at the foot."""
    total = 0.0
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            total += {1: 56.0, 2: 38.0}.get(block.level, 30.0)
            continue
        if isinstance(block, Paragraph) and _leads(blocks[place : place + 2]):
            total += 20.0 if _one_line(block, 9) else LABEL
            continue
        match block:
            case Chart():
                return total + min(560.0, block.scene.height + 40)
            case TableBlock():
                few = block.rows if len(block.rows) <= KEPT else block.rows[:4]
                return total + min(560.0, 60 + sum(_row(row) for row in few))
            case Figures() | Callout() | Quote():
                return total + 100
            case Paragraph() if _one_line(block, 10):
                return total + 26
            case _:
                return total + 50
    return total
