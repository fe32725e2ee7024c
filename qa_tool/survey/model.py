"""What is entered for a quarter: a small declared list of sources, and what each counts."""

from dataclasses import dataclass
from datetime import date

MOST_MESSAGES = 12
LONGEST_MESSAGE = 300
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Measure:
    """One count; `part_of` is the measure that it cannot be larger than."""

    key: str
    title: str
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of what children, families and others say, and what is counted of it."""

    key: str
    title: str
    short: str
    measures: tuple[Measure, ...]


SOURCES: tuple[Source, ...] = (
    Source("children", "Survey of children and young people", "Children", (
        Measure("sent", "Asked"), Measure("returned", "Answered", "sent"),
        Measure("positive", "Felt listened to", "returned"),
    )),
    Source("families", "Survey of parents and carers", "Parents", (
        Measure("sent", "Asked"), Measure("returned", "Answered", "sent"),
        Measure("positive", "Help made it better", "returned"),
    )),
    Source("complaints", "Complaints", "Complaints", (
        Measure("received", "Received"), Measure("in_time", "In time", "received"),
        Measure("upheld", "Upheld", "received"),
        Measure("higher", "Next stage", "received"),
    )),
    Source("compliments", "Compliments", "Compliments", (Measure("received", "Received"),)),
    Source("advocacy", "Advocacy", "Advocacy", (
        Measure("offered", "Offered"), Measure("used", "Used", "offered"),
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Survey:
    """One source in one quarter; `quarter` is its first day. What was not entered is not among `counts`.

    Messages are short, name nobody, and stay inside the council.
    """

    id: str
    quarter: date
    source: str
    counts: dict[str, int]
    messages: tuple[str, ...] = ()


def source_of(key: str) -> Source | None:
    """The source of this key."""
    return next((one for one in SOURCES if one.key == key), None)


def quarter_of(day: date) -> date:
    """The first day of the quarter that a day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarters_back(quarter: date, n: int) -> date:
    """The quarter so many quarters before (or after, below zero)."""
    months = quarter.year * 12 + quarter.month - 1 - 3 * n
    return date(months // 12, months % 12 + 1, 1)


_NAMES = {1: "January to March", 4: "April to June", 7: "July to September",
          10: "October to December"}  # fmt: skip


def name_of(quarter: date) -> str:
    """`July to September 2026 (2026-27, quarter 2)`: councils count their year from April."""
    begins = quarter.year - (quarter.month == 1)
    number = (quarter.month - 4) % 12 // 3 + 1
    year = f"{begins}-{(begins + 1) % 100:02}"
    return f"{_NAMES[quarter.month]} {quarter.year} ({year}, quarter {number})"


def id_of(quarter: date, source: str) -> str:
    """One object for each quarter and source, whoever enters it."""
    return f"survey-{quarter:%Y-%m}-{source}"
