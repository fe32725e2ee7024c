"""Before and after: each re-audit beside the audit that asked for it, domain by domain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qa_tool.audit.record import Audit
from qa_tool.figures.pairs import DomainPair, Pair, Way, way
from qa_tool.store import audit as shelf
from qa_tool.store import council as council_shelf
from qa_tool.template.model import Domain, Template
from qa_tool.work import template as templates
from qa_tool.work.shield import hidden, may_read
from qa_tool.work.workspace import Workspace

__all__ = ["PairRow", "of_audit", "pairs"]
_COUNTED = ("signed_off", "closed", "agreed", "handed_in", "disputed", "in_moderation")


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair with what leads to its two audits."""

    before: str
    after: str
    template: str
    handed_in: date
    settled: bool
    pair: Pair


def pairs(workspace: Workspace, *, round_: str = "") -> tuple[PairRow, ...]:
    """Every re-audit in sight that was handed in, beside what it follows, the latest first."""
    blind = hidden(workspace)
    again = [
        (case, id_)
        for case, found in shelf.audited_again(workspace.store).items()
        for _when, id_ in found
    ]
    made = [
        row
        for case, id_ in again
        if (row := _pair(workspace, case, id_, round_, blind)) is not None
    ]
    return tuple(sorted(made, key=lambda row: (row.handed_in, row.after), reverse=True))


def of_audit(workspace: Workspace, audit_id: str) -> PairRow | None:
    """The pair that an audit is the second half of; None where it is no re-audit or not to be seen."""
    audit = shelf.audit(workspace.store, audit_id)
    if audit is None or audit.selection != "re_audit" or not may_read(workspace, audit):
        return None
    return _pair(workspace, audit.case, audit_id, "", hidden(workspace))


def _pair(
    workspace: Workspace, case: str, id_: str, round_: str, blind: frozenset[str]
) -> PairRow | None:
    after = shelf.audit(workspace.store, id_)
    if after is None or after.id in blind or after.handed_in is None or after.state not in _COUNTED:
        return None
    before = _before(workspace, after)
    if before is None or before.id in blind or (round_ and after.round != round_):
        return None
    held = council_shelf.case(workspace.store, case)
    now = templates.by_fingerprint(workspace, after.fingerprint)
    was = templates.by_fingerprint(workspace, before.fingerprint)
    team = workspace.team_name(before.team)
    pair = Pair(
        held.reference if held else "", now.title, team, *_overall(was, before, now, after),
        tuple(_domains(was, before, now, after)),
    )  # fmt: skip
    return PairRow(
        before.id, after.id, now.title, after.handed_in.date(),
        after.state in ("signed_off", "closed"), pair,
    )  # fmt: skip


def _before(workspace: Workspace, after: Audit) -> Audit | None:
    """The audit that asked for the other: the latest with the worst grade, else the latest before it."""
    numbers = shelf.rows_of(workspace.store, shelf.Wanted(case=after.case))
    heads = [
        one
        for one in shelf.heads(workspace.store, numbers)
        if one.id != after.id and one.template == after.template
        and one.handed_in is not None and after.handed_in is not None
        and one.handed_in <= after.handed_in and one.selection != "calibration"
    ]  # fmt: skip
    asked = (one for one in heads if one.final_overall == _worst(workspace, one))
    found = next(asked, heads[0] if heads else None)
    return shelf.audit(workspace.store, found.id) if found is not None else None


def _worst(workspace: Workspace, audit: Audit) -> str:
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    return template.scale_of().ranked[-1].key if template.overall.kind == "graded" else ""


def _overall(was: Template, before: Audit, now: Template, after: Audit) -> tuple[str, str, Way]:
    if "graded" not in (was.overall.kind, now.overall.kind):
        return "", "", "apart"
    return _compared(was, None, before.final_overall, now, None, after.final_overall)


def _domains(was: Template, before: Audit, now: Template, after: Audit) -> Iterable[DomainPair]:
    for domain in now.graded:
        old = was.domain(domain.key)
        found = _compared(
            was, old, before.final_grades.get(domain.key, ""), now, domain,
            after.final_grades.get(domain.key, ""),
        )  # fmt: skip
        yield DomainPair(domain.title, *found)


def _compared(
    was: Template, old: Domain | None, first: str, now: Template, new: Domain | None, second: str
) -> tuple[str, str, Way]:
    """Both grades by name, and which way it went; two scales are never compared."""
    one, two = was.scale_of(old), now.scale_of(new)
    a, b = one.grade(first), two.grade(second)
    names = (a.name if a else "", b.name if b else "")
    order = [grade.key for grade in two.ranked]
    if [grade.key for grade in one.ranked] != order:
        return (*names, "apart")
    return (*names, way(order, first, second))
