"""A whole annual set of the made-up council: it holds, and one number too many in any format is found."""

import csv
import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from qa_tool.cli import main
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.keys.crypto import Cost
from qa_tool.work import publication_write, report_annual
from qa_tool.work.publish_check import check
from tests.disclosure.printed import Silent


@dataclass(frozen=True, slots=True)
class Row:
    """A row of two halves that are hidden beside the total of both."""

    number: str
    table: str
    label: str
    columns: tuple[str, ...]
    total: int
    file: str


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both editions, as `report annual` writes them."""
    room = tmp_path_factory.mktemp("annual")
    wishes = Wishes(
        audits=60, seed=7, today=date(2026, 11, 20), cost=Cost(1024, 1, 1), installation=room / "here"
    )  # fmt: skip
    workspace = make_demonstration(room / "data", wishes)
    try:
        annual = report_annual.annual_of(workspace)
        publication_write.write_set(annual, room / "set", Silent())
    finally:
        workspace.store.close()
    return room / "set"


@pytest.fixture
def planted(whole: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(whole, tmp_path / "set"))


def _halves(folder: Path) -> Row:
    """The first such row of the set that is published."""
    for file in sorted((folder / "public" / "tables").glob("table-*.csv")):
        header, *lines = csv.reader(file.read_text("utf-8-sig").splitlines())
        for line in lines:
            if (
                header[3:4] == ["Total"]
                and len(header) == 7
                and line[1:3] == ["c", "c"]
                and len(line[0]) < 30
            ):
                number = file.name.split("-")[1]
                caption = _caption(folder, number)
                return Row(number, caption, line[0], tuple(header[1:]), int(line[3]), file.name)
    raise AssertionError("the council has no such row: nothing would be tested")


def _caption(folder: Path, number: str) -> str:
    lines = csv.DictReader(
        (folder / "public/tables/contents.csv").read_text("utf-8-sig").splitlines()
    )
    return next(
        line["Table"].partition(": ")[2]
        for line in lines
        if line["File"].startswith(f"table-{number}-")
    )  # fmt: skip


def _in_csv(folder: Path, row: Row, at: int, value: str) -> None:
    file = folder / "public" / "tables" / row.file
    lines = [*csv.reader(file.read_text("utf-8-sig").splitlines())]
    next(line for line in lines if line[0] == row.label)[at] = value
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(lines)


def _csv_count(folder: Path, row: Row) -> None:
    _in_csv(folder, row, 1, "3")


def _csv_percentage(folder: Path, row: Row) -> None:
    _in_csv(folder, row, 4, str(round(100 * 3 / row.total)))


def _csv_limit(folder: Path, row: Row) -> None:
    # The Wilson limit of nobody is nought, whatever the base.
    _in_csv(folder, row, 5, "0")


def _xlsx(folder: Path, row: Row) -> None:
    file = folder / "public" / "annual-report-tables.xlsx"
    book = openpyxl.load_workbook(file)
    sheet = book[f"Table_{row.number}"]
    line = next(cells for cells in sheet.iter_rows() if cells[0].value == row.label)
    line[1].value = 3
    book.save(file)
    book.close()


def _html(folder: Path, row: Row) -> None:
    file = folder / "public" / "annual-report.html"
    text = file.read_text("utf-8")
    pattern = rf"(Table {row.number}: .*?>{re.escape(row.label)}</th>\s*<td[^>]*>)\[c\]"
    spoiled, times = re.subn(pattern, r"\g<1>3", text, count=1, flags=re.DOTALL)
    assert times == 1
    file.write_text(spoiled, "utf-8")


def _svg(folder: Path, row: Row) -> None:
    file = folder / "public" / "annual-report.html"
    drawing = (
        f'<svg aria-label="{row.table}"><title>{row.table}</title><g><title>{row.label}: '
        f"{row.columns[0]}, 3 of {row.total}</title></g></svg></main>"
    )
    text = file.read_text("utf-8")
    assert "</main>" in text
    file.write_text(text.replace("</main>", drawing), "utf-8")


def _pdf(folder: Path, row: Row) -> None:
    """The same words again as a PDF, with one number more."""
    file = folder / "public" / "annual-report.pdf"
    with pypdfium2.PdfDocument(file.read_bytes()) as document:
        pages = [page.get_textpage().get_text_range().splitlines() for page in document]
    canvas = Canvas(str(file), pagesize=(1200, 2400))
    below, found = False, 0
    for lines in pages:
        for at, line in enumerate(lines):
            below = line.startswith(f"Table {row.number}: ") or (
                below and not line.startswith("Table ")
            )
            told = line
            if below and line.startswith(f"{row.label} [c] [c] {row.total}"):
                told, found = line.replace("[c]", "3", 1), found + 1
            canvas.drawString(20, 2380 - 14 * at, told)
        canvas.showPage()
    canvas.save()
    assert found == 1


PLANTS = {
    "csv": (_csv_count, "table-"), "percentage": (_csv_percentage, "table-"), "limit": (_csv_limit, "table-"),
    "xlsx": (_xlsx, "annual-report-tables.xlsx"), "html": (_html, "annual-report.html"),
    "svg": (_svg, "annual-report.html"), "pdf": (_pdf, "annual-report.pdf"),
}  # fmt: skip


def test_the_set_as_it_is_written_holds(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder that `report annual` writes may be checked as it is: only its public part is attacked."""
    assert main(["publish", "check", str(whole), "--against", str(whole)]) == 0
    out = capsys.readouterr().out
    assert f"Only 'public' of '{whole}' was read; 'internal' is not published." in out
    assert "No hidden cell could be worked out." in out
    assert int(re.findall(r"(\d+) hidden cells were attacked", out)[0]) > 50


