"""What a cell says: numbers, days, ages and codes as councils write them. `None` is empty, `Odd` is not readable."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from qa_tool.caselist.model import Cell, Code
from qa_tool.caselist.words import bare, without_letter

NOTHING = frozenset(
    {
        "", "-", "--", ".", "n/a", "na", "#n/a", "#value!", "#ref!", "#name?", "#null!", "#div/0!",
        "#num!", "null", "none", "nan", "nil", "(blank)", "blank", "not applicable", "tbc", "?",
    }
)  # fmt: skip
ERRORS = frozenset({"#n/a", "#value!", "#ref!", "#name?", "#null!", "#div/0!", "#num!"})
_EXCEL_ZERO = date(1899, 12, 30)
_SERIAL = (20_000, 80_000)  # 1954 to 2119 as Excel counts days
_EARLIEST, _LATEST = 1900, 2200
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1,
    )
    for name in names.split()
}  # fmt: skip
_DAY = re.compile(
    r"(\d{1,4})[\s./\-]+(\d{1,2}|[a-z]{3,9})[\s./\-,]+(\d{1,4})(?:[\st,]+[\d:.]+z?\s*(?:am|pm)?)?"
)
_AGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(years?|yrs?|y|months?|mths?|m|weeks?|wks?|w)?(?:\s*old)?")
_SCIENCE = re.compile(r"\d(?:\.\d+)?e\+\d+", re.IGNORECASE)
_MOST_DIGITS = 15  # beyond this a spreadsheet has rounded the number
_LONGEST_NUMBER = 60
UNBORN, OLDEST = "unborn", 26


class Odd(ValueError):
    """A cell that cannot be read as what its column holds; the text says why, and quotes no identifier."""


def text_of(cell: Cell) -> str:
    """The words of a cell on one line; nothing where it only says that there is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**_MOST_DIGITS:
        return str(int(cell))
    words = " ".join(str(cell).split())
    return "" if words.casefold() in NOTHING else words


def number_of(cell: Cell) -> str:
    """The council's number of a child, as text; leading noughts stay."""
    if isinstance(cell, bool | date | datetime):
        raise Odd("the number is a date, or a yes or no")
    if isinstance(cell, float):
        return _number_of_float(cell)
    words = text_of(cell)
    if not words:
        return ""
    if _SCIENCE.fullmatch(words):
        raise Odd("the spreadsheet has shortened the number (such as 1.2E+11)")
    if len(words) > _LONGEST_NUMBER:
        raise Odd("the number is longer than any case number")
    if any(sign in str(cell).strip() for sign in ",;\n\r"):
        raise Odd("the number has a comma or a line break in it: two cells in one, or a name")
    if not any(sign.isdigit() for sign in words):
        raise Odd("the number has no digit in it: it looks like a name")
    return words[:-2] if words.endswith(".0") and words[:-2].isdigit() else words


def _number_of_float(cell: float) -> str:
    if not math.isfinite(cell) or not cell.is_integer() or cell < 0:
        raise Odd("the number has decimals or a minus")
    if cell >= 10**_MOST_DIGITS:
        raise Odd("the number is so long that the spreadsheet has rounded it")
    return str(int(cell))


def day_of(cell: Cell) -> date | None:
    """The day in a cell: a date, Excel's number of days, or a date as text; day before month."""
    if isinstance(cell, datetime):
        return _believable(cell.date())
    if isinstance(cell, date):
        return _believable(cell)
    if isinstance(cell, bool):
        raise Odd("yes or no is not a date")
    if isinstance(cell, int | float):
        return _serial(float(cell))
    words = text_of(cell).casefold()
    return _day_of_text(words) if words else None


def _serial(value: float) -> date | None:
    if value == 0:
        return None  # an empty cell with a date format
    if not math.isfinite(value) or not _SERIAL[0] <= value <= _SERIAL[1]:
        raise Odd("the number is no date of a spreadsheet")
    return _EXCEL_ZERO + timedelta(days=int(value))


@lru_cache(maxsize=8192)
def _day_of_text(words: str) -> date | None:
    if words.replace(".", "", 1).isdigit() and len(words.split(".", maxsplit=1)[0]) == 5:
        return _serial(float(words))
    if len(words) == 8 and words.isdigit() and words[:2] in {"19", "20"}:
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
    found = _DAY.fullmatch(words)
    if found is None:
        raise Odd("it is not a date")
    first, middle, last = found.groups()
    month = int(middle) if middle.isdigit() else _MONTHS.get(middle, 0)
    year, day = (first, last) if len(first) == 4 else (last, first)
    if len(year) not in {2, 4} or len(day) > 2:
        raise Odd("it is not a date")
    try:
        return _believable(date(_year(year), month, int(day)))
    except ValueError as error:
        raise Odd(
            "there is no such day (a month before the day?)" if not isinstance(error, Odd) else str(error)
        ) from None  # fmt: skip


def _year(text: str) -> int:
    """A year of two figures is this century until 2049, as spreadsheets have it."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def _believable(day: date) -> date | None:
    if day.year < _EARLIEST:
        if day.year == 1899:  # the time of a clock, or nought, with a date format
            return None
        raise Odd("the year is before 1900")
    if day.year > _LATEST:
        raise Odd(f"the year is after {_LATEST}")
    return day


def age_of(cell: Cell) -> float | None:
    """An age in years; minus one (unborn) stays -1, 4.7 stays 4.7, '18 months' is 1.5."""
    if isinstance(cell, bool | date | datetime):
        raise Odd("it is not an age")
    if isinstance(cell, int | float):
        years = float(cell)
    else:
        words = text_of(cell).casefold()
        if not words:
            return None
        if "unborn" in words:
            return -1.0
        found = _AGE.fullmatch(words)
        if found is None:
            raise Odd("it is not an age")
        years = float(found[1]) / {"m": 12.0, "w": 52.0}.get((found[2] or "y")[0], 1.0)
    if not math.isfinite(years) or not -1.5 <= years <= 120:
        raise Odd("nobody has this age")
    return years


@dataclass(frozen=True, slots=True)
class Bands:
    """The age bands of the council's lists: the youngest and oldest whole year of each."""

    bounds: tuple[tuple[str, int, int], ...]

    def of(self, years: float) -> str:
        """The band of an age; empty beyond the oldest."""
        if years < 0:
            return UNBORN
        return next((key for key, low, high in self.bounds if low <= int(years) <= high), "")


def years_between(birth: date, day: date) -> int:
    """Whole years from birth to a day; -1 before birth."""
    if birth > day:
        return -1
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def code_of(cell: Cell, codes: Mapping[str, Code]) -> Code | None:
    """The code in a cell: 'a) Male', 'N1 - Abuse or neglect', 'c) C1: ICO', 'WBRI', 'White British'."""
    words = text_of("Yes" if cell is True else "No" if cell is False else cell)
    if not words:
        return None
    plain = without_letter(words)
    tries = [plain, words]
    for sign in (" - ", ": ", " – ", "-", ":"):
        if sign in plain:
            tries += plain.split(sign, 1)
    found = next((codes[bare(word)] for word in tries if bare(word) in codes), None)
    if found is None:
        # The words are not repeated: in a shifted column they may be a name.
        raise Odd("it is no code of this list")
    return found
