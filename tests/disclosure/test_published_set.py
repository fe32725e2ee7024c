"""The attack on published files: every format, every hiding place, and the verb's exit codes."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from qa_tool.cli import main
from qa_tool.disclosure.attack import attack
from qa_tool.disclosure.preset import DFE
from qa_tool.disclosure.protect import protect
from qa_tool.disclosure.published import published
from qa_tool.disclosure.table import Cell
from qa_tool.work.publish_check import Unreadable, check
from tests.disclosure.printed import add_member, publish, table


def _fallen(folder: Path) -> set[tuple[str, str, str, int]]:
    return {(f.file, f.row, f.column, f.low) for f in check(folder).fallen}


def test_a_protected_set_holds_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CSV, workbook, PDF, HTML and drawing are read, and nothing falls."""
    told = check(publish(tmp_path / "set"))
    assert told.files == ("chart.svg", "overall.csv", "report.html", "report.pdf", "tables.xlsx")
    assert told.tables == 4
    assert told.hidden == 4 * 8
    assert told.fallen == ()
    assert main(["publish", "check", str(tmp_path / "set")]) == 0
    assert "No hidden cell could be worked out." in capsys.readouterr().out


SPOILED = {
    "sentence": ({"html": "<p>In Assessment 14 were Good. 2 were Outstanding.</p>"}, "report.html"),
    "tooltip": ({"html": "<svg><g><title>Assessment, Outstanding: 2</title></g></svg>"}, "report.html"),
    "alternative text": ({"html": "<img alt='Assessment: Outstanding 2, Good 14'>"}, "report.html"),
    "aria": ({"html": "<i aria-label='Assessment Outstanding 2'></i>"}, "report.html"),
    "data": ({"html": "<i data-row='Assessment' data-of='Outstanding' data-n='2'></i>"}, "report.html"),
    "comment": ({"html": "<!-- Assessment: Outstanding = 2 -->"}, "report.html"),
    "bars": ({"html": "<svg><text>Assessment</text><text>2</text><text>14</text><text>18</text><text>6</text></svg>"}, "report.html"),
    "percentage": ({"html": "<p>In Assessment, Outstanding was 5% of audits.</p>"}, "report.html"),
    "drawing": ({"svg": "<desc>Assessment: Outstanding 2</desc>"}, "chart.svg"),
    "line of a csv": ({"csv": "Assessment: Outstanding 2"}, "overall.csv"),
    "paragraph of a pdf": ({"paragraph": "Assessment: Outstanding 2."}, "report.pdf"),
    "property of a pdf": ({"title": "Assessment: Outstanding 2"}, "report.pdf"),
    "note of a sheet": ({"sheet_note": "Assessment: Outstanding 2"}, "tables.xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_count_in_words_is_found(name: str, tmp_path: Path) -> None:
    """Sentences, tooltips, alternative texts, attributes, bars, properties."""
    words, file = SPOILED[name]
    assert (file, "Assessment", "Outstanding", 2) in _fallen(publish(tmp_path, **words))


def test_harmless_words_do_not_ring(tmp_path: Path) -> None:
    """Shown counts, other numbers, and the count of another row are no leak."""
    words = (
        "<p>In Assessment 14 were Good and 18 were Requires improvement. We looked at 148 audits in 2026. "
        "In Assessment, Outstanding practice was seen. In Child protection, Outstanding: 0.</p>"
        "<p>Page 1 of 2 Outstanding in Assessment</p>"
    )
    assert check(publish(tmp_path, html=words)).fallen == ()


def test_a_hidden_sheet_and_a_comment_are_read(tmp_path: Path) -> None:
    """What Excel does not show is in the file all the same."""
    folder = publish(tmp_path)
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    hidden = book.create_sheet("Working")
    given = table()
    hidden.append(["", *given.columns, "Total"])
    for label, line in zip(given.rows, given.counts, strict=True):
        hidden.append([label, *line, sum(n or 0 for n in line)])
    hidden.sheet_state = "veryHidden"
    book.save(folder / "tables.xlsx")
    book.close()
    fallen = check(folder).fallen
    assert {(f.row, f.column, f.low) for f in fallen} >= {
        ("Assessment", "Outstanding", 2), ("Child protection", "Inadequate", 3),
    }  # fmt: skip
    assert any("sheet Working" in f.how for f in fallen)
    other = publish(tmp_path / "other")
    add_member(
        other / "tables.xlsx", "xl/comments1.xml",
        "<comments><text><t>Assessment: Outstanding 2</t></text></comments>",
    )  # fmt: skip
    assert ("tables.xlsx", "Assessment", "Outstanding", 2) in _fallen(other)


def test_a_bookmark_of_a_pdf_is_read(tmp_path: Path) -> None:
    """Bookmarks and attachments speak too."""
    folder = publish(tmp_path)
    writer = PdfWriter(clone_from=folder / "report.pdf")
    writer.add_outline_item(title="Assessment: Outstanding 2", page_number=0)
    writer.add_attachment(filename="working.txt", data=b"Leaving care: Outstanding 1")
    writer.write(folder / "report.pdf")
    writer.close()
    assert _fallen(folder) == {
        ("report.pdf", "Assessment", "Outstanding", 2),
        ("report.pdf", "Leaving care", "Outstanding", 1),
    }


def test_small_counts_alone_fall_with_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The control: only the small ones hidden; every cell is told with how it was computed."""
    given = table()
    cells = tuple(
        tuple(
            Cell(None, "small") if DFE.is_small(n := given.true(r, c)) else Cell(n)
            for c in range(len(given.columns) + 1)
        )
        for r in range(len(given.rows) + 1)
    )
    folder = publish(tmp_path, replace(protect(given, DFE), cells=cells))
    assert main(["publish", "check", str(folder), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["holds"]
    found = {(f["file"], f["row"], f["column"], f["low"]) for f in told["fallen"]}
    for file in ("overall.csv", "report.html", "report.pdf", "tables.xlsx"):
        assert (file, "Assessment", "Outstanding", 2) in found
    assert all(f["how"] for f in told["fallen"])


def test_one_careless_format_breaks_the_others(tmp_path: Path) -> None:
    """The workbook hides what the CSV shows."""
    folder = publish(tmp_path)
    text = (folder / "overall.csv").read_text("utf-8-sig")
    (folder / "overall.csv").write_text(text.replace("Assessment,c,", "Assessment,2,"), "utf-8")
    fallen = check(folder).fallen
    assert any(f.file == "tables.xlsx" and "printed openly in overall.csv" in f.how for f in fallen)


def test_against_what_was_published_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same year published with less care, and a quarter inside the year."""
    now = publish(tmp_path / "now")
    made = protect(given := table(first=7), DFE)
    open_ = tuple(
        tuple(Cell(given.true(r, c)) for c in range(len(given.columns) + 1))
        for r in range(len(given.rows) + 1)
    )
    before = publish(tmp_path / "before", replace(made, cells=open_))
    assert main(["publish", "check", str(now), "--against", str(before)]) == 1
    assert "was published as 7" in capsys.readouterr().out
    last_year = publish(tmp_path / "last", protect(table("2024-25"), DFE))
    assert main(["publish", "check", str(now), "--against", str(last_year)]) == 0


def test_what_cannot_be_read_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No folder, nothing published, damaged files, no table: a sentence each."""
    empty = tmp_path / "empty"
    empty.mkdir()
    for folder, words in ((tmp_path / "none", "There is no folder"), (empty, "holds nothing")):
        assert main(["publish", "check", str(folder)]) == 2
        assert words in capsys.readouterr().err
    for name in ("a.xlsx", "a.pdf"):
        broken = tmp_path / name.replace(".", "")
        broken.mkdir()
        (broken / name).write_bytes(b"no such file")
        with pytest.raises(Unreadable, match="is damaged"):
            check(broken)
    (empty / "page.html").write_text("<p>Nothing to see.</p>", encoding="utf-8")
    with pytest.raises(Unreadable, match="No table"):
        check(empty)
    (empty / "a.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Unreadable, match="UTF-8"):
        check(empty)


def test_percentages_and_sums_of_grades_are_attacked() -> None:
    """'Good or better' gives its missing grade away, and so does a percentage of a known base."""
    lines = [
        ["", "Outstanding", "Good", "RI", "Total", "Good or better", "RI %"],
        ["North", "c", 14, "c", 20, 16, "20%"],
        ["South", 9, 12, 8, 29, 21, "28%"],
        ["West", "c", 17, "c", 41, "c", "c"],
    ]
    found = published(lines, file="t.csv", place="", caption="Grades by area")
    assert found is not None
    fallen = {(f.row, f.column): (f.low, f.how) for f in attack([found])}
    assert fallen["North", "Outstanding"][0] == 2
    assert fallen["North", "RI"][0] == 4
    assert not any(row == "West" for row, _ in fallen)
    alone = published(
        [["", "RI", "Total", "RI %"], ["North", "c", 20, "20%"], ["South", 8, 29, "28%"]],
        file="t.csv", place="", caption="Grades by area",
    )  # fmt: skip
    assert alone is not None
    assert [(f.row, f.low, f.how) for f in attack([alone])] == [
        ("North", 4, "20% of 20 is printed")
    ]


def test_a_total_that_is_none_is_not_used() -> None:
    """A column called Audits that is not the sum of the others ties nothing."""
    lines = [["", "Planned", "Late", "Audits"], ["North", 30, 8, 22], ["South", "c", 9, 12]]
    found = published(lines, file="t.csv", place="", caption="Audits planned and done")
    assert found is not None
    assert found.total_column is None
    assert attack([found]) == ()


def test_a_table_that_goes_on_over_a_page_is_read_with_its_twin(tmp_path: Path) -> None:
    """The next page repeats the heading in several lines and no caption: the CSV says what stands there."""
    csv = 'Domain,Good or better,Below good,Total,"Good or better, %"\n'
    rows = [
        ("Recording", 18, 6, 24, 75),
        ("Voice", "c", "c", 24, "c"),
        ("Planning", "c", "c", 24, "c"),
    ]
    lines = [",".join(map(str, row)) for row in rows]
    (tmp_path / "domains.csv").write_text(csv + "\n".join(lines) + "\n", "utf-8")
    canvas = Canvas(str(tmp_path / "report.pdf"))
    heading = [
        "Domain",
        "Good or",
        "better",
        "Below",
        "good Total",
        "Good or better, %",
        "(low to high)",
    ]
    for at, line in enumerate([*heading, "Voice [c] [c] 24 [c]", "Planning [c] [c] 24 [c]"]):
        canvas.drawString(20, 800 - 20 * at, line)
    canvas.showPage()
    canvas.save()
    told = check(tmp_path)
    assert told.tables == 2
    assert told.skipped == ()
    assert told.holds


@pytest.mark.parametrize("marked", [True, False])
def test_the_page_of_a_heading_is_no_count(tmp_path: Path, marked: bool) -> None:
    """'Assessment 2' in a list of contents leads to page 2; without a bookmark there it would be a leak."""
    folder = publish(tmp_path / "set")
    canvas = Canvas(str(folder / "contents.pdf"))
    canvas.drawString(20, 800, "Assessment: Outstanding 2")
    canvas.showPage()
    if marked:
        canvas.bookmarkPage("here")
        canvas.addOutlineEntry("Assessment: Outstanding", "here")
    canvas.drawString(20, 800, "Assessment")
    canvas.showPage()
    canvas.save()
    told = {(f.file, f.row, f.column) for f in check(folder).fallen}
    assert told == (set() if marked else {("contents.pdf", "Assessment", "Outstanding")})
