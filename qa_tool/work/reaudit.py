"""Every worst-graded audit is audited again by somebody else: which are due, and which are late."""

from dataclasses import dataclass
from datetime import date, timedelta

from qa_tool.calendar import months_on
from qa_tool.store import audit as shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import template as templates
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReAudit:
    """One audit that asks for another; `state` is nobody, allocated or done."""

    audit: str
    case: str
    reference: str
    template: str
    since: date
    due: date
    state: str
    late: bool
    never: tuple[str, ...]


def rows(workspace: Workspace) -> tuple[ReAudit, ...]:
    """Audits whose final grade is the worst of their scale, the earliest due first."""
    months = workspace.policy.clocks.re_audit_months
    today, blind = workspace.clock.today(), hidden(workspace)
    graded = shelf.Wanted(
        states=("agreed", "signed_off", "closed", "handed_in"), overalls=_worst(workspace)
    )
    audits = shelf.heads(workspace.store, shelf.rows_of(workspace.store, graded))
    cases = council_shelf.cases(workspace.store, [a.case for a in audits])
    readers = reading_shelf.moderators(workspace.store, [a.id for a in audits])
    done = shelf.audited_again(workspace.store)
    allocated = council_shelf.allocated_again(workspace.store)
    found = []
    for audit in audits:
        if audit.id in blind or audit.case not in cases or audit.handed_in is None:
            continue
        template = templates.by_fingerprint(workspace, audit.fingerprint)
        worst = template.scale_of().ranked[-1].key if template.overall.kind == "graded" else ""
        if not worst or audit.final_overall != worst or audit.selection == "calibration":
            continue
        since = (audit.signed_off or audit.handed_in).date()
        since_then = audit.handed_in.isoformat()
        again = (i for when, i in done.get(audit.case, ()) if when >= since_then and i != audit.id)
        state = "allocated" if audit.case in allocated else "nobody"
        state = "done" if any(again) else state
        by = months_on(since, months)
        never = tuple(sorted({audit.auditor, audit.worker, readers.get(audit.id, "")} - {""}))
        found.append(
            ReAudit(
                audit.id, audit.case, cases[audit.case].reference, audit.template, since, by,
                state, state != "done" and by < today, never,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda row: (row.state == "done", row.due)))


@dataclass(frozen=True, slots=True)
class Unallocated:
    """How many re-audits nobody has been given, how many of them are late, and the first one due."""

    n: int
    late: int
    due: date
    case: str


def unallocated(workspace: Workspace) -> Unallocated | None:
    """The same as a count, for Home: asked of the store in one question."""
    today, months = workspace.clock.today(), workspace.policy.clocks.re_audit_months
    day = today - timedelta(days=31 * months + 31)
    while months_on(day + timedelta(days=1), months) < today:
        day += timedelta(days=1)
    n, late, since, case = shelf.asking_for_another(
        workspace.store, _worst(workspace), (day + timedelta(days=1)).isoformat(),
        blind=workspace.is_a("moderator"),
    )  # fmt: skip
    if not n:
        return None
    return Unallocated(n, late, months_on(date.fromisoformat(since), months), case)


def _worst(workspace: Workspace) -> tuple[str, ...]:
    """The worst grades of the templates that are or were in use: only those are looked up."""
    found = {
        template.scale_of().ranked[-1].key
        for row in templates.rows(workspace)
        if (template := templates.by_fingerprint(workspace, row.fingerprint)).overall.kind
        == "graded"
    }
    return tuple(sorted(found))
