"""The safety stop: raised at once, told to people by people, answered, and kept for ever.

The program notifies nobody; it keeps who was told, when, and what they answered. A stop needs a case
and a person, and nothing else: every mode that looks at a child (an audit, a dip sample, calibration,
a diagnostic session, an observation) calls `raise_stop(workspace, "", case, …)` with no audit, and
`find_case` gives the case of a reference that somebody reads from a paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from qa_tool.audit import safety
from qa_tool.audit.safety import About, Clock, FollowUp, Route, SafetyStop, StopState, Told
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
    """Say that a child may be unsafe: signed and kept now; returns the id of the stop.

    Without an audit it belongs to one's own draft on this case where there is one; otherwise it
    stands by itself, as one from calibration or a diagnostic session does.
    """
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
    stop = held(workspace, stop_id)
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
    return keep(workspace, replace(stop, told=(*stop.told, told)))


def plan_written(workspace: Workspace, stop_id: str, when: datetime) -> Change:
    """Record when the written plan was there, which a serious concern asks for."""
    stop = held(workspace, stop_id)
    if when > workspace.clock.now():
        raise QAError("The day lies in the future.", "Record the plan once it is written.")
    return keep(workspace, replace(stop, plan=when))


def keep(workspace: Workspace, stop: SafetyStop) -> Change:
    """Keep one more step of a stop."""
    with workspace.store.together():
        workspace.write("safety", stop.id, stop)
    return changed("safety", ids=(stop.id, stop.audit))


def held(workspace: Workspace, stop_id: str) -> SafetyStop:
    """One stop as it is kept; refused where it is not this person's to see."""
    stop = shelf.stop(workspace.store, stop_id)
    if stop is None:
        raise QAError("This safety stop is not here.", "Look at the register again.")
    if not _Sight(workspace).sees(stop):
        raise Refused("This safety stop is not yours to see.", "Ask the QA lead.")
    return stop


class _Sight:
    """What one person may see of the register; what it asks of the store it asks once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._blind = hidden(workspace)
        self._blind_cases = shelf.cases_of(workspace.store, self._blind)
        self._cases: Mapping[str, Case] = {}

    def of(self, stops: Sequence[SafetyStop]) -> tuple[list[SafetyStop], Mapping[str, Case]]:
        """The stops that may be seen, and their cases."""
        self._cases = council_shelf.cases(self._workspace.store, [s.case for s in stops])
        return [stop for stop in stops if self.sees(stop)], self._cases

    def sees(self, stop: SafetyStop) -> bool:
        """One's own; otherwise by role, and nothing about a case that one is to read again blind.

        A concern about a manager's own decision is not for that manager.
        """
        me = self._workspace.person
        if me.id == stop.raised_by:
            return True
        if stop.audit in self._blind or stop.case in self._blind_cases:
            return False
        if self._workspace.is_a("qa_lead", "cswo"):
            return True
        if not self._workspace.is_a("team_manager") or stop.about == "manager":
            return False
        case = self._cases.get(stop.case) or council_shelf.case(self._workspace.store, stop.case)
        return case is not None and case.team == me.team


@dataclass(frozen=True, slots=True)
class StopRow:
    """One safety stop in the register, with its clocks and what followed."""

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
    team: str = ""
    state: StopState = "waiting"
    followed: tuple[FollowUp, ...] = ()
    settled: datetime | None = None
    settled_by: str = ""
    difference: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stops a register shows; empty fields do not restrict. `state` "open" is all but settled."""

    state: str = ""
    level: str = ""
    about: str = ""
    team: str = ""
    since: date | None = None


_ORDER: tuple[StopState, ...] = ("overdue", "waiting", "answered", "settled")


def register(
    workspace: Workspace, wanted: Wanted | None = None, *, only_open: bool = False
) -> tuple[StopRow, ...]:
    """The safety stops that this person may see: overdue first, the oldest of them first."""
    asked = wanted or Wanted()
    found = shelf.stops(workspace.store, only_open=only_open or asked.state not in {"", "settled"})
    stops, cases = _Sight(workspace).of(found)
    rows = [_row(workspace, s, cases.get(s.case)) for s in stops if _fits(s, cases, asked)]
    shown = [r for r in rows if asked.state in {"", "open", r.state}]
    return tuple(sorted(shown, key=_place))


def _place(row: StopRow) -> tuple[int, float]:
    """Overdue, waiting, answered with the oldest first; settled with the newest first."""
    raised = row.raised.timestamp()
    return _ORDER.index(row.state), -raised if row.state == "settled" else raised


def _fits(stop: SafetyStop, cases: Mapping[str, Case], wanted: Wanted) -> bool:
    case = cases.get(stop.case)
    return (
        wanted.level in {"", stop.level}
        and wanted.about in {"", stop.about}
        and (not wanted.team or (case is not None and case.team == wanted.team))
        and (wanted.since is None or stop.raised.date() >= wanted.since)
    )


def of_audit(workspace: Workspace, audit_id: str) -> tuple[StopRow, ...]:
    """The safety stops of one audit that this person may see."""
    stops, cases = _Sight(workspace).of(shelf.stops(workspace.store, audit=audit_id))
    return tuple(sorted((_row(workspace, s, cases.get(s.case)) for s in stops), key=_place))


def of_case(workspace: Workspace, case_id: str) -> tuple[StopRow, ...]:
    """The safety stops of one case that this person may see, from every mode."""
    stops, cases = _Sight(workspace).of(shelf.stops(workspace.store, case=case_id))
    return tuple(sorted((_row(workspace, s, cases.get(s.case)) for s in stops), key=_place))


def one(workspace: Workspace, stop_id: str) -> StopRow:
    """One safety stop with its clocks and routes."""
    stop = held(workspace, stop_id)
    return _row(workspace, stop, council_shelf.case(workspace.store, stop.case))


def _row(workspace: Workspace, s: SafetyStop, case: Case | None) -> StopRow:
    now = workspace.clock.now()
    clocks = safety.clocks(s, now, add_working_days)
    return StopRow(
        s.id, case.reference if case else "", s.level, safety.LEVELS[s.level], s.raised,
        workspace.name(s.raised_by), s.what, clocks,
        safety.routes(s.level, s.about, workspace.policy.numbers), s.told, safety.answered(s),
        any(c.late for c in clocks), s.audit, s.case, s.about,
        workspace.team_name(case.team) if case else "", safety.state_of(s, clocks), s.followed,
        s.settled, workspace.name(s.settled_by) if s.settled_by else "", s.difference,
        ((s.settled or now) - s.raised).days,
    )  # fmt: skip


def told_after(workspace: Workspace, case_id: str, since: datetime) -> Sequence[StopRow]:
    """Open stops on the same case, told to a moderator only after raising one themselves."""
    found = shelf.stops(workspace.store, case=case_id)
    me = workspace.person.id
    if not any(s.raised_by == me and s.raised >= since for s in found):
        return ()
    case = council_shelf.case(workspace.store, case_id)
    return tuple(_row(workspace, s, case) for s in found if s.settled is None and s.raised_by != me)


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
