"""What a sample is: its rules, the list it comes from, what was drawn, dropped and set aside."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Literal

Method = Literal["simple", "stratified", "fixed", "themed", "dip", "cohort", "closures"]
Stratify = Literal["", "team", "worker", "area", "kind"]
State = Literal["seeded", "drawn", "set_aside"]

METHODS: dict[Method, tuple[str, str]] = {
    "simple": ("Simple random", "Every case has the same chance."),
    "stratified": (
        "Stratified",
        "Each team, area or kind of case gives its fair share, by largest remainder.",
    ),
    "fixed": ("Fixed number", "The same number from each team or each worker."),
    "themed": ("Themed", "At random from the cases that fit a theme."),
    "dip": ("Dip sample", "A few cases, to look quickly: counts only, no percentages."),
    "cohort": ("Whole cohort", "Every case of the list."),
    "closures": ("Closures", "At random from the cases that were closed in the period."),
}
STRATA: dict[Stratify, str] = {
    "": "None",
    "team": "Team",
    "worker": "Worker",
    "area": "Area",
    "kind": "Kind of case",
}
ALL_CASES = "All cases"
MOST_DIP = 12


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases of the list fit a theme; what is empty does not restrict."""

    kinds: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    ethnicities: tuple[str, ...] = ()
    opened_from: date | None = None
    opened_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    seen_before: date | None = None

    @property
    def empty(self) -> bool:
        """Whether it restricts nothing."""
        return all(not getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Rules:
    """How a sample is drawn; the size is the first one, before it was extended.

    `lists` and `kinds` are what the template names as its frame: case lists such as annex_a.6, and
    kinds of case for the cases that stand on no list.
    """

    method: Method = "simple"
    size: int = 0
    strata: Stratify = ""
    minimum: int = 0
    cap: int = 0
    each: int = 0
    filter: Filter = field(default_factory=Filter)
    lists: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    months: int = 12
    one_per_family: bool = True
    spread: bool = False
    re_audit: bool = False

    @property
    def recent_stay(self) -> bool:
        """Whether cases audited lately may be drawn: re-audits, dip samples, whole cohorts."""
        return self.re_audit or self.method in {"dip", "cohort"} or self.months == 0


@dataclass(frozen=True, slots=True)
class FrameCase:
    """One case of the list, as the rules see it; `number` is what its ticket is made of."""

    id: str
    number: str
    team: str = ""
    area: str = ""
    worker: str = ""
    kind: str = ""
    family: str = ""
    age_band: str = ""
    ethnicity: str = ""
    lists: tuple[str, ...] = ()
    opened: date | None = None
    closed: date | None = None
    last_seen: date | None = None
    own: str = ""
    in_round: bool = False
    recent: bool = False
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """One case of the frozen list, in ticket order: its stratum, its turn, and why it is left out."""

    case: str
    stratum: int
    turn: int = 0
    left: str = ""


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum: how many cases it has that could be drawn, and how many it gives."""

    name: str
    size: int
    quota: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """The frozen list in ticket order; `repeated` lines of it named a case that stood there already."""

    places: tuple[Place, ...]
    strata: tuple[Stratum, ...]
    fingerprint: str
    repeated: int = 0
    recent: int = 0

    @property
    def could(self) -> int:
        """How many cases could be drawn."""
        return sum(one.size for one in self.strata)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A case that was drawn and is not audited, why, and the reserve that took its place."""

    case: str
    reason: str
    when: datetime
    by: str
    promoted: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """A case that somebody chose by hand, and why; it enters no rate."""

    case: str
    reason: str
    when: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample of a round for one template, from the recorded seed to what is drawn now."""

    id: str
    round: str
    template: str
    seed: str
    seeded: datetime
    seeded_by: str
    state: State = "seeded"
    earlier_seeds: int = 0
    rules: Rules = field(default_factory=Rules)
    frozen: datetime | None = None
    frozen_by: str = ""
    frame: int = 0
    fingerprint: str = ""
    repeated: int = 0
    unnumbered: int = 0
    recent: int = 0
    strata: tuple[Stratum, ...] = ()
    totals: tuple[int, ...] = ()
    drawn: tuple[str, ...] = ()
    digest: str = ""
    dropped: tuple[Dropped, ...] = ()
    picked: tuple[Picked, ...] = ()
    extended: tuple[str, ...] = ()
    reason: str = ""
    software: str = ""

    @property
    def could(self) -> int:
        """How many cases could be drawn."""
        return sum(one.size for one in self.strata)

    @property
    def asked(self) -> int:
        """How many cases the rules ask for now."""
        return sum(one.quota for one in self.strata)


LEFT: dict[str, str] = {
    "own": "Left out by the QA lead",
    "round": "Already in this round",
    "recent": "Audited within the months that the rules name",
    "sibling": "A sibling stands for the family",
}


def left_words(left: str, months: int = 12) -> str:
    """Why a case is left out, as people read it."""
    kind, _, reason = left.partition(":")
    if kind == "own":
        return f"{LEFT['own']}: {reason}" if reason else LEFT["own"]
    if kind == "recent":
        return f"Audited within {months} months"
    return LEFT.get(kind, kind)
