"""A frozen table of counts before protection, and the protected table that everything published reads."""

from dataclasses import dataclass, field
from typing import Literal

from qa_tool.disclosure.preset import HIDDEN, NOT_APPLICABLE, Form, Preset
from qa_tool.errors import QAError
from qa_tool.figures.proportion import rounded
from qa_tool.figures.share import share as share_of

TOTAL = "Total"
Reason = Literal[
    "", "small", "secondary", "group", "workers", "withheld", "not applicable", "not printed"
]
Count = int | None
REASONS: dict[Reason, str] = {
    "": "shown",
    "small": "a small count",
    "secondary": "another count could be worked out from it",
    "group": "everybody in a small group would have the same result",
    "workers": "too few people work behind this line",
    "withheld": "this table cannot be protected by leaving cells out",
    "not applicable": "does not apply",
    "not printed": "lines of this table are never added",
}
NEVER_COUNTED = frozenset({"not applicable", "not printed"})  # reasons that hide nobody


@dataclass(frozen=True, slots=True)
class CountsTable:
    """Counts by row and column, without margins; None does not apply and is shown as z.

    `workers` is the number of different people behind each row, where the table would otherwise tell
    of a team of one. `population` names whom the table counts: tables of one population share their
    totals. `groups` are columns that are also read together, such as "Good or better".
    A list of one column is a one-way table. `wanted` are the rows that a reader needs most: where
    something more must be hidden, it is another line that goes, if that is enough. `lists` are rows
    (or TOTAL) with the size of the list that their counts were drawn from, each part of it alike.
    """

    key: str
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[Count, ...], ...]
    workers: tuple[int, ...] = ()
    population: str = ""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    row_word: str = "Team"
    period: str = ""
    totals: bool = True
    wanted: tuple[str, ...] = ()
    lists: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        """A table that does not fit together is an error of whoever counted."""
        labels = (*self.rows, *self.columns)
        fits = len(self.counts) == len(self.rows) and all(
            len(line) == len(self.columns) for line in self.counts
        )
        twice = len(set(self.rows)) < len(self.rows) or len(set(self.columns)) < len(self.columns)
        below = any(n is not None and n < 0 for line in self.counts for n in line)
        other = bool(self.workers) and len(self.workers) != len(self.rows)
        if not self.rows or not self.columns or not fits or twice or below or other:
            raise QAError(
                f"The table '{self.title}' does not fit together: it needs rows and columns, each "
                "named once, and a count of 0 or more for each.",
                "This is a fault of the figures: report it.",
            )
        if TOTAL in labels:
            raise QAError(
                f"'{TOTAL}' is no row or column of its own.", "Give the inner cells only."
            )

    @property
    def one_way(self) -> bool:
        """Whether there is one column only, so that a row has no total of its own."""
        return len(self.columns) == 1

    def true(self, row: int, column: int) -> int:
        """The count, also of a total: an index as long as the rows or columns is the total."""
        rows = range(len(self.rows)) if row == len(self.rows) else (row,)
        columns = range(len(self.columns)) if column == len(self.columns) else (column,)
        return sum(self.counts[r][c] or 0 for r in rows for c in columns)


def one_way(key: str, title: str, counts: dict[str, int], column: str = "Number") -> CountsTable:
    """A list of counts with a total."""
    return CountsTable(key, title, tuple(counts), (column,), tuple((n,) for n in counts.values()))


