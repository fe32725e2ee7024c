"""What a result rests on: the first audits of the drawn sample that are signed off, and what is not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.template.model import Template

COUNTED_STATES = frozenset({"signed_off", "closed"})

WHY_LEFT_OUT: dict[str, str] = {
    "not_a_child": "About a worker, a team, an organisation or a carer: kept apart from case audits",
    "re_audit": "Re-audits: they look again at children already counted",
    "picked": "Picked by hand: nobody can say what they stand for",
    "concern": "Audited because of a concern: worse than the rest by design",
    "calibration": "Calibration: everyone grades the same case",
    "mock": "Mock inspection",
    "not_signed_off": "Drawn at random, but not signed off yet",
    "no_template": "Their template is not in this data set",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One reason for leaving audits out, and how many it concerns."""

    code: str
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Audits that may be added up: one template, one kind of case."""

    template: Template
    kind_of_case: str
    audits: tuple[AuditFact, ...]

    @property
    def n(self) -> int:
        """How many audits the group has."""
        return len(self.audits)


@dataclass(frozen=True, slots=True)
class Basis:
    """What counts, in groups that are never added into one rate, and what was left out and why."""

    groups: tuple[Group, ...]
    left_out: tuple[LeftOut, ...]
    looked_at: int

    @property
    def counted(self) -> tuple[AuditFact, ...]:
        """Every counted audit, over all groups: for counting heads, never for one rate."""
        return tuple(audit for group in self.groups for audit in group.audits)

    @property
    def n(self) -> int:
        """How many audits count."""
        return sum(group.n for group in self.groups)


def why_left_out(audit: AuditFact, data: DataSet) -> str:
    """The one reason why this audit enters no rate; empty when it does."""
    template = data.templates.get(audit.template)
    if template is None:
        return "no_template"
    if template.subject != "child":
        return "not_a_child"
    if audit.selection != "random":
        return audit.selection if audit.selection in WHY_LEFT_OUT else "picked"
    if audit.state not in COUNTED_STATES:
        return "not_signed_off"
    return ""


def basis(data: DataSet) -> Basis:
    """Sort every audit of the data set into what counts and what does not; none is lost."""
    reasons: Counter[str] = Counter()
    groups: dict[tuple[str, str], list[AuditFact]] = {}
    for audit in data.audits:
        why = why_left_out(audit, data)
        if why:
            reasons[why] += 1
        else:
            groups.setdefault((audit.template, audit.kind_of_case), []).append(audit)
    return Basis(
        tuple(
            Group(data.templates[template], kind, tuple(audits))
            for (template, kind), audits in sorted(
                groups.items(), key=lambda item: (-len(item[1]), item[0])
            )
        ),
        tuple(
            LeftOut(code, WHY_LEFT_OUT[code], reasons[code])
            for code in WHY_LEFT_OUT
            if reasons[code]
        ),
        len(data.audits),
    )


def drawn(data: DataSet) -> tuple[AuditFact, ...]:
    """Every audit of a child that chance chose, whatever its state: what re-reads are drawn from."""
    return tuple(
        audit for audit in data.audits if why_left_out(audit, data) in {"", "not_signed_off"}
    )


def by_place(audits: Iterable[AuditFact], place: str) -> dict[str, tuple[AuditFact, ...]]:
    """The audits of each area, team or service (`place` names the field), in order of name."""
    found: dict[str, list[AuditFact]] = {}
    for audit in audits:
        found.setdefault(getattr(audit, place) or "Not recorded", []).append(audit)
    return {name: tuple(found[name]) for name in sorted(found)}
