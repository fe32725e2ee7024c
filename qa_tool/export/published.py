"""Reading a published set back, as any reader could: its tables, and every word that stands in it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_tool.errors import QAError
from qa_tool.export.published_page import page
from qa_tool.export.published_pdf import pdf
from qa_tool.export.published_workbook import workbook

__all__ = ["Grid", "PrintedFile", "Unreadable", "Words", "read_file", "read_set"]
READ = (".csv", ".xlsx", ".html", ".htm", ".svg", ".pdf")
MOST_BYTES = 200_000_000
MOST_FILES = 500


class Unreadable(QAError):
    """The set, or a file of it, cannot be read."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as printed: the header first; `key` is what stands above it."""

    place: str
    caption: str
    key: str
    lines: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words with where they stand; `flowing` is the whole run of a page, sheet or drawing.

    `about` is what tells their subject: the title of their drawing, or the page before them.
    """

    place: str
    text: str
    flowing: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """Everything that one file says."""

    name: str
    grids: tuple[Grid, ...]
    words: tuple[Words, ...]


def blocks(
    lines: Iterable[Sequence[object]],
) -> Iterator[tuple[list[str], list[tuple[object, ...]]]]:
    """Tables of a sheet: what stands above each, and its lines; empty lines or single cells part them."""
    above: list[str] = []
    table: list[tuple[object, ...]] = []
    for line in lines:
        full = [value for value in line if value not in {None, ""}]
        if len(full) > 1:
            table.append(tuple(line))
            continue
        if table:
            yield above, table
            above, table = [], []
        above += [str(value) for value in full]
    if table or above:
        yield above, table


def _sheet(name: str, lines: Sequence[Sequence[object]]) -> tuple[list[Grid], list[Words]]:
    grids, words = [], []
    for above, table in blocks(lines):
        words += [Words(name, text) for text in above]
        if len(table) > 1:
            caption = above[0] if above else name
            grids.append(Grid(name, caption, " ".join(above), tuple(table)))
        for line in table:
            words += [Words(name, text) for text in line if isinstance(text, str) and " " in text]
    return grids, words


def _csv(path: Path, raw: bytes) -> PrintedFile:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"'{path.name}' is no text in UTF-8.", "Publish it again.") from error
    try:
        lines = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise Unreadable(f"'{path.name}' is no CSV.", "Publish it again.") from error
    # The name of a file stands for the title that a CSV does not carry.
    grids, words = _sheet(path.stem.replace("_", " ").replace("-", " "), lines)
    return PrintedFile(
        path.name, tuple(Grid("", g.caption, g.key, g.lines) for g in grids), tuple(words)
    )


def _xlsx(path: Path, raw: bytes) -> PrintedFile:
    sheets, told = workbook(path, raw)
    grids: list[Grid] = []
    words = [Words(place, text) for place, text in told]
    for name, lines in sheets:
        more, texts = _sheet(f"sheet {name}", lines)
        grids += more
        words += [*texts, Words("", f"sheet {name}")]
    return PrintedFile(path.name, tuple(grids), tuple(words))


def _page(path: Path, raw: bytes) -> PrintedFile:
    read = page(raw.decode("utf-8", errors="replace"))
    grids = tuple(
        Grid(f"table {number}", table.caption, read.key, tuple(tuple(line) for line in table.lines))
        for number, table in enumerate(read.tables, 1)
        if len(table.lines) > 1
    )
    words = [Words(place, text, about=about) for place, text, about in read.texts]
    return PrintedFile(
        path.name, grids, (*words, Words("the page", " ".join(read.flow), flowing=True))
    )


def _pdf(path: Path, raw: bytes) -> PrintedFile:
    read = pdf(raw)
    words = [Words(place, text, about=about) for place, text, about in read.texts]
    words += [Words(place, text, flowing=True) for place, text in read.pages]
    grids = [Grid(place, caption, read.key, lines) for place, caption, lines in read.tables]
    return PrintedFile(path.name, tuple(grids), tuple(words))


def read_file(path: Path) -> PrintedFile:
    """Everything that one published file says."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"'{path.name}' is larger than any report.", "Look what it holds.")
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"'{path.name}' cannot be read.", "Close it elsewhere, or ask for access to it."
        ) from error
    kind = path.suffix.casefold()
    reader = {".csv": _csv, ".xlsx": _xlsx, ".pdf": _pdf}.get(kind, _page)
    try:
        return reader(path, raw)
    except ValueError as error:
        raise Unreadable(f"'{path.name}' is damaged.", "Publish the set again.") from error


def read_set(folder: Path) -> tuple[PrintedFile, ...]:
    """Every published file of a folder and of the folders in it, in the order of their names."""
    if not folder.is_dir():
        raise Unreadable(f"There is no folder '{folder}'.", "Name the folder of a published set.")
    try:
        paths = sorted(p for p in folder.rglob("*") if p.suffix.casefold() in READ and p.is_file())
    except OSError as error:
        raise Unreadable(f"'{folder}' cannot be looked into.", "Ask for access to it.") from error
    if len(paths) > MOST_FILES:
        raise Unreadable(f"'{folder}' holds {len(paths)} files.", "Name the folder of one set.")
    if not paths:
        raise Unreadable(
            f"'{folder}' holds nothing that was published.",
            f"A set has files that end in {', '.join(READ)}.",
        )
    return tuple(read_file(path) for path in paths)
