"""What the auditor says to the outcome of a second reading, and a dispute about it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Stance = Literal["", "accepts", "disagrees"]
DisputeState = Literal["open", "reading", "settled"]
Way = Literal["", "third_reader", "qa_lead", "withdrawn"]

DISPUTE_STATES: dict[DisputeState, str] = {
    "open": "Waits for the QA lead",
    "reading": "A third reader reads the case",
    "settled": "Settled",
}
WAYS: dict[Way, str] = {
    "": "",
    "third_reader": "decided by a third reader",
    "qa_lead": "settled by the QA lead",
    "withdrawn": "taken back by the auditor",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said about a second reading; the auditor's answer to the outcome has a stance."""

    id: str
    reading: str
    audit: str
    who: str
    said: datetime
    words: str
    stance: Stance = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """An auditor does not accept the outcome: who says so and why, who reads again, how it ended.

    `third` is the id of the third reading. `final_*` is what counts once it is settled.
    """

    id: str
    audit: str
    reading: str
    raised_by: str
    raised: datetime
    words: str
    state: DisputeState = "open"
    third: str = ""
    due: date | None = None
    settled: datetime | None = None
    settled_by: str = ""
    way: Way = ""
    final_overall: str = ""
    final_grades: dict[str, str] = field(default_factory=dict)
    reason: str = ""
