"""The council as the program knows it: areas, teams, people, cases, rounds, allocations."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa_tool.template.model import SubjectKind

Role = Literal[
    "auditor", "moderator", "qa_lead", "cswo", "team_manager", "social_worker", "iro", "iro_manager",
    "partner",
]  # fmt: skip
Selection = Literal["random", "picked", "concern", "re_audit", "calibration", "mock"]
AllocationState = Literal["allocated", "returned", "done"]
Independence = Literal["other_team", "other_area", "fresh_eyes", "trained", "accredited"]

ROLE_NAMES: dict[Role, str] = {
    "auditor": "Auditor",
    "moderator": "Moderator",
    "qa_lead": "QA lead",
    "cswo": "Chief Social Work Officer",
    "team_manager": "Team manager",
    "social_worker": "Social worker",
    "iro": "Independent reviewing officer",
    "iro_manager": "IRO manager",
    "partner": "Improvement partner",
}


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the city or county that results are shown for."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """A team of practitioners, in one area and one service."""

    id: str
    name: str
    area: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here; `line_manager` is a person's id, and makes the line.

    `organisation` is the one that somebody from outside comes from; empty means the council's own.
    """

    id: str
    name: str
    roles: tuple[Role, ...] = ()
    team: str = ""
    line_manager: str = ""
    starts: date | None = None
    ends: date | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """A time in which somebody does no audits; the first and the last day belong to it."""

    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Exemption:
    """Somebody need not audit for a time; somebody else has approved it. It always has an end."""

    approver: str
    starts: date
    ends: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Auditor:
    """What sharing out needs to know of an auditor; `id` is the person's.

    `per_month` counts full audits; without one, the usual load of the council stands.
    """

    id: str
    per_month: int | None = None
    trained: date | None = None
    accredited: date | None = None
    leave: tuple[Away, ...] = ()
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A child (or worker, team, organisation, carer) whose work is audited.

    `reference` is random and safe to show; `council_number` is shown only to the people allocated
    to the case and the QA lead, and is empty where the council keeps none. `family` joins siblings;
    `lists` are the case lists it stood on when it was last brought in, such as annex_a.6.
    """

    id: str
    reference: str
    subject: SubjectKind = "child"
    council_number: str = ""
    team: str = ""
    worker: str = ""
    kind: str = ""
    age_band: str = ""
    ethnicity: str = ""
    opened: date | None = None
    closed: date | None = None
    family: str = ""
    restricted_to: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    last_seen: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """How many audits a round plans for one team, or for one auditor."""

    of: str
    audits: int


@dataclass(frozen=True, slots=True)
class Round:
    """One wave of audits: what it looks at, when, with which templates, and how many are planned.

    `seed` decides by hash ticket which audits are read again; it is recorded when the round is made.
    An audit is due `due_days` working days after it is given, at the latest on `due`.
    `independence` holds the rules beyond own case, own line and restricted files, which always hold.
    Without a `moderation_share` of its own a round has the council's. `repeats` is an older round.
    """

    id: str
    name: str
    theme: str = ""
    templates: tuple[str, ...] = ()
    starts: date | None = None
    ends: date | None = None
    due: date | None = None
    planned: int = 0
    seed: str = ""
    planned_teams: tuple[Planned, ...] = ()
    planned_auditors: tuple[Planned, ...] = ()
    due_days: int = 0
    independence: tuple[Independence, ...] = ("other_team", "fresh_eyes")
    same_file_months: int = 12
    moderation_share: int | None = None
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """One case given to one auditor in one round; `selection` says how the case got into the sample."""

    id: str
    round: str
    case: str
    template: str
    auditor: str
    due: date | None = None
    selection: Selection = "random"
    state: AllocationState = "allocated"
    reason: str = ""
