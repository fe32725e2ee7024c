"""Made-up lists of the kinds that councils send: nobody in them is real."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qa_tool.caselist.model import ListRead
from qa_tool.caselist.reading import read_list

TODAY = date(2026, 11, 20)
Rows = Sequence[Sequence[Any]]
Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Write a workbook from sheets of rows."""

    def write(sheets: Mapping[str, Rows], name: str = "list.xlsx") -> Path:
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        made.save(path)
        return path

    return write


@pytest.fixture
def text(tmp_path: Path) -> Callable[..., Path]:
    """Write a text file in an encoding."""

    def write(words: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(words.encode(encoding))
        return path

    return write


@pytest.fixture
def packed(tmp_path: Path) -> Callable[..., Path]:
    """Write a zip file with these parts; a part may be named twice."""

    def write(
        parts: Sequence[tuple[str, bytes]], name: str = "list.xlsx", before: Path | None = None
    ) -> Path:
        path = tmp_path / name
        held = io.BytesIO(before.read_bytes() if before else b"")
        with zipfile.ZipFile(held, "a" if before else "w", zipfile.ZIP_DEFLATED) as file:
            for title, data in parts:
                file.writestr(zipfile.ZipInfo(title), data, zipfile.ZIP_DEFLATED)
        path.write_bytes(held.getvalue())
        return path

    return write


def read(path: Path, **more: Any) -> ListRead:
    """Read a file on the day of the tests."""
    return read_list(path, today=TODAY, **more)


@pytest.fixture
def reads() -> Callable[..., ListRead]:
    """Read a file on the day of the tests."""
    return read
