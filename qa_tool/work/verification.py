"""Which actions somebody else must see the proof of (practice 24), asked whenever a grade is known."""

from dataclasses import replace
from decimal import Decimal

from qa_tool.action.model import Action
from qa_tool.audit.record import Audit
from qa_tool.council.ticket import ticket
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.work import template as templates
from qa_tool.work.moderation_queue import stopped
from qa_tool.work.workspace import Workspace


def must_be_verified(workspace: Workspace, audit: Audit, action: Action) -> bool:
    """From the worst grade (first or final), a limiting domain, a safety stop; a share of the rest."""
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    key = action.key.partition(".")[0]
    domain = template.domain(key)
    if key == "safety" or (domain is not None and domain.limiting) or stopped(workspace, audit):
        return True
    if template.overall.kind == "graded":
        worst = template.scale_of().ranked[-1].key
        if worst in _grades(workspace, audit, key):
            return True
    return Decimal(ticket("verify", action.id)) < Decimal(workspace.policy.verify_share) / 100


def _grades(workspace: Workspace, audit: Audit, domain: str) -> set[str]:
    found = {audit.overall, audit.final_overall, audit.grades.get(domain, "")}
    found.add(audit.final_grades.get(domain, ""))
    if audit.state == "draft" and workspace.store.drafts.has(audit.id):
        answers = workspace.store.drafts.answers(audit.id)
        found |= {str(answers.get(f"{domain}.grade", "")), str(answers.get("overall.grade", ""))}
    return found


def look_again(workspace: Workspace, audit_id: str) -> None:
    """After hand-in or a second reading: open actions that now must be verified are marked so."""
    audit = audit_shelf.audit(workspace.store, audit_id)
    if audit is None:
        return
    for action in action_shelf.actions(workspace.store, audit=audit_id, states=("open", "done")):
        if not action.needs_verifying and must_be_verified(workspace, audit, action):
            workspace.write("action", action.id, replace(action, needs_verifying=True))
