"""The rules of asking: safe contact first, consent before words, and where a voice stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa_tool.errors import QAError, Refused
from qa_tool.template.model import Scale, VoiceKind
from qa_tool.voice.model import (
    FAMILY_SIDE,
    LEAVE_TRACES,
    SHORT,
    SOUGHT,
    WAYS,
    WHO,
    WITHOUT_CONTACT,
    Attempt,
    Check,
    Standing,
)

NEVER_DETAILS = "Telephone numbers, e-mail and street addresses stay in the case system."
_NUMBER = re.compile(r"(?<![\d-])(?:\+|0)(?:[\s().-]{0,2}\d){9,13}(?!\d)")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_POST = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b")


def contact_details(text: str) -> str:
    """A warning where the text looks as if it held a number, e-mail address or postcode; else empty."""
    for looks, pattern in (
        ("an e-mail address", _MAIL), ("a telephone number", _NUMBER), ("a postcode", _POST),
    ):  # fmt: skip
        if pattern.search(text):
            return f"This looks like {looks}. {NEVER_DETAILS}"
    return ""


def checked(check: Check, today: date) -> Check:
    """A check that can be kept: asked of somebody, on a day, with who may make contact and how."""
    if check.who not in FAMILY_SIDE:
        raise QAError(
            f"Whether contact is safe is not asked for a {WHO[check.who].lower()}.",
            "Record the attempt.",
        )
    if not check.checked_with.strip():
        raise QAError(
            "It is not said with whom this was checked.",
            "Ask the practitioner, or the manager who knows the family, and type their post or name.",
        )
    if check.checked_on > today:
        raise QAError("The day of the check lies in the future.", "Type the day when you asked.")
    if check.safe != "no" and not (check.by_whom.strip() and check.how.strip()):
        raise QAError(
            "It is not said by whom and how contact is safe.",
            "Write who may make contact, and in which way and at which time it is safe.",
        )
    if check.danger and check.safe == "yes":
        raise Refused(
            "Domestic abuse or coercion is known, so contact is safe only with care, or not at all.",
            "Choose “safe only with care” or “not safe”.",
        )
    for text in (check.by_whom, check.how, check.checked_with):
        found = contact_details(text)
        if found:
            raise Refused(found, "Take it out; write only who makes contact and in which way.")
    return check


def allowed(attempt: Attempt, checks: Sequence[Check], today: date, days: int) -> Attempt:
    """An attempt that can be kept; contact with a family only after a check that still holds."""
    if attempt.day > today:
        raise QAError(
            "The day of the attempt lies in the future.", "Type the day when it was made."
        )
    if attempt.outcome in WITHOUT_CONTACT:
        return attempt
    if not attempt.way:
        raise QAError(
            "It is not said how it was tried.", "Choose visit, call, meeting or another way."
        )
    if attempt.who in FAMILY_SIDE:
        _safe(attempt, checks, days)
    return attempt


def _safe(attempt: Attempt, checks: Sequence[Check], days: int) -> None:
    whom = SHORT[attempt.who].lower()
    before = [c for c in checks if c.checked_on <= attempt.day]
    check = latest(before)
    if check is None:
        raise Refused(
            f"It was not checked whether contact with the {whom} is safe"
            f"{' before this day' if checks else ''}, so no attempt can be recorded.",
            "First ask the practitioner whether it is safe, by whom and how, and record that with its "
            "date. Where contact was made without it, tell the team manager.",
        )
    if check.safe == "no":
        raise Refused(
            f"Contact with the {whom} is not safe, so no attempt can be recorded.",
            "Make no contact. Where something has changed, ask the practitioner and record a new check.",
        )
    if (attempt.day - check.checked_on).days > days:
        raise Refused(
            f"The check that contact is safe was {(attempt.day - check.checked_on).days} days before "
            f"this attempt; it holds for {days} days.",
            "Ask the practitioner again and record the new check with its date.",
        )
    if check.danger and attempt.way in LEAVE_TRACES:
        raise Refused(
            "Domestic abuse or coercion is known or suspected: no voicemail, no letter and no message.",
            f"“{WAYS[attempt.way]}” may be seen or heard by somebody else. Where it was sent already, "
            "tell the practitioner now and think of a safety stop.",
        )


def latest(checks: Iterable[Check]) -> Check | None:
    """The check that holds now: the last by its day, then by when it was written down."""
    return max(checks, key=lambda c: (c.checked_on, c.at, c.id), default=None)


_RANK: tuple[Standing, ...] = (
    "obtained", "reached", "declined", "not_safe", "no_answer", "not_appropriate", "not_tried",
)  # fmt: skip


def standing(attempts: Iterable[Attempt], check: Check | None) -> Standing:
    """Where one voice of one audit stands: the best that came of all attempts."""
    found: set[Standing] = {_came_to(attempt) for attempt in attempts}
    if check is not None and check.safe == "no":
        found.add("not_safe")
    return next((one for one in _RANK if one in found), "none")


def _came_to(attempt: Attempt) -> Standing:
    if attempt.outcome != "reached":
        return attempt.outcome
    if attempt.used is None:
        return "reached"
    return "obtained" if attempt.used else "declined"


Direction = Literal["kinder", "harsher"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Somebody sees the help otherwise than the auditor graded it."""

    who: VoiceKind
    direction: Direction
    sentence: str


def disagreement(attempt: Attempt, grade: str, scale: Scale) -> Disagreement | None:
    """`kinder`: the grade is Good or better and they say it did not help; `harsher`: the other way."""
    given = scale.grade(grade)
    if attempt.who not in FAMILY_SIDE or given is None or given.rank is None or not attempt.used:
        return None
    whom = WHO[attempt.who]
    if given.good_or_better and attempt.view in {"not", "worse"}:
        said = "that it did not help" if attempt.view == "not" else "that it made things worse"
        return Disagreement(
            attempt.who, "kinder", f"{whom} says {said}; the grade is {given.name}."
        )
    worst = max((g.rank for g in scale.ranked if g.rank is not None), default=given.rank)
    if given.rank == worst and not given.good_or_better and attempt.view in {"lot", "bit"}:
        said = "that it helped a lot" if attempt.view == "lot" else "that it helped a bit"
        return Disagreement(
            attempt.who, "harsher", f"{whom} says {said}; the grade is {given.name}."
        )
    if not given.good_or_better and attempt.view == "lot":
        return Disagreement(
            attempt.who, "harsher", f"{whom} says that it helped a lot; the grade is {given.name}."
        )
    return None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many audits ask for a voice, and what came of it; every audit stands in exactly one part."""

    who: VoiceKind
    audits: int
    obtained: int = 0
    reached: int = 0
    declined: int = 0
    no_answer: int = 0
    not_safe: int = 0
    not_appropriate: int = 0
    not_tried: int = 0
    none: int = 0

    @property
    def sought(self) -> int:
        """Asked or tried to ask."""
        return self.obtained + self.reached + self.declined + self.no_answer


def covered(standings: Iterable[tuple[VoiceKind, Standing]]) -> tuple[Coverage, ...]:
    """The coverage of each kind of voice that was to be asked, in the order of the kinds."""
    found: dict[VoiceKind, dict[str, int]] = {}
    for who, stands in standings:
        counts = found.setdefault(who, {})
        counts[stands] = counts.get(stands, 0) + 1
    return tuple(
        Coverage(who, sum(found[who].values()), **found[who]) for who in WHO if who in found
    )


__all__ = [
    "SOUGHT", "Coverage", "Direction", "Disagreement", "allowed", "checked", "contact_details",
    "covered", "disagreement", "latest", "standing",
]  # fmt: skip
