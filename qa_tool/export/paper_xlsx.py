"""An audit on paper as a workbook: drop-downs, dates and locked cells, for somebody without the program."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import PageSetupProperties

from qa_tool.audit.paper import Field, Line, Look, PaperBook, PaperSheet, written_key
from qa_tool.chart.tones import paper
from qa_tool.errors import QAError
from qa_tool.export.cells import LIMIT, like_a_formula, units, written
from qa_tool.export.file import write_whole
from qa_tool.export.workbook_parts import escaped

KEYS, LABEL, ANSWER, DAY, NOTE = 1, 2, 3, 4, 5
WIDTHS = {LABEL: 46, ANSWER: 54, DAY: 13, NOTE: 62}
LISTS = "Lists"
_LINE_HEIGHT = 15.0
_HIGHEST = 400.0
_FIRST_DAY = date(1900, 3, 1)  # before it, the calendar of spreadsheets is wrong by a day
_SAFE_NUMBER = 1e15
_THIN = Side("thin", color=paper("line").lstrip("#"))
_EDGE = Side("thin", color=paper("edge").lstrip("#"))
_WIDE: frozenset[Look] = frozenset({"descriptor", "boundary", "fact", "asked"})
_WHOLE: frozenset[Look] = frozenset({"title", "heading"})


class TooLong(QAError):
    """A text that no cell holds."""


def write(book: PaperBook, target: Path) -> Path:
    """The whole workbook, or the old file as it was."""
    return write_whole(target, lambda file: fill(book, file))


def fill(book: PaperBook, file: BinaryIO) -> None:
    """Write the workbook into an open file."""
    made = Workbook()
    pen = _Pen(made)
    first: Any = made.active
    for number, plan in enumerate(book.sheets):
        sheet = first if number == 0 else made.create_sheet()
        sheet.title = plan.name
        _sheet(sheet, plan, pen, front=number == 0)
        sheet.oddHeader.left.text = book.marking
    pen.finish()
    known = made.properties
    known.title, known.creator, known.lastModifiedBy = book.title, book.council, book.council
    known.subject = "Case audit on paper"
    held = io.BytesIO()
    made.save(held)
    file.write(held.getvalue())


class _Grows(RowDimension):
    """A row that begins with a height and grows with what is typed into it."""

    @property
    def customHeight(self) -> bool:  # noqa: N802  openpyxl's name
        """Never fixed: the spreadsheet program may make it higher."""
        return False


class _Pen:
    """The styles of the workbook, made once, and the sheet that holds its lists."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._lists: dict[tuple[str, ...], str] = {}
        accent = _ink("accent")
        self.fonts = {
            "title": Font(name="Calibri", size=18, bold=True, color=accent),
            "heading": Font(name="Calibri", size=13, bold=True, color=accent),
            "white": Font(name="Calibri", size=13, bold=True, color="FFFFFF"),
            "danger": Font(name="Calibri", size=12, bold=True, color="FFFFFF"),
            "bold": Font(name="Calibri", size=11, bold=True, color=_ink("text")),
            "text": Font(name="Calibri", size=11, color=_ink("text")),
            "note": Font(name="Calibri", size=10, color=_ink("muted")),
            "key": Font(name="Calibri", size=8, color=_ink("muted")),
        }
        self.fills = {
            name: PatternFill("solid", start_color=_ink(name))
            for name in ("accent", "accent_soft", "danger", "danger_soft", "surface")
        }
        self.paper = PatternFill("solid", start_color="FFFFFF")
        self.open = Protection(locked=False)

    def text(self, cell: Any, text: str, font: str = "text", **align: Any) -> None:
        """A text as a text, whatever it begins with."""
        clean = escaped(written(text))
        if units(clean) > LIMIT:
            raise TooLong(
                f"A text has {len(clean):,} letters; a cell of a workbook holds {LIMIT:,}.",
                "Shorten it in the program first.",
            )
        cell.value = clean
        cell.data_type = "s"
        cell.quotePrefix = like_a_formula(clean)
        cell.number_format = "@"
        cell.font = self.fonts[font]
        indent = align.get("indent", 0)
        cell.alignment = Alignment(
            "left" if indent else None, align.get("vertical", "top"), wrap_text=True, indent=indent
        )

    def list_of(self, words: tuple[str, ...]) -> str:
        """The place of a list on the hidden sheet, written the first time that it is asked for."""
        if words not in self._lists:
            column = len(self._lists) + 1
            sheet = self._book[LISTS] if LISTS in self._book else self._book.create_sheet(LISTS)
            for row, word in enumerate(words, start=1):
                cell = sheet.cell(row, column)
                cell.value, cell.data_type = escaped(written(word)), "s"
                cell.quotePrefix = like_a_formula(word)
            letter = get_column_letter(column)
            self._lists[words] = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(words)}"
        return self._lists[words]

    def finish(self) -> None:
        """Hide the lists, behind everything else."""
        if LISTS in self._book:
            sheet = self._book[LISTS]
            self._book.move_sheet(sheet, offset=len(self._book.sheetnames))
            sheet.sheet_state = "hidden"
            sheet.protection.sheet = True
        self._book.active = 0


