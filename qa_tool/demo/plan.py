"""The made-up improvement plan: four objectives, an inspection, a peer challenge, a seminar, a re-audit."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qa_tool.action.model import Action, Learned
from qa_tool.action.requirement import Judgement, Objective, Requirement, Source, read_list
from qa_tool.calendar import add_working_days, months_on
from qa_tool.council.model import Allocation, Team
from qa_tool.demo import story
from qa_tool.demo.story import Teller
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.work import reaudit
from qa_tool.work.verification import decided
from qa_tool.work.workspace import Workspace

_SEED = 9
_INSPECTED, _CHALLENGED = 118, 61  # days ago

OBJECTIVES = (
    ("Managers keep hold of every plan", "Reasoned decisions and supervision that come back to the child", 150),
    ("Every child is heard, and it changes the plan", "Seen alone, direct work, advocacy", 120),
    ("Plans say what will be different, and by when", "Contingency in every child protection plan", 90),
    ("Care leavers have a pathway they helped to write", "Home, work, health, people", 200),
)  # fmt: skip
INSPECTION = """Immediately:
- see every child on a child protection plan within the standard, and record the reason for each missed visit
- check that strategy discussions have police and health in them

Within three months:
- make supervision reflective, and record what came of it for the child
- write a contingency into every child protection plan
- give social workers and managers one clear standard for chronologies

