"""The answer with which a question begins: written as text in the template, kept as its kind keeps it."""

import re
from datetime import date

from qa_tool.template.model import OTHER, Question

TODAY = "today"
_NUMBER = re.compile(r"[+-]?[0-9]{1,16}(\.[0-9]{1,12})?")

Begun = str | int | float | list[str]


def default_of(question: Question, today: date) -> Begun | None:
    """The answer that stands there before anybody answers; None where there is none."""
    text = question.default
    if not text or question.kind == "hidden" or default_fault(question):
        return None
    match question.kind:
        case "number" | "score":
            return float(text) if "." in text else int(text)
        case "some_of":
            return _several(text)
        case "date":
            return today.isoformat() if text == TODAY else text
        case _:
            return text


def default_fault(question: Question) -> str:
    """Why the default can never be an answer of its question; empty where it can."""
    text = question.default
    match question.kind:
        case "number" | "score":
            return _number_fault(question, text)
        case "date":
            return "" if text == TODAY or _is_day(text) else f"'{text}' is no date."
        case "one_of" | "yes_no" | "some_of":
            known = {choice.key for choice in question.choices} | (
                {OTHER} if question.or_other else set()
            )
            given = _several(text) if question.kind == "some_of" else [text]
            odd = [key for key in given if key not in known]
            return f"'{odd[0]}' is not one of the answers." if odd else ""
        case _:
            return ""


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _number_fault(question: Question, text: str) -> str:
    if not _NUMBER.fullmatch(text):
        return f"'{text}' is no number."
    number = float(text)
    low = question.least is not None and number < question.least
    high = question.most is not None and number > question.most
    return f"{text} is outside its bounds." if low or high else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
