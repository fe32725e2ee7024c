"""Actions: raised from what was found, done with proof, verified by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.action import rules
from qa_tool.action.model import STATES, Action, Level, Priority
from qa_tool.audit.record import Audit
from qa_tool.calendar import add_working_days, months_on
from qa_tool.errors import QAError, Refused
from qa_tool.store import action as shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.work import template as templates
from qa_tool.work.audit import close_when_finished
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import guard, hidden, may_read
from qa_tool.work.verification import must_be_verified
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form of a new action holds."""

    audit: str
    key: str
    what: str
    owner: str = ""
    owner_words: str = ""
    level: Level = "child"
    priority: Priority = "medium"
    due: date | None = None


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
    """Raise an action from the question or domain it answers."""
    guard(workspace, wanted.audit)
    audit = _audit_of(workspace, wanted.audit)
    if not (workspace.person.id == audit.auditor or may_read(workspace, audit)):
        raise Refused(
            "You cannot raise an action on this audit.", "Ask its auditor or the QA lead."
        )
    action = Action(
        id=workspace.ids.new_id("act"), audit=audit.id, case=audit.case, key=wanted.key,
        what=wanted.what.strip(), owner=wanted.owner, owner_words=wanted.owner_words.strip(),
        team=audit.team, level=wanted.level, priority=wanted.priority, due=wanted.due,
        raised_by=workspace.person.id, raised=workspace.clock.now(),
    )  # fmt: skip
    rules.checked(action, workspace.clock.today())
    action = replace(action, needs_verifying=must_be_verified(workspace, audit, action))
    with workspace.store.together():
        workspace.write("action", action.id, action)
    return changed("action", ids=(action.id, audit.id))


def _one(workspace: Workspace, action_id: str) -> Action:
    action = shelf.action(workspace.store, action_id)
    if action is None:
        raise QAError("There is no such action here.", "Look at the list again.")
    guard(workspace, action.audit)
    return action


def _keep(workspace: Workspace, action: Action) -> Change:
    with workspace.store.together():
        parents = [e.id for e in workspace.store.ledger.entries(kind="action", object=action.id)][
            -1:
        ]
        workspace.write("action", action.id, action, parents=parents)
        if action.finished:
            close_when_finished(workspace, action.audit)
    return changed("action", "audit", ids=(action.id, action.audit))


def mark_done(workspace: Workspace, action_id: str, proof: str, difference: str = "") -> Change:
    """The owner says that it is done and where the proof is."""
    action = _one(workspace, action_id)
    me = workspace.person.id
    if action.owner and me != action.owner:
        workspace.need("qa_lead", "team_manager")
    return _keep(workspace, rules.done(action, me, workspace.clock.now(), proof, difference))


def verify(workspace: Workspace, action_id: str, difference: str) -> Change:
    """Somebody else has seen the proof, and says what changed for the child."""
    action = _one(workspace, action_id)
    audit = _audit_of(workspace, action.audit)
    if workspace.person.id == audit.worker:
        raise Refused(
            "This action is about your own work, so somebody else must look at the proof.",
            "Ask your manager or the QA lead.",
        )
    return _keep(
        workspace,
        rules.verified(action, workspace.person.id, workspace.clock.now(), difference),
    )


def reopen(workspace: Workspace, action_id: str, reason: str) -> Change:
    """Not done after all: open again, with the reason."""
    return _keep(workspace, rules.reopened(_one(workspace, action_id), reason))


def withdraw(workspace: Workspace, action_id: str, reason: str) -> Change:
    """No longer needed, with the reason; only who raised it or the QA lead."""
    action = _one(workspace, action_id)
    if workspace.person.id != action.raised_by:
        workspace.need("qa_lead")
    return _keep(workspace, rules.withdrawn(action, reason))


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action in a list."""

    id: str
    audit: str
    reference: str
    domain: str
    what: str
    owner: str
    team: str
    due: date | None
    overdue: bool
    days_late: int
    state: str
    state_words: str
    priority: str
    needs_verifying: bool
    mine: bool
    can_verify: bool
    action: Action


def rows(
    workspace: Workspace, *, states: Sequence[str] = (), audit: str = "", only_mine: bool = False
) -> tuple[ActionRow, ...]:
    """The actions that this person may see, the most urgent first; shielded audits left out."""
    me = workspace.person.id
    found = shelf.actions(
        workspace.store, audit=audit, owner=me if only_mine else "", states=tuple(states)
    )
    blind = hidden(workspace)
    everything = workspace.is_a("qa_lead", "cswo")
    seen = [
        a for a in found
        if a.audit not in blind
        and (everything or me in {a.owner, a.raised_by} or a.team == workspace.person.team)
    ]  # fmt: skip
    return _rows(workspace, seen)


def _rows(workspace: Workspace, seen: Sequence[Action]) -> tuple[ActionRow, ...]:
    """The lines of these actions; what they need of cases and audits is read at once."""
    cases = council_shelf.cases(workspace.store, [a.case for a in seen])
    marks = audit_shelf.fingerprints(workspace.store, [a.audit for a in seen])
    return tuple(
        _row(workspace, a, cases[a.case].reference, marks.get(a.audit, ""))
        for a in seen
        if a.case in cases
    )


@dataclass(frozen=True, slots=True)
class Unfinished:
    """How many actions are open or wait for their proof to be seen; `proofs` are one's own to see."""

    n: int
    overdue: int
    proofs: int


def unfinished(workspace: Workspace) -> Unfinished:
    """The unfinished actions that this person may see, counted; shielded audits left out."""
    return Unfinished(
        *shelf.unfinished(workspace.store, _reader(workspace), workspace.clock.today())
    )


def to_verify(workspace: Workspace, most: int) -> tuple[ActionRow, ...]:
    """The first few actions whose proof this person may look at."""
    return _rows(workspace, shelf.to_verify(workspace.store, _reader(workspace), most))


def _reader(workspace: Workspace) -> shelf.Reader:
    me = workspace.person
    return shelf.Reader(
        me.id, me.team, workspace.is_a("qa_lead", "cswo"), workspace.is_a("moderator")
    )


def _row(workspace: Workspace, a: Action, reference: str, mark: str) -> ActionRow:
    today, me = workspace.clock.today(), workspace.person.id
    late = a.overdue(today)
    return ActionRow(
        a.id, a.audit, reference, _domain_title(workspace, a, mark), a.what,
        workspace.name(a.owner) if a.owner else a.owner_words, workspace.team_name(a.team), a.due,
        late, (today - a.due).days if late and a.due else 0, a.state, STATES[a.state], a.priority,
        a.needs_verifying, me == a.owner,
        a.state == "done" and a.needs_verifying and me not in {a.done_by, a.owner}, a,
    )  # fmt: skip


def _domain_title(workspace: Workspace, action: Action, mark: str) -> str:
    try:
        template = templates.by_fingerprint(workspace, mark)
    except QAError:
        return ""
    domain = template.domain(action.key.partition(".")[0])
    return domain.title if domain else "Overall"
