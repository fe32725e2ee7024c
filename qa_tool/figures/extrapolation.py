"""What the random re-reads would make of the whole: offered beside the first grades, never alone.

Two-phase sampling with the difference estimator (Cochran, Sampling Techniques, 3rd ed., 1977, 12.1
and 12.10; Särndal, Swensson and Wretman, 1992, 6.3): every audit has a first grade; those that were
read for a reason have their settled grade with certainty; and what moderation changed among the
random re-reads, each weighted by one through its chance of being read, stands for all the others.
Rounds are strata of their own, because shares differ. The interval is Newcombe's hybrid of two Wilson
intervals for the difference of "moved in" and "moved out" (Statistics in Medicine 17, 1998, methods 8
and 10), with the correction for a finite population; unlike the plain one it does not shrink to
nothing where no re-read moved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from qa_tool.figures.agreement import rereads
from qa_tool.figures.basis import Group
from qa_tool.figures.compared import Subject, final_grade, first_grade, scale_of
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.proportion import TOO_FEW, wilson
from qa_tool.template.model import Grade

TOO_FEW_READ = (
    "Fewer than ten of these audits were read again at random: too few to speak of the rest."
)
NOT_EVERYWHERE = "In one of the rounds nothing was read again at random, so its rest stays unknown."


@dataclass(frozen=True, slots=True)
class Corrected:
    """One share as first graded, as it counts now, and as it might be had everything been read again.

    `n` audits have a rank at both ends; `certain` of them were read for a reason, `read` at random,
    and `rest` were those the random ones stand for (themselves among them). Of those read at random
    `into` came in by the second reading and `out` went out. Without an estimate `why` says in words
    why there is none.
    """

    what: str
    n: int
    first: int
    final: int
    certain: int
    read: int
    rest: int
    share: float | None = None
    low: float = 0.0
    high: float = 0.0
    why: str = ""
    into: int = 0
    out: int = 0


@dataclass(frozen=True, slots=True)
class Graded:
    """One audit as an estimate needs it: its first and its final grade, and what the final one rests on.

    `read` says that chance had it read again, `settled` that a second reading counts.
    """

    round: str
    first: Grade
    final: Grade
    read: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class _Stratum:
    """The rest of one round: how many, how many were read, and how many moved in and out."""

    rest: int
    read: int
    into: int
    out: int


def corrected(group: Group, domain: str, data: DataSet) -> tuple[Corrected, Corrected]:
    """Good or better, and the worst grade, of one group: one form, one kind of case."""
    subject = Subject(group.audits[0].form, domain)
    scale = scale_of(subject, data)
    ranked = {grade.key: grade for grade in scale.ranked}
    worst = scale.ranked[-1]
    chance = frozenset(audit.id for audit in rereads(data).random)
    known = [
        Graded(audit.round, ranked[first], ranked[final], audit.id in chance, bool(audit.settled))
        for audit in group.audits
        if (first := first_grade(audit, subject)) in ranked
        and (final := final_grade(audit, subject)) in ranked
    ]
    return (
        estimate("Good or better", known, lambda grade: grade.good_or_better),
        estimate(worst.name, known, lambda grade: grade.key == worst.key),
    )


def estimate(what: str, known: Sequence[Graded], holds: Callable[[Grade], bool]) -> Corrected:
    """The share for which `holds`, as it might be had every one of these audits been read again."""
    random = [one for one in known if one.read]
    certain = [one for one in known if one.settled and not one.read]
    fixed = sum(holds(one.first) for one in known)
    final = sum(holds(one.final) for one in known)
    counts = Corrected(
        what, len(known), fixed, final, len(certain), len(random), len(known) - len(certain)
    )
    if len(random) < TOO_FEW:
        return replace(counts, why=TOO_FEW_READ)
    strata = _strata(known, holds)
    if any(s.rest and not s.read for s in strata):
        return replace(counts, why=NOT_EVERYWHERE)
    moved = sum(holds(one.final) - holds(one.first) for one in certain)
    middle = fixed + moved + sum(s.rest * (s.into - s.out) / s.read for s in strata)
    below, above = (
        sqrt(sum(x * x for x in side)) for side in zip(*map(_halves, strata), strict=True)
    )
    # What was read is known: neither the figure nor its interval may say otherwise.
    sure = sum(holds(one.final) for one in (*random, *certain))
    least, most, n = sure, sure + len(known) - len(random) - len(certain), len(known)
    low, share, high = (
        min(most, max(least, value)) / n for value in (middle - below, middle, middle + above)
    )
    return replace(
        counts, share=share, low=low, high=high, into=sum(s.into for s in strata),
        out=sum(s.out for s in strata),
    )  # fmt: skip


def _strata(known: Sequence[Graded], holds: Callable[[Grade], bool]) -> list[_Stratum]:
    """The rest of each round."""
    found = []
    for round_ in sorted({one.round for one in known}):
        here = [one for one in known if one.round == round_]
        read = [one for one in here if one.read]
        found.append(
            _Stratum(
                sum(one.read or not one.settled for one in here),
                len(read),
                sum(holds(one.final) and not holds(one.first) for one in read),
                sum(holds(one.first) and not holds(one.final) for one in read),
            )
        )
    return [stratum for stratum in found if stratum.rest]


def _halves(one: _Stratum) -> tuple[float, float]:
    """How far down and up the change in one round's rest may lie, in audits."""
    into, out = one.into / one.read, one.out / one.read
    low_in, high_in = wilson(one.into, one.read)
    low_out, high_out = wilson(one.out, one.read)
    joint = (1 - into) * (1 - out)
    together = -sqrt(into * out / joint) if joint else -1.0
    down = _hybrid(into - low_in, high_out - out, together)
    up = _hybrid(high_in - into, out - low_out, together)
    finite = sqrt(max(0.0, 1 - one.read / one.rest))
    return one.rest * finite * down, one.rest * finite * up


def _hybrid(one: float, two: float, together: float) -> float:
    return sqrt(max(0.0, one * one + two * two - 2 * together * one * two))
