"""The frozen data set of one publication: codes and counts only, so that it opens again years later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from qa_tool.template.model import Scale

FORMAT = 2  # 1 knew no lists, nor the grades that auditors gave themselves
Read = Literal["", "random", "targeted", "partial"]


@dataclass(frozen=True, slots=True)
class FrozenDomain:
    """One graded domain of a form, with its scale's key."""

    key: str
    title: str
    scale: str


@dataclass(frozen=True, slots=True)
class FrozenForm:
    """One version of a template as it was used; `overall` is the scale of its overall grade, or empty."""

    fingerprint: str
    key: str
    title: str
    version: str
    overall: str
    domains: tuple[FrozenDomain, ...]


@dataclass(frozen=True, slots=True)
class FrozenAudit:
    """One audit that was looked at; `why` says why it enters no rate, and is empty when it does.

    What is left out keeps no grade, unless it was read again at random: only then it says how far
    grades can be trusted. `worker` is a number within this set and leads to nobody.
    """

    id: str
    form: str
    kind: str
    round: str
    area: str
    service: str
    team: str
    worker: int
    age: str
    ethnicity: str
    mode: str
    why: str
    handed_in: date | None
    final: str = ""
    finals: Mapping[str, str] = field(default_factory=dict)
    read: Read = ""
    first: str = ""
    second: str = ""
    themes: tuple[str, ...] = ()
    voices: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    settled: bool = False
    listed: int = 0
    stratum: int = 0

    @property
    def counted(self) -> bool:
        """Whether it enters rates."""
        return not self.why


@dataclass(frozen=True, slots=True)
class FrozenRound:
    """One round that began in the year: how many audits were planned and given out."""

    id: str
    name: str
    starts: date | None
    planned: int
    allocated: int


@dataclass(frozen=True, slots=True)
class FrozenStratum:
    """One part of a list: how many cases of each kind could be drawn, and how many were."""

    sizes: Mapping[str, int]
    drawn: int

    @property
    def size(self) -> int:
        """How many cases could be drawn."""
        return sum(self.sizes.values())


@dataclass(frozen=True, slots=True)
class FrozenList:
    """The list that a round's sample for one template was drawn from, in its parts; it names nobody."""

    round: str
    template: str
    method: str
    strata: tuple[FrozenStratum, ...]

    @property
    def size(self) -> int:
        """How many cases could be drawn."""
        return sum(one.size for one in self.strata)


@dataclass(frozen=True, slots=True)
class FrozenStop:
    """One safety stop; `told` says whether everybody who must hear of it was told in time."""

    level: str
    raised: date
    told: str
    settled: bool


@dataclass(frozen=True, slots=True)
class FrozenAction:
    """One action: where it stands, by its first due date, and whether a difference was told."""

    level: str
    standing: str
    asked: bool
    days_late: int
    compliance: bool
    difference: bool


@dataclass(frozen=True, slots=True)
class FrozenPair:
    """One re-audit beside what it follows: which way the overall and each domain went."""

    form: str
    way: str
    domains: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrozenNotice:
    """One QA notice: formal or not, within its limit or not, and whether practice changed."""

    kind: str
    formal: bool
    limit: str
    effect: str
    safety: bool
    raised: date


@dataclass(frozen=True, slots=True)
class FrozenConcern:
    """A concern taken higher: to whom by title, and where it stands."""

    to: str
    standing: str
    days: int


@dataclass(frozen=True, slots=True)
class FrozenSurvey:
    """One measure of a survey, complaints, compliments or advocacy over the year; None where never entered."""

    source: str
    title: str
    measure: str
    n: int | None
    quarters: int


@dataclass(frozen=True, slots=True)
class FrozenTheme:
    """One theme of the codebook."""

    id: str
    title: str
    tone: str


@dataclass(frozen=True, slots=True)
class FrozenAsked:
    """What inspections, peers and plans asked for: how many, and how many are met."""

    title: str
    asked: int
    met: int
    overdue: int


@dataclass(frozen=True, slots=True)
class FrozenDiagnostic:
    """One diagnostic session with a team: only that it was held; it never enters the audits."""

    team: str
    area: str
    held: date


@dataclass(frozen=True, slots=True)
class Frozen:
    """Everything that one publication may say in numbers, as it stood on one day.

    `first` and `last` are the days that it speaks of; a year that is not over ends on the day it was
    made. `withheld` audits were out of the sight of whoever made it.
    """

    council: str
    year: str
    first: date
    last: date
    whole: bool
    made: date
    scales: tuple[Scale, ...]
    forms: tuple[FrozenForm, ...]
    rounds: tuple[FrozenRound, ...]
    audits: tuple[FrozenAudit, ...]
    open_cases: Mapping[str, int]
    stops: tuple[FrozenStop, ...] = ()
    actions: tuple[FrozenAction, ...] = ()
    pairs: tuple[FrozenPair, ...] = ()
    re_audits: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[FrozenNotice, ...] = ()
    concerns: tuple[FrozenConcern, ...] = ()
    surveys: tuple[FrozenSurvey, ...] = ()
    themes: tuple[FrozenTheme, ...] = ()
    asked: tuple[FrozenAsked, ...] = ()
    diagnostics: tuple[FrozenDiagnostic, ...] = ()
    not_read: int = 0
    withheld: int = 0
    demonstration: bool = False
    small_audits: int = 10
    small_workers: int = 3
    format: int = FORMAT
    lists: tuple[FrozenList, ...] = ()

    def stratum(self, audit: FrozenAudit) -> FrozenStratum | None:
        """The part of a list that an audit was drawn from; None where that is not known."""
        if not 0 < audit.listed <= len(self.lists):
            return None
        strata = self.lists[audit.listed - 1].strata
        return strata[audit.stratum] if 0 <= audit.stratum < len(strata) else None

    def chance(self, audit: FrozenAudit) -> float | None:
        """How likely it was that this audit's case was drawn; None where that is not known."""
        found = self.stratum(audit)
        return found.drawn / found.size if found is not None and found.size else None

    def form(self, fingerprint: str) -> FrozenForm:
        """The form of this fingerprint."""
        return next(form for form in self.forms if form.fingerprint == fingerprint)

    def scale(self, key: str) -> Scale | None:
        """The scale of this key."""
        return next((scale for scale in self.scales if scale.key == key), None)

    @property
    def counted(self) -> tuple[FrozenAudit, ...]:
        """The audits that enter rates."""
        return tuple(audit for audit in self.audits if audit.counted)

    @property
    def period(self) -> str:
        """`2025-26`, or the days where the year is not over."""
        return self.year if self.whole else f"{self.first.isoformat()} to {self.last.isoformat()}"
