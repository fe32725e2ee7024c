"""The whole loop in figures: actions, what asked for them, what they changed, and re-audits."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.figures.pairs import Pair

Bands = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One action as the report sees it; `first_due` is its date before it was moved."""

    reference: str
    what: str
    owner: str
    team: str
    level: str
    state: str
    due: date | None
    first_due: date | None = None
    raised: date | None = None
    done: date | None = None
    verified: date | None = None
    needs_verifying: bool = False
    compliance: bool = False
    difference: str = ""
    reopened: int = 0
    partner: bool = False
    kind: str = "action"
    offer: str = ""
    held: date | None = None
    took_part: int = 0
    measured: str = ""
    requirements: int = 0
    objective: str = ""
    domain: str = ""

    @property
    def finished(self) -> bool:
        """Verified where that is asked, otherwise done."""
        return self.state == "verified" or (self.state == "done" and not self.needs_verifying)

    def late(self, today: date) -> int:
        """How many days it is open past its date; 0 where it is not."""
        if self.state != "open" or self.due is None:
            return 0
        return max(0, (today - self.due).days)


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement as the report sees it."""

    source: str
    kind: str
    text: str
    due: date | None
    state: str
    actions: int
    finished: int
    lonely: bool
    late: int


@dataclass(frozen=True, slots=True)
class Aim:
    """One objective of the plan with how far its actions are."""

    title: str
    owner: str
    due: date | None
    actions: int
    finished: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Loop:
    """Everything that the report of actions says, frozen on one day."""

    council: str
    marking: str
    made: date
    round: str
    steps: tuple[Step, ...]
    asked: tuple[Asked, ...] = ()
    aims: tuple[Aim, ...] = ()
    pairs: tuple[Pair, ...] = ()
    unsettled: int = 0
    withheld: int = 0
    demonstration: bool = False

    @property
    def change(self) -> tuple[Step, ...]:
        """The actions that could change something for a child: all but those of compliance only."""
        return tuple(step for step in self.steps if not step.compliance)

    @property
    def compliance(self) -> tuple[Step, ...]:
        """The actions of compliance only, which never count as a change for a child."""
        return tuple(step for step in self.steps if step.compliance)

    @property
    def overdue(self) -> tuple[Step, ...]:
        """Open past their date, the oldest first."""
        found = [step for step in self.steps if step.late(self.made)]
        return tuple(sorted(found, key=lambda s: (-s.late(self.made), s.reference, s.what)))


@dataclass(frozen=True, slots=True)
class Verified:
    """Actions that somebody else must see: how many were, how many of them by their first date."""

    asked: int
    verified: int
    done_on_time: int
    on_time: int


def verified(steps: Iterable[Step]) -> Verified:
    """Counted on the first due date, so that a moved date makes nothing punctual."""
    asked = [step for step in steps if step.needs_verifying and step.state != "withdrawn"]
    seen = [step for step in asked if step.state == "verified"]
    in_time = [s for s in seen if _by(s.done, s)]
    return Verified(
        len(asked), len(seen), len(in_time), sum(1 for s in in_time if _by(s.verified, s))
    )


def _by(day: date | None, step: Step) -> bool:
    due = step.first_due or step.due
    return day is not None and due is not None and day <= due


def changed_for_child(steps: Iterable[Step]) -> tuple[int, int]:
    """Finished actions for one child that are no mere compliance: with a difference told, and all."""
    over = [s for s in steps if s.finished and s.level == "child" and not s.compliance]
    return sum(1 for step in over if step.difference.strip()), len(over)


BANDS: tuple[tuple[str, int, int | None], ...] = (
    ("Overdue 1 to 7 days", 1, 7),
    ("Overdue 8 to 28 days", 8, 28),
    ("Overdue 29 days or more", 29, None),
)


def ageing(steps: Sequence[Step], today: date) -> Bands:
    """Open actions by age: not due yet, then the three bands of overdue."""
    late = [step.late(today) for step in steps if step.state == "open"]
    bands = [("Not due yet", sum(1 for days in late if not days))]
    for name, least, most in BANDS:
        bands.append((name, sum(1 for d in late if d >= least and (most is None or d <= most))))
    return tuple(bands)


def by_team(steps: Iterable[Step], today: date) -> tuple[tuple[str, int, int, int], ...]:
    """Open, overdue and finished actions of each team, by name: nothing here ranks anybody."""
    open_, late, over = Counter[str](), Counter[str](), Counter[str]()
    for step in steps:
        name = step.team or "No team"
        open_[name] += step.state == "open"
        late[name] += bool(step.late(today))
        over[name] += step.finished
    return tuple((name, open_[name], late[name], over[name]) for name in sorted(open_))
