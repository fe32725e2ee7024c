"""Attacks a published set, reading nothing but its files: no store, no secret, as any reader could."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_tool.disclosure.attack import Attack, Fallen, attacked
from qa_tool.disclosure.attack_text import Text, in_texts
from qa_tool.disclosure.differences import Difference, differences, span_of
from qa_tool.disclosure.published import UNNAMED, Published, is_total, number_of, published
from qa_tool.export.published import Grid, PrintedFile, Unreadable, read_set

__all__ = ["PublishedSet", "Told", "Unreadable", "check", "read"]
PUBLIC, INTERNAL = "public", "internal"  # the folders of a set that holds both editions


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """One set as its reader has it; `apart` says where only a part of the folder was read."""

    folder: str
    files: tuple[str, ...]
    tables: tuple[Published, ...]
    texts: tuple[Text, ...]
    apart: str = ""


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
    skipped: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything could be attacked, and no hidden cell fell."""
        certain = any(told.certain for told in self.differences)
        return not self.fallen and not certain and not self.skipped

    @property
    def lines(self) -> tuple[str, ...]:
        """The findings as sentences."""
        read_ = f"{len(self.files)} files, {self.tables} tables, {self.hidden} hidden cells were attacked."
        out = [*self.apart, read_, *(f"FALLEN {fallen.words}" for fallen in self.fallen)]
        out += [
            f"{'FALLEN' if told.certain else 'LOOK AT'} {told.words}" for told in self.differences
        ]
        out += [f"COULD NOT BE ATTACKED {words}" for words in self.skipped]
        count = len(self.fallen) + sum(told.certain for told in self.differences)
        if self.holds:
            out.append("No hidden cell could be worked out.")
        elif not count:
            out.append(
                "No hidden cell fell, but not every table could be attacked: put these tables right "
                "before this set is published."
            )
        else:
            cells = "cell falls" if count == 1 else "cells fall"
            out.append(f"{count} {cells}: do not publish this set, protect its tables again.")
        return tuple(out)

    def plain(self) -> dict[str, Any]:
        """The findings as JSON values."""
        return {
            "folder": self.folder, "against": self.against, "files": list(self.files),
            "read": list(self.apart), "not_attacked": list(self.skipped),
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


@dataclass(frozen=True, slots=True)
class _Found:
    """A grid of a file with what it takes to read it as a table."""

    file: str
    grid: Grid
    key: str
    period: str

    def table(self, header: Sequence[object] = (), rows: Sequence[int] = ()) -> Published | None:
        """The table; with `header` instead of its own, and only these of its rows where some are named."""
        first, *body = self.grid.lines
        lines = [header or first, *([body[at] for at in rows] or body)]
        return published(
            lines, file=self.file, place=self.grid.place, caption=self.grid.caption, key=self.key,
            period=self.period,
        )  # fmt: skip

    @property
    def unnamed(self) -> bool:
        """Whether its headings could not be told apart."""
        return str(self.grid.lines[0][1]).startswith(UNNAMED)


def _grids(file: PrintedFile, key: str) -> list[_Found]:
    own = " ".join(words.text for words in file.words)
    title = next((words.text for words in file.words if span_of(words.text)), "")
    return [
        _Found(file.name, grid, f"{grid.key} {own} {key}", _period(grid, title))
        for grid in file.grids
    ]


def _period(grid: Grid, title: str) -> str:
    return next((text for text in (grid.caption, grid.key, title) if span_of(text)), "")


def _public(folder: Path) -> tuple[Path, str]:
    """The public edition where a folder holds one, with the line that says so."""
    if not (folder / PUBLIC).is_dir():
        return folder, ""
    others = f"; '{INTERNAL}' is not published" if (folder / INTERNAL).is_dir() else ""
    return folder / PUBLIC, f"Only '{PUBLIC}' of '{folder}' was read{others}."


def read(folder: Path) -> PublishedSet:
    """Read a published set, its public edition where it has two; Unreadable where nothing can be read."""
    inside, apart = _public(folder)
    files = read_set(inside)
    key = " ".join(words.text for file in files for words in file.words)
    tables = _all_tables([found for file in files for found in _grids(file, key)])
    texts = [
        Text(file.name, words.place, words.text, words.flowing, words.about)
        for file in files
        for words in file.words
    ]
    if not tables:
        raise Unreadable(
            f"No table could be found in '{inside}'.",
            "A set has its tables as CSV, workbook or HTML; a picture of a table cannot be checked.",
        )
    names = tuple(file.name for file in files)
    return PublishedSet(str(inside), names, tuple(tables), tuple(texts), apart)


def _all_tables(grids: Sequence[_Found]) -> list[Published]:
    """Every table; those of a PDF take their headings from their twins in other files."""
    named = [None if found.unnamed else found.table() for found in grids]
    twins = [table for table in named if table is not None]
    every = (
        _headed(found, twins) if found.unnamed else table
        for found, table in zip(grids, named, strict=True)
    )
    return [table for table in every if table is not None]


def _headed(found: _Found, twins: Sequence[Published]) -> Published | None:
    """A table whose headings could not be told apart, with those of its twin in another file."""
    labels = [str(line[0]) for line in found.grid.lines[1:]]
    number, wide = number_of(found.grid.caption), len(found.grid.lines[0])
    alike = [
        table
        for table in twins
        if len(table.columns) + 1 == wide and _may_be(table, labels, number)
    ]
    best = max(alike, key=lambda table: len(set(table.rows) & set(labels)), default=None)
    if best is None:
        return found.table()
    # A page may hold a part of the table: its total is not the sum of the rows that stand there.
    whole = set(best.rows) <= set(labels)
    inner = [at for at, label in enumerate(labels) if whole or not is_total(label)]
    return found.table(("", *best.columns), inner)


def _may_be(table: Published, labels: Sequence[str], number: str) -> bool:
    """Whether these lines are of that table; what goes on over a page has no caption there."""
    if table.rows == tuple(labels):
        return True
    return number_of(table.caption) == number if number else set(labels) <= set(table.rows)


def check(folder: Path, against: Path | None = None) -> Told:
    """Attack the set; with `against` also what falls out between it and what was published before."""
    this = read(folder)
    last = read(against) if against is not None else None
    found = attacked(this.tables)
    fallen = (*found.fallen, *in_texts(this.tables, this.texts))
    apart = _once(differences(this.tables, last.tables)) if last else ()
    return Told(
        str(folder), str(against or ""), this.files, len(this.tables),
        sum(len(table.hidden()) for table in this.tables), fallen, apart, _skipped(found),
        tuple(one.apart for one in (this, last) if one is not None and one.apart),
    )  # fmt: skip


def _skipped(found: Attack) -> tuple[str, ...]:
    return tuple(
        f"{', '.join(part for part in (t.file, t.place, t.caption) if part)}: {why}."
        for t, why in found.skipped
    )


def _once(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """A table that is published in four formats gives one finding, not sixteen."""
    seen: dict[tuple[str, str, str, int], Difference] = {}
    for told in found:
        seen.setdefault((told.kind, told.row, told.column, told.value), told)
    return tuple(seen.values())
