"""What a published workbook says: every sheet, hidden ones too, comments, properties, headers, charts."""

import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any

_MOST_UNPACKED, _MOST_MEMBERS = 300_000_000, 2_000
_MOST_ROWS, _MOST_COLUMNS = 60_000, 256
_CELLS = re.compile(r"^xl/(worksheets/sheet\d+\.xml|sharedStrings\.xml|styles\.xml|theme/)")
_WORDS = re.compile(r">([^<>]+)<")
_TOLD = re.compile(r'\b(?:descr|title|altText|name|displayName)="([^"]+)"')
_MARGINS = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>([^<]*)<")

Sheets = list[tuple[str, list[list[object]]]]


def workbook(path: Path, raw: bytes) -> tuple[Sheets, list[tuple[str, str]]]:
    """The sheets with their cells, and every other word with where it stands; ValueError where damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            members = packed.infolist()
            total = sum(member.file_size for member in members)
            if len(members) > _MOST_MEMBERS or total > _MOST_UNPACKED:
                raise ValueError("too large")
            words = [told for member in members for told in _member(packed, member.filename)]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise ValueError("no workbook") from error
    return _sheets(path), words


def _member(packed: zipfile.ZipFile, name: str) -> list[tuple[str, str]]:
    if not name.endswith((".xml", ".vml", ".rels")):
        return []
    text = packed.read(name).decode("utf-8", errors="replace")
    if name.startswith("xl/worksheets/"):
        return [("a header or footer", html.unescape(told)) for told in _MARGINS.findall(text)]
    if _CELLS.match(name):
        return []
    place = _place(name)
    words = " ".join(html.unescape(" ".join(_WORDS.findall(text))).split())
    return [(place, words)] * bool(words) + [
        (place, html.unescape(told)) for told in _TOLD.findall(text)
    ]


def _place(name: str) -> str:
    for part, place in (
        ("docProps", "the properties"), ("omment", "a comment"), ("chart", "a chart"), ("drawing", "a drawing"),
    ):  # fmt: skip
        if part in name:
            return place
    return name


def _sheets(path: Path) -> Sheets:
    import python_calamine

    kind: Any = python_calamine.SheetTypeEnum.WorkSheet
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        found: Sheets = []
        for told in book.sheets_metadata:
            if told.typ != kind:
                continue
            sheet = book.get_sheet_by_name(told.name)
            if sheet.total_height > _MOST_ROWS or sheet.total_width > _MOST_COLUMNS:
                raise ValueError("too large")
            rows = sheet.to_python(skip_empty_area=False) if sheet.start else []
            found.append((told.name, [list(row) for row in rows]))
    except (python_calamine.CalamineError, python_calamine.PasswordError, OSError) as error:
        raise ValueError("no workbook") from error
    return found
