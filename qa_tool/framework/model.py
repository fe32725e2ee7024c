"""What a QA framework is: its content clause by clause, its life, and what people say about a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from typing import Literal

from qa_tool.notice.ladder import Ladder
from qa_tool.theme.model import Theme

State = Literal["draft", "out", "proposed", "dropped"]
Standing = Literal["draft", "out", "proposed", "dropped", "in_effect", "replaced"]
Decision = Literal["accepted", "not_accepted"]
Source = Literal["here", "file", "workbook"]

STANDINGS: Mapping[Standing, str] = {
    "draft": "Draft",
    "out": "Out for comments",
    "proposed": "Proposed",
    "in_effect": "In effect",
    "replaced": "Replaced",
    "dropped": "Dropped",
}
DECISIONS: Mapping[Decision, str] = {"accepted": "Accepted", "not_accepted": "Not accepted"}
HOLIDAYS = "Working days of England and Wales, with their bank holidays"


@dataclass(frozen=True, slots=True)
class TemplateRef:
    """A template that stands in the framework: the exact version, by its fingerprint."""

    key: str
    title: str
    version: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the council's policy that the framework fixes; a yes or no is 1 or 0."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One round of the yearly calendar: when it begins, for how long, and how its audits are chosen.

    `share` is the percent read again at random where it departs from the framework's own.
    """

    key: str
    name: str
    month: int
    months: int
    templates: tuple[str, ...] = ()
    theme: str = ""
    audits: int = 0
    due_days: int = 0
    method: str = "simple"
    independence: tuple[str, ...] = ("other_team", "fresh_eyes")
    same_file_months: int = 12
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a framework says. The scales stand in the templates' own text."""

    templates: tuple[TemplateRef, ...] = ()
    settings: tuple[Setting, ...] = ()
    rounds: tuple[Planned, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    themes: tuple[Theme, ...] = ()
    holidays: str = HOLIDAYS

    def setting(self, name: str) -> Setting | None:
        """The setting of this name, where the framework has it."""
        return next((one for one in self.settings if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a framework that came in a file is from, and who signed it."""

    council: str
    council_id: str
    framework: str
    mark: str
    signed_by: str
    role: str
    key: str
    signed: date


@dataclass(frozen=True, slots=True)
class Framework:
    """One version of a framework as it is written; what is in effect is kept apart, as it was then.

    `out_mark` is the text that people were asked about. `edited` says that a framework from elsewhere
    was changed here, so that it is no longer theirs.
    """

    id: str
    name: str
    version: str
    content: Content = Content()
    note: str = ""
    planned: date | None = None
    state: State = "draft"
    made_by: str = ""
    made: datetime | None = None
    out: date | None = None
    answer_by: date | None = None
    out_mark: str = ""
    proposed_by: str = ""
    proposed: datetime | None = None
    why: str = ""
    origin: Origin | None = None
    edited: bool = False

    @property
    def identity(self) -> str:
        """The name that comments and copies know it by: the first council's, until it is changed here."""
        return self.origin.framework if self.origin is not None and not self.edited else self.id

    @property
    def title(self) -> str:
        """Name and version, as people say it."""
        return f"{self.name}, version {self.version}"


@dataclass(frozen=True, slots=True)
class Effect:
    """A framework came into effect: exactly what it said then, from which day, and who decided."""

    framework: str
    day: date
    by: str
    at: datetime
    name: str
    version: str
    mark: str
    content: Content = Content()
    note: str = ""

    @property
    def title(self) -> str:
        """Name and version, as people say it."""
        return f"{self.name}, version {self.version}"


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a clause of a draft; `mark` is the text that they had before them."""

    id: str
    framework: str
    mark: str
    clause: str
    clause_title: str
    text: str
    who: str
    role: str
    said: date
    source: Source = "here"
    person: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a comment was answered, and why."""

    comment: str
    decision: Decision
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A framework that was or is in effect, from a day up to, and not with, another."""

    effect: Effect
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Which framework stood when. On any day there is one, or none before the first."""

    effects: tuple[Effect, ...] = field(default_factory=tuple)

    @classmethod
    def of(cls, effects: Iterable[Effect]) -> "Timeline":
        """In order of their days; on one day the later decision stands."""
        return cls(tuple(sorted(effects, key=lambda one: (one.day, one.at, one.framework))))

    def on(self, day: date) -> Effect | None:
        """The one in effect on a day."""
        return next((one for one in reversed(self.effects) if one.day <= day), None)

    def spans(self) -> tuple[Span, ...]:
        """Each with the day on which the next one took its place, the oldest first."""
        ends: list[date | None] = [one.day for one in self.effects[1:]]
        return tuple(Span(one, end) for one, end in zip_longest(self.effects, ends))

    def standing(self, framework: Framework, today: date) -> Standing:
        """How a framework stands today."""
        if not any(one.framework == framework.id for one in self.effects):
            return framework.state
        now = self.on(today)
        return "in_effect" if now is not None and now.framework == framework.id else "replaced"
