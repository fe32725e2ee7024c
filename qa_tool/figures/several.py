"""Gwet's AC1 and AC2 for several graders and gaps.

Source: K. L. Gwet, Handbook of Inter-Rater Reliability (4th ed., 2014), chapters 2 and 5; the same as
`gwet.ac1.raw` of his irrCAC 1.4, its standard error included.
"""

from math import fsum, sqrt

from qa_tool.figures.alpha import Ratings
from qa_tool.figures.coefficients import Weighting, weights


def gwet_of_several(
    ratings: Ratings, size: int, kind: Weighting = "quadratic"
) -> tuple[float, float | None] | None:
    """AC1 (`identity`) or AC2 of ranks 1 to `size` and its standard error; None without a pair.

    A case with one grade says nothing of agreement, but counts among how often each grade is given.
    """
    counts = [
        [row.count(rank) for rank in range(1, size + 1)]
        for row in ([value for value in one if value is not None] for one in ratings)
        if row
    ]
    n, paired = len(counts), sum(sum(row) > 1 for row in counts)
    if not paired or size < 2:
        return None
    w = weights(size, kind)
    whole = fsum(map(sum, w)) / (size * (size - 1))
    given = [fsum(row[k] / sum(row) for row in counts) / n for k in range(size)]
    chance = whole * fsum(p * (1 - p) for p in given)
    inside = [_inside(row, w) for row in counts]
    value = (fsum(inside) / paired - chance) / (1 - chance)
    if n < 2:
        return value, None
    spread = 0.0
    for row, agreed in zip(counts, inside, strict=True):
        several = sum(row) > 1
        own = n / paired * (agreed - chance * several) / (1 - chance)
        expected = whole * fsum(c * (1 - p) for c, p in zip(row, given, strict=True)) / sum(row)
        spread += (own - 2 * (1 - value) * (expected - chance) / (1 - chance) - value) ** 2
    return value, sqrt(spread / (n * (n - 1)))


def _inside(row: list[int], w: tuple[tuple[float, ...], ...]) -> float:
    """The weighted share of agreeing pairs of one case; 0 where one person graded it."""
    r = sum(row)
    if r < 2:
        return 0.0
    near = [fsum(w[k][j] * count for j, count in enumerate(row)) for k in range(len(row))]
    return fsum(c * (x - 1) for c, x in zip(row, near, strict=True)) / (r * (r - 1))
