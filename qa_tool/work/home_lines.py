"""Home's lines about actions, feedback, replies, re-audits and sign-offs, which no noun makes by itself."""

from qa_tool.work import action_list as actions
from qa_tool.work import audit_list, feedback, reaudit
from qa_tool.work.waiting import Tone, Waiting, days
from qa_tool.work.workspace import Workspace

_FEW = 3


def of_actions(workspace: Workspace) -> list[Waiting]:
    """One's own open actions, and proofs to look at; many proofs are one line."""
    proofs = actions.unfinished(workspace).proofs
    found = [_own(row) for row in actions.rows(workspace, states=("open",), only_mine=True)]
    if proofs > _FEW:
        found.append(
            Waiting(
                "info", f"{proofs} actions are done: somebody must see the proof",
                "Not whoever did them; the oldest first", "actions", {"filter": "to_verify"},
            )
        )  # fmt: skip
    else:
        found += [
            Waiting(
                "info", f"Look at the proof of an action{f', case {row.reference}' if row.reference else ''}",
                row.domain or row.what, "actions", {"action": row.id},
            )
            for row in actions.to_verify(workspace, _FEW if proofs else 0)
        ]  # fmt: skip
    return sorted(found, key=lambda w: w.tone != "warning")


def _own(row: actions.ActionRow) -> Waiting:
    late = f"{row.days_late} days overdue" if row.overdue else f"due {row.due:%d %B %Y}"
    what = f"Action for case {row.reference}" if row.reference else row.what
    return Waiting(
        "warning" if row.overdue else "info", what,
        " · ".join(part for part in (row.domain, late) if part), "actions", {"action": row.id},
    )  # fmt: skip


def of_feedback(workspace: Workspace) -> list[Waiting]:
    """Audits whose people have not heard yet: one's own singly, everybody's as one line."""
    if workspace.is_a("qa_lead"):
        n, late, oldest = feedback.everybodys(workspace)
        return [_unheard(n, late, oldest)] if n else []
    rows = feedback.due(workspace)
    if len(rows) > _FEW:
        return [_unheard(len(rows), sum(row.late for row in rows), rows[0].audit)]
    return [
        Waiting(
            "warning" if row.late else "info", f"Give feedback on the audit of case {row.reference}",
            days(row.due, workspace.clock.today()), "audit_view", {"audit": row.audit},
        )
        for row in rows
    ]  # fmt: skip


def _unheard(n: int, late: int, oldest: str) -> Waiting:
    words = f"{n} audit{'s wait' if n > 1 else ' waits'} for feedback to practitioner and manager"
    detail = f"{late} late; this leads to the oldest" if late else "none late"
    return Waiting("warning" if late else "info", words, detail, "audit_view", {"audit": oldest})


def of_disputes(workspace: Workspace) -> list[Waiting]:
    """Replies that disagree with an audit and are not answered yet."""
    return [
        Waiting(
            "warning", "A reply disagrees with an audit", "It waits for your answer", "audit_view",
            {"audit": reply.audit},
        )
        for reply in feedback.disputed(workspace)
    ]  # fmt: skip


def of_re_audits(workspace: Workspace) -> list[Waiting]:
    """The re-audits that nobody has been given yet."""
    if not workspace.is_a("qa_lead"):
        return []
    found = reaudit.unallocated(workspace)
    if found is None:
        return []
    words = f"{found.n} re-audit{'s are' if found.n > 1 else ' is'} to be allocated"
    first = f"the first {'was' if found.late else 'is'} due {found.due:%d %B %Y}"
    detail = f"{found.late} late; {first}" if found.late else first
    tone: Tone = "warning" if found.late else "info"
    return [Waiting(tone, words, detail, "cases", {"case": found.case})]


def of_sign_offs(workspace: Workspace) -> list[Waiting]:
    """How many audits the QA lead can sign off, as one line."""
    if not workspace.is_a("qa_lead"):
        return []
    n = audit_list.count_to_sign_off(workspace)
    if not n:
        return []
    words = f"{n} audit{'s wait' if n > 1 else ' waits'} for your sign-off"
    return [Waiting("info", words, "Read and agreed, or not chosen to be read again", "audits",
                    {"filter": "to_sign_off"})]  # fmt: skip
