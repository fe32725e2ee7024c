"""Published tables: the same protected values, symbols and key on the page, in the workbook and as CSV."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qa_tool.disclosure.preset import HIDDEN, NOT_APPLICABLE, UNKNOWN, Form, Preset
from qa_tool.disclosure.table import TOTAL, ProtectedTable
from qa_tool.report.blocks import Block, Column, Definitions, Note, TableBlock

Value = str | int
LIMITS = ("lower limit", "upper limit")
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
NOT_SHOWN = "a number that is not shown"


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One table of a publication.

    `corner` says what its rows are ("Area"). `shares` are the columns or groups of columns whose
    percentage of the row stands beside the counts, with `intervals` where they are wanted. `notes`
    are numbers of notes of the set. Without `totals` the last line is left out: where each audit
    stands in every row, their sum says nothing.
    """

    number: str
    table: ProtectedTable
    corner: str
    shares: tuple[str, ...] = ()
    intervals: bool = False
    notes: tuple[int, ...] = ()
    totals: bool = True

    @property
    def name(self) -> str:
        """What it is called wherever it stands."""
        return f"Table {self.number}"

    @property
    def heading(self) -> str:
        """Its number and title."""
        return f"{self.name}: {self.table.title}"

    @property
    def withheld(self) -> bool:
        """Whether nothing of it may be shown."""
        return all(cell.reason == "withheld" for line in self.table.cells for cell in line)

    @property
    def told(self) -> str:
        """What stands under its title: its period and the notes that belong to it."""
        period = (_DAY.sub(_written_out, self.table.period),) if self.table.period else ()
        marks = tuple(f"[note {number}]" for number in self.notes)
        return " ".join((*(f"{one}." for one in period), *marks))

    def header(self) -> tuple[str, ...]:
        """The headings of its columns."""
        return (*self.table.header(self.corner), *_share_headings(self))

    def lines(self, form: Form = "page") -> tuple[tuple[Value, ...], ...]:
        """Its rows, the totals last: numbers as numbers, everything else as symbols."""
        names = (*self.table.rows, TOTAL) if self.totals else self.table.rows
        lines = self.table.lines(form)[: len(names)]
        return tuple(
            (*line, *_shares(self, name, form)) for name, line in zip(names, lines, strict=True)
        )

    def block(self) -> TableBlock:
        """The table as a block of the report."""
        header, lines = self._for_page()
        kinds: list[Column] = ["text"]
        kinds += ["number" for _ in header[1:]]
        return TableBlock(
            self.heading, header, tuple(kinds), lines, self.told, total_row=self.totals,
            key=self.table.key,
        )  # fmt: skip

    def _for_page(self) -> tuple[tuple[str, ...], tuple[tuple[Value, ...], ...]]:
        """On a page a share and its interval are read together, in one column of a short heading."""
        if not self.shares or not self.intervals:
            return self.header(), self.lines()
        first = len(self.header()) - 3 * len(self.shares)
        header = (*self.header()[:first], *(f"{one}, % (low to high)" for one in self.shares))
        return header, tuple(
            (*line[:first], *(_joined(line[at : at + 3]) for at in range(first, len(line), 3)))
            for line in self.lines()
        )

    def blocks(self) -> tuple[Block, ...]:
        """The table, or the sentence that stands for it where nothing of it may be shown."""
        return (Note(f"{self.heading}: {WITHHELD}"),) if self.withheld else (self.block(),)


WITHHELD = "not published, because its counts are too small to protect the people in it."


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """All tables of one publication with what explains them; `about` is (heading, words) for its cover."""

    title: str
    subtitle: str
    council: str
    marking: str
    made: date
    preset: Preset
    tables: tuple[PublishedTable, ...]
    notes: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    language: str = "en-GB"

    @property
    def shown(self) -> tuple[PublishedTable, ...]:
        """The tables of which something may be shown."""
        return tuple(one for one in self.tables if not one.withheld)

    @property
    def withheld(self) -> tuple[PublishedTable, ...]:
        """The tables that are named and not published."""
        return tuple(one for one in self.tables if one.withheld)

    def table(self, key: str) -> PublishedTable:
        """The table with this key."""
        return next(one for one in self.tables if one.table.key == key)


def _written_out(day: re.Match[str]) -> str:
    """A day as people read it; CSV files keep the day as it is."""
    try:
        found = date.fromisoformat(day[0])
    except ValueError:
        return day[0]
    return f"{found.day} {found:%B %Y}"


def _share_headings(one: PublishedTable) -> Iterable[str]:
    for share in one.shares:
        yield f"{share}, %"
        if one.intervals:
            yield from (f"{share}, % ({limit})" for limit in LIMITS)


def _shares(one: PublishedTable, row: str, form: Form) -> Iterable[Value]:
    preset = one.table.preset
    for group in one.shares:
        share = one.table.share(row, group, form)
        values = (share.percent, share.low, share.high) if one.intervals else (share.percent,)
        if share.base == 0:
            symbol = NOT_APPLICABLE
        elif share.count is None or share.base is None:
            symbol = HIDDEN
        else:
            symbol = UNKNOWN
        yield from (preset.mark(symbol, form) if value is None else value for value in values)


def _joined(values: tuple[Value, ...]) -> Value:
    """`46 (35 to 58)`; the symbol once where there is no share."""
    share, low, high = values
    return f"{share} ({low} to {high})" if isinstance(share, int) else share


def key_of(preset: Preset, form: Form = "page") -> tuple[tuple[str, str], ...]:
    """The symbols with what they mean."""
    parted = (line.partition(": ") for line in preset.key_lines(form))
    return tuple(
        (mark, f"{words[:1].upper()}{words[1:]}") for mark, colon, words in parted if colon
    )


def rules_of(preset: Preset) -> tuple[str, ...]:
    """What the key says besides the symbols."""
    return tuple(line for line in preset.key_lines("page") if ": " not in line)


def key_blocks(preset: Preset) -> tuple[Block, ...]:
    """The key as it stands in the report."""
    return (Definitions(key_of(preset)), *(Note(rule) for rule in rules_of(preset)))


def spoken(table: ProtectedTable, row: str, column: str) -> str:
    """A count inside a sentence.

    Whether a hidden cell is itself small is not told: that would be half of its value.
    """
    cell = table.cell(row, column)
    if cell.value is not None:
        return f"{cell.value:,}"
    if cell.reason == "not applicable":
        return "does not apply"
    low = cell.reason == "small" and table.preset.symbol != HIDDEN
    return table.preset.words if low else NOT_SHOWN


def spoken_share(table: ProtectedTable, row: str, group: str) -> str:
    """A share inside a sentence: 43% (33 to 54), 3 of 8, or that it is not shown."""
    share = table.share(row, group, "words")
    if share.percent is not None:
        return f"{share.percent}% ({share.low} to {share.high})"
    hidden = share.count is None or share.base is None
    return "a share that is not shown" if hidden else share.words
