"""The parts of a control chart: limits, the line, the points with their signs, the labels, the table."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from qa_tool.chart.plane import (
    BASE,
    LINE,
    SIZE,
    Plane,
    Shapes,
    apart,
    lettered,
    number_words,
)
from qa_tool.chart.scene import Line, Mark, Table, Text
from qa_tool.chart.tones import Shape
from qa_tool.figures.signals import Cause, Kind, Marked
from qa_tool.figures.spc import Chart, Group
from qa_tool.figures.years import Step, name_of

# Tone, shape, letter; where there is none, H or L by the side of the mean.
SIGNS: dict[Kind, tuple[str, Shape, str]] = {
    "common": ("muted", "circle", ""),
    "improvement": ("improvement", "circle", ""),
    "concern": ("concern", "square", ""),
    "neutral_high": ("accent", "circle", "↑"),
    "neutral_low": ("accent", "circle", "↓"),
}
WHY: dict[Cause, str] = {
    "common": "usual ups and downs",
    "above": "above the upper limit",
    "below": "below the lower limit",
    "rising": "one of seven or more that rise",
    "falling": "one of seven or more that fall",
    "near_above": "two of three near the upper limit",
    "near_below": "two of three near the lower limit",
    "run_above": "one of seven or more above the mean",
    "run_below": "one of seven or more below the mean",
}
MEANS: dict[Kind, str] = {
    "common": "",
    "improvement": "improvement",
    "concern": "concern",
    "neutral_high": "higher",
    "neutral_low": "lower",
}
_TICK = 7.0
TIGHT = 12.5  # with less room from point to point letters would run into each other


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn: the chart, every period in order, and those whose audits are too few."""

    chart: Chart
    dates: tuple[date, ...]
    step: Step = "month"
    percent: bool = True
    value: str = "Value"
    thin: dict[date, str] = field(default_factory=dict)
    limits: bool = True
    joins: tuple[tuple[date, str], ...] = ()
    events: tuple[tuple[date, str], ...] = ()
    empty: str = "no audits"

    def pitch(self, plane: Plane) -> float:
        """The room of one period."""
        return (plane.right - plane.left) / len(self.dates)

    def x(self, day: date, plane: Plane) -> float:
        """Where a period stands."""
        return plane.left + (self.dates.index(day) + 0.5) * self.pitch(plane)

    def told(self, value: float) -> str:
        """A value in words."""
        return number_words(value, percent=self.percent)


def target_words(series: Series) -> str:
    """The target as it is printed."""
    return "" if series.chart.target is None else series.told(series.chart.target)


def cut_words(series: Series) -> list[tuple[str, str]]:
    """A letter for every place where limits begin anew or a line is joined, and why."""
    return [(chr(65 + n), told) for n, (_day, told, _cut) in enumerate(_places(series))]


def _places(series: Series) -> list[tuple[date, str, bool]]:
    """Where limits begin anew or something happened (true), and where the line goes on over a change (false)."""
    found = [(day, f"{name_of(day, series.step)}: the line goes on: {why}", False)
             for day, why in series.joins if day in series.dates]  # fmt: skip
    found += [(day, f"{name_of(day, series.step)}: {what}", True)
              for day, what in series.events if day in series.dates]  # fmt: skip
    for group in series.chart.groups:
        if group.cut is None:
            continue
        what = "the measure changed" if group.cut.kind == "break" else "limits begin anew"
        who = f" ({group.cut.by})" if group.cut.by else ""
        when = name_of(group.start, series.step)
        found.append((group.start, f"{when}: {what}: {group.cut.why}{who}", True))
    return sorted(found)


def limit_lines(series: Series, plane: Plane, wide: float) -> Shapes:
    """Mean and limits of every group, the target across, break lines, and the latest figures at the right."""
    found: Shapes = []
    target = series.chart.target
    if target is not None:
        y = plane.y(target)
        found.append(Line(plane.left, y, plane.right, y, "danger", 1.25, dashed=True))
    for number, group in enumerate(series.chart.groups):
        points = [point for point in series.chart.points if point.group == number]
        found += _mean(series, plane, group)
        if group.band is not None and series.limits:
            found += _steps(series, plane, points, high=True)
            found += _steps(series, plane, points, high=False)
    return found + _lettered(series, plane) + _right(series, plane, wide)


def _lettered(series: Series, plane: Plane) -> Shapes:
    """Break lines, and ticks where the line goes on over a change; each with its letter."""
    found: Shapes = []
    letters = list[float]()
    for number, (day, _told, cut) in enumerate(_places(series)):
        x = series.x(day, plane) - series.pitch(plane) / 2
        if cut:
            found.append(Line(x, plane.top, x, plane.bottom, "text", 1, dashed=True))
        else:  # a tick at the top: the line below it is whole
            found.append(Line(x, plane.top, x, plane.top + _TICK, "text", 1.25))
        at = max(x, letters[-1] + 9) if letters else x  # two close together
        found.append(Text(at, plane.top - 5, chr(65 + number), SIZE, "text", "middle", bold=True))
        letters.append(at)
    return found


def _mean(series: Series, plane: Plane, group: Group) -> Shapes:
    half = series.pitch(plane) / 2
    y = plane.y(group.centre)
    left, right = series.x(group.start, plane) - half, series.x(group.end, plane) + half
    return [Line(left + 1, y, right - 1, y, "text", 1.25)]


def possible(series: Series, value: float) -> bool:
    """A limit that no value can reach is not drawn."""
    if series.percent:
        return 0 <= value <= 1
    return value >= 0 or any(point.value < 0 for point in series.chart.points)


