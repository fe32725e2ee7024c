"""Somebody at a spreadsheet: cells of a workbook found by row key and heading, and filled in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from qa_tool.diagnostic.sheet_cells import HEADS


def place(sheet: Any, key: str, heading: str) -> str:
    """The cell of a row and a column, such as C7."""
    columns: dict[str, int] = {}
    for row in sheet.iter_rows():
        texts = {str(cell.value): cell.column for cell in row if cell.value is not None}
        if "Row" in texts and HEADS & set(texts):
            columns = texts
        elif columns and row[columns["Row"] - 1].value == key and heading in columns:
            return f"{get_column_letter(columns[heading])}{row[0].row}"
    raise AssertionError((key, heading))


def fill(path: Path, cells: Mapping[tuple[str, str, str], Any], to: Path | None = None) -> Path:
    """Fill in cells by (sheet, row key, heading) and save, under another name where one is given."""
    book = load_workbook(path)
    for (name, key, heading), value in cells.items():
        sheet = book[name]
        sheet[place(sheet, key, heading)] = value
    book.save(to or path)
    return to or path
