"""The comment sheet: every clause of a draft in a row, with a cell for what somebody thinks of it.

It is written for people without the program and read back with every fault by its cell. A row is
known by the code of its clause, so that sorting, filtering and inserting rows does no harm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook as Book
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from qa_tool.chart.tones import paper
from qa_tool.export.cells import written
from qa_tool.export.file import write_whole
from qa_tool.export.workbook_back import Back, BackSheet, open_back
from qa_tool.problems import Problem
from qa_tool.progress import Progress

SHEET = "Comments"
MARK = "framework-comments:1"
NAME_ROW, ROLE_ROW, MARK_ROW, FIRST = 4, 5, 6, 9
CLAUSE, SAYS, COMMENT, CODE = 1, 2, 3, 4
LONGEST = 4_000
LONGEST_CELL = 3_000
_NAME, _ROLE = "Your name or post", "Your role"
_HEADINGS = ("Clause", "What it says", "Your comment", "Code (leave as it is)")
_WIDTHS = (34, 62, 54, 20)


@dataclass(frozen=True, slots=True)
class SheetClause:
    """One row: the clause's code, what it is called, what it says."""

    code: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class CommentSheet:
    """What the sheet is made of; `framework` and `mark` say what the comments are about."""

    title: str
    council: str
    marking: str
    framework: str
    mark: str
    answer_by: str
    clauses: tuple[SheetClause, ...]
    made: date


@dataclass(frozen=True, slots=True)
class SheetComment:
    """One comment as it was typed, and the cell that it stands in."""

    code: str
    title: str
    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """A sheet that came back: whose it is, what it is about, the comments, and what is wrong."""

    framework: str
    mark: str
    who: str
    role: str
    comments: tuple[SheetComment, ...]
    problems: tuple[Problem, ...]


def write(source: CommentSheet, target: Path, progress: Progress) -> Path:
    """Write the sheet."""
    progress.step(0, 1, "Writing the comment sheet")
    book = _book(source)
    room = BytesIO()
    book.save(room)

    def fill(file: BinaryIO) -> None:
        file.write(room.getvalue())

    return write_whole(target, fill)


def _book(source: CommentSheet) -> Book:
    book = Book()
    sheet: Any = book.active
    sheet.title = SHEET
    book.properties.title = source.title
    book.properties.creator = source.council
    book.properties.identifier = _mark(source)
    book.properties.language = "en-GB"
    _top(sheet, source)
    for place, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), 1):
        cell = sheet.cell(FIRST - 1, place)
        _text(cell, heading)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=paper("accent").lstrip("#"))
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions["ABCD"[place - 1]].width = width
    for row, clause in enumerate(source.clauses, FIRST):
        _row(sheet, row, clause)
    _set_up(sheet, source)
    return book


def _mark(source: CommentSheet) -> str:
    """What the comments are about: the framework, and the text that people have before them."""
    return f"{MARK}:{source.framework}:{source.mark}"


def _text(cell: Any, value: str) -> None:
    """Words as words, whatever they begin with."""
    told = written(value)
    cell.value = told if len(told) <= LONGEST_CELL else f"{told[: LONGEST_CELL - 1]}…"
    cell.data_type = "s"
    cell.quotePrefix = value[:1] in {"=", "+", "-", "@"}


_THIN = Side("thin", color="B9BCCB")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_OPEN = PatternFill("solid", start_color="FFFBE6")


def _top(sheet: Any, source: CommentSheet) -> None:
    _text(sheet["A1"], source.title)
    sheet["A1"].font = Font(name="Calibri", size=16, bold=True, color=paper("accent").lstrip("#"))
    said = "Write what you think beside the clause, save the file, and send it back."
    _text(sheet["A2"], f"{said} {source.answer_by}".strip())
    for row, label in ((NAME_ROW, _NAME), (ROLE_ROW, _ROLE)):
        _text(sheet.cell(row, 1), label)
        sheet.cell(row, 1).font = Font(name="Calibri", size=11, bold=True)
        _open(sheet.cell(row, 2))
    note = "No child's, family's or worker's name belongs here. Who says what is kept with the comment."
    _text(sheet["A6"], " · ".join(part for part in (note, source.marking) if part))
    sheet["A6"].font = Font(name="Calibri", size=10, color="5B6072")
    # The document's property says it too; not every spreadsheet program keeps that.
    _text(sheet.cell(MARK_ROW, CODE), _mark(source))
    sheet.cell(MARK_ROW, CODE).font = Font(name="Calibri", size=6, color="8A8FA3")
    sheet.cell(MARK_ROW, CODE).alignment = Alignment(vertical="top", wrap_text=False)


