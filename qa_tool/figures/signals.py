"""Which points of a control chart are more than chance: the rules, for limits of any kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

Way = Literal["increase", "decrease", "neutral"]
Cause = Literal[
    "common", "above", "below", "rising", "falling", "near_above", "near_below", "run_above",
    "run_below",
]  # fmt: skip
Kind = Literal["common", "improvement", "concern", "neutral_high", "neutral_low"]

LONG = 7
NEAR = 2 / 3
UP: frozenset[Cause] = frozenset({"above", "rising", "near_above", "run_above"})


@dataclass(frozen=True, slots=True)
class Band:
    """The limits of one point, never clipped: a chart draws them only as far as values can go."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Marked:
    """One point with its group's centre and limits, why it stands out, and what that means."""

    when: date
    value: float
    n: int
    group: int
    centre: float
    band: Band | None
    cause: Cause
    kind: Kind


def kind_of(cause: Cause, way: Way) -> Kind:
    """Whether something is an improvement or a concern; neutral where neither direction is better."""
    if cause == "common":
        return "common"
    up = cause in UP
    if way == "neutral":
        return "neutral_high" if up else "neutral_low"
    return "improvement" if up == (way == "increase") else "concern"


def mark(values: Sequence[float], centre: float, bands: Sequence[Band | None]) -> list[Cause]:
    """Why each point stands out, by the first rule that holds; without limits none does."""
    if any(band is None for band in bands):
        return ["common"] * len(values)
    known = [band for band in bands if band is not None]
    slack = 1e-9 * max(1.0, *(abs(value) for value in values))
    side = [_side(value - centre, slack) for value in values]
    outside = [
        (value > band.high + slack) - (value < band.low - slack)
        for value, band in zip(values, known, strict=True)
    ]
    near = [
        not out and _near(value, centre, band, slack)
        for value, band, out in zip(values, known, outside, strict=True)
    ]
    trend = _trends(values, slack)
    pairs = _two_of_three(near, side)
    runs = _one_side(side)
    rules: tuple[tuple[Sequence[int], Cause, Cause], ...] = (
        (outside, "above", "below"), (trend, "rising", "falling"),
        (pairs, "near_above", "near_below"), (runs, "run_above", "run_below"),
    )  # fmt: skip
    return [_first(rules, place) for place in range(len(values))]


def _first(rules: tuple[tuple[Sequence[int], Cause, Cause], ...], place: int) -> Cause:
    for found, up, down in rules:
        if found[place]:
            return up if found[place] > 0 else down
    return "common"


def _side(gap: float, slack: float) -> int:
    return (gap > slack) - (gap < -slack)


def _near(value: float, centre: float, band: Band, slack: float) -> bool:
    return (
        value > centre + NEAR * (band.high - centre) + slack
        or value < centre - NEAR * (centre - band.low) - slack
    )


def _windows(count: int, length: int) -> Iterator[range]:
    return (range(start, start + length) for start in range(count - length + 1))


def _trends(values: Sequence[float], slack: float) -> list[int]:
    """Seven strictly rising (1) or falling (-1); a turning point belongs to the later of two."""
    found = [0] * len(values)
    steps = [_side(b - a, slack) for a, b in pairwise(values)]
    for window in _windows(len(values), LONG):
        ways = {steps[place] for place in window[:-1]}
        if ways in ({1}, {-1}):
            for place in window:
                found[place] = steps[window[0]]
    return found


def _two_of_three(near: Sequence[bool], side: Sequence[int]) -> list[int]:
    found = [0] * len(near)
    for window in _windows(len(near), 3):
        if abs(sum(side[p] for p in window)) == 3 and sum(near[p] for p in window) >= 2:
            for place in window:
                found[place] = side[place] if near[place] else found[place]
    return found


def _one_side(side: Sequence[int]) -> list[int]:
    found = [0] * len(side)
    for window in _windows(len(side), LONG):
        if abs(sum(side[p] for p in window)) == LONG:
            for place in window:
                found[place] = side[place]
    return found
