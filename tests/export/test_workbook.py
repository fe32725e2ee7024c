"""The workbook and the CSV, read back: types, tables, print set-up, and every word as it was typed."""

import csv
import gc
import tempfile
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool import export
from qa_tool.chart.tones import paper
from qa_tool.errors import Cancelled, QAError
from qa_tool.export.cells import LIMIT, guarded, split, units, written
from qa_tool.export.kinds import EXPORTS
from qa_tool.figures.dataset import DataSet, Words
from qa_tool.report.sheets import summary_workbook
from qa_tool.report.workbook import Sheet, SheetColumn, Workbook
from tests.report.made_up import TODAY, council, nothing

HOSTILE = (
    "=1+1", "+44 1234", "-3", "@SUM(A1)", "\tx", "=HYPERLINK(\"http://example.org\")", "#REF!",
    "<b>&<img src=/etc/hostname>", "שלום עולם", "👩‍👩‍👧 emoji", "pasted\x0b\x07 from Word", "a\r\nb",
)  # fmt: skip


def _book(*texts: str) -> Workbook:
    columns = (SheetColumn("Name"), SheetColumn("Words", "long", 60), SheetColumn("N", "number"))
    rows = tuple((f"R{i}", text, i) for i, text in enumerate(texts))
    return Workbook(
        "Made-up title", "Made-up & Council", "OFFICIAL-SENSITIVE", TODAY,
        (Sheet("Audits", "A sheet", columns, rows),), (("Good", "good"),),
    )  # fmt: skip


def _read(target: Path) -> Any:
    return openpyxl.load_workbook(target)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The summary of the made-up council, written once."""
    target = tmp_path_factory.mktemp("xlsx") / "summary.xlsx"
    return export.write("summary", ".xlsx", summary_workbook(council()), target)


def test_every_sheet_is_a_real_table(whole: Path) -> None:
    """One table a sheet whose header is the row that is frozen and repeated in print."""
    plan = summary_workbook(council())
    book = _read(whole)
    assert book.sheetnames == [sheet.name for sheet in plan.sheets]
    for sheet, known in zip(book.worksheets, plan.sheets, strict=True):
        (table,) = sheet.tables.values()
        first, last = table.ref.split(":")
        header = int("".join(filter(str.isdigit, first)))
        assert [cell.value for cell in sheet[header]] == [c.title for c in known.columns]
        assert [column.name for column in table.tableColumns] == [c.title for c in known.columns]
        assert int("".join(filter(str.isdigit, last))) == header + max(1, len(known.rows))
        assert sheet.freeze_panes == f"B{header + 1}"
        assert sheet.print_title_rows == f"${header}:${header}"
        assert table.autoFilter.ref == table.ref


def test_sheets_are_set_up_for_printing(whole: Path) -> None:
    """Landscape, one page wide, the marking at the foot of every page, widths set."""
    plan = summary_workbook(council())
    for sheet, known in zip(_read(whole).worksheets, plan.sheets, strict=True):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.left.text == "OFFICIAL-SENSITIVE"
        assert sheet.column_dimensions["A"].width == known.columns[0].width


def test_numbers_dates_and_shares_have_their_types(whole: Path) -> None:
    """Numbers add up, dates are dates, shares are percentages, and none of them is text."""
    plan = summary_workbook(council())
    book = _read(whole)
    kinds = {"number": "n", "percent": "n", "date": "d"}
    seen = set()
    for known in plan.sheets:
        sheet = book[known.name]
        start = len(known.notes) + 4
        for row, values in zip(sheet.iter_rows(min_row=start), known.rows, strict=False):
            for cell, column, value in zip(row, known.columns, values, strict=True):
                if column.kind in kinds and value is not None:
                    assert cell.data_type == kinds[column.kind], (known.name, column.title)
                    seen.add(column.kind)
                    if column.kind == "percent":
                        assert cell.number_format == "0%"
    assert seen == set(kinds)


def test_grades_have_their_word_and_their_colour(whole: Path) -> None:
    """A grade's cell says its name in ink that can be read on its fill."""
    sheet = _read(whole)["Audits"]
    place = next(cell.column for cell in sheet[3] if cell.value == "Final overall")
    fills = {
        row[place - 1].value: row[place - 1].fill.start_color.rgb[-6:]
        for row in sheet.iter_rows(min_row=4)
    }
    assert fills["Good"] == paper("good")[1:].upper()
    assert fills["Inadequate"] == paper("inadequate")[1:].upper()


def test_nothing_typed_is_a_formula_or_an_error(tmp_path: Path) -> None:
    """What begins like a formula stays text, is marked as text for Excel, and keeps its value."""
    target = tmp_path / "hostile.xlsx"
    export.write("summary", ".xlsx", _book(*HOSTILE), target)
    sheet = _read(target)["Audits"]
    cells = [row[1] for row in sheet.iter_rows(min_row=4)]
    assert [cell.value for cell in cells] == [written(text) for text in HOSTILE]
    assert all(cell.data_type == "s" for cell in cells)
    assert [cell.quotePrefix for cell in cells[:6]] == [True] * 4 + [True, True]
    with zipfile.ZipFile(target) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                text = parts.read(name).decode()
                assert "<f>" not in text
                assert 't="e"' not in text


