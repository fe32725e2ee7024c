"""Data for the council's own analysis: what a tidy table is, and how an answer lies flat in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa_tool.report.workbook import Cell

ColumnKind = Literal["text", "number", "date", "yes_no"]
NOT_APPLICABLE = "not_applicable"
JOINED = "; "


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column: its name, what it holds, what it means, and the column (`table.column`) it points to."""

    name: str
    about: str
    kind: ColumnKind = "text"
    of: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table; `key` makes a row unique, `rows` reads them anew each time, one after the other."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[DataColumn, ...]
    rows: Callable[[], Iterable[tuple[Cell, ...]]]


@dataclass(frozen=True, slots=True)
class DataView:
    """The rows of a table in which a column says yes."""

    name: str
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class DataOut:
    """Everything that goes out: what to know about it first, then the tables, the referred-to ones first."""

    title: str
    council: str
    marking: str
    made: date
    about: tuple[tuple[str, str], ...]
    tables: tuple[DataTable, ...]
    views: tuple[DataView, ...] = ()

    def table(self, name: str) -> DataTable:
        """The table with this name."""
        return next(table for table in self.tables if table.name == name)

    @property
    def all_tables(self) -> tuple[DataTable, ...]:
        """What to know first and the meaning of every column as tables too."""
        told = DataTable(
            "about", "What to know before counting.", ("item",),
            (DataColumn("item", "What is told."), DataColumn("words", "What is said about it.")),
            lambda: self.about,
        )  # fmt: skip
        return (told, key_of(self.tables), *self.tables)


def key_of(tables: Iterable[DataTable]) -> DataTable:
    """The key: every column of every table, what it holds and what it means."""
    kept = tuple(tables)
    rows = [
        (table.name, place, column.name, column.kind, column.about, column.of,
         yes_no(column.name in table.key), table.about)
        for table in kept
        for place, column in enumerate(table.columns, start=1)
    ]  # fmt: skip
    columns = (
        DataColumn("table", "The table."),
        DataColumn("place", "Where the column stands in it.", "number"),
        DataColumn("column", "The column."),
        DataColumn("kind", "What it holds: text, number, date (year-month-day) or yes and no."),
        DataColumn("about", "What it means."),
        DataColumn("points_to", "The table and column that its values stand in."),
        DataColumn("makes_unique", "Whether it is part of what makes a row unique.", "yes_no"),
        DataColumn("about_table", "What a row of the table is."),
    )
    return DataTable("columns", "The key to every column.", ("table", "place"), columns, lambda: rows)  # fmt: skip


def yes_no(value: object) -> str:
    """Truth as it stands in every table."""
    return "yes" if value else "no"


def joined(values: Iterable[str]) -> str:
    """Several codes in one cell."""
    return JOINED.join(values)


def pieces(value: object) -> list[tuple[str, Cell]]:
    """A kept answer as (item, value): the cells of a grid, places of an order, records of evidence."""
    if isinstance(value, Mapping):
        if dict(value) == {"na": True}:
            return [("", NOT_APPLICABLE)]
        return [(str(cell), _plain(said)) for cell, said in value.items()]
    if isinstance(value, list | tuple):
        return [one for place, item in enumerate(value, start=1) for one in _item(place, item)]
    return [("", _plain(value))]


def _item(place: int, item: object) -> list[tuple[str, Cell]]:
    if isinstance(item, Mapping):
        return [(f"{place}.{part}", _plain(said)) for part, said in item.items() if said]
    return [(str(place), _plain(item))]


def _plain(value: object) -> Cell:
    if isinstance(value, bool):
        return yes_no(value)
    return value if isinstance(value, str | int | float) else str(value)


def in_one_cell(value: object) -> Cell:
    """A kept answer in one cell: several answers with a semicolon between, a record of evidence a line."""
    if value is None:
        return None
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        lines = (item.values() if isinstance(item, Mapping) else (item,) for item in value)
        return "\n".join(" | ".join(str(part) for part in line if part) for line in lines)
    found = pieces(value)
    if len(found) == 1 and not found[0][0]:
        return found[0][1]
    if isinstance(value, Mapping):
        return joined(f"{item}: {said}" for item, said in found)
    return joined(str(said) for _, said in found)


def distinct(names: Iterable[str]) -> list[str]:
    """The names, told apart also where capital letters do not count."""
    taken: set[str] = set()
    out = []
    for name in names:
        fresh, number = name, 2
        while fresh.casefold() in taken:
            fresh, number = f"{name}_{number}", number + 1
        taken.add(fresh.casefold())
        out.append(fresh)
    return out
