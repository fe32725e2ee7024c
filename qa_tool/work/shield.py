"""The blind: what a person may not see until their own second reading is saved.

It is a shield in the questions, not cryptography: one data key opens the whole store. Every question
about audits goes through here.
"""

from qa_tool.audit.record import Audit
from qa_tool.errors import Refused
from qa_tool.store import moderation as shelf
from qa_tool.work.workspace import Workspace


class Shielded(Refused):
    """This audit waits for a blind second reading, so its grades stay out of sight."""

    def __init__(self) -> None:
        super().__init__(
            "This audit waits for a blind second reading, so it cannot be opened here yet.",
            "Read the child's file yourself and save your own grades on the page Moderation.",
        )


BROUGHT_IN_BY = "independence.brought_in_by"
"""Under this key an audit keeps who brought in what was filled in on paper: a person's id."""


def hidden(workspace: Workspace) -> frozenset[str]:
    """The ids of the audits that this person must not see into now."""
    return shelf.hidden_from(
        workspace.store, workspace.person.id, moderates=workspace.is_a("moderator")
    )


def guard(workspace: Workspace, audit_id: str) -> None:
    """Refuse when the audit is shielded from this person."""
    if audit_id in hidden(workspace):
        raise Shielded


def brought_in(workspace: Workspace, audit_id: str) -> bool:
    """Whether this QA lead brought a draft in for its auditor, who filled it in on paper."""
    if not workspace.is_a("qa_lead"):
        return False
    return bool(workspace.store.drafts.answer(audit_id, BROUGHT_IN_BY) == workspace.person.id)


def may_read(workspace: Workspace, audit: Audit) -> bool:
    """Whether this person's role lets them read an audit at all (the blind comes on top)."""
    me = workspace.person
    if workspace.is_a("qa_lead", "cswo") or me.id in {audit.auditor, audit.worker}:
        return True
    if workspace.is_a("team_manager") and (me.team == audit.team or me.id in audit.line):
        return True
    return me.id in shelf.readers(workspace.store, audit.id)


def need_read(workspace: Workspace, audit: Audit) -> None:
    """Refuse when this audit is neither one's own work nor one's own to look at."""
    guard(workspace, audit.id)
    if not may_read(workspace, audit):
        raise Refused(
            "This audit is not yours to read.",
            "Its auditor, its moderator, the team's manager and the QA lead can open it.",
        )
