"""Published tables: the same protected values in every format, a workbook as statistics ask, and nothing hidden."""

import csv
import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qa_tool.disclosure.preset import DFE, PRESETS, ROUND5, TEN
from qa_tool.disclosure.protect import protect_all
from qa_tool.disclosure.table import TOTAL, Cell, CountsTable, ProtectedTable
from qa_tool.export import html, published_csv, published_xlsx
from qa_tool.progress import SILENT
from qa_tool.report.blocks import Block, Heading, Note, Report
from qa_tool.report.published import (
    NOT_SHOWN,
    PublishedSet,
    PublishedTable,
    key_blocks,
    spoken,
    spoken_share,
)
from qa_tool.work.publish_check import check
from tests.export.every_block import DAY

GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
GROUPS = (("Good or better", ("Outstanding", "Good")),)
SERVICES = ("Assessment", "Child protection", "Children in care", "Leaving care")
COUNTS = ((2, 14, 18, 6), (0, 9, 21, 3), (8, 31, 12, 8), (1, 16, 15, 7))


def tables() -> tuple[CountsTable, ...]:
    """Grades by service, children by age, and one table that nothing can protect."""
    return (
        CountsTable("by_service", "Overall grade by service", SERVICES, GRADES, COUNTS, groups=GROUPS,
                    period="2025-04-01 to 2026-03-31"),
        CountsTable("by_age", "Audits by age", ("Under 5", "5 to 15", "16 and over"), ("Audits",),
                    ((61,), (88,), (27,))),
        CountsTable("tiny", "Stays away", ("Once", "Twice"), ("Children",), ((1,), (2,))),
    )  # fmt: skip


def made(preset: Any = DFE, **changes: Any) -> PublishedSet:
    """A small publication."""
    service, age, tiny = protect_all(tables(), preset).tables
    numbered = (
        PublishedTable("1", service, "Service", ("Good or better",), True, (1,)),
        PublishedTable("2", age, "Age"),
        PublishedTable("3", tiny, "How often"),
    )
    notes = ("First audits of the drawn sample, at their final grade.", "=1+1 is no formula.")
    whole = PublishedSet(
        "Annual report: made up", "2025-26", "Made-up & Council", "", DAY, preset, numbered, notes,
        (("About", "Every figure is made up. " * 12),),
    )  # fmt: skip
    return replace(whole, **changes)


def _blocks(source: PublishedSet) -> tuple[Block, ...]:
    parts = [part for one in source.tables for part in one.blocks()]
    return (Heading("Tables"), *parts, Heading("Key"), *key_blocks(source.preset))


def _report(source: PublishedSet) -> Report:
    return Report(source.title, source.subtitle, source.council, "", DAY, _blocks(source))


def publish(source: PublishedSet, folder: Path) -> Path:
    """The whole set in a folder."""
    (folder / "tables").mkdir(parents=True)
    published_xlsx.write(source, folder / "tables.xlsx", SILENT)
    published_csv.write_all(source, folder / "tables")
    html.write(_report(source), folder / "report.html", SILENT)
    return folder


