"""What a result rests on: the first audits of the drawn sample that are signed off, and what is not."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.template.model import Template

COUNTED_STATES = frozenset({"signed_off", "closed"})

WHY_LEFT_OUT: dict[str, str] = {
    "not_a_child": "About a worker, a team, an organisation or a carer: kept apart from case audits",
    "multi_agency": "Of several agencies together: their own grades and a panel's conclusion",
    "re_audit": "Re-audits: they look again at children already counted",
    "picked": "Picked by hand: nobody can say what they stand for",
    "concern": "Audited because of a concern: worse than the rest by design",
    "calibration": "Calibration: everyone grades the same case",
    "mock": "Mock inspection",
    "superseded": "Replaced by a later version of the same audit",
    "not_signed_off": "Drawn at random, but not signed off yet",
    "same_child": "The same child again in this round: the first audit counts",
    "withheld": "Out of sight of the person who made this report: they wait for a second reading",
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
    """Audits that may be added up: one version of a template, one kind of case.

    `version` is there only where the template changed while these audits were done.
    """

    template: Template
    kind_of_case: str
    audits: tuple[AuditFact, ...]
    version: str = ""

    @property
    def title(self) -> str:
        """What the template is called, with its version where there are several."""
        return f"{self.template.title} {self.version}".strip()

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


def _why_left_out(audit: AuditFact, data: DataSet) -> str:
    """The reason that an audit has in itself; empty where it has none."""
    template = data.template_of(audit)
    if template is None:
        return "no_template"
    if template.subject != "child":
        return "not_a_child"
    if template.multi_agency:
        return "multi_agency"
    if audit.selection != "random":
        return audit.selection if audit.selection in WHY_LEFT_OUT else "picked"
    if audit.superseded:
        return "superseded"
    return ""


def why_left_out(data: DataSet) -> dict[str, str]:
    """The one reason of every audit, by its id, why it enters no rate; empty when it does.

    Of a child that was drawn twice in a round the first audit counts, signed off or not: whoever
    took the one that was ready would choose.
    """
    found = {audit.id: _why_left_out(audit, data) for audit in data.audits}
    seen: set[tuple[str, str]] = set()
    for audit in sorted(data.audits, key=lambda one: (one.handed_in or date.max, one.id)):
        if found[audit.id]:
            continue
        child = (audit.case, audit.round)
        if audit.case and child in seen:
            found[audit.id] = "same_child"
        elif audit.state not in COUNTED_STATES:
            found[audit.id] = "not_signed_off"
        seen.add(child)
    return found


def basis(data: DataSet) -> Basis:
    """Sort every audit of the data set into what counts and what does not; none is lost."""
    why = why_left_out(data)
    reasons = Counter(reason for reason in why.values() if reason)
    reasons["withheld"] = data.withheld
    groups: dict[tuple[str, str], list[AuditFact]] = {}
    for audit in data.audits:
        if not why[audit.id]:
            groups.setdefault((audit.form, audit.kind_of_case), []).append(audit)
    versions = versions_of({form: data.templates[form] for form, _kind in groups})
    return Basis(
        tuple(
            Group(data.templates[form], kind, tuple(audits), versions[form])
            for (form, kind), audits in sorted(
                groups.items(), key=lambda item: (-len(item[1]), item[0])
            )
        ),
        tuple(
            LeftOut(code, WHY_LEFT_OUT[code], reasons[code])
            for code in WHY_LEFT_OUT
            if reasons[code]
        ),
        len(data.audits) + data.withheld,
    )


def versions_of(forms: Mapping[str, Template]) -> dict[str, str]:
    """What tells several versions of one template apart, by fingerprint; empty where there is one."""
    found: dict[str, str] = {}
    for mark, template in forms.items():
        same = [other for other in forms.values() if other.key == template.key]
        alike = sum(1 for other in same if other.version == template.version)
        name = template.version if alike < 2 else f"{template.version} ({mark[:6]})"
        found[mark] = name if len(same) > 1 else ""
    return found


def drawn(data: DataSet) -> tuple[AuditFact, ...]:
    """Every audit of a child that chance chose, whatever its state: what re-reads are drawn from.

    A version that was replaced later is among them: its two grades were given independently.
    """
    why = why_left_out(data)
    chosen = {"", "not_signed_off", "same_child", "superseded"}
    return tuple(audit for audit in data.audits if why[audit.id] in chosen)


def by_place(audits: Iterable[AuditFact], place: str) -> dict[str, tuple[AuditFact, ...]]:
    """The audits of each area, team or service (`place` names the field), in order of name."""
    found: dict[str, list[AuditFact]] = {}
    for audit in audits:
        found.setdefault(getattr(audit, place) or "Not recorded", []).append(audit)
    return {name: tuple(found[name]) for name in sorted(found)}
