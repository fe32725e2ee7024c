"""A QA notice: raised, climbing its ladder, answered, ended, and asked whether practice changed.

What happened is kept step by step, each its own entry, so that what two people wrote on two laptops
stands side by side. `rules.fold` makes the notice of its steps.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from qa_tool.notice.ladder import Ladder, Stage

Kind = Literal["concern", "good_practice"]
What = Literal["stage", "answer", "cafcass", "cafcass_answer", "effect", "ending", "words"]
How = Literal["satisfied", "withdrawn", "overtaken"]
Changed = Literal["yes", "partly", "no", "cannot_tell"]
Waits = Literal["answer", "decision", ""]

KINDS: dict[Kind, str] = {"concern": "Concern", "good_practice": "Good practice"}
HOW: dict[How, str] = {
    "satisfied": "Satisfied: the answer is enough, and it is being done",
    "withdrawn": "Withdrawn: it should not have been raised",
    "overtaken": "Overtaken: the child's situation has changed",
}
ENDED: dict[How, str] = {
    "satisfied": "Satisfied", "withdrawn": "Withdrawn", "overtaken": "Overtaken",
}  # fmt: skip
CHANGED: dict[Changed, str] = {
    "yes": "Yes", "partly": "Partly", "no": "No", "cannot_tell": "Cannot tell",
}  # fmt: skip
WORDS: dict[str, str] = {"child_view": "The child's view", "legal_advice": "Legal advice"}
EFFECT_AFTER, EFFECT_AFTER_SAFETY = 90, 30  # days after the notice became formal


@dataclass(frozen=True, slots=True)
class Raised:
    """What is said when a notice is raised; the ladder is kept with it, as it was on that day."""

    id: str
    kind: Kind
    case: str
    raised: date
    at: datetime
    raised_by: str
    what: str
    ladder: Ladder
    team: str = ""
    worker: str = ""
    agency: str = ""
    themes: tuple[str, ...] = ()
    audits: tuple[str, ...] = ()
    child_view: str = ""
    legal_advice: str = ""
    safety: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One step of a notice. `day` is when it happened, `at` when it was written down, `by` who wrote it.

    `stage` for a stage and its answers; `to` the person asked; `who` who answered, by name or title;
    `due` and `limit` are worked out when a stage begins and kept; `choice` says which: a further
    answer, how it ended, whether practice changed, whose words; `after` 30 or 90 days; `absence` why
    somebody else than the raiser acted. `turn` counts the steps that its writer knew of: the order,
    which no clock decides.
    """

    id: str
    notice: str
    what: What
    by: str
    at: datetime
    day: date
    stage: str = ""
    to: str = ""
    who: str = ""
    text: str = ""
    choice: str = ""
    due: date | None = None
    limit: date | None = None
    after: int = 0
    absence: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered at a stage; further answers do not touch its clock."""

    id: str
    who: str
    by: str
    day: date
    text: str
    further: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One stage that the notice has stood on."""

    stage: Stage
    raised: date
    due: date | None
    by: str
    to: str
    who: str
    note: str
    absence: str
    answers: tuple[Answer, ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The answer that its clock waited for."""
        return next((one for one in self.answers if not one.further), None)

    def overdue(self, today: date) -> bool:
        """Whether it waits longer than it should."""
        return self.due is not None and self.answer is None and self.due < today


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral to Cafcass, and what came back."""

    day: date
    by: str
    why: str
    answered: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """Did practice change for this child? Asked so many days on; empty until somebody has said."""

    after: int
    due: date
    day: date | None = None
    by: str = ""
    changed: Changed | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended, and who said so."""

    how: How
    day: date
    by: str
    text: str
    absence: str


@dataclass(frozen=True, slots=True)
class Added:
    """The child's view or legal advice, written down later."""

    which: str
    text: str
    day: date
    by: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with all that has happened to it."""

    raised: Raised
    steps: tuple[Step, ...]
    referrals: tuple[Referral, ...] = ()
    effects: tuple[Effect, ...] = ()
    ended: Ended | None = None
    added: tuple[Added, ...] = ()
    limit: date | None = None

    @property
    def now(self) -> Step:
        """The stage it stands on."""
        return self.steps[-1]

    @property
    def formal(self) -> tuple[Step, ...]:
        """The formal stages that it has stood on."""
        return tuple(step for step in self.steps if step.stage.formal)

    @property
    def open(self) -> bool:
        """A concern that nobody has ended; good practice is never open."""
        return self.raised.kind == "concern" and self.ended is None

    @property
    def waits(self) -> Waits:
        """What an open notice waits for: an answer, or the raiser's decision about one."""
        if not self.open:
            return ""
        return "answer" if self.now.answer is None else "decision"

    @property
    def effect(self) -> Effect | None:
        """The next question about its effect that nobody has answered."""
        return next((one for one in self.effects if one.day is None), None)
