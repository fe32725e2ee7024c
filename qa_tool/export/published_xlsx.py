"""The published workbook: cover, contents, notes and key, then one table a sheet, as government statistics ask."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook as Book
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from qa_tool.chart.tones import paper
from qa_tool.export.cells import like_a_formula, split, written
from qa_tool.export.file import write_whole
from qa_tool.progress import Progress
from qa_tool.report.published import (
    WITHHELD,
    PublishedSet,
    PublishedTable,
    Value,
    key_of,
    rules_of,
)

COVER, CONTENTS, NOTES, KEY = "Cover", "Contents", "Notes", "Key"
_INK = {tone: paper(tone).lstrip("#") for tone in ("text", "accent", "edge")}
_FONT = "Arial"
_BODY = Font(name=_FONT, size=11, color=_INK["text"])
_BOLD = Font(name=_FONT, size=11, bold=True, color=_INK["text"])
_TITLE = Font(name=_FONT, size=16, bold=True, color=_INK["text"])
_HEADING = Font(name=_FONT, size=13, bold=True, color=_INK["text"])
_LINK = Font(name=_FONT, size=11, underline="single", color=_INK["accent"])
_WRAP = Alignment(vertical="top", wrap_text=True)
_TOP = Alignment(vertical="top")
_RIGHT = Alignment(vertical="top", horizontal="right")
_HEAD_RIGHT = Alignment(vertical="bottom", horizontal="right", wrap_text=True)
_HEAD = Alignment(vertical="bottom", wrap_text=True)
_UNDER = Border(bottom=Side("medium", color=_INK["edge"]))
_OVER = Border(top=Side("thin", color=_INK["edge"]))
WORDS_WIDE = 90.0


def sheet_name(one: PublishedTable) -> str:
    """The sheet of a table, which other sheets and readers' formulas name."""
    return f"Table_{one.number}"


def _put(sheet: Any, row: int, column: int, value: Value, font: Font = _BODY) -> Any:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        text = split(written(value))[0]
        cell.value = text
        # openpyxl takes "=…" for a formula: these are somebody's words.
        cell.data_type = "s"
        cell.quotePrefix = like_a_formula(text)
    else:
        cell.value = value
        cell.number_format = "#,##0"
    cell.font, cell.alignment = font, _TOP
    return cell


def _link(sheet: Any, row: int, column: int, words: str, target: str) -> None:
    cell = _put(sheet, row, column, words, _LINK)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target}'!A1", display=words)
    cell.font = _LINK


def _title(sheet: Any, words: str) -> None:
    _put(sheet, 1, 1, words, _TITLE)
    sheet.row_dimensions[1].height = 24.0


def _long(sheet: Any, row: int, words: str, wide: float = WORDS_WIDE) -> None:
    """Words that wrap; the height is set, because not every program works it out."""
    cell = _put(sheet, row, 1, words)
    cell.alignment = _WRAP
    sheet.row_dimensions[row].height = _high(words, wide)


