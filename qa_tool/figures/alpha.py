"""Krippendorff's alpha: how far several graders agree, also where some grades are missing.

Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A to E: the matrix
of coincidences, the expected ones, and the metric of difference. `ordinal` is his own metric, built
from how often each grade was given; it is not the "ordinal" weighting of Gwet's irrCAC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from qa_tool.template.model import Scale

Metric = Literal["nominal", "ordinal", "interval"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval")
Ratings = Sequence[Sequence[int | None]]
"""A row for each case, a column for each grader; None where a grader gave no grade."""

ONE_GRADE = "not computable: everybody gave one and the same grade"
NO_PAIRS = "not computable: no case was graded by two people"


@dataclass(frozen=True, slots=True)
class Alpha:
    """One alpha; without a value `why` says in words why there is none.

    `units` counts the cases that at least two people graded, `grades` the grades given to them:
    a case with one grade tells nothing about agreement and is not in it.
    """

    metric: Metric
    value: float | None
    units: int
    grades: int
    why: str = ""


def alpha(ratings: Ratings, metric: Metric = "ordinal") -> Alpha:
    """Alpha of grades as whole numbers, best first: 1 minus observed by expected disagreement.

    Each case's pairs of grades weigh 1 / (its grades - 1), so that a case with many graders does
    not drown the others. Neither the order of cases nor that of graders matters.
    """
    units = [unit for row in ratings if len(unit := [v for v in row if v is not None]) > 1]
    if not units:
        return Alpha(metric, None, 0, 0, NO_PAIRS)
    margins: dict[int, int] = {}
    for unit in units:
        for value in unit:
            margins[value] = margins.get(value, 0) + 1
    n = sum(margins.values())
    apart = _distances(dict(sorted(margins.items())), metric)
    expected = sum(
        margins[one] * margins[two] * apart[one, two] for one in margins for two in margins
    )
    if not expected:
        return Alpha(metric, None, len(units), n, ONE_GRADE)
    observed = fsum(_inside(unit, apart) / (len(unit) - 1) for unit in units)
    return Alpha(metric, 1 - (n - 1) * observed / expected, len(units), n)


def alpha_of_grades(rows: Sequence[Sequence[str]], scale: Scale, metric: Metric) -> Alpha:
    """Alpha of grades by their keys on one scale; blank and unranked grades count as missing."""
    return alpha(ranks(rows, scale), metric)


def ranks(rows: Sequence[Sequence[str]], scale: Scale) -> tuple[tuple[int | None, ...], ...]:
    """The ranks of grades; None where the scale gives none (blank, not enough evidence)."""
    known = {grade.key: grade.rank for grade in scale.ranked}
    return tuple(tuple(known.get(key) for key in row) for row in rows)


def _inside(unit: Sequence[int], apart: Mapping[tuple[int, int], float]) -> float:
    """The differences between all ordered pairs of grades of one case."""
    found = 0.0
    for place, one in enumerate(unit):
        for two in unit[place + 1 :]:
            found += 2 * apart[one, two]
    return found


def _distances(margins: Mapping[int, int], metric: Metric) -> dict[tuple[int, int], float]:
    """The squared difference between every two grades that were given (Krippendorff, section E)."""
    values = list(margins)
    found: dict[tuple[int, int], float] = {}
    for place, low in enumerate(values):
        found[low, low] = 0.0
        for end in range(place + 1, len(values)):
            high = values[end]
            if metric == "nominal":
                apart = 1.0
            elif metric == "interval":
                apart = float((high - low) ** 2)
            else:
                between = sum(margins[value] for value in values[place : end + 1])
                apart = (between - (margins[low] + margins[high]) / 2) ** 2
            found[low, high] = found[high, low] = apart
    return found
