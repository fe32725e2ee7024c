"""Whether the second reader grades differently as a whole: the shape behind the direction.

Stuart (1955) and Maxwell (1970) compare how often each grade was given; Bowker (1948) asks whether
the table is symmetric; the ordinal test is the score test on the mean difference of ranks (Agresti,
Categorical Data Analysis, 3rd ed., 11.3); Wilcoxon's signed ranks are exact, zeros dropped.
All are for the method annex: the exact sign test of `agreement` is what the page speaks of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import comb, sqrt

from qa_tool.figures.interval import chi_square_tail, normal_tail

Table = Sequence[Sequence[int]]
MOST_SPLITS = 20_000


@dataclass(frozen=True, slots=True)
class Tested:
    """One test: its statistic, degrees of freedom (0 where it has none), and two-sided p."""

    statistic: float
    df: int
    p: float


def stuart_maxwell(table: Table) -> Tested | None:
    """Marginal homogeneity; None where no two grades differ.

    A grade without any disagreement is left out and costs a degree of freedom; one whose two
    margins happen to be equal stays in. Grades that no disagreement joins are tested as groups of
    their own and added, for which the matrix would otherwise have no inverse.
    """
    statistic, df = Fraction(0), 0
    for group in _joined(table):
        kept = group[:-1]
        gaps = [Fraction(_row(table, i) - _column(table, i)) for i in kept]
        spread = [[Fraction(_spread(table, i, j)) for j in kept] for i in kept]
        solved = _solve(spread, gaps)
        statistic += sum((a * b for a, b in zip(gaps, solved, strict=True)), Fraction(0))
        df += len(kept)
    if not df:
        return None
    return Tested(float(statistic), df, chi_square_tail(float(statistic), df))


def bowker(table: Table) -> Tested | None:
    """Symmetry of the table, over the pairs of grades that hold anything; None without any."""
    pairs = [
        (table[i][j], table[j][i])
        for i in range(len(table))
        for j in range(i)
        if table[i][j] + table[j][i]
    ]
    if not pairs:
        return None
    statistic = sum((a - b) ** 2 / (a + b) for a, b in pairs)
    return Tested(statistic, len(pairs), chi_square_tail(statistic, len(pairs)))


def ordinal_homogeneity(table: Table) -> Tested | None:
    """The z of the mean difference in ranks, first minus second; None where nobody moved."""
    steps = _steps(table)
    square = sum(step * step * count for step, count in steps.items())
    if not square:
        return None
    z = sum(step * count for step, count in steps.items()) / sqrt(square)
    return Tested(z, 0, normal_tail(z))


def mean_difference(table: Table) -> float | None:
    """The mean of first rank minus second: below 0 where the second reader graded lower."""
    n = sum(map(sum, table))
    if not n:
        return None
    return sum(step * count for step, count in _steps(table).items()) / n


def signed_ranks(table: Table) -> Tested | None:
    """Wilcoxon's exact signed ranks, ties at their middle rank; None without moves or with too many.

    Grades move by few different steps, so that the whole distribution is a product of binomials.
    """
    sizes: dict[int, list[int]] = {}
    for step, count in _steps(table).items():
        if step and count:
            sizes.setdefault(abs(step), [0, 0])[step > 0] += count
    splits = 1
    for moves in sizes.values():
        splits *= sum(moves) + 1
    if not sizes or splits > MOST_SPLITS:
        return None
    # Ranks are doubled, so that middle ranks and the centre stay whole numbers.
    ranks, below = dict[int, int](), 0
    for size in sorted(sizes):
        held = sum(sizes[size])
        ranks[size] = 2 * below + held + 1
        below += held
    observed = sum(ranks[size] * moves[1] for size, moves in sizes.items())
    all_of_them = sum(ranks[size] * sum(moves) for size, moves in sizes.items())
    extreme = sum(
        _ways(chosen, sizes)
        for chosen in product(*(range(sum(moves) + 1) for moves in sizes.values()))
        if abs(2 * sum(ranks[s] * c for s, c in zip(sizes, chosen, strict=True)) - all_of_them)
        >= abs(2 * observed - all_of_them)
    )
    return Tested(observed / 2, 0, float(Fraction(extreme, 2**below)))


def _ways(chosen: Sequence[int], sizes: dict[int, list[int]]) -> int:
    found = 1
    for some, moves in zip(chosen, sizes.values(), strict=True):
        found *= comb(sum(moves), some)
    return found


def _steps(table: Table) -> dict[int, int]:
    """How many pairs lie how many ranks apart, first minus second."""
    found: dict[int, int] = {}
    for i, row in enumerate(table):
        for j, count in enumerate(row):
            found[i - j] = found.get(i - j, 0) + count
    return found


def _row(table: Table, i: int) -> int:
    return sum(table[i])


def _column(table: Table, i: int) -> int:
    return sum(row[i] for row in table)


def _spread(table: Table, i: int, j: int) -> int:
    if i == j:
        return _row(table, i) + _column(table, i) - 2 * table[i][i]
    return -(table[i][j] + table[j][i])


def _joined(table: Table) -> list[list[int]]:
    """Groups of grades that disagreements join, without grades that have none."""
    left = set(range(len(table)))
    groups: list[list[int]] = []
    while left:
        reach, group = [min(left)], list[int]()
        while reach:
            i = reach.pop()
            if i in left:
                left.discard(i)
                group.append(i)
                reach += [j for j in left if table[i][j] + table[j][i]]
        if len(group) > 1:
            groups.append(sorted(group))
    return groups


def _solve(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Gauss and Jordan, exactly: the matrix of a joined group always has an inverse."""
    size = len(right)
    rows = [[*matrix[i], right[i]] for i in range(size)]
    for i in range(size):
        pivot = next(r for r in range(i, size) if rows[r][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(size):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[-1] for row in rows]
