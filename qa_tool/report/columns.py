"""Kinds of columns of the workbook, and the words for ways of reading and states of actions."""

from functools import partial

from qa_tool.report.workbook import Cell, SheetColumn

Row = tuple[Cell, ...]
Text = partial(SheetColumn, kind="text", width=18)
Long = partial(SheetColumn, kind="long", width=70)
Number = partial(SheetColumn, kind="number", width=12)
Share = partial(SheetColumn, kind="percent", width=12)
Day = partial(SheetColumn, kind="date", width=13)
GradeColumn = partial(SheetColumn, kind="grade", width=22)
READING_MODES = {"blind": "Blind, full re-read", "desk": "Desk check", "panel": "Panel"}
ACTION_STATES = {
    "open": "Open",
    "done": "Done, proof given",
    "verified": "Verified by somebody else",
    "withdrawn": "Withdrawn",
}
