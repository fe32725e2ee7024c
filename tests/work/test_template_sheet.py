"""Template files by their content: workbooks with formulas, macros and empty ranges, wrong endings, hostile files."""

import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from pyxform.xls2xform import convert

from qa_tool.errors import QAError
from qa_tool.problems import errors
from qa_tool.template.model import Template
from qa_tool.template.read import read_template, shipped
from qa_tool.work import template as templates
from qa_tool.work.template_sheet import check_files, read_file, whole, write_file

HEAD = ["type", "name", "label", "relevant"]


def _book(path: Path, *rows: list[object], choices: list[list[object]] | None = None) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (HEAD, *rows):
        sheet.append(row)
    if choices:
        other = book.create_sheet("choices")
        for row in (["list_name", "name", "label"], *choices):
            other.append(row)
    book.save(path)
    return path


def _core() -> Template:
    return whole(shipped()[0])


@pytest.mark.parametrize("suffix", [".xlsx", ".md", ".toml"])
def test_written_and_read_again(suffix: str, tmp_path: Path) -> None:
    """A template survives each kind of file; its ending may be wrong, its content counts."""
    template = _core()
    path = write_file(template, tmp_path / f"core{suffix}")
    assert whole(path) == template
    assert whole(path.rename(tmp_path / "core.dat")) == template


def test_the_workbook_helps_its_author(tmp_path: Path) -> None:
    """Drop-downs, notes on headings, frozen headings, a guide with an example; and it is an XLSForm."""
    path = write_file(_core(), tmp_path / "core.xlsx")
    book = load_workbook(path)
    assert book.sheetnames[0] == "guide"
    survey = book["survey"]
    assert survey.freeze_panes == "D2"
    assert survey["A1"].comment is not None
    assert survey.data_validations.dataValidation
    assert survey.page_setup.fitToWidth == 1
    words = {str(cell.value) for row in book["guide"].iter_rows() for cell in row if cell.value}
    assert {"An example", "begin_group", "${visits.seen} = 'no'"} <= words
    warnings: list[str] = []
    assert convert(str(path), warnings=warnings).xform
    assert warnings == []


def test_an_unknown_ending(tmp_path: Path) -> None:
    """What cannot be written says which endings there are."""
    with pytest.raises(QAError, match="are not written") as told:
        write_file(_core(), tmp_path / "core.docx")
    assert ".xlsx" in told.value.cure


def test_stored_results_of_formulas(tmp_path: Path) -> None:
    """A formula cell holds its stored result; without one it is empty, never the formula."""
    path = _book(tmp_path / "a.xlsx", ["text", "a", "plain"], ["text", "b", "=A1&A2"])
    target = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<v></v>", b"<v>Stored words</v>").replace(
                    b"<v />", b"<v>Stored words</v>"
                )
                data = data.replace(b'<c r="C3">', b'<c r="C3" t="str">')
            new.writestr(member, data)
    template, problems = read_file(target)
    assert template is not None
    assert template.domains[0].questions[1].text == "Stored words"
    assert "formulas" in {problem.code for problem in problems}
    bare, _ = read_file(path)
    assert bare is not None
    assert "=" not in bare.domains[0].questions[1].text


def test_macros_and_empty_ranges(tmp_path: Path) -> None:
    """Macros are not run and that is said; a format down to the last row costs nothing."""
    path = _book(
        tmp_path / "a.xlsx", ["text", "a", "A question"], [], ["date", "when", date(2026, 1, 2)]
    )
    book = load_workbook(path)
    sheet = book["survey"]
    sheet["XFD1048576"].fill = PatternFill("solid", start_color="FFEEEE")
    book.save(path)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"not run")
    template, problems = read_file(path.rename(tmp_path / "a.xlsm"))
    assert template is not None
    assert [question.text for question in template.domains[0].questions] == [
        "A question",
        "2026-01-02",
    ]
    assert "macros" in {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"PK\x03\x04 nothing else", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
        (b"| survey |\n| | type | name |\n| | txt | a |\n", "'txt' is not known"),
        (b"| survey |\n", "no headings"),
        (b"\x00\x01\x02", "control character"),
        (b"", "empty"),
    ],
)  # fmt: skip
def test_files_that_are_no_template(raw: bytes, says: str, tmp_path: Path) -> None:
    """Whatever a file holds, there is a sentence and no template."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(raw)
    template, problems = read_file(path)
    assert template is None
    assert says in " ".join(problem.what for problem in errors(problems))


def test_a_file_that_unpacks_beyond_measure(tmp_path: Path) -> None:
    """A small file of enormous content is refused before it is unpacked, in words about forms."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    template, problems = read_file(path)
    assert template is None
    assert "much more than a form" in problems[0].what