def _ink(tone: str) -> str:
    return paper(tone).lstrip("#")


def _sheet(sheet: Any, plan: PaperSheet, pen: _Pen, *, front: bool) -> None:
    widths = {**WIDTHS, LABEL: 30, ANSWER: 50, DAY: 34} if front else WIDTHS
    sheet.column_dimensions["A"].width = 2
    sheet.column_dimensions["A"].hidden = True
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    pen.text(sheet.cell(1, KEYS), plan.mark, "key")
    rules = _Rules(sheet, pen)
    for number, line in enumerate(plan.lines, start=2):
        _line(sheet, number, line, pen, front=front)
        for column, field in _fields(line):
            _input(sheet.cell(number, column), field, pen)
            rules.put(field, f"{get_column_letter(column)}{number}")
        _height(sheet, number, line, widths, front=front)
    rules.finish()
    sheet.row_dimensions[1].hidden = True
    _set_up(sheet, plan, front=front)


def _fields(line: Line) -> Iterator[tuple[int, Field]]:
    if line.field is not None:
        yield ANSWER, line.field
    yield from zip((DAY, NOTE), line.also, strict=False)


def _line(sheet: Any, number: int, line: Line, pen: _Pen, *, front: bool) -> None:
    if line.key:
        pen.text(sheet.cell(number, KEYS), written_key(line), "key")
    if line.look in {"danger", "domain", "safety"}:
        _band(sheet, number, line, pen)
    elif line.look in _WHOLE:
        _head(sheet, number, line, pen)
    elif line.look == "evidence_head":
        _evidence_head(sheet, number, pen)
    elif line.look == "step":
        _step(sheet, number, line, pen)
    elif line.look in _WIDE:
        _wide(sheet, number, line, pen)
    else:
        _plain(sheet, number, line, pen, front=front)


def _band(sheet: Any, number: int, line: Line, pen: _Pen) -> None:
    """A coloured band over the whole width: danger, or a part of the audit."""
    fill = pen.fills["danger" if line.look != "domain" else "accent"]
    for column in range(LABEL, NOTE + 1):
        sheet.cell(number, column).fill = fill
    wide = not line.note
    sheet.merge_cells(start_row=number, start_column=LABEL if wide else ANSWER, end_row=number,
                      end_column=NOTE)  # fmt: skip
    pen.text(sheet.cell(number, LABEL), line.label, "white", vertical="center")
    sheet.cell(number, LABEL).fill = fill
    if not wide:
        pen.text(sheet.cell(number, ANSWER), line.note, "danger", vertical="center")
        sheet.cell(number, ANSWER).font = Font(name="Calibri", size=11, color="FFFFFF")


def _head(sheet: Any, number: int, line: Line, pen: _Pen) -> None:
    pen.text(sheet.cell(number, LABEL), line.label, line.look, vertical="center")
    sheet.cell(number, LABEL).alignment = Alignment(vertical="center")
    if line.note:
        sheet.merge_cells(start_row=number, start_column=ANSWER, end_row=number, end_column=NOTE)
        pen.text(sheet.cell(number, ANSWER), line.note, "bold", vertical="center")


