"""What stands beside the final grades: weighted to the list where it must be, corrected for moderation.

Both say something of audits or cases that nobody graded twice or at all, so both carry their interval,
and neither ever stands in place of the counted grades. They are made of counts by part of a list and of
moved grades, which no table prints: the public edition gives them only where none of these is small.
"""

from collections.abc import Callable, Iterable

from qa_tool.disclosure.preset import Preset
from qa_tool.figures.extrapolation import Corrected, Graded, estimate
from qa_tool.figures.proportion import TOO_FEW, rounded
from qa_tool.figures.weighted import in_proportion, weighted
from qa_tool.publication.frozen import FrozenAudit
from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_groups import AuditGroup, parts_of
from qa_tool.template.model import Grade

NOT_TOLD = "may not be shown, because a count behind it is small"


def estimates(edition: Edition, group: AuditGroup) -> tuple[str, ...]:
    """The sentences that stand under the final grades of one group; none where there is nothing to say."""
    if group.scale is None or not group.enough:
        return ()
    return tuple(one for one in (_weighted(edition, group), _corrected(edition, group)) if one)


def _weighted(edition: Edition, group: AuditGroup) -> str:
    """The share over the whole list, where its parts were not drawn alike; empty where they were."""
    good = (
        {grade.key for grade in group.scale.ranked if grade.good_or_better}
        if group.scale
        else set()
    )
    parts = parts_of(edition.frozen, group, lambda audit: audit.final in good)
    if parts is None or in_proportion(parts) or group.n < TOO_FEW:
        return ""
    found = weighted(parts)
    if found is None or found.ends is None:
        return ""
    what = (
        "Weighted to the lists that were drawn from, because not every part of them was drawn alike"
    )
    counts = (n for one in parts.values() for n in (one.found, one.drawn - one.found))
    if not _may_be_told(edition, counts):
        return f"{what}: good or better {NOT_TOLD}."
    low, high = found.ends
    said = (
        f"{what}: {found.percent}% of {found.population:,} cases good or better ({low} to {high})."
    )
    if found.missing:
        said += f" That does not speak for {found.missing:,} more cases, in parts of the lists where none was audited."  # fmt: skip
    return said


def corrected(group: AuditGroup) -> tuple[Corrected, ...]:
    """Good or better, and the worst grade, as they might be had every audit of a group been read again."""
    if group.scale is None or any(not audit.own for audit in group.audits):
        return ()  # sets of an earlier format do not know what auditors gave
    ranked = {grade.key: grade for grade in group.scale.ranked}
    worst = group.scale.ranked[-1]
    known = [_graded(a, ranked) for a in group.audits if a.own in ranked and a.final in ranked]
    holds: tuple[tuple[str, Callable[[Grade], bool]], ...] = (
        ("good or better", lambda grade: grade.good_or_better),
        (worst.name, lambda grade: grade.key == worst.key),
    )
    return tuple(estimate(what, known, one) for what, one in holds)


def _graded(audit: FrozenAudit, ranked: dict[str, Grade]) -> Graded:
    return Graded(
        audit.round, ranked[audit.own], ranked[audit.final], audit.read == "random", audit.settled
    )


def _corrected(edition: Edition, group: AuditGroup) -> str:
    found = [one for one in corrected(group) if one.share is not None]
    if not found:
        return ""
    if not _may_be_told(edition, (n for one in found for n in (one.into, one.out))):
        return f"What the grades might be had every audit been read again {NOT_TOLD}."
    told = " and ".join(
        f"{rounded(one.share or 0)}% {one.what} ({rounded(one.low)} to {rounded(one.high)})"
        for one in found
    )
    first = found[0]
    said = (
        f"Had every audit been read again: about {told}. This rests on {first.read} of them that were drawn "
        f"at random and read blind, and that stand for {first.rest}"
    )
    if first.certain:
        were = "more was" if first.certain == 1 else "more were"
        said += f"; {first.certain} {were} read for a reason and counted as found"
    return f"{said}."


def _may_be_told(edition: Edition, counts: Iterable[int]) -> bool:
    """Whether none of the counts that a reader might work out of a figure is small."""
    preset: Preset = edition.protection.preset
    return not any(preset.is_small(n) for n in counts)
