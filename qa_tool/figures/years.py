"""Years that run from 1 April to 31 March, quarters and months: which a day belongs to, and their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from qa_tool.figures.change import Change, change
from qa_tool.figures.share import Share, share

Step = Literal["month", "quarter", "year"]
APRIL = 4


def year_of(day: date) -> str:
    """`2025-26` for every day from 1 April 2025 to 31 March 2026."""
    first = day.year if day.month >= APRIL else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def bounds(year: str) -> tuple[date, date]:
    """The first and the last day of a year such as `2025-26`; ValueError where it is none."""
    start, _, end = year.partition("-")
    if not (start.isdecimal() and len(start) == 4 and end == f"{(int(start) + 1) % 100:02d}"):
        raise ValueError(f"{year} is no year; write it as 2025-26")
    first = int(start)
    return date(first, APRIL, 1), date(first + 1, APRIL, 1) - timedelta(days=1)


def before(year: str) -> str:
    """The year before this one."""
    return year_of(bounds(year)[0] - timedelta(days=1))


def start_of(day: date, step: Step) -> date:
    """The first day of the month, quarter (April, July, October, January) or year of a day."""
    if step == "month":
        return day.replace(day=1)
    if step == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return bounds(year_of(day))[0]


def after(start: date, step: Step) -> date:
    """The first day of the next month, quarter or year."""
    months = start.month - 1 + {"month": 1, "quarter": 3, "year": 12}[step]
    return date(start.year + months // 12, months % 12 + 1, 1)


def spans(first: date, last: date, step: Step) -> tuple[date, ...]:
    """The first day of every period from one day to another; none is left out."""
    found, day = list[date](), start_of(first, step)
    while day <= last:
        found.append(day)
        day = after(day, step)
    return tuple(found)


def name_of(start: date, step: Step) -> str:
    """`April 2026`, `April to June 2026`, `2026-27`."""
    if step == "month":
        return f"{start:%B %Y}"
    if step == "quarter":
        last = after(start, step) - timedelta(days=1)
        return f"{start:%B} to {last:%B %Y}"
    return year_of(start)


@dataclass(frozen=True, slots=True)
class Year:
    """One year's share, and how it compares with the year before it; None for the first."""

    year: str
    share: Share
    change: Change | None


def year_on_year(
    counts: Mapping[str, tuple[int, int]], *, more_is_better: bool = True
) -> tuple[Year, ...]:
    """Counts (k, n) by year, the earliest first; only years that follow each other are compared."""
    found = list[Year]()
    for year in sorted(counts):
        earlier = counts.get(before(year))
        compared = (
            change(earlier, counts[year], more_is_better=more_is_better) if earlier else None
        )  # fmt: skip
        found.append(Year(year, share(*counts[year]), compared))
    return tuple(found)
