"""A share over time where the number of audits varies: p-charts, and which chart fits a series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal

from qa_tool.figures.proportion import TOO_FEW
from qa_tool.figures.signals import Band, Marked, Way, kind_of, mark
from qa_tool.figures.spc import (
    FULL,
    LEAST,
    Chart,
    Cut,
    Group,
    Point,
    Standing,
    assurance,
    pieces,
    xmr,
)

VARIES = 0.25
SIGMAS = 3
Fit = Literal["none", "few", "run", "xmr", "p"]


@dataclass(frozen=True, slots=True)
class Count:
    """k of n in one period."""

    when: date
    k: int
    n: int


def pchart(
    counts: Iterable[Count], *, way: Way = "increase", target: float | None = None,
    cuts: Iterable[Cut] = (),
) -> Chart:  # fmt: skip
    """Shares with limits of three standard errors, each as wide as its own number of audits asks.

    A period without audits is a gap. A group's own limits are those of its last point.
    """
    every = sorted(counts, key=lambda count: count.when)
    held = {count.when: count for count in every if count.n}
    points = [Point(count.when, count.k / count.n, count.n) for count in held.values()]
    marked, groups = list[Marked](), list[Group]()
    for number, (cut, part) in enumerate(pieces(points, cuts)):
        whole = sum(point.n for point in part)
        centre = sum(held[point.when].k for point in part) / whole
        enough = len(part) >= LEAST
        bands = [_band(centre, point.n) if enough else None for point in part]
        values = [point.value or 0.0 for point in part]
        standing: Standing = "full" if len(part) >= FULL else "trial" if enough else "run"
        groups.append(Group(part[0].when, part[-1].when, standing, centre, bands[-1], cut))
        marked += [
            Marked(p.when, value, p.n, number, centre, band, cause, kind_of(cause, way))
            for p, value, band, cause in zip(
                part, values, bands, mark(values, centre, bands), strict=True
            )
        ]
    return Chart(
        tuple(marked), tuple(groups), tuple(c.when for c in every if not c.n), way, target,
        marked[-1].kind if marked else "common", assurance(groups, way, target),
    )  # fmt: skip


def _band(centre: float, n: int) -> Band:
    half = SIGMAS * sqrt(centre * (1 - centre) / n)
    return Band(centre - half, centre + half)


def varies(numbers: Sequence[int]) -> bool:
    """Whether the audits of a period differ from their mean by more than a quarter."""
    if not numbers:
        return False
    mean = sum(numbers) / len(numbers)
    return max(abs(n - mean) for n in numbers) > VARIES * mean


@dataclass(frozen=True, slots=True)
class Trend:
    """A share over time on the chart that fits it; `thin` periods had too few audits for a percentage.

    `few` has fewer than five periods with enough audits: their counts are shown, no limits.
    """

    fit: Fit
    counts: tuple[Count, ...]
    chart: Chart | None
    thin: tuple[date, ...] = ()


def trend(
    counts: Iterable[Count], *, way: Way = "increase", target: float | None = None,
    cuts: Iterable[Cut] = (), screen: bool = False,
) -> Trend:  # fmt: skip
    """Choose: p-chart where numbers vary, XmR where they do not, counts where there is little.

    Periods with fewer than ten audits are gaps in the chart, since they carry no percentage.
    """
    every = tuple(sorted(counts, key=lambda count: count.when))
    if not any(count.n for count in every):
        return Trend("none", every, None)
    thin = tuple(count.when for count in every if 0 < count.n < TOO_FEW)
    shown = [c if c.n >= TOO_FEW else Count(c.when, 0, 0) for c in every]
    numbers = [count.n for count in shown if count.n]
    if not numbers:
        return Trend("few", every, None, thin)
    if varies(numbers):
        chart, fit = pchart(shown, way=way, target=target, cuts=cuts), "p"
    else:
        points = [Point(c.when, c.k / c.n if c.n else None, c.n) for c in shown]
        chart, fit = xmr(points, way=way, target=target, cuts=cuts, screen=screen), "xmr"
    if chart.standing == "run":
        return Trend("run", every, chart, thin)
    return Trend("p" if fit == "p" else "xmr", every, chart, thin)
