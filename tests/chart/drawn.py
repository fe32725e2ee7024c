"""Made-up figures for charts, drawn by hypothesis, and what every chart is held to."""

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from qa_tool.chart.coverage import CoverageRow, coverage_bars
from qa_tool.chart.dots import DotRow, changed, dot, dots
from qa_tool.chart.funnel import funnel_plot
from qa_tool.chart.heat import HeatRow, heat_cell, heat_map
from qa_tool.chart.metrics import width
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Text
from qa_tool.chart.tones import PAPER
from qa_tool.chart.transition import transition_table
from qa_tool.chart.trend import Wording, control_chart, trend_chart
from qa_tool.figures.change import change
from qa_tool.figures.funnel import funnel
from qa_tool.figures.pchart import Count, trend
from qa_tool.figures.spc import Cut, Point, xmr
from qa_tool.figures.transition import transition
from qa_tool.figures.years import spans
from tests.report.made_up import OFSTED

NAMES = (
    "North", "South", "Children with disabilities and their families", "MASH", "Leaving care",
    "A made-up team whose name is longer than any room there is", "East", "Łódź & Co", "W",
)  # fmt: skip
WIDTHS = st.sampled_from((120.0, 172.0, 260.0, 351.0, 470.0, 735.0))
MONTHS = spans(date(2023, 4, 1), date(2026, 3, 1), "month")
CUTS = (
    Cut(MONTHS[9], "Version 2 of the template", kind="break"),
    Cut(MONTHS[10], "the supervision standard changed on this day, which is told at length", "M. Lead"),
)  # fmt: skip
JOINS = (
    (MONTHS[0], "version 2.0 of the template, joined to version 1.0 as confirmed"),
    (MONTHS[9], "version 3.0 of the template, joined to version 2.0 as confirmed"),
)


@st.composite
def kn(draw: st.DrawFn, most: int = 90) -> tuple[int, int]:
    """Some of some audits."""
    n = draw(st.integers(0, most))
    return draw(st.integers(0, n)), n


@st.composite
def trends(draw: st.DrawFn) -> Scene:
    """A share over time, with whatever chart fits it."""
    most = draw(st.sampled_from((8, 14, 90)))
    found = draw(st.lists(kn(most), max_size=36))
    counts = [Count(day, k, n) for day, (k, n) in zip(MONTHS, found, strict=False)]
    target = draw(st.sampled_from((None, 0.0, 0.65, 1.0)))
    made = trend(counts, target=target, cuts=draw(st.sampled_from(((), CUTS, CUTS[:1]))))
    joins = draw(st.sampled_from(((), JOINS, JOINS[:1])))
    return trend_chart(made, "Over time", "Made up.", wide=draw(WIDTHS), joins=joins)


@st.composite
def controls(draw: st.DrawFn) -> Scene:
    """A number over time."""
    values = draw(st.lists(st.none() | st.integers(0, 40).map(lambda v: v / 2), max_size=36))
    points = [Point(day, value) for day, value in zip(MONTHS, values, strict=False)]
    way = draw(st.sampled_from(("increase", "decrease", "neutral")))
    made = xmr(points, way=way, cuts=draw(st.sampled_from(((), CUTS))))
    words = Wording("month", percent=False, value="Days")
    return control_chart(made, "Days", "Made up.", words=words, wide=draw(WIDTHS))


@st.composite
def funnels(draw: st.DrawFn) -> Scene:
    """Teams by their number of audits."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    made = funnel([(name, *draw(kn())) for name in names])
    return funnel_plot(made, "Teams", "Made up.", wide=draw(WIDTHS))


@st.composite
def heats(draw: st.DrawFn) -> Scene:
    """Domains by places."""
    columns = draw(st.lists(st.sampled_from(NAMES), unique=True))
    rows = [
        HeatRow(name, tuple(heat_cell(*draw(kn(4000))) for _column in columns))
        for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
    ]
    return heat_map(columns, rows, "Heat", "Made up.", wide=draw(WIDTHS))


@st.composite
def shares(draw: st.DrawFn) -> Scene:
    """Before and now, some with no before."""
    rows = [
        changed(name, change(draw(kn()), draw(kn())))
        if draw(st.booleans())
        else DotRow(name, dot(*draw(kn())))
        for name in draw(st.lists(st.sampled_from(NAMES), unique=True))
    ]
    return dots(rows, "Shares", "Made up.", times=("2024-25", "2025-26"), wide=draw(WIDTHS))


@st.composite
def coverages(draw: st.DrawFn) -> Scene:
    """Planned and done."""
    number = st.integers(0, 4000)
    rows = [
        CoverageRow(name, draw(number), draw(number))
        for name in draw(st.lists(st.sampled_from(NAMES), unique=True))
    ]
    return coverage_bars(rows, "Coverage", "Made up.", wide=draw(WIDTHS))


@st.composite
def transitions(draw: st.DrawFn) -> Scene:
    """Cases audited twice."""
    keys = st.sampled_from([grade.key for grade in OFSTED.ranked])
    pairs = draw(st.lists(st.tuples(keys, keys), max_size=40))
    return transition_table(transition(pairs, OFSTED), "Twice", "Made up.", draw(WIDTHS))


KINDS: dict[str, Callable[[], st.SearchStrategy[Scene]]] = {
    "trend": trends, "control": controls, "funnel": funnels, "heat": heats, "shares": shares,
    "coverage": coverages, "transition": transitions,
}  # fmt: skip


def extent(item: Text) -> tuple[float, float]:
    """From where to where a text reaches."""
    wide = width(item.text, item.size, bold=item.bold)
    start = {"start": item.x, "middle": item.x - wide / 2, "end": item.x - wide}[item.anchor]
    return start, start + wide


def overlaps(scene: Scene) -> list[tuple[str, str]]:
    """Pairs of texts on one line that run into each other."""
    texts = [item for item in scene.shapes if isinstance(item, Text)]
    found = []
    for i, one in enumerate(texts):
        for two in texts[i + 1 :]:
            (a, b), (c, d) = extent(one), extent(two)
            if abs(one.y - two.y) < 8 and a < d - 0.01 and c < b - 0.01:
                found.append((one.text, two.text))
    return found


def outside(scene: Scene) -> list[object]:
    """Whatever falls out of the picture."""
    found: list[object] = []
    for item in scene.shapes:
        match item:
            case Rect():
                box = (item.x, item.y, item.x + item.width, item.y + item.height)
            case Line():
                box = (min(item.x1, item.x2), min(item.y1, item.y2),
                       max(item.x1, item.x2), max(item.y1, item.y2))  # fmt: skip
            case Mark():
                half = item.size / 2
                box = (item.x - half, item.y - half, item.x + half, item.y + half)
            case Text():
                start, end = extent(item)
                box = (start, item.y - item.size * 0.8, end, item.y)
        low, high = -1.0, 1.0
        if (
            box[0] < low
            or box[1] < low
            or box[2] > scene.width + high
            or box[3] > scene.height + high
        ):
            found.append(item)
    return found


def tones(scene: Scene) -> set[str]:
    """Colour words that no writer knows."""
    return {item.tone for item in scene.shapes} - set(PAPER)
