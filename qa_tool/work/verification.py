"""Which actions somebody else must see the proof of (practice 24), asked whenever a grade is known."""

from dataclasses import replace
from decimal import Decimal

from qa_tool.action.model import Action, Why
from qa_tool.audit.record import Audit
from qa_tool.council.ticket import ticket
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import requirement as requirement_shelf
from qa_tool.work import template as templates
from qa_tool.work.moderation_queue import stopped
from qa_tool.work.workspace import Workspace

_SHOWN = 12  # so many characters of a ticket are kept: enough to find it again


def must_be_verified(workspace: Workspace, audit: Audit, action: Action) -> bool:
    """From the worst grade (first or final), a limiting domain, a safety stop; a share of the rest."""
    return bool(why(workspace, audit, action.key) or _drawn(workspace, action))


def decided(workspace: Workspace, action: Action) -> Action:
    """The action with whether somebody must see its proof, why, and the lot that was drawn for it.

    The lot is the action's hash ticket: anybody can work it out again from its id.
    """
    found = _why_any(workspace, action)
    lot = ticket("verify", action.id)[:_SHOWN]
    if not found and _drawn(workspace, action):
        found = "drawn"
    return replace(action, needs_verifying=bool(found), why_verified=found, ticket=lot)


def _drawn(workspace: Workspace, action: Action) -> bool:
    return Decimal(ticket("verify", action.id)) < Decimal(workspace.policy.verify_share) / 100


def _why_any(workspace: Workspace, action: Action) -> Why:
    """Why somebody must see the proof, by any of the findings and requirements that it answers."""
    for audit_id, key in action.findings:
        audit = _audit(workspace, audit_id)
        found = why(workspace, audit, key) if audit is not None else ""
        if found:
            return found
    return "requirement" if _worst_judged(workspace, action) else ""


def _audit(workspace: Workspace, audit_id: str) -> Audit | None:
    draft = audit_shelf.draft(workspace.store, audit_id)
    return draft.audit if draft is not None else audit_shelf.audit(workspace.store, audit_id)


def _worst_judged(workspace: Workspace, action: Action) -> bool:
    """Whether it answers an inspection with a judgement that is the worst of its scale."""
    from qa_tool.template.library import known_scales

    for requirement_id in action.requirements:
        one = requirement_shelf.requirement(workspace.store, requirement_id)
        source = requirement_shelf.source(workspace.store, one.source) if one else None
        scale = known_scales().get(source.scale) if source and source.judgements else None
        worst = scale.ranked[-1].name if scale and scale.ranked else ""
        if source and worst and any(j.grade == worst for j in source.judgements):
            return True
    return False


def why(workspace: Workspace, audit: Audit, question: str) -> Why:
    """Why the proof of an action on this question must be seen; empty where the lot decides."""
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    key = question.partition(".")[0]
    domain = template.domain(key)
    if key == "safety" or stopped(workspace, audit):
        return "safety"
    if template.overall.kind == "graded":
        worst = template.scale_of().ranked[-1].key
        if worst in _grades(workspace, audit, key):
            return "worst"
    return "limiting" if domain is not None and domain.limiting else ""


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
    linked = action_shelf.unseen(workspace.store, [audit_id])
    also = (action_shelf.action(workspace.store, one) for one in sorted(linked))
    own = action_shelf.actions(workspace.store, audit=audit_id, states=("open", "done"))
    for action in (*own, *(a for a in also if a is not None and a.state in {"open", "done"})):
        if not action.needs_verifying:
            now = decided(workspace, action)
            if now.needs_verifying:
                workspace.write("action", action.id, now)
