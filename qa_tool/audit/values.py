"""What an answer may be: each kind's check, and the one shape in which it is kept."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from qa_tool.audit.slots import NOT_APPLICABLE, Slot
from qa_tool.audit.views import Value
from qa_tool.errors import QAError
from qa_tool.template.conditions import blank

__all__ = ["BadAnswer", "Value", "copied", "is_na", "normalise", "not_applicable"]

LONGEST_TEXT = 200_000
MOST_EVIDENCE = 500
LARGEST_NUMBER = 1e15
FIRST_YEAR, LAST_YEAR = 1900, 2200
NOT_APPLICABLE_MARK = "na"
EVIDENCE_PARTS = ("what", "date", "shows")

MOST_ENTRIES = 50
_ENTRY = re.compile(r"[1-9][0-9]{0,3}")
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
    own = slot.constraint_message
    if slot.least is not None and number < slot.least:
        raise BadAnswer(own or f"{number:g} is too small.", f"The least is {slot.least:g}.")
    if slot.most is not None and number > slot.most:
        raise BadAnswer(own or f"{number:g} is too large.", f"The most is {slot.most:g}.")
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


def clean_order(value: object, slot: Slot) -> list[str]:
    """Every choice once, in the order of importance that was given."""
    given = list(value) if isinstance(value, list | tuple) else []
    keys = [clean_choice(item, slot) for item in given]
    if len(keys) != len(slot.choices) or set(keys) != slot.choice_keys:
        raise BadAnswer(
            "An order holds every answer once.", "Put all of them in order, the first first."
        )
    return keys


def clean_entries(value: object, slot: Slot) -> list[str]:
    """The numbers of the entries of a group, in order."""
    given = value if isinstance(value, list | tuple) else [None]
    keys = [str(item) if isinstance(item, int | str) else "" for item in given]
    if not all(_ENTRY.fullmatch(key) for key in keys) or len(set(keys)) != len(keys):
        raise BadAnswer("This cannot be added.", "Each entry has a number of its own.")
    most = int(slot.most if slot.most is not None else MOST_ENTRIES)
    if len(keys) > most:
        raise BadAnswer(f"{most} is the most here.", "Remove one that is not needed.")
    return keys


def clean_ratings(value: Mapping[object, object], slot: Slot) -> dict[str, str]:
    """What each row (or each cell) of a grid was rated, in the grid's order."""
    unknown = set(value) - set(slot.cells)
    if unknown:
        raise BadAnswer("This grid has no such row.", "Rate the rows that it shows.")
    return {
        cell: clean_choice(value[cell], slot)
        for cell in slot.cells
        if value.get(cell) not in (None, "")
    }


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


def _cleaned(slot: Slot, value: object, today: date) -> Value:  # noqa: PLR0911 - one for each kind
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
        case "rank":
            return clean_order(value, slot) if value else []
        case "group":
            return clean_entries(value, slot)
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
        if slot.cells:
            return clean_ratings(value, slot) or None
        raise BadAnswer("This answer cannot be read.", "Answer the question again.")
    clean = _cleaned(slot, value, today)
    return None if clean in ("", []) else clean


def not_applicable(slot: Slot) -> Value:
    """How 'not applicable' is kept here: the choice of that name, otherwise a mark."""
    listed = na_choice(slot)
    if listed and slot.cells:
        return dict.fromkeys(slot.cells, listed)
    if listed:
        return [listed] if slot.kind == "some_of" else listed
    if not slot.allow_na:
        raise BadAnswer(
            "This question cannot be marked as not applicable.",
            "Answer it, or flag it to come back later.",
        )
    return {NOT_APPLICABLE_MARK: True}


def na_choice(slot: Slot) -> str:
    """The choice that says 'not applicable', if the question offers one."""
    marked = (choice.key for choice in slot.choices if choice.key in slot.na_keys)
    return NOT_APPLICABLE if NOT_APPLICABLE in slot.choice_keys else next(marked, "")


def is_na(slot: Slot, value: object) -> bool:
    """Whether a kept answer says 'not applicable'."""
    if not slot.choices or _is_mark(value):
        return _is_mark(value)
    said = slot.na_keys | {NOT_APPLICABLE}
    if isinstance(value, Mapping):
        return set(value) == set(slot.cells) and set(value.values()) <= said
    if isinstance(value, list):
        return len(value) == 1 and value[0] in said
    return value in said


def is_answered(slot: Slot, value: object) -> bool:
    """Whether nothing is left open here: a grid is answered when every cell is."""
    if slot.cells and isinstance(value, Mapping) and not _is_mark(value):
        return len(value) == len(slot.cells)
    return not blank(value)


def _is_mark(value: object) -> bool:
    return isinstance(value, Mapping) and dict(value) == {NOT_APPLICABLE_MARK: True}


def copied(value: Value) -> Value:
    """A copy that nobody else holds, so that a client cannot change a kept answer from outside."""
    if isinstance(value, list):
        return [dict(item) if isinstance(item, dict) else item for item in value]  # type: ignore[return-value]
    return dict(value) if isinstance(value, dict) else value  # type: ignore[return-value]
