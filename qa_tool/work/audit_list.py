"""What people may ask about audits: lists, one audit read-only, its history."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from qa_tool.action.model import Action
from qa_tool.audit.record import Audit
from qa_tool.council.model import Case
from qa_tool.errors import QAError
from qa_tool.moderation.model import Reading
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.template.model import Template
from qa_tool.work import moderation_history
from qa_tool.work import template as templates
from qa_tool.work.council import case as case_of
from qa_tool.work.shield import BROUGHT_IN_BY, brought_in, hidden, may_read, need_read
from qa_tool.work.workspace import Workspace

if TYPE_CHECKING:  # the engine of the form is loaded where a form is opened
    from qa_tool.audit.form import Form

STATES: dict[str, str] = {
    "allocated": "Not started",
    "draft": "Being written",
    "handed_in": "Handed in",
    "in_moderation": "In moderation",
    "agreed": "Moderated",
    "disputed": "Disputed",
    "signed_off": "Signed off",
    "closed": "Closed",
}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of a list; grades are blank where the audit is shielded from this person."""

    id: str
    reference: str
    template: str
    title: str
    team: str
    auditor: str
    state: str
    state_words: str
    due: date | None
    handed_in: datetime | None
    first: str
    final: str
    differs: bool
    shielded: bool
    allocation: str = ""
    place: str = ""


def mine(workspace: Workspace) -> tuple[AuditRow, ...]:
    """What is on this person's desk: not started, being written, and the latest handed in."""
    titles = templates.titles(workspace)
    drafts = shelf.drafts(workspace.store, workspace.person.id)
    if workspace.is_a("qa_lead"):
        drafts += tuple(
            one for one in shelf.drafts(workspace.store)
            if one.audit.auditor != workspace.person.id and brought_in(workspace, one.audit.id)
        )  # fmt: skip
    begun = {d.audit.allocation for d in drafts}
    given = council_shelf.allocations(
        workspace.store, auditor=workspace.person.id, states=("allocated",)
    )
    waiting = [a for a in given if a.id not in begun]
    cases = council_shelf.cases(
        workspace.store, [a.case for a in waiting] + [d.audit.case for d in drafts]
    )
    due = {a.id: a.due for a in given}
    for name in begun - set(due):  # a reopened audit: its allocation was done long ago
        allocation = council_shelf.allocation(workspace.store, name)
        due[name] = allocation.due if allocation else None
    rows = [_draft_row(workspace, d, cases, titles, due.get(d.audit.allocation)) for d in drafts]
    for a in waiting:
        case = cases[a.case]
        rows.append(
            AuditRow(
                "", case.reference, a.template, titles.get(a.template, a.template),
                workspace.team_name(case.team), workspace.person.name, "allocated",
                STATES["allocated"], a.due, None, "", "", differs=False, shielded=False,
                allocation=a.id,
            )
        )  # fmt: skip
    return tuple(rows)


def _draft_row(
    workspace: Workspace, draft: shelf.Draft, cases: dict[str, Case], titles: dict[str, str],
    due: date | None,
) -> AuditRow:  # fmt: skip
    a = draft.audit
    return AuditRow(
        a.id, cases[a.case].reference, a.template, titles.get(a.template, a.template),
        workspace.team_name(a.team), workspace.name(a.auditor), "draft", STATES["draft"], due, None,
        "", "", differs=False, shielded=False, allocation=a.allocation, place=draft.place,
    )  # fmt: skip


def numbers(
    workspace: Workspace, wanted: shelf.Wanted, *, sort: str = "handed_in", down: bool = True,
    text: str = "",
) -> list[int]:  # fmt: skip
    """The row numbers of handed-in audits that this person may list, in order.

    `text` is what somebody typed to filter: a case's reference, a team, an auditor or a template.
    """
    if text.strip():
        wanted = _worded(workspace, wanted, text.strip())
    found = shelf.rows_of(
        workspace.store, _scoped(workspace, wanted), sort=sort, down=down,
        words=_words(workspace, sort),
    )  # fmt: skip
    if sort != "overall":
        return found
    # Where a shielded audit stood among the grades would tell its grade: they stand at the end.
    blind = {shelf.number_of(audit) for audit in hidden(workspace)}
    return [n for n in found if n not in blind] + [n for n in found if n in blind]


def _scoped(workspace: Workspace, wanted: shelf.Wanted) -> shelf.Wanted:
    """Everything for the QA lead and the CSWO; otherwise one's own, and a manager's team."""
    if workspace.is_a("qa_lead", "cswo"):
        return wanted
    me = workspace.person
    team = me.team if workspace.is_a("team_manager") else ""
    return replace(wanted, person=me.id, person_team=team)


def _words(workspace: Workspace, sort: str) -> Callable[[str], str]:
    """What people read in the column that a list is sorted by."""
    titles = templates.titles(workspace) if sort == "template" else {}
    states = {state: f"{place}" for place, state in enumerate(STATES)}
    known: dict[str, Callable[[str], str]] = {
        "team": workspace.team_name,
        "auditor": workspace.name,
        "template": lambda key: titles.get(key, key),
        "state": lambda state: states.get(state, state),
    }
    return known.get(sort, str)