def _steps(series: Series, plane: Plane, points: list[Marked], *, high: bool) -> Shapes:
    """A dashed limit that follows each point's own number of audits; equal neighbours are one line."""
    half = series.pitch(plane) / 2
    found: Shapes = []
    runs: list[tuple[float, float, float]] = []  # from, to, how far down
    for point in points:
        value = _edge(point, high=high)
        if value is None or not possible(series, value):
            continue
        x, y = series.x(point.when, plane), plane.y(value)
        near = runs and x - half - runs[-1][1] < 0.01
        if near and abs(runs[-1][2] - y) < 0.01:
            runs[-1] = (runs[-1][0], x + half, y)
            continue
        if near:
            found.append(Line(x - half, runs[-1][2], x - half, y, "muted", 0.75, dashed=True))
        runs.append((x - half, x + half, y))
    return found + [Line(a, y, b, y, "muted", 1, dashed=True) for a, b, y in runs]


def _edge(point: Marked, *, high: bool) -> float | None:
    if point.band is None:
        return None
    return point.band.high if high else point.band.low


def labels(series: Series) -> list[tuple[float, str, str]]:
    """Value, words and tone of what stands at the right: target, mean (or median) and limits of today."""
    last = series.chart.groups[-1]
    band = last.band if series.limits else None
    name = "mean" if band else "median"
    found = [(last.centre, f"{name} {series.told(last.centre)}", "text")]
    if band is not None:
        for value, name in ((band.high, "upper"), (band.low, "lower")):
            if possible(series, value):
                found.append((value, f"{name} {series.told(value)}", "muted"))
    if series.chart.target is not None:
        found.append((series.chart.target, f"target {target_words(series)}", "danger"))
    return found


def _right(series: Series, plane: Plane, wide: float) -> Shapes:
    told = labels(series)
    places = apart([plane.y(value) for value, _words, _tone in told], LINE, plane.top, plane.bottom)
    return [
        Text(wide, y + BASE, words, SIZE, tone, "end")
        for y, (_value, words, tone) in zip(places, told, strict=True)
    ]


def path(series: Series, plane: Plane) -> Shapes:
    """From point to point; a gap or a new group interrupts it."""
    found: Shapes = []
    for one, two in pairwise(series.chart.points):
        near = series.dates.index(two.when) - series.dates.index(one.when) == 1
        if near and one.group == two.group:
            found.append(
                Line(
                    series.x(one.when, plane), plane.y(one.value),
                    series.x(two.when, plane), plane.y(two.value), "edge", 1.25,
                )
            )  # fmt: skip
    return found


def says(series: Series, point: Marked) -> str:
    """One point in words: `April 2026: 62% of 40; above the upper limit; improvement`."""
    rests = f" of {point.n:,}" if point.n else ""
    told = [f"{name_of(point.when, series.step)}: {series.told(point.value)}{rests}"]
    if point.band is not None and series.limits:
        told.append(WHY[point.cause])
    told.append(MEANS[point.kind])
    return "; ".join(filter(None, told))


def markers(series: Series, plane: Plane) -> Shapes:
    """Every point; what is more than chance is larger, has its shape, and its letter where there is room."""
    found: Shapes = []
    roomy = series.pitch(plane) >= TIGHT
    by_day: dict[date, Shapes] = {}
    for point in series.chart.points:
        x, y = series.x(point.when, plane), plane.y(point.value)
        tone, shape, letter = SIGNS[point.kind]
        common = point.kind == "common"
        size = 6.5 if common else 13.0 if roomy else 8.0
        drawn: Shapes = [Mark(x, y, size, shape, tone, says(series, point))]
        if roomy and not common:
            letter = letter or ("H" if point.value > point.centre else "L")
            drawn.append(lettered(x, y, letter, tone))
        by_day[point.when] = drawn
    for day, counts in series.thin.items():
        words = f"{name_of(day, series.step)}: {counts}, too few for a percentage"
        mark = Mark(series.x(day, plane), plane.bottom - 5, 7, "dashed", "edge", words)
        by_day.setdefault(day, []).append(mark)
    for day in sorted(by_day):
        found += by_day[day]
    return found


def table_of(series: Series) -> Table:
    """Every period with its value, what it rests on, its limits, and what it says."""
    known = {point.when: point for point in series.chart.points}
    cuts = {group.start: group.cut for group in series.chart.groups if group.cut}
    joined, happened = {day for day, _why in series.joins}, dict(series.events)
    head = ("Period", series.value, "n", "Mean", "Lower limit", "Upper limit", "What it says")
    rows = []
    for day in series.dates:
        name = name_of(day, series.step)
        if point := known.get(day):
            words = [WHY[point.cause]] if point.band is not None and series.limits else []
            words += [MEANS[point.kind]] if MEANS[point.kind] else []
            if cut := cuts.get(day):
                words.append("the measure changed" if cut.kind == "break" else "limits begin anew")
            words += ["the line goes on over a new version"] if day in joined else []
            words += [happened[day]] if day in happened else []
            rows.append((name, series.told(point.value), f"{point.n:,}" if point.n else "–",
                         series.told(point.centre), *_ends(series, point), "; ".join(words) or "–"))  # fmt: skip
        else:
            words = ["too few for a percentage" if day in series.thin else series.empty]
            words += [happened[day]] if day in happened else []
            value = series.thin.get(day, "–")
            rows.append((name, value, "–", "–", "–", "–", "; ".join(words)))
    if not any(group.band for group in series.chart.groups) or not series.limits:
        head = (*head[:3], "Median", *head[4:])
    return Table(head, tuple(rows))


def _ends(series: Series, point: Marked) -> tuple[str, str]:
    if point.band is None or not series.limits:
        return ("–", "–")
    low, high = (
        series.told(value) if possible(series, value) else "none"
        for value in (point.band.low, point.band.high)
    )
    return low, high
