"""Tables for the council's own analysis as a new folder of CSV files, one for each table."""

import csv
import io
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from qa_tool.errors import QAError
from qa_tool.export.cells import guarded, written
from qa_tool.export.file import PREFIX, sentence, write_whole
from qa_tool.progress import Progress
from qa_tool.report.data_sheets import DataOut, DataTable
from qa_tool.report.workbook import Cell


def write(source: DataOut, target: Path, progress: Progress) -> Path:
    """The whole folder, or none: it gets its name when every file in it is finished."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise QAError(
            f"{target.name} is not an empty folder.",
            "Name a new folder for the CSV files, or a file that ends in .xlsx or .sqlite.",
        )
    try:
        made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=target.absolute().parent))
    except OSError as error:
        raise sentence(error, target) from error
    try:
        tables = source.all_tables
        for done, table in enumerate(tables):
            progress.step(done, len(tables), f"Writing {table.name}")
            write_whole(made / f"{table.name}.csv", lambda file, table=table: _fill(table, file))  # type: ignore[misc]
        if target.exists():
            target.rmdir()
        made.rename(target)
    except OSError as error:
        raise sentence(error, target) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return target


def _fill(table: DataTable, file: BinaryIO) -> None:
    """UTF-8 with a mark, so that Excel reads names with accents rightly."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    out = csv.writer(text)
    out.writerow([column.name for column in table.columns])
    out.writerows([_cell(value) for value in row] for row in table.rows())
    text.flush()
    text.detach()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(written(value))
    return str(value) if isinstance(value, int | float) else value.isoformat()
