"""The dashboard over time and between teams: trends with their breaks, years, the funnel."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from qa_tool.errors import Refused
from qa_tool.figures import sentence
from qa_tool.figures.change import Shift, shift
from qa_tool.figures.funnel import Funnel, funnel
from qa_tool.figures.pchart import Count, Trend, trend
from qa_tool.figures.proportion import TOO_FEW
from qa_tool.figures.spc import LEAST, Cut
from qa_tool.figures.years import Step, Year, name_of, spans, start_of, year_of, year_on_year
from qa_tool.template.model import Scale
from qa_tool.work.dashboard import (
    OVERALL,
    Desk,
    Filter,
    by_team,
    place_names,
    sit,
)
from qa_tool.work.dashboard_line import Line, cuts_of, joins_of, lines_of, shown_from
from qa_tool.work.workspace import Workspace

GOOD = "Good or better"
STEPS: tuple[Step, ...] = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class OverTime:
    """Good or better over time: the chart that fits, the name of each period, where versions change.

    `left` audits of an older version came in after the newer one had begun, or lie before a new start,
    and stand in no point. `joins` are the places where a newer version begins and the line goes on.
    """

    step: Step
    names: tuple[tuple[date, str], ...]
    trend: Trend
    cuts: tuple[Cut, ...]
    sentence: str
    left: int = 0
    joins: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Years:
    """Good or better, and the worst grade, year by year; the shift of all grades in the last year.

    `breaks` are the years in which the template changed: across them nothing is compared.
    """

    good: tuple[Year, ...]
    worst: tuple[Year, ...]
    shift: Shift | None
    breaks: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Teams:
    """Every team in one funnel, in order of name; `n` audits stand in it."""

    funnel: Funnel | None
    what: str
    sentence: str


def _share(held: Counter[str], scale: Scale | None) -> tuple[int, int]:
    if scale is None:
        return 0, 0
    n = sum(held[grade.key] for grade in scale.ranked)
    return sum(held[grade.key] for grade in scale.ranked if grade.good_or_better), n


def over_time(
    workspace: Workspace, wanted: Filter | Desk, *, domain: str = OVERALL, step: Step | None = None,
    rebases: tuple[Cut, ...] = (), target: float | None = None,
) -> OverTime:  # fmt: skip
    """Good or better by month, or by the finest period that has enough audits."""
    desk = sit(workspace, wanted)
    with workspace.store.snapshot():
        if desk.group is None:
            return OverTime("month", (), Trend("none", (), None), (), sentence.trend(GOOD, Trend("none", (), None), "month"))  # fmt: skip
        lines = lines_of(desk, domain)
    points, left, before = _points(lines)
    fits = [step] if step else list(STEPS)
    chosen = next(
        (one for one in fits if _enough(_by(points, one))), fits[0] if step else "quarter"
    )
    every = _by(points, chosen)
    moved = tuple(replace(cut, when=start_of(cut.when, chosen)) for cut in cuts_of(lines))
    joins = tuple((start_of(day, chosen), why) for day, why in joins_of(lines))
    found = trend(every, cuts=(*moved, *rebases), target=target)
    names = tuple((count.when, name_of(count.when, chosen)) for count in every)
    told = sentence.trend(GOOD, found, chosen) + _left(left, before) + _joined(joins, chosen)
    return OverTime(chosen, names, found, moved, told, left + before, joins)


def _points(lines: tuple[Line, ...]) -> tuple[list[tuple[date, int, int]], int, int]:
    """Every month's share; how many came in late for an older version; how many lie before a new start."""
    points, left, before = list[tuple[date, int, int]](), 0, 0
    shown = shown_from(lines)
    for place, line in enumerate(lines):
        end = lines[place + 1].since if place + 1 < len(lines) else date.max
        for day, held in line.months.items():
            k, n = _share(held, line.scale)
            if place < shown:
                before += n
            elif not line.since <= day < end:
                left += n
            else:
                points.append((day, k, n))
    return points, left, before


def _left(left: int, before: int) -> str:
    told = f" {left} audits with an older version of the template are left out." if left else ""
    if before:
        told += f" {before} audits with older versions are not shown: the line begins anew."
    return told


