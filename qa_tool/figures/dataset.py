"""The frozen data set that a report rests on: plain facts, gathered once, never asked for again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from qa_tool.template.model import Template

ReadingMode = Literal["blind", "desk", "panel"]
ReAuditState = Literal["nobody", "allocated", "done"]


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
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditFact:
    """One audit as the report sees it; ids of people and cases never leave the data set.

    `fingerprint` tells versions of a template apart. An audit that was reopened knows its `chain`
    (the id of its first version) and how often; `superseded` ones were replaced by a later version,
    and `earlier` is a closed reading of such a version, whose grades still count.
    """

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
    case: str = ""
    fingerprint: str = ""
    superseded: bool = False
    chain: str = ""
    reopened: int = 0
    earlier: ReadingFact | None = None

    @property
    def form(self) -> str:
        """The very template that was used: audits of two versions are never added up."""
        return self.fingerprint or self.template

    @property
    def settled(self) -> ReadingFact | None:
        """The second reading whose grades count: its own, otherwise that of an earlier version."""
        return self.reading or self.earlier

    @property
    def final_overall(self) -> str:
        """The grade that counts: after moderation where there was one, otherwise the auditor's."""
        return self.settled.final_overall if self.settled else self.overall

    @property
    def final_grades(self) -> Mapping[str, str]:
        """The domain grades that count."""
        return self.settled.final_grades if self.settled else self.grades


@dataclass(frozen=True, slots=True)
class SafetyFact:
    """One safety stop of the register, of a draft as well; what was feared is not in it.

    `told` says whether everybody who must hear it was told in time, `settled` when it was over.
    """

    reference: str
    level: str
    raised: date
    told: Literal["in_time", "late", "not_yet"]
    settled: date | None = None


@dataclass(frozen=True, slots=True)
class ReAuditFact:
    """One audit with the worst grade that asks for another by somebody else, and whether that is done."""

    reference: str
    since: date
    due: date
    state: ReAuditState
    late: bool


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
class ClockFact:
    """One statutory clock on the file of one audit: how often something was due, and in time.

    `local` clocks are the council's own standard. No grade is made of this.
    """

    audit: str
    clock: str
    title: str
    lengths: str
    local: bool
    due: int
    in_time: int

    @property
    def late(self) -> int:
        """How often it was late, or still missing."""
        return self.due - self.in_time


@dataclass(frozen=True, slots=True)
class DataSet:
    """Everything one report may say, frozen at one moment.

    `templates` by fingerprint, or by key where the audits carry none. `withheld` are the audits that
    whoever makes the report may not see yet. `joins` names, for a version of a template whose grades a
    confirmed crosswalk carries on, the last version that they are carried to.
    """

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
    safety: tuple[SafetyFact, ...] = ()
    re_audits: tuple[ReAuditFact, ...] = ()
    withheld: int = 0
    small_audits: int = 10
    small_workers: int = 3
    re_audit_months: int = 3
    joins: Mapping[str, str] = field(default_factory=dict)
    timeliness: tuple[ClockFact, ...] = ()

    def template_of(self, audit: AuditFact) -> Template | None:
        """The template that this audit was made with."""
        return self.templates.get(audit.form)
