"""A publication: its year, its settings, the words beside the figures, and who said yes to what."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

State = Literal["draft", "reviewed", "approved", "published", "withdrawn"]
Act = Literal["reviewed", "approved", "published", "withdrawn", "returned"]

STATES: dict[State, str] = {
    "draft": "Draft",
    "reviewed": "Reviewed",
    "approved": "Approved",
    "published": "Published",
    "withdrawn": "Withdrawn",
}
LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report for which words are written: its title and what belongs there."""

    key: str
    title: str
    hint: str
    needed: bool = False


SECTIONS: tuple[Section, ...] = (
    Section("judgement", "The judgement in three sentences",
            "What we found, how sure we are, what has changed for children.", needed=True),
    Section("foreword", "Foreword", "Who speaks, to whom, and why it matters.", needed=True),
    Section("role", "Role and independence",
            "What the post answers for, to whom it may go, and who does not direct it.", needed=True),
    Section("how", "How quality is assured",
            "The framework, its version, what each part looks at.", needed=True),
    Section("activity", "What was looked at", "Audits planned and done, and what was not covered."),
    Section("findings", "What we found", "Strengths and weaknesses, domain by domain."),
    Section("moderation", "How far the grades can be trusted", "What second readers said."),
    Section("safety", "Are children safe", "Safety stops, and what followed."),
    Section("themes", "Themes", "What came up again and again, and one or two stories."),
    Section("voice", "Children, families and practitioners", "Who was asked and heard."),
    Section("notices", "QA notices and their effect", "Escalation, and whether practice changed."),
    Section("learning", "Learning and what changed", "Actions, re-audits, and what is different now."),
    Section("outside", "Outside views", "Inspections, peers and diagnostics, told apart."),
    Section("equality", "Equality", "Who is served less well, and what is done about it."),
    Section("last_year", "Last year's priorities", "What became of each.", ),
    Section("next_year", "Next year's priorities", "Few, and each with who answers for it.",
            needed=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merging:
    """Columns or rows of a table that are published as one, and why."""

    table: str
    axis: Literal["columns", "rows"]
    names: tuple[str, ...]
    into: str
    why: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A finding against what was published before that somebody has looked at, with the reason."""

    finding: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One report of one year; `number` counts from 1 where an earlier one was withdrawn.

    `preset` is the rule for small counts. `quotations` may be printed: each has its own second yes.
    """

    id: str
    year: str
    number: int
    begun_by: str
    begun: date
    preset: str = "dfe"
    after: str = ""
    merges: tuple[Merging, ...] = ()
    settled: tuple[Settled, ...] = ()
    quotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one section, printed as typed; `proposed` while nobody has changed the draft sentence."""

    publication: str
    section: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Priority:
    """One priority for the next year, and (a year on) what became of it."""

    title: str
    answers: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True)
class Priorities:
    """The priorities of one publication: for the next year, and last year's with what became of them."""

    publication: str
    next_year: tuple[Priority, ...] = ()
    last_year: tuple[Priority, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that were cleared by a second person, as they were on the day the set was frozen."""

    id: str
    words: str
    theme: str
    public: bool
    yes_by: str
    yes_on: date


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody reviewed, approved, published, withdrew or sent it back; `mark` names the exact contents.

    A yes counts for the very figures and words that it was said to: change one letter and it is
    asked again.
    """

    id: str
    publication: str
    act: Act
    by: str
    at: datetime
    mark: str
    reason: str = ""
    turn: int = 0
