"""Sheets as Markdown tables, the plain-text form of XLSForm: read and written."""

import re
from collections.abc import Sequence

from qa_tool.template.sheet.plan import Planned
from qa_tool.template.sheet.read import Sheet

_CELL = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_RULER = re.compile(r"^[\s|:-]+$")
_BACK = re.compile(r"\\([\\|n])")
_MEANT = {"\\": "\\", "|": "|", "n": "\n"}


def is_markdown(text: str) -> bool:
    """Whether a text begins with a table, or with a heading above one."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    return (
        bool(lines)
        and any(line.lstrip().startswith("|") for line in lines)
        and all(line.lstrip().startswith(("|", "#", "<!--", ">")) for line in lines[:3])
    )


def from_markdown(text: str) -> list[Sheet]:
    """The sheets of a text: each begins with a row that holds only its name."""
    sheets: list[Sheet] = []
    rows: list[list[str]] = []
    for line in text.replace("\r\n", "\n").split("\n"):  # other line ends may stand in a cell
        if not line.lstrip().startswith("|") or (_RULER.match(line) and "-" in line):
            continue
        cells = _cells(line)
        if cells[0]:
            rows = []
            sheets.append(Sheet(cells[0], rows))
            cells = ["", *cells[1:]]
        if any(cells[1:]) and sheets:
            rows.append(cells[1:])
    return sheets


def _cells(line: str) -> list[str]:
    """The cells of one line."""
    inner = line.strip().removeprefix("|")
    parted = _CELL.sub(lambda found: f"{found[1]}\0", inner).split("\0")
    if len(parted) > 1 and not parted[-1].strip():
        parted.pop()
    return [_BACK.sub(lambda found: _MEANT[found[1]], cell.strip()) for cell in parted]


def to_markdown(sheets: Sequence[Planned]) -> str:
    """Sheets as tables, each under its name."""
    lines: list[str] = []
    for sheet in sheets:
        lines += [f"| {sheet.name} |", _line(sheet.headings)]
        lines += [_line(row) for row in sheet.rows]
        lines.append("")
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| | " + " | ".join(_written(cell) for cell in cells) + " |"


def _written(text: str) -> str:
    """A cell on one line: a bar, a backslash and the end of a line are marked."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")
