"""One of every kind of chart, made up."""

from collections.abc import Callable
from datetime import date

from qa_tool.chart.ageing import ageing_bars
from qa_tool.chart.coverage import CoverageRow, coverage_bars
from qa_tool.chart.dots import changed, dots
from qa_tool.chart.funnel import funnel_plot
from qa_tool.chart.grades import BarRow, grade_bars
from qa_tool.chart.heat import HeatRow, heat_cell, heat_map
from qa_tool.chart.scene import Scene
from qa_tool.chart.transition import transition_table
from qa_tool.chart.trend import trend_chart
from qa_tool.figures.change import change
from qa_tool.figures.distribution import distribute
from qa_tool.figures.funnel import funnel
from qa_tool.figures.pchart import Count, trend
from qa_tool.figures.spc import Cut
from qa_tool.figures.transition import transition
from qa_tool.figures.years import spans
from tests.report.made_up import OFSTED

MONTHS = spans(date(2024, 4, 1), date(2026, 3, 1), "month")


def _trend() -> Scene:
    shares = [0.5] * 7 + [0.95, 0.5, 0.5, 0.1, 0.55] + [0.6, 0.7] * 6
    counts = [Count(day, round(40 * s), 40) for day, s in zip(MONTHS, shares, strict=True)]
    cuts = [Cut(MONTHS[12], "Version 2 of the template", kind="break")]
    return trend_chart(trend(counts, target=0.6, cuts=cuts), "Over time", "Made up.")


def _few() -> Scene:
    counts = [Count(day, n // 2, n) for day, n in zip(MONTHS, (2, 5, 0, 8), strict=False)]
    return trend_chart(trend(counts), "Over time", "Made up.")


def _funnel() -> Scene:
    teams = [("North", 24, 40), ("South", 18, 60), ("Świt & Co", 9, 9), ("East", 2, 3)]
    return funnel_plot(funnel(teams), "Teams", "Made up.")


def _heat() -> Scene:
    cells = (heat_cell(4, 40), heat_cell(36, 40), heat_cell(3, 8))
    return heat_map(("North", "South", "East"), [HeatRow("Risk <&>", cells)], "Heat", "Made up.")


def _dots() -> Scene:
    rows = [changed("Risk", change((20, 50), (33, 52))), changed("Voice", change((3, 5), (6, 9)))]
    return dots(rows, "Shares", "Made up.", times=("2024-25", "2025-26"))


def _grades() -> Scene:
    spread = distribute(["good"] * 30 + ["inadequate"] * 9 + ["not_enough_evidence"], OFSTED)
    return grade_bars([BarRow("Risk", spread)], "Grades", "Made up.")


def _twice() -> Scene:
    pairs = [("inadequate", "good")] * 4 + [("good", "requires_improvement")]
    return transition_table(transition(pairs, OFSTED), "Twice", "Made up.")


SAMPLES: dict[str, Callable[[], Scene]] = {
    "trend": _trend,
    "few": _few,
    "funnel": _funnel,
    "heat": _heat,
    "dots": _dots,
    "grades": _grades,
    "twice": _twice,
    "coverage": lambda: coverage_bars([CoverageRow("North", 40, 31)], "Coverage", "Made up."),
    "ageing": lambda: ageing_bars([("Not due yet", 3)], "Actions", "Made up."),
}
