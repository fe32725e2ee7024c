"""The made-up council's diagnostic sessions, a peer challenge, and an inspection of long ago."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qa_tool.calendar import is_working_day, months_on
from qa_tool.demo import words
from qa_tool.demo.story import Teller
from qa_tool.diagnostic.model import (
    Came,
    Commitment,
    Improve,
    Indicator,
    Judged,
    Outcome,
    Seminar,
)
from qa_tool.store import diagnostic as shelf
from qa_tool.work import diagnostic, diagnostic_after, diagnostic_outcome, diagnostic_room
from qa_tool.work.diagnostic import Wanted
from qa_tool.work.workspace import Workspace

_SEED = 2806
_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_EVIDENCE = {
    "recording": "In four of six cases visits of the last month are told by the worker and not on the file; two chronologies stop before the summer.",
    "oversight": "Decisions are there in five of six cases; in two of them there is a reason. Supervision returned to one earlier direction.",
    "direct_work": "Two children had sessions planned with them. In the others visits checked on the home, and school knew more than we did.",
    "assessment_risk": "The history is set out well; what it means is said in half of the cases. One adult in the home had not been asked about.",
    "planning": "Plans name services. Two families could say what has to change, and one plan was altered when the father moved back.",
    "voice": "Words of the child stand in each case; where the child said no, only one record says what adults made of it.",
    "network": "Family meetings took place in two cases. Fathers were known from mothers. School and health share what they have.",
    "first_decision": "Ten contacts of one Tuesday: history was read in seven. Feedback to the referrer is on record in four.",
    "lasting_home": "Five of six children know where they will grow up. Life story work is with one worker who leaves in the new year.",
    "learning_team": "The team could name two changes after last year's audits. New colleagues had no shared first month.",
}  # fmt: skip
_GOOD = {
    "recording": "A duty worker finds the last visit, the reason and the next step within two minutes.",
    "oversight": "Each turning point has a decision with a reason on the same day, in the manager's own words.",
    "direct_work": "Every visit names what it is for, and the child can say what the last one was about.",
    "voice": "We can describe a Tuesday of each child, and tell one decision that it changed.",
}
_VIEW = (
    "We would be a little more careful: the work is warm, and its effect cannot yet be told from the file.",
    "We see it as the team does; the two best examples deserve to be shown to others.",
)
_COMMIT = (
    ("Ten minutes after each visit are kept free for writing it up; tried by three workers first", "Team manager", "recording"),
    ("Supervision begins with what became of the last direction", "Team manager", "oversight"),
    ("Each visit has its purpose from the plan; one tool for direct work is tried in pairs each month", "Senior practitioner", "direct_work"),
    ("Fathers are invited by the worker who knows the child, by name, before the next review", "Senior practitioner", "network"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """One session of the tale: which team, how long ago, how good, and how far it came."""

    team: str
    service: str
    days: int
    level: float
    themes: tuple[str, ...]
    how: str = "hands"
    again: bool = False
    closed: bool = True


_SESSIONS = (
    _Told("Assessment East", "assessment", 330, 2.5, diagnostic_after.ESSEX),
    _Told("Safeguarding East", "safeguarding", 212, 2.3, ("work_not_recorded", "oversight_thin")),
    _Told("Safeguarding North, West and Central", "safeguarding", 128, 1.9,
          ("oversight_thin", "direct_work_thin"), "skipped"),
    _Told("Assessment East", "assessment", 152, 1.7, ("work_not_recorded", "direct_work_thin"), again=True),
    _Told("Children in care South", "children_in_care", -6, 1.6, (), closed=False),
)  # fmt: skip


def tell(teller: Teller) -> None:
    """Four teams' sessions, one of them twice, and what outsiders concluded; all of it made up."""
    rng = random.Random(_SEED)  # noqa: S311  a story that repeats
    desk = teller.desk(teller.made.signing["partner"])
    teams = {team.name: team.id for team in teller.made.teams}
    held: dict[str, str] = {}
    for told in _SESSIONS:
        held[told.team] = _session(
            teller, desk, told, teams[told.team], held.get(told.team, ""), rng
        )
    _outcomes(teller)


def _session(
    teller: Teller, desk: Workspace, told: _Told, team: str, before: str, rng: random.Random
) -> str:
    day = _working(teller.today - timedelta(days=told.days))
    teller.at(min(day, teller.today) - timedelta(days=3), 9)
    people = [p.id for p in teller.made.people if p.team == team and p.id in teller.desks]
    if told.service == "assessment":  # the QA lead sat in, and so sees these two whole
        people.append(teller.made.signing["qa lead"])
    if not told.closed:
        people.append(teller.made.signing["team manager"])
    cases = [] if told.how == "skipped" else _cases(desk, team)
    wanted = Wanted(
        team, day, told.service, words.PARTNER, tuple(dict.fromkeys(people)), (),
        (Came("Social worker", 4), Came("Senior practitioner", 1), Came("Team manager", 1),
         Came("Improvement partner", 2)),
        ("Does the record show the work?", "Who decides when a plan does not help, and when?"),
        _scorecard(rng), tuple(cases), (), before if told.again else "",
    )  # fmt: skip
    session = diagnostic.start(desk, wanted).ids[0]
    if told.closed:
        teller.at(day, 11)
        _held(desk, session, told, rng)
        _after(teller, desk, session, day, told)
    return session


