"""What is kept of a voice: the check that contact is safe, each attempt, and what was said."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from qa_tool.template.model import VoiceKind

Safe = Literal["yes", "with_care", "no"]
Way = Literal[
    "visit", "call", "meeting", "online", "through_worker", "message", "letter", "voicemail"
]
Outcome = Literal["reached", "no_answer", "declined", "not_appropriate", "not_tried"]
View = Literal["lot", "bit", "not", "worse", "cannot_say"]
Help = Literal["interpreter", "easy_read", "advocate"]
Standing = Literal[
    "obtained", "reached", "declined", "not_safe", "no_answer", "not_appropriate", "not_tried", "none"
]  # fmt: skip

WHO: dict[VoiceKind, str] = {
    "child": "Child or young person",
    "family": "Family member",
    "carer": "Carer",
    "worker": "Practitioner",
    "manager": "Team manager",
    "partner": "Partner agency",
}
SHORT: dict[VoiceKind, str] = {
    "child": "Child", "family": "Family", "carer": "Carer", "worker": "Practitioner",
    "manager": "Manager", "partner": "Partner",
}  # fmt: skip
FAMILY_SIDE: frozenset[VoiceKind] = frozenset({"child", "family", "carer"})
"""Those who are asked only after it was checked that contact is safe."""
SAFE: dict[Safe, str] = {
    "yes": "Safe to contact",
    "with_care": "Safe only with care: abuse or coercion is known or suspected",
    "no": "Not safe: no contact is made",
}
WAYS: dict[Way, str] = {
    "visit": "Visit", "call": "Telephone call", "meeting": "At a meeting", "online": "Online call",
    "through_worker": "Through the practitioner", "message": "Text message or e-mail",
    "letter": "Letter", "voicemail": "Voicemail",
}  # fmt: skip
LEAVE_TRACES: frozenset[Way] = frozenset({"message", "letter", "voicemail"})
"""Ways that somebody else in the home may see or hear: never where abuse or coercion is known."""
OUTCOMES: dict[Outcome, str] = {
    "reached": "Reached, and they took part",
    "no_answer": "No answer, or not the time",
    "declined": "They said no",
    "not_appropriate": "Not appropriate for this child or person",
    "not_tried": "Not tried",
}
WITHOUT_CONTACT: frozenset[Outcome] = frozenset({"not_appropriate", "not_tried"})
VIEWS: dict[View, str] = {
    "lot": "It helped a lot",
    "bit": "It helped a bit",
    "not": "It did not help",
    "worse": "It made things worse",
    "cannot_say": "They could not say",
}
HELPS: dict[Help, str] = {
    "interpreter": "Interpreter", "easy_read": "Easy words or pictures", "advocate": "Advocate or supporter",
}  # fmt: skip
STANDINGS: dict[Standing, str] = {
    "obtained": "Heard",
    "reached": "To be written",
    "declined": "Declined",
    "not_safe": "Not safe",
    "no_answer": "No answer yet",
    "not_appropriate": "Not appropriate",
    "not_tried": "Not tried, with a reason",
    "none": "Nothing recorded",
}
SOUGHT: frozenset[Standing] = frozenset({"obtained", "reached", "declined", "no_answer"})
ENOUGH_TRIES = 3


@dataclass(frozen=True, slots=True)
class Check:
    """Whether it is safe to contact somebody, by whom and how; asked of whom, and on which day.

    `danger` says that domestic abuse or coercion is known or suspected. No address and no number is
    kept here: these stay in the case system.
    """

    id: str
    allocation: str
    who: VoiceKind
    safe: Safe
    danger: bool
    by_whom: str
    how: str
    checked_with: str
    checked_on: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt and what came of it, in codes; its words stand in `Words` under the same id.

    `used`, `shared` and `quoted` are what somebody agreed to: that it counts in the audit, that the
    practitioner hears it, that it may be quoted without a name.
    """

    id: str
    allocation: str
    who: VoiceKind
    day: date
    way: Way | Literal[""]
    outcome: Outcome
    done_by: str
    by: str
    at: datetime
    helps: tuple[Help, ...] = ()
    used: bool | None = None
    shared: bool = False
    quoted: bool = False
    view: View | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to one question, with the question as it was asked."""

    key: str
    question: str
    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """The typed words of one attempt: why nothing came of it, or what was said. They can be erased."""

    id: str
    allocation: str
    why: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Discussed:
    """An audit was taken to supervision on this day; what was said stays in the supervision record."""

    id: str
    audit: str
    day: date
    by: str
    at: datetime
