"""A measure over time: control chart (XmR or p) with its signs, run chart with its median, or counts alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.chart.metrics import width
from qa_tool.chart.plane import (
    LINE,
    SIZE,
    Key,
    Plane,
    below,
    grid,
    keys,
    notes,
    nothing,
    number_words,
    percent_ticks,
    period_words,
    ticks,
)
from qa_tool.chart.scene import Scene
from qa_tool.chart.trend_counts import count_columns
from qa_tool.chart.trend_parts import (
    SIGNS,
    Series,
    cut_words,
    labels,
    limit_lines,
    markers,
    path,
    possible,
    table_of,
    target_words,
)
from qa_tool.figures.pchart import Trend
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.figures.signals import Kind
from qa_tool.figures.spc import Assurance, Chart
from qa_tool.figures.years import Step

HIGH = 150.0
LEAST = 250.0
VARIATION: dict[Kind, str] = {
    "common": "Latest: usual ups and downs",
    "improvement": "Latest: a sign of improvement",
    "concern": "Latest: a sign of concern",
    "neutral_high": "Latest: higher than chance allows",
    "neutral_low": "Latest: lower than chance allows",
}
ASSURANCE: dict[Assurance, tuple[str, str, str]] = {
    "pass": ("P", "improvement", "target met whatever chance does"),
    "fail": ("F", "concern", "target missed unless something changes"),
    "mixed": ("?", "accent", "target met or missed by chance"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """How a series is drawn and told: what a period is, what a value is."""

    step: Step = "month"
    percent: bool = True
    value: str = "Good or better"


def trend_chart(
    found: Trend, title: str, sentence: str, *, words: Wording | None = None, wide: float = 470,
    joins: tuple[tuple[date, str], ...] = (),
) -> Scene:  # fmt: skip
    """A share over time on the chart that fits it, as `figures.pchart.trend` chose.

    `joins` are the places where the measure changed and the line goes on all the same, with why.
    """
    words = words or Wording()
    if found.fit == "none":
        return nothing(title, sentence, wide, count_columns((), title, sentence, words.step).table)
    if found.fit == "few" or found.chart is None:
        return count_columns(found.counts, title, sentence, words.step, wide)
    thin = {c.when: f"{c.k} of {c.n}" for c in found.counts if 0 < c.n < TOO_FEW}
    dates = tuple(count.when for count in found.counts)
    limits = found.fit != "run"
    series = Series(found.chart, dates, words.step, words.percent, words.value, thin, limits, joins)
    return _drawn(series, title, sentence, wide)


def control_chart(
    found: Chart, title: str, sentence: str, *, words: Wording | None = None, wide: float = 470,
    events: tuple[tuple[date, str], ...] = (),
) -> Scene:  # fmt: skip
    """Any measure over time with its limits; groups with too few points for limits show their median.

    `events` are months in which something happened: each a line with a letter, and told under the chart.
    """
    words = words or Wording(percent=False, value="Value")
    dates = tuple(sorted({*(point.when for point in found.points), *found.gaps}))
    series = Series(
        found, dates, words.step, words.percent, words.value, events=events, empty="no value"
    )
    if not found.points:
        return nothing(title, sentence, wide, table_of(series))
    return _drawn(series, title, sentence, wide)


def _drawn(series: Series, title: str, sentence: str, wide: float) -> Scene:
    wide = max(wide, LEAST)
    shapes, y = keys(_verdict(series.chart), wide, 0)
    cuts = cut_words(series)
    at, low, high = _scale(series)
    left = 8 + max(width(number_words(v, percent=series.percent), SIZE) for v in at)
    right = 6 + max((width(words, SIZE) for _y, words, _tone in labels(series)), default=0.0)
    top = y + (LINE if cuts else 0) + 8
    plane = Plane(left, top, wide - right, top + HIGH, low, high)
    shapes += grid(plane, at, percent=series.percent)
    shapes += limit_lines(series, plane, wide)
    shapes += path(series, plane)
    shapes += markers(series, plane)
    shapes += below(_periods(series, plane), plane.bottom + 14, plane.left - 8, wide)
    key, y = keys(_key(series), wide, plane.bottom + 20)
    small, y = notes([f"{letter}: {told}" for letter, told in cuts], wide, y)
    shapes += [*key, *small]
    return Scene(wide, y + 4, title, sentence, tuple(shapes), table_of(series))


def _verdict(chart: Chart) -> list[Key]:
    """What NHS England's two icons say, each with its letter and its words."""
    last = chart.points[-1]
    found: list[Key] = []
    if chart.standing not in {"run", "none"}:
        tone, shape, letter = SIGNS[last.kind]
        common = last.kind == "common"
        letter = "" if common else letter or ("H" if last.value > last.centre else "L")
        found.append(Key(VARIATION[last.kind], tone, shape, letter))
    if chart.assurance:
        letter, tone, told = ASSURANCE[chart.assurance]
        found.append(Key(told, tone, "circle", letter))
    return found


def _scale(series: Series) -> tuple[list[float], float, float]:
    values = [point.value for point in series.chart.points]
    for point in series.chart.points:
        if point.band is not None and series.limits:
            values += [v for v in (point.band.low, point.band.high) if possible(series, v)]
    if series.chart.target is not None:
        values.append(series.chart.target)
    at = (percent_ticks if series.percent else ticks)(min(values), max(values))
    return at, at[0], at[-1]


def _periods(series: Series, plane: Plane) -> list[tuple[float, str]]:
    return [(series.x(day, plane), period_words(day, series.step)) for day in series.dates]


def _key(series: Series) -> list[Key]:
    kinds: Sequence[Kind] = [point.kind for point in series.chart.points]
    found = [Key("usual ups and downs" if series.limits else series.value, "muted", "circle")]
    names: dict[Kind, str] = {
        "improvement": "improvement", "concern": "concern", "neutral_high": "higher",
        "neutral_low": "lower",
    }  # fmt: skip
    for kind, name in names.items():
        if kind in kinds:
            tone, shape, letter = SIGNS[kind]
            letter = letter or ("H" if _high(series.chart, kind) else "L")
            told = name if kind.startswith("neutral") else f"{name} (H high, L low)"
            found.append(Key(told, tone, shape, letter))
    banded = series.limits and any(group.band for group in series.chart.groups)
    found.append(Key("mean" if banded else "median", "text"))
    if banded:
        found.append(Key("limits of chance", "muted", dashed=True))
    if series.chart.target is not None:
        found.append(Key(f"target {target_words(series)}", "danger", dashed=True))
    if series.thin:
        found.append(Key("fewer than ten audits: no percentage", "edge", "dashed"))
    return found


def _high(chart: Chart, kind: Kind) -> bool:
    return next(p.value > p.centre for p in chart.points if p.kind == kind)
