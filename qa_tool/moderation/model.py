"""A second reading, and the two verdicts that close it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Mode = Literal["blind", "desk", "panel"]
WellDone = Literal["yes", "mostly", "no"]
Chosen = Literal["inadequate", "safety", "random", "evidence", "picked", "reopened"]
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


@dataclass(frozen=True, slots=True)
class Reading:
    """One second reading of one audit, from being chosen until its verdicts are given.

    `grades` and `overall` are the moderator's own, saved before they could see the first ones;
    `final_*` is what counts afterwards. `chosen` says why, and only `random` speaks for the rest.
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

    @property
    def random(self) -> bool:
        """Only a reading that chance chose speaks for the audits that nobody read again."""
        return self.chosen == "random"
