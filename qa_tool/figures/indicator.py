"""An indicator on its control chart, and its months before, during and after a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Literal

from qa_tool.figures.signals import Marked
from qa_tool.figures.spc import Chart, Point, xmr
from qa_tool.figures.years import after, start_of
from qa_tool.indicator.model import Indicator

Turn = Literal["none_yet", "improvement", "concern", "chance", "neutral"]
MONTHS_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Some months: how many had a value, and their mean (None without any)."""

    n: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Around:
    """The months before a round (a year at most), while it ran, and after it; and what the chart says.

    `turn` comes from the control chart's rules on the months after, never from the two means.
    """

    before: Span
    during: Span
    after: Span
    turn: Turn


def scaled(one: Indicator, value: float) -> float:
    """As the chart wants it: percentages as shares."""
    return value / 100 if one.unit == "percent" else value


def chart_of(one: Indicator, lines: Sequence[date] = ()) -> Chart:
    """The control chart; `lines` are months that must be on it, as gaps where they have no value."""
    points = [
        Point(value.month, None if value.value is None else scaled(one, value.value))
        for value in one.values
    ]
    known = {point.when for point in points}
    points += [Point(month, None) for month in sorted({*lines} - known)]
    target = None if one.target is None else scaled(one, one.target)
    return xmr(points, way=one.way, target=target)


def around(one: Indicator, starts: date, ends: date) -> Around:
    """Where the months stand around a round that ran from one day to another."""
    first, last = start_of(starts, "month"), start_of(ends, "month")
    known = [(v.month, v.value) for v in one.values if v.value is not None]
    before = [value for month, value in known if month < first][-MONTHS_BEFORE:]
    during = [value for month, value in known if first <= month <= last]
    later = [value for month, value in known if month > last]
    marks = [point for point in chart_of(one).points if point.when >= after(last, "month")]
    return Around(_span(before), _span(during), _span(later), _turn(marks))


def _span(values: Sequence[float]) -> Span:
    return Span(len(values), fmean(values) if values else None)


def _turn(marks: Sequence[Marked]) -> Turn:
    """What the latest sign among the months after says; without one, chance explains it."""
    if not marks:
        return "none_yet"
    signs = [point.kind for point in marks if point.kind != "common"]
    if not signs or marks[0].band is None:
        return "chance"
    last = signs[-1]
    return last if last in ("improvement", "concern") else "neutral"
