"""The wide form of the data export: one row an audit, one column a question, over all versions of a template."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qa_tool.audit.entries import plain_key
from qa_tool.audit.paper import row_labels
from qa_tool.audit.record import Audit
from qa_tool.audit.slots import ENTRY, LATER, Slot
from qa_tool.report.data_sheets import DataColumn as Column
from qa_tool.report.data_sheets import DataTable, distinct, in_one_cell, pieces
from qa_tool.report.workbook import Cell
from qa_tool.template.model import Template
from qa_tool.work import data_joined
from qa_tool.work.data_codebook import versions
from qa_tool.work.data_sight import Sight, final_grade, slots_of

_NUMBER = re.compile(r"\d+")
_KEY = 2
_JOINED = "; those that begin with 'joined.' go over versions, as the table crosswalks says."
_FIXED = (
    Column("audit", "The audit.", of="audits.audit"),
    Column("version", "The version of the template that it was made with."),
)


@dataclass(frozen=True, slots=True)
class _Place:
    """One column of answers: the key, the cell of a grid, or the final grade of a domain."""

    key: str
    cell: str
    slot: Slot | None
    final: str = ""

    @property
    def name(self) -> str:
        """The heading: `domain.question`, `domain.grid/row`, `domain.final`."""
        if self.final:
            return f"{self.final}.final"
        return f"{self.key}/{self.cell}" if self.cell else self.key

    def value(self, audit: Audit, answers: Mapping[str, Any]) -> Cell:
        """What stands in this column for one audit."""
        if self.final:
            return final_grade(audit, self.final)
        said = answers.get(self.key)
        if not self.cell:
            return in_one_cell(said)
        return dict(pieces(said)).get(self.cell) if isinstance(said, Mapping) else None


def tables(sight: Sight) -> tuple[DataTable, ...]:
    """One table for each template that audits were made with; every version's columns stand in it."""
    seen = _keys(sight)
    made: dict[str, list[Template]] = {}
    for _row, template in reversed(versions(sight)):  # the newest version leads
        if template.key in seen:
            made.setdefault(template.key, []).append(template)
    return tuple(_table(sight, key, made[key], seen[key]) for key in sorted(made))


def _keys(sight: Sight) -> dict[str, set[str]]:
    """The keys that answers of each template have: an entry of a group stands only here."""
    found: dict[str, set[str]] = {}
    for audit, answers in sight.answers():
        found.setdefault(audit.template, set()).update(k for k in answers if not k.endswith(LATER))
    return found


def _table(sight: Sight, key: str, made: list[Template], seen: set[str]) -> DataTable:
    places = list(_places(made, seen))
    names = distinct(["audit", "version", *(place.name for place in places)])[_KEY:]
    both = data_joined.columns(sight, made)
    columns = (
        *(Column(name, _about(place), "text") for name, place in zip(names, places, strict=True)),
        *(Column(one.name, one.about, "text") for one in both),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for audit, answers in sight.answers(key):
            yield (
                audit.id, audit.version, *(place.value(audit, answers) for place in places),
                *(one.value(audit, answers) for one in both),
            )  # fmt: skip

    title = made[0].title
    return DataTable(
        f"wide_{key}", f"{title}: one row an audit, the columns of all its versions"
        f"{_JOINED if both else '.'}",
        ("audit",), (*_FIXED, *columns), rows,
    )  # fmt: skip


def _places(made: list[Template], seen: set[str]) -> Iterator[_Place]:
    """Every column in the order of the newest version; what only older ones ask comes after."""
    slots: dict[str, Slot] = {}
    cells: dict[str, dict[str, None]] = {}
    for template in made:
        for key, slot in slots_of(template).items():
            slots.setdefault(key, slot)
            cells.setdefault(key, {}).update(dict.fromkeys(slot.cells))
    kept: dict[str, list[str]] = {}
    for one in sorted(seen, key=_in_order):
        kept.setdefault(plain_key(one), []).append(one)
    for key in (*slots, *(one for one in kept if one not in slots)):
        asked = slots.get(key)
        yield from _of_one(asked, kept.get(key, [asked.key if asked else key]), cells.get(key, {}))


def _of_one(slot: Slot | None, keys: Iterable[str], cells: Iterable[str]) -> Iterator[_Place]:
    """The columns of one question: of every entry, every cell; and the final grade beside the first."""
    if slot is not None and slot.kind in {"note", ENTRY}:
        return
    for key in keys:
        for cell in cells or ("",):
            yield _Place(key, cell, slot)
    if slot is not None and slot.key == f"{slot.domain}.grade" and slot.kind == "grade":
        yield _Place(slot.key, "", slot, slot.domain)


def _in_order(key: str) -> tuple[str, list[int]]:
    return plain_key(key), [int(found) for found in _NUMBER.findall(key)]


def _about(place: _Place) -> str:
    text = place.slot.text if place.slot else "Kept by an earlier form"
    if place.final:
        return f"The grade that counts, empty until signed off: {text}"
    if place.slot is not None and place.slot.owner:
        text = f"{text} (beside {place.slot.owner})"
    cell = row_labels(place.slot).get(place.cell) if place.slot else ""
    return f"{text} {cell}" if cell else text
