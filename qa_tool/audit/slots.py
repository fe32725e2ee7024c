"""The places for answers that a template makes: every question, grade, reason and companion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from qa_tool.audit.views import ChoiceView
from qa_tool.template.conditions import Calculation, Condition

Part = Literal[
    "question", "companion", "grade", "reason", "evidence",
    "safety", "overall", "differs", "written",
]  # fmt: skip

SAFETY = "safety"
OVERALL = "overall"
LATER = "#later"
COMMENT = "#comment"
NOT_APPLICABLE = "not_applicable"
ENTRY = "entry"  # one of a repeated group: its heading
UNSEEN = frozenset({"hidden", "today"})
WORKED = frozenset({"calculate", *UNSEEN})
# Nobody answers these: words to read, headings, and what is worked out.
WITHOUT_ANSWER = frozenset({"note", ENTRY, *WORKED})


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for one answer; conditions are parsed once per template.

    Where `act` holds, the answer asks for an action; where `tag` does (or always, without one), it
    suggests `theme`.

    `owner` is the main key where this is a companion; `worry` are the answers of a safety
    question that ask for a safety stop or a reason. `group` is the group that it stands in and
    `within` in which of its entries; `alias` is its key in the template, where conditions outside
    the group see all of its answers together.
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
    rows: tuple[ChoiceView, ...] = ()
    columns: tuple[ChoiceView, ...] = ()
    cells: tuple[str, ...] = ()
    each: str = ""
    group: str = ""
    within: str = ""
    alias: str = ""
    calculation: Calculation | None = None
    fixed: str = ""
    constraint: Condition | None = None
    constraint_message: str = ""
    required_message: str = ""
    read_only: bool = False
    appearance: str = ""
    standard: str = ""
    theme: str = ""
    tag: Condition | None = None
    act: Condition | None = None
    weight: float = 1.0
    scores: Mapping[str, float] = field(default_factory=dict)
    offered: Mapping[str, Condition] = field(default_factory=dict)
    dated: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    na_keys: frozenset[str] = frozenset()

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