def _open(cell: Any) -> None:
    """A cell to write in."""
    cell.number_format = "@"
    cell.fill, cell.border = _OPEN, _BOX
    cell.protection = Protection(locked=False)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _row(sheet: Any, row: int, clause: SheetClause) -> None:
    wrap = Alignment(vertical="top", wrap_text=True)
    for place, value in ((CLAUSE, clause.title), (SAYS, clause.says), (CODE, clause.code)):
        cell = sheet.cell(row, place)
        _text(cell, value)
        cell.alignment, cell.border = wrap, _BOX
    sheet.cell(row, CLAUSE).font = Font(name="Calibri", size=11, bold=True)
    sheet.cell(row, CODE).font = Font(name="Calibri", size=8, color="5B6072")
    _open(sheet.cell(row, COMMENT))
    lines = sum(-(-max(len(line), 1) // 58) for line in clause.says.split("\n"))
    sheet.row_dimensions[row].height = min(max(lines, 2) * 15 + 4, 400)


def _set_up(sheet: Any, source: CommentSheet) -> None:
    last = FIRST + len(source.clauses) - 1
    sheet.freeze_panes = f"B{FIRST}"
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False
    length = DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST), allow_blank=True,
        showErrorMessage=True, errorTitle="Too long", error=f"At most {LONGEST:,} characters.",
    )  # fmt: skip
    sheet.add_data_validation(length)
    length.add(f"C{FIRST}:C{last}")
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{FIRST - 1}:{FIRST - 1}"
    sheet.print_area = f"A1:D{last}"
    marking = source.marking.replace("&", "&&")
    sheet.oddHeader.right.text = marking
    sheet.oddFooter.left.text = source.title.replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P of &N"


def read(path: Path) -> CameBack:
    """The comments in a sheet that came back; what is wrong stands by cell."""
    back = open_back(path)
    framework, mark = _about(back)
    sheet = back.sheet(SHEET) or next((s for s in back.sheets if _head_row(s)), None)
    if sheet is None or not framework:
        what = "This is no comment sheet of a QA framework."
        cure = "Choose the workbook that was sent out with the draft."
        return CameBack("", "", "", "", (), (Problem("error", path.name, what, cure, "not_ours"),))
    problems: list[Problem] = []
    name_row = sheet.find(_NAME, 1) or NAME_ROW
    who = _plain(sheet, name_row, 2, problems)
    role = _plain(sheet, sheet.find(_ROLE, 1) or ROLE_ROW, 2, problems)
    comments = tuple(_comments(sheet, problems))
    if not who and comments:
        where = sheet.where(name_row, 2)
        cure = "Type a name or a post there, save, and bring it in again."
        problems.append(Problem("error", where, "It is not said who comments.", cure, "no_name"))
    return CameBack(framework, mark, who, role, comments, tuple(problems))


def _about(back: Back) -> tuple[str, str]:
    found = [back.properties.get("identifier", "")]
    found += [cell.text for sheet in back.sheets for cell in sheet.cells.values()]
    told = next((one for one in found if one.startswith(f"{MARK}:")), "")
    parts = told.removeprefix(f"{MARK}:").split(":")
    return (parts[0], parts[1]) if told and len(parts) == 2 else ("", "")


def _head_row(sheet: BackSheet) -> int:
    """The row of the headings, wherever rows were put in above it; 0 where there is none."""
    return sheet.find(_HEADINGS[CODE - 1], CODE)


def _plain(sheet: BackSheet, row: int, column: int, problems: list[Problem]) -> str:
    """The words of a cell; a formula or an error is a problem and gives nothing."""
    cell = sheet.cell(row, column)
    if cell.formula or cell.error:
        what = "A formula or an error stands here, not words."
        cure = "Type the words themselves, with an apostrophe before a first = or -."
        problems.append(Problem("error", sheet.where(row, column), what, cure, "formula"))
        return ""
    return sheet.text(row, column)


def _comments(sheet: BackSheet, problems: list[Problem]) -> Iterator[SheetComment]:
    head = _head_row(sheet) or FIRST - 1
    for row in sheet.rows():
        if row <= head:
            continue
        text = _plain(sheet, row, COMMENT, problems)
        if not text:
            continue
        where = sheet.where(row, COMMENT)
        merged = sheet.merge(row, COMMENT)
        if merged:
            what = f"The cells {merged} were merged, so it is not clear which clause this is about."
            cure = "Undo the merging, and write in one cell a clause."
            problems.append(Problem("error", where, what, cure, "merged"))
        elif len(text) > LONGEST:
            what = f"The comment has {len(text):,} characters; {LONGEST:,} is the most."
            problems.append(Problem("error", where, what, "Shorten it.", "too_long"))
        else:
            yield SheetComment(
                sheet.text(row, CODE) or "whole", sheet.text(row, CLAUSE), text, where
            )


def says(facts: Sequence[tuple[str, str]]) -> str:
    """The facts of a clause as the lines of a cell."""
    return "\n".join(value if name == "Value" else f"{name}: {value}" for name, value in facts)