def _working(day: date) -> date:
    """This day, or the next on which people work."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _cases(desk: Workspace, team: str) -> list[str]:
    """Six cases of the team that nobody reads blind."""
    found = desk.store.raw.execute(
        "SELECT reference FROM child_case WHERE team = ? AND id NOT IN"
        " (SELECT \"case\" FROM reading WHERE state = 'waiting') ORDER BY id LIMIT 6",
        [team],
    )
    return [str(reference) for (reference,) in found]


def _scorecard(rng: random.Random) -> tuple[Indicator, ...]:
    return (
        Indicator("Visits within the time the plan sets", f"{rng.randint(70, 92)}%", "95%", "Team scorecard"),
        Indicator("Supervision on record each month", f"{rng.randint(55, 88)}%", "100%", "Team scorecard"),
        Indicator("Children per worker", f"{rng.randint(16, 24)}", "18", "Workforce return"),
    )  # fmt: skip


def _held(desk: Workspace, session: str, told: _Told, rng: random.Random) -> None:
    """Standard by standard: the hands, the evidence, the grade, the partner's beside it."""
    for number, key in enumerate(diagnostic.one(desk, session).chosen):
        place = min(3, max(0, round(told.level + rng.choice((-0.6, -0.2, 0.2, 0.6)))))
        if told.how == "hands":
            near = min(3, max(0, place + rng.choice((-1, 1))))
            diagnostic_room.hands(
                desk, session, key, {_GRADES[place]: 4, _GRADES[near]: 1 + number % 2}
            )
        else:
            diagnostic_room.skip(desk, session, key)
        diagnostic_room.say(desk, session, key, "evidence", _EVIDENCE[key])
        diagnostic_room.agree(desk, session, key, _GRADES[place])
        if number % 4 != 3:
            lower = min(3, place + (1 if rng.random() < 0.45 else 0))
            diagnostic_room.partner_says(
                desk, session, key, grade=_GRADES[lower], view=_VIEW[int(lower == place)]
            )
        if key in _GOOD:
            diagnostic_room.say(desk, session, key, "good_here", _GOOD[key])


def _after(teller: Teller, desk: Workspace, session: str, day: date, told: _Told) -> None:
    for number, (text, owner, standard) in enumerate(_COMMIT):
        due = day + timedelta(days=45 + 15 * number)
        diagnostic_after.commit(desk, session, Commitment("", "", text, owner, due, standard))
    diagnostic_after.choose_themes(desk, session, told.themes)
    diagnostic_after.plan_revisit(desk, session, months_on(day, 4))
    diagnostic_after.seminar(
        desk, session,
        Seminar(day + timedelta(days=21), "All teams of the service", (
            "What is not on the record helps no colleague tonight and no child in ten years.",
            "A decision needs a day, a name and a reason.",
        ), 23),
    )  # fmt: skip
    diagnostic_after.close(desk, session)
    left = 1 if told.how == "skipped" else 0  # one team has a promise past its day
    kept = shelf.commitments(desk.store, session)
    for one in kept[: len(kept) - left]:
        if one.due < teller.today:
            teller.at(one.due, 15)
            came = "Done as planned; the manager looked at five records and saw it in four."
            diagnostic_after.done(desk, session, one.id, one.due, came)


def _outcomes(teller: Teller) -> None:
    """A peer challenge of this year, and an inspection on the scale of 2012, both of this made-up council."""
    lead = teller.desk("")
    teller.at(teller.today - timedelta(days=90), 10)
    lists = diagnostic_outcome.lists()
    peer = lists.one("peer_challenge")
    keys = [key for key, _title in peer.judgements] if peer else []
    grades = ("strength_and_more", "strength", "consider", "consider", "strength_and_more", "strength",
              "not_looked_at")  # fmt: skip
    words = {"audit": "Audits are thorough; what becomes of them cannot always be followed."}
    challenge = Outcome(
        "", "peer", "peer_challenge", "A neighbouring council (made up)",
        teller.today - timedelta(days=96),
        tuple(Judged(k, g, words.get(k, "")) for k, g in zip(keys, grades, strict=False)),
        (Improve("Follow each audit's actions until somebody has seen the proof", "six months"),),
    )  # fmt: skip
    diagnostic_outcome.record_outcome(lead, challenge)
    old = lists.one("ofsted_2012")
    graded = ("adequate", "adequate", "inadequate", "adequate")
    report = replace(
        challenge, kind="inspection", listed="ofsted_2012", by="Ofsted (made-up report)",
        day=date(2012, 9, 28),
        judged=tuple(
            Judged(k, g) for (k, _t), g in zip(old.judgements if old else (), graded, strict=True)
        ),
        improve=(
            Improve("See every child who waits for allocation", "immediately"),
            Improve("Make sure that plans say what has to change, by when", "within three months"),
        ),
    )  # fmt: skip
    diagnostic_outcome.record_outcome(lead, report)
