"""Tables on paper: widths from what stands in them, rows that split between pages, a header on each."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Table, TableStyle

from qa_tool.chart.metrics import width
from qa_tool.export.pdf_flow import BATCH, GRADE_MARK, GradeCell, Rows
from qa_tool.export.pdf_style import CELL, WIDE, Setting, colour, pieces
from qa_tool.report.blocks import Column, TableBlock

PAD = 4.0
LEAST_SPLIT = 60
KEPT = 6  # a table of so few rows is never parted
_NUMBERS = frozenset({"number", "percent"})
Cell = str | int | float | date | None


def table_of(setting: Setting, block: TableBlock) -> Iterator[Flowable]:
    """A table that splits between rows, its header on every page and never alone."""
    plain = [[_plain(cell) for cell in row] for row in block.rows]
    widths = _widths(block, plain)
    rows = [part for row in plain for part in _parts(row, widths)]
    tones = dict(block.tones)
    head = [
        _head(setting, title, kind, wide)
        for title, kind, wide in zip(block.header, block.kinds, widths, strict=True)
    ]
    body = [
        [
            _cell(setting, cell, kind, wide, tones)
            for cell, kind, wide in zip(row, block.kinds, widths, strict=True)
        ]
        for row in rows
    ]
    above: list[Flowable] = []
    if block.caption:
        above.append(setting.words(block.caption, setting.styles.caption))
    if block.note:
        above.append(setting.words(block.note, setting.styles.note))
    if not body:
        body = [[setting.words("Nothing to show.", setting.styles.muted), *[""] * (len(head) - 1)]]

    def make(some: list[list[Any]], last: bool) -> Table:  # noqa: FBT001
        return _one_table(setting, head, some, widths, block, last=last)

    tables: list[Flowable] = [Rows(make, body) if len(body) > BATCH else make(body, True)]  # noqa: FBT003
    # The note stands above: below, it could be left alone on the next page.
    if len(body) <= KEPT:
        yield KeepTogether([*above, *tables])
    else:
        yield CondPageBreak(160)
        yield from above
        yield from tables


def _one_table(
    setting: Setting,
    head: list[Any],
    body: list[list[Any]],
    widths: list[float],
    block: TableBlock,
    *,
    last: bool,
) -> Table:
    looks: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), setting.fonts.regular, CELL, 12),
        ("TEXTCOLOR", (0, 0), (-1, -1), colour("text")),
        ("FONT", (0, 0), (-1, 0), setting.fonts.semibold, CELL, 12),
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
    if last and len(body) > KEPT:
        # Never fewer than two rows below a caption, or at the top of the last page.
        looks += [("NOSPLIT", (0, 0), (-1, 2)), ("NOSPLIT", (0, -2), (-1, -1))]
    if last and block.total_row:
        looks.append(("FONT", (0, -1), (-1, -1), setting.fonts.semibold, CELL, 12))
    return Table(
        [head, *body], colWidths=widths, repeatRows=1, splitInRow=LEAST_SPLIT if last else 0,
        style=TableStyle(looks), hAlign="LEFT", spaceAfter=16,
    )  # fmt: skip


def _head(setting: Setting, title: str, kind: Column, wide: float) -> Any:
    room = wide - 2 * PAD
    if width(title, CELL, bold=True) <= room and setting.fonts.has(title):
        return title
    right = kind in _NUMBERS
    return setting.words(title, setting.styles.head_number if right else setting.styles.head)


def _cell(setting: Setting, text: str, kind: Column, wide: float, tones: dict[str, str]) -> Any:
    if kind == "grade" and text in tones:
        return GradeCell(text, tones[text], wide - 2 * PAD, setting.fonts)
    # A paragraph costs ten times a plain text: only what does not fit on a line becomes one.
    short = len(text) < 160 and "\n" not in text
    if short and setting.fonts.has(text) and width(text, CELL) <= wide - 2 * PAD:
        return text
    return setting.words(text, setting.styles.number if kind in _NUMBERS else setting.styles.cell)


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


def _parts(row: list[str], widths: Sequence[float]) -> list[list[str]]:
    """A row, carried on in more rows below where one of its texts would fill a page."""
    if not any(len(text) > 300 for text in row):
        return [row]
    columns = [pieces(text, wide - 2 * PAD, CELL) for text, wide in zip(row, widths, strict=True)]
    return [list(part) for part in zip_longest(*columns, fillvalue="")]


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
