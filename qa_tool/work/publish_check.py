"""Attacks a published set, reading nothing but its files: no store, no secret, as any reader could."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qa_tool.disclosure.attack import Fallen, attack
from qa_tool.disclosure.attack_text import Text, in_texts
from qa_tool.disclosure.differences import Difference, differences, span_of
from qa_tool.disclosure.published import Published, published
from qa_tool.export.published import UNNAMED, Grid, PrintedFile, Unreadable, read_set

__all__ = ["PublishedSet", "Told", "Unreadable", "check", "read"]


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """One set as its reader has it."""

    folder: str
    files: tuple[str, ...]
    tables: tuple[Published, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the attack found."""

    folder: str
    against: str
    files: tuple[str, ...]
    tables: int
    hidden: int
    fallen: tuple[Fallen, ...]
    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        """Whether no hidden cell fell."""
        return not self.fallen and not any(told.certain for told in self.differences)

    @property
    def lines(self) -> tuple[str, ...]:
        """The findings as sentences."""
        read_ = f"{len(self.files)} files, {self.tables} tables, {self.hidden} hidden cells were attacked."
        out = [read_, *(f"FALLEN {fallen.words}" for fallen in self.fallen)]
        out += [
            f"{'FALLEN' if told.certain else 'LOOK AT'} {told.words}" for told in self.differences
        ]
        count = len(self.fallen) + sum(told.certain for told in self.differences)
        if self.holds:
            out.append("No hidden cell could be worked out.")
        else:
            cells = "cell falls" if count == 1 else "cells fall"
            out.append(f"{count} {cells}: do not publish this set, protect its tables again.")
        return tuple(out)

    def plain(self) -> dict[str, Any]:
        """The findings as JSON values."""
        return {
            "folder": self.folder, "against": self.against, "files": list(self.files),
            "tables": self.tables, "hidden": self.hidden, "holds": self.holds,
            "fallen": [
                {"file": f.file, "place": f.place, "table": f.caption, "row": f.row, "column": f.column,
                 "low": f.low, "high": f.high, "how": f.how}
                for f in self.fallen
            ],
            "differences": [
                {"kind": d.kind, "certain": d.certain, "table": d.caption, "row": d.row,
                 "column": d.column, "value": d.value, "how": d.words}
                for d in self.differences
            ],
        }  # fmt: skip


def _tables(file: PrintedFile, key: str) -> list[Published]:
    own = " ".join(words.text for words in file.words)
    title = next((words.text for words in file.words if span_of(words.text)), "")
    found = []
    for grid in file.grids:
        table = published(
            grid.lines, file=file.name, place=grid.place, caption=grid.caption,
            key=f"{grid.key} {own} {key}", period=_period(grid, title),
        )  # fmt: skip
        if table is not None:
            found.append(table)
    return found


def _period(grid: Grid, title: str) -> str:
    return next((text for text in (grid.caption, grid.key, title) if span_of(text)), "")


def read(folder: Path) -> PublishedSet:
    """Read a published set; Unreadable where there is none, or a file of it cannot be read."""
    files = read_set(folder)
    key = " ".join(words.text for file in files for words in file.words)
    tables = [table for file in files for table in _tables(file, key)]
    texts = [
        Text(file.name, words.place, words.text, words.flowing, words.about)
        for file in files
        for words in file.words
    ]
    if not tables:
        raise Unreadable(
            f"No table could be found in '{folder}'.",
            "A set has its tables as CSV, workbook or HTML; a picture of a table cannot be checked.",
        )
    named = tuple(_headed(table, tables) for table in tables)
    return PublishedSet(str(folder), tuple(f.name for f in files), named, tuple(texts))


def _headed(table: Published, tables: Sequence[Published]) -> Published:
    """A table of a PDF whose headings could not be told apart, with those of its twin in another file."""
    if not table.columns[0].startswith(UNNAMED):
        return table
    for other in tables:
        same = other.rows == table.rows and len(other.columns) == len(table.columns)
        if same and not other.columns[0].startswith(UNNAMED):
            return replace(table, columns=other.columns, caption=other.caption)
    return table


def check(folder: Path, against: Path | None = None) -> Told:
    """Attack the set; with `against` also what falls out between it and what was published before."""
    this = read(folder)
    last = read(against) if against is not None else None
    fallen = (*attack(this.tables), *in_texts(this.tables, this.texts))
    apart = _once(differences(this.tables, last.tables)) if last else ()
    return Told(
        str(folder), str(against or ""), this.files, len(this.tables),
        sum(len(table.hidden()) for table in this.tables), fallen, apart,
    )  # fmt: skip


def _once(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """A table that is published in four formats gives one finding, not sixteen."""
    seen: dict[tuple[str, str, str, int], Difference] = {}
    for told in found:
        seen.setdefault((told.kind, told.row, told.column, told.value), told)
    return tuple(seen.values())
