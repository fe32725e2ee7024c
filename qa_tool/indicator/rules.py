"""What may stand in an indicator, and how months and values are read from typing and from a list."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from qa_tool.indicator.model import UNITS, WAYS, Indicator, Value
from qa_tool.problems import Problem

LONGEST = 200
MOST_MONTHS = 240
NONE = frozenset({"", "-", "–", "n/a", "na", "x", "c", "z", "[x]", "[c]", "[z]", "[low]", "k", ":"})
_MONTHS = ("%Y-%m", "%Y-%m-%d", "%d/%m/%Y", "%m/%Y", "%b %Y", "%B %Y", "%b-%y", "%d.%m.%Y")
_MOST_PROBLEMS = 20


def month_of(text: str) -> date | None:
    """The month that was written: 2026-04, 04/2026, Apr 2026, 1/4/2026; None where it is none."""
    for form in _MONTHS:
        try:
            return datetime.strptime(text.strip(), form).date().replace(day=1)  # noqa: DTZ007  a day, no moment
        except ValueError:
            continue
    return None


def value_of(text: str) -> float | None:
    """The number that was written, with or without a percent sign; ValueError where it is none."""
    plain = text.strip().removesuffix("%").strip()
    if plain.lower() in NONE:
        return None
    decimal = plain.count(",") == 1 and "." not in plain and len(plain.rpartition(",")[2]) != 3
    found = float(plain.replace(",", "." if decimal else ""))
    if not math.isfinite(found):
        raise ValueError(text)
    return found


def problems(one: Indicator) -> Iterator[tuple[str, str]]:
    """What is wrong with an indicator before it is kept, each with its cure."""
    if not one.name.strip():
        yield "The indicator has no name.", "Say what it counts, such as “Visits in time”."
    if not one.source.strip():
        yield "It is not said where the numbers come from.", "Name the report or the system."
    if max(len(one.name), len(one.source)) > LONGEST:
        yield f"Name and source have {LONGEST} characters at most.", "Shorten them."
    if one.way not in WAYS or one.unit not in UNITS:
        yield "Direction or unit is not known.", "Choose one of those offered."
    if len(one.values) > MOST_MONTHS:
        yield f"More than {MOST_MONTHS} months.", "Begin with a later month."
    for value in (*(v.value for v in one.values), one.target):
        if value is not None and one.unit == "percent" and not 0 <= value <= 100:
            yield f"{value:g} is no percentage.", "Type a number from 0 to 100."
            return


def with_values(one: Indicator, values: Iterable[Value]) -> Indicator:
    """With these months written over or added, in order."""
    every = {value.month: value for value in one.values} | {v.month: v for v in values}
    return replace(one, values=tuple(every[month] for month in sorted(every)))


def without(one: Indicator, month: date) -> Indicator:
    """Without one month."""
    return replace(one, values=tuple(v for v in one.values if v.month != month))


def read_rows(rows: Sequence[Sequence[str]]) -> tuple[tuple[Value, ...], tuple[Problem, ...]]:
    """Months and values of a list: the first two columns; a first line of headings is passed over.

    Every fault in one pass; a month that is there twice is refused, as nobody can say which is right.
    """
    values: dict[date, Value] = {}
    wrong: list[Problem] = []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in (*row, "", "")][:2]
        if not any(cells):
            continue
        month = month_of(cells[0])
        if month is None:
            if number > 1 or values:
                wrong.append(_wrong(number, f"“{cells[0][:40]}” is no month.",
                                    "Write it as 2026-04, 04/2026 or Apr 2026.", "no_month"))  # fmt: skip
            continue
        if month in values:
            wrong.append(
                _wrong(number, f"{month:%B %Y} is there twice.", "Keep one of the two.", "twice")
            )
            continue
        try:
            values[month] = Value(month, value_of(cells[1]))
        except ValueError:
            wrong.append(_wrong(number, f"“{cells[1][:40]}” is no number.",
                                "Correct it, or leave it empty where there is none.", "no_number"))  # fmt: skip
    if not values and not wrong:
        wrong.append(_wrong(1, "There are no months in this list.",
                            "Two columns: the month, and its value.", "empty"))  # fmt: skip
    return tuple(values[month] for month in sorted(values)), tuple(wrong[:_MOST_PROBLEMS])


def _wrong(line: int, what: str, cure: str, code: str) -> Problem:
    return Problem("error", f"Line {line}", what, cure, code)
