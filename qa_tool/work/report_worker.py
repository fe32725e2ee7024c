"""The facts of a worker's own page: for them, the managers above them, and the QA lead."""

from qa_tool.action.model import STATES, Action
from qa_tool.audit.record import Audit
from qa_tool.council.model import Case, Person
from qa_tool.errors import QAError, Refused
from qa_tool.progress import Progress
from qa_tool.report import worker as paper
from qa_tool.report.blocks import Report
from qa_tool.report.naming import MODES, plain
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import reply as reply_shelf
from qa_tool.store import voice as voice_shelf
from qa_tool.work import template as templates
from qa_tool.work.report_kinds import Scope
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace


def build(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """The page of one person; without a name one's own."""
    person = _person(workspace, scope.worker)
    _need(workspace, person)
    with workspace.store.snapshot():
        every = _audits(workspace, person)
        blind = hidden(workspace)
        seen = [audit for audit in every if audit.id not in blind]
        cases = council_shelf.cases(workspace.store, [audit.case for audit in seen])
        page = paper.WorkerPage(
            person.name, workspace.team_name(person.team) if person.team else "",
            workspace.policy.council_name, workspace.clock.today(),
            tuple(_audit(workspace, person, audit, cases[audit.case]) for audit in seen),
            tuple(_action(workspace, a, cases) for audit in seen for a in _of(workspace, audit, blind)),
            len(every) - len(seen), workspace.demonstration,
        )  # fmt: skip
    return paper.build(page)


def _person(workspace: Workspace, name: str) -> Person:
    if not name:
        return workspace.person
    wanted = name.strip().casefold()
    found = [
        one for one in workspace.people.values()
        if wanted == one.name.casefold() or name.strip() == one.id
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    if found:
        raise QAError(f"{len(found)} people have this name.", "Give the id instead.")
    raise QAError("Nobody of this name works here.", "Write it as it stands on the page People.")


def readable(workspace: Workspace) -> tuple[Person, ...]:
    """Whose pages this person may read: their own first, then those of others by name."""
    others = (one for one in workspace.people.values() if one.id != workspace.person.id)
    seen = [one for one in others if _may(workspace, one)]
    return (workspace.person, *sorted(seen, key=lambda one: (one.name.casefold(), one.id)))


def _may(workspace: Workspace, person: Person) -> bool:
    me = workspace.person
    manages = workspace.is_a("team_manager") and bool(me.team) and me.team == person.team
    own = me.id == person.id or me.id in workspace.line(person.id)
    return own or manages or workspace.is_a("qa_lead")


def _need(workspace: Workspace, person: Person) -> None:
    if not _may(workspace, person):
        raise Refused(
            "A worker's own page is for them, the managers above them, and the QA lead.",
            "Ask the person whose page it is.",
        )


def _audits(workspace: Workspace, person: Person) -> list[Audit]:
    """Every handed-in audit of somebody's work, the latest first."""
    wanted = audit_shelf.Wanted(person=person.id)
    heads = audit_shelf.heads(workspace.store, audit_shelf.rows_of(workspace.store, wanted))
    whole = (audit_shelf.audit(workspace.store, one.id) for one in heads)
    mine = [a for a in whole if a is not None and a.worker == person.id and a.handed_in]
    return sorted(mine, key=lambda a: (a.handed_in or a.started, a.id), reverse=True)


def _audit(workspace: Workspace, person: Person, audit: Audit, case: Case) -> paper.WorkerAudit:
    answers = audit_shelf.answers(workspace.store, audit.id)
    told = [f.given_on for f in reply_shelf.feedback(workspace.store, audit.id)]
    said = [r for r in reply_shelf.replies(workspace.store, audit.id) if r.who == person.id]
    talked = [one.day for one in voice_shelf.discussed(workspace.store, audit.id)]
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    assert audit.handed_in is not None  # noqa: S101  only handed-in audits come here
    return paper.WorkerAudit(
        case.reference, template.title, audit.handed_in.date(), MODES.get(audit.mode, plain(audit.mode)),
        tuple(
            value for key, value in sorted(answers.items())
            if key.startswith("strength.") and isinstance(value, str) and value.strip()
        ),
        told[0] if told else None, max(talked, default=None),
        ("agrees" if said[-1].agrees else "does not agree") if said else "",
    )  # fmt: skip


def _of(workspace: Workspace, audit: Audit, blind: frozenset[str]) -> list[Action]:
    """The actions of an audit, without those that answer a shielded one too."""
    unseen = action_shelf.unseen(workspace.store, blind)
    found = action_shelf.actions(workspace.store, audit=audit.id)
    return [action for action in found if action.state != "withdrawn" and action.id not in unseen]


def _action(workspace: Workspace, a: Action, cases: dict[str, Case]) -> paper.WorkerAction:
    return paper.WorkerAction(
        cases[a.case].reference if a.case in cases else "", a.what,
        workspace.name(a.owner) if a.owner else a.owner_words, a.due, STATES[a.state], a.difference,
    )  # fmt: skip
