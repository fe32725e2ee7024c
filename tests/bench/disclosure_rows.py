"""Protecting a table, against the bare proof that its pattern is safe: every range by exact flows."""

import random

from measure import Line, Sizes, in_turn, timed

from qa_tool.disclosure.flow import ranges
from qa_tool.disclosure.preset import DFE
from qa_tool.disclosure.protect import protect
from qa_tool.disclosure.table import CountsTable

ROWS, COLUMNS = 40, 6


def suppression(sizes: Sizes) -> list[Line]:
    """Secondary suppression of 40 teams by 6 grades with all margins."""
    made = random.Random(40)
    counts = tuple(
        tuple(made.choice([0, 1, 2, 3, 5, 7, 9, 12, 20, 30]) for _ in range(COLUMNS))
        for _ in range(ROWS)
    )
    table = CountsTable(
        "bench", "Made-up", tuple(f"Team {n}" for n in range(ROWS)), tuple("UVWXYZ"), counts
    )
    done = protect(table, DFE)
    hidden = [(r, c) for r in range(ROWS) for c in range(COLUMNS) if not done.cells[r][c].shown]
    grid = [list(line) for line in counts]
    ours, bare = in_turn(
        sizes.turns, timed(lambda: protect(table, DFE)), timed(lambda: ranges(grid, hidden))
    )
    why = "bare: the exact ranges of the finished pattern, no search"
    what = f"suppression of a {ROWS} by {COLUMNS} table"
    return [Line("suppression", what, ours, bare=bare, most_ratio=5, most=250, why=why)]