def _csv(source: PublishedSet, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(published_csv.files(source)[name].decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The workbook, opened again."""
    target = tmp_path_factory.mktemp("published") / "tables.xlsx"
    return openpyxl.load_workbook(published_xlsx.write(made(), target, SILENT))


def on_page(values: tuple[object, ...]) -> list[object]:
    """A share with the ends of its interval as a page has them: in one cell, or the symbol once."""
    if len(values) != 3:
        return list(values)
    share, low, high = values
    return [f"{share} ({low} to {high})" if isinstance(share, int) else share]


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_the_same_values_in_every_format(preset: str, tmp_path: Path) -> None:
    """What the page, the workbook and the CSV show of a table is the protected table, and nothing else."""
    source = made(PRESETS[preset])
    sheets = openpyxl.load_workbook(published_xlsx.write(source, tmp_path / "a.xlsx", SILENT))
    for one in source.shown:
        wide = len(one.table.header())
        rows = list(sheets[published_xlsx.sheet_name(one)].iter_rows(min_row=5, values_only=True))
        assert rows[0] == one.header()
        assert tuple(rows[1:]) == one.lines("page")
        assert one.block().rows == tuple((*line[:wide], *on_page(line[wide:])) for line in rows[1:])
        assert tuple(row[:wide] for row in rows[1:]) == one.table.lines("page")
        read = _csv(source, published_csv.file_name(one))
        assert tuple(read[0]) == one.header()
        assert [[re.sub(r"[\[\]]", "", str(v)) for v in row] for row in rows[1:]] == read[1:]


@pytest.mark.parametrize("preset", [DFE, TEN, ROUND5], ids=lambda preset: preset.key)
def test_the_set_holds_against_the_attack(preset: Any, tmp_path: Path) -> None:
    """No hidden cell can be worked out from page, workbook and CSV together."""
    told = check(publish(made(preset), tmp_path / "set"))
    assert told.tables >= 4
    assert told.hidden > 0 or preset is ROUND5
    assert told.fallen == ()


def test_a_set_without_secondary_suppression_falls(tmp_path: Path) -> None:
    """The control: only small counts hidden, so that sums give them away in every format."""
    given = tables()[0]
    cells = tuple(
        tuple(
            Cell(None, "small") if DFE.is_small(n := given.true(r, c)) else Cell(n)
            for c in range(len(given.columns) + 1)
        )
        for r in range(len(given.rows) + 1)
    )
    source = made()
    careless = replace(source.tables[0], table=replace(source.tables[0].table, cells=cells))
    fallen = check(publish(replace(source, tables=(careless,)), tmp_path / "set")).fallen
    assert {one.file for one in fallen} >= {"table-1-by-service.csv", "tables.xlsx", "report.html"}


def test_a_period_is_written_out_for_people(book: Any) -> None:
    """Days stand in words on the page and in the workbook, and as they are in the list of CSV files."""
    told = "1 April 2025 to 31 March 2026. [note 1]"
    assert made().tables[0].block().note == told
    assert told in book["Table_1"]["A2"].value
    assert _csv(made(), "contents.csv")[1][2] == "2025-04-01 to 2026-03-31"


def test_percentages_come_from_the_protected_table() -> None:
    """A share stands only where its count, its rest and its base may be shown; otherwise a symbol says why."""
    cells = tuple(
        tuple(Cell(n) if n is not None else Cell(None, "secondary") for n in line)
        for line in ((12, 30, 42), (3, 4, 7), (None, None, 50), (0, 0, 0), (None, None, None))
    )
    names = ("A", "B", "C", "D")
    table = ProtectedTable("t", "T", names, ("Good", "Other"), cells, DFE)
    lines = PublishedTable("1", table, "Area", ("Good",)).lines("page")
    assert [line[-1] for line in lines] == [29, "[c]", "[c]", "[z]", "[c]"]
    few = replace(table, preset=replace(DFE, small=1))
    assert PublishedTable("1", few, "Area", ("Good",)).lines("csv")[1][-1] == "x"


def test_sentences_say_no_hidden_number() -> None:
    """A hidden count is not called small in words: only a shown one is told."""
    table = made().tables[0].table
    hidden = [(row, column) for row, column, _ in table.hidden()]
    assert len(hidden) >= 6
    assert {spoken(table, *cell) for cell in hidden} == {NOT_SHOWN}
    assert spoken(table, "Children in care", "Good") == "31"
    assert spoken_share(table, TOTAL, "Good or better") == "47% (40 to 55)"
    tiny = made().tables[2].table
    assert spoken_share(tiny, "Once", "Children") == "a share that is not shown"


def test_a_table_that_cannot_be_protected_is_named_and_not_printed(book: Any) -> None:
    """No sheet, no file, no grid of symbols: one sentence in its place."""
    source = made()
    assert [one.number for one in source.withheld] == ["3"]
    assert isinstance(source.withheld[0].blocks()[0], Note)
    assert "Table_3" not in book.sheetnames
    assert all("3" not in name for name in published_csv.files(source))
    assert any("not published" in str(c.value) for c in book["Contents"]["A"])
    assert any("not published" in row[-1] for row in _csv(source, "contents.csv"))


def test_the_workbook_is_as_statistics_ask(book: Any) -> None:
    """Cover first, one real table a sheet, no merged or hidden or blank thing, links that lead somewhere."""
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Key", "Table_1", "Table_2"]
    assert book.active.title == "Cover"
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert len(sheet.tables) == (0 if sheet.title == "Cover" else 1)
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            assert cell.hyperlink.location.split("!")[0].strip("'") in book.sheetnames
        for table in sheet.tables.values():
            grid = sheet[table.ref]
            assert all(cell.value is not None for row in grid for cell in row)
            assert [cell.value for cell in grid[0]] == [c.name for c in table.tableColumns]
        assert not any(row[0].value is None for row in sheet.iter_rows())
    assert {book[name].freeze_panes for name in ("Table_1", "Table_2")} == {"B6"}
    assert book["Notes"]["B6"].data_type == "s"


def test_numbers_are_numbers_and_symbols_are_words(book: Any) -> None:
    """A sum over a column works, and a symbol never looks like a number."""
    sheet = book["Table_1"]
    kinds = {type(cell.value) for row in sheet.iter_rows(min_row=6, min_col=2) for cell in row}
    assert kinds == {int, str}
    words = {
        c.value for row in sheet.iter_rows(min_row=6, min_col=2) for c in row if c.data_type == "s"
    }
    assert words == {"[c]"}


def test_the_file_says_no_name_and_fetches_nothing(tmp_path: Path) -> None:
    """Its properties name the council; there is no comment, no formula, no outside link."""
    target = published_xlsx.write(made(), tmp_path / "a.xlsx", SILENT)
    known = openpyxl.load_workbook(target).properties
    assert (known.creator, known.lastModifiedBy) == ("Made-up & Council", "Made-up & Council")
    with zipfile.ZipFile(target) as parts:
        names = parts.namelist()
        text = " ".join(parts.read(name).decode() for name in names if name.endswith("xml"))
        relations = " ".join(parts.read(name).decode() for name in names if name.endswith("rels"))
    assert not [name for name in names if "omment" in name or "external" in name]
    assert "<f>" not in text
    assert "External" not in relations


def test_csv_has_a_key_and_a_list_beside_it() -> None:
    """Excel reads its accents, symbols are bare, typed words are no formula."""
    files = published_csv.files(made())
    assert list(files) == [
        "table-1-by-service.csv",
        "table-2-by-age.csv",
        "contents.csv",
        "key.csv",
    ]
    assert all(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    key = dict(_csv(made(), "key.csv")[1:])
    assert set(key) >= {"c", "z", "x", "note 1", "note 2"}
    assert "'" not in key["note 1"]
    assert key["note 2"] == "'=1+1 is no formula."
    assert _csv(made(), "contents.csv")[1][0] == "table-1-by-service.csv"


@pytest.mark.outside("soffice")
@pytest.mark.slow
def test_libreoffice_reads_the_same_cells(tmp_path: Path) -> None:
    """A second program sees the same header and rows on the sheet of a table."""
    source = made()
    target = published_xlsx.write(source, tmp_path / "a.xlsx", SILENT)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1',
         "--outdir", str(tmp_path), str(target)],
        check=True, capture_output=True, timeout=150,
    )  # fmt: skip
    for one in source.shown:
        text = (tmp_path / f"a-{published_xlsx.sheet_name(one)}.csv").read_text("utf-8")
        rows = list(csv.reader(io.StringIO(text)))
        wide = len(one.header())
        assert [row[:wide] for row in rows[4:]] == [
            [str(v) for v in line] for line in (one.header(), *one.lines("page"))
        ]