def test_no_such_file_and_folders(tmp_path: Path) -> None:
    """A missing file and a folder are told apart."""
    assert [read_file(path)[1][0].code for path in (tmp_path / "none.xlsx", tmp_path)] == [
        "no_file",
        "folder",
    ]


def test_two_files_of_one_key(tmp_path: Path) -> None:
    """The same key in a workbook and a TOML file is told."""
    template = _core()
    paths = [write_file(template, tmp_path / "a.toml"), write_file(template, tmp_path / "b.xlsx")]
    last = check_files(paths)[1]
    assert last[1] is None
    assert last[2][-1].code == "duplicate_key"


def test_taken_into_use(desk, tmp_path: Path) -> None:
    """A public form comes into use as an ungraded template; one with a fault changes nothing."""
    lead = desk("qa lead")
    choices: list[list[object]] = [["l", "a", "A"], ["l", "b", "B"]]
    path = _book(
        tmp_path / "visits.xlsx",
        ["select_one l", "seen", "Seen?"],
        ["text", "why", "Why?", "${seen} = 'b'"],
        choices=choices,
    )
    templates.take_into_use(lead, path)
    held, _ = templates.current(lead, "visits")
    assert not held.graded
    assert held.domains[0].questions[1].ask_when == "questions.seen == 'b'"
    wrong = _book(
        tmp_path / "wrong.xlsx", ["select_one l", "seen", "Seen?"], ["nonsense", "why", "Why?"]
    )
    with pytest.raises(QAError, match=r"row 2, column A"):
        templates.take_into_use(lead, wrong)
    assert "wrong" not in templates.titles(lead)


@pytest.mark.outside("soffice")
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_saved_by_libreoffice(kind: str, tmp_path: Path) -> None:
    """A written workbook that was opened and saved in LibreOffice comes back the same, as old .xls too."""
    template, _ = read_template(shipped()[0])
    assert template is not None
    path = write_file(template, tmp_path / "core.xlsx")
    out = tmp_path / "out"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", kind, "--outdir", out, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert whole(out / f"core.{kind}") == template


def test_a_changed_name_is_told_by_its_row(tmp_path: Path) -> None:
    """Answers are kept under the key; where it is not the name letter by letter, the row says so."""
    rows: list[list[object]] = [["begin_group", "part", "Part"]]
    rows += [["text", name, "Words?"] for name in ("b b", "9x", "café", "B B", "plain_1")]
    template, problems = read_file(_book(tmp_path / "form.xlsx", *rows, ["end_group"]))
    assert template is not None
    told = {p.where.partition(", ")[2]: p.what for p in problems if p.code == "renamed"}
    keys = [question.key for question in template.domains[0].questions]
    assert keys == ["part.b_b", "part.q_9x", "part.cafe", "part.b_b_2", "part.plain_1"]
    assert list(told) == [f"sheet survey, row {row}, column B" for row in (3, 4, 5, 6)]
    assert all(key in said for key, said in zip(keys, told.values(), strict=False))


def test_a_row_of_an_unknown_type_tells_its_other_faults_too(tmp_path: Path) -> None:
    """All faults in one pass: the type and the name that nobody knows; and each fault once."""
    path = _book(
        tmp_path / "form.xlsx", ["txet", "a", "Words?", "${aa} = 'x'"], ["calculate", "c", "Sum"]
    )
    _template, problems = read_file(path)
    wrong = [(p.where.rpartition(", row ")[2], p.code) for p in errors(problems)]
    assert ("2, column A", "unknown_type") in wrong
    assert any(where == "2, column D" for where, _code in wrong)
    assert len([where for where, _code in wrong if where.startswith("3")]) == 1, wrong


def test_a_stray_space_far_below_is_no_row(tmp_path: Path) -> None:
    """Rows that hold nothing but spaces do not count; a word there does, and the cure says which rows to delete."""
    path = _book(tmp_path / "form.xlsx", ["text", "a", "Words?"])
    book = load_workbook(path)
    book["survey"].cell(1_048_000, 2).value = "  "
    book.save(path)
    assert read_file(path)[0] is not None
    book["survey"].cell(1_048_000, 2).value = "words"
    book.save(path)
    template, problems = read_file(path)
    assert template is None
    assert "larger than 60,000 rows" in problems[0].what
    assert "Delete the rows and columns beyond the form" in problems[0].cure
