"""An indicator on its control chart, and its months before, during and after a round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean
from typing import Literal

from qa_tool.figures.signals import Marked, kind_of, mark
from qa_tool.figures.spc import LEAST, Chart, Point, xmr
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


def chart_of(one: Indicator, lines: Sequence[date] = (), before: date | None = None) -> Chart:
    """The control chart; `lines` are months that must be on it, as gaps where they have no value.

    With `before`, mean and limits are those of the months before that one, where they are enough: what
    came later is measured against how it was, and does not make the months before look worse.
    """
    points = [
        Point(value.month, None if value.value is None else scaled(one, value.value))
        for value in one.values
    ]
    known = {point.when for point in points}
    points += [Point(month, None) for month in sorted({*lines} - known)]
    target = None if one.target is None else scaled(one, one.target)
    whole = xmr(points, way=one.way, target=target)
    if before is None or not frozen(one, before):
        return whole
    held = xmr([p for p in points if p.when < before], way=one.way, target=target)
    return _against(whole, held)


def frozen(one: Indicator, before: date) -> bool:
    """Whether there are enough months before this one for limits of their own."""
    return sum(v.value is not None for v in one.values if v.month < before) >= LEAST


def _against(whole: Chart, held: Chart) -> Chart:
    """Every point against the mean and limits of the first ones."""
    group = held.groups[0]
    causes = mark([p.value for p in whole.points], group.centre, [group.band] * len(whole.points))
    # The months that the limits come from keep their own marks: nothing later changes what they said.
    later = list(zip(whole.points, causes, strict=True))[len(held.points) :]
    centre, band = group.centre, group.band
    points = held.points + tuple(
        replace(p, centre=centre, band=band, cause=cause, kind=kind_of(cause, whole.way))
        for p, cause in later
    )
    latest = points[-1].kind
    return replace(
        whole, points=points, groups=(replace(group, end=points[-1].when),), variation=latest,
        # Where it has moved, the old limits say nothing more about the target.
        assurance=held.assurance if latest == "common" else None,
    )  # fmt: skip


def around(one: Indicator, starts: date, ends: date, before: date | None = None) -> Around:
    """Where the months stand around a round; `before` is where the chart's limits end, else its beginning."""
    first, last = start_of(starts, "month"), start_of(ends, "month")
    known = [(v.month, v.value) for v in one.values if v.value is not None]
    earlier = [value for month, value in known if month < first][-MONTHS_BEFORE:]
    during = [value for month, value in known if first <= month <= last]
    later = [value for month, value in known if month > last]
    chart = chart_of(one, before=before or first)
    marks = [point for point in chart.points if point.when >= after(last, "month")]
    return Around(_span(earlier), _span(during), _span(later), _turn(marks))


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
