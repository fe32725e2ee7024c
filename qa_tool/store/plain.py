"""A new plain SQLite file for the council's own analysis: the only place that writes one.

It never opens the store. The standard library's driver ignores a key without a word, so what is written
here can be read by everybody who has the file.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from qa_tool.errors import QAError
from qa_tool.progress import SILENT, Progress
from qa_tool.report.data_sheets import ColumnKind, DataOut, DataTable, DataView
from qa_tool.report.workbook import Cell

MOST_COLUMNS = 2_000  # what SQLite holds unless somebody built it otherwise
CHUNK = 2_000
_TYPES: dict[ColumnKind, str] = {
    "text": "TEXT", "number": "NUMERIC", "date": "TEXT", "yes_no": "TEXT",
}  # fmt: skip


def fill(source: DataOut, target: Path, progress: Progress = SILENT) -> None:
    """Write every table, with keys between them and a view for each that is asked for."""
    tables = source.all_tables
    for table in tables:
        if len(table.columns) > MOST_COLUMNS:
            raise QAError(
                f"The table {table.name} has {len(table.columns):,} columns, and SQLite holds {MOST_COLUMNS:,}.",
                "Write a folder of CSV, or leave out the wide form.",
            )
    target.write_bytes(b"")  # who may read the file stays as it was
    db = sqlite3.connect(target, isolation_level=None)
    try:
        # The file is new and is thrown away when anything fails: no journal beside it is needed.
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("BEGIN")
        for done, table in enumerate(tables):
            progress.step(done, len(tables), f"Writing {table.name}")
            _table(db, table)
        for view in source.views:
            _view(db, view)
        db.execute("COMMIT")
        _sound(db)
    finally:
        db.close()


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _table(db: sqlite3.Connection, table: DataTable) -> None:
    lines = [f"{_name(c.name)} {_TYPES[c.kind]}" for c in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(map(_name, table.key))})")
    for column in table.columns:
        there, _, its = column.of.partition(".")
        if its:
            lines.append(
                f"FOREIGN KEY ({_name(column.name)}) REFERENCES {_name(there)} ({_name(its)})"
            )
    db.execute(f"CREATE TABLE {_name(table.name)} ({', '.join(lines)})")
    marks = ", ".join("?" for _ in table.columns)
    put = f"INSERT INTO {_name(table.name)} VALUES ({marks})"
    for chunk in _chunks(table.rows()):
        db.executemany(put, chunk)
    for column in table.columns:
        if column.of and column.name != table.key[0]:
            index = _name(f"{table.name}_{column.name}")
            db.execute(f"CREATE INDEX {index} ON {_name(table.name)} ({_name(column.name)})")


def _chunks(rows: Iterable[Sequence[Cell]]) -> Iterator[list[list[Cell]]]:
    every = iter(rows)
    while chunk := [[_value(cell) for cell in row] for row in islice(every, CHUNK)]:
        yield chunk


def _value(cell: Cell) -> Cell:
    if isinstance(cell, str | int | float) or cell is None:
        return cell
    return cell.isoformat()


def _view(db: sqlite3.Connection, view: DataView) -> None:
    db.execute(
        f"CREATE VIEW {_name(view.name)} AS SELECT * FROM {_name(view.table)}"
        f" WHERE {_name(view.column)} = 'yes'"
    )


def _sound(db: sqlite3.Connection) -> None:
    """What points to a row must find it; otherwise the file is not handed out."""
    if db.execute("PRAGMA foreign_key_check").fetchone() or (
        db.execute("PRAGMA quick_check").fetchone()[0] != "ok"
    ):
        raise QAError(
            "The tables do not fit together, so the file was not written.",
            "Run 'verify' to see whether the store is sound, then try again.",
        )
