"""Workbooks: looked at before they are unpacked, read here where they are plain, in a process of their own where not.

The reader puts a sheet into memory as a full rectangle, and ends the whole process when memory does
not suffice. So a sheet is read here only where a scan of its XML has shown that every cell lies
within 60,000 rows and 256 columns; everything else is read by `child.py` under a limit of memory
and time, and if that process dies, this one says so.
"""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from qa_tool import zipped
from qa_tool.caselist import child
from qa_tool.caselist.door import MOST_COLUMNS, MOST_ROWS, NotReadable, Sheet, too_wide
from qa_tool.caselist.model import Cell
from qa_tool.problems import Problem

MOST_MEMBERS = 500
MOST_MEMBER_BYTES = 150_000_000
MOST_UNPACKED = 300_000_000
MOST_RATIO = 150
MOST_SIGNS = 120_000_000
MOST_QUICK = 400_000  # cells of texts that are known to be short
SECONDS = 40
_CURE = "Ask for the list again, or save it once more from the spreadsheet program."
_OUTSIDE = re.compile(rb' r="(?!(?:[A-Z]|[A-H][A-Z]|I[A-V])?[1-5]?\d{1,4}")')
_LONG = re.compile(rb">[^<]{500}")


def read_zipped(path: Path, raw: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The sheets of an .xlsx or .ods file, and what is to be said about it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            names = _looked_through(packed)
            look = _looked_into(packed, names)
    except zipped.BROKEN as error:
        raise NotReadable("The workbook is damaged: it cannot be unpacked.", _CURE) from error
    sheets = _here(path, long=look.long) if look.plain else read_apart(path)
    return sheets, tuple(_said(names, look))


def _looked_through(packed: zipfile.ZipFile) -> frozenset[str]:
    """The names in the file, once nothing about them is hostile."""
    names = packed.namelist()
    limits = zipped.Limits(MOST_MEMBERS, MOST_MEMBER_BYTES, MOST_UNPACKED, MOST_RATIO)
    match zipped.fault_of(packed, limits):
        case "many":
            raise NotReadable(
                f"The workbook holds {len(names):,} parts; no list has that many.", _CURE
            )
        case "twice":
            raise NotReadable(
                "The workbook holds the same part twice, so it is not what it seems.", _CURE
            )
        case "wanders":
            raise NotReadable("The workbook holds parts that point outside it.", _CURE)
        case "locked":
            raise NotReadable(
                "The workbook is protected by a password.", "Save it without one first."
            )
        case "swollen":
            size = zipped.unpacked_size(packed) / 1e6
            raise NotReadable(
                f"Unpacked, the workbook would have {size:,.0f} MB: much more than a list of children.",
                "Delete the sheets that are not needed, and empty rows and columns, and save it again.",
            )
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look at the XML showed: every sheet is small, there are formulas, there are long texts."""

    plain: bool = False
    formulas: bool = False
    long: bool = False
    errors: bool = False


def _looked_into(packed: zipfile.ZipFile, names: frozenset[str]) -> _Look:
    """Look through the XML of sheets and shared texts before anything parses it."""
    sheets = [n for n in names if n.startswith("xl/worksheets/") and n.endswith(".xml")]
    if not sheets or "xl/workbook.xml" not in names:
        return _Look()
    look = _Look(plain=True)
    for name in [*sheets, *(n for n in names if n.casefold().endswith("sharedstrings.xml"))]:
        data = zipped.part(packed, name, MOST_MEMBER_BYTES)
        if data is None:
            raise NotReadable("The workbook is larger inside than it says.", _CURE)
        if name in sheets:
            part = _cells(data)
            look = _Look(
                look.plain and _within(data, *part),
                look.formulas or data.find(b"<f", *part) >= 0,
                look.long or data.find(b"<is", *part) >= 0,
                look.errors or data.find(b't="e"', *part) >= 0,
            )
        else:
            look = replace(look, long=look.long or b"<r>" in data or _LONG.search(data) is not None)
    return look


def _cells(data: bytes) -> tuple[int, int]:
    """Where a sheet's XML holds its cells: from the first such part to the end of the last."""
    begin, end = data.find(b"sheetData"), data.rfind(b"sheetData")
    return (begin, end + 9) if begin >= 0 else (0, len(data))


def _within(data: bytes, begin: int, end: int) -> bool:
    """Whether every cell and row says where it is in the plainest way, and none lies outside the largest list."""
    prefixed = data.find(b":", begin, end) >= 0 and (
        data.find(b":c", begin, end) >= 0 or data.find(b":row", begin, end) >= 0
    )
    return (
        not prefixed
        and data.count(b"<c", begin, end) == data.count(b'<c r="', begin, end)
        and data.count(b"<row", begin, end) == data.count(b'<row r="', begin, end)
        and _OUTSIDE.search(data, begin, end) is None
    )


def _said(names: frozenset[str], look: _Look) -> Iterator[Problem]:
    """What the person should know of a workbook that is more than cells."""
    if any(
        name.casefold().endswith(("vbaproject.bin", "macrosheets")) or "macrosheets/" in name
        for name in names
    ):
        yield Problem(
            "warning", "The workbook", "It holds macros. They were not run; only the cells were read.",
            "Ask why a list needs macros, if you did not expect them.", "macros",
        )  # fmt: skip
    if any("externallinks/" in name.casefold() for name in names):
        yield Problem(
            "warning", "The workbook", "It is linked to other files. The links were not followed.",
            "Cells that come from there hold what was stored when the file was last saved.", "links",
        )  # fmt: skip
    if look.formulas:
        yield Problem(
            "warning", "The workbook", "Some cells are formulas. Their stored results were read, nothing was computed.",
            "If cells are empty that should not be, open the file, save it, and choose it again.", "formulas",
        )  # fmt: skip
    if look.errors:
        yield Problem(
            "warning", "The workbook", "Some cells hold an error, such as #N/A. They were read as empty.",
            "Correct the look-ups in the workbook where a value is missing.", "cell_errors",
        )  # fmt: skip


def _here(path: Path, *, long: bool) -> tuple[Sheet, ...]:
    """Read in this process: the scan has shown that it fits."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        found = []
        for name in _worksheets(book):
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
                held = child.spaced(sheet)
                if held is None:
                    raise too_wide(name)
                found.append(Sheet(name, held))
                continue
            found.append(Sheet(name, _rows(sheet, long=long)))
    except python_calamine.PasswordError as error:
        raise NotReadable(
            "The workbook is protected by a password.", "Save it without one first."
        ) from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise NotReadable("The workbook is damaged: its cells cannot be read.", _CURE) from error
    return tuple(found)


def _worksheets(book: Any) -> list[str]:
    import python_calamine

    kind = python_calamine.SheetTypeEnum.WorkSheet
    return [sheet.name for sheet in book.sheets_metadata if sheet.typ == kind]


def _rows(sheet: Any, *, long: bool) -> list[list[Cell]]:
    """All rows from the very first; stops where a few long texts are repeated beyond measure."""
    if sheet.start is None:
        return []
    if not long and sheet.total_height * sheet.total_width <= MOST_QUICK:
        return list(sheet.iter_rows())
    signs, rows = 0, []
    for row in sheet.iter_rows():
        signs += sum([len(cell) for cell in row if cell.__class__ is str])
        if signs > MOST_SIGNS:
            raise too_wide(sheet.name)
        rows.append(row)
    return rows


def read_apart(path: Path) -> tuple[Sheet, ...]:
    """Read in a process of its own, under limits of memory and time; its end is not ours."""
    frozen = getattr(sys, "frozen", False)
    command = (
        [sys.executable, "read-workbook"] if frozen else [sys.executable, "-I", child.__file__]
    )
    try:
        done = subprocess.run(  # noqa: S603  our own file, no shell; the path goes by the pipe
            command, input=str(path.resolve()).encode(), capture_output=True, timeout=SECONDS, check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no black box on Windows
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise NotReadable(f"The workbook was not read within {SECONDS} seconds.", _CURE) from error
    if done.returncode == child.PASSWORD:
        raise NotReadable("The workbook is protected by a password.", "Save it without one first.")
    if done.returncode == child.TOO_WIDE:
        raise too_wide(done.stdout.decode("utf-8", "replace") or "of the workbook")
    if done.returncode == child.DAMAGED:
        raise NotReadable("The workbook is damaged: its cells cannot be read.", _CURE)
    if done.returncode != 0:
        raise NotReadable(
            "The workbook needs more memory than a list of children can.",
            "Delete the rows and columns beyond the list, save it, and choose it again.",
        )
    return tuple(
        Sheet(name, [[_cell(cell) for cell in row] for row in rows])
        for name, rows in json.loads(done.stdout)
    )


def _cell(cell: Any) -> Cell:
    """A cell as the other process wrote it: days come as a list of one text."""
    if isinstance(cell, list):
        text = str(cell[0])
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return cell  # type: ignore[no-any-return]
