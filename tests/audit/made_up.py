"""Templates made up for the tests of the audit room; nothing in them comes from a real council."""

from collections.abc import Mapping, Sequence
from datetime import date

from qa_tool.template.model import (
    Domain,
    Grade,
    Grading,
    Overall,
    OverallKind,
    Question,
    Rule,
    SafetyQuestion,
    Scale,
    Template,
)

TODAY = date(2026, 11, 20)

OFSTED = Scale(
    "ofsted",
    "Ofsted grades",
    (
        Grade("outstanding", "Outstanding", 1, 1, "outstanding", good_or_better=True),
        Grade("good", "Good", 2, 2, "good", good_or_better=True),
        Grade("requires_improvement", "Requires improvement", 3, 3, "requires_improvement"),
        Grade("inadequate", "Inadequate", 4, 4, "inadequate"),
        Grade("not_enough_evidence", "Not enough evidence", None, 5),
    ),
)
MET = Scale(
    "met",
    "Met, partly met, not met",
    (
        Grade("met", "Met", 1, 1, "good", good_or_better=True),
        Grade("partly_met", "Partly met", 2, 2, "requires_improvement"),
        Grade("not_met", "Not met", 3, 3, "inadequate"),
        Grade("not_applicable", "Not applicable", None, 4),
    ),
)
DECISION = Scale(
    "decision",
    "Right or wrong decision",
    (
        Grade("right", "Right", 1, 1, "good", good_or_better=True),
        Grade("wrong_no_harm", "Wrong, no harm seen", 2, 2, "requires_improvement"),
        Grade("wrong_at_risk", "Wrong, child at risk", 3, 3, "inadequate"),
        Grade("cannot_tell", "Cannot tell", None, 4),
    ),
)
OBSERVED = Scale(
    "observed",
    "Consistently, sometimes, not observed",
    (
        Grade("consistently", "Consistently", 1, 1, "good", good_or_better=True),
        Grade("sometimes", "Sometimes", 2, 2, "requires_improvement"),
        Grade("not_observed", "Not observed", 3, 3, "inadequate"),
        Grade("not_applicable", "Not applicable", None, 4),
    ),
)
SCALES = (OFSTED, MET, DECISION, OBSERVED)


def template(
    domains: Sequence[Domain],
    *,
    rules: Sequence[Rule] = (),
    safety: Sequence[SafetyQuestion] = (),
    scale: str = "ofsted",
    overall: OverallKind = "graded",
    evidence_cap: str = "",
) -> Template:
    """A whole template around these domains."""
    return Template(
        key="made_up",
        version="1.0",
        title="Made-up audit",
        publisher="A made-up council",
        language="en-GB",
        licence="OGL-UK-3.0",
        about="For tests.",
        subject="child",
        months_read=12,
        months_judged=6,
        minutes=60,
        scale=scale,
        overall=Overall(kind=overall, text="How good is the work overall?"),
        domains=tuple(domains),
        grading=Grading(not_enough_evidence_cap=evidence_cap),
        rules=tuple(rules),
        safety=tuple(safety),
        scales=SCALES,
    )


def graded(key: str, *questions: Question, limiting: bool = False, scale: str = "") -> Domain:
    """A graded domain, titled as its key reads."""
    title = key.replace("_", " ").capitalize()
    return Domain(key, title, "Why?", questions=questions, limiting=limiting, scale=scale)


def ungraded(key: str, *questions: Question) -> Domain:
    """A domain of questions without a grade."""
    return Domain(key, key.capitalize(), "Why?", graded=False, questions=questions)


def rows(*dates: str) -> list[dict[str, str]]:
    """Pieces of evidence with these dates."""
    return [{"what": "Visit record", "date": day, "shows": "Seen at home"} for day in dates]


def grades_as_answers(grades: Mapping[str, str], *, evidence: bool = True) -> dict[str, object]:
    """Grades with a reason each and, where wanted, one dated piece of evidence."""
    found: dict[str, object] = {}
    for domain, grade in grades.items():
        found[f"{domain}.grade"] = grade
        found[f"{domain}.reason"] = "Because of what the record shows."
        if evidence:
            found[f"{domain}.evidence"] = rows("2026-10-01")
    return found
