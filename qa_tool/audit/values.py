"""What an answer may be: each kind's check, and the one shape in which it is kept."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from qa_tool.audit.slots import NOT_APPLICABLE, Slot
from qa_tool.audit.views import Value
from qa_tool.errors import QAError

__all__ = ["BadAnswer", "Value", "copied", "is_na", "normalise", "not_applicable"]

LONGEST_TEXT = 200_000
MOST_EVIDENCE = 500
LARGEST_NUMBER = 1e15
FIRST_YEAR, LAST_YEAR = 1900, 2200
NOT_APPLICABLE_MARK = "na"
EVIDENCE_PARTS = ("what", "date", "shows")

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,16}(\.[0-9]{1,12})?")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class BadAnswer(QAError):
    """An answer that this question cannot hold; nothing was changed."""


def clean_text(value: object) -> str:
    """The text as it is kept: control characters go, lone halves of characters are refused."""
    if not isinstance(value, str):
        raise BadAnswer("This answer must be words.", "Type the answer as text.")
    if len(value) > LONGEST_TEXT:
        raise BadAnswer(
            f"This text has {len(value):,} characters; {LONGEST_TEXT:,} is the most.",
            "Shorten it, or attach the long record to the child's own file and name it here.",
        )
    if _ODD.search(value) is None:
        return value
    if any(unicodedata.category(sign) == "Cs" for sign in value):
        raise BadAnswer(
            "This text holds half of a character, which cannot be kept.",
            "Delete the odd sign (often a broken emoji) and paste the text again.",
        )
    return _ODD.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def clean_date(value: object, today: date, *, not_future: bool = False) -> str:
    """A date as YYYY-MM-DD, between 1900 and 2200."""
    text = value.isoformat() if type(value) is date else value
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise BadAnswer("This is not a date.", "Write it as year-month-day, like 2026-11-21.")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise BadAnswer(
            f"There is no day {text} in the calendar.", "Check the day and the month."
        ) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadAnswer(
            f"The year {found.year} cannot be right.",
            f"Write a year between {FIRST_YEAR} and {LAST_YEAR}.",
        )
    if not_future and found > today:
        raise BadAnswer("This date lies in the future.", "Write the day on which it happened.")
    return text


def clean_number(value: object, slot: Slot) -> int | float:
    """A finite number within the question's limits; typed figures are read as a number."""
    number = _number(value)
    if slot.whole and number != int(number):
        raise BadAnswer("This must be a whole number.", "Leave out the part after the point.")
    if slot.least is not None and number < slot.least:
        raise BadAnswer(f"{number:g} is too small.", f"The least is {slot.least:g}.")
    if slot.most is not None and number > slot.most:
        raise BadAnswer(f"{number:g} is too large.", f"The most is {slot.most:g}.")
    return int(number) if slot.whole else number


def _number(value: object) -> int | float:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value) if "." in value else int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadAnswer("This is not a number.", "Write it in figures, like 12 or 2.5.")
    if not abs(value) <= LARGEST_NUMBER:  # so that what is no number at all is refused too
        raise BadAnswer("This number cannot be kept.", "Write an ordinary number.")
    return value


def clean_choice(value: object, slot: Slot) -> str:
    """One of the keys that the question offers."""
    if not isinstance(value, str) or value not in slot.choice_keys:
        raise BadAnswer(
            "This is not one of the answers to choose from.",
            "Choose one of: " + ", ".join(choice.text for choice in slot.choices) + ".",
        )
    return value


def clean_choices(value: object, slot: Slot) -> list[str]:
    """Several of the keys, each once, in the order of the template."""
    if not isinstance(value, list | tuple | set | frozenset):
        raise BadAnswer("This question takes several answers.", "Choose them from the list.")
    chosen = {clean_choice(item, slot) for item in value}
    return [choice.key for choice in slot.choices if choice.key in chosen]


def clean_evidence(value: object, today: date) -> list[dict[str, str]]:
    """Rows of what, date and what it shows; rows that hold nothing are left out."""
    if not isinstance(value, list | tuple):
        raise BadAnswer("Evidence is a list of records.", "Add each record as a row of its own.")
    if len(value) > MOST_EVIDENCE:
        raise BadAnswer(
            f"{len(value)} pieces of evidence are too many; {MOST_EVIDENCE} is the most.",
            "Keep those that the grade rests on.",
        )
    rows = [_evidence_row(row, today) for row in value]
    return [row for row in rows if any(part.strip() for part in row.values())]


def _evidence_row(row: object, today: date) -> dict[str, str]:
    if not isinstance(row, Mapping) or not set(row) <= set(EVIDENCE_PARTS):
        raise BadAnswer(
            "A piece of evidence has three parts: what, date, and what it shows.",
            "Leave out everything else.",
        )
    when = row.get("date") or ""
    return {
        "what": clean_text(row.get("what") or ""),
        "date": clean_date(when, today) if when else "",
        "shows": clean_text(row.get("shows") or ""),
    }


def _cleaned(slot: Slot, value: object, today: date) -> Value:
    match slot.kind:
        case "text":
            return clean_text(value)
        case "number" | "score":
            return clean_number(value, slot)
        case "date":
            return clean_date(value, today, not_future=slot.not_future)
        case "evidence":
            return clean_evidence(value, today)
        case "some_of":
            return clean_choices(value, slot)
        case _:
            return clean_choice(value, slot)


def normalise(slot: Slot, value: object, today: date) -> Value | None:
    """The answer as it is kept, None when it clears the question; BadAnswer when it cannot be."""
    if not slot.answerable:
        raise BadAnswer("This line is for reading only.", "It takes no answer.")
    if value is None or (isinstance(value, str) and not value):
        return None
    if isinstance(value, Mapping):
        if _is_mark(value):
            return not_applicable(slot)
        raise BadAnswer("This answer cannot be read.", "Answer the question again.")
    clean = _cleaned(slot, value, today)
    return None if clean in ("", []) else clean


def not_applicable(slot: Slot) -> Value:
    """How 'not applicable' is kept here: the choice of that name, otherwise a mark."""
    if NOT_APPLICABLE in slot.choice_keys:
        return [NOT_APPLICABLE] if slot.kind == "some_of" else NOT_APPLICABLE
    if not slot.allow_na:
        raise BadAnswer(
            "This question cannot be marked as not applicable.",
            "Answer it, or flag it to come back later.",
        )
    return {NOT_APPLICABLE_MARK: True}


def is_na(slot: Slot, value: object) -> bool:
    """Whether a kept answer says 'not applicable'."""
    if slot.choices:
        return value in (NOT_APPLICABLE, [NOT_APPLICABLE]) or _is_mark(value)
    return _is_mark(value)


def _is_mark(value: object) -> bool:
    return isinstance(value, Mapping) and dict(value) == {NOT_APPLICABLE_MARK: True}


def copied(value: Value) -> Value:
    """A copy that nobody else holds, so that a client cannot change a kept answer from outside."""
    if isinstance(value, list):
        return [dict(item) if isinstance(item, dict) else item for item in value]  # type: ignore[return-value]
    return dict(value) if isinstance(value, dict) else value
