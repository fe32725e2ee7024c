"""What limits an answer, in plain words: on paper nobody is stopped, so it must be read."""

from collections.abc import Mapping

from qa_tool.audit.paper import labels
from qa_tool.audit.paper_when import Named, in_words
from qa_tool.audit.slots import Slot


def when_asked(slot: Slot, names: Mapping[str, Named]) -> tuple[str, ...]:
    """When a question is asked, and when it must be answered, where that hangs on other answers."""
    when, require = in_words(slot.ask, names), in_words(slot.require, names)
    if slot.owner and slot.required and when:  # evidence, where an answer asks for it
        require = when
    if when and when == require:
        return (f"Only where {when}; then it is needed.",)
    only = f"Only where {when}." if when else ""
    needed = f"Needed where {require}." if require else ""
    return tuple(filter(None, (only, needed)))


def limits(slot: Slot, names: Mapping[str, Named]) -> tuple[str, ...]:
    """What an answer may be: figures, days, what must hold, and choices that stand only sometimes."""
    return tuple(filter(None, (_figures(slot), _must_hold(slot, names), *_offered(slot, names))))


def _figures(slot: Slot) -> str:
    if slot.kind not in {"number", "score"}:
        return "Not a day to come." if slot.not_future else ""
    kind = "A whole number" if slot.whole else "A number"
    unit = f", in {slot.unit}" if slot.unit else ""
    if slot.least is not None and slot.most is not None:
        return f"{kind} from {slot.least:g} to {slot.most:g}{unit}."
    if slot.least is not None:
        return f"{kind}, {slot.least:g} or more{unit}."
    return f"{kind}, {slot.most:g} or less{unit}." if slot.most is not None else f"{kind}{unit}."


def _must_hold(slot: Slot, names: Mapping[str, Named]) -> str:
    """What must hold of the answer: in the template's own words, or worked out from the rule."""
    words = slot.constraint_message.strip()
    if slot.constraint is None or not words:
        held = in_words(slot.constraint, names)
        return f"It must hold that {held}." if held else ""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _offered(slot: Slot, names: Mapping[str, Named]) -> tuple[str, ...]:
    words = labels(slot)
    return tuple(
        f"“{words[key]}” only where {in_words(when, names)}."
        for key, when in slot.offered.items()
        if key in words
    )
