"""Diagnostic sessions: who may see what of one, how one is begun and framed, and the list.

A session is a learning exercise about a team. Who was in it sees it whole; once it is held, the Chief
Social Work Officer and the partner's other staff (those of the same organisation) see the team's grades
and themes; nobody else sees anything. Nothing here asks for an audit, and no audit asks for anything here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Literal

from qa_tool.council.model import Role, Team
from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import (
    SERVICES,
    Came,
    Indicator,
    Seminar,
    Session,
    Standards,
)
from qa_tool.diagnostic.organisation import folded, organisations, seats
from qa_tool.diagnostic.standards import mark_of, read_standards
from qa_tool.errors import QAError, Refused
from qa_tool.paths import RESOURCES
from qa_tool.store import calibration as calibration_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import diagnostic as shelf
from qa_tool.store.record import plain
from qa_tool.template.library import known_scales
from qa_tool.template.model import Scale
from qa_tool.work.change import Change, changed
from qa_tool.work.safety import find_case
from qa_tool.work.workspace import Workspace

MAY_HOLD: tuple[Role, ...] = ("partner", "qa_lead")
Sight = Literal["whole", "team", ""]


@cache
def shipped() -> Standards:
    """The standards that a new session is held with."""
    text = (RESOURCES / "diagnostics" / "standards.toml").read_text("utf-8")
    return read_standards(text, known_scales()["ofsted"])


@cache
def shipped_mark() -> str:
    """The mark of these standards."""
    return mark_of(plain(shipped()))


def scale_of(standards: Standards) -> Scale:
    """The scale that a set of standards is graded on."""
    return known_scales()[standards.scale]


def standards_of(workspace: Workspace, session: Session) -> Standards:
    """The standards in the words that this session was held with."""
    found = shelf.standards(workspace.store, session.standards)
    return found if found is not None else shipped()


def service_of(team: Team) -> str:
    """The service that a team's own name for it comes nearest to."""
    words = f"{team.service} {team.name}".casefold()
    marks = {
        "front_door": ("front", "mash", "referral"),
        "children_in_care": ("in care", "looked after", "leaving care", "permanence"),
        "assessment": ("assess",),
    }
    return next((key for key, signs in marks.items() if any(s in words for s in signs)), "safeguarding")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """The frame of a session as it is typed; `cases` are references, `chosen` keys of standards."""

    team: str
    day: date
    service: str = ""
    partner: str = ""
    people: tuple[str, ...] = ()
    partner_people: tuple[str, ...] = ()
    came: tuple[Came, ...] = ()
    lines: tuple[str, ...] = ()
    scorecard: tuple[Indicator, ...] = ()
    cases: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    before: str = ""


def start(workspace: Workspace, wanted: Wanted) -> Change:
    """Begin a session with a team; whoever begins it leads it."""
    workspace.need(*MAY_HOLD)
    if wanted.before:
        _same_team(workspace, wanted)
    fresh = Session(
        workspace.ids.new_id("dia"), wanted.team, "", "", wanted.day, workspace.person.id,
        shipped_mark(), (), workspace.clock.now(), before=wanted.before,
    )  # fmt: skip
    session = _framed(workspace, fresh, wanted, shipped())
    with workspace.store.together():
        if shelf.standards(workspace.store, session.standards) is None:
            kept = {"id": session.standards, "standards": plain(shipped())}
            workspace.write("diagnostic", session.standards, {"set": kept})
        keep(workspace, session)
    return changed("diagnostic", ids=(session.id,))


def _same_team(workspace: Workspace, wanted: Wanted) -> None:
    earlier = one(workspace, wanted.before)
    if earlier.team != wanted.team or earlier.state != "closed" or earlier.day >= wanted.day:
        raise QAError(
            "A revisit looks back at an earlier session of the same team that was held to its end.",
            "Choose the team's last session.",
        )


def reframe(workspace: Workspace, session_id: str, wanted: Wanted) -> Change:
    """Change who, when and what of a session while it is being held."""
    session = led(workspace, session_id)
    return keep(workspace, _framed(workspace, session, wanted, standards_of(workspace, session)))


def _framed(
    workspace: Workspace, session: Session, wanted: Wanted, standards: Standards
) -> Session:
    team = workspace.teams.get(wanted.team)
    if team is None:
        raise QAError("It is not said which team.", "Choose the team from the list.")
    service = wanted.service or service_of(team)
    if service not in SERVICES:
        raise QAError("This service is not known.", f"Choose one of: {', '.join(SERVICES.values())}.")  # fmt: skip
    chosen = wanted.chosen or tuple(s.key for s in standards.for_service(service))
    unknown = [key for key in chosen if standards.standard(key) is None]
    if unknown:
        raise QAError("One of the standards is not in this set.", "Choose them from the list.")
    _people(workspace, (*wanted.people, *wanted.partner_people))
    if any(one.n < 0 or not one.role.strip() for one in wanted.came):
        raise QAError("Who took part is counted by role.", "Type a role and a number from 0 on.")
    framed = replace(
        session, team=team.id, area=team.area, service=service, day=wanted.day,
        partner=wanted.partner.strip(), people=tuple(dict.fromkeys(wanted.people)),
        partner_people=tuple(dict.fromkeys(wanted.partner_people)),
        came=tuple(one for one in wanted.came if one.n),
        lines=tuple(line.strip() for line in wanted.lines if line.strip()),
        scorecard=tuple(one for one in wanted.scorecard if one.name.strip()),
        cases=cases_of(workspace, wanted.cases),
        chosen=tuple(s.key for s in standards.standards if s.key in chosen),
    )  # fmt: skip
    return replace(framed, seats=seats(framed, _partners(workspace)))


