"""The same cases audited twice: who improved, who stayed, who declined."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from qa_tool.figures.agreement import sign_test
from qa_tool.template.model import Scale


@dataclass(frozen=True, slots=True)
class Transition:
    """First audit against re-audit of the same case: a row per first grade, a column per later one.

    `apart` pairs have no rank on one side. `p` is the exact sign test of direction, None where
    nobody moved. `left_worst` of `was_worst` are no longer in the worst grade.
    """

    scale: Scale
    table: tuple[tuple[int, ...], ...]
    apart: int = 0

    @property
    def n(self) -> int:
        """How many pairs were compared."""
        return sum(map(sum, self.table))

    @property
    def improved(self) -> int:
        """How many are graded better than before."""
        return sum(count for i, row in enumerate(self.table) for count in row[:i])

    @property
    def same(self) -> int:
        """How many kept their grade."""
        return sum(row[i] for i, row in enumerate(self.table))

    @property
    def declined(self) -> int:
        """How many are graded worse than before."""
        return self.n - self.improved - self.same

    @property
    def net(self) -> float | None:
        """Improved less declined, as a share of all pairs."""
        return (self.improved - self.declined) / self.n if self.n else None

    @property
    def gained(self) -> float | None:
        """Mean grades gained: shown only beside the table."""
        if not self.n:
            return None
        steps = sum((i - j) * c for i, row in enumerate(self.table) for j, c in enumerate(row))
        return float(Fraction(steps, self.n))

    @property
    def p(self) -> float | None:
        """How likely so lopsided a split were by chance alone."""
        return sign_test(self.improved, self.declined)

    @property
    def was_worst(self) -> int:
        """How many were in the worst grade before."""
        return sum(self.table[-1]) if self.table else 0

    @property
    def left_worst(self) -> int:
        """How many of those are not in it any more."""
        return sum(self.table[-1][:-1]) if self.table else 0


def transition(pairs: Iterable[tuple[str, str]], scale: Scale) -> Transition:
    """Count (first, later) grade keys of the same cases on one scale."""
    cells = Counter(pairs)
    keys = [grade.key for grade in scale.ranked]
    table = tuple(tuple(cells.pop((row, column), 0) for column in keys) for row in keys)
    return Transition(scale, table, sum(cells.values()))
