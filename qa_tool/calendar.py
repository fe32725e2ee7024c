"""Working days in England and Wales: Monday to Friday, without the bank holidays.

The bank holidays are data (`resources/calendar`); a year that is not in it is refused, because a
clock that is a day out is worse than one that says it does not know.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from qa_tool.errors import QAError

_FILE = Path(__file__).resolve().parent.parent / "resources/calendar/england_and_wales.toml"
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """The bank holidays of the years from `first` to `last`."""

    first: int
    last: int
    days: dict[date, str]


@lru_cache(maxsize=1)
def bank_holidays() -> BankHolidays:
    """The bank holidays that the program knows, read once when they are first needed."""
    try:
        found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        days = {entry["date"]: str(entry["name"]) for entry in found["day"]}
        return BankHolidays(int(found["first_year"]), int(found["last_year"]), days)
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        raise QAError(
            "The list of bank holidays cannot be read, so working days cannot be counted.",
            "Install the program again; its own files are damaged.",
        ) from trouble


def is_working_day(day: date) -> bool:
    """Whether offices in England and Wales are open on this day."""
    known = bank_holidays()
    if not known.first <= day.year <= known.last:
        raise QAError(
            f"Working days are known for {known.first} to {known.last} only, not for {day.year}.",
            "Check the date; if it is right, ask for an update with newer bank holidays.",
        )
    return day.weekday() < _SATURDAY and day not in known.days


def add_working_days(start: date, days: int) -> date:
    """The day that lies this many working days after the start, which itself is not counted.

    With 0 it is the start, or the next working day where offices are closed on the start. A
    negative number counts backwards.
    """
    if days == 0:
        return start if is_working_day(start) else add_working_days(start, 1)
    step = _DAY if days > 0 else -_DAY
    left, day = abs(days), start
    is_working_day(start)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after the start up to and with the end; negative backwards."""
    if end < start:
        return -working_days_between(end, start)
    is_working_day(start)
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
