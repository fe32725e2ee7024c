"""The diagnostic workbook as a file: tables with drop-downs, open cells to fill in, everything else protected."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as RealTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo

from qa_tool.chart.tones import on, paper
from qa_tool.diagnostic.sheet_plan import Column, Page, Planned, Table, Value
from qa_tool.errors import QAError
from qa_tool.export.cells import LIMIT, like_a_formula, units, written
from qa_tool.export.file import write_whole
from qa_tool.export.workbook_parts import escaped
from qa_tool.progress import SILENT, Progress

_LINE, _HIGHEST, _LONGEST_LIST = 15.0, 409.0, 250
_DATE = "dd/mm/yyyy"
_THIN = Side("thin", color="C9CDD8")
_BOX = Border(_THIN, _THIN, _THIN, _THIN)
_OPEN = PatternFill("solid", start_color="FDF6D8")
_SHUT = PatternFill("solid", start_color=paper("surface").lstrip("#"))
_rule_of: Any = FormulaRule
_WRAP = Alignment(vertical="top", wrap_text=True)
_LARGE = 18


class TooLong(QAError):
    """A text that no cell holds."""


def write(plan: Planned, target: Path, progress: Progress = SILENT) -> Path:
    """The whole workbook, or the old file as it was."""
    progress.step(0, 1, f"Writing {target.name}")
    return write_whole(target, lambda file: fill(plan, file))


def fill(plan: Planned, file: BinaryIO) -> None:
    """Write the workbook into an open file."""
    book: Any = Workbook()
    first = book.active
    book.remove(first)
    lists = _Lists(plan)
    for number, page in enumerate(plan.pages, 1):
        _page(book.create_sheet(page.name), page, plan, number, lists)
    lists.write(book[plan.pages[-1].name])
    known = book.properties
    known.title, known.creator, known.lastModifiedBy = plan.title, plan.council, plan.council
    known.subject, known.language, known.category = "Diagnostic session", "en-GB", plan.marking
    for name, text in plan.properties:
        book.custom_doc_props.append(StringProperty(name=name, value=text))
    book.security = WorkbookProtection(lockStructure=True)
    book.save(file)


class _Lists:
    """Words to choose from: in the rule itself where they fit, otherwise on the last sheet."""

    def __init__(self, plan: Planned) -> None:
        self._sheet = plan.pages[-1].name
        self._begin = 4 + sum(len(t.rows) + 5 for t in plan.pages[-1].tables) + 2
        self._rows: list[str] = []
        self._places: dict[tuple[str, ...], str] = {}

    def rule(self, choices: tuple[str, ...]) -> str:
        """The formula of a drop-down."""
        listed = ",".join(choices)
        if len(listed) <= _LONGEST_LIST and not any('"' in c or "," in c for c in choices):
            return f'"{listed}"'
        if choices not in self._places:
            first = self._begin + len(self._rows)
            self._rows += choices
            last = self._begin + len(self._rows) - 1
            self._places[choices] = f"{quote_sheetname(self._sheet)}!$A${first}:$A${last}"
        return self._places[choices]

    def write(self, sheet: Any) -> None:
        """Put the words where the rules look for them."""
        if self._rows:
            _text(sheet.cell(self._begin - 1, 1), "Words to choose from")
            sheet.cell(self._begin - 1, 1).font = Font(name="Calibri", size=13, bold=True, color=_ink("accent"))  # fmt: skip
        for place, word in enumerate(self._rows, self._begin):
            _text(sheet.cell(place, 1), word)
            sheet.cell(place, 1).alignment = Alignment(vertical="top")


def _ink(tone: str) -> str:
    return paper(tone).lstrip("#")


def _text(cell: Any, text: str) -> None:
    """A text as a text, whatever it begins with."""
    clean = escaped(written(text))
    if units(clean) > LIMIT:
        raise TooLong(
            f"A text has {len(clean):,} letters; a cell of a workbook holds {LIMIT:,}.",
            "Shorten it in the session, or write the paper as PDF.",
        )
    cell.value = clean
    cell.data_type = "s"
    cell.quotePrefix = like_a_formula(clean)
    cell.font, cell.alignment = Font(name="Calibri", size=11), _WRAP


def _page(sheet: Any, page: Page, plan: Planned, number: int, lists: _Lists) -> None:
    widths = _widths(page)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    row = _top(sheet, page, widths)
    head = heading = 0
    for place, table in enumerate(page.tables, 1):
        if len(page.tables) > 1:
            row = _title(sheet, table, row, widths)
        head = row
        heading = heading or head
        _table(sheet, table, row, f"Sheet{number}_{place}_{table.name}", plan)
        _rules(sheet, table, row, lists)
        if table.name == "marks":  # for the program; nobody needs it on paper
            sheet.print_area = f"A1:{get_column_letter(len(widths))}{head - 3}"
        row += max(1, len(table.rows)) + 2
    _set_up(sheet, page, plan, heading if len(page.tables) == 1 or page.wide else 0, widths)


def _widths(page: Page) -> list[float]:
    most = max(len(table.columns) for table in page.tables)
    return [
        max(t.columns[place].width for t in page.tables if place < len(t.columns))
        for place in range(most)
    ]


def _top(sheet: Any, page: Page, widths: Sequence[float]) -> int:
    """The title and what is to be known first; returns the row of the first table."""
    _text(sheet.cell(1, 1), page.title)
    sheet.cell(1, 1).font = Font(
        name="Calibri", size=_LARGE, bold=True, color="FFFFFF" if page.alarm else _ink("accent")
    )
    sheet.cell(1, 1).alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 30
    across = _across(widths)
    if page.alarm:
        for place in range(1, len(widths) + 1):
            sheet.cell(1, place).fill = PatternFill("solid", start_color=_ink("danger"))
    row = 2
    for note in page.notes:
        _wide(sheet, row, note, across, widths, size=12 if page.alarm else 10)
        row += 1
    return row + 1


def _across(widths: Sequence[float]) -> int:
    """Over how many columns a sentence runs, so that it can be read without scrolling."""
    total, place = 0.0, 0
    while place < len(widths) and total < 110:
        total += widths[place]
        place += 1
    return place


def _wide(
    sheet: Any, row: int, text: str, across: int, widths: Sequence[float], *, size: int
) -> None:  # fmt: skip
    _text(sheet.cell(row, 1), text)
    sheet.cell(row, 1).font = Font(name="Calibri", size=size, color=_ink("text") if size > 10 else _ink("muted"))  # fmt: skip
    if across > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=across)
    room = sum(widths[:across]) * 11 / size
    sheet.row_dimensions[row].height = (size + 5) * (1 + int(len(text) // room))


def _title(sheet: Any, table: Table, row: int, widths: Sequence[float]) -> int:
    _text(sheet.cell(row, 1), table.title)
    sheet.cell(row, 1).font = Font(name="Calibri", size=13, bold=True, color=_ink("accent"))
    sheet.cell(row, 1).alignment = Alignment(vertical="center")
    sheet.row_dimensions[row].height = 22
    if not table.note:
        return row + 1
    _wide(sheet, row + 1, table.note, _across(widths), widths, size=10)
    return row + 2


def _table(sheet: Any, table: Table, head: int, name: str, plan: Planned) -> None:
    for place, column in enumerate(table.columns, 1):
        cell = sheet.cell(head, place)
        _text(cell, column.title)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=_ink("accent"))
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cell.border = _BOX
    high = max(
        1 + int(len(c.title) * 1.25 // c.width) for c in table.columns
    )  # bold, by whole words
    sheet.row_dimensions[head].height = max(22.0, _LINE * high + 6)
    for number, row in enumerate(table.rows, head + 1):
        _row(sheet, table, number, row)
    last = head + max(1, len(table.rows))
    real = RealTable(displayName=name, ref=f"A{head}:{get_column_letter(len(table.columns))}{last}")
    real.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(real)
    # A protected sheet filters nothing, so there are no arrows that do nothing.
    real.tableColumns = [
        TableColumn(id=place, name=column.title) for place, column in enumerate(table.columns, 1)
    ]
    _coloured(sheet, table, head, plan)


def _row(sheet: Any, table: Table, number: int, row: Sequence[Value]) -> None:
    key = str(row[0] or "")
    high = 1
    for place, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
        cell = sheet.cell(number, place)
        open_ = column.open and not {key, f"{key}/{column.title}"} & table.shut
        _value(cell, value, _kind(table, column, key))
        cell.border = _BOX
        cell.fill = _OPEN if open_ else _SHUT if place == 1 and _keyed(table) else PatternFill()
        cell.protection = Protection(locked=not open_)
        if place == 1 and _keyed(table):
            cell.font = Font(name="Calibri", size=9, color=_ink("muted"))
        if isinstance(value, str):
            parts = value.split("\n")
            high = max(high, sum(1 + int(len(p) * 1.06 // column.width) for p in parts))
    room = 3 if any(c.kind == "long" and c.open for c in table.columns) and len(row) > 5 else 1
    sheet.row_dimensions[number].height = min(_HIGHEST, _LINE * max(high, room) + 4)


def _keyed(table: Table) -> bool:
    """Whether the first column only says which row this is."""
    return any(column.open for column in table.columns)


def _kind(table: Table, column: Column, key: str) -> str:
    if column.open and key in table.dates:
        return "date"
    return "number" if column.open and key in table.numbers else column.kind


def _value(cell: Any, value: Value, kind: str) -> None:
    cell.font, cell.alignment = Font(name="Calibri", size=11), _WRAP
    cell.number_format = {"date": _DATE, "number": "0"}.get(kind, "@")
    if isinstance(value, str):
        _text(cell, value)
    elif isinstance(value, date | int):
        cell.value = value
        cell.number_format = _DATE if isinstance(value, date) else "0"
        cell.alignment = Alignment(vertical="top", horizontal="left")


def _coloured(sheet: Any, table: Table, head: int, plan: Planned) -> None:
    """A chosen grade shows in its own colour, as everywhere."""
    for place, column in enumerate(table.columns, 1):
        if column.kind != "choice" or not {name for name, _ in plan.tones} & set(column.choices):
            continue
        at = f"{get_column_letter(place)}{head + 1}"
        span = f"{at}:{get_column_letter(place)}{head + max(1, len(table.rows))}"
        for name, tone in plan.tones:
            sheet.conditional_formatting.add(
                span,
                _rule_of(
                    [f'{at}="{name}"'], font=Font(bold=True, color=_ink(on(tone))),
                    fill=PatternFill("solid", start_color=_ink(tone), end_color=_ink(tone)),
                ),
            )  # fmt: skip


def _rules(sheet: Any, table: Table, head: int, lists: _Lists) -> None:
    """Drop-downs, days and numbers: what may be typed, with a sentence for what may not."""
    for place, column in enumerate(table.columns, 1):
        for number, row in enumerate(table.rows, head + 1):
            kind = _kind(table, column, str(row[0] or ""))
            if column.open and kind in {"choice", "date", "number"}:
                rule = _rule(kind, column, lists)
                rule.add(f"{get_column_letter(place)}{number}")
                _add(sheet, rule)


def _add(sheet: Any, rule: DataValidation) -> None:
    """One rule for all the cells that it is for."""
    for known in sheet.data_validations.dataValidation:
        if (known.type, known.formula1, known.error) == (rule.type, rule.formula1, rule.error):
            for place in rule.sqref.ranges:
                known.sqref.add(place)
            return
    sheet.add_data_validation(rule)


def _rule(kind: str, column: Column, lists: _Lists) -> DataValidation:
    if kind == "choice":
        rule = DataValidation(type="list", formula1=lists.rule(column.choices), allow_blank=True)
        rule.error = "Choose one of the words of the list, or empty the cell."
    elif kind == "date":
        rule = DataValidation(
            type="date", operator="greaterThan", formula1="36526", allow_blank=True
        )
        rule.error = "Type a day, such as 31/12/2026."
    else:
        rule = DataValidation(
            type="whole", operator="between", formula1="0", formula2="999", allow_blank=True
        )
        rule.error = "Type a whole number."
    rule.errorTitle, rule.showErrorMessage = "This does not fit here", True
    return rule


def _set_up(sheet: Any, page: Page, plan: Planned, head: int, widths: Sequence[float]) -> None:
    """Frozen heading, protection without a password, and paper that fits."""
    if head:
        sheet.freeze_panes = f"C{head + 1}" if page.wide else f"A{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8 if sum(widths) > 200 else 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.7
    sheet.oddHeader.left.text = plan.council.replace("&", "&&")
    sheet.oddHeader.right.text = page.title.replace("&", "&&")
    sheet.oddFooter.left.text = plan.marking.replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P of &N"
    if page.alarm:
        sheet.sheet_properties.tabColor = _ink("danger")
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
