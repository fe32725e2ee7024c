"""One file from its cells to children: the only function that sees names, and it lets none of them out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from qa_tool.caselist import heading
from qa_tool.caselist.annex import OWN, Book, book
from qa_tool.caselist.door import NotReadable, Sheet, open_file
from qa_tool.caselist.joining import join
from qa_tool.caselist.line import Reader, ReadLines
from qa_tool.caselist.model import Cell, Column, ListKind, ListRead, Match, Reject, SheetRead
from qa_tool.caselist.number import WHY, not_anonymous
from qa_tool.caselist.sample import masked
from qa_tool.caselist.words import bare
from qa_tool.problems import Problem
from qa_tool.progress import SILENT, Progress

_SHOWN_REJECTS = 2_000


def read_list(
    path: Path, *, list_name: str = "", match: Match | None = None, remembered: Match | None = None,
    today: date, progress: Progress = SILENT,
) -> ListRead:  # fmt: skip
    """Read every list of a file, or only the one that is named.

    `match` is what the person said of the columns now, `remembered` what an earlier list taught.
    Raises NotReadable where the file is refused, or where no list is found in it.
    """
    known = book()
    wanted = None
    if list_name:
        wanted = known.list_named(list_name)
        if wanted is None:
            names = ", ".join(kind.name for kind in known.lists.values())
            raise NotReadable(
                f"There is no list called “{list_name[:40]}”.", f"There are: {names}."
            )
    progress.step(0, 3, "Opening the file")
    opened = open_file(path)
    progress.step(1, 3, "Reading the lists")
    told = {**(remembered or {}), **(match or {})}
    found = [
        one for sheet in opened.sheets
        if (one := _understood(known, sheet, wanted, told, match or {})) is not None
    ]  # fmt: skip
    if not found:
        raise NotReadable(*_nothing_found(opened.sheets, wanted))
    reader = Reader(known, today)
    parts = [_read(reader, sheet, kind, row, columns) for sheet, kind, row, columns in found]
    progress.step(2, 3, "Putting each child together")
    lines = [line for part in parts for line in part[1].lines]
    children, repeated = join(lines, known)
    rejects = [r for part in parts for r in sorted(part[1].rejects, key=lambda one: one.row)]
    problems = [
        *opened.problems,
        *(p for part in parts for p in part[1].problems),
        *_empty(parts, known),
    ]
    progress.step(3, 3, "The file is read")
    return ListRead(
        tuple(part[0] for part in parts), children, sum(part[0].rows for part in parts),
        tuple(rejects[:_SHOWN_REJECTS]), repeated,
        sum(1 for child in children if len(child.lists) > 1), tuple(problems), opened.fingerprint,
    )  # fmt: skip


_Understood = tuple[Sheet, ListKind, int, tuple[Column, ...]]


def _understood(
    known: Book, sheet: Sheet, wanted: ListKind | None, told: Match, by_hand: Match
) -> _Understood | None:
    """A sheet with its list, its header row and its columns; None where it is no list, or another one."""
    said = _said_by(known, sheet)
    if wanted is not None and said is not None and said is not wanted:
        return None
    kind = wanted or said
    candidates = [kind] if kind else [k for k in known.lists.values() if k.number or k.key == OWN]
    found = heading.find_header(sheet.rows, candidates, known, told)
    if found is None:
        return None
    row, kind = found
    fields = known.fields_of(kind.key)
    columns = heading.match_columns(
        sheet.rows[row], fields, told.get(kind.key), by_hand=kind.key in by_hand
    )
    return sheet, kind, row, columns


def _said_by(known: Book, sheet: Sheet) -> ListKind | None:
    """The list that a sheet's name or its title row names: 'List_6', 'List 6: Children in need'."""
    titles = [str(cell) for row in sheet.rows[:3] for cell in row[:1] if isinstance(cell, str)]
    for words in (sheet.name, *titles):
        parts = bare(words.replace("_", " ")).split()
        if len(parts) >= 2 and parts[0] == "list" and parts[1].isdigit():
            return known.list_named(f"list {int(parts[1])}")
    return None


def _nothing_found(sheets: Sequence[Sheet], wanted: ListKind | None) -> tuple[str, str]:
    """Why nothing was read, and what to do."""
    if not any(
        any(cell not in {None, ""} for cell in row) for sheet in sheets for row in sheet.rows
    ):
        return "The file is empty.", "Choose the list that the case system wrote."
    if wanted is not None:
        return (
            f"“{wanted.name}” was not found in this file.",
            "Look at the names of its sheets, or bring in the file without naming a list.",
        )
    return (
        "No row with headings was found: one for the child's number and one more that is known.",
        "Put headings such as “Child Unique ID” in one row above the children, and choose it again.",
    )


def _read(
    reader: Reader, sheet: Sheet, kind: ListKind, header: int, columns: tuple[Column, ...]
) -> tuple[SheetRead, ReadLines]:
    """The lines of one sheet, the rows that were not taken, and the sheet as it was understood."""
    rows = _filled(sheet.rows, header)
    read = reader.lines(sheet.name or "the file", kind, columns, rows)
    refused = not_anonymous(
        [(line.number, birth) for line, birth in zip(read.lines, read.births, strict=True)]
    )
    if refused:
        keep = [line.number not in refused for line in read.lines]
        read = replace(
            read,
            lines=[line for line, kept in zip(read.lines, keep, strict=True) if kept],
            rejects=[*read.rejects, *(
                Reject(sheet.name, line.row, WHY)
                for line, kept in zip(read.lines, keep, strict=True) if not kept
            )],
        )  # fmt: skip
    rivals = heading.rivals(columns, reader.book.fields_of(kind.key))
    for has, other in rivals:
        read.problems.append(
            Problem(
                "warning", f"{kind.name}, column “{other.heading}”",
                f"It fits the same field as “{has.heading}”, which was taken.",
                "If the other one is right, choose it in the table of headings.", "two_headings",
            )
        )  # fmt: skip
    understood = SheetRead(
        sheet.name, kind.key, header + 1, columns, masked(columns, rows, reader.book), len(rows)
    )
    read.births.clear()
    return understood, read


def _empty(parts: Sequence[tuple[SheetRead, ReadLines]], known: Book) -> list[Problem]:
    """Which lists have headings and nothing under them: one sentence for all."""
    names = [known.lists[sheet.list_key].name for sheet, _read_ in parts if not sheet.rows]
    if not names:
        return []
    return [
        Problem(
            "warning", ", ".join(names), "There is nothing under the headings.",
            "It changes nothing here. Check that the file is the whole list.", "list_empty",
        )
    ]  # fmt: skip


def _filled(rows: Sequence[Sequence[Cell]], header: int) -> list[tuple[int, Sequence[Cell]]]:
    """The rows under the header that hold anything, with the number that the spreadsheet shows."""
    return [
        (number, row) for number, row in enumerate(rows[header + 1 :], header + 2)
        if any(cell is not None and cell != "" for cell in row)
    ]  # fmt: skip
