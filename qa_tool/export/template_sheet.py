"""A template as a workbook to be changed in Excel: drop-downs, notes on the headings, a guide with an example."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from qa_tool.chart.tones import paper
from qa_tool.errors import QAError
from qa_tool.export.cells import LIMIT, like_a_formula, written
from qa_tool.export.file import write_whole
from qa_tool.template.model import Template
from qa_tool.template.sheet.guide import EXAMPLE, GUIDE, NOTES, drop_downs
from qa_tool.template.sheet.notes import letter
from qa_tool.template.sheet.plan import Planned

ROOM = 200  # rows below the last that have drop-downs too
_LONGEST_LIST = 250
_LINE = 15.0
_HIGHEST = 400.0
_WIDE = {
    "key": 26, "form_id": 26, "publisher": 20, "grade": 23, "next_grade": 23, "at_or_below": 23, "worse_than": 23, "colour": 23, "kinds_of_case": 22,
    "overall_no_better_than": 25, "domain": 22,
    "label": 52, "hint": 40, "guidance_hint": 32, "text": 90, "why": 60, "about": 60, "sources": 50,
    "question": 52, "easy": 40, "help": 40, "opening": 52, "caps": 40, "relevant": 26, "type": 24,
    "name": 26, "constraint_message": 32, "flag": 30, "ask_when": 30, "domains": 24, "constraint": 16,
    "list_name": 24, "form_title": 30, "required": 14, "source": 40, "scale_title": 22, "calculation": 30,
}  # fmt: skip
_THIN = Side("thin", color="DFE1EA")


class TooLong(QAError):
    """A text that no cell holds."""


def write(template: Template, sheets: Sequence[Planned], target: Path) -> Path:
    """The whole workbook, or the old file as it was."""
    return write_whole(target, lambda file: fill(template, sheets, file))


def fill(template: Template, sheets: Sequence[Planned], file: BinaryIO) -> None:
    """Write the workbook into an open file."""
    book = Workbook()
    looks = _Looks()
    guide: Any = book.active
    _guide(guide, template, looks)
    choices = drop_downs(template)
    for plan in sheets:
        _sheet(book.create_sheet(plan.name), plan, choices.get(plan.name, {}), looks)
    book.active = 1  # the questions are what people come for
    known = book.properties
    known.title, known.creator, known.lastModifiedBy = (
        template.title,
        template.publisher,
        template.publisher,
    )
    known.subject, known.language = "Audit template", template.language
    held = io.BytesIO()
    book.save(held)
    file.write(held.getvalue())


class _Looks:
    """The styles of the workbook, made once."""

    def __init__(self) -> None:
        accent = paper("accent").lstrip("#")
        self.title = Font(name="Calibri", size=16, bold=True, color=accent)
        self.head = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        self.fill = PatternFill("solid", start_color=accent)
        self.text = Font(name="Calibri", size=11)
        self.bold = Font(name="Calibri", size=11, bold=True)
        self.group = PatternFill("solid", start_color="EDEFF6")
        self.section = Font(name="Calibri", size=12, bold=True, color=accent)
        self.wrap = Alignment(vertical="top", wrap_text=True)
        self.middle = Alignment(vertical="center", wrap_text=True)
        self.line = Border(bottom=_THIN)


def _text(cell: Any, text: str, looks: _Looks) -> None:
    """A text as a text, whatever it begins with."""
    clean = written(text)
    if len(clean) > LIMIT:
        raise TooLong(
            f"A text has {len(clean):,} letters; a cell of a workbook holds {LIMIT:,}.",
            "Shorten it, or write the template as TOML.",
        )
    cell.value = clean
    cell.data_type = "s"
    cell.quotePrefix = like_a_formula(clean)
    cell.number_format = "@"
    cell.font, cell.alignment = looks.text, looks.wrap


def _sheet(sheet: Any, plan: Planned, choices: Mapping[str, Sequence[str]], looks: _Looks) -> None:
    widths = [_WIDE.get(base, max(13, len(base) + 3)) for base in plan.headings]
    notes = NOTES.get(plan.name, {})
    for place, (base, width) in enumerate(zip(plan.headings, widths, strict=True), 1):
        cell = sheet.cell(1, place, base)
        cell.font, cell.fill, cell.alignment = looks.head, looks.fill, looks.middle
        sheet.column_dimensions[get_column_letter(place)].width = width
        if base in notes:
            cell.comment = Comment(notes[base], "Case Audit", height=90, width=300)
    sheet.row_dimensions[1].height = 30
    for number, row in enumerate(plan.rows, 2):
        _row(sheet, number, row, widths, looks)
    _drop_downs(sheet, plan, choices)
    _set_up(sheet, plan, wide=sum(widths) > 190)


def _row(sheet: Any, number: int, row: Sequence[str], widths: Sequence[int], looks: _Looks) -> None:
    group = row[0].startswith("begin_")
    for place, text in enumerate(row, 1):
        cell = sheet.cell(number, place)
        if text:
            _text(cell, text, looks)
        cell.border = looks.line
        if group:
            cell.fill, cell.font = looks.group, looks.bold
    lines = max(
        (sum(1 + int(len(part) // width) for part in text.split("\n"))
         for text, width in zip(row, widths, strict=True) if text), default=1,
    )  # fmt: skip
    sheet.row_dimensions[number].height = min(_HIGHEST, _LINE * lines + 2)


def _drop_downs(sheet: Any, plan: Planned, choices: Mapping[str, Sequence[str]]) -> None:
    """Words to choose from; another word may be typed where the list only proposes."""
    for place, base in enumerate(plan.headings, 1):
        words = choices.get(base, ())
        listed = ",".join(words)
        if not words or len(listed) > _LONGEST_LIST or '"' in listed:
            continue
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        rule.showErrorMessage = base not in {"type", "appearance"}
        rule.errorTitle, rule.error = "Not one of the words", f"Choose one of: {listed[:200]}"
        rule.add(f"{letter(place)}2:{letter(place)}{len(plan.rows) + ROOM}")
        sheet.add_data_validation(rule)


def _set_up(sheet: Any, plan: Planned, *, wide: bool) -> None:
    """Frozen headings, and paper that fits."""
    names = {"survey": "D2", "choices": "C2", "settings": "B2", "descriptors": "C2"}
    sheet.freeze_panes = names.get(plan.name, "B2")
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8 if wide else 9  # A3 where A4 would be too small to read
    # The settings are one long row: on one page nobody could read them.
    sheet.page_setup.fitToWidth = 3 if plan.name == "settings" else 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text = plan.name
    sheet.oddFooter.right.text = "Page &P of &N"


def _guide(sheet: Any, template: Template, looks: _Looks) -> None:
    """The first sheet: what to do, what stands where, and an example."""
    sheet.title = "guide"
    widths = (24, 26, 44, 14, 26, 12)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    _text(sheet.cell(1, 1), template.title, looks)
    sheet.cell(1, 1).font, sheet.cell(1, 1).alignment = looks.title, Alignment(vertical="center")
    sheet.row_dimensions[1].height = 26
    number = 2
    for word, meaning in GUIDE:
        number += 1
        if not meaning:
            number += 1
        _text(sheet.cell(number, 1), word, looks)
        sheet.cell(number, 1).font = looks.bold if meaning else looks.section
        if not meaning:
            sheet.cell(number, 1).alignment = Alignment(vertical="center")
            sheet.row_dimensions[number].height = 22
        else:
            sheet.merge_cells(start_row=number, start_column=2, end_row=number, end_column=6)
            _text(sheet.cell(number, 2), meaning, looks)
            sheet.row_dimensions[number].height = _LINE * (1 + len(meaning) // 118) + 3
    for row in EXAMPLE:
        number += 1
        for place, text in enumerate(row, 1):
            cell = sheet.cell(number, place)
            _text(cell, text, looks)
            cell.border = Border(_THIN, _THIN, _THIN, _THIN)
            if row is EXAMPLE[0]:
                cell.font, cell.fill = looks.head, looks.fill
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
