"""From one year or round to the next: a difference with its interval, and what may be said of it.

Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10) for two shares; the
Mann-Whitney probability, with ties at half, for two samples' whole spread of grades.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from qa_tool.figures.interval import normal_tail
from qa_tool.figures.proportion import TOO_FEW, difference

Verdict = Literal["better", "worse", "no_change", "too_early", "no_audits"]
VERDICTS: dict[Verdict, str] = {
    "better": "better",
    "worse": "worse",
    "no_change": "no reliable change",
    "too_early": "too early to say",
    "no_audits": "no audits to compare",
}
# Where the interval reaches further than this to either side, "no change" would say more than is known.
WIDE = 0.2


@dataclass(frozen=True, slots=True)
class Change:
    """Two shares, the earlier and the later one, and the difference between them.

    `gap`, `low` and `high` are the later share minus the earlier; `verdict` is what the audits bear.
    """

    before: tuple[int, int]
    after: tuple[int, int]
    gap: float
    low: float
    high: float
    verdict: Verdict

    @property
    def words(self) -> str:
        """`better`, `worse`, `no reliable change`, `too early to say`."""
        return VERDICTS[self.verdict]


def change(before: tuple[int, int], after: tuple[int, int], *, more_is_better: bool = True) -> Change:  # fmt: skip
    """Compare (k, n) of two samples; for a share like Inadequate, more is worse."""
    if not before[1] or not after[1]:
        return Change(before, after, 0.0, -1.0, 1.0, "no_audits")
    gap, low, high = difference(*after, *before)
    verdict = _verdict(min(before[1], after[1]), low, high, more_is_better=more_is_better)
    return Change(before, after, gap, low, high, verdict)


def _verdict(fewest: int, low: float, high: float, *, more_is_better: bool) -> Verdict:
    if fewest < TOO_FEW:
        return "too_early"
    if low > 0 or high < 0:
        return "better" if (low > 0) == more_is_better else "worse"
    return "too_early" if (high - low) / 2 > WIDE else "no_change"


@dataclass(frozen=True, slots=True)
class Shift:
    """How two samples' grades compare as a whole.

    `worse` is the chance that one audit of the later sample is graded worse than one of the
    earlier (ties count half: 0.5 is no shift); `p` is two-sided, None where all have one grade.
    """

    worse: float
    p: float | None
    before: int
    after: int


def shift(before: Sequence[int], after: Sequence[int]) -> Shift | None:
    """Compare counts per grade, best first, of two samples; None where one of them is empty."""
    m, n = sum(before), sum(after)
    if not m or not n:
        return None
    wins, better = 0.0, 0
    for earlier, later in zip(before, after, strict=True):
        wins += later * (better + earlier / 2)
        better += earlier
    ties = sum((a + b) ** 3 - (a + b) for a, b in zip(before, after, strict=True))
    every = m + n
    variance = m * n / 12 * (every + 1 - ties / (every * (every - 1)))
    p = normal_tail((wins - m * n / 2) / sqrt(variance)) if variance > 0 else None
    return Shift(wins / (m * n), p, m, n)