@pytest.mark.parametrize("name", PLANTS)
def test_one_number_too_many_is_found(
    name: str, planted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A count, a percentage of a known base, or the end of an interval: in one format, the rest is plain."""
    row = _halves(planted)
    plant, file = PLANTS[name]
    plant(planted, row)
    assert main(["publish", "check", str(planted), "--json"]) == 1
    fallen = json.loads(capsys.readouterr().out)["fallen"]
    mine = [f for f in fallen if f["row"] == row.label and file in f"{f['file']} {f['how']}"]
    assert any(row.table in f["table"] or f["file"] == row.file for f in mine), fallen


def test_a_contradiction_silences_its_own_table_only(planted: Path) -> None:
    """A total that is wrong is said, and what falls elsewhere still falls."""
    row = _halves(planted)
    file = next((planted / "public" / "tables").glob("table-*-surveys.csv"))
    lines = [*csv.reader(file.read_text("utf-8-sig").splitlines())]
    full = next(line for line in lines[1:] if "c" not in line)
    full[-1] = str(int(full[-1]) + 1)
    if not any("c" in line for line in lines):
        lines.append(["A further question", "c", "c", "40"])
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(lines)
    told = check(planted)
    assert not told.fallen
    assert not told.holds
    assert [words for words in told.skipped if words.startswith(file.name)]
    assert "No hidden cell fell, but not every table could be attacked" in told.lines[-1]
    _csv_count(planted, row)
    assert row.label in {fallen.row for fallen in check(planted).fallen}


def test_a_contradiction_where_nothing_is_hidden_is_no_matter(planted: Path) -> None:
    """A wrong total in a table without hidden cells can give nobody away."""
    extra = planted / "public" / "tables" / "table-99-extra.csv"
    extra.write_text("What,Yes,No,Total\nAsked,10,20,31\nTold,7,8,15\n", "utf-8")
    assert check(planted).holds
    extra.write_text("What,Yes,No,Total\nAsked,10,20,31\nTold,c,c,15\n", "utf-8")
    assert [words for words in check(planted).skipped if words.startswith(extra.name)]


def test_what_was_joined_stands_in_the_record_and_not_in_the_report(whole: Path) -> None:
    """Kinds with too few audits are named beside the report only; their line says how many in all."""
    record = (whole / "disclosure-record.csv").read_text("utf-8-sig")
    inside = (whole / "internal" / "annual-report.html").read_text("utf-8")
    outside = (whole / "public" / "annual-report.html").read_text("utf-8")
    assert "Other templates and kinds of case" in record
    assert "Core case audit: child in care" in record
    assert "Core case audit: child in care" in inside
    assert "Core case audit: child in care" not in outside
    assert "Other templates and kinds of case" in outside
