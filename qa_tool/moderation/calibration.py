"""Calibration: several people grade the same example privately, then see how far apart they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from qa_tool.template.model import Grade, Scale

CalibrationState = Literal["open", "revealed", "closed"]

CALIBRATION_STATES: dict[CalibrationState, str] = {
    "open": "Private grading",
    "revealed": "To be talked over",
    "closed": "Closed",
}


@dataclass(frozen=True, slots=True)
class Example:
    """What is graded: a case of the council, or a worked example in writing."""

    id: str
    title: str
    case: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Calibration:
    """One session: who grades what with which template, until when, and what the group agreed.

    `notes` and `agreed` are held by `place(example, domain)`; `early` says why grades were revealed
    before everybody had saved.
    """

    id: str
    title: str
    template: str
    fingerprint: str
    made_by: str
    made: datetime
    due: date | None
    takes_part: tuple[str, ...]
    examples: tuple[Example, ...]
    state: CalibrationState = "open"
    revealed: datetime | None = None
    closed: datetime | None = None
    early: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    agreed: dict[str, str] = field(default_factory=dict)

    def example(self, example_id: str) -> Example | None:
        """One of its examples."""
        return next((one for one in self.examples if one.id == example_id), None)


@dataclass(frozen=True, slots=True)
class CalibrationGrades:
    """What one person graded of one example; `named` is their yes to their name beside it."""

    id: str
    session: str
    example: str
    person: str
    saved: datetime
    overall: str = ""
    grades: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    named: bool = False

    def of(self, domain: str) -> str:
        """The grade of a domain, or the overall."""
        return self.overall if domain == "overall" else self.grades.get(domain, "")


def place(example: str, domain: str) -> str:
    """Where notes and agreed grades are held."""
    return f"{example}/{domain}"


def everybody_saved(session: Calibration, grades: Iterable[CalibrationGrades]) -> bool:
    """Whether each who takes part has saved each example."""
    wanted = {(one.id, person) for one in session.examples for person in session.takes_part}
    return wanted <= {(g.example, g.person) for g in grades}


@dataclass(frozen=True, slots=True)
class Count:
    """One grade of a scale: how many gave it, who of them agreed to be named, and their reasons."""

    grade: Grade
    n: int
    names: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """One domain of one example: the counts for each grade, how far they lie apart, one's own grade.

    `steps` counts the grades between the best and the worst given; `together` is how many gave the
    most frequent one; `own` is the asking person's grade.
    """

    example: str
    domain: str
    title: str
    counts: tuple[Count, ...]
    n: int
    steps: int
    together: int
    own: str
    note: str = ""
    agreed: str = ""

    @property
    def apart(self) -> tuple[int, int]:
        """How hard it was to agree: the larger, the harder."""
        return self.steps, self.n - self.together

    @property
    def neighbours(self) -> tuple[Grade, ...]:
        """The two grades that most people chose, where the group parted; empty where it did not."""
        given = sorted((c for c in self.counts if c.n), key=lambda c: -c.n)
        two = sorted((c.grade for c in given[:2]), key=lambda g: g.position)
        return tuple(two) if len(two) == 2 else ()


def spread(
    rows: Sequence[tuple[str, str, Scale]],
    grades: Sequence[CalibrationGrades],
    example: str,
    me: str,
    names: Mapping[str, str],
) -> tuple[Spread, ...]:
    """How the group graded one example, by domain, in the order of the template.

    `names` has the names of those who agreed to be named; nobody else's is in what comes back.
    """
    mine = next((g for g in grades if g.person == me and g.example == example), None)
    of_it = [g for g in grades if g.example == example]
    return tuple(_one(row, of_it, example, mine.of(row[0]) if mine else "", names) for row in rows)


def _one(
    row: tuple[str, str, Scale],
    grades: Sequence[CalibrationGrades],
    example: str,
    own: str,
    names: Mapping[str, str],
) -> Spread:
    domain, title, scale = row
    given = Counter(g.of(domain) for g in grades if g.of(domain))
    counts = []
    for grade in sorted(scale.grades, key=lambda g: g.position):
        those = [g for g in grades if g.of(domain) == grade.key]
        named = sorted(names[g.person] for g in those if g.named and g.person in names)
        said = sorted(g.reasons[domain] for g in those if g.reasons.get(domain))
        counts.append(Count(grade, len(those), tuple(named), tuple(said)))
    ranks = [c.grade.rank for c in counts if c.n and c.grade.rank is not None]
    steps = max(ranks) - min(ranks) if ranks else 0
    together = max(given.values(), default=0)
    return Spread(example, domain, title, tuple(counts), sum(given.values()), steps, together, own)


def hardest(spreads: Iterable[Spread], at_most: int = 5) -> tuple[Spread, ...]:
    """Where the group was furthest apart, the furthest first; where all agreed nothing is hard."""
    found = [one for one in spreads if one.n > 1 and one.together < one.n]
    return tuple(sorted(found, key=lambda s: s.apart, reverse=True)[:at_most])
