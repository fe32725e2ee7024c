"""Reads one workbook in a process of its own, under limits, and writes its cells as JSON.

Run as a file with nothing of the program around it: the path comes by the pipe, the cells go out by
the pipe. What is wrong is told by the exit code alone.
"""

import io
import json
import struct
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

PASSWORD, TOO_WIDE, DAMAGED = 11, 12, 13
MEMORY = 1_200_000_000
CPU_SECONDS = 30
MOST_ROWS, MOST_COLUMNS, MOST_SIGNS = 60_000, 256, 60_000_000
MOST_PROMISED = 1_000_000
MOST_WALKED = 40_000_000  # cells of a long sheet that are looked at for anything but spaces
_OLD = b"\xd0\xcf\x11\xe0"
_SIZE = struct.Struct("<IIHHH")  # of a sheet: rows from, rows to, columns from, columns to, nothing
_SIZE_BEGINS = b"\x00\x02\x0e\x00"


def limit() -> None:
    """Hold this process to its memory and time; Windows has no such limits, there only time holds it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: Any) -> Any:
    """A cell as JSON holds it; a day is a list of one text."""
    if isinstance(cell, datetime | date):
        return [cell.isoformat()]
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


def modest(raw: bytes) -> bytes:
    """An old workbook whose sheets promise no more cells than it can hold.

    Some programs write that a sheet goes on to row 1,048,576 although the file has a hundred rows;
    the reader takes memory for all of them before it has seen one. It takes the cells themselves from
    where they stand, so the promise may be made small.
    """
    made, at = bytearray(raw), raw.find(_SIZE_BEGINS)
    while 0 <= at <= len(raw) - 4 - _SIZE.size:
        first, last, left, right, nothing = _SIZE.unpack_from(raw, at + 4)
        within = first < last <= 1 << 20 and left < right <= MOST_COLUMNS and not nothing
        if within and (last - first) * (right - left) > MOST_PROMISED:
            _SIZE.pack_into(made, at + 4, first, first + 1, left, left + 1, 0)
        at = raw.find(_SIZE_BEGINS, at + 1)
    return bytes(made)


def opened(path: str) -> Any:
    """The workbook, for the reader."""
    import python_calamine

    with Path(path).open("rb") as file:
        if file.read(4) != _OLD:
            return python_calamine.CalamineWorkbook.from_path(path)
        file.seek(0)
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(modest(file.read())))


def spaced(sheet: Any) -> list[list[Any]] | None:
    """The rows of a sheet that goes on far below its last words; None where it is really so long.

    One space in row 1,048,000 makes a form of six hundred rows a sheet of a million.
    """
    wide = sheet.total_width > MOST_COLUMNS
    if wide or sheet.total_height * sheet.total_width > MOST_WALKED:
        return None
    rows: list[list[Any]] = []
    signs = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number <= MOST_ROWS:
            rows.append(row)
        if row.count("") == len(row):  # nearly all of them, and quick to say
            continue
        signs += sum(len(cell) for cell in row if cell.__class__ is str)
        if signs > MOST_SIGNS or (number > MOST_ROWS and not _blank(row)):
            return None
    while rows and _blank(rows[-1]):
        rows.pop()
    return rows


def _blank(row: list[Any]) -> bool:
    """Whether nothing but spaces stands in it."""
    return all(isinstance(cell, str) and not cell.strip() for cell in row)


def cells(path: str) -> list[tuple[str, list[list[Any]]]]:
    """The sheets of this workbook; leaves with TOO_WIDE where one is larger than any list."""
    import python_calamine

    book = opened(path)
    kind, signs, out = python_calamine.SheetTypeEnum.WorkSheet, 0, []
    for told in book.sheets_metadata:
        if told.typ != kind:
            continue
        sheet = book.get_sheet_by_name(told.name)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            held = spaced(sheet)
            if held is None:
                _leave(TOO_WIDE, told.name)
            out.append((told.name, [[plain(cell) for cell in row] for row in held or ()]))
            continue
        rows: list[list[Any]] = []
        for row in sheet.iter_rows() if sheet.start else ():
            signs += sum(len(cell) for cell in row if isinstance(cell, str))
            if signs > MOST_SIGNS:
                _leave(TOO_WIDE, told.name)
            rows.append([plain(cell) for cell in row])
        out.append((told.name, rows))
    return out


def _leave(code: int, words: str = "") -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
    sys.exit(code)


def main() -> None:
    """Read the path from the pipe and write the cells."""
    limit()
    path = sys.stdin.buffer.read().decode()
    import python_calamine

    try:
        told = json.dumps(cells(path))
    except python_calamine.PasswordError:
        _leave(PASSWORD)
    except (python_calamine.CalamineError, ValueError, OSError):
        _leave(DAMAGED)
    else:
        sys.stdout.write(told)


if __name__ == "__main__":
    main()
