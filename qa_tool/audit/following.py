"""What follows from an answer beyond the form: an action that is asked for, a theme that it suggests."""

from collections.abc import Mapping

from qa_tool.audit.slots import Slot
from qa_tool.audit.values import Value, is_na


def asks_for_action(slot: Slot, seen: Mapping[str, object]) -> bool:
    """Whether the template asks for an action at this answer."""
    return slot.act is not None and slot.act.holds(seen)


def suggested(slot: Slot, value: Value | None, seen: Mapping[str, object]) -> str:
    """The key of the theme that an answer suggests; empty where it suggests none."""
    if not slot.theme or value is None or is_na(slot, value):
        return ""
    return slot.theme if slot.tag is None or slot.tag.holds(seen) else ""
