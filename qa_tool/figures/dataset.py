"""The frozen data set that a report rests on: plain facts, gathered once, never asked for again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from qa_tool.template.model import Template

ReadingMode = Literal["blind", "desk", "panel"]


@dataclass(frozen=True, slots=True)
class Words:
    """Something somebody typed, with its place: `domain.reason`, `strength.what`, ..."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadingFact:
    """A second reading of one audit. `random` tells that chance chose it: only then it speaks for the rest."""

    random: bool
    mode: ReadingMode
    overall: str
    grades: Mapping[str, str]
    grade_right: bool
    well_done: Literal["yes", "mostly", "no"]
    final_overall: str
    final_grades: Mapping[str, str]
    reason: str
    moderator: str
    saved: date


@dataclass(frozen=True, slots=True)
class AuditFact:
    """One audit as the report sees it; ids of people and cases never leave the data set."""

    id: str
    reference: str
    round: str
    template: str
    version: str
    kind_of_case: str
    team: str
    area: str
    service: str
    worker: str
    auditor: str
    age_band: str
    ethnicity: str
    mode: str
    selection: str
    state: str
    handed_in: date | None
    signed_off: date | None
    overall: str
    grades: Mapping[str, str]
    implied: str = ""
    differs: str = ""
    reading: ReadingFact | None = None
    words: tuple[Words, ...] = ()
    evidence: int = 0
    safety: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)

    @property
    def final_overall(self) -> str:
        """The grade that counts: after moderation where there was one, otherwise the auditor's."""
        return self.reading.final_overall if self.reading else self.overall

    @property
    def final_grades(self) -> Mapping[str, str]:
        """The domain grades that count."""
        return self.reading.final_grades if self.reading else self.grades


@dataclass(frozen=True, slots=True)
class ActionFact:
    """One action, with everything that a report says of it."""

    audit: str
    reference: str
    team: str
    area: str
    domain: str
    what: str
    owner: str
    due: date | None
    state: str
    raised: date | None
    done: date | None = None
    verified: date | None = None
    needs_verifying: bool = False
    proof: str = ""
    difference: str = ""
    level: str = "child"


@dataclass(frozen=True, slots=True)
class DataSet:
    """Everything one report may say, frozen at one moment. `templates` by key, newest version used."""

    council: str
    round: str
    theme: str
    starts: date | None
    ends: date | None
    made: date
    planned: int
    allocated: int
    audits: tuple[AuditFact, ...]
    actions: tuple[ActionFact, ...]
    templates: Mapping[str, Template]
    open_cases: Mapping[str, int] = field(default_factory=dict)
    not_read: int = 0
    demonstration: bool = False
    marking: str = "OFFICIAL-SENSITIVE"
    fingerprint: str = ""
