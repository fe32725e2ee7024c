"""Plain files of many rows: nothing is taken for a formula, nothing is cut, nothing is half there."""

import csv
import io
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qa_tool.errors import QAError
from qa_tool.export import data_csv, data_xlsx
from qa_tool.export.cells import LIMIT
from qa_tool.export.data_parts import escaped
from qa_tool.progress import SILENT
from qa_tool.report.data_sheets import DataColumn, DataOut, DataTable, DataView
from qa_tool.report.workbook import Cell
from qa_tool.store import plain

NASTY = ("=1+1", "+44 7700", "@cmd", "-x", "#REF!", "a<b>&c", 'say "so"', " spaced ",
         "two\nlines", "héllo 🙂")  # fmt: skip


def _out(rows: list[tuple[Cell, ...]], columns: int = 3) -> DataOut:
    names = [DataColumn("id", "Its id."), DataColumn("words", "Words."), DataColumn("day", "A day.", "date")]  # fmt: skip
    more = [DataColumn(f"c{n}", "More.") for n in range(columns - 3)]
    table = DataTable("things", "Made-up things.", ("id",), (*names, *more), lambda: rows)
    view = DataView("yes_things", "things", "words")
    return DataOut("Made up", "Made-up & Council", "OFFICIAL", date(2026, 11, 20), (("a", "b"),), (table,), (view,))  # fmt: skip


def test_words_stay_words(tmp_path: Path) -> None:
    """What looks like a formula, a code or an error comes back as it was typed, from all three."""
    rows: list[tuple[Cell, ...]] = [(n, word, date(2026, 1, 2)) for n, word in enumerate(NASTY)]
    source = _out(rows)
    data_xlsx.write(source, tmp_path / "x.xlsx", SILENT)
    sheet = load_workbook(tmp_path / "x.xlsx")["things"]
    found = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in found] == list(range(len(NASTY)))
    assert [row[1] for row in found] == list(NASTY)
    assert {row[2].date() for row in found} == {date(2026, 1, 2)}  # type: ignore[union-attr]
    assert sheet.cell(2, 2).data_type == "s"
    assert sheet.cell(2, 2).quotePrefix
    assert sheet.oddFooter.left.text == "OFFICIAL"
    assert sheet.tables["Table_3"].ref == f"A1:C{len(NASTY) + 1}"
    plain.fill(source, tmp_path / "x.sqlite")
    db = sqlite3.connect(tmp_path / "x.sqlite")
    assert [w for (w,) in db.execute("SELECT words FROM things ORDER BY id")] == list(NASTY)
    db.close()
    data_csv.write(source, tmp_path / "x", SILENT)
    text = (tmp_path / "x" / "things.csv").read_text("utf-8-sig")
    read = [row[1] for row in list(csv.reader(io.StringIO(text, newline="")))[1:]]
    assert read[0] == "'=1+1"
    assert read[5:] == list(NASTY[5:])


def test_what_looks_like_a_code_of_excel_stays_words() -> None:
    """Excel reads _x0041_ as the letter A; escaped as the standard says, it reads what was typed."""
    assert escaped("_x0041_ a_b") == "_x005F_x0041_ a_b"


def test_a_text_longer_than_a_cell_goes_on_below_with_its_key(tmp_path: Path) -> None:
    """Nothing is cut: put together again the pieces are the text."""
    long = "word " * (LIMIT // 3)
    data_xlsx.write(_out([("k1", long, None), ("k2", "short", None)]), tmp_path / "x.xlsx", SILENT)
    sheet = load_workbook(tmp_path / "x.xlsx")["things"]
    rows = [(row[0].value, str(row[1].value)) for row in sheet.iter_rows(min_row=2)]
    assert len(rows) > 2
    assert "".join(words for key, words in rows if key == "k1") == long
    assert rows[-1] == ("k2", "short")


def test_more_rows_than_a_sheet_go_on_in_the_next(tmp_path: Path) -> None:
    """Every row once, in order, over sheets with names of their own."""
    rows: list[tuple[Cell, ...]] = [(n, "w", None) for n in range(25)]
    with (tmp_path / "x.xlsx").open("wb") as file:
        data_xlsx.fill(_out(rows), file, SILENT, most_rows=10)
    book = load_workbook(tmp_path / "x.xlsx")
    names = [name for name in book.sheetnames if name.startswith("things")]
    assert names == ["things", "things (2)", "things (3)"]
    found = [c.value for name in names for (c,) in book[name].iter_rows(min_row=2, max_col=1)]
    assert found == list(range(25))


def test_too_many_columns_are_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    """SQLite and Excel have a limit; the sentence says it, and nothing is lost."""
    target = tmp_path / "x.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(QAError, match="a sheet holds"):
        data_xlsx.write(_out([], 17_000), target, SILENT)
    assert target.read_bytes() == b"old"
    with pytest.raises(QAError, match="SQLite holds"):
        plain.fill(_out([], 2_001), tmp_path / "x.sqlite")


def test_tables_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    """What points to a row that is not there is no file to hand out."""
    source = _out([("k1", "no such", None)])
    column = DataColumn("of", "It points.", of="things.id")
    lost = DataTable("lost", "Points nowhere.", ("of",), (column,), lambda: [("k2",)])
    with pytest.raises(QAError, match="do not fit together"):
        plain.fill(
            DataOut("T", "C", "M", source.made, (), (*source.tables, lost)), tmp_path / "x.sqlite"
        )


def test_a_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    """When reading fails on the way, no folder and no draft of it is left."""

    def broken() -> list[tuple[Cell, ...]]:
        raise QAError("Stopped.", "Try again.")

    source = _out([])
    bad = DataTable("bad", "Fails.", ("id",), source.tables[0].columns, broken)
    with pytest.raises(QAError, match="Stopped"):
        data_csv.write(
            DataOut("T", "C", "M", source.made, (), (*source.tables, bad)), tmp_path / "x", SILENT
        )
    assert list(tmp_path.iterdir()) == []
