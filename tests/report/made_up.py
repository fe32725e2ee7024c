"""A made-up council for the tests of figures and reports: nobody in it lives, and it is the same every time."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from qa_tool.figures.dataset import ActionFact, AuditFact, DataSet, ReadingFact, Words
from qa_tool.template.model import Domain, Grade, Overall, Question, Scale, Template

TODAY = date(2026, 11, 21)
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
NONE = "not_enough_evidence"
OFSTED = Scale(
    "ofsted",
    "Ofsted grades",
    (
        Grade("outstanding", "Outstanding", 1, 1, "outstanding", good_or_better=True),
        Grade("good", "Good", 2, 2, "good", good_or_better=True),
        Grade("requires_improvement", "Requires improvement", 3, 3, "requires_improvement"),
        Grade("inadequate", "Inadequate", 4, 4, "inadequate"),
        Grade(NONE, "Not enough evidence", None, 5),
    ),
)
TITLES = {
    "recording": "Recording, chronology and genogram",
    "assessment": "Assessment of need",
    "risk": "Risk analysis and decisions",
    "voice": "Voice and lived experience",
    "planning": "Planning and review",
    "visits": "Visits and direct work",
    "network": "Family, fathers, network and partners",
    "oversight": "Management oversight and supervision",
    "impact": "Impact for the child",
}
AREAS = {
    "East": ("Assessment East", "Safeguarding East", "Children in Care East", "Family Help East"),
    "North": ("Assessment North", "Safeguarding North", "Children in Care North", "Disability"),
    "South": ("Assessment South", "Safeguarding South", "Leaving Care South", "Family Help South"),
}


def _descriptor(grade: str, title: str) -> str:
    return (
        f"Made-up words for {grade.replace('_', ' ')} in {title.lower()}: the record shows "
        "what was done in time, why, and what changed in the child's daily life because of it; "
        "somebody with authority has looked and said what comes next."
    )


def _domain(key: str, title: str) -> Domain:
    return Domain(
        key,
        title,
        f"Does the work on {title.lower()} make a difference for this child?",
        limiting=key in {"risk", "oversight"},
        descriptors=tuple(
            (
                grade,
                _descriptor(grade, title),
            )
            for grade in GRADES
        ),
        questions=(
            Question(f"{key}.seen", "yes_no", f"Can the child be seen in {title.lower()}?"),
            Question(f"{key}.difference", "text", "What is different because of it?", impact=True),
        ),
    )


CORE = Template(
    key="core",
    version="1.0",
    title="Core case audit",
    publisher="Made-up council",
    language="en-GB",
    licence="OGL-UK-3.0",
    about="A made-up template for tests.",
    subject="child",
    months_read=12,
    months_judged=6,
    minutes=240,
    scale="ofsted",
    overall=Overall("graded", "What is the overall grade?"),
    domains=tuple(_domain(key, title) for key, title in TITLES.items()),
    kinds_of_case=("child_in_need", "child_protection"),
    scales=(OFSTED,),
)
SUPERVISION = replace(CORE, key="supervision", title="Supervision check", subject="worker")


def _grade(chance: Random, weights: tuple[int, ...] = (6, 44, 37, 13)) -> str:
    return chance.choices(GRADES, weights)[0]


def _near(chance: Random, grade: str) -> str:
    if grade == NONE or chance.random() < 0.55:
        return grade
    place = GRADES.index(grade) + chance.choice((-1, 1, 1))
    return GRADES[min(3, max(0, place))]


def _reading(chance: Random, audit: AuditFact, *, random: bool) -> ReadingFact:
    overall = audit.overall
    if chance.random() < 0.28 and overall != "inadequate":
        overall = GRADES[GRADES.index(overall) + 1]
    elif chance.random() < 0.06 and overall in GRADES[1:]:
        overall = GRADES[GRADES.index(overall) - 1]
    grades = {key: _near(chance, grade) for key, grade in audit.grades.items()}
    return ReadingFact(
        random=random,
        mode="blind" if chance.random() < 0.9 else "desk",
        overall=overall,
        grades=grades,
        grade_right=overall == audit.overall,
        well_done=chance.choice(("yes", "yes", "mostly", "no")),
        final_overall=overall,
        final_grades=grades,
        reason="" if overall == audit.overall else "Made-up reason: the risk was not weighed.",
        moderator=f"moderator-{chance.randrange(3)}",
        saved=TODAY - timedelta(days=chance.randrange(5, 30)),
    )


def audit(number: int, chance: Random, **changes: object) -> AuditFact:
    """One made-up audit; every third word of it is the same as anybody's."""
    area = chance.choice(tuple(AREAS))
    team = chance.choices(AREAS[area], (5, 5, 2, 1))[0]
    overall = _grade(chance)
    grades = {key: _near(chance, overall) for key in TITLES}
    if chance.random() < 0.08:
        grades["voice"] = NONE
    words = [
        Words(f"{key}.reason", f"{TITLES[key]}: why this grade?", _reason(number, key))
        for key in TITLES
    ]
    words.append(Words("overall.reason", "Why this overall grade?", f"Made-up overall {number}."))
    if number % 3 == 0:
        words.append(Words("strength.what", "One strength to share", f"Made-up strength {number}."))
    handed_in = TODAY - timedelta(days=chance.randrange(20, 90))
    made = AuditFact(
        id=f"audit-id-{number:04d}",
        reference=f"C-{7000 + 37 * number}",
        round="Quarter 3",
        template="core",
        version="1.0",
        kind_of_case="child_protection" if chance.random() < 0.35 else "child_in_need",
        team=team,
        area=area,
        service="Safeguarding",
        worker=f"worker-id-{sorted(AREAS).index(area)}-{chance.randrange(18):03d}",
        auditor=f"auditor-id-{chance.randrange(8):03d}",
        age_band=chance.choice(("0_4", "5_9", "10_15", "16_17")),
        ethnicity=chance.choice(("asian", "black", "mixed", "white", "not_recorded")),
        mode=chance.choice(("record_only", "with_practitioner", "with_family")),
        selection="random",
        state=chance.choice(("signed_off", "signed_off", "closed")),
        handed_in=handed_in,
        signed_off=handed_in + timedelta(days=12),
        overall=overall,
        grades=grades,
        words=tuple(words),
        evidence=chance.randrange(3, 14),
    )
    return replace(made, **changes)


