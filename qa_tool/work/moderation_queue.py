"""Choosing what is read again and by whom, at the moment an audit is handed in."""

from qa_tool.audit import safety
from qa_tool.audit.record import Audit
from qa_tool.calendar import add_working_days
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Case
from qa_tool.errors import Refused
from qa_tool.moderation.choose import chosen_for, moderator_for
from qa_tool.moderation.model import Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.template.model import NOT_ENOUGH_EVIDENCE
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace

_DAYS_TO_READ = 5


def not_independent(workspace: Workspace, audit: Audit, case: Case) -> frozenset[str]:
    """Everybody who may neither read an audit again, nor sign it off, nor verify its actions.

    Its auditor; who held the case then and who holds it now; and the managers above both.
    """
    return frozenset(
        {audit.auditor, audit.worker, case.worker, *audit.line, *workspace.line(case.worker)} - {""}
    )


def eligible(workspace: Workspace, audit: Audit, case: Case) -> tuple[str, ...]:
    """Who may read this audit again: a moderator who is independent of it."""
    never = not_independent(workspace, audit, case)
    today = workspace.clock.today()
    return tuple(
        person.id
        for person in workspace.people.values()
        if "moderator" in person.roles
        and person.id not in never
        and (person.ends is None or person.ends >= today)
        and not why_not_independent(person.id, case, audit.line, reading="moderate")
    )


def stopped(workspace: Workspace, audit: Audit) -> bool:
    """Whether a safety stop was raised on this audit, or on its case since it began."""
    return any(
        stop.audit == audit.id or stop.raised >= audit.started
        for stop in safety_shelf.stops(workspace.store, case=audit.case)
    )


def unanswered(workspace: Workspace, case: str) -> bool:
    """Whether a safety stop on this case still waits for who was told and what they answered."""
    return any(
        not safety.answered(stop)
        for stop in safety_shelf.stops(workspace.store, case=case, only_open=True)
    )


def refuse_unanswered(workspace: Workspace, case: str) -> None:
    """Refuse while a safety stop on this case has no answer."""
    if unanswered(workspace, case):
        raise Refused(
            "A safety stop on this case has no answer yet.",
            "Record on the page Safety who was told and what they answered.",
        )


def choose(workspace: Workspace, audit: Audit, case: Case, entry: str) -> str:
    """Put the audit in the queue when the rule or its ticket says so; returns the reading's id.

    A reopened audit keeps the ticket of its first version, and one that was chosen before is read
    again: nobody can draw another lot by opening an audit again.
    """
    before = audit_shelf.chain(workspace.store, audit.id)
    read_before = any(shelf.of_audit(workspace.store, old.id) is not None for old in before)
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    round_ = next((r for r in council_shelf.rounds(workspace.store) if r.id == audit.round), None)
    seed = round_.seed if round_ else audit.round
    own = round_.moderation_share if round_ else None
    worst = ""
    if template.overall.kind == "graded":
        worst = template.scale_of().ranked[-1].key
    thin = any(
        d.limiting and audit.grades.get(d.key) == NOT_ENOUGH_EVIDENCE for d in template.graded
    )
    why = chosen_for(
        before[0].id if before else audit.id,
        overall_is_worst=bool(worst) and audit.overall == worst,
        safety_stop=stopped(workspace, audit),
        thin_evidence=thin,
        share_percent=workspace.policy.moderation_share if own is None else own,
        seed=seed,
    )
    if read_before and why not in {"safety", "inadequate"}:
        why = "reopened"
    if why is None:
        return ""
    who = moderator_for(
        eligible(workspace, audit, case), shelf.load(workspace.store), seed=seed, audit=audit.id
    )
    now = workspace.clock.now()
    reading = Reading(
        workspace.ids.new_id("rdg"), audit.id, audit.template, audit.case, who or "", why,
        due=add_working_days(now.date(), _DAYS_TO_READ), made=now,
    )  # fmt: skip
    workspace.write("moderation", reading.id, reading, parents=(entry,))
    return reading.id