def _partners(workspace: Workspace) -> dict[str, str]:
    """The organisation of every improvement partner, by the person's id."""
    return {p.id: p.organisation for p in workspace.people.values() if "partner" in p.roles}


def _people(workspace: Workspace, people: Sequence[str]) -> None:
    if any(person not in workspace.people for person in people):
        raise QAError("Somebody who took part is not known here.", "Choose them from the list.")


def cases_of(workspace: Workspace, references: Sequence[str]) -> tuple[str, ...]:
    """The cases of these references; nothing but references is kept of a child."""
    found = []
    for reference in references:
        if reference.strip():
            case, named = find_case(workspace, reference)
            if calibration_shelf.waits_for_reading(workspace.store, case):
                raise Refused(
                    f"Case {named} cannot be talked about in a group at present.",
                    "Choose another case.",
                )
            found.append(case)
    return tuple(dict.fromkeys(found))


def sight(workspace: Workspace, session: Session) -> Sight:
    """How much of a session this person sees."""
    if workspace.person.id in session.present:
        return "whole"
    if session.state != "closed":
        return ""
    if workspace.is_a("cswo"):
        return "team"
    return "team" if workspace.is_a("partner") and _same_organisation(workspace, session) else ""


def _same_organisation(workspace: Workspace, session: Session) -> bool:
    """Whether this person comes from an organisation whose partners sat in the session."""
    mine = folded(workspace.person.organisation)
    return mine in organisations(session, _partners(workspace))


def one(workspace: Workspace, session_id: str) -> Session:
    """A session as this person may see it; what is not theirs to see is not there."""
    found = shelf.session(workspace.store, session_id)
    if found is None:
        raise QAError("This session is not here.", "Look at the list again.")
    seen = sight(workspace, found)
    if not seen:
        raise Refused(
            "A session is seen by those who were in it.",
            "Ask whoever led it; once it is held, the Chief Social Work Officer and the partner's own "
            "organisation see its grades and themes.",
        )
    return found if seen == "whole" else team_level(found)


def team_level(session: Session) -> Session:
    """What others may know of a session: which team, when, with which partner, and the themes."""
    return replace(
        session, lines=(), scorecard=(), cases=(), came=(), people=(), partner_people=(),
        seats=(), seminar=Seminar(),
    )  # fmt: skip


def led(workspace: Workspace, session_id: str) -> Session:
    """A session that is being held, for whoever leads it."""
    session = whole(workspace, session_id)
    if session.facilitator != workspace.person.id:
        raise Refused("Only whoever leads the session enters this.", "Tell them what to enter.")
    if session.state == "closed":
        raise Refused("This session was held to its end.", "Open it again first, if it was a slip.")
    return session


def whole(workspace: Workspace, session_id: str) -> Session:
    """A session for somebody who was in it."""
    session = one(workspace, session_id)
    if workspace.person.id not in session.present:
        raise Refused("Only those who were in the session see this.", "Ask whoever led it.")
    return session


def keep(workspace: Workspace, session: Session) -> Change:
    """Keep a session as it stands now."""
    with workspace.store.together():
        workspace.write("diagnostic", session.id, {"session": plain(session)})
    return changed("diagnostic", ids=(session.id,))


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session in the list."""

    id: str
    team: str
    area: str
    service: str
    day: date
    partner: str
    state: str
    standards: int
    agreed: int
    revisit: date | None
    revisit_state: rules.RevisitState
    whole: bool
    leads: bool
    closed: datetime | None


def rows(workspace: Workspace) -> tuple[SessionRow, ...]:
    """The sessions that this person may know of, the latest first."""
    every = shelf.sessions(workspace.store)
    findings = shelf.every_finding(workspace.store)
    again = {s.before for s in every}
    today, me = workspace.clock.today(), workspace.person.id
    found = []
    for s in every:
        seen = sight(workspace, s)
        if not seen:
            continue
        agreed = sum(bool(f.agreed) for f in findings.get(s.id, ()) if f.standard in s.chosen)
        area = workspace.areas.get(s.area)
        found.append(
            SessionRow(
                s.id, workspace.team_name(s.team), area.name if area else "",
                SERVICES.get(s.service, s.service), s.day, s.partner, s.state,
                len(s.chosen), agreed, s.revisit, rules.revisit_state(s, today, again=s.id in again),
                seen == "whole", s.facilitator == me, s.closed,
            )
        )  # fmt: skip
    return tuple(found)


def references(workspace: Workspace, session: Session) -> tuple[str, ...]:
    """The references of the cases that were looked at."""
    cases = council_shelf.cases(workspace.store, session.cases)
    return tuple(cases[case].reference for case in session.cases if case in cases)
