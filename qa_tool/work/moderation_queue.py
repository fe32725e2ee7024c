"""Choosing what is read again and by whom, at the moment an audit is handed in."""

from qa_tool.audit.record import Audit
from qa_tool.calendar import add_working_days
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Case
from qa_tool.moderation.choose import chosen_for, moderator_for
from qa_tool.moderation.model import Reading
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.template.model import NOT_ENOUGH_EVIDENCE
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace

_DAYS_TO_READ = 5


def eligible(workspace: Workspace, audit: Audit, case: Case) -> tuple[str, ...]:
    """Who may read this audit again: never its auditor, its worker, or the worker's line."""
    return tuple(
        person.id
        for person in workspace.people.values()
        if "moderator" in person.roles
        and person.id != audit.auditor
        and person.ends is None
        and not why_not_independent(person.id, case, audit.line, reading="moderate")
    )


def choose(workspace: Workspace, audit: Audit, case: Case, entry: str) -> str:
    """Put the audit in the queue when the rule or its ticket says so; returns the reading's id."""
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
        audit.id,
        overall_is_worst=bool(worst) and audit.overall == worst,
        safety_stop=bool(safety_shelf.stops(workspace.store, audit=audit.id)),
        thin_evidence=thin,
        share_percent=workspace.policy.moderation_share if own is None else own,
        seed=seed,
    )
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
