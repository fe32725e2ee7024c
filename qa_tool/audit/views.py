"""All that a client may know of a question, a domain or a gap: plain frozen views."""

from dataclasses import dataclass
from typing import Literal

Value = (
    str | int | float | bool | list[str] | list[dict[str, str]] | dict[str, bool] | dict[str, str]
)
"""What an answer is kept as: exactly what JSON can hold."""

DomainState = Literal["empty", "begun", "done"]
Why = Literal[
    "required", "later", "grade", "reason", "safety", "overall", "differs", "problem", "evidence",
    "action",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One answer to choose; `position` is its place on screen and its key on the keyboard."""

    key: str
    text: str
    tone: str
    position: int


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as it stands now; `companions` are the full keys of its companion answers.

    `problem` says what is wrong with a kept answer that does not fit this template; such an
    answer is kept as it is, but counts as none until it is answered again. A grid has `rows` and
    perhaps `columns`; a group lists the numbers of what was added, and `fresh` is the next one.
    What stands in a group has its key in `group`, and `within` says in which of them ("Child 2").
    `acts` tells that the answer asks for an action, `acted` that one was raised; `theme` is the key
    of a theme that the answer suggests.
    """

    key: str
    kind: str
    text: str
    help: str
    look_at: str
    descriptors: tuple[tuple[str, str], ...]
    boundaries: tuple[str, ...]
    choices: tuple[ChoiceView, ...]
    value: Value | None
    na: bool
    later: bool
    asked: bool
    required: bool
    read_only: bool
    problem: str
    companions: tuple[str, ...]
    unit: str
    least: float | None
    most: float | None
    allow_na: bool
    domain: str = ""
    answered: bool = False
    whole: bool = False
    appearance: str = ""
    standard: str = ""
    rows: tuple[ChoiceView, ...] = ()
    columns: tuple[ChoiceView, ...] = ()
    each: str = ""
    group: str = ""
    within: str = ""
    fresh: str = ""
    acts: bool = False
    acted: bool = False
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """Points given, of all that the questions can give, and of those that applied."""

    given: float
    of_all: float
    of_applied: float
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class DomainView:
    """One domain as it stands now; `questions` are the keys asked now, in order.

    `done` means that nothing in it is missing any more, not that every question is answered.
    """

    key: str
    title: str
    purpose: str
    graded: bool
    limiting: bool
    caps: str
    grade: str | None
    grade_name: str
    tone: str
    answered: int
    asked: int
    questions: tuple[str, ...]
    state: DomainState
    points: Points | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing before hand-in; `text` is a sentence that names domain and question."""

    key: str
    domain: str
    text: str
    why: Why
