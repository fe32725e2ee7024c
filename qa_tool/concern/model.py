"""A concern that the Chief Social Work Officer takes higher: to whom, what was asked, what was answered."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Recipient = Literal["director", "chief_executive", "members"]
State = Literal["open", "overdue", "answered", "withdrawn"]

RECIPIENTS: tuple[Recipient, ...] = ("director", "chief_executive", "members")
"""In the order in which it is usual; the two after the first are the exception."""
STATES: dict[State, str] = {
    "open": "Waits for an answer",
    "overdue": "No answer in time",
    "answered": "Answered",
    "withdrawn": "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody asked again on this day, and how."""

    on: date
    how: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern taken higher; `links` are what it rests on, as text: themes, notices, safety stops.

    `about` and `asked` are the CSWO's own words. An answer has its day; without one it is counted
    how long there is none. `by` kept it here.
    """

    id: str
    to: Recipient
    taken: date
    about: str
    asked: str
    links: tuple[str, ...] = ()
    by: str = ""
    reminders: tuple[Reminder, ...] = ()
    answered: date | None = None
    answer: str = ""
    withdrawn: date | None = None
    reason: str = ""
