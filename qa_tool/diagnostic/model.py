"""What a diagnostic session is: one team, its practice, its own view and its partner's; never a child."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from qa_tool.template.model import Scale

SessionState = Literal["open", "closed"]
How = Literal["", "private", "hands", "skipped"]
OutcomeKind = Literal["inspection", "peer"]

STATES: dict[SessionState, str] = {"open": "Being held", "closed": "Held"}
HOW: dict[How, str] = {
    "": "Not graded singly",
    "private": "Each graded in private",
    "hands": "Show of hands",
    "skipped": "Grading by each was skipped",
}
SERVICES: dict[str, str] = {
    "front_door": "Front door",
    "assessment": "Assessment",
    "safeguarding": "Safeguarding",
    "children_in_care": "Children in care",
}
OUTCOMES: dict[OutcomeKind, str] = {"inspection": "Inspection", "peer": "Peer challenge"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the talk about a standard in the room, and the minutes it is given."""

    key: str
    title: str
    minutes: int
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard of practice; `levels` has a description for each grade of the scale.

    `short` is its title where there is little room.
    """

    key: str
    title: str
    purpose: str
    levels: dict[str, str]
    look_at: str = ""
    prompts: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Standards:
    """A whole set in one edition; a session keeps the set that it was held with."""

    key: str
    title: str
    edition: str
    scale: str
    standards: tuple[Standard, ...]
    parts: tuple[Part, ...] = ()

    def standard(self, key: str) -> Standard | None:
        """The standard of this key."""
        return next((one for one in self.standards if one.key == key), None)

    def for_service(self, service: str) -> tuple[Standard, ...]:
        """The standards that are offered for a service."""
        return tuple(s for s in self.standards if not s.services or service in s.services)


@dataclass(frozen=True, slots=True)
class Came:
    """How many of one role took part: roles and counts, no names."""

    role: str
    n: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the scorecard extract, as its source prints it."""

    name: str
    value: str
    target: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Seminar:
    """The practice learning seminar that follows: when, for whom, what is taken to it."""

    day: date | None = None
    who: str = ""
    messages: tuple[str, ...] = ()
    came: int = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """For which organisation one of the partner's people sat in a session, as it was on that day."""

    person: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Session:
    """One session with one team.

    `people` are those with an account who are in the room and so see it whole; `partner_people` are
    the partner's. `standards` names the set by its mark, `chosen` the standards looked at. `before` is
    the session that this one looks at again. `cases` are ids of cases, shown by their references.
    `seats` keep the organisations: who moves to another one takes no session along.
    """

    id: str
    team: str
    area: str
    service: str
    day: date
    facilitator: str
    standards: str
    chosen: tuple[str, ...]
    made: datetime
    partner: str = ""
    people: tuple[str, ...] = ()
    partner_people: tuple[str, ...] = ()
    came: tuple[Came, ...] = ()
    lines: tuple[str, ...] = ()
    scorecard: tuple[Indicator, ...] = ()
    cases: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    seminar: Seminar = Seminar()
    revisit: date | None = None
    before: str = ""
    state: SessionState = "open"
    closed: datetime | None = None
    seats: tuple[Seat, ...] = ()

    @property
    def present(self) -> frozenset[str]:
        """Everybody with an account who was in it."""
        return frozenset((self.facilitator, *self.people, *self.partner_people)) - {""}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on one standard: the spread as counts, the agreed grade, and the partner's apart.

    `counts` say how many gave each grade and never who; they are there from the reveal on.
    """

    id: str
    session: str
    standard: str
    how: How = ""
    counts: dict[str, int] = field(default_factory=dict)
    revealed: datetime | None = None
    agreed: str = ""
    evidence: str = ""
    partner_grade: str = ""
    partner_view: str = ""
    good_here: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something the team will do, by whom and until when; `done` is the day it was."""

    id: str
    session: str
    text: str
    owner: str
    due: date
    standard: str = ""
    done: date | None = None
    came_of_it: str = ""
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class JudgementList:
    """The headings that an inspection or a peer challenge judges, and the scale of its day."""

    key: str
    kind: OutcomeKind
    title: str
    scale: str
    judgements: tuple[tuple[str, str], ...]
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this list was in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class JudgementLists:
    """Every list, and the scales that stand beside them."""

    lists: tuple[JudgementList, ...]
    scales: tuple[Scale, ...] = ()

    def one(self, key: str) -> JudgementList | None:
        """The list of this key."""
        return next((found for found in self.lists if found.key == key), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """One heading as it was judged; `words` are the reporter's short reason."""

    key: str
    grade: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Improve:
    """One area for improvement, with the time that the report gives for it."""

    text: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What somebody from outside concluded on a day: an inspection or a peer challenge."""

    id: str
    kind: OutcomeKind
    listed: str
    by: str
    day: date
    judged: tuple[Judged, ...]
    improve: tuple[Improve, ...] = ()
    area: str = ""
    recorded_by: str = ""
    recorded: datetime | None = None
    taken_back: str = ""
