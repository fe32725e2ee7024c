"""Two versions of a small made-up template, put together in a few words."""

from qa_tool.template.model import (
    Choice,
    Domain,
    Grade,
    Overall,
    Question,
    QuestionKind,
    Scale,
    Template,
)

OFSTED = Scale(
    "ofsted", "Four grades",
    (
        Grade("outstanding", "Outstanding", 1, 1, good_or_better=True),
        Grade("good", "Good", 2, 2, good_or_better=True),
        Grade("requires_improvement", "Requires improvement", 3, 3),
        Grade("inadequate", "Inadequate", 4, 4),
        Grade("not_enough_evidence", "Not enough evidence", None, 5),
    ),
)  # fmt: skip
MET = Scale(
    "met", "Met or not",
    (Grade("met", "Met", 1, 1, good_or_better=True), Grade("not_met", "Not met", 2, 2),
     Grade("unknown", "Not known", None, 3)),
)  # fmt: skip


def asking(key: str, text: str, kind: QuestionKind = "yes_no", **more: object) -> Question:
    """One question."""
    return Question(key, kind, text, **more)  # type: ignore[arg-type]


def choices(**texts: str) -> tuple[Choice, ...]:
    """Choices by key."""
    return tuple(Choice(key, text) for key, text in texts.items())


def domain(key: str, title: str, *questions: Question, scale: str = "", graded: bool = True) -> Domain:  # fmt: skip
    """One domain."""
    return Domain(key, title, "Made up.", graded, scale=scale, questions=questions)


def version(name: str, *domains: Domain, scale: Scale = OFSTED, overall: bool = True) -> Template:
    """One version of the template "small"."""
    return Template(
        "small", name, "Small audit", "Made-up council", "en-GB", "OGL-UK-3.0", "Made up.", "child", 12, 6,
        60, scale.key, Overall("graded" if overall else "absent"), domains,
        scales=tuple({one.key: one for one in (scale, OFSTED)}.values()),
    )  # fmt: skip