def _evidence_head(sheet: Any, number: int, pen: _Pen) -> None:
    for column, text in ((ANSWER, "Which record"), (DAY, "Its date"), (NOTE, "What it shows")):
        pen.text(sheet.cell(number, column), text, "bold", vertical="bottom")


def _step(sheet: Any, number: int, line: Line, pen: _Pen) -> None:
    sheet.merge_cells(start_row=number, start_column=LABEL, end_row=number, end_column=NOTE)
    pen.text(sheet.cell(number, LABEL), f"{line.label}.  {line.note}")


def _wide(sheet: Any, number: int, line: Line, pen: _Pen) -> None:
    """A label, and its words beside it over the rest of the width."""
    label = sheet.cell(number, LABEL)
    grade = line.look in {"descriptor", "boundary"}
    pen.text(label, line.label, "bold" if line.look != "boundary" else "text", indent=int(grade))
    sheet.merge_cells(start_row=number, start_column=ANSWER, end_row=number, end_column=NOTE)
    note = f"{line.note}\n({line.needed})" if line.needed else line.note
    pen.text(sheet.cell(number, ANSWER), note.strip(), "note" if line.look == "asked" else "text")
    top = _THIN if line.look == "asked" else None
    for column in range(LABEL, NOTE + 1):
        sheet.cell(number, column).border = Border(top=top, bottom=_THIN if grade else None)
        if grade:
            sheet.cell(number, column).fill = pen.fills["surface"]
    if line.tone and line.tone != "none":
        label.border = Border(left=Side("thick", color=_ink(line.tone)), bottom=_THIN)


def _plain(sheet: Any, number: int, line: Line, pen: _Pen, *, front: bool) -> None:
    bold = line.look in {"question", "entry", "route"}
    indent = {"part": 2, "evidence": 2}.get(line.look, 0)
    pen.text(sheet.cell(number, LABEL), line.label, "bold" if bold else "text", indent=indent)
    note = ANSWER if front or line.look == "words" else NOTE
    if line.note:
        pen.text(sheet.cell(number, note), line.note, "text" if front else "note")
    if line.needed:
        pen.text(sheet.cell(number, DAY), line.needed, "bold" if front else "note")
    for column in range(LABEL, NOTE + 1):
        cell = sheet.cell(number, column)
        if line.look in {"question", "route"}:
            cell.border = Border(top=_THIN)
        if line.look == "entry":
            cell.fill = pen.fills["accent_soft"]


def _input(cell: Any, field: Field, pen: _Pen) -> None:
    """A cell to be filled in: white, framed, not locked."""
    if isinstance(field.value, str):
        pen.text(cell, field.value)
    elif isinstance(field.value, date):
        late = field.value >= _FIRST_DAY
        cell.value = field.value if late else field.value.isoformat()
    elif field.value is not None:
        cell.value = field.value if abs(field.value) <= _SAFE_NUMBER else repr(field.value)
    cell.number_format = {"date": "dd/mm/yyyy", "number": "General"}.get(field.kind, "@")
    cell.font, cell.fill, cell.protection = pen.fonts["text"], pen.paper, pen.open
    cell.border = Border(_EDGE, _EDGE, _EDGE, _EDGE)
    left = "left" if field.kind in {"date", "number"} else None
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal=left)


