"""The safety stop: raised at once, told to people by people, answered, and kept for ever.

The program notifies nobody; it keeps who was told, when, and what they answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from qa_tool.audit import safety
from qa_tool.audit.safety import About, Clock, Route, SafetyStop, Told
from qa_tool.calendar import add_working_days
from qa_tool.council.model import Case
from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import safety as shelf
from qa_tool.template.model import SafetyLevel
from qa_tool.work import moderation_queue
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace


def raise_stop(
    workspace: Workspace, audit_id: str, case_id: str, level: SafetyLevel, about: About, what: str
) -> str:
    """Say that a child may be unsafe: signed and kept now; returns the id of the stop."""
    case = council_shelf.case(workspace.store, case_id)
    if case is None:
        raise QAError("The case of this safety stop is not known.", "Choose the case.")
    stop = SafetyStop(
        id=workspace.ids.new_id("stop"), audit=audit_id or _own_draft(workspace, case_id),
        case=case_id, level=level, raised_by=workspace.person.id, raised=workspace.clock.now(),
        about=about, what=what.strip(),
    )  # fmt: skip
    safety.checked(stop)
    with workspace.store.together():
        workspace.write("safety", stop.id, stop)
        _to_the_queue(workspace, case)
    return stop.id


def _own_draft(workspace: Workspace, case_id: str) -> str:
    """One's own draft on this case: a stop raised anywhere else in the window belongs to it."""
    drafts = audit_shelf.drafts(workspace.store, workspace.person.id)
    return next((d.audit.id for d in drafts if d.audit.case == case_id), "")


def _to_the_queue(workspace: Workspace, case: Case) -> None:
    """Every safety stop is read again, also when it is raised after the hand-in."""
    audit = audit_shelf.newest_of_case(workspace.store, case.id, ("handed_in",))
    if audit is not None:
        head = audit_shelf.head_entry(workspace.store, audit.id)
        moderation_queue.choose(workspace, audit, case, head)


_EARLIEST = timedelta(days=1)  # people ring first and write then


def tell(workspace: Workspace, stop_id: str, told: Told) -> Change:
    """Record that somebody was told, when and how, and what they answered."""
    stop = _one(workspace, stop_id)
    if not told.who.strip():
        raise QAError("It is not said who was told.", "Type the person's name or post.")
    if told.when > workspace.clock.now():
        raise QAError("The time lies in the future.", "Type when you really spoke to them.")
    if told.when < stop.raised - _EARLIEST:
        raise QAError(
            "That is more than a day before the safety stop was raised.",
            "Type when you spoke to them about this worry.",
        )
    if not told.how.strip():
        raise QAError("It is not said how they were told.", "Say whether you spoke, rang or wrote.")
    return _keep(workspace, replace(stop, told=(*stop.told, told)))


def plan_written(workspace: Workspace, stop_id: str, when: datetime) -> Change:
    """Record when the written plan was there, which a serious concern asks for."""
    return _keep(workspace, replace(_one(workspace, stop_id), plan=when))


def _keep(workspace: Workspace, stop: SafetyStop) -> Change:
    planned = stop.level != "serious" or stop.plan is not None
    if safety.answered(stop) and planned and stop.settled is None:
        stop = replace(stop, settled=workspace.clock.now())
    with workspace.store.together():
        parents = [e.id for e in workspace.store.ledger.entries(kind="safety", object=stop.id)]
        workspace.write("safety", stop.id, stop, parents=parents[-1:])
    return changed("safety", ids=(stop.id, stop.audit))


def _one(workspace: Workspace, stop_id: str) -> SafetyStop:
    stop = shelf.stop(workspace.store, stop_id)
    if stop is None:
        raise QAError("This safety stop is not here.", "Look at the register again.")
    if not _may_see(workspace, stop):
        raise Refused("This safety stop is not yours to see.", "Ask the QA lead.")
    return stop


def _may_see(workspace: Workspace, stop: SafetyStop) -> bool:
    if workspace.person.id == stop.raised_by:
        return True
    if stop.audit and stop.audit in hidden(workspace):
        return False
    if workspace.is_a("qa_lead", "cswo"):
        return True
    case = council_shelf.case(workspace.store, stop.case)
    mine = case is not None and case.team == workspace.person.team
    return workspace.is_a("team_manager") and mine


@dataclass(frozen=True, slots=True)
class StopRow:
    """One safety stop in the register, with its clocks."""

    id: str
    reference: str
    level: str
    level_words: str
    raised: datetime
    raised_by: str
    what: str
    clocks: tuple[Clock, ...]
    routes: tuple[Route, ...]
    told: tuple[Told, ...]
    answered: bool
    late: bool
    audit: str
    case: str
    about: str


def register(workspace: Workspace, *, only_open: bool = False) -> tuple[StopRow, ...]:
    """The safety stops that this person may see, the late ones first."""
    stops = [s for s in shelf.stops(workspace.store, only_open=only_open) if _may_see(workspace, s)]
    cases = council_shelf.cases(workspace.store, [s.case for s in stops])
    rows = [_row(workspace, s, cases[s.case].reference if s.case in cases else "") for s in stops]
    return tuple(sorted(rows, key=lambda r: (not r.late, r.answered)))


def of_audit(workspace: Workspace, audit_id: str) -> tuple[StopRow, ...]:
    """The safety stops of one audit that this person may see."""
    return tuple(row for row in register(workspace) if row.audit == audit_id)


def one(workspace: Workspace, stop_id: str) -> StopRow:
    """One safety stop with its clocks and routes."""
    stop = _one(workspace, stop_id)
    case = council_shelf.case(workspace.store, stop.case)
    return _row(workspace, stop, case.reference if case else "")


def _row(workspace: Workspace, s: SafetyStop, reference: str) -> StopRow:
    clocks = safety.clocks(s, workspace.clock.now(), add_working_days)
    return StopRow(
        s.id, reference, s.level, safety.LEVELS[s.level], s.raised, workspace.name(s.raised_by),
        s.what, clocks, safety.routes(s.level, s.about, workspace.policy.numbers), s.told,
        safety.answered(s), any(c.late for c in clocks), s.audit, s.case, s.about,
    )  # fmt: skip


def told_after(workspace: Workspace, case_id: str, since: datetime) -> Sequence[StopRow]:
    """Open stops on the same case, told to a moderator only after raising one themselves."""
    mine = [
        s for s in shelf.stops(workspace.store)
        if s.case == case_id and s.raised_by == workspace.person.id and s.raised >= since
    ]  # fmt: skip
    if not mine:
        return ()
    cases = council_shelf.cases(workspace.store, [case_id])
    return tuple(
        _row(workspace, s, cases[case_id].reference)
        for s in shelf.stops(workspace.store, only_open=True)
        if s.case == case_id and s.raised_by != workspace.person.id
    )


def case_of(workspace: Workspace, audit_id: str) -> str:
    """The case of a draft or a handed-in audit."""
    draft = audit_shelf.draft(workspace.store, audit_id)
    if draft is not None:
        return draft.audit.case
    audit = audit_shelf.audit(workspace.store, audit_id)
    return audit.case if audit else ""


def find_case(workspace: Workspace, reference: str) -> tuple[str, str]:
    """The id and reference of a case by its reference, so that anybody can raise a stop on it."""
    found = council_shelf.case_by_reference(workspace.store, reference.strip().upper())
    if found is None:
        raise QAError(
            "There is no case with this reference here.",
            "Type it as it stands on the list, such as K7Q3-MD9; or ask the QA lead to add the case.",
        )
    return found.id, found.reference
