"""The workbook: one real table a sheet, typed columns, frozen header, set up for printing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook as Book
from openpyxl.cell import WriteOnlyCell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from qa_tool.chart.tones import on, paper
from qa_tool.export.cells import LIMIT, like_a_formula, split, written
from qa_tool.export.data_parts import escaped
from qa_tool.export.file import write_whole
from qa_tool.progress import Progress
from qa_tool.report.blocks import Column
from qa_tool.report.workbook import Cell, Sheet, Workbook

STEP = 500
HEADER_ROW_NOTES = 3
SHORT, KEPT = 40, 20_000  # codes, names and grades come again and again
_END = b"</sheetData>"
_TOP = Alignment(vertical="top")
_WRAP = Alignment(vertical="top", wrap_text=True)
_LINE = Border(bottom=Side("thin", color="DFE1EA"))


@dataclass(frozen=True, slots=True)
class _Looks:
    """The styles of one workbook, by the kind of column and by the name of the grade."""

    kinds: dict[Column, str]
    grades: dict[str, str]
    below: dict[str, list[str]] = field(default_factory=dict)  # a sheet's rows below its header


def _named(book: Book, name: str, **parts: Any) -> str:
    style = NamedStyle(name=name)
    style.font = parts.get("font", Font(name="Calibri", size=11))
    style.alignment = parts.get("alignment", _TOP)
    if "fill" in parts:
        style.fill = parts["fill"]
    if "border" in parts:
        style.border = parts["border"]
    style.number_format = parts.get("number_format", "General")
    book.add_named_style(style)
    return name


def _ink(tone: str) -> str:
    return paper(tone).lstrip("#")


def _looks(book: Book, tones: Iterable[tuple[str, str]]) -> _Looks:
    grades = {}
    for name, tone in tones:
        if tone == "none":
            continue
        style = f"Grade {tone}"
        if style not in book.named_styles:
            _named(
                book,
                style,
                font=Font(name="Calibri", size=11, bold=True, color=_ink(on(tone))),
                fill=PatternFill("solid", start_color=_ink(tone)),
            )
        grades[name] = style
    accent = Font(name="Calibri", size=16, bold=True, color=_ink("accent"))
    _named(book, "Sheet title", font=accent, alignment=Alignment(vertical="center"))
    muted = Font(name="Calibri", size=10, color=_ink("muted"))
    _named(book, "Sheet note", font=muted)
    _named(
        book,
        "Table header",
        font=Font(name="Calibri", size=11, bold=True, color="FFFFFF"),
        fill=PatternFill("solid", start_color=_ink("accent")),
        alignment=Alignment(vertical="center", wrap_text=True),
    )
    kinds: dict[Column, str] = {
        "text": _named(book, "Text cell", alignment=_TOP),
        "grade": "Text cell",
        "long": _named(book, "Long cell", alignment=_WRAP),
        "number": _named(book, "Number cell", number_format="#,##0"),
        "percent": _named(book, "Share cell", number_format="0%"),
        "date": _named(book, "Date cell", number_format="dd mmm yyyy"),
    }
    return _Looks(kinds, grades)


def _pieces(row: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    """The row, and below it the rows that carry on what no cell can hold; the first cell repeats."""
    if not any(isinstance(value, str) and 2 * len(value) > LIMIT for value in row):
        return [tuple(row)]
    columns = [split(v) if isinstance(v, str) else (v,) for v in map(_clean, row)]
    rows = list(zip_longest(*columns, fillvalue=None))
    return [rows[0], *((rows[0][0], *more[1:]) for more in rows[1:])]


def _clean(value: Cell) -> Cell:
    return written(value) if isinstance(value, str) else value


class _Rows:
    """Turns values into the text of rows: openpyxl makes the book, its styles and everything round the rows.

    Fifty thousand rows of its cell objects would take fifteen times as long as their text.
    """

    def __init__(self, sheet: Any, plan: Sheet, looks: _Looks) -> None:
        self._sheet = sheet
        self._looks = looks
        self._kinds = [column.kind for column in plan.columns]
        self._letters = [get_column_letter(place) for place in range(1, len(plan.columns) + 1)]
        self._long = [
            (place, column.width * 0.98)
            for place, column in enumerate(plan.columns)
            if column.kind == "long"
        ]
        self._numbers: dict[tuple[str, bool], int] = {}
        self._said: dict[tuple[str, Column], str] = {}

    def text(self, number: int, row: Sequence[Cell]) -> str:
        """One row as the sheet holds it, styled, as high as its longest cell."""
        cells = "".join(
            f'<c r="{letter}{number}" {self._cell(value, kind)}</c>'
            for letter, value, kind in zip(self._letters, row, self._kinds, strict=True)
            if value is not None and value != ""
        )
        high = self.height(row)
        tall = f' ht="{high:g}" customHeight="1"' if high else ""
        return f'<row r="{number}"{tall}>{cells}</row>'

    def height(self, row: Sequence[Cell]) -> float:
        """The height of a row whose long cells wrap; 0 where one line is enough.

        Not every program works heights out when it opens a file, and lines would lie on each other.
        """
        most = 1
        for place, room in self._long:
            value = row[place]
            if isinstance(value, str) and (len(value) > room or "\n" in value):
                lines = sum(1 + int(len(part) // room) for part in value.split("\n"))
                most = max(most, lines)
        return min(409.0, 15.0 * most) if most > 1 else 0.0

    def _cell(self, value: str | float | date, kind: Column) -> str:
        if isinstance(value, str):
            if len(value) > SHORT:
                return self._words(value, kind)
            if (value, kind) not in self._said:
                if len(self._said) >= KEPT:
                    self._said.clear()
                self._said[value, kind] = self._words(value, kind)
            return self._said[value, kind]
        fits = kind if kind in {"percent", "date"} else "number"
        style = self._style(self._looks.kinds["date" if isinstance(value, date) else fits])
        return f's="{style}"><v>{self._number(value)}</v>'

    def _number(self, value: float | date) -> str:
        """As Excel counts: days since 1900 for a date."""
        days: Any = to_excel
        return str(days(value)) if isinstance(value, date) else repr(value)

    def _words(self, value: str, kind: Column) -> str:
        """Always words: a spreadsheet takes "=…" for a formula and "#REF!" for an error."""
        text = written(value)
        look = self._looks.kinds["text" if kind in {"number", "percent", "date"} else kind]
        if kind == "grade":
            look = self._looks.grades.get(text, look)
        style = self._style(look, quoted=like_a_formula(text))
        return f's="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is>'

    def _style(self, look: str, *, quoted: bool = False) -> int:
        """The book's number of a style; with a mark that it stays words where somebody edits them."""
        if (look, quoted) not in self._numbers:
            cell = WriteOnlyCell(self._sheet)
            cell.style = look
            if quoted:
                cell.quotePrefix = True
            self._numbers[look, quoted] = cell.style_id
        return self._numbers[look, quoted]