class _Rules:
    """The checks that the spreadsheet program makes while somebody types: one for all alike cells."""

    def __init__(self, sheet: Any, pen: _Pen) -> None:
        self._sheet, self._pen = sheet, pen
        self._found: dict[tuple[Any, ...], DataValidation] = {}

    def put(self, field: Field, place: str) -> None:
        """Check this cell."""
        if field.kind == "text":
            return
        key = (field.kind, field.choices, field.least, field.most, field.whole, field.not_future)
        if key not in self._found:
            self._found[key] = self._rule(field)
        self._found[key].add(place)

    def finish(self) -> None:
        """Put all checks on the sheet."""
        for rule in self._found.values():
            self._sheet.add_data_validation(rule)

    def _rule(self, field: Field) -> DataValidation:
        if field.kind == "list":
            rule = DataValidation("list", self._pen.list_of(field.choices), allow_blank=True)
            return _says(rule, "Choose from the list", "Open the list in the cell, and choose.")
        if field.kind == "date":
            last = "TODAY()" if field.not_future else "DATE(2200,12,31)"
            rule = DataValidation(
                "date", "DATE(1900,1,1)", last, allow_blank=True, operator="between"
            )
            words = "Write a day as day/month/year, like 21/11/2026."
            return _says(
                rule, "Not a date", words + (" No day to come." if field.not_future else "")
            )
        least = field.least if field.least is not None else -_SAFE_NUMBER
        most = field.most if field.most is not None else _SAFE_NUMBER
        rule = DataValidation(
            "whole" if field.whole else "decimal", f"{least:.15g}", f"{most:.15g}",
            allow_blank=True, operator="between",
        )  # fmt: skip
        limits = f", {least:g} to {most:g}" if None not in (field.least, field.most) else ""
        kind = "a whole number" if field.whole else "a number"
        return _says(rule, "Not such a number", f"Write {kind}{limits}.")


def _says(rule: DataValidation, title: str, words: str) -> DataValidation:
    rule.showErrorMessage, rule.errorTitle, rule.error = True, title, words
    return rule


def _height(sheet: Any, number: int, line: Line, widths: dict[int, int], *, front: bool) -> None:
    """High enough for what stands there; what is typed later makes it higher."""
    rest = widths[ANSWER] + widths[DAY] + widths[NOTE]
    wide = line.look in _WIDE or line.look in {"danger", "domain", "safety", "title", "heading"}
    lone = line.look in {"danger", "domain", "safety"} and not line.note
    columns = [(line.label, rest if lone else widths[LABEL] - 4)]
    if line.look == "step":
        columns = [(line.note, widths[LABEL] + rest - 8)]
    elif wide:
        columns.append((f"{line.note}\n" if line.needed else line.note, rest))
    else:
        note = ANSWER if front or line.look == "words" else NOTE
        small = (
            widths[note] if front else round(widths[note] * 1.05)
        )  # notes are in smaller letters
        columns += [(line.note, small), (line.needed, widths[DAY])]
    columns += [
        (field.value, widths[column])
        for column, field in _fields(line)
        if isinstance(field.value, str)
    ]
    lines = max(_lines(text, width) for text, width in columns)
    lines = max([lines, *(field.tall for _, field in _fields(line))])
    extra = {"title": 14, "danger": 12, "safety": 10, "domain": 10, "heading": 8}.get(line.look, 4)
    height = min(_HIGHEST, _LINE_HEIGHT * lines + extra)
    grows = line.field is not None
    sheet.row_dimensions[number] = (_Grows if grows else RowDimension)(sheet, number, ht=height)


def _lines(text: str, width: int) -> int:
    return sum(1 + len(part) // width for part in text.split("\n")) if text else 1


def _set_up(sheet: Any, plan: PaperSheet, *, front: bool) -> None:
    """Locked but for the answers, frozen head, and paper that fits."""
    guard = sheet.protection
    guard.sheet = True
    guard.formatRows = guard.formatColumns = False  # False allows it: rows may be made higher
    guard.selectLockedCells = False
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.8
    sheet.page_margins.header = sheet.page_margins.footer = 0.4
    sheet.oddFooter.left.text = plan.name
    sheet.oddFooter.right.text = "Page &P of &N"
    tab = "danger" if front else "accent"
    sheet.sheet_properties.tabColor = _ink(tab)
    if not front:
        sheet.freeze_panes = "A4"
        sheet.print_title_rows = "2:3"


def names_of(references: Sequence[str]) -> tuple[str, ...]:
    """A sheet's name for every reference: no two alike, none that a workbook refuses."""
    found: list[str] = []
    for reference in references:
        plain = "".join("-" if sign in "[]:*?/\\'" else sign for sign in reference)[:28] or "Case"
        name, number = plain, 2
        while name.casefold() in {one.casefold() for one in (*found, LISTS, "Start here")}:
            name, number = f"{plain} {number}", number + 1
        found.append(name)
    return tuple(found)
