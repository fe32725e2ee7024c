"""Which answers a question offers now, whether one that was given still stands, and its limit."""

from collections.abc import Mapping
from datetime import date

from qa_tool.audit.facts import Facts
from qa_tool.audit.slots import WORKED, Slot
from qa_tool.audit.values import Value, is_na
from qa_tool.audit.views import ChoiceView
from qa_tool.template.conditions import blank

GONE = "This answer is not offered any more, because another answer changed. Choose again."
OUTSIDE = "This answer is outside what the template allows."


def choices(
    slot: Slot, value: Value | None, seen: Mapping[str, object], today: date
) -> tuple[ChoiceView, ...]:
    """The choices offered now and on this day; a chosen one whose days are over stays."""
    if not slot.offered and not slot.dated:
        return slot.choices
    chosen = value if isinstance(value, list) else [value]
    return tuple(
        choice
        for choice in slot.choices
        if _offers(slot, choice.key, seen)
        and (choice.key in chosen or in_force(slot, choice.key, today))
    )


def stands(slot: Slot, value: Value | None, seen: Mapping[str, object]) -> bool:
    """Whether everything that was chosen is still offered."""
    if not slot.offered or not isinstance(value, str | list):
        return True
    given = value if isinstance(value, list) else [value]
    return all(_offers(slot, key, seen) for key in given if isinstance(key, str))


def problem(slot: Slot, value: Value | None, facts: Facts) -> str:
    """What is wrong with the answer that stands here; empty where it may stay."""
    if blank(value) or slot.kind in WORKED:
        return ""
    if slot.key not in facts.live:
        return GONE
    limit = slot.constraint
    if limit is None or is_na(slot, value) or limit.holds(facts.seen):
        return ""
    if any(blank(facts.seen.get(name)) for name in limit.names()):
        return ""  # what it is held against has no answer yet
    return slot.constraint_message or OUTSIDE


def _offers(slot: Slot, key: str, seen: Mapping[str, object]) -> bool:
    when = slot.offered.get(key)
    return when is None or when.holds(seen)


def in_force(slot: Slot, key: str, today: date) -> bool:
    """Whether a choice may be made on this day."""
    begins, ends = slot.dated.get(key, (None, None))
    return (begins is None or begins <= today) and (ends is None or today <= ends)