def _worded(workspace: Workspace, wanted: shelf.Wanted, text: str) -> shelf.Wanted:
    needle = text.casefold()
    return replace(
        wanted,
        reference=text.upper(),
        or_teams=tuple(t.id for t in workspace.teams.values() if needle in t.name.casefold()),
        or_auditors=tuple(p.id for p in workspace.people.values() if needle in p.name.casefold()),
        or_templates=tuple(
            key for key, title in templates.titles(workspace).items() if needle in title.casefold()
        ),
    )


def rows(workspace: Workspace, wanted: list[int]) -> list[AuditRow]:
    """The lines of these row numbers, blind where they must be."""
    audits = shelf.heads(workspace.store, wanted)
    cases = council_shelf.cases(workspace.store, [a.case for a in audits])
    titles = templates.titles(workspace)
    shielded = hidden(workspace)
    return [_row(workspace, a, cases, titles, blind=a.id in shielded) for a in audits]


def _row(
    workspace: Workspace, a: Audit, cases: dict[str, Case], titles: dict[str, str], *, blind: bool
) -> AuditRow:
    case = cases.get(a.case)
    return AuditRow(
        a.id, case.reference if case else "", a.template, titles.get(a.template, a.template),
        workspace.team_name(a.team), workspace.name(a.auditor), a.state,
        STATES[a.state], None, a.handed_in, "" if blind else a.overall,
        "" if blind else a.final_overall, differs=a.differs and not blind, shielded=blind,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an audit."""

    when: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class AuditView:
    """A handed-in audit, whole: read-only engine, case, actions, reading, history."""

    audit: Audit
    form: "Form"
    template: Template
    case: Case
    actions: tuple[Action, ...]
    reading: Reading | None
    history: tuple[Event, ...]
    superseded: bool


def view(workspace: Workspace, audit_id: str) -> AuditView:
    """Open a handed-in audit; refuses where it is shielded or not this person's to read."""
    audit = shelf.audit(workspace.store, audit_id)
    if audit is None:
        raise QAError("There is no such audit here.", "Look at the list of audits again.")
    need_read(workspace, audit)
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    answers = {
        key: value
        for key, value in shelf.answers(workspace.store, audit_id).items()
        if not key.startswith(("independence.", "consistency."))
    }
    from qa_tool.audit.form import Form

    form = Form(template, answers, today=workspace.clock.today(), read_only=True)
    raised = action_shelf.actions(workspace.store, audit=audit_id)
    form.actions(one.key for one in raised if one.state != "withdrawn")
    return AuditView(
        audit, form, template, case_of(workspace, audit.case), raised,
        reading_shelf.of_audit(workspace.store, audit_id), history(workspace, audit),
        shelf.superseded(workspace.store, audit_id),
    )  # fmt: skip


_HAPPENED = {
    "audit": "Handed in",
    "note": "",
    "reopen": "Reopened with a reason",
    "sign_off": "Signed off",
    "safety": "Safety stop",
    "action": "Action",
}


def history(workspace: Workspace, audit: Audit) -> tuple[Event, ...]:
    """What happened to an audit and when, as the ledger tells it."""
    if audit.id in hidden(workspace):
        return ()
    objects = [audit.id, *moderation_history.objects(workspace, audit.id)]
    objects += [a.id for a in action_shelf.actions(workspace.store, audit=audit.id)]
    events = [Event(audit.started.isoformat(timespec="minutes"), "Started",
                    workspace.name(audit.auditor))]  # fmt: skip
    by = shelf.answers(workspace.store, audit.id).get(BROUGHT_IN_BY, "")
    if by:
        begun = audit.started.isoformat(timespec="minutes")
        events.append(Event(begun, "Filled in on paper, and brought in", workspace.name(by)))
    for object_ in objects:
        for entry in workspace.store.ledger.entries(object=object_):
            words = _HAPPENED.get(entry.kind, entry.kind)
            if entry.kind in {"moderation", "resolution", "dispute"}:
                words = moderation_history.words(workspace, entry)
            if words:
                events.append(
                    Event(entry.claimed[:16], words, workspace.name(_by(workspace, entry.writer)))
                )
    return tuple(sorted(events, key=lambda e: e.when))


def _by(workspace: Workspace, writer: str) -> str:
    return workspace.store.ledger.roster().person_of(writer) or ""


def of_case(workspace: Workspace, case_id: str) -> tuple[AuditRow, ...]:
    """The audits of one case that this person may see, the latest first."""
    found = shelf.rows_of(workspace.store, shelf.Wanted(case=case_id))
    audits = {a.id: a for a in shelf.heads(workspace.store, found)}
    return tuple(row for row in rows(workspace, found) if may_read(workspace, audits[row.id]))


def to_sign_off(
    workspace: Workspace, wanted: shelf.Wanted | None = None, *, sort: str = "handed_in",
    down: bool = False, text: str = "",
) -> list[int]:  # fmt: skip
    """Audits that wait for a sign-off: not chosen for a second reading, or agreed after it."""
    scoped = replace(wanted or shelf.Wanted(), states=("handed_in", "agreed"))
    return numbers(workspace, scoped, sort=sort, down=down, text=text)


def count_to_sign_off(workspace: Workspace) -> int:
    """How many audits wait for a sign-off, for somebody who may see them all."""
    return shelf.count(workspace.store, shelf.Wanted(states=("handed_in", "agreed")))


def signed_off() -> shelf.Wanted:
    """The filter that shows signed-off and closed audits."""
    return shelf.Wanted(states=("signed_off", "closed"))