def _high(words: str, wide: float) -> float:
    lines = sum(1 + int(len(part) // (wide * 0.95)) for part in words.split("\n"))
    return min(409.0, 15.0 * lines)


def _printed(sheet: Any, source: PublishedSet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddHeader.left.text = source.council.replace("&", "&&")
    sheet.oddFooter.left.text = source.marking.replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P of &N"


def _as_table(sheet: Any, name: str, first: int, header: Sequence[str], last: int) -> None:
    """Mark up the rows as one real table, which screen readers announce."""
    table = Table(displayName=name, ref=f"A{first}:{get_column_letter(len(header))}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _words_table(sheet: Any, name: str, first: int, lines: Sequence[tuple[str, ...]]) -> None:
    """A table of words: its header first, the last column wraps."""
    for at, line in enumerate(lines):
        for place, words in enumerate(line, 1):
            cell = _put(sheet, first + at, place, words, _BODY if at else _BOLD)
            cell.alignment = _WRAP if at else _HEAD
            if not at:
                cell.border = _UNDER
        if at:
            sheet.row_dimensions[first + at].height = _high(line[-1], WORDS_WIDE)
    _as_table(sheet, name, first, lines[0], first + len(lines) - 1)


def _cover(book: Book, source: PublishedSet) -> None:
    sheet: Any = book.create_sheet(COVER)
    sheet.column_dimensions["A"].width = WORDS_WIDE
    _put(sheet, 1, 1, f"{source.title}: tables", _TITLE).alignment = _WRAP
    sheet.row_dimensions[1].height = 24.0 * (1 + len(source.title) // 50)
    made = f"{source.made.day} {source.made:%B %Y}"
    told = [source.subtitle, source.council, source.marking, f"Made on {made}."]
    row = 2
    for words in filter(None, told):
        _long(sheet, row, words)
        row += 1
    _link(sheet, row, 1, "Go to the contents", CONTENTS)
    _link(sheet, row + 1, 1, "Go to the key of symbols", KEY)
    row += 2
    protected = (
        f"{source.preset.title}. The symbols that stand in place of counts are explained on the "
        f"sheet {KEY}. Percentages are whole numbers from 0 to 100."
    )
    for heading, words in (*source.about, ("How people are protected", protected)):
        _put(sheet, row, 1, heading, _HEADING).alignment = _HEAD
        sheet.row_dimensions[row].height = 27.0
        _long(sheet, row + 1, words)
        row += 2
    _printed(sheet, source)


def _contents(book: Book, source: PublishedSet) -> None:
    sheet: Any = book.create_sheet(CONTENTS)
    _title(sheet, "Contents")
    _put(sheet, 2, 1, "This sheet holds one table, which lists the other sheets.")
    lines = [(KEY, "Key of the symbols")]
    if source.notes:
        lines.insert(0, (NOTES, "Notes on the tables"))
    lines += [(sheet_name(one), one.heading) for one in source.shown]
    for place, words in enumerate(("Sheet", "What it holds"), 1):
        _put(sheet, 3, place, words, _BOLD).border = _UNDER
    for row, (name, words) in enumerate(lines, 4):
        _link(sheet, row, 1, name, name)
        _put(sheet, row, 2, words).alignment = _WRAP
        sheet.row_dimensions[row].height = _high(words, WORDS_WIDE)
    _as_table(sheet, "Contents_list", 3, ("Sheet", "What it holds"), len(lines) + 3)
    for row, one in enumerate(source.withheld, len(lines) + 4):
        _put(sheet, row, 1, f"{one.heading}: {WITHHELD}")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16.0, WORDS_WIDE
    _printed(sheet, source)


def _explained(book: Book, source: PublishedSet) -> None:
    if source.notes:
        sheet: Any = book.create_sheet(NOTES)
        _title(sheet, "Notes")
        _put(sheet, 2, 1, "This sheet holds one table. Tables refer to these notes by number.")
        _link(sheet, 3, 1, "Go to the contents", CONTENTS)
        lines = [("Note", "What it says")]
        lines += [(f"[note {number}]", words) for number, words in enumerate(source.notes, 1)]
        _words_table(sheet, "Notes_list", 4, lines)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14.0, WORDS_WIDE
        _printed(sheet, source)
    sheet = book.create_sheet(KEY)
    _title(sheet, "Key")
    _put(sheet, 2, 1, "This sheet holds one table: the symbols that stand in place of numbers.")
    _link(sheet, 3, 1, "Go to the contents", CONTENTS)
    row = 4
    for rule in rules_of(source.preset):
        _put(sheet, row, 1, rule)
        row += 1
    _words_table(sheet, "Key_list", row, [("Symbol", "What it means"), *key_of(source.preset)])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14.0, WORDS_WIDE
    _printed(sheet, source)


def _table(book: Book, one: PublishedTable, source: PublishedSet) -> None:
    sheet: Any = book.create_sheet(sheet_name(one))
    _title(sheet, one.heading)
    told = f"This sheet holds one table. {one.told}" + " Notes are on the sheet Notes." * bool(
        one.notes
    )
    _put(sheet, 2, 1, told.strip())
    _link(sheet, 3, 1, f"Symbols in place of numbers are explained on the sheet {KEY}", KEY)
    _link(sheet, 4, 1, "Go to the contents", CONTENTS)
    header, first = one.header(), 5
    for place, words in enumerate(header, 1):
        cell = _put(sheet, first, place, words, _BOLD)
        cell.alignment, cell.border = (_HEAD if place == 1 else _HEAD_RIGHT), _UNDER
    lines = one.lines("page")
    last = first + len(lines)
    total = last if one.totals else 0
    for row, line in enumerate(lines, first + 1):
        for place, value in enumerate(line, 1):
            cell = _put(sheet, row, place, value, _BOLD if row == total else _BODY)
            if place > 1:
                cell.alignment = _RIGHT
            if row == total:
                cell.border = _OVER
    _as_table(sheet, f"Table_{one.number}_data", first, header, last)
    sheet.column_dimensions["A"].width = max(14.0, *(len(str(line[0])) * 1.1 + 2 for line in lines))
    for place in range(2, len(header) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 16.0
    sheet.row_dimensions[first].height = 15.0 * max(1 + len(words) // 13 for words in header)
    sheet.freeze_panes = f"B{first + 1}"
    sheet.print_title_rows = f"{first}:{first}"
    _printed(sheet, source)


class _InMemory(ExcelWriter):
    """Takes the sheets from memory: openpyxl's own way leaves what they say in temporary files."""

    def write_worksheet(self, ws: Any) -> None:
        """Put one sheet into the archive."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001  as openpyxl's own writer does
        ws._drawing.charts, ws._drawing.images = [], []  # noqa: SLF001
        file = BytesIO()
        writer = WorksheetWriter(ws, file)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]  # noqa: SLF001
        archive: ZipFile = self._archive  # type: ignore[attr-defined]  # the stubs do not know it
        archive.writestr(ws.path[1:], file.getvalue())
        self.manifest.append(ws)


def fill(source: PublishedSet, file: BinaryIO, progress: Progress) -> None:
    """Write the whole workbook into an open file."""
    book = Book()
    book.remove(book.worksheets[0])
    _cover(book, source)
    _contents(book, source)
    _explained(book, source)
    for done, one in enumerate(source.shown):
        progress.step(done, len(source.shown), f"Writing {one.name}")
        _table(book, one, source)
    known = book.properties
    known.title, known.creator, known.lastModifiedBy = source.title, source.council, source.council
    known.subject, known.language, known.category = source.subtitle, source.language, source.marking
    with ZipFile(file, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _InMemory(book, archive).save()


def write(source: PublishedSet, target: Path, progress: Progress) -> Path:
    """The whole workbook, or the old file as it was."""
    return write_whole(target, lambda file: fill(source, file, progress))
