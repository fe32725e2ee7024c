"""The figure for the whole list where a sample took a minimum from every stratum: weighted by size.

Share and standard error as in Cochran, Sampling Techniques (3rd ed., 1977, 5.3): each stratum counts
for its share of the list, with the correction for a finite population. The interval is Wilson's at the
effective number of audits (Korn and Graubard, Survey Methodology 24, 1998), so that it stays between
0 and 1 and does not shrink to nothing where everything was good.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from qa_tool.figures.interval import z_quantile
from qa_tool.figures.proportion import TOO_FEW, rounded
from qa_tool.sampling.precision import Counted
from qa_tool.sampling.precision import weighted as plain_weighted

TINY = 1e-12
WIDEST = 0.25  # p(1-p) at its largest: of one single audit nothing better is known


@dataclass(frozen=True, slots=True)
class Weighted:
    """The estimate for the whole list: share, standard error, interval, and what it speaks for.

    `n` audits of `population` cases; `single` strata gave one audit only (their error is taken at
    its widest); `uncovered` strata gave none, so the figure does not speak for their `missing` cases.
    """

    share: float
    error: float
    low: float
    high: float
    n: int
    population: int
    single: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    missing: int = 0

    @property
    def percent(self) -> int | None:
        """Whole percent, halves up; None below ten."""
        return None if self.n < TOO_FEW else rounded(self.share)

    @property
    def ends(self) -> tuple[int, int] | None:
        """The interval in whole percent; None below ten."""
        return None if self.n < TOO_FEW else (rounded(self.low), rounded(self.high))


def weighted(strata: Mapping[str, Counted]) -> Weighted | None:
    """The figure over named strata; None where nothing at all was drawn."""
    covered = {name: one for name, one in strata.items() if one.drawn and one.size}
    if not covered:
        return None
    bare = tuple(sorted(name for name, one in strata.items() if one.size and not one.drawn))
    whole = sum(one.size for one in covered.values())
    n = sum(one.drawn for one in covered.values())
    value, known = plain_weighted(tuple(covered.values()))
    value = min(1.0, max(0.0, value))  # a sum of shares may miss 1 by the last digit
    thin = {name: one for name, one in covered.items() if one.drawn == 1 < one.size}
    error = sqrt(
        known * known
        + sum((one.size / whole) ** 2 * (1 - 1 / one.size) * WIDEST for one in thin.values())
    )
    low, high = _interval(value, error, n, whole)
    return Weighted(
        value, error, low, high, n, whole, tuple(sorted(thin)), bare,
        sum(strata[name].size for name in bare),
    )  # fmt: skip


def in_proportion(strata: Mapping[str, Counted]) -> bool:
    """Whether every stratum gave its fair share, to less than one audit: then nothing has to be weighted."""
    whole = sum(one.size for one in strata.values())
    drawn = sum(one.drawn for one in strata.values())
    return all(abs(one.drawn * whole - drawn * one.size) < whole for one in strata.values())


def _interval(value: float, error: float, n: int, population: int) -> tuple[float, float]:
    """Wilson's interval at the number of audits that a plain sample of this error would have."""
    if n >= population:
        return value, value
    spread = value * (1 - value)
    spread = spread if spread > TINY else 0.0
    # Without any error to be seen (all good, or none) the audits themselves are the measure.
    effective = spread / (error * error) if error and spread else n / (1 - n / population)
    z = z_quantile()
    middle = value + z * z / (2 * effective)
    half = z * sqrt(spread / effective + z * z / (4 * effective * effective))
    scale = 1 + z * z / effective
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
