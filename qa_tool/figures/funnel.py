"""Teams beside each other without a league table: who lies further from the whole than chance allows.

Exact binomial control limits, interpolated, as in Spiegelhalter, Statistics in Medicine 24 (2005),
1185, appendix A.1.1: with few audits the normal curve would draw limits beyond 0 and 100%.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import Literal

Where = Literal["inside", "high", "low", "far_high", "far_low", "few"]
INNER, OUTER = 0.95, 0.998
FEWEST = 5  # units with fewer audits stand in the table, not in the picture


@dataclass(frozen=True, slots=True)
class Limits:
    """The two pairs of limits at one number of audits, as shares."""

    n: int
    low95: float
    high95: float
    low998: float
    high998: float


@dataclass(frozen=True, slots=True)
class Unit:
    """One team (or area, or service) in the funnel: its count, its limits, where it lies."""

    name: str
    k: int
    n: int
    limits: Limits
    where: Where


@dataclass(frozen=True, slots=True)
class Funnel:
    """Every unit in order of name, the share of the whole, and the curves by number of audits."""

    centre: float
    k: int
    n: int
    units: tuple[Unit, ...]
    curves: tuple[Limits, ...]

    @property
    def outside(self) -> tuple[Unit, ...]:
        """The units beyond the 95% limits: to be talked about, not a ranking."""
        return tuple(u for u in self.units if u.where not in {"inside", "few"})


def _cumulative(theta: float, n: int) -> list[float]:
    """The chance of at most 0, 1, ... n."""
    if theta <= 0 or theta >= 1:
        return [1.0] * (n + 1) if theta <= 0 else [0.0] * n + [1.0]
    up, down, all_ = log(theta), log(1 - theta), lgamma(n + 1)
    found, total = [], 0.0
    for i in range(n + 1):
        total += exp(all_ - lgamma(i + 1) - lgamma(n - i + 1) + i * up + (n - i) * down)
        found.append(min(1.0, total))
    found[-1] = 1.0
    return found


def _quantile(cumulative: Sequence[float], part: float) -> float:
    """The interpolated count below which this part lies."""
    r = next(i for i, held in enumerate(cumulative) if held >= part)
    before = cumulative[r - 1] if r else 0.0
    return r - (cumulative[r] - part) / (cumulative[r] - before)


def limits(theta: float, n: int) -> Limits:
    """The limits around a share for this many audits, never beyond 0 and 1."""
    cumulative = _cumulative(theta, n)
    ends = [
        min(1.0, max(0.0, _quantile(cumulative, part) / n))
        for level in (INNER, OUTER)
        for part in ((1 - level) / 2, (1 + level) / 2)
    ]
    return Limits(n, *ends)


def funnel(units: Iterable[tuple[str, int, int]]) -> Funnel | None:
    """Name, k and n of every unit; None without any audit. The whole is what they come to together."""
    every = [(name, k, n) for name, k, n in units if n]
    whole, found = sum(n for _name, _k, n in every), sum(k for _name, k, _n in every)
    if not whole:
        return None
    centre = found / whole
    cut: dict[int, Limits] = {}
    for _name, _k, n in every:
        cut.setdefault(n, limits(centre, n))
    made = tuple(
        Unit(name, k, n, cut[n], _where(k / n, cut[n])) for name, k, n in sorted(every)
    )  # fmt: skip
    return Funnel(centre, found, whole, made, _curves(centre, max(n for _n, _k, n in every)))


def _where(value: float, at: Limits) -> Where:
    if at.n < FEWEST:
        return "few"
    if value > at.high95:
        return "far_high" if value > at.high998 else "high"
    if value < at.low95:
        return "far_low" if value < at.low998 else "low"
    return "inside"


def _curves(centre: float, most: int) -> tuple[Limits, ...]:
    """Limits along the axis, close together where they bend, far apart where they do not."""
    end, n = max(FEWEST + 1, round(most * 1.1)), FEWEST
    steps = []
    while n < end:
        steps.append(n)
        n += max(1, n // 12)
    return tuple(limits(centre, at) for at in (*steps, end))
