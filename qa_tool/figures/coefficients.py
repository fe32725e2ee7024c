"""Agreement of two readers beyond chance: weighted kappa and Gwet's AC1 and AC2, with intervals.

Kappa: J. Cohen (1960, 1968); its standard error: Fleiss, Cohen and Everitt (1969). AC1 and AC2 with
their standard errors: K. L. Gwet, Handbook of Inter-Rater Reliability (4th ed., 2014), chapters 4
and 5, for two readers as in his irrCAC. Always on the whole scale: to leave an unused grade out
would change the weights.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Literal

from qa_tool.figures.interval import bootstrap, t_quantile, z_quantile
from qa_tool.figures.proportion import TOO_FEW

Table = Sequence[Sequence[int]]
Weighting = Literal["identity", "linear", "quadratic", "gwet_ordinal"]
How = Literal["analytic", "bootstrap", "none"]
ENOUGH = 30
"""Below so many pairs the large-sample interval is too narrow or leaves its bounds: bootstrap."""

ONE_GRADE = "not computable: both readers gave one and the same grade throughout"
NOTHING = "not computable: nothing was read twice"
ALL_ALIKE = "no interval: all pairs are alike"
NO_DIFFERENCE = "no interval: no pair differs, and that is no proof that none would"
COUNTS_ONLY = "fewer than ten pairs: counts only"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One figure of agreement; without a value `why` says in words why there is none.

    `low` and `high` hold 95%; `how` tells whether they come from the large-sample error or from
    drawing the pairs again 2,000 times.
    """

    name: str
    n: int
    value: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    how: How = "none"
    why: str = ""


@lru_cache(maxsize=64)
def weights(size: int, kind: Weighting) -> tuple[tuple[float, ...], ...]:
    """How much each pair of grades counts as agreement: 1 for the same, 0 for the ends of the scale."""
    most = max(1, size - 1)

    def weigh(apart: int) -> float:
        if kind == "identity" or apart == 0:
            return float(apart == 0)
        if kind == "linear":
            return 1 - apart / most
        if kind == "quadratic":
            return 1 - (apart / most) ** 2
        return 1 - (apart + 1) * apart / ((most + 1) * most)

    return tuple(tuple(weigh(abs(i - j)) for j in range(size)) for i in range(size))


def kappa(table: Table, kind: Weighting = "quadratic") -> tuple[float, float] | None:
    """Cohen's (weighted) kappa and its standard error; None where chance would agree on everything."""
    n, k = sum(map(sum, table)), len(table)
    if not n:
        return None
    w = weights(k, kind)
    p = [[cell / n for cell in row] for row in table]
    rows = [sum(row) for row in p]
    columns = [sum(row[j] for row in p) for j in range(k)]
    cells = [(i, j) for i in range(k) for j in range(k)]
    observed = sum(w[i][j] * p[i][j] for i, j in cells)
    chance = sum(w[i][j] * rows[i] * columns[j] for i, j in cells)
    if sum(x > 0 for x in rows) == sum(x > 0 for x in columns) == 1 and chance > 1 - 1e-12:
        return None
    value = (observed - chance) / (1 - chance)
    by_row = [sum(columns[j] * w[i][j] for j in range(k)) for i in range(k)]
    by_column = [sum(rows[i] * w[i][j] for i in range(k)) for j in range(k)]
    spread = sum(
        p[i][j] * (w[i][j] - (by_row[i] + by_column[j]) * (1 - value)) ** 2 for i, j in cells
    )
    spread -= (value - chance * (1 - value)) ** 2
    return value, sqrt(max(0.0, spread) / n) / (1 - chance)


