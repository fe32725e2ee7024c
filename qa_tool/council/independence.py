"""Who may not audit which case in a round, and why, in words that follow a name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qa_tool.council.model import Independence

RULES: Mapping[Independence, str] = {
    "other_team": "Not in the team that holds the case",
    "other_area": "Not in the area that holds the case",
    "fresh_eyes": "Has not audited or read this file again lately",
    "trained": "Is trained as an auditor",
    "accredited": "Is accredited as an auditor",
}
"""The rules that a round may set. Own case, own line and restricted files are refused always."""


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody who may not have one case, and why: `gave this case back`."""

    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Job:
    """One case to be audited with one template: whose it is, and how long it takes."""

    case: str
    template: str
    minutes: int
    worker: str = ""
    line: tuple[str, ...] = ()
    team: str = ""
    area: str = ""
    restricted_to: tuple[str, ...] = ()
    barred: tuple[Barred, ...] = ()

    @property
    def key(self) -> str:
        """What tells this job from every other one of the round."""
        return f"{self.case}/{self.template}"

    @property
    def provable(self) -> bool:
        """Whether independence can be shown at all: somebody must be known to hold the case."""
        return bool(self.worker or self.team)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might audit: time in minutes, and why nothing can be given to them now."""

    id: str
    capacity: int
    had: int = 0
    team: str = ""
    area: str = ""
    why_none: str = ""


def whose(job: Job, who: Candidate, rules: Collection[Independence]) -> str:
    """Why this person is too near to whoever holds the case; empty when they are not."""
    if who.id == job.worker:
        return "holds this case"
    if who.id in job.line:
        return "manages whoever holds this case"
    if "other_team" in rules and job.team and who.team == job.team:
        return "is in the team that holds this case"
    if "other_area" in rules and job.area and who.area == job.area:
        return "is in the area that holds this case"
    return ""


def why_not(job: Job, who: Candidate, rules: Collection[Independence]) -> str:
    """Why this person may not have this case, whatever their time; empty when they may."""
    if job.restricted_to and who.id not in job.restricted_to:
        return "is not one of the auditors named for this restricted file"
    near = whose(job, who, rules)
    if near:
        return near
    barred = next((b.why for b in job.barred if b.who == who.id), "")
    return barred or who.why_none


def never(job: Job, who: Candidate) -> str:
    """Why no reason can lift the bar: own case, own line, restricted; empty otherwise."""
    bare = Candidate(who.id, 0)
    return why_not(Job(job.case, job.template, job.minutes, job.worker, job.line,
                       restricted_to=job.restricted_to), bare, ())  # fmt: skip
