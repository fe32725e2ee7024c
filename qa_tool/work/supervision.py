"""Taking an audit to supervision: the slip, what is not discussed yet, and the date it was."""

from dataclasses import dataclass
from datetime import date

from qa_tool.audit.record import Audit
from qa_tool.calendar import add_working_days
from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import voice as shelf
from qa_tool.voice.model import Discussed
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import hidden, need_read
from qa_tool.work.waiting import Waiting, days
from qa_tool.work.workspace import Workspace

_FEW = 3
_TALKED_ABOUT = frozenset({"handed_in", "agreed", "signed_off", "closed"})


def _audit(workspace: Workspace, audit_id: str) -> Audit:
    audit = audit_shelf.audit(workspace.store, audit_id)
    if audit is None:
        raise QAError("There is no such audit here.", "Look at the list of audits again.")
    need_read(workspace, audit)
    return audit


def may_record(workspace: Workspace, audit: Audit) -> bool:
    """Whether this person supervises the practitioner, or records it for them as the QA lead."""
    me = workspace.person
    if me.id == audit.worker:
        return False
    leads = me.id in audit.line or (workspace.is_a("team_manager") and me.team == audit.team)
    return leads or workspace.is_a("qa_lead")


def record_discussed(workspace: Workspace, audit_id: str, day: date) -> Change:
    """Record on which day an audit was talked through in supervision; what was said stays there."""
    audit = _audit(workspace, audit_id)
    if audit_shelf.superseded(workspace.store, audit_id):
        raise QAError("This audit was reopened.", "Record it on the newest version.")
    if not may_record(workspace, audit):
        raise Refused(
            "That an audit was taken to supervision is recorded by the practitioner's manager.",
            "Ask the team manager, or the QA lead.",
        )
    if day > workspace.clock.today():
        raise QAError("The day lies in the future.", "Record it once you have talked about it.")
    if audit.handed_in and day < audit.handed_in.date():
        raise QAError("That is before the audit was handed in.", "Correct the day.")
    if any(one.day == day for one in shelf.discussed(workspace.store, audit_id)):
        raise QAError("This day is recorded already.", "Nothing more is to be done.")
    kept = Discussed(
        workspace.ids.new_id("sup"), audit_id, day, workspace.person.id, workspace.clock.now()
    )
    head = audit_shelf.head_entry(workspace.store, audit_id)
    with workspace.store.together():
        workspace.write("supervision", kept.id, kept, parents=(head,))
    return changed("supervision", "audit", ids=(audit_id,))


def discussed(workspace: Workspace, audit_id: str) -> tuple[Discussed, ...]:
    """When an audit was taken to supervision, for those who may read it."""
    _audit(workspace, audit_id)
    return shelf.discussed(workspace.store, audit_id)


@dataclass(frozen=True, slots=True)
class SlipDue:
    """An audit whose people have heard of it and that supervision has not talked about yet."""

    audit: str
    reference: str
    worker: str
    due: date
    late: bool


def due(workspace: Workspace) -> tuple[SlipDue, ...]:
    """For a team manager: the team's audits that were not talked about in supervision, oldest first."""
    me = workspace.person
    if not workspace.is_a("team_manager") or not me.team:
        return ()
    blind, today = hidden(workspace), workspace.clock.today()
    found = [
        row for row in shelf.not_discussed(workspace.store, me.team)
        if row[0] not in blind and row[2] != me.id
    ]  # fmt: skip
    cases = council_shelf.cases(workspace.store, [case for _, case, _, _ in found])
    span, rows = workspace.policy.clocks.supervision_days, []
    for audit, case, worker, given in found:
        by = add_working_days(date.fromisoformat(given[:10]), span)
        reference = cases[case].reference if case in cases else ""
        rows.append(SlipDue(audit, reference, worker, by, by < today))
    return tuple(rows)


def due_of(workspace: Workspace, audit_id: str) -> date | None:
    """By when an audit is to be talked about; nothing where it was, or nobody has heard of it yet."""
    from qa_tool.store import reply as reply_shelf

    audit = _audit(workspace, audit_id)
    given = reply_shelf.feedback(workspace.store, audit_id)
    if not given or audit.state not in _TALKED_ABOUT or shelf.discussed(workspace.store, audit_id):
        return None
    return add_working_days(given[0].given_on, workspace.policy.clocks.supervision_days)


def waiting(workspace: Workspace) -> list[Waiting]:
    """Home of a team manager: supervision slips that were not talked about yet."""
    rows = due(workspace)
    if not rows:
        return []
    today, late = workspace.clock.today(), sum(row.late for row in rows)
    if len(rows) > _FEW:
        detail = f"{late} late; this leads to the oldest" if late else "none late; the oldest first"
        return [
            Waiting(
                "warning" if late else "info",
                f"{len(rows)} audits of your team are to be taken to supervision", detail,
                "audit_view", {"audit": rows[0].audit, "show": "supervision"},
            )
        ]  # fmt: skip
    return [
        Waiting(
            "warning" if row.late else "info",
            f"Take the audit of case {row.reference} to supervision",
            f"With {workspace.name(row.worker)} · {days(row.due, today)}", "audit_view",
            {"audit": row.audit, "show": "supervision"},
        )
        for row in rows
    ]  # fmt: skip
