"""The door for files: what they are by their first bytes, what they weigh, and their cells, in bounded memory."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_tool.caselist.model import Cell
from qa_tool.errors import QAError
from qa_tool.problems import Problem

MOST_BYTES = 50_000_000
MOST_ROWS = 60_000
MOST_COLUMNS = 256
_SPREADSHEET = "Open the file in the spreadsheet program and save it as .xlsx or “CSV UTF-8”."
_WEB = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version")


class NotReadable(QAError):
    """A file that is refused, with the reason."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows from the very first, so that row numbers are the spreadsheet's."""

    name: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a file, its fingerprint, and what is to be said about it."""

    sheets: tuple[Sheet, ...]
    fingerprint: str
    problems: tuple[Problem, ...] = ()


def open_file(path: Path) -> Opened:
    """The cells of a CSV, XLSX, XLS or ODS file; refused with a sentence where it is none, or too much."""
    raw = _bytes(path)
    mark = hashlib.sha256(raw).hexdigest()
    head = raw[:64].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from qa_tool.caselist.workbook import read_zipped

        sheets, problems = read_zipped(path, raw)
        return Opened(sheets, mark, problems)
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from qa_tool.caselist.workbook import read_apart

        return Opened(read_apart(path), mark)
    if head.startswith(_WEB):
        raise NotReadable(
            "This file is a web page or XML that only calls itself a workbook.", _SPREADSHEET
        )
    from qa_tool.caselist.text_file import read_text

    return Opened((read_text(raw),), mark)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise NotReadable("There is no such file.", "Choose the file again.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise NotReadable(
                f"The file has {size / 1e6:.0f} MB; {MOST_BYTES // 1_000_000} MB is the most.",
                "Delete the sheets and columns that are not needed, or split it.",
            )
        raw = path.read_bytes()
    except OSError as error:
        raise NotReadable(
            "The file cannot be opened.", "Close it in the spreadsheet program, and try again."
        ) from error
    if not raw.strip(b"\x00 \r\n\t"):
        raise NotReadable("The file is empty.", "Choose the list that the case system wrote.")
    return raw


def too_wide(name: str) -> NotReadable:
    """A sheet with more rows or columns than a list of children can have."""
    return NotReadable(
        f"The sheet “{name[:40]}” is larger than {MOST_ROWS:,} rows by {MOST_COLUMNS} columns.",
        "Delete the rows and columns beyond the list (also empty ones that have a format), and save it.",
    )
