"""Kinds of audits with too few of them, joined with others before anything is protected.

Where a table of kinds cannot be printed, the totals of other tables would still say that there were
one to five audits of some further kind: all audits, less those of the kinds that are shown. So no
total of the public edition counts a kind that is too small to stand anywhere: few are counted with
their neighbours under one name, or, where no neighbour can take them, with the audits that are left
out. Every printed total is then the sum of what is printed beside it. What was joined stands in the
disclosure record; the report says the same two sentences whether or not anything was.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa_tool.disclosure.preset import Preset
from qa_tool.disclosure.record import Merge
from qa_tool.publication.frozen import Frozen, FrozenAudit
from qa_tool.report.annual_groups import AuditGroup, form_names, groups_of

FEW = "few"
OTHER_KINDS = "Other templates and kinds of case"
WAITING_OR_FEW = (
    "Drawn at random, but not signed off yet, or of a kind with too few audits to be shown"
)
BUT_FEW = (
    "Templates and kinds of case with too few audits to be shown have one line together, or are not "
    "among them."
)
KINDS_FEW = "Kinds of audits with too few to be shown have one line together, or stand among what was left out."
FEW_READINGS = "Second readings of a template with too few of them to be shown enter no number of this edition."
COUNTED_TITLE = "Audits counted, by template and kind of case"
LEFT_OUT_TITLE = "Audits looked at and left out of every rate, and why"
READ_AGAIN_TITLE = "Audits read again, by how"
_WHY = (
    "So few audits are of this template and kind of case that totals elsewhere would tell how many: "
    "they are counted together with others in every table."
)
_WHY_READ = (
    "So few audits of this template were read again that totals elsewhere would tell how many: they "
    "are counted in no table."
)


@dataclass(frozen=True, slots=True)
class Joined:
    """The set as the public edition counts it; `others` are the groups that have one line together."""

    frozen: Frozen
    others: frozenset[tuple[str, str]] = frozenset()
    joins: tuple[Merge, ...] = ()


def joined(frozen: Frozen, preset: Preset) -> Joined:
    """Join what is too small to stand by itself in any table; a rule that hides nothing joins nothing."""
    groups = groups_of(frozen)
    small = [group for group in groups if preset.is_small(group.n)]
    others = _together(groups, small, preset)
    left = () if others or len(small) == len(groups) else small
    readings, dropped = _readings(frozen, preset)
    joins = [
        *_told(COUNTED_TITLE, others, OTHER_KINDS),
        *_told(LEFT_OUT_TITLE, left, WAITING_OR_FEW),
    ]
    if dropped:
        joins.append(Merge(READ_AGAIN_TITLE, dropped, "Not counted in this edition", _WHY_READ))
    gone = {group.mark for group in left}
    audits = tuple(
        replace(audit, why=FEW, final="", finals={})
        if audit.counted and (audit.form, audit.kind) in gone
        else audit
        for audit in readings
    )
    return Joined(
        replace(frozen, audits=audits),
        frozenset(group.mark for group in others), tuple(joins),
    )  # fmt: skip


def _together(
    groups: Sequence[AuditGroup], small: Sequence[AuditGroup], preset: Preset
) -> tuple[AuditGroup, ...]:
    """The small ones, with as many neighbours without grades of their own as make the line safe."""
    found = list(small)
    spare = [group for group in groups if not group.enough and group not in small]

    def safe() -> bool:
        return len(found) > 1 and not preset.is_small(sum(group.n for group in found))

    while found and spare and not safe():
        found.append(spare.pop())  # the smallest stands last
    return tuple(found) if found and safe() else ()


def _readings(
    frozen: Frozen, preset: Preset
) -> tuple[tuple[FrozenAudit, ...], tuple[str, ...]]:  # fmt: skip
    """The audits without the second readings of templates that have too few, and what these are called."""
    gone: set[tuple[str, str]] = set()
    for kind in ("random", "targeted"):
        found = Counter(audit.form for audit in frozen.audits if audit.read == kind)
        few = {form for form, n in found.items() if preset.is_small(n)}
        if few != set(found):
            gone |= {(form, kind) for form in few}
    audits = tuple(
        replace(audit, read="", first="", second="") if (audit.form, audit.read) in gone else audit
        for audit in frozen.audits
    )
    names = form_names(frozen, sorted({form for form, _ in gone}))
    return audits, tuple(sorted(names.values()))


def _told(table: str, groups: Sequence[AuditGroup], into: str) -> list[Merge]:
    names = tuple(group.title for group in groups)
    return [Merge(table, names, into, _WHY)] if names else []
