"""XmR charts by the rules of NHS England's Making Data Count, and run charts.

Limits are the mean plus and minus 2.66 mean moving ranges; beyond two thirds of that is near a limit.
Rules, the first that holds: outside a limit; seven strictly rising or falling; two of three near the
same limit, all three on one side of the mean; seven on one side (a point on the mean breaks it). A
point outside does not count towards two of three. Every cut starts limits and rules anew. Unlike the
NHS's R package, extreme moving ranges are not screened away unless asked for (its Excel tool does
not either), and a series that hardly moves keeps honest limits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean, median
from typing import Literal

from qa_tool.figures.signals import Band, Cause, Kind, Marked, Way, kind_of, mark

Assurance = Literal["pass", "fail", "mixed"]
Standing = Literal["none", "run", "trial", "full"]

SPREAD = 2.66
SCREEN = 3.267
FULL = 13  # from so many points on limits are no longer on trial
LEAST = 5  # with fewer points there are no limits
RUN_SIDE, RUN_TREND = 6, 5


@dataclass(frozen=True, slots=True)
class Point:
    """One period and its value; None is a gap, never a zero. `n` is what the value rests on."""

    when: date
    value: float | None
    n: int = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """Where limits begin anew: somebody's decision, or because the measure itself changed.

    A `rebase` needs a reason and who decided it; a `break` is a new version of template or scale.
    """

    when: date
    why: str
    by: str = ""
    kind: Literal["rebase", "break"] = "rebase"

    def __post_init__(self) -> None:
        """No limits are moved without a word."""
        if not self.why.strip() or (self.kind == "rebase" and not self.by.strip()):
            raise ValueError("A rebase needs a reason and the name of who decided it.")


@dataclass(frozen=True, slots=True)
class Group:
    """The points between two cuts: their mean, their limits, and how far these are to be trusted.

    `run` has too few points for limits: its `centre` is the median, its limits are None.
    """

    start: date
    end: date
    standing: Standing
    centre: float
    band: Band | None
    cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A series with its marks. `variation` is the last point's kind; `assurance` its target's chance."""

    points: tuple[Marked, ...]
    groups: tuple[Group, ...]
    gaps: tuple[date, ...]
    way: Way
    target: float | None = None
    variation: Kind = "common"
    assurance: Assurance | None = None
    screened: bool = False

    @property
    def standing(self) -> Standing:
        """How far the latest limits are to be trusted."""
        return self.groups[-1].standing if self.groups else "none"


def xmr(
    points: Iterable[Point], *, way: Way = "increase", target: float | None = None,
    cuts: Iterable[Cut] = (), screen: bool = False,
) -> Chart:  # fmt: skip
    """The chart of a series; `way` says which direction is an improvement."""
    every = sorted(points, key=lambda point: point.when)
    known = [point for point in every if point.value is not None]
    marked, groups = list[Marked](), list[Group]()
    for number, (cut, part) in enumerate(pieces(known, cuts)):
        values = [point.value for point in part if point.value is not None]
        centre, band, standing = _limits(values, screen=screen)
        found = mark(values, centre, [band] * len(values))
        groups.append(Group(part[0].when, part[-1].when, standing, centre, band, cut))
        marked += [
            Marked(p.when, v, p.n, number, centre, band, cause, kind_of(cause, way))
            for p, v, cause in zip(part, values, found, strict=True)
        ]  # fmt: skip
    return Chart(
        tuple(marked), tuple(groups), tuple(p.when for p in every if p.value is None), way, target,
        marked[-1].kind if marked else "common", assurance(groups, way, target), screen,
    )  # fmt: skip


def pieces(
    points: Sequence[Point], cuts: Iterable[Cut]
) -> list[tuple[Cut | None, Sequence[Point]]]:
    """The points between cuts, without empty pieces; a cut's own day belongs to what follows."""
    order = sorted(cuts, key=lambda cut: cut.when)
    found: list[tuple[Cut | None, Sequence[Point]]] = []
    for place in range(len(order) + 1):
        cut = order[place - 1] if place else None
        start = cut.when if cut else date.min
        end = order[place].when if place < len(order) else date.max
        part = [point for point in points if start <= point.when < end]
        if part:
            found.append((cut, part))
    return found


def _limits(values: Sequence[float], *, screen: bool) -> tuple[float, Band | None, Standing]:
    if len(values) < LEAST:
        return median(values), None, "run"
    centre = fmean(values)
    ranges = [abs(b - a) for a, b in pairwise(values)]
    mean_range = fmean(ranges)
    if screen:
        # Where screening would leave no movement at all, what was screened was the movement.
        kept = [one for one in ranges if one < SCREEN * mean_range]
        mean_range = (fmean(kept) if kept else 0.0) or mean_range
    half = SPREAD * mean_range
    standing: Standing = "full" if len(values) >= FULL else "trial"
    return centre, Band(centre - half, centre + half), standing


def assurance(groups: Sequence[Group], way: Way, target: float | None) -> Assurance | None:
    """Whether the target lies beyond the latest limits: then it is met, or missed, whatever happens."""
    band = groups[-1].band if groups else None
    if target is None or band is None or way == "neutral":
        return None
    if band.high == band.low:
        met = band.low >= target if way == "increase" else band.high <= target
        return "pass" if met else "fail"
    if target > band.high:
        return "fail" if way == "increase" else "pass"
    if target < band.low:
        return "pass" if way == "increase" else "fail"
    return "mixed"


@dataclass(frozen=True, slots=True)
class Run:
    """A run chart: points, their median, and the runs that chance would hardly make."""

    points: tuple[Point, ...]
    median: float | None
    shifts: tuple[tuple[date, date], ...]
    trends: tuple[tuple[date, date], ...]


def run_chart(points: Iterable[Point]) -> Run:
    """Six on one side of the median (points on it are passed over), or five rising or falling.

    Perla, Provost and Murray, BMJ Quality and Safety 20 (2011), 46.
    """
    every = tuple(sorted(points, key=lambda point: point.when))
    known = [(p.when, p.value) for p in every if p.value is not None]
    if not known:
        return Run(every, None, (), ())
    middle = median(value for _when, value in known)
    sides = [(when, _sign(value - middle)) for when, value in known if _sign(value - middle)]
    # Equal neighbours neither make nor break a trend.
    moved = [known[0], *(b for a, b in pairwise(known) if _sign(b[1] - a[1]))]
    steps = [(b[0], _sign(b[1] - a[1])) for a, b in pairwise(moved)]
    before = {b[0]: a[0] for a, b in pairwise(moved)}
    trends = tuple((before[start], end) for start, end in _runs(steps, RUN_TREND - 1))
    return Run(every, middle, tuple(_runs(sides, RUN_SIDE)), trends)


def _sign(value: float) -> int:
    return (value > 1e-12) - (value < -1e-12)


def _runs(signs: Sequence[tuple[date, int]], least: int) -> list[tuple[date, date]]:
    """First and last day of every stretch of one sign that is at least so long."""
    found, start = list[tuple[date, date]](), 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or signs[place][1] != signs[start][1]:
            if place - start >= least:
                found.append((signs[start][0], signs[place - 1][0]))
            start = place
    return found


__all__ = ["Assurance", "Band", "Cause", "Chart", "Cut", "Group", "Kind", "Marked", "Point", "Run",
           "Standing", "Way", "pieces", "run_chart", "xmr"]  # fmt: skip
