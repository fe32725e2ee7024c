"""The answer to one question, put together from the rows that ask for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from qa_tool.audit.paper import CHOICE, MORE, NA, labels
from qa_tool.audit.paper_cells import (
    Found,
    NotRead,
    day_of,
    key_of,
    number_of,
    text_of,
    ticked,
)
from qa_tool.audit.slots import Slot

T = TypeVar("T")
Faults = list[NotRead]
_NA_MARK = {"na": True}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet that has a key: its three cells; `given` where it came out with an answer."""

    key: str
    cells: tuple[Found, Found, Found]
    given: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was typed in it."""
        return all(cell.empty for cell in self.cells)

    def alike(self, other: "Row") -> bool:
        """Whether another row says the same."""
        return all(
            (a.value, a.formula) == (b.value, b.formula)
            for a, b in zip(self.cells, other.cells, strict=True)
        )


Parts = Mapping[str, Row]


def given(slot: Slot, parts: Parts, faults: Faults) -> Any:
    """What was answered, before the question's own check; None where nothing was.

    A fault that leaves the rest of the answer standing goes into `faults`; one that does not is raised.
    """
    value = _given(slot, parts, faults)
    marked = parts.get(NA)
    if marked is None or not ticked(marked.cells[0]):
        return value
    if value is not None:
        raise NotRead(
            marked.cells[0], "The question is answered, and marked as not applicable too.",
            "Empty one of the two.", "both",
        )  # fmt: skip
    return dict(_NA_MARK)


def _given(slot: Slot, parts: Parts, faults: Faults) -> Any:
    own = parts.get("")
    if slot.cells:
        words = labels(slot)
        return _each(parts, faults, lambda cell: key_of(cell, words)) or None
    if slot.kind == "some_of":
        return [key for key, on in _each(parts, faults, ticked).items() if on] or None
    if slot.kind == "rank":
        return _order(parts)
    if slot.kind == "evidence":
        return _evidence(parts, faults) or None
    if slot.kind == "text":
        return _text(parts) or None
    return _single(slot, own.cells[0]) if own is not None else None


def _single(slot: Slot, cell: Found) -> Any:
    if slot.kind in {"number", "score"}:
        return number_of(cell)
    if slot.kind == "date":
        return day_of(cell) or None
    return key_of(cell, labels(slot)) or None


def _each(parts: Parts, faults: Faults, look: Callable[[Found], T]) -> dict[str, T]:
    """What stands beside each choice or row; a fault in one leaves the others."""
    found: dict[str, T] = {}
    for part, row in parts.items():
        if not part.startswith(CHOICE):
            continue
        try:
            value = look(row.cells[0])
        except NotRead as fault:
            faults.append(fault)
        else:
            if value:
                found[part.removeprefix(CHOICE)] = value
    return found


def _order(parts: Parts) -> list[str] | None:
    """Every choice in the order of its number; all of them, each number once."""
    cells = {
        part.removeprefix(CHOICE): row.cells[0]
        for part, row in parts.items()
        if part.startswith(CHOICE)
    }
    places = {key: number_of(cell) for key, cell in cells.items()}
    if all(place is None for place in places.values()):
        return None
    wanted = list(range(1, len(cells) + 1))
    given_ = sorted(place for place in places.values() if isinstance(place, int | float))
    if given_ != wanted:
        first = next(cell for cell in cells.values() if not cell.empty)
        raise NotRead(
            first, f"These are not all the numbers from 1 to {len(cells)}, each once.",
            "Give every line a number of its own, the most important 1.", "bad_order",
        )  # fmt: skip
    return sorted(places, key=lambda key: float(places[key] or 0))


def _text(parts: Parts) -> str:
    """A text with all that went on in further rows."""
    said = ""
    for part, row in sorted(parts.items(), key=lambda pair: _place(pair[0])):
        if not part or part.startswith(MORE):
            said += text_of(row.cells[0])
    return said if said.strip() else ""


def _place(part: str) -> int:
    number = part.removeprefix(MORE)
    return int(number) if number.isdigit() else 0


def _evidence(parts: Parts, faults: Faults) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for part, row in sorted(parts.items(), key=lambda pair: _place(pair[0])):
        if not part.isdigit():
            continue
        what, day, shows = row.cells
        try:
            found = {"what": text_of(what), "date": "", "shows": text_of(shows)}
        except NotRead as fault:
            faults.append(fault)
            continue
        try:
            found["date"] = day_of(day)
        except NotRead as fault:  # the words are kept all the same
            faults.append(fault)
        if any(text.strip() for text in found.values()):
            rows.append(found)
    return rows
