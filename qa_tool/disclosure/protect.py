"""All tables of one publication, protected together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from qa_tool.disclosure.pattern import Pattern, pattern_of
from qa_tool.disclosure.preset import Preset
from qa_tool.disclosure.rounding import rounded_table
from qa_tool.disclosure.system import Adds, Link, Same, System, system_of
from qa_tool.disclosure.table import NEVER_COUNTED, TOTAL, Cell, CountsTable, ProtectedTable, Reason
from qa_tool.errors import QAError

_TRIED_TWICE = 150  # cells of a table up to which a second pattern is tried and the smaller kept


@dataclass(frozen=True, slots=True)
class Hidden:
    """One cell that is not published, and why."""

    table: str
    row: str
    column: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Protection:
    """The tables of a publication as they may be published, and what had to be done for it."""

    preset: Preset
    tables: tuple[ProtectedTable, ...]
    hidden: tuple[Hidden, ...]
    withheld: tuple[str, ...]
    notes: tuple[str, ...]

    def table(self, key: str) -> ProtectedTable:
        """The protected table with this key."""
        return next(table for table in self.tables if table.key == key)


def same_line(one: CountsTable, row: str, two: CountsTable, other: str) -> tuple[Link, ...]:
    """Links that say that a row of one table is a row of another; TOTAL is the last row."""
    return tuple(
        Same((one.key, row, column), (two.key, other, column))
        for column in (*one.columns, TOTAL)
        if column == TOTAL or column in two.columns
    )


def same_column(one: CountsTable, column: str, two: CountsTable, other: str) -> tuple[Link, ...]:
    """Links that say that a column of one table is a column of another."""
    return tuple(
        Same((one.key, row, column), (two.key, row, other))
        for row in (*one.rows, TOTAL)
        if row == TOTAL or row in two.rows
    )


def tables_add(whole: CountsTable, parts: Sequence[CountsTable]) -> tuple[Link, ...]:
    """Links that say that every cell of one table is the sum of the same cells of others."""
    return tuple(
        Adds((whole.key, row, column), tuple((part.key, row, column) for part in parts))
        for row in (*whole.rows, TOTAL)
        for column in (*whole.columns, TOTAL)
    )


def rows_add(
    whole: CountsTable, row: str, part: CountsTable, rows: Sequence[str]
) -> tuple[Link, ...]:
    """Links that say that one row is the sum of rows of another table: an area, and its teams."""
    return tuple(
        Adds((whole.key, row, column), tuple((part.key, one, column) for one in rows))
        for column in (*whole.columns, TOTAL)
    )


def common_totals(tables: Sequence[CountsTable]) -> tuple[Link, ...]:
    """Links between tables that name the same population: their totals, and totals by a common side."""
    links: list[Link] = []
    for one, two in combinations(tables, 2):
        if not one.population or one.population != two.population:
            continue
        links.append(Same((one.key, TOTAL, TOTAL), (two.key, TOTAL, TOTAL)))
        if set(one.columns) == set(two.columns) and not one.one_way:
            links += same_line(one, TOTAL, two, TOTAL)
        if set(one.rows) == set(two.rows):
            links += same_column(one, TOTAL, two, TOTAL)
        for table, other in ((one, two), (two, one)):
            if set(table.columns) == set(other.rows) and not table.one_way:
                links += [
                    Same((table.key, TOTAL, name), (other.key, name, TOTAL)) for name in other.rows
                ]
    return tuple(links)


def protect(table: CountsTable, preset: Preset) -> ProtectedTable:
    """One table that is published by itself."""
    return protect_all((table,), preset).tables[0]


def protect_all(
    tables: Sequence[CountsTable], preset: Preset, links: Sequence[Link] = ()
) -> Protection:
    """Protect every table of one publication; what links them is what a reader may subtract.

    Totals of one population are linked by themselves (`common_totals`); other links are given.
    A table for which no safe pattern was found is withheld as a whole, and the notes say so.
    """
    if len({table.key for table in tables}) < len(tables):
        raise QAError("Two tables of one publication have the same key.", "Name each once.")
    every = (*common_totals(tables), *links)
    if not preset.secondary:
        return _told(preset, [rounded_table(table, preset) for table in tables], ())
    withheld = frozenset(
        t.key for t in tables if preset.is_small(t.true(len(t.rows), len(t.columns)))
    )
    while True:
        pattern = _best(tables, every, preset, withheld)
        more = _to_withhold(pattern, every)
        if not more:
            break
        withheld |= more
    made = [
        _withheld(table, preset) if table.key in withheld else _made(pattern, number)
        for number, table in enumerate(tables)
    ]
    return _told(preset, made, tuple(sorted(withheld)))


def _best(
    tables: Sequence[CountsTable], links: Sequence[Link], preset: Preset, withheld: frozenset[str]
) -> Pattern:
    first = pattern_of(system_of(tables, links, preset, withheld))
    size = max(((len(t.rows) + 1) * (len(t.columns) + 1) for t in tables), default=0)
    if first.failed or size > _TRIED_TWICE or len(first.hidden) == len(first.system.must):
        return first
    second = pattern_of(system_of(tables, links, preset, withheld), flat=True)
    return min((first, second), key=lambda p: (bool(p.failed), _loss(p)))


def _loss(pattern: Pattern) -> tuple[int, int]:
    gone = pattern.hidden - pattern.system.free
    return len(gone), sum(pattern.system.value[cell] for cell in gone)


def _to_withhold(pattern: Pattern, links: Sequence[Link]) -> frozenset[str]:
    """Which table goes when a cell cannot be made safe: the finer before the coarser, the smaller first.

    Where that table is withheld already, what is printed beside it gives it away: another part of
    the same whole goes too.
    """
    if not pattern.failed:
        return frozenset()
    system = pattern.system
    homes = {system.tables[number].key for number in system.homes[min(pattern.failed)]}
    open_ = homes - system.withheld
    sums = [link for link in links if isinstance(link, Adds)]
    for link in sums:
        parts = {part[0] for part in link.parts}
        if homes & {link.whole[0], *parts}:
            open_ |= parts - system.withheld
    finer = {part[0] for link in sums for part in link.parts}
    sizes = {t.key: t.true(len(t.rows), len(t.columns)) for t in system.tables}
    known = (open_ & sizes.keys()) or (sizes.keys() - system.withheld)
    return frozenset({min(known, key=lambda key: (key not in finer, sizes[key], key))})


def _made(pattern: Pattern, number: int) -> ProtectedTable:
    system = pattern.system
    table = system.tables[number]
    high, wide = len(table.rows), len(table.columns)

    def cell(row: int, column: int) -> Cell:
        inner = row < high and column < wide
        if inner and table.counts[row][column] is None:
            return Cell(None, "not applicable")
        # The total column of a list repeats the list.
        place = system.cells[number, row, 0 if table.one_way else column]
        if row == high and not table.totals:
            return Cell(None, "not printed")
        if place in pattern.hidden:
            return Cell(None, system.must.get(place, "secondary"))
        return Cell(system.preset.rounded(system.value[place]))

    cells = tuple(tuple(cell(r, c) for c in range(wide + 1)) for r in range(high + 1))
    return _table(table, system.preset, cells)


def _table(
    table: CountsTable, preset: Preset, cells: tuple[tuple[Cell, ...], ...]
) -> ProtectedTable:
    return ProtectedTable(
        table.key, table.title, table.rows, table.columns, cells, preset, table.groups,
        table.population, table.period, _notes_of(table, cells), table.totals, table.lists,
    )  # fmt: skip


def _notes_of(table: CountsTable, cells: tuple[tuple[Cell, ...], ...]) -> tuple[str, ...]:
    wide = len(table.columns)
    totals = [
        label
        for label, cell in zip((*table.columns, TOTAL)[:wide], cells[-1], strict=False)
        if not cell.shown and cell.reason not in {*NEVER_COUNTED, "withheld"}
    ]
    if not totals or table.one_way:
        return ()
    note = (
        f"In '{table.title}' the total of {', '.join(totals)} had to be hidden too: it is small, or "
        "would give a small one away. Merging columns or rows would tell the reader more."
    )
    return (note,)


def _withheld(table: CountsTable, preset: Preset) -> ProtectedTable:
    gone = Cell(None, "withheld")
    cells = tuple(
        tuple(gone for _ in range(len(table.columns) + 1)) for _ in range(len(table.rows) + 1)
    )
    note = (
        f"'{table.title}' is withheld: with counts this small, no choice of cells to leave out keeps "
        "the others from being worked out. Merge columns or rows, or do not print it."
    )
    return replace(_table(table, preset, cells), notes=(note,))


def _told(
    preset: Preset, made: Sequence[ProtectedTable], withheld: tuple[str, ...]
) -> Protection:  # fmt: skip
    hidden = tuple(
        Hidden(table.key, row, column, reason)
        for table in made
        for row, column, reason in table.hidden()
    )
    notes = tuple(note for table in made for note in table.notes)
    return Protection(preset, tuple(made), hidden, withheld, notes)


def system_for(tables: Sequence[CountsTable], preset: Preset, links: Sequence[Link] = ()) -> System:
    """The sums that tie these tables, before anything is hidden; refused where counts do not agree."""
    return system_of(tables, (*common_totals(tables), *links), preset)