Within six months:
- help more care leavers into work or learning with pathway plans that they helped to write
- hear from children after every inspection of their plan, and show what was done with it
"""
JUDGEMENTS = (
    ("Help and protection", "Requires improvement"),
    ("Children in care", "Requires improvement"),
    ("Care leavers", "Good"),
    ("Impact of leaders", "Requires improvement"),
)
CHALLENGE = (
    "Read audits of a whole team together, so that managers hear the same message",
    "Ask families what changed, not whether they were satisfied",
    "Follow actions beyond the day on which they are done",
)


@dataclass(frozen=True, slots=True)
class _Step:
    """One action for the service: which requirement and objective (-1: none), whose, days past its date."""

    of: int
    objective: int
    what: str
    owner: str
    late: int
    compliance: bool = False


SERVICE = (
    _Step(0, 0, "Weekly list of children not seen within the standard, with reason and new date",
          "team", 34, compliance=True),
    _Step(1, 0, "Agree with police and health who takes part in strategy discussions out of hours",
          "agency", 61),
    _Step(2, 0, "Reflective supervision: a short form, tried in four teams, then everywhere",
          "person", -20),
    _Step(3, 2, "Contingency is checked by the chair before a plan is agreed", "person", 12),
    _Step(5, 3, "Two mentors for work and learning in the care leavers' team", "team", -60),
    _Step(7, 2, "Team audit days: one morning a quarter, whole team, three files", "person", -35),
    _Step(-1, -1, "Take the old visit form out of the case system", "person", 5),
)  # fmt: skip


def tell(teller: Teller) -> None:
    """Tell the plan; some requirements stay without an action, as they do in life."""
    rng, lead = random.Random(_SEED), teller.desk("")  # noqa: S311  a story, no secret
    objectives = _objectives(teller, lead)
    asked = [*_inspection(teller, lead), *_challenge(teller, lead)]
    teams = sorted(teller.made.teams, key=lambda team: team.name)
    for step in SERVICE:
        of = asked[step.of].id if step.of >= 0 else ""
        action = _action(lead, step, of, objectives[step.objective].id if of else "")
        action = _owned(action, step.owner, rng.choice(teams), lead)
        days = _CHALLENGED - 5 if step.late < 0 else _INSPECTED - 8
        raised = teller.at(teller.today - timedelta(days=days), 14)
        action = replace(action, due=teller.today - timedelta(days=step.late), raised=raised)
        lead.write("action", action.id, decided(lead, action))
    _seminar(teller, lead, objectives[1], asked[2])
    _again(teller, lead)


def _objectives(teller: Teller, lead: Workspace) -> list[Objective]:
    teller.at(teller.today - timedelta(days=_INSPECTED - 20), 9)
    made = []
    for place, (title, about, forth) in enumerate(OBJECTIVES):
        due = teller.today + timedelta(days=forth)
        owner = lead.person.id if place % 2 else teller.made.signing["cswo"]
        one = Objective(lead.ids.new_id("obj"), title, about, owner, due, place=place)
        lead.write("objective", one.id, one)
        made.append(one)
    return made


def _inspection(teller: Teller, lead: Workspace) -> list[Requirement]:
    said = teller.today - timedelta(days=_INSPECTED)
    teller.at(said + timedelta(days=3), 10)
    source = Source(
        lead.ids.new_id("src"), "inspection", "Inspection of children's services (made up)", said, "ofsted",
        tuple(Judgement(area, grade) for area, grade in JUDGEMENTS), made_by=lead.person.id,
    )  # fmt: skip
    lead.write("requirement", source.id, {"source": source})
    found = read_list(INSPECTION, said, add_working_days, months_on)
    return [
        _asked(lead, source, one.text, one.due, one.within, place)
        for place, one in enumerate(found)
    ]


def _challenge(teller: Teller, lead: Workspace) -> list[Requirement]:
    said = teller.today - timedelta(days=_CHALLENGED)
    teller.at(said + timedelta(days=2), 10)
    source = Source(
        lead.ids.new_id("src"), "peer_challenge", "Peer challenge of our audits (made up)", said,
        made_by=lead.person.id,
    )  # fmt: skip
    lead.write("requirement", source.id, {"source": source})
    due = months_on(said, 6)
    return [_asked(lead, source, text, due, "", place) for place, text in enumerate(CHALLENGE)]


def _asked(
    lead: Workspace, source: Source, text: str, due: date | None, within: str, place: int
) -> Requirement:
    one = Requirement(
        lead.ids.new_id("req"), source.id, text, due, within, place=place, made_by=lead.person.id
    )
    lead.write("requirement", one.id, {"requirement": one})
    return one


def _action(lead: Workspace, step: _Step, requirement: str, objective: str) -> Action:
    return Action(
        lead.ids.new_id("act"), "", "", "", step.what, level="service", priority="high",
        raised_by=lead.person.id, requirements=(requirement,) if requirement else (), objective=objective,
        compliance=step.compliance,
    )  # fmt: skip


def _owned(action: Action, kind: str, team: Team, lead: Workspace) -> Action:
    if kind == "team":
        return replace(action, owner_team=team.id, team=team.id)
    if kind == "agency":
        return replace(action, owner_words="Police, public protection unit")
    return replace(action, owner=lead.person.id)


def _seminar(teller: Teller, lead: Workspace, objective: Objective, one: Requirement) -> None:
    """A practice seminar that was held, seen to, and is measured again."""
    held = teller.today - timedelta(days=40)
    made = decided(
        lead,
        Action(
            lead.ids.new_id("act"), "", "", "", "Practice seminar: hearing a child's own words in a plan",
            owner=lead.person.id, level="service", due=held + timedelta(days=5), kind="learning",
            offer="seminar", raised_by=lead.person.id, raised=teller.at(held - timedelta(days=30), 11),
            objective=objective.id, requirements=(one.id,),
        ),
    )  # fmt: skip
    lead.write("action", made.id, made)
    after = Learned(
        held, {"Social worker": 23, "Team manager": 7, "Independent reviewing officer": 2},
        teller.today + timedelta(days=50),
    )  # fmt: skip
    done = replace(
        made, learned=after, state="done", done_by=lead.person.id,
        done=teller.at(held + timedelta(days=1), 15),
        proof="List of who took part by role, and the slides, in the practice library",
        difference="Not to be seen yet; the voice domain is measured again in the next round.",
    )  # fmt: skip
    lead.write("action", done.id, done)


def _again(teller: Teller, lead: Workspace) -> None:
    """Some of the worst-graded cases were audited again by somebody else: better, better, the same."""
    left = teller.again
    busy = teller.made.signing["auditor"]  # has enough on her desk
    auditors = [p.id for p in teller.made.with_role("auditor") if not p.team and p.id != busy]
    for row in [row for row in reaudit.rows(lead) if row.state == "nobody"]:
        first = audit_shelf.audit(lead.store, row.audit)
        case = council_shelf.case(lead.store, row.case)
        fits = [who for who in auditors if who not in row.never]
        day = row.since + timedelta(days=40)
        if not left or first is None or case is None or not fits or day > teller.today:
            continue
        teller.at(row.since + timedelta(days=10), 9)
        given = Allocation(
            lead.ids.new_id("all"), first.round, case.id, row.template, fits[left % len(fits)],
            row.due, "re_audit",
        )  # fmt: skip
        lead.write("allocation", given.id, given)
        job = story.Job(replace(given, state="done"), case, 5 - left, day)
        story.audited(teller, job, whole=True, number=left)
        left -= 1
    for number in range(left):  # too few asked for one: ordinary audits take their place
        ordinary, case = story.allocated(teller, council_shelf.rounds(lead.store)[0], "done")
        job = story.Job(ordinary, case, 2, teller.today - timedelta(days=20))
        story.audited(teller, job, whole=True, number=number)