@pytest.mark.parametrize("text", ["word " * 8000, "x" * 40_000, "👩‍👩‍👧" * 12_000])
def test_long_texts_go_on_in_the_next_row(tmp_path: Path, text: str) -> None:
    """Nothing is cut: the pieces fit their cells, repeat the reference, and join to the original."""
    target = tmp_path / "long.xlsx"
    export.write("summary", ".xlsx", _book("before", text, "after"), target)
    sheet = _read(target)["Audits"]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0] == "R1"]
    assert len(rows) > 1
    assert "".join(row[1] for row in rows) == text
    assert all(units(row[1]) <= LIMIT for row in rows)
    assert [row[2] for row in rows] == [1] + [None] * (len(rows) - 1)
    (table,) = sheet.tables.values()
    assert table.ref == f"A3:C{sheet.max_row}"


@given(st.text(max_size=300), st.integers(2, 50))
def test_split_loses_nothing(text: str, limit: int) -> None:
    """Any text in pieces of any size joins to itself, and every piece fits."""
    pieces = split(text, limit)
    assert "".join(pieces) == text
    assert all(units(piece) <= limit for piece in pieces)


def test_properties_name_the_council_and_no_user(whole: Path) -> None:
    """Title, language and marking are there; the author is the council."""
    known = _read(whole).properties
    assert (known.creator, known.lastModifiedBy) == ("Made-up Council", "Made-up Council")
    assert known.language == "en-GB"
    assert known.category == "OFFICIAL-SENSITIVE"
    assert "summary" in known.title


def test_an_empty_round_is_a_workbook_too(tmp_path: Path) -> None:
    """No audits give every sheet with its header."""
    target = tmp_path / "empty.xlsx"
    export.write("summary", ".xlsx", summary_workbook(nothing()), target)
    assert len(_read(target).worksheets) == 13


def test_stopping_leaves_the_old_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the person stops, nothing is written, and no words stay behind in a temporary file."""
    target = tmp_path / "summary.xlsx"
    target.write_bytes(b"old")
    rest = tmp_path / "rest"
    rest.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rest))

    class Stop:
        def step(self, done: int, total: int, words: str) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        export.write("summary", ".xlsx", summary_workbook(council(5)), target, Stop())
    assert target.read_bytes() == b"old"
    gc.collect()
    assert list(rest.iterdir()) == []


def test_csv_reads_back_with_its_accents_and_guards(tmp_path: Path) -> None:
    """A mark for Excel, ISO dates, and an apostrophe only before what would run as a formula."""
    data = council(20)
    audit = replace(data.audits[0], team="=cmd|' /C calc'!A0", area="Şişli")
    target = tmp_path / "grades.csv"
    plan = summary_workbook(replace(data, audits=(audit, *data.audits[1:])))
    export.write("summary", ".csv", plan, target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 20
    assert rows[0]["Team"] == "'=cmd|' /C calc'!A0"
    assert rows[0]["Area"] == "Şişli"
    assert date.fromisoformat(rows[0]["Handed in"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("-3", "-3"),
        ("+5.5", "+5.5"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("a=b", "a=b"),
    ],
)
def test_the_guard_is_there_only_where_it_is_needed(text: str, expected: str) -> None:
    """Numbers with a sign stay numbers."""
    assert guarded(text) == expected


def test_other_suffixes_are_refused_with_what_there_is() -> None:
    """An unknown suffix is a sentence that names the known ones."""
    with pytest.raises(QAError, match=r"cannot be written as \.docx") as caught:
        export.kind_of("summary", "docx")
    assert ".xlsx" in caught.value.cure
    with pytest.raises(QAError):
        export.kind_of("learning", ".xlsx")


@pytest.mark.parametrize("kind", EXPORTS, ids=lambda kind: kind.key)
def test_every_registered_writer_is_there(kind: export.ExportKind) -> None:
    """Each line of the registry names a writer that can be loaded."""
    assert callable(kind.load())


def test_every_word_of_a_long_reason_reaches_the_workbook(tmp_path: Path) -> None:
    """A reason of 40,000 characters stands whole on the sheet of words."""
    data: DataSet = council(2)
    reason = "Made up, long. " * 2700
    words = (Words("risk.reason", "Why?", reason),)
    audit = replace(data.audits[0], words=words)
    target = tmp_path / "long.xlsx"
    export.write("summary", ".xlsx", summary_workbook(replace(data, audits=(audit,))), target)
    rows = _read(target)["Words"].iter_rows(min_row=4, values_only=True)
    assert "".join(row[5] for row in rows if row[0] == audit.reference and row[5]).startswith(
        reason
    )
