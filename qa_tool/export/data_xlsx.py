"""Tables for the council's own analysis as a workbook, written row by row: memory does not grow with them.

The sheets are plain: names in the first row, one real table each, so that every tool reads them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from qa_tool.errors import QAError
from qa_tool.export import data_parts as parts
from qa_tool.export.cells import LIMIT, like_a_formula, split, written
from qa_tool.export.data_parts import Placed, column_name, escaped
from qa_tool.export.file import write_whole
from qa_tool.progress import Progress
from qa_tool.report.data_sheets import DataOut, DataTable
from qa_tool.report.workbook import Cell

MOST_ROWS = 1_048_575  # of data on one sheet: Excel's, less the row of names
MOST_COLUMNS = 16_384
CHUNK = 500
_SHORT = 40
_DAY_NOUGHT = date(1899, 12, 30).toordinal()


def write(source: DataOut, target: Path, progress: Progress) -> Path:
    """The whole workbook, or the old file as it was."""
    return write_whole(target, lambda file: fill(source, file, progress))


def fill(
    source: DataOut, file: BinaryIO, progress: Progress, *, most_rows: int = MOST_ROWS
) -> None:
    """Write the workbook into an open file; what is too long for a sheet goes on in the next."""
    tables = source.all_tables
    for table in tables:
        if len(table.columns) > MOST_COLUMNS:
            raise QAError(
                f"The table {table.name} has {len(table.columns):,} columns, and a sheet holds {MOST_COLUMNS:,}.",
                "Write a folder of CSV, or leave out the wide form.",
            )
    placed: list[Placed] = []
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=4, allowZip64=True) as archive:
        for done, table in enumerate(tables):
            progress.step(done, len(tables), f"Writing {table.name}")
            for part, rows in enumerate(_sheets(table, most_rows), start=1):
                name = parts.sheet_name(table.name, part, [one.name for one in placed])
                columns = tuple(column.name for column in table.columns)
                here = Placed(len(placed) + 1, name, columns, 1)
                with archive.open(here.path, "w", force_zip64=True) as out:
                    out.write(parts.sheet_top(table).encode())
                    last = _fill(out, columns, rows)
                    out.write(parts.sheet_end(source.marking).encode())
                placed.append(replace(here, last=last))
        for name, text in parts.frame(source, placed):
            archive.writestr(name, text)


def _sheets(table: DataTable, most: int) -> Iterator[Iterable[Sequence[Cell]]]:
    """The rows in as many sheets as they need; each must be read before the next is asked for."""
    rows = iter(_whole_cells(table))
    yield islice(rows, most)
    for first in rows:
        yield chain((first,), islice(rows, most - 1))


def _whole_cells(table: DataTable) -> Iterator[Sequence[Cell]]:
    """The rows; what no cell can hold goes on in a row below with the same key."""
    keys = [column.name in table.key for column in table.columns]
    for row in table.rows():
        if not any(isinstance(v, str) and 2 * len(v) > LIMIT for v in row):
            yield row
            continue
        pieces = [split(written(v)) if isinstance(v, str) else (v,) for v in row]
        for n, more in enumerate(zip_longest(*pieces)):
            yield (
                more
                if n == 0
                else [
                    row[at] if is_key else v
                    for at, (v, is_key) in enumerate(zip(more, keys, strict=True))
                ]
            )


def _fill(out: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """The row of names and all rows below it; the number of the last."""
    letters = [column_name(place) for place in range(1, len(columns) + 1)]
    out.write(_row(columns, 1, letters, parts.HEADER).encode())
    last, every = 1, iter(rows)
    while chunk := list(islice(every, CHUNK)):
        text = "".join(_row(row, last + n, letters, 0) for n, row in enumerate(chunk, start=1))
        out.write(text.encode())
        last += len(chunk)
    return last


def _row(row: Sequence[Cell], number: int, letters: Sequence[str], style: int) -> str:
    cells = "".join(
        _cell(value, f"{letter}{number}", style)
        for letter, value in zip(letters, row, strict=True)
        if value is not None and value != ""
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(value: str | float | date, place: str, style: int) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" {_words(value, style)}</c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{parts.DAY}"><v>{value.toordinal() - _DAY_NOUGHT}</v></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'


def _words(text: str, style: int) -> str:
    return _code(text, style) if len(text) <= _SHORT else _said(text, style)


def _said(text: str, style: int) -> str:
    """Always words, never a formula: the kind of the cell says so, and a mark keeps it so when edited."""
    clean = written(text)
    kind = parts.QUOTED if like_a_formula(clean) and not style else style
    return f't="inlineStr" s="{kind}"><is><t xml:space="preserve">{escaped(clean)}</t></is>'


@lru_cache(maxsize=20_000)
def _code(text: str, style: int) -> str:
    """Codes and names come again and again."""
    return _said(text, style)