def gwet(table: Table, kind: Weighting = "quadratic") -> tuple[float, float] | None:
    """Gwet's AC1 (`identity`) or AC2 and its standard error; 1 where everybody gave one grade."""
    n, k = sum(map(sum, table)), len(table)
    if not n or k < 2:
        return None
    w = weights(k, kind)
    p = [[cell / n for cell in row] for row in table]
    share = [(sum(p[i]) + sum(row[i] for row in p)) / 2 for i in range(k)]
    whole = sum(map(sum, w)) / (k * (k - 1))
    cells = [(i, j) for i in range(k) for j in range(k) if p[i][j]]
    observed = sum(w[i][j] * p[i][j] for i, j in cells)
    chance = whole * sum(x * (1 - x) for x in share)
    value = (observed - chance) / (1 - chance)
    pull = 2 * (1 - value)
    spread = sum(
        p[i][j] * (w[i][j] - pull * whole * (1 - (share[i] + share[j]) / 2)) ** 2 for i, j in cells
    )
    spread -= (observed - pull * chance) ** 2
    return value, sqrt(max(0.0, spread) / n) / (1 - chance)


def weighted_kappa(table: Table, kind: Weighting = "quadratic") -> Coefficient:
    """Kappa with its interval: normal from thirty pairs on, bootstrap below, nothing below ten."""
    return _with_interval(_KAPPA[kind], table, lambda t: kappa(t, kind), large=z_quantile())


def gwet_ac(table: Table, kind: Weighting = "quadratic") -> Coefficient:
    """AC1 or AC2 with its interval: Student's t from thirty pairs on, bootstrap below."""
    n = sum(map(sum, table))
    name = "Gwet's AC1" if kind == "identity" else f"Gwet's AC2, {_KIND[kind]} weights"
    large = t_quantile(n - 1) if n >= ENOUGH else 0.0
    return _with_interval(name, table, lambda t: gwet(t, kind), large=large)


_KIND = {"linear": "linear", "quadratic": "quadratic", "gwet_ordinal": "ordinal"}
_KAPPA = {kind: f"Weighted kappa, {name}" for kind, name in _KIND.items()}
_KAPPA["identity"] = "Cohen's kappa"


def _with_interval(
    name: str, table: Table, of: Callable[[Table], tuple[float, float] | None], *, large: float
) -> Coefficient:
    n = sum(map(sum, table))
    if n < TOO_FEW:
        return Coefficient(name, n, why=COUNTS_ONLY if n else NOTHING)
    found = of(table)
    if found is None:
        return Coefficient(name, n, why=ONE_GRADE)
    value, se = found
    flat = _no_interval(table)
    if flat:
        return Coefficient(name, n, value, why=flat)
    if n >= ENOUGH:
        low, high = max(-1.0, value - large * se), min(1.0, value + large * se)
        return Coefficient(name, n, value, se, low, high, "analytic")
    again = bootstrap(n, _resampled(table, of))
    if again is None:
        return Coefficient(name, n, value, se, why="no interval: too few different pairs")
    return Coefficient(name, n, value, se, *again, "bootstrap")


def _no_interval(table: Table) -> str:
    """Why an interval would only pretend: it would have no width."""
    if sum(cell > 0 for row in table for cell in row) == 1:
        return ALL_ALIKE
    agreed = sum(table[i][i] for i in range(len(table)))
    return NO_DIFFERENCE if agreed == sum(map(sum, table)) else ""


def _resampled(
    table: Table, of: Callable[[Table], tuple[float, float] | None]
) -> Callable[[Sequence[int]], float | None]:
    """The figure of pairs that were drawn again; the same whichever reader is called the first."""
    turned = tuple(zip(*table, strict=True))
    one_way = min(tuple(map(tuple, table)), turned)
    k = len(one_way)
    pairs = [(i, j) for i in range(k) for j in range(k) for _each in range(one_way[i][j])]

    def figure(picks: Sequence[int]) -> float | None:
        drawn = [[0] * k for _row in range(k)]
        for pick in picks:
            i, j = pairs[pick]
            drawn[i][j] += 1
        found = of(drawn)
        return None if found is None else found[0]

    return figure