@dataclass(frozen=True, slots=True)
class Cell:
    """One published cell: its value where it is shown, otherwise why not. It never holds what is hidden."""

    value: int | None
    reason: Reason = ""

    @property
    def shown(self) -> bool:
        """Whether a number is published here."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a line as it may be published; None where it may not."""

    count: int | None
    base: int | None
    percent: int | None
    low: int | None
    high: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """What may be published of one table; charts, tooltips, texts and files read this and nothing else.

    `cells` has one row and one column more than the labels: the totals. Without `totals` those of the
    columns are not published.
    """

    key: str
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    preset: Preset
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    population: str = ""
    period: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)
    totals: bool = True
    lists: tuple[tuple[str, int], ...] = ()

    def _row(self, row: str) -> int:
        return len(self.rows) if row == TOTAL else self.rows.index(row)

    def _column(self, column: str) -> int:
        return len(self.columns) if column == TOTAL else self.columns.index(column)

    @property
    def one_way(self) -> bool:
        """Whether it is a list: the total column would only repeat it."""
        return len(self.columns) == 1

    def cell(self, row: str, column: str) -> Cell:
        """The cell under these labels; TOTAL is the margin."""
        return self.cells[self._row(row)][self._column(column)]

    def text(self, row: str, column: str, form: Form = "page") -> str:
        """The cell as it is printed."""
        return self._text(self.cell(row, column), form)

    def _text(self, cell: Cell, form: Form) -> str:
        if cell.value is not None:
            return str(cell.value)
        if cell.reason == "not applicable":
            return self.preset.mark(NOT_APPLICABLE, form)
        symbol = self.preset.symbol if cell.reason == "small" else HIDDEN
        return self.preset.mark(symbol, form)

    def header(self, corner: str = "") -> tuple[str, ...]:
        """The heading of the table as it is published."""
        return (corner, *self.columns) if self.one_way else (corner, *self.columns, TOTAL)

    def lines(self, form: Form = "page") -> tuple[tuple[str | int, ...], ...]:
        """The rows as they are published, the totals last: numbers as numbers, the rest as symbols."""
        wide = len(self.columns) + (0 if self.one_way else 1)
        names = (*self.rows, TOTAL) if self.totals else self.rows
        return tuple(
            (label, *(c.value if c.value is not None else self._text(c, form) for c in line[:wide]))
            for label, line in zip(names, self.cells, strict=False)
        )

    def columns_of(self, group: str) -> tuple[str, ...]:
        """The columns that are read together under this name; a column by itself otherwise."""
        return dict(self.groups).get(group, (group,))

    def count(self, row: str, group: str) -> int | None:
        """The sum of a group of columns, from published cells alone; None where these do not tell it."""
        wanted = self.columns_of(group)
        line = [self.cell(row, column) for column in wanted]
        if all(cell.shown or cell.reason == "not applicable" for cell in line):
            found = sum(cell.value or 0 for cell in line)
            single = len(line) == 1
            return found if single or not self.preset.is_small(found) else None
        rest = [self.cell(row, column) for column in self.columns if column not in wanted]
        total = self.cell(row, TOTAL).value
        exact = self.preset.round_to == 1
        if total is None or not exact or any(not cell.shown for cell in rest):
            return None
        found = total - sum(cell.value or 0 for cell in rest)
        return None if self.preset.is_small(found) else found

    def share(self, row: str, group: str, form: Form = "page") -> Share:
        """What part of a row a column or group is, with its interval: from published cells alone.

        The interval is exact where the list is known that the row was drawn from, otherwise Wilson's.
        Nothing is given where the count, the base or what is left of it is hidden or small, and no
        percentage on fewer than the preset's base.
        """
        count, base = self.count(row, group), self.cell(row, TOTAL).value
        if base == 0:
            return Share(0, 0, None, None, None, "no audits")
        hidden = self.preset.mark(HIDDEN, form)
        if count is None or base is None or self.preset.is_small(base - count):
            return Share(None, base, None, None, None, hidden)
        if base < self.preset.least_base or count > base:
            return Share(count, base, None, None, None, f"{count} of {base}")
        found = share_of(count, base, dict(self.lists).get(row))
        whole = rounded(count / base)
        return Share(count, base, whole, rounded(found.low), rounded(found.high), f"{whole}%")

    def hidden(self) -> tuple[tuple[str, str, Reason], ...]:
        """Every cell that is not shown: row, column, reason."""
        wide = len(self.columns) + (0 if self.one_way else 1)
        return tuple(
            (row, column, cell.reason)
            for row, line in zip((*self.rows, TOTAL), self.cells, strict=True)
            for column, cell in zip((*self.columns, TOTAL)[:wide], line, strict=False)
            if not cell.shown and cell.reason not in NEVER_COUNTED
        )
