"""A filled-in sheet read back: every answer by the key of its row, every fault by its cell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qa_tool.audit import entries
from qa_tool.audit.paper import (
    DAY,
    DECLARED,
    I_CANNOT,
    I_DECLARE,
    NAME,
    OWN,
    PART,
    one_line,
)
from qa_tool.audit.paper_answers import Parts, Row, given
from qa_tool.audit.paper_cells import Found, NotRead, day_of, text_of
from qa_tool.audit.paper_worry import LINES
from qa_tool.audit.plan import plan_of
from qa_tool.audit.slots import Slot
from qa_tool.audit.values import BadAnswer, Value, normalise
from qa_tool.problems import Problem
from qa_tool.template.model import Template

_WORRY = frozenset(line.key for line in LINES)
_DECLARATION = {one_line(I_DECLARE): True, one_line(I_CANNOT): False}


@dataclass(frozen=True, slots=True)
class Read:
    """All that a sheet says: answers with their cells, who filled it in and when, and its faults.

    `emptied` are the questions that came out with an answer and came back without one, by their cells.
    """

    answers: Mapping[str, Value]
    where: Mapping[str, str]
    problems: tuple[Problem, ...]
    declared: bool | None = None
    name: str = ""
    day: str = ""
    emptied: Mapping[str, str] = field(default_factory=dict)


def read(template: Template | None, rows: Sequence[Row], sheet: str, today: date) -> Read:
    """What stands on a sheet; one fault never hides another, and none hides an answer.

    Without a template (another council's, or a version not known here) only what stands above the
    questions is read. A worry about a child is read by itself: see `paper_worry`.
    """
    if template is None:
        rows = [row for row in rows if row.key.startswith(OWN)]
    reader = _Reader(template, rows, today)
    for row in rows:
        reader.sort(row)
    reader.answer_all()
    reader.look_for_missing(sheet)
    return reader.told()


class _Reader:
    """Gathers what one sheet says; everything that is wrong in one pass."""

    def __init__(self, template: Template | None, rows: Iterable[Row], today: date) -> None:
        keys = [row.key for row in rows]
        groups = entries.groups(template) if template is not None else ()
        self._groups = {group.key: _numbers(group.key, keys) for group in groups}
        there = {key: numbers for key, numbers in self._groups.items() if numbers}
        self._slots: Mapping[str, Slot] = plan_of(template, there).slots if template else {}
        self._today = today
        self._own: dict[str, Row] = {}
        self._parts: defaultdict[str, dict[str, Row]] = defaultdict(dict)
        self._answers: dict[str, Value] = {}
        self._where: dict[str, str] = {}
        self._emptied: dict[str, str] = {}
        self._problems: list[Problem] = []

    def sort(self, row: Row) -> None:
        """Put a row to the question that it belongs to."""
        if row.key in _WORRY:
            return
        key, _, part = row.key.partition(PART)
        own = key.startswith(OWN)
        if not own and key not in self._slots:
            if not row.empty:
                self._wrong(
                    row.cells[0], "This row belongs to no question of this audit.",
                    "Copy its answer to the row of its question.", "unknown_row",
                )  # fmt: skip
            return
        there, name = (self._own, key) if own else (self._parts[key], part)
        before = there.get(name)
        if before is None or before.empty:
            there[name] = replace(row, given=row.given or (before is not None and before.given))
        elif not row.empty and not row.alike(before):
            self._wrong(
                row.cells[0], f"This row is a copy of the one with {before.cells[0].where}, with "
                "another answer. The upper one is taken.",
                "Empty the one that does not count.", "row_twice",
            )  # fmt: skip

    def answer_all(self) -> None:
        """Read every question that has rows, then which entries of groups were used."""
        for key, parts in self._parts.items():
            slot = self._slots[key]
            if slot.answerable and not slot.read_only:
                self._one(slot, parts)
        for group, numbers in self._groups.items():
            used = {n for n in numbers for k in self._answers if k.startswith(f"{group}[{n}].")}
            kept = [n for n in numbers if n in used]
            if kept:
                self._answers[group] = kept

    def _one(self, slot: Slot, parts: Parts) -> None:
        first = next(iter(parts.values())).cells[0]
        faults: list[NotRead] = []
        try:
            found = given(slot, parts, faults)
            value = normalise(slot, found, self._today) if found is not None else None
        except NotRead as fault:
            faults.append(fault)
        except BadAnswer as fault:
            self._wrong(_filled(parts) or first, str(fault), fault.cure, "bad_answer")
        else:
            if value is not None:
                self._answers[slot.key] = value
                self._where[slot.key] = (_filled(parts) or first).where
            elif not faults:
                self._look_for_emptied(slot, parts)
        for one in faults:
            self._wrong(one.cell, str(one), one.cure, one.code)

    def _look_for_emptied(self, slot: Slot, parts: Parts) -> None:
        """A question without an answer that came out with one: somebody took it away."""
        was = next((row for row in parts.values() if row.given), None)
        if was is not None:
            self._emptied[slot.key] = was.cells[0].where

    def look_for_missing(self, sheet: str) -> None:
        """Rows that stood on the sheet when it was written, and are gone."""
        for key, slot in self._slots.items():
            asks = slot.answerable and not slot.read_only and slot.kind != "group"
            if asks and key not in self._parts:
                words = f"The row of “{slot.text}” is gone."
                self._problems.append(
                    Problem("warning", sheet, words, "Answer it in the program.", "row_gone")
                )

    def told(self) -> Read:
        """Everything that was read."""
        declared, name, day = self._declared(), self._typed(NAME), self._day()
        return Read(
            self._answers, self._where, tuple(self._problems), declared, name, day, self._emptied
        )

    def _typed(self, key: str) -> str:
        row = self._own.get(key)
        if row is None:
            return ""
        try:
            return text_of(row.cells[0]).strip()
        except NotRead as fault:
            self._wrong(fault.cell, str(fault), fault.cure, fault.code)
            return ""

    def _declared(self) -> bool | None:
        """Only the very words count; what comes near them may say the opposite."""
        said = one_line(self._typed(DECLARED))
        if said and said not in _DECLARATION:
            self._wrong(
                self._own[DECLARED].cells[0], "These words are not one of the two declarations.",
                "Its auditor chooses one of the two from the list in the cell.", "not_in_list",
            )  # fmt: skip
        return _DECLARATION.get(said)

    def _day(self) -> str:
        row = self._own.get(DAY)
        if row is None:
            return ""
        slot = Slot(DAY, "", "date", "", not_future=True)
        try:
            return str(normalise(slot, day_of(row.cells[0]), self._today) or "")
        except NotRead as fault:
            self._wrong(fault.cell, str(fault), fault.cure, fault.code)
        except BadAnswer as fault:
            self._wrong(row.cells[0], str(fault), fault.cure, "bad_answer")
        return ""

    def _wrong(self, cell: Found, what: str, cure: str, code: str) -> None:
        self._problems.append(Problem("error", cell.where, what, cure, code))


def _numbers(group: str, keys: Iterable[str]) -> tuple[str, ...]:
    """The entries of a group in the order in which they stand on the sheet."""
    return tuple(dict.fromkeys(str(number) for number in entries.numbers(group, keys)))


def _filled(parts: Parts) -> Found | None:
    return next(_cells(parts), None)


def _cells(parts: Parts) -> Iterator[Found]:
    return (cell for row in parts.values() for cell in row.cells if not cell.empty)
