"""A few rows to look at, with everything masked that could name a child."""

from collections.abc import Sequence
from datetime import date, datetime

from qa_tool.caselist.annex import Book
from qa_tool.caselist.model import Cell, Column
from qa_tool.caselist.value import text_of

ROWS = 4
_SHOWN = 24
# A column that is not understood may hold a name: it is masked unless its cells are plainly dates or figures.


def masked(
    columns: Sequence[Column], rows: Sequence[tuple[int, Sequence[Cell]]], book: Book
) -> tuple[tuple[str, ...], ...]:
    """The first rows as they may be shown: one text for each column."""
    return tuple(
        tuple(_shown(row[c.at] if c.at < len(row) else None, c, book) for c in columns)
        for _number, row in rows[:ROWS]
    )


def _shown(cell: Cell, column: Column, book: Book) -> str:
    words = text_of(cell)
    if not words:
        return ""
    field = book.fields.get(column.field)
    if field is not None and field.key == "birth":
        return "a date"
    if field is not None and field.becomes == "number":
        return _outline(words)
    if field is None or field.identifies:
        return "•••"
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _outline(words: str) -> str:
    """The shape of a number without the number: six signs are six dots."""
    return "•" * min(12, len(words))
