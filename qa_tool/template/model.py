"""What a template is, once read: plain frozen records, in the words of the field."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

SubjectKind = Literal["child", "worker", "team", "organisation", "carer"]
OverallKind = Literal["graded", "written", "absent"]
QuestionKind = Literal[
    "grade", "yes_no", "one_of", "some_of", "text", "number", "date", "evidence", "note",
    "rating_grid", "group", "score", "rank", "calculate", "hidden", "today", "acknowledge",
]  # fmt: skip
Appearance = Literal["", "minimal", "likert", "multiline"]
Companion = Literal["comment", "date", "priority", "yes_no"]
SafetyLevel = Literal["danger", "serious"]
VoiceKind = Literal["child", "family", "carer", "worker", "manager", "partner"]

TONES = ("outstanding", "good", "requires_improvement", "inadequate", "none")
OTHER = "other"  # the answer in one's own words, and the companion that holds them
EVIDENCE = "evidence"  # what stands beside an answer that asks for it
ACKNOWLEDGED = "ok"
NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


@dataclass(frozen=True, slots=True)
class Grade:
    """One step of a scale; `rank` 1 is best, None stands outside the ranking (e.g. not enough evidence)."""

    key: str
    name: str
    rank: int | None
    position: int
    tone: str = "none"
    good_or_better: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """A dated set of grades or responses; display order is `position`, order of merit is `rank`."""

    key: str
    title: str
    grades: tuple[Grade, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def grade(self, key: str) -> Grade | None:
        """The grade with this key, if the scale has it."""
        return next((grade for grade in self.grades if grade.key == key), None)

    @property
    def ranked(self) -> tuple[Grade, ...]:
        """The grades that have a rank, best first."""
        return tuple(
            sorted((g for g in self.grades if g.rank is not None), key=lambda g: g.rank or 0)
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer of a choice question.

    It is offered when `when` holds, between its two dates; `score` are its points, and what is `na`
    counts as not applicable. `tone` is one of the tones that grades have.
    """

    key: str
    text: str
    when: str = ""
    score: float | None = None
    na: bool = False
    tone: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked; `key` is whole (`domain.question`); conditions are source text of the rules language.

    In a grid `rows` are rated on `choices` or on `scale`; with `columns` each cell is. In a group
    `questions` are asked for each of what `each` names ("Child"), from `least` to `most` times, or as
    often as the calculation `times` says. A
    `constraint` names the question itself; `default` is text: a date's may be "today", several
    choices have a comma between them. Where `evidence_when` holds, evidence stands beside the answer;
    where `action_when` holds, an action (or a reason why none) is asked for; `theme` is a key of the
    codebook, suggested as a tag. `moderated` says whether a second reader is asked it too.
    """

    key: str
    kind: QuestionKind
    text: str
    help: str = ""
    look_at: str = ""
    choices: tuple[Choice, ...] = ()
    scale: str = ""
    required: bool = False
    required_when: str = ""
    ask_when: str = ""
    companions: tuple[Companion, ...] = ()
    allow_na: bool = False
    impact: bool = False
    least: float | None = None
    most: float | None = None
    whole: bool = False
    unit: str = ""
    not_future: bool = False
    weight: float = 1.0
    rows: tuple[Choice, ...] = ()
    questions: tuple["Question", ...] = ()
    columns: tuple[Choice, ...] = ()
    each: str = ""
    or_other: bool = False
    calculation: str = ""
    constraint: str = ""
    constraint_message: str = ""
    required_message: str = ""
    default: str = ""
    read_only: bool = False
    appearance: Appearance = ""
    standard: str = ""
    theme: str = ""
    theme_when: str = ""
    evidence_when: str = ""
    action_when: str = ""
    moderated: bool | None = None
    times: str = ""


def cells_of(grid: Question) -> tuple[str, ...]:
    """The keys of what is rated in a grid: `row`, or `row.column` where it has columns."""
    if not grid.columns:
        return tuple(row.key for row in grid.rows)
    return tuple(f"{row.key}.{column.key}" for row in grid.rows for column in grid.columns)


@dataclass(frozen=True, slots=True)
class Boundary:
    """How to tell two neighbouring grades apart."""

    better: str
    worse: str
    text: str


@dataclass(frozen=True, slots=True)
class Domain:
    """A part of the audit; graded ones carry a descriptor for every ranked grade of their scale."""

    key: str
    title: str
    purpose: str
    graded: bool = True
    limiting: bool = False
    scale: str = ""
    descriptors: tuple[tuple[str, str], ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    caps: str = ""
    questions: tuple[Question, ...] = ()
    moderated: bool | None = None

    def descriptor(self, grade: str) -> str:
        """What this grade looks like here; empty when the template does not say."""
        return dict(self.descriptors).get(grade, "")


@dataclass(frozen=True, slots=True)
class Overall:
    """Whether and how the whole audit is graded."""

    kind: OverallKind = "graded"
    text: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Grading:
    """How domain grades imply an overall grade."""

    base: str = "worse_median"
    not_enough_evidence_cap: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A limiting rule: about domains (`at_or_below` or `worse_than`) or about answers (`when`)."""

    key: str
    why: str
    domains: tuple[str, ...] = ()
    at_or_below: str = ""
    worse_than: str = ""
    at_least: int = 1
    when: str = ""
    overall_no_better_than: str = ""
    flag: str = ""
    safety: SafetyLevel | None = None


@dataclass(frozen=True, slots=True)
class SafetyQuestion:
    """Asked in every audit with the template; an answer in `worry` asks for a safety stop or a reason why not."""

    key: str
    text: str
    worry: tuple[str, ...] = ("yes",)
    help: str = ""


@dataclass(frozen=True, slots=True)
class VoiceQuestion:
    """One thing that somebody is asked; `easy` says it in the words of a young child."""

    key: str
    text: str
    easy: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whose voice belongs to an audit: what to say first, and a few questions of their own."""

    who: VoiceKind
    opening: str = ""
    questions: tuple[VoiceQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One version of one template; `scales` holds every scale that it uses, by key.

    What `multi_agency` audits find belongs to several agencies and enters no rate of the council's own.
    """

    key: str
    version: str
    title: str
    publisher: str
    language: str
    licence: str
    about: str
    subject: SubjectKind
    months_read: int
    months_judged: int
    minutes: int
    scale: str
    overall: Overall
    domains: tuple[Domain, ...]
    grading: Grading = field(default_factory=Grading)
    rules: tuple[Rule, ...] = ()
    safety: tuple[SafetyQuestion, ...] = ()
    kinds_of_case: tuple[str, ...] = ()
    frame: tuple[str, ...] = ()
    sources: str = ""
    reviewed: date | None = None
    scales: tuple[Scale, ...] = ()
    voices: tuple[Voice, ...] = ()
    multi_agency: bool = False

    def domain(self, key: str) -> Domain | None:
        """The domain with this key, if there is one."""
        return next((domain for domain in self.domains if domain.key == key), None)

    def scale_of(self, domain: Domain | None = None) -> Scale:
        """The scale that a domain (or, without one, the overall) is graded on."""
        wanted = (domain.scale if domain is not None else "") or self.scale
        return next(scale for scale in self.scales if scale.key == wanted)

    @property
    def graded(self) -> tuple[Domain, ...]:
        """The domains that get a grade, in the template's order."""
        return tuple(domain for domain in self.domains if domain.graded)