def _reason(number: int, key: str) -> str:
    return (
        f"Made-up reason {number} on {TITLES[key].lower()}. The record shows two visits in the "
        "month, a decision with its reason, and a plan that was looked at again. What is not "
        "there is what the child made of it, and what changed at home afterwards."
    )


def _actions(audits: tuple[AuditFact, ...], chance: Random) -> tuple[ActionFact, ...]:
    made: list[ActionFact] = []
    for fact in audits:
        for key in chance.sample(sorted(TITLES), chance.randrange(3)):
            raised = (fact.handed_in or TODAY) + timedelta(days=1)
            due = raised + timedelta(days=chance.choice((7, 28, 60)))
            state = chance.choice(("open", "done", "verified", "verified", "withdrawn"))
            done = due - timedelta(days=chance.randrange(-9, 6)) if state != "open" else None
            made.append(
                ActionFact(
                    audit=fact.id,
                    reference=fact.reference,
                    team=fact.team,
                    area=fact.area,
                    domain=key,
                    what=f"Made-up action: see the child alone and write down what {key} means.",
                    owner="Team manager",
                    due=due,
                    state=state,
                    raised=raised,
                    done=done,
                    verified=done if state == "verified" else None,
                    needs_verifying=key in {"risk", "oversight"},
                    proof="Case note, made up" if done else "",
                    difference="The child has a bed." if state == "verified" else "",
                )
            )
    return tuple(made)


def _chosen(i: int, made: AuditFact) -> AuditFact:
    if i % 14 == 5:
        other = ("re_audit", "picked", "concern", "calibration", "mock")[(i // 14) % 5]
        made = replace(made, selection=other)
    elif i % 17 == 3:
        made = replace(made, state=("handed_in", "in_moderation", "disputed")[i % 3])
        made = replace(made, signed_off=None)
    elif i % 41 == 11:
        made = replace(made, template="supervision", kind_of_case="supervision")
    if i % 11 == 4:
        made = replace(made, implied="inadequate", differs="Made-up reason why it differs.")
    if i % 23 == 7:
        made = replace(made, safety="serious" if i % 2 else "danger")
    return made


def council(number: int = 140, seed: int = 7) -> DataSet:
    """A data set of so many audits: most counted, some of every other selection and state."""
    chance = Random(seed)
    audits: list[AuditFact] = []
    for i in range(number):
        made = _chosen(i, audit(i, chance))
        if made.overall == "inadequate":
            made = replace(made, reading=_reading(chance, made, random=False))
        elif chance.random() < 0.3:
            made = replace(made, reading=_reading(chance, made, random=True))
        audits.append(made)
    facts = tuple(audits)
    return DataSet(
        council="Made-up Council",
        round="Quarter 3, 2026 to 2027",
        theme="Children who wait",
        starts=date(2026, 7, 1),
        ends=date(2026, 9, 30),
        made=TODAY,
        planned=round(number * 1.1),
        allocated=round(number * 1.05),
        audits=facts,
        actions=_actions(facts, chance),
        templates={"core": CORE, "supervision": SUPERVISION},
        open_cases={"child_in_need": 1840, "child_protection": 512},
        not_read=4,
        demonstration=True,
        fingerprint="made-up",
    )


def nothing() -> DataSet:
    """A round in which no audit has been handed in."""
    return replace(council(0), planned=40, allocated=12, not_read=0)


def all_inadequate() -> DataSet:
    """A council where every audit has the worst grade in everything."""
    data = council(60)
    worst = dict.fromkeys(TITLES, "inadequate")
    audits = tuple(
        replace(fact, overall="inadequate", grades=worst, reading=None, selection="random")
        for fact in data.audits
    )
    return replace(data, audits=audits)
