"""Rounded tables: what a reader who knows the rounding can still work out, and what goes to prevent it."""

from qa_tool.disclosure.preset import Preset
from qa_tool.disclosure.table import Cell, CountsTable, ProtectedTable, Reason

_FAR = 10**9
Grid = list[list[tuple[int, int]]]


def _band(count: int, preset: Preset, *, hidden: bool) -> tuple[int, int]:
    """Between what a reader takes this count to lie, from what is printed for it."""
    if hidden:
        return 0, _FAR
    if preset.is_small(count):
        return 1, preset.small
    shown, base = preset.rounded(count), preset.round_to
    if count == 0:
        return 0, 0
    low = max(shown - base // 2, preset.small + 1)
    return low, max(low, shown + (base - 1) // 2)


def _narrowed(parts: list[tuple[int, int]], whole: tuple[int, int]) -> list[tuple[int, int]]:
    """Each part and then the whole, after the sum has been taken into account."""
    low, high = sum(p[0] for p in parts), sum(p[1] for p in parts)
    out = [(max(p[0], whole[0] - (high - p[1])), min(p[1], whole[1] - (low - p[0]))) for p in parts]
    return [*out, (max(whole[0], low), min(whole[1], high))]


def _settled(bands: Grid) -> Grid:
    """What follows from every row and column, taken again until nothing narrows."""
    while True:
        before = [list(line) for line in bands]
        for line in bands:
            line[:] = _narrowed(line[:-1], line[-1])
        for at in range(len(bands[0])):
            column = _narrowed([line[at] for line in bands[:-1]], bands[-1][at])
            for line, band in zip(bands, column, strict=True):
                line[at] = band
        if bands == before:
            return bands


def _fallen(
    table: CountsTable, preset: Preset, gone: set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The small cells that the printed figures give away exactly."""
    high, wide = len(table.rows), len(table.columns)
    bands = [
        [
            _band(table.true(row, column), preset, hidden=(row, column) in gone)
            for column in range(wide + 1)
        ]
        for row in range(high + 1)
    ]
    settled = _settled(bands)
    return [
        (row, column)
        for row in range(high + 1)
        for column in range(wide + 1)
        if preset.is_small(table.true(row, column))
        and settled[row][column][0] == settled[row][column][1]
        and preset.small > 1
    ]


def _gone(table: CountsTable, preset: Preset) -> dict[tuple[int, int], Reason]:
    """Cells that are left out although they are rounded: people behind them, or what gives others away."""
    high, wide = len(table.rows), len(table.columns)
    gone: dict[tuple[int, int], Reason] = {}
    for row, workers in enumerate(table.workers):
        if workers < preset.least_workers:
            gone |= {(row, column): "workers" for column in range(wide + 1)}
    while fallen := _fallen(table, preset, set(gone)):
        row, column = fallen[0]
        # The totals say where a small cell must lie: without them it is free again.
        for place in ((row, wide), (high, column), (row, column)):
            gone.setdefault(place, "secondary")
    return gone


def rounded_table(table: CountsTable, preset: Preset) -> ProtectedTable:
    """The table with rounded counts, totals rounded from their unrounded values."""
    gone = _gone(table, preset)
    high, wide = len(table.rows), len(table.columns)

    def cell(row: int, column: int) -> Cell:
        if row < high and column < wide and table.counts[row][column] is None:
            return Cell(None, "not applicable")
        if row == high and not table.totals:
            return Cell(None, "not printed")
        if (row, column) in gone:
            return Cell(None, gone[row, column])
        value = table.true(row, column)
        return Cell(None, "small") if preset.is_small(value) else Cell(preset.rounded(value))

    return ProtectedTable(
        table.key, table.title, table.rows, table.columns,
        tuple(tuple(cell(r, c) for c in range(wide + 1)) for r in range(high + 1)),
        preset, table.groups, table.population, table.period, totals=table.totals,
    )  # fmt: skip
