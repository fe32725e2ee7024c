"""A second reading, and the two verdicts that close it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Mode = Literal["blind", "desk", "panel"]
WellDone = Literal["yes", "mostly", "no"]
Chosen = Literal[
    "inadequate", "safety", "random", "evidence", "picked", "reopened", "override", "consistency",
    "new_auditor", "dispute",
]  # fmt: skip
ReadingState = Literal["waiting", "saved", "closed"]

MODES: dict[Mode, str] = {
    "blind": "Blind, full re-read of the file",
    "desk": "Desk check of the form",
    "panel": "Panel",
}
WELL_DONE: dict[WellDone, str] = {
    "yes": "Yes, the audit is well done",
    "mostly": "Mostly; the auditor gets feedback",
    "no": "No, the audit must be done again",
}


def right_asked(overall: str) -> str:
    """The first verdict's question: about the overall where the template has one, else about all grades."""
    return "Is the overall grade right?" if overall == "graded" else "Are the grades right?"


WHY_CHOSEN: dict[Chosen, str] = {
    "safety": "A safety stop was raised",
    "inadequate": "The overall is the worst grade",
    "evidence": "Not enough evidence in a limiting domain",
    "random": "Drawn by lot",
    "picked": "Chosen by hand",
    "reopened": "Read again before, then reopened",
    "override": "The overall departs from what the domains imply",
    "consistency": "A consistency problem was overruled",
    "new_auditor": "One of a new auditor's first audits",
    "dispute": "A third reading, because the outcome is disputed",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One second reading of one audit, from being chosen until its verdicts are given.

    `grades` and `overall` are the moderator's own, saved before they could see the first ones;
    `final_*` is what counts afterwards. `chosen` says why, and only `random` speaks for the rest;
    `rule` says how it came to that. `opened` is when the case was opened, after the declaration of
    independence and behind the shield; `seen` is when the first grades were first looked at.
    `dispute` names the dispute that a third reading is for. An outside peer has a name and an
    organisation, and a moderator who types in for them.
    """

    id: str
    audit: str
    template: str
    case: str
    moderator: str
    chosen: Chosen
    mode: Mode = "blind"
    state: ReadingState = "waiting"
    due: date | None = None
    made: datetime | None = None
    saved: datetime | None = None
    closed: datetime | None = None
    overall: str = ""
    grades: dict[str, str] = field(default_factory=dict)
    grade_right: bool = True
    well_done: WellDone = "yes"
    final_overall: str = ""
    final_grades: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    feedback: str = ""
    overruled: tuple[str, ...] = ()
    rule: str = ""
    opened: datetime | None = None
    seen: datetime | None = None
    panel: tuple[str, ...] = ()
    conclusion: str = ""
    outside: str = ""
    organisation: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    dispute: str = ""

    @property
    def random(self) -> bool:
        """Only a reading that chance chose speaks for the audits that nobody read again."""
        return self.chosen == "random"
