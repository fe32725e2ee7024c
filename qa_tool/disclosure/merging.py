"""Merging columns or rows before protection: often it tells the reader more than symbols do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa_tool.disclosure.preset import Preset
from qa_tool.disclosure.protect import protect
from qa_tool.disclosure.table import Count, CountsTable
from qa_tool.errors import QAError

_MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """One merge, what it would save, and why; `merged` is the table as it would then be counted."""

    kind: Literal["columns", "rows"]
    names: tuple[str, ...]
    into: str
    before: int
    after: int
    why: str
    merged: CountsTable


def _sum(values: Sequence[Count]) -> Count:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _groups(
    labels: Sequence[str], into: str, names: Sequence[str]
) -> tuple[tuple[str, ...], list[list[int]]]:
    """The new labels, and which old places each is the sum of."""
    missing = [name for name in names if name not in labels]
    if missing or len(set(names)) < 2:
        raise QAError(
            f"'{into}' cannot be made of {', '.join(names) or 'nothing'}.",
            "Name at least two that are in the table.",
        )
    if into in labels and into not in names:
        raise QAError(f"There is already a '{into}' in the table.", "Choose another name.")
    places = [labels.index(name) for name in names]
    new: list[str] = []
    sums: list[list[int]] = []
    for place, label in enumerate(labels):
        if place == min(places):
            new.append(into)
            sums.append(sorted(places))
        elif place not in places:
            new.append(label)
            sums.append([place])
    return tuple(new), sums


def merge_columns(table: CountsTable, into: str, names: Sequence[str]) -> CountsTable:
    """The table with these columns counted as one."""
    columns, sums = _groups(table.columns, into, names)
    counts = tuple(
        tuple(_sum([line[place] for place in places]) for places in sums) for line in table.counts
    )
    kept = tuple(
        (name, parts) for name, parts in table.groups if all(part in columns for part in parts)
    )
    return replace(table, columns=columns, counts=counts, groups=kept)


def merge_rows(
    table: CountsTable, into: str, names: Sequence[str], *, workers: int | None = None
) -> CountsTable:
    """The table with these rows counted as one.

    `workers` is how many different people stand behind the new row; without it the largest of the
    old rows is taken, since the same person may work in several.
    """
    rows, sums = _groups(table.rows, into, names)
    counts = tuple(
        tuple(_sum([table.counts[place][at] for place in places]) for at in range(len(table.columns)))
        for places in sums
    )  # fmt: skip
    people = tuple(
        max(table.workers[place] for place in places) for places in sums if table.workers
    )
    if workers is not None and people:
        at = rows.index(into)
        people = (*people[:at], workers, *people[at + 1 :])
    return replace(table, rows=rows, counts=counts, workers=people)


def _column_merges(table: CountsTable) -> list[tuple[str, tuple[str, ...]]]:
    """The groups that are read together, and neighbours with a small total."""
    found = [(name, parts) for name, parts in table.groups if set(parts) < set(table.columns)]
    wide = len(table.columns)
    last = len(table.rows)
    if wide < 3:
        return []
    for at in sorted(range(wide), key=lambda column: (table.true(last, column), column))[:2]:
        for other in (at - 1, at + 1):
            if 0 <= other < wide:
                names = tuple(table.columns[place] for place in sorted((at, other)))
                if names not in [parts for _, parts in found]:
                    found.append((" or ".join(names), names))
    return found


def _row_merges(table: CountsTable) -> list[tuple[str, tuple[str, ...]]]:
    wide = len(table.columns)
    order = sorted(range(len(table.rows)), key=lambda row: (table.true(row, wide), row))
    if len(order) < 3:
        return []
    names = tuple(table.rows[row] for row in sorted(order[:2]))
    return [(" and ".join(names), names)]


def _columns_why(table: CountsTable, names: Sequence[str], preset: Preset) -> str:
    last = len(table.rows)
    small = [
        name
        for name in names
        if preset.is_small(table.true(last, table.columns.index(name)))
    ]  # fmt: skip
    if small:
        return (
            f"Few are '{small[0]}' in the whole table, so its total is small itself: no choice of cells "
            "to leave out hides it while the total is printed."
        )
    return f"'{names[0]}' has many small counts; counted together fewer cells must be hidden."


def offers(table: CountsTable, preset: Preset) -> tuple[Offer, ...]:
    """The merges that save most cells of this table, best first; none where nothing is hidden.

    They are worked out for the table by itself. A merge of columns should be made in every table of
    the publication that has them, and all protected again together.
    """
    before = len(protect(table, preset).hidden())
    if not before:
        return ()
    found: list[Offer] = []
    for into, names in _column_merges(table):
        merged = merge_columns(table, into, names)
        why = _columns_why(table, names, preset)
        found.append(_offer("columns", names, into, before, merged, why, preset))
    for into, names in _row_merges(table):
        merged = merge_rows(table, into, names)
        why = (
            f"{names[0]} and {names[1]} have the fewest counts of all; together they can be shown "
            "with fewer gaps."
        )
        found.append(_offer("rows", names, into, before, merged, why, preset))
    useful = [offer for offer in found if offer.after < before]
    return tuple(sorted(useful, key=lambda o: (o.after, o.kind, o.into))[:_MOST_OFFERS])


def _offer(  # noqa: PLR0913, PLR0917  every part of an offer
    kind: Literal["columns", "rows"], names: tuple[str, ...], into: str, before: int,
    merged: CountsTable, why: str, preset: Preset,
) -> Offer:  # fmt: skip
    after = len(protect(merged, preset).hidden())
    gain = f" {before} cells are hidden now, {after} would be."
    return Offer(kind, names, into, before, after, why + gain, merged)
