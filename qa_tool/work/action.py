"""Actions: raised from what was found, done with proof, verified by somebody else."""

from dataclasses import dataclass, replace
from datetime import date

from qa_tool.action import rules
from qa_tool.action.model import Action, Kind, Learned, Level, Offer, Priority
from qa_tool.audit.record import Audit
from qa_tool.calendar import add_working_days, months_on
from qa_tool.council.model import Role
from qa_tool.errors import QAError, Refused
from qa_tool.store import action as shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import requirement as requirement_shelf
from qa_tool.work.action_list import (
    ActionRow,
    Unfinished,
    reader,
    rows,
    to_verify,
    unfinished,
)
from qa_tool.work.audit import close_when_finished, open_actions
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import guard, may_read
from qa_tool.work.verification import decided
from qa_tool.work.workspace import Workspace

__all__ = [
    "ActionRow", "Unfinished", "Wanted", "due_choices", "link", "mark_done", "raise_", "reader",
    "record_learning", "reopen", "rows", "to_verify", "unfinished", "verify", "withdraw",
]  # fmt: skip
PLANNERS: tuple[Role, ...] = ("qa_lead", "cswo", "team_manager")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form of a new action holds; without an audit it is for the service.

    `links` are further findings that it answers, as "audit/key"; `requirements` and `objective` are ids.
    """

    audit: str
    key: str
    what: str
    owner: str = ""
    owner_words: str = ""
    level: Level = "child"
    priority: Priority = "medium"
    due: date | None = None
    owner_team: str = ""
    team: str = ""
    links: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    objective: str = ""
    themes: tuple[str, ...] = ()
    compliance: bool = False
    kind: Kind = "action"
    offer: Offer = ""


def _audit_of(workspace: Workspace, audit_id: str) -> Audit:
    draft = audit_shelf.draft(workspace.store, audit_id)
    if draft is not None:
        return draft.audit
    audit = audit_shelf.audit(workspace.store, audit_id)
    if audit is None:
        raise QAError("The audit of this action is missing.", "Look at the list again.")
    return audit


def due_choices(workspace: Workspace, level: Level = "child") -> tuple[tuple[str, date], ...]:
    """The council's due dates for an action about one child, or about the service, in words."""
    today, clocks = workspace.clock.today(), workspace.policy.clocks
    if level == "service":
        return tuple(
            (f"{n} month{'s' if n > 1 else ''}", months_on(today, n))
            for n in clocks.service_action_months
        )
    words = {1: "1 working day (a child may be unsafe)"}
    return tuple(
        (words.get(days, f"{days} working days"), add_working_days(today, days))
        for days in clocks.child_action_days
    )


def raise_(workspace: Workspace, wanted: Wanted) -> Change:
    """Raise an action: from the question it answers, or for the service from a requirement."""
    audit = _may_raise(workspace, wanted)
    action = Action(
        id=workspace.ids.new_id("act"), audit=audit.id if audit else "",
        case=audit.case if audit else "", key=wanted.key, what=wanted.what.strip(),
        owner=wanted.owner, owner_words=wanted.owner_words.strip(),
        team=audit.team if audit else wanted.team or wanted.owner_team, level=wanted.level,
        priority=wanted.priority, due=wanted.due, raised_by=workspace.person.id,
        raised=workspace.clock.now(), owner_team=wanted.owner_team, objective=wanted.objective,
        themes=wanted.themes, compliance=wanted.compliance, kind=wanted.kind, offer=wanted.offer,
    )  # fmt: skip
    rules.checked(action, workspace.clock.today())
    action = _linked(workspace, action, wanted.links, wanted.requirements)
    with workspace.store.together():
        workspace.write("action", action.id, decided(workspace, action))
    ids = (action.id, *((audit.id,) if audit else ()))
    return changed("action", "requirement", ids=ids)


def _may_raise(workspace: Workspace, wanted: Wanted) -> Audit | None:
    """The audit it comes from, read by somebody who may act on it; None for the service."""
    if not wanted.audit:
        workspace.need(*PLANNERS)
        return None
    guard(workspace, wanted.audit)
    audit = _audit_of(workspace, wanted.audit)
    if not (workspace.person.id == audit.auditor or may_read(workspace, audit)):
        raise Refused(
            "You cannot raise an action on this audit.", "Ask its auditor or the QA lead."
        )
    return audit


