"""Published tables as CSV: one file a table, and beside them a key and a list of the files."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from qa_tool.export.cells import guarded, written
from qa_tool.export.file import write_whole
from qa_tool.progress import SILENT, Progress
from qa_tool.report.published import WITHHELD, PublishedSet, PublishedTable, key_of, rules_of

KEY, CONTENTS = "key.csv", "contents.csv"
_NO_NAME = re.compile(r"[^a-z0-9]+")


def file_name(one: PublishedTable) -> str:
    """The file of a table: small letters and dashes, as government statistics name theirs."""
    words = f"table {one.number} {one.table.key}".casefold()
    return f"{_NO_NAME.sub('-', words).strip('-')}.csv"


def _bytes(lines: Iterable[Sequence[str | int]]) -> bytes:
    """UTF-8 with a mark: without it Excel spoils every accent, and programs know how to skip it."""
    text = io.StringIO(newline="")
    out = csv.writer(text)
    for line in lines:
        out.writerow([guarded(written(cell)) if isinstance(cell, str) else cell for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _key(source: PublishedSet) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = [("Symbol or note", "What it means")]
    lines += key_of(source.preset, "csv")
    lines += [("rule", rule) for rule in rules_of(source.preset)]
    lines += [(f"note {number}", words) for number, words in enumerate(source.notes, 1)]
    return lines


def _contents(source: PublishedSet) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = [("File", "Table", "Period", "Notes")]
    for one in source.shown:
        notes = ", ".join(f"note {number}" for number in one.notes)
        lines.append((file_name(one), one.heading, one.table.period, notes))
    lines += [("", one.heading, one.table.period, WITHHELD) for one in source.withheld]
    return lines


def files(source: PublishedSet) -> dict[str, bytes]:
    """Every file of the set by its name."""
    found = {file_name(one): _bytes((one.header(), *one.lines("csv"))) for one in source.shown}
    return {**found, CONTENTS: _bytes(_contents(source)), KEY: _bytes(_key(source))}


def write_all(source: PublishedSet, folder: Path, progress: Progress = SILENT) -> tuple[Path, ...]:
    """Every file of the set into a folder that is there."""
    made = files(source)
    done: list[Path] = []
    for name, content in made.items():
        progress.step(len(done), len(made), f"Writing {name}")
        done.append(write_whole(folder / name, lambda file, content=content: file.write(content)))  # type: ignore[misc]
    return tuple(done)
