"""The disclosure record: what was left out and why. It goes beside the report, never into it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.disclosure.differences import Difference
from qa_tool.disclosure.preset import Preset
from qa_tool.disclosure.protect import Protection
from qa_tool.disclosure.table import REASONS


@dataclass(frozen=True, slots=True)
class Merge:
    """Columns or rows of a table that are counted as one, and why."""

    table: str
    names: tuple[str, ...]
    into: str
    why: str


@dataclass(frozen=True, slots=True)
class Yes:
    """A second person's yes to a quotation or vignette."""

    what: str
    person: str
    day: date


@dataclass(frozen=True, slots=True)
class HiddenCell:
    """One cell that was left out: by its labels, never with its count."""

    table: str
    row: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class DisclosureRecord:
    """Everything that was decided so that nobody can be worked out of one publication."""

    publication: str
    edition: str
    fingerprint: str
    preset: str
    rule: str
    why: str
    decided_by: str
    decided_on: date
    hidden: tuple[HiddenCell, ...]
    withheld: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    yeses: tuple[Yes, ...] = ()
    differences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def lines(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The record as headed lists of sentences, for a text, page or workbook beside the report."""
        counted = Counter(cell.reason for cell in self.hidden)
        summary = [f"{count} cells: {reason}." for reason, count in sorted(counted.items())]
        return (
            ("Rule", (f"{self.rule}. {self.why}", f"Decided by {self.decided_by} on {_day(self.decided_on)}.")),
            ("Publication", (f"{self.publication}, {self.edition}.", f"Data set {self.fingerprint}.")),
            ("Left out", tuple(summary) or ("Nothing had to be left out.",)),
            ("Cells", tuple(f"{c.table}: row '{c.row}', column '{c.column}': {c.reason}." for c in self.hidden)),
            ("Tables withheld", tuple(f"{title}." for title in self.withheld) or ("None.",)),
            ("Merged", tuple(f"{m.table}: {', '.join(m.names)} as '{m.into}'. {m.why}" for m in self.merges) or ("Nothing.",)),
            ("Second person's yes", tuple(f"{y.what}: {y.person}, {_day(y.day)}." for y in self.yeses) or ("No quotation or vignette is in it.",)),
            ("Against what was published before", self.differences or ("No small count falls out.",)),
            ("Remarks", self.notes or ("None.",)),
        )  # fmt: skip

    def text(self) -> str:
        """The record as plain text."""
        parts = ["DISCLOSURE RECORD. Keep it with the data set; it is not part of the report.", ""]
        for heading, lines in self.lines():
            parts += [heading, *(f"  {line}" for line in lines), ""]
        return "\n".join(parts)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def hidden_cells(protection: Protection) -> tuple[HiddenCell, ...]:
    """The cells that were left out, in words; a withheld table is told once, not cell by cell."""
    titles = {table.key: table.title for table in protection.tables}
    return tuple(
        HiddenCell(titles[cell.table], cell.row, cell.column, REASONS[cell.reason])
        for cell in protection.hidden
        if cell.table not in protection.withheld
    )


def record(  # noqa: PLR0913  each is a fact of its own
    protection: Protection, *, publication: str, edition: str, fingerprint: str, decided_by: str,
    decided_on: date, merges: Sequence[Merge] = (), yeses: Sequence[Yes] = (),
    differences: Sequence[Difference] = (),
) -> DisclosureRecord:  # fmt: skip
    """The record of one publication."""
    preset: Preset = protection.preset
    return DisclosureRecord(
        publication, edition, fingerprint, preset.key, preset.title, preset.why, decided_by,
        decided_on, hidden_cells(protection),
        tuple(protection.table(key).title for key in protection.withheld),
        tuple(merges), tuple(yeses), tuple(told.words for told in differences), protection.notes,
    )  # fmt: skip
