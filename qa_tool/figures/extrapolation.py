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

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import sqrt

from qa_tool.figures.agreement import rereads
from qa_tool.figures.basis import Group
from qa_tool.figures.compared import Subject, final_grade, first_grade, scale_of
from qa_tool.figures.dataset import AuditFact, DataSet
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
    and `rest` were those the random ones stand for (themselves among them). Without an estimate
    `why` says in words why there is none.
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
        (audit, ranked[first], ranked[final])
        for audit in group.audits
        if (first := first_grade(audit, subject)) in ranked
        and (final := final_grade(audit, subject)) in ranked
    ]
    return (
        _share("Good or better", known, chance, lambda grade: grade.good_or_better),
        _share(worst.name, known, chance, lambda grade: grade.key == worst.key),
    )


Known = tuple[AuditFact, Grade, Grade]


def _share(
    what: str, known: Iterable[Known], chance: frozenset[str], holds: Callable[[Grade], bool]
) -> Corrected:
    every = list(known)
    random = [one for one in every if one[0].id in chance]
    certain = [one for one in every if one[0].settled and one[0].id not in chance]
    fixed = sum(holds(first) for _audit, first, _final in every)
    final = sum(holds(last) for _audit, _first, last in every)
    counts = Corrected(
        what, len(every), fixed, final, len(certain), len(random), len(every) - len(certain)
    )
    if len(random) < TOO_FEW:
        return replace(counts, why=TOO_FEW_READ)
    strata = _strata(every, random, {one[0].id for one in certain}, holds)
    if any(s.rest and not s.read for s in strata):
        return replace(counts, why=NOT_EVERYWHERE)
    moved = sum(holds(last) - holds(first) for _audit, first, last in certain)
    middle = fixed + moved + sum(s.rest * (s.into - s.out) / s.read for s in strata)
    below, above = (
        sqrt(sum(x * x for x in side)) for side in zip(*map(_halves, strata), strict=True)
    )
    # What was read is known: neither the figure nor its interval may say otherwise.
    known_ids = {one[0].id for one in (*random, *certain)}
    sure = sum(holds(last) for audit, _first, last in every if audit.id in known_ids)
    least, most, n = sure, sure + len(every) - len(known_ids), len(every)
    low, share, high = (
        min(most, max(least, value)) / n for value in (middle - below, middle, middle + above)
    )
    return replace(counts, share=share, low=low, high=high)


def _strata(
    every: list[Known], random: list[Known], certain: set[str], holds: Callable[[Grade], bool]
) -> list[_Stratum]:
    """The rest of each round."""
    found = []
    for round_ in sorted({audit.round for audit, _first, _final in every}):
        read = [one for one in random if one[0].round == round_]
        found.append(
            _Stratum(
                sum(a.round == round_ and a.id not in certain for a, _first, _final in every),
                len(read),
                sum(holds(last) and not holds(first) for _audit, first, last in read),
                sum(holds(first) and not holds(last) for _audit, first, last in read),
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
