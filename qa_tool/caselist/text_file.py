"""Lists as text: the encodings and separators that spreadsheets and case systems write."""

import csv
import io

from qa_tool.caselist.door import MOST_COLUMNS, MOST_ROWS, NotReadable, Sheet, too_wide

_SEPARATORS = ",;\t|"
_LOOKED_AT = 20


def read_text(raw: bytes) -> Sheet:
    """The lines of a text file as one sheet without a name."""
    text = _decoded(raw)
    lines = text.splitlines()[:_LOOKED_AT]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) <= 5:
        separator, text = lines[0][4:] or ",", text.split("\n", 1)[-1]
    else:
        separator = _separator(lines)
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(cells) > MOST_COLUMNS and any(cell for cell in cells[MOST_COLUMNS:]):
                raise too_wide("text")
            rows.append(cells[:MOST_COLUMNS])
            if len(rows) > MOST_ROWS:
                raise too_wide("text")
    except csv.Error as error:
        raise NotReadable(
            "The file is not a whole CSV file: a quotation mark is opened and never closed.",
            "Save it once more as “CSV UTF-8” from the spreadsheet program.",
        ) from error
    return Sheet("", rows)


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if raw[1:200:2].count(0) > 40:  # UTF-16 without its mark
        return raw.decode("utf-16-le", "replace")
    if b"\x00" in raw:
        raise NotReadable(
            "This is neither a workbook nor a text file.",
            "Choose a .csv, .xlsx, .xls or .ods file.",
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _separator(lines: list[str]) -> str:
    """The sign that parts the same number of cells on most lines."""

    def steady(sign: str) -> tuple[int, int]:
        widths = [
            len(next(csv.reader([line], delimiter=sign), [])) for line in lines if line.strip()
        ]
        usual = max(set(widths), key=widths.count) if widths else 1
        return (widths.count(usual) if usual > 1 else 0, usual)

    try:
        return max(_SEPARATORS, key=steady)
    except csv.Error:
        return max(_SEPARATORS, key="\n".join(lines).count)
