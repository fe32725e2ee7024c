"""The rules of a session: what it still needs, the spread, the gap to the partner, movement, the revisit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa_tool.calendar import months_on
from qa_tool.diagnostic.model import Commitment, Finding, Session, Standards
from qa_tool.template.model import Grade, Scale

LEAST_PRIVATE = 3
"""Below this many, a count would tell who gave which grade."""
COMMITMENTS = (3, 5)
CASES = (5, 8)
REVISIT_MONTHS = (3, 6)

Move = Literal["better", "same", "worse", ""]
MOVES: dict[Move, str] = {"better": "Better", "same": "As before", "worse": "Worse", "": ""}


def rank(scale: Scale, key: str) -> int | None:
    """The rank of a grade, 1 is best; None where there is none."""
    grade = scale.grade(key)
    return grade.rank if grade is not None else None


def gap(scale: Scale, agreed: str, partner: str) -> int | None:
    """How many grades the partner's lies below (+) or above (-) the team's own; None without both."""
    own, other = rank(scale, agreed), rank(scale, partner)
    return None if own is None or other is None else other - own


def gap_words(found: int | None) -> str:
    """The gap in words."""
    if found is None:
        return ""
    if not found:
        return "Same view"
    grades = f"{abs(found)} grade{'s' if abs(found) > 1 else ''}"
    return f"Partner {grades} {'lower' if found > 0 else 'higher'}"


def moved(scale: Scale, before: str, now: str) -> Move:
    """Which way an agreed grade went since last time; "" without both."""
    old, new = rank(scale, before), rank(scale, now)
    if old is None or new is None:
        return ""
    if old == new:
        return "same"
    return "better" if new < old else "worse"


@dataclass(frozen=True, slots=True)
class Spread:
    """How those in the room graded: a count for each grade, how many, and how far apart."""

    counts: tuple[tuple[Grade, int], ...]
    n: int
    steps: int

    @property
    def words(self) -> str:
        """The spread in one line."""
        if not self.n:
            return "Nobody graded"
        if not self.steps:
            return "All chose the same grade" if self.n > 1 else "One grade only"
        return f"{self.n} grades, {self.steps} step{'s' if self.steps > 1 else ''} apart"


def spread(scale: Scale, counts: Mapping[str, int]) -> Spread:
    """The spread of these counts over the ranked grades of a scale."""
    rows = tuple((grade, int(counts.get(grade.key, 0))) for grade in scale.ranked)
    given = [grade.rank or 0 for grade, n in rows if n]
    return Spread(rows, sum(n for _grade, n in rows), max(given) - min(given) if given else 0)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to be said before a session can be closed, or that is usual and not there.

    `needed` holds the close up; otherwise it is a hint. `standard` is where it belongs.
    """

    what: str
    needed: bool = True
    standard: str = ""


def missing(
    session: Session,
    findings: Iterable[Finding],
    commitments: Sequence[Commitment],
    set_: Standards,
) -> tuple[Missing, ...]:
    """What a session needs: for each standard looked at the agreed grade and evidence; commitments."""
    by_key = {one.standard: one for one in findings}
    found = [
        said
        for key in session.chosen
        if (said := _standard(key, by_key.get(key), set_)) is not None
    ]
    return (*found, *_commitments(commitments), *_hints(session))


def _standard(key: str, one: Finding | None, set_: Standards) -> Missing | None:
    standard = set_.standard(key)
    title = standard.title if standard else key
    if one is None or not one.agreed:
        return Missing(f"{title}: no grade is agreed yet.", standard=key)
    if not one.evidence.strip():
        return Missing(f"{title}: what is the evidence?", standard=key)
    return None


def _commitments(commitments: Sequence[Commitment]) -> list[Missing]:
    n = sum(not one.dropped for one in commitments)
    if not n:
        return [Missing("There is no commitment yet.")]
    if COMMITMENTS[0] <= n <= COMMITMENTS[1]:
        return []
    return [Missing(f"Three to five commitments are usual; there {_are(n)}.", needed=False)]


def _hints(session: Session) -> list[Missing]:
    found, n = [], len(session.cases)
    if n and not CASES[0] <= n <= CASES[1]:
        found.append(f"Five to eight cases are usual; there {_are(n)}.")
    if not session.themes:
        found.append("No theme is chosen.")
    if session.revisit is None:
        found.append("No day for the revisit is set.")
    return [Missing(what, needed=False) for what in found]


def _are(n: int) -> str:
    return "is 1" if n == 1 else f"are {n}"


def revisit_window(day: date) -> tuple[date, date]:
    """Between which days a team is looked at again: three to six months after."""
    return months_on(day, REVISIT_MONTHS[0]), months_on(day, REVISIT_MONTHS[1])


RevisitState = Literal["none", "set", "due", "overdue", "done"]
REVISITS: dict[RevisitState, str] = {
    "none": "No revisit set",
    "set": "Revisit set",
    "due": "Revisit due",
    "overdue": "Revisit overdue",
    "done": "Revisited",
}


def revisit_state(session: Session, today: date, *, again: bool) -> RevisitState:
    """Where the revisit stands: done once a later session looks back at this one; due from its day on."""
    if again:
        return "done"
    if session.revisit is None:
        return "none"
    if today > revisit_window(session.day)[1]:
        return "overdue"
    return "due" if today >= session.revisit else "set"