def _joined(joins: tuple[tuple[date, str], ...], step: Step) -> str:
    if not joins:
        return ""
    when = ", ".join(dict.fromkeys(name_of(day, step) for day, _why in joins))
    return f" The line goes on over a new version of the template ({when}), as confirmed."


def _by(points: list[tuple[date, int, int]], step: Step) -> list[Count]:
    if not points:
        return []
    k, n = Counter[date](), Counter[date]()
    for day, good, all_ in points:
        k[start_of(day, step)] += good
        n[start_of(day, step)] += all_
    return [Count(day, k[day], n[day]) for day in spans(min(n), max(n), step)]


def _enough(counts: list[Count]) -> bool:
    """Whether most periods, and at least five of them, carry a percentage."""
    fit = sum(count.n >= TOO_FEW for count in counts)
    return fit >= LEAST and 2 * fit > len([count for count in counts if count.n])


def years(workspace: Workspace, wanted: Filter | Desk, *, domain: str = OVERALL) -> Years:
    """Year beside year (1 April to 31 March), with the change in words.

    Versions are pooled only where a person has confirmed what of one is what of the other.
    """
    desk = sit(workspace, wanted)
    with workspace.store.snapshot():
        if desk.group is None:
            return Years((), (), None, (), sentence.change(GOOD, None, "the year before"))
        lines = lines_of(desk, domain)
    held: dict[str, dict[int, Counter[str]]] = {}
    for place, line in enumerate(lines):
        for day, counts in line.months.items() if place >= shown_from(lines) else ():
            held.setdefault(year_of(day), {}).setdefault(place, Counter()).update(counts)
    good, worst, all_of, main = {}, {}, {}, dict[str, int]()
    for year in sorted(held):
        # The line with most audits speaks for its year; a mixed year says so by its break.
        place = max(sorted(held[year]), key=lambda n: held[year][n].total())
        scale = lines[place].scale
        if scale is None:
            continue
        found = held[year][place]
        main[year], (k, n) = place, _share(found, scale)
        good[year], worst[year] = (k, n), (found[scale.ranked[-1].key], n)
        all_of[year] = [found[grade.key] for grade in scale.ranked]
    order = sorted(main)
    breaks = tuple(
        b for a, b in pairwise(order) if main[a] != main[b] or len(held[b]) > 1
    )  # fmt: skip
    better = _unbroken(year_on_year(good), breaks)
    last = better[-1] if better else None
    moved = None
    if last is not None and last.change is not None:
        moved = shift(all_of[order[-2]], all_of[order[-1]])
    since = order[-2] if len(order) > 1 else "the year before"
    return Years(
        better, _unbroken(year_on_year(worst, more_is_better=False), breaks), moved, breaks,
        sentence.change(GOOD, last.change if last else None, since),
    )  # fmt: skip


def _unbroken(found: tuple[Year, ...], breaks: tuple[str, ...]) -> tuple[Year, ...]:
    return tuple(replace(y, change=None) if y.year in breaks else y for y in found)


def teams(workspace: Workspace, wanted: Filter | Desk, *, domain: str = OVERALL) -> Teams:
    """The funnel of teams: for the QA lead and the CSWO; the team of the period judged."""
    if not by_team(workspace):
        raise Refused(
            "Teams beside each other are for the QA lead and the Chief Social Work Officer.",
            "Look at areas or services.",
        )
    desk = sit(workspace, wanted)
    with workspace.store.snapshot():
        scale = desk.scale(desk.form, domain) if desk.group else None
        if scale is None:
            return Teams(None, GOOD, sentence.funnel(None))
        found = desk.sums(("team", "grade"), replace(desk.of_form, domain=domain))
        by: dict[str, Counter[str]] = {}
        for (team, grade), n in found.items():
            by.setdefault(str(team), Counter())[str(grade)] += n
        names = place_names(workspace, "team", by)
        units = [
            (names[team], *_share(held, scale)) for team, held in by.items()
        ]  # fmt: skip
    made = funnel(units)
    return Teams(made, GOOD, sentence.funnel(made))