def _linked(
    workspace: Workspace, action: Action, links: tuple[str, ...], requirements: tuple[str, ...]
) -> Action:
    """The action with what it answers; each finding and requirement must be there and in sight."""
    for link_ in links:
        audit_id, _, _key = link_.partition("/")
        guard(workspace, audit_id)
        if not may_read(workspace, _audit_of(workspace, audit_id)):
            raise Refused(
                "One of these audits is not yours to read.", "Ask the QA lead to link it."
            )
    for one in requirements:
        if requirement_shelf.requirement(workspace.store, one) is None:
            raise QAError("One of these requirements is not known here.", "Look at the plan again.")
    return replace(
        action, links=tuple(dict.fromkeys(links)), requirements=tuple(dict.fromkeys(requirements))
    )


def link(
    workspace: Workspace, action_id: str, *, links: tuple[str, ...] | None = None,
    requirements: tuple[str, ...] | None = None, objective: str | None = None,
    themes: tuple[str, ...] | None = None,
) -> Change:  # fmt: skip
    """Say what an action answers: further findings, requirements, an objective, themes."""
    action = visible_one(workspace, action_id)
    if workspace.person.id != action.raised_by:
        workspace.need(*PLANNERS)
    action = _linked(
        workspace, action, action.links if links is None else links,
        action.requirements if requirements is None else requirements,
    )  # fmt: skip
    action = replace(
        action, objective=action.objective if objective is None else objective,
        themes=action.themes if themes is None else themes,
    )  # fmt: skip
    if not action.needs_verifying:
        action = decided(workspace, action)
    return keep(workspace, action)


def visible_one(workspace: Workspace, action_id: str) -> Action:
    """The action, or a refusal where it is unknown or answers something out of sight."""
    action = shelf.action(workspace.store, action_id)
    if action is None:
        raise QAError("There is no such action here.", "Look at the list again.")
    for audit_id, _key in action.findings:
        guard(workspace, audit_id)
    return action


def keep(workspace: Workspace, *actions: Action) -> Change:
    """Keep these in one transaction; an audit closes with its last action, and opens with one."""
    with workspace.store.together():
        for action in actions:
            workspace.write("action", action.id, action)
        for audit_id in dict.fromkeys(a.audit for a in actions if a.audit):
            close_when_finished(workspace, audit_id)
            _not_closed(workspace, audit_id)
    ids = tuple(dict.fromkeys(i for a in actions for i in (a.id, a.audit) if i))
    return changed("action", "audit", "requirement", ids=ids)


def _not_closed(workspace: Workspace, audit_id: str) -> None:
    """A closed audit with an action that is open again is signed off, but not closed."""
    audit = audit_shelf.audit(workspace.store, audit_id)
    if audit is None or audit.state != "closed" or not open_actions(workspace, audit_id):
        return
    head = audit_shelf.head_entry(workspace.store, audit_id)
    workspace.write(
        "sign_off", audit_id,
        {"by": workspace.person.id, "at": workspace.clock.now(), "state": "signed_off",
         "heads": [head]},
        parents=(head,),
    )  # fmt: skip


def mark_done(workspace: Workspace, action_id: str, proof: str, difference: str = "") -> Change:
    """The owner says that it is done and where the proof is."""
    action = visible_one(workspace, action_id)
    me = workspace.person.id
    own = me == action.owner or bool(
        action.owner_team and action.owner_team == workspace.person.team
    )
    if (action.owner or action.owner_team) and not own:
        workspace.need("qa_lead", "team_manager")
    return keep(workspace, rules.done(action, me, workspace.clock.now(), proof, difference))


def verify(workspace: Workspace, action_id: str, difference: str) -> Change:
    """Somebody else has seen the proof, and says what changed for the child."""
    action = visible_one(workspace, action_id)
    audits = [_audit_of(workspace, audit_id) for audit_id, _key in action.findings]
    if workspace.person.id in {audit.worker for audit in audits}:
        raise Refused(
            "This action is about your own work, so somebody else must look at the proof.",
            "Ask your manager or the QA lead.",
        )
    return keep(
        workspace,
        rules.verified(action, workspace.person.id, workspace.clock.now(), difference),
    )


def reopen(workspace: Workspace, action_id: str, reason: str) -> Change:
    """Not done after all: open again, with the reason."""
    return keep(workspace, rules.reopened(visible_one(workspace, action_id), reason))


def withdraw(workspace: Workspace, action_id: str, reason: str) -> Change:
    """No longer needed, with the reason; only who raised it or the QA lead."""
    action = visible_one(workspace, action_id)
    if workspace.person.id != action.raised_by:
        workspace.need("qa_lead")
    return keep(workspace, rules.withdrawn(action, reason))


def record_learning(workspace: Workspace, action_id: str, what: Learned) -> Change:
    """A learning offer was held, with who took part by role; later what was seen when measured again."""
    action = visible_one(workspace, action_id)
    if workspace.person.id not in {action.owner, action.raised_by}:
        workspace.need(*PLANNERS)
    return keep(workspace, rules.learned(action, what))
