"""A workbook before it is written: sheets of plain values."""

from dataclasses import dataclass
from datetime import date

from qa_tool.report.blocks import Column

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its heading, what kind of value it holds, and its width in characters."""

    title: str
    kind: Column = "text"
    width: float = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with one table; `notes` stand above it. Percentages are shares between 0 and 1."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole workbook; `tones` gives the colour word of each grade's name."""

    title: str
    council: str
    marking: str
    made: date
    sheets: tuple[Sheet, ...]
    tones: tuple[tuple[str, str], ...] = ()
    language: str = "en-GB"

    def sheet(self, name: str) -> Sheet:
        """The sheet with this name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)
