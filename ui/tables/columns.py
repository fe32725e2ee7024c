"""What a column shows, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

Kind = Literal["text", "number", "date", "grade", "pill"]
LONGEST_GRADE = "Requires improvement"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a tone: of a grade (`good`) or of a pill (`danger`)."""

    word: str
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `Column("due", "Due", lambda row: row.due, "date", 110)`.

    `get` gives str, number, date, None, or for `grade` and `pill` a `Cell`; `width` in px at 100 %, 0 takes the room
    that is left, and a grade has at least the room of `longest`, its longest word, at every text size; `sort` gives what to sort by where that is not the value itself; `tip` is said on the header.
    """

    key: str
    title: str
    get: Callable[[Any], Any]
    kind: Kind = "text"
    width: int = 0
    sort: Callable[[Any], Any] | None = None
    tip: str = ""
    longest: str = LONGEST_GRADE


def words(value: Any) -> str:
    """A value as people read it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Cell):
        return value.word
    if isinstance(value, datetime):
        return f"{value.day} {value:%b %Y}, {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return str(value)


def order(column: Column, row: Any) -> tuple[bool, Any]:
    """What to sort a row by: blanks last, words without regard to capitals."""
    value = column.sort(row) if column.sort else column.get(row)
    if isinstance(value, Cell):
        value = value.word
    if isinstance(value, str):
        value = value.casefold()
    return (value is None or value == "", value if value is not None else "")
