"""One share with what it can bear: counts first, then percent and interval, exact where the list is small."""

from dataclasses import dataclass
from typing import Literal

from qa_tool.figures.proportion import TOO_FEW, percent, rounded, wilson
from qa_tool.sampling.precision import in_population

Method = Literal["none", "few", "wilson", "exact", "whole"]
SMALL_PART = 0.05  # from a larger part of the list on, the list's own size narrows the interval


@dataclass(frozen=True, slots=True)
class Share:
    """k of n with its 95% interval; `population` is the list that the n were drawn from, where known.

    `none` has no audits, `few` too few for a percentage (the interval is there, the page shows
    counts), `wilson` stands for a large list, `exact` for a small one (hypergeometric), `whole`
    looked at everything, so that there is no sampling error.
    """

    k: int
    n: int
    low: float
    high: float
    method: Method
    population: int | None = None

    @property
    def value(self) -> float | None:
        """The share itself; None without audits."""
        return self.k / self.n if self.n else None

    @property
    def percent(self) -> int | None:
        """Whole percent, halves up; None below ten."""
        return percent(self.k, self.n)

    @property
    def ends(self) -> tuple[int, int] | None:
        """The interval in whole percent; None below ten and where everything was looked at."""
        if self.n < TOO_FEW or self.method == "whole":
            return None
        return rounded(self.low), rounded(self.high)


def share(k: int, n: int, population: int | None = None) -> Share:
    """Wilson's interval, or the exact one where more than a twentieth of a known list was looked at."""
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no share")
    if population is not None and population < n:
        population = None  # the list was smaller than what was done from it: it is not that list
    if not n:
        return Share(k, n, 0.0, 1.0, "none", population)
    if population == n:
        return Share(k, n, k / n, k / n, "whole", population)
    few = n < TOO_FEW
    if population is not None and n > SMALL_PART * population:
        fewest, most = in_population(k, n, population)
        low, high = fewest / population, most / population
        return Share(k, n, low, high, "few" if few else "exact", population)
    return Share(k, n, *wilson(k, n), "few" if few else "wilson", population)