def _set_up(sheet: Any, plan: Sheet, source: Workbook, header: int) -> None:
    for place, column in enumerate(plan.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = f"B{header + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation = "landscape"
    # A4, and A3 for a table so wide that A4 would make it unreadable.
    sheet.page_setup.paperSize = 8 if sum(c.width for c in plan.columns) > 220 else 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.8, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    # An ampersand begins a code in a header or footer; doubled it is itself.
    sheet.oddHeader.left.text = source.council.replace("&", "&&")
    sheet.oddHeader.right.text = plan.title.replace("&", "&&")
    sheet.oddFooter.left.text = source.marking.replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P of &N"


def _table(sheet: Any, plan: Sheet, number: int, header: int, last: int) -> None:
    table = Table(
        displayName=f"Table_{number}",
        ref=f"A{header}:{get_column_letter(len(plan.columns))}{max(last, header + 1)}",
    )
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    # A sheet that is written row by row cannot read its own header: the columns are named here.
    table.tableColumns = [
        TableColumn(id=place, name=column.title) for place, column in enumerate(plan.columns, 1)
    ]
    table.autoFilter = AutoFilter(ref=table.ref)
    # add_table itself would warn here, because it cannot know that the columns are named.
    sheet.tables.add(table)


def _sheet(book: Book, plan: Sheet, source: Workbook, looks: _Looks, number: int) -> Iterator[int]:
    sheet = book.create_sheet(plan.name)
    looks.below[sheet.title] = []
    header = len(plan.notes) + HEADER_ROW_NOTES
    _set_up(sheet, plan, source, header)
    begun: Any = sheet
    begun._writer = WorksheetWriter(sheet, BytesIO())  # noqa: SLF001  nothing public takes a file
    begun._writer.write_top()  # noqa: SLF001

    def styled(text: str, style: str) -> Any:
        cell = WriteOnlyCell(sheet, written(text))
        cell.style = style
        cell.data_type = "s"
        return cell

    sheet.row_dimensions[1].height = 26
    sheet.append([styled(plan.title, "Sheet title")])
    for note in plan.notes:
        sheet.append([styled(note, "Sheet note")])
    sheet.append([styled(f"{source.council} · {source.marking}", "Sheet note")])
    sheet.row_dimensions[header].height = 32
    sheet.append([styled(column.title, "Table header") for column in plan.columns])
    rows, below = _Rows(sheet, plan, looks), looks.below[sheet.title]
    last = header
    for done, row in enumerate(plan.rows, 1):
        for piece in _pieces(row):
            last += 1
            below.append(rows.text(last, piece))
        if done % STEP == 0:
            yield STEP
    _table(sheet, plan, number, header, last)
    yield len(plan.rows) % STEP


class _InMemory(ExcelWriter):
    """Takes the sheets from memory: openpyxl's own way leaves somebody's words in temporary files."""

    def __init__(self, book: Book, archive: ZipFile, below: dict[str, list[str]]) -> None:
        super().__init__(book, archive)
        self._below = below

    def write_worksheet(self, ws: Any) -> None:
        """Put one finished sheet into the archive."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001  as openpyxl's own writer does
        if not ws.closed:
            ws.close()
        writer = ws._writer  # noqa: SLF001
        ws._rels = writer._rels  # noqa: SLF001
        archive: ZipFile = self._archive  # type: ignore[attr-defined]  # the stubs do not know it
        top, _, end = writer.out.getvalue().rpartition(_END)
        with archive.open(ws.path[1:], "w", force_zip64=True) as out:
            out.write(top)
            rows = self._below.pop(ws.title)
            for at in range(0, len(rows), STEP):
                out.write("".join(rows[at : at + STEP]).encode())
            out.write(_END + end)
        writer.out.close()
        self.manifest.append(ws)


def _saved(book: Book, file: BinaryIO, looks: _Looks) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=4, allowZip64=True) as archive:
        _InMemory(book, archive, looks.below).save()


def fill(source: Workbook, file: BinaryIO, progress: Progress) -> None:
    """Write the whole workbook into an open file."""
    book = Book(write_only=True)
    looks = _looks(book, source.tones)
    total, done = sum(len(plan.rows) for plan in source.sheets), 0
    try:
        for number, plan in enumerate(source.sheets, 1):
            for step in _sheet(book, plan, source, looks, number):
                done += step
                progress.step(done, total, f"Writing the sheet {plan.name}")
    except BaseException:
        for sheet in book.worksheets:  # begun, and never to be saved
            unfinished: Any = sheet
            if not unfinished.closed:
                unfinished.close()
        raise
    known = book.properties
    known.title, known.creator, known.lastModifiedBy = source.title, source.council, source.council
    known.subject, known.language, known.category = "Case audit", source.language, source.marking
    _saved(book, file, looks)


def write(source: Workbook, target: Path, progress: Progress) -> Path:
    """The whole workbook, or the old file as it was."""
    return write_whole(target, lambda file: fill(source, file, progress))
