"""A reader with no other tools than counting: every table that fits what is printed, one by one.

Written apart from both the protecting side and the attack, so that it can judge them.
"""

from collections.abc import Iterator, Sequence

from qa_tool.disclosure.published import Published, published
from qa_tool.disclosure.simplex import bounds
from qa_tool.disclosure.system import Adds, Link, Same
from qa_tool.disclosure.table import TOTAL, CountsTable, ProtectedTable

Grid = list[list[int | None]]
Cell = tuple[int, int]


def every_table(
    grid: Grid, rows: Sequence[int], columns: Sequence[int]
) -> Iterator[list[list[int]]]:
    """Every table of counts with these margins that agrees with the cells that are printed."""
    if not grid:
        if not any(columns):
            yield []
        return
    for line in _lines(grid[0], rows[0], columns):
        left = [total - count for total, count in zip(columns, line, strict=True)]
        for rest in every_table(grid[1:], rows[1:], left):
            yield [line, *rest]


def _lines(line: Sequence[int | None], total: int, most: Sequence[int]) -> Iterator[list[int]]:
    if not line:
        if total == 0:
            yield []
        return
    first = line[0]
    choices = range(min(total, most[0]) + 1) if first is None else [first]
    for count in choices:
        if count <= min(total, most[0]):
            for rest in _lines(line[1:], total - count, most[1:]):
                yield [count, *rest]


def counted_ranges(
    table: Sequence[Sequence[int]], hidden: set[Cell]
) -> dict[Cell, tuple[int, int]]:
    """Least and most of each hidden inner cell over every table that fits; margins are printed."""
    grid: Grid = [
        [None if (r, c) in hidden else count for c, count in enumerate(line)]
        for r, line in enumerate(table)
    ]
    rows = [sum(line) for line in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    fits = list(every_table(grid, rows, columns))
    return {
        (r, c): (min(one[r][c] for one in fits), max(one[r][c] for one in fits)) for r, c in hidden
    }


def as_printed(table: ProtectedTable, file: str = "tables.csv") -> Published | None:
    """The table as its reader has it."""
    key = " ".join(table.preset.key_lines("csv"))
    return published(
        [table.header(), *table.lines("csv")], file=file, place="", caption=table.title, key=key,
        period=table.period,
    )  # fmt: skip


def primary_only(table: CountsTable, small: int) -> Published:
    """What a council prints that hides its small counts and nothing else."""
    high, wide = len(table.rows), len(table.columns)
    lines = [
        [
            label,
            *("c" if 0 < table.true(r, c) <= small else table.true(r, c) for c in range(wide + 1)),
        ]
        for r, label in enumerate((*table.rows, TOTAL))
    ]
    assert len(lines) == high + 1
    found = published(
        [["", *table.columns, TOTAL], *lines], file="t.csv", place="", caption=table.title
    )
    assert found is not None
    return found


class Knowing:
    """Somebody who knows how all tables of a publication hang together, and solves every sum at once."""

    def __init__(
        self, tables: Sequence[CountsTable], made: Sequence[ProtectedTable], links: Sequence[Link]
    ) -> None:
        self._tables = {table.key: table for table in tables}
        self._made = {table.key: table for table in made}
        self._names: dict[tuple[str, str, str], int] = {}
        self._same: dict[tuple[str, str, str], tuple[str, str, str]] = {}
        for link in links:
            if isinstance(link, Same):
                self._same[self._top(link.two)] = self._top(link.one)
        self.sums = [s for table in tables for s in self._own(table)]
        self.sums += [self._sum(link.parts, link.whole) for link in links if isinstance(link, Adds)]

    def _top(self, cell: tuple[str, str, str]) -> tuple[str, str, str]:
        key, row, column = cell
        if self._tables[key].one_way and column == TOTAL:
            cell = key, row, self._tables[key].columns[0]
        while cell in self._same and self._same[cell] != cell:
            cell = self._same[cell]
        return cell

    def name(self, cell: tuple[str, str, str]) -> int:
        """The number of a cell, the same for cells that are one."""
        return self._names.setdefault(self._top(cell), len(self._names))

    def _own(self, table: CountsTable) -> Iterator[tuple[dict[int, int], int]]:
        key = table.key
        for column in (*table.columns, TOTAL):
            yield self._sum([(key, row, column) for row in table.rows], (key, TOTAL, column))
        if not table.one_way:
            for row in (*table.rows, TOTAL):
                yield self._sum([(key, row, one) for one in table.columns], (key, row, TOTAL))

    def _printed(self, cell: tuple[str, str, str]) -> int | None:
        """The number that stands for this count anywhere in the publication."""
        top = self._top(cell)
        for key, table in self._made.items():
            for row in (*table.rows, TOTAL):
                for column in (*table.columns, TOTAL):
                    found = table.cell(row, column)
                    if found.shown and self._top((key, row, column)) == top:
                        return found.value
        return None

    def _sum(
        self, parts: Sequence[tuple[str, str, str]], whole: tuple[str, str, str]
    ) -> tuple[dict[int, int], int]:
        line: dict[int, int] = {}
        right = 0
        for cell, factor in (*((part, 1) for part in parts), (whole, -1)):
            known = self._printed(cell)
            if known is None:
                line[self.name(cell)] = line.get(self.name(cell), 0) + factor
            else:
                right -= factor * known
        return {at: factor for at, factor in line.items() if factor}, right

    def range(
        self, cell: tuple[str, str, str], lows: dict[int, int], highs: dict[int, int]
    ) -> tuple[int, int | None]:
        """Between what this cell must lie, given what else is known of each."""
        sums = [(line, right) for line, right in self.sums if line]
        found = bounds(sums, lows, highs)
        assert found is not None, "what is printed does not fit together"
        return found.get(self.name(cell), (0, None))
