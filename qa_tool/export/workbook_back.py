"""The door for workbooks that we wrote ourselves and that come back filled in.

It gives what a list of cells does not: whether a cell is a formula, which cells are merged, which
sheets are hidden, and the properties of the document. Nothing is computed, no link is followed, no
macro is run. What comes in may be anything, so it is weighed before it is unpacked, and a file that
no workbook of ours can be is refused with a sentence.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl.utils import get_column_letter

from qa_tool import zipped
from qa_tool.errors import QAError
from qa_tool.export.workbook_parts import Damaged, Merged, Parts, PutIn, read_parts

MOST_BYTES = 20_000_000
MOST_MEMBERS = 400
MOST_MEMBER_BYTES = 12_000_000
MOST_UNPACKED = 60_000_000
MOST_RATIO = 200
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SAVE = "Open the file in the spreadsheet program and save it once more as .xlsx."
_WITHOUT = "Open it in the spreadsheet program, take the password off, and save it again."

Value = str | int | float | bool | date | datetime | time | timedelta | None


class NotABook(QAError):
    """A file that is refused as a whole, with the reason."""


@dataclass(frozen=True, slots=True)
class BackCell:
    """One cell as it was saved: its value, and whether a formula or an error stands there.

    `value` of a formula is the result that the spreadsheet program stored last.
    """

    value: Value = None
    formula: bool = False
    error: str = ""

    @property
    def text(self) -> str:
        """The value as a person would read it, without spaces around it."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        if isinstance(self.value, datetime):
            return self.value.isoformat(sep=" ", timespec="minutes")
        return str(self.value).strip()


_EMPTY = BackCell()


@dataclass(frozen=True, slots=True)
class BackSheet:
    """One sheet: its cells by (row, column), both counted from 1, and its merged ranges."""

    name: str
    cells: Mapping[tuple[int, int], BackCell]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False

    def cell(self, row: int, column: int) -> BackCell:
        """The cell at a place; an empty one where nothing stands."""
        return self.cells.get((row, column), _EMPTY)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, without spaces around it."""
        return self.cell(row, column).text

    def merge(self, row: int, column: int) -> str:
        """The merged range, such as "C4:C6", that this cell lies in; "" where it is a cell of its own."""
        return next((m.ref for m in self.merged if m.holds(row, column)), "")

    def where(self, row: int, column: int) -> str:
        """A place as messages name it: sheet “Standards”, cell C7."""
        return f"Sheet “{self.name}”, cell {get_column_letter(column)}{row}"

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((row for row, _ in self.cells), default=0)

    def rows(self) -> Iterator[int]:
        """The numbers of the rows that hold anything, from above."""
        return iter(sorted({row for row, _ in self.cells}))

    def find(self, text: str, column: int) -> int:
        """The first row whose cell in this column reads like this; 0 where none does."""
        found = (r for (r, c), cell in self.cells.items() if c == column and cell.text == text)
        return min(found, default=0)


@dataclass(frozen=True, slots=True)
class Back:
    """A workbook that came back: its sheets in order, and its properties.

    `properties` has the core ones by their local names ("title", "identifier", "subject", …) and the
    custom ones by their own. `notes` say what a person should know: macros not run, links not followed.
    """

    sheets: tuple[BackSheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> BackSheet | None:
        """The sheet of this name, however its capitals and spaces were typed."""
        wanted = _plain(name)
        return next((one for one in self.sheets if _plain(one.name) == wanted), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all sheets."""
        return tuple(one.name for one in self.sheets)


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().casefold()


def open_back(path: Path) -> Back:
    """The cells and properties of a workbook; refused with a sentence where it is none, or hostile."""
    try:
        if not path.is_file():
            raise NotABook("There is no such file.", "Choose the file again.")
        if path.stat().st_size > MOST_BYTES:
            raise NotABook(
                f"The file has more than {MOST_BYTES // 1_000_000} MB; no workbook of ours has.",
                "Choose the workbook that was written by this program.",
            )
        raw = path.read_bytes()
    except OSError as error:
        raise NotABook(
            "The file cannot be opened.", "Close it in the spreadsheet program, and try again."
        ) from error
    return read_back(raw)


def read_back(raw: bytes) -> Back:
    """The same from the bytes of the file."""
    if raw.startswith(_OLD):
        if _LOCKED in raw:
            raise NotABook("The workbook is protected by a password.", _WITHOUT)
        raise NotABook("This is a workbook of the old .xls kind.", _SAVE)
    if not raw.startswith(b"PK"):
        raise NotABook("This file is not a workbook, whatever it is called.", _SAVE)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            _weighed(packed)
            parts = _unpacked(packed)
    except zipped.BROKEN as error:
        raise NotABook("The workbook is damaged: it cannot be unpacked.", _SAVE) from error
    if "xl/workbook.xml" not in parts:
        raise NotABook("This is not an Excel workbook (.xlsx).", _SAVE)
    try:
        found = read_parts(parts)
    except Damaged as trouble:
        raise NotABook(str(trouble), _SAVE) from trouble
    return _back(found, parts)


def _weighed(packed: zipfile.ZipFile) -> None:
    """Refuse what no workbook of ours can be, before anything is unpacked."""
    # A picture may be larger than a part that is read, so a single part is bounded by the whole.
    limits = zipped.Limits(MOST_MEMBERS, MOST_UNPACKED, MOST_UNPACKED, MOST_RATIO)
    match zipped.fault_of(packed, limits):
        case "many" | "twice":
            raise NotABook("The workbook holds parts that no workbook of ours has.", _SAVE)
        case "wanders":
            raise NotABook("The workbook holds parts that point outside it.", _SAVE)
        case "locked":
            raise NotABook("The workbook is protected by a password.", _WITHOUT)
        case "swollen":
            raise NotABook(
                "Unpacked, the workbook would be much larger than any of ours.",
                "Delete the empty rows and columns beyond the tables, pictures too, and save it again.",
            )


def _unpacked(packed: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML parts; pictures and what else there may be stay packed."""
    parts: dict[str, bytes] = {}
    for name in packed.namelist():
        if not name.endswith((".xml", ".rels")):
            if name.casefold().endswith("vbaproject.bin"):
                parts[name] = b""
            continue
        data = zipped.part(packed, name, MOST_MEMBER_BYTES)
        if data is None:
            raise NotABook("The workbook is larger inside than any of ours.", _SAVE)
        parts[name] = data
    return parts


def _back(found: Parts, parts: Mapping[str, bytes]) -> Back:
    notes = []
    if any(name.casefold().endswith("vbaproject.bin") for name in parts):
        notes.append("The workbook holds macros. They were not run; only the cells were read.")
    if any("externallinks/" in name.casefold() for name in parts):
        notes.append("The workbook is linked to other files. The links were not followed.")
    sheets = tuple(
        BackSheet(one.name, {at: _cell(put) for at, put in one.cells.items()}, one.merged, one.hidden)
        for one in found.sheets
    )  # fmt: skip
    return Back(sheets, found.properties, tuple(notes))


def _cell(put: PutIn) -> BackCell:
    return BackCell(None if put.error else put.value, put.formula, put.error)


__all__ = ["Back", "BackCell", "BackSheet", "Merged", "NotABook", "Value", "open_back", "read_back"]
