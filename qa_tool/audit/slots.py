"""The places for answers that a template makes: every question, grade, reason and companion."""

from dataclasses import dataclass
from typing import Literal

from qa_tool.audit.views import ChoiceView
from qa_tool.template.conditions import Condition

Part = Literal[
    "question", "companion", "grade", "reason", "evidence",
    "safety", "overall", "differs", "written",
]  # fmt: skip

SAFETY = "safety"
OVERALL = "overall"
LATER = "#later"
NOT_APPLICABLE = "not_applicable"
# In the dialect, but not drawn yet: shown as words only, and no answer is expected.
WITHOUT_ANSWER = frozenset({"note", "rating_grid", "group"})


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for one answer; conditions are parsed once per template.

    `owner` is the main key where this is a companion; `worry` are the answers of a safety
    question that ask for a safety stop or a reason.
    """

    key: str
    domain: str
    kind: str
    text: str
    part: Part = "question"
    help: str = ""
    look_at: str = ""
    choices: tuple[ChoiceView, ...] = ()
    descriptors: tuple[tuple[str, str], ...] = ()
    boundaries: tuple[str, ...] = ()
    required: bool = False
    require: Condition | None = None
    ask: Condition | None = None
    companions: tuple[str, ...] = ()
    owner: str = ""
    allow_na: bool = False
    least: float | None = None
    most: float | None = None
    whole: bool = False
    unit: str = ""
    not_future: bool = False
    worry: frozenset[str] = frozenset()

    @property
    def choice_keys(self) -> frozenset[str]:
        """The keys that an answer may be."""
        return frozenset(choice.key for choice in self.choices)

    @property
    def answerable(self) -> bool:
        """Whether it takes an answer at all."""
        return self.kind not in WITHOUT_ANSWER


@dataclass(frozen=True, slots=True)
class DomainPlan:
    """One domain with its main keys in order; safety and the overall are domains here too."""

    key: str
    title: str
    purpose: str
    keys: tuple[str, ...]
    graded: bool = False
    limiting: bool = False
    caps: str = ""
