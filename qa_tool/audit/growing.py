"""Entries of repeated groups: with what one begins, and how many there are where the template says it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from qa_tool.audit.slots import Slot
from qa_tool.audit.values import MOST_ENTRIES, Value
from qa_tool.template.defaults import default_of
from qa_tool.template.model import Question, Template


def group_of(template: Template, key: str) -> Question | None:
    """The group with this key."""
    return next(
        (q for d in template.domains for q in d.questions if q.key == key and q.kind == "group"),
        None,
    )


def begun(group: Question, numbers: Iterable[str], today: date) -> dict[str, Value]:
    """What stands in fresh entries of a group before anybody has answered anything."""
    found: dict[str, Value] = {}
    for number in numbers:
        for inner in group.questions:
            value = default_of(inner, today)
            if value is not None:
                found[f"{group.key}[{number}]{inner.key.removeprefix(group.key)}"] = value
    return found


def fresh(
    template: Template, key: str, value: Sequence[object], kept: Mapping[str, object], today: date
) -> dict[str, Value]:  # fmt: skip
    """What stands in the entries that are new in a group, and in which nothing was ever answered."""
    group, old = group_of(template, key), kept.get(key)
    there = old if isinstance(old, list) else []
    numbers = [str(n) for n in value if n not in there]
    empty = [n for n in numbers if not any(k.startswith(f"{key}[{n}]") for k in kept)]
    return begun(group, empty, today) if group is not None else {}


def uneven(slot: Slot, value: Value | None, seen: Mapping[str, object]) -> str:
    """What is wrong where there are more or fewer entries than the template says."""
    count = wanted(slot, seen)
    there = len(value) if isinstance(value, list) else 0
    if count is None or there == count:
        return ""
    return f"Another answer says that there are {count}, and {there} stand here."


def wanted(slot: Slot, seen: Mapping[str, object]) -> int | None:
    """How many entries the template says there are; None where it says nothing, or not yet."""
    found = slot.calculation.worth(seen) if slot.kind == "group" and slot.calculation else None
    if isinstance(found, bool) or not isinstance(found, int | float) or found < 0:
        return None
    most = int(slot.most) if slot.most is not None else MOST_ENTRIES
    return min(int(found), most)


def fitted(there: Sequence[str], count: int, number: int, full: Iterable[str]) -> list[str]:
    """So many entries: new ones come at the end, and of what is too many the empty ones go."""
    found, kept = list(there), set(full)
    while len(found) < count:
        found.append(str(number))
        number += 1
    while len(found) > count:
        empty = next((one for one in reversed(found) if one not in kept), None)
        if empty is None:
            break
        found.remove(empty)
    return found


def filled(group: Question, answers: Mapping[str, Value], today: date) -> set[str]:
    """The entries in which somebody answered something."""
    found = set()
    for key, value in answers.items():
        number, closed, _rest = key.removeprefix(f"{group.key}[").partition("]")
        if (
            closed
            and key.startswith(f"{group.key}[")
            and begun(group, [number], today).get(key) != value
        ):
            found.add(number)
    return found
