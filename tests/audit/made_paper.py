"""Answers of every kind for the tests of paper, and a sheet as it would be without a workbook."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from qa_tool.audit import entries
from qa_tool.audit.paper import Line, read_key, written_key
from qa_tool.audit.paper_answers import Row
from qa_tool.audit.paper_cells import Found
from qa_tool.audit.plan import plan_of
from qa_tool.audit.slots import Slot
from qa_tool.audit.values import BadAnswer, na_choice, normalise
from qa_tool.template.model import Template

TODAY = date(2026, 11, 20)
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40
) | st.sampled_from(
    ["=1+1", "- seen\n- alone", "'quoted'", "  spaced  ", "TRUE", "12", "#N/A", "…"]
)
DAYS = st.dates(date(1900, 1, 1), date(2026, 11, 20)).map(date.isoformat)


def rows_of(made: Sequence[Line], changes: Mapping[str, object] | None = None) -> list[Row]:
    """The rows that take answers, as they come back; with other values in some first cells."""
    found = []
    for number, line in enumerate(made, start=2):
        if not line.key:
            continue
        values = [line.field.value if line.field else None, *(field.value for field in line.also)]
        values += [None] * (3 - len(values))
        if changes and line.key in changes:
            values[0] = changes[line.key]
        cells = [
            v if isinstance(v, Found) else Found(f"cell {letter}{number}", v)
            for letter, v in zip("CDE", values, strict=True)
        ]
        found.append(Row(line.key, (cells[0], cells[1], cells[2]), read_key(written_key(line))[1]))
    return found


def one(slot: Slot) -> st.SearchStrategy[Any]:
    """An answer that this question can hold, or none."""
    keys = [choice.key for choice in slot.choices]
    made: st.SearchStrategy[Any]
    if slot.cells:
        made = st.dictionaries(st.sampled_from(slot.cells), st.sampled_from(keys))
    elif slot.kind == "some_of":
        made = st.lists(st.sampled_from(keys), unique=True)
    elif slot.kind == "rank":
        made = st.permutations(keys)
    elif slot.kind == "evidence":
        made = st.lists(
            st.fixed_dictionaries({"what": TEXT, "date": DAYS | st.just(""), "shows": TEXT}),
            max_size=9,
        )
    elif slot.kind == "text":
        made = TEXT
    elif slot.kind == "date":
        made = DAYS
    elif slot.kind in {"number", "score"}:
        made = _number(slot)
    else:
        made = st.sampled_from(keys)
    marked = slot.allow_na and not na_choice(slot)
    return st.none() | made | (st.just({"na": True}) if marked else st.none())


def _number(slot: Slot) -> st.SearchStrategy[Any]:
    least = slot.least if slot.least is not None else -1e6
    most = slot.most if slot.most is not None else 1e6
    if slot.whole:
        return st.integers(math.ceil(least), math.floor(most))
    return st.floats(least, most, allow_nan=False)


def answers(draw: st.DrawFn, template: Template) -> dict[str, Any]:
    """Answers to any of its questions, with entries in its groups."""
    found: dict[str, Any] = {}
    for group in entries.groups(template):
        numbers = draw(st.lists(st.sampled_from(["1", "2", "4"]), unique=True))
        if numbers:
            found[group.key] = numbers
    for key, slot in plan_of(template, entries.of(template, found)).slots.items():
        if slot.answerable and not slot.read_only and slot.kind != "group":
            given = draw(one(slot))
            try:
                kept = normalise(slot, given, TODAY) if given is not None else None
            except BadAnswer:  # such as a date to come
                kept = None
            if kept is not None:
                found[key] = kept
    return found
