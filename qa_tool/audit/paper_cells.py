"""One cell that somebody filled in: what it says, or why that cannot be taken for an answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from qa_tool.audit.paper import one_line
from qa_tool.errors import QAError

_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]0?0:00(?::00)?)?")
_SPOKEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_SHORT_YEAR = re.compile(r".*[/.\-\s](\d{2})")
_TICKS = frozenset({"x", "yes", "true", "1", "✓", "✔", "☒", "☑"})
_NO_TICKS = frozenset({"", "no", "false", "0", "-"})
_LONGEST_QUOTE = 40


class NotRead(QAError):
    """Something in a cell that cannot be an answer; `cell` is where."""

    def __init__(self, cell: "Found", what: str, cure: str, code: str) -> None:
        super().__init__(what, cure)
        self.cell, self.code = cell, code


@dataclass(frozen=True, slots=True)
class Found:
    """One cell as it came back, with the place that a message names."""

    where: str
    value: object = None
    formula: bool = False
    error: str = ""
    merged: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed here."""
        if self.formula or self.error:
            return False
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


def sound(cell: Found) -> None:
    """Refuse what is not simply typed: a formula, an error of the spreadsheet, merged cells."""
    if cell.formula:
        raise NotRead(
            cell, "A formula stands here; its result is not taken for an answer.",
            "Type the answer itself.", "formula",
        )  # fmt: skip
    if cell.error:
        raise NotRead(
            cell, f"The spreadsheet says {cell.error} here.", "Type the answer again.", "error"
        )
    if cell.merged and not cell.empty:
        raise NotRead(
            cell, f"This cell was merged with others ({cell.merged}), so it is not certain what it "
            "answers.", "Take the cells apart again, and answer each.", "merged",
        )  # fmt: skip


def text_of(cell: Found) -> str:
    """The words of a cell, as they were typed."""
    sound(cell)
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return str(value)


def key_of(cell: Found, words: Mapping[str, str]) -> str:
    """The key of the answer that was chosen from a list; empty where nothing was."""
    text = one_line(text_of(cell))
    if not text:
        return ""
    exact = {one_line(word): key for key, word in words.items()}
    loose = {word.casefold(): key for word, key in exact.items()}
    found = exact.get(text) or loose.get(text.casefold())
    if found is not None:
        return found
    said = "What stands here" if len(text) > _LONGEST_QUOTE else f"“{text}”"
    raise NotRead(
        cell, f"{said} is not one of the answers to choose from.{_near(text, exact)}",
        "Choose from the list in the cell.", "not_in_list",
    )  # fmt: skip


def _near(text: str, exact: Mapping[str, str]) -> str:
    loose = {word.casefold(): word for word in exact}
    near = get_close_matches(text.casefold(), loose, n=1, cutoff=0.6)
    return f" Did you mean “{loose[near[0]]}”?" if near else ""


def number_of(cell: Found) -> int | float | str | None:
    """The number of a cell; words are left for the question's own check to refuse."""
    sound(cell)
    value = cell.value
    if isinstance(value, bool | date):
        raise NotRead(
            cell, "This is not a number.", "Write it in figures, like 12 or 2.5.", "bad_answer"
        )
    if isinstance(value, int | float):
        return value
    return text_of(cell).strip() or None


def day_of(cell: Found) -> str:
    """The day of a cell as year-month-day; day/month/year is read the way it is written here."""
    sound(cell)
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value).strip()
    if not text:
        return ""
    if found := _SLASHED.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        return f"{year:04}-{month:02}-{day:02}"
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return f"{year:04}-{month:02}-{day:02}"
    if (found := _SPOKEN.fullmatch(text)) and (number := _month(found[2])):
        return f"{int(found[3]):04}-{number:02}-{int(found[1]):02}"
    what = "This is not a date."
    if found := _SHORT_YEAR.fullmatch(text):
        what = f"It is not certain which year is meant by {found[1]}."
    raise NotRead(cell, what, "Write it as day/month/year, like 21/11/2026.", "bad_date")


def _month(word: str) -> int:
    """The number of a month by its name or its first letters; 0 where it is none."""
    small = word.casefold()
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(small)), 0)


def ticked(cell: Found) -> bool:
    """Whether a cell is ticked."""
    text = text_of(cell).strip().casefold()
    if text in _TICKS:
        return True
    if text in _NO_TICKS:
        return False
    raise NotRead(
        cell, "This cell takes only an x.", "Put x where it applies, and nothing elsewhere.",
        "not_in_list",
    )  # fmt: skip
