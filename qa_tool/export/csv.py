"""The grades as CSV, readable by Excel and by programs alike."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from qa_tool.export.cells import guarded, written
from qa_tool.export.file import write_whole
from qa_tool.progress import Progress
from qa_tool.report.workbook import Cell, Sheet, Workbook

GRADES = "Audits"
STEP = 2000


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return guarded(written(value)) if isinstance(value, str) else str(value)


def write_sheet(sheet: Sheet, file: BinaryIO, progress: Progress) -> None:
    """One sheet: UTF-8 with a mark, so that Excel reads names with accents rightly."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    out = csv.writer(text)
    out.writerow([column.title for column in sheet.columns])
    total = len(sheet.rows)
    for done, row in enumerate(_rows(sheet.rows)):
        if done % STEP == 0:
            progress.step(done, total, "Writing the rows")
        out.writerow(row)
    text.flush()
    text.detach()


def _rows(rows: Sequence[tuple[Cell, ...]]) -> list[list[str]]:
    return [[_cell(value) for value in row] for row in rows]


def write(source: Workbook, target: Path, progress: Progress) -> Path:
    """The sheet of audits with their grades."""
    return write_whole(target, lambda file: write_sheet(source.sheet(GRADES), file, progress))
