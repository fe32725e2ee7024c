"""The workbook of audits on paper: through the file and back, through LibreOffice too, and how it is made."""

import importlib.util
import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from qa_tool.audit import paper_back, paper_front
from qa_tool.audit.paper import Field, Line, Mark, PaperBook, PaperSheet, written_mark
from qa_tool.audit.paper_lines import lines
from qa_tool.audit.paper_same import compared
from qa_tool.audit.plan import plan_of
from qa_tool.export import paper_xlsx
from qa_tool.export.workbook_back import open_back, read_back
from qa_tool.policy import Numbers
from qa_tool.template.model import Template
from qa_tool.template.read import read_template, shipped
from qa_tool.work.paper_plan import rows_of
from tests.audit.made_paper import TODAY, answers

MARK = Mark("council", "all-1", "f" * 64, "1.0", filled=True)
FILL = {"text": "=1+1 typed", "date": date(2026, 10, 1), "number": 1}


def _maker() -> ModuleType:
    """The maker of templates of the template room: tests have no package to import it from."""
    path = Path(__file__).parents[1] / "template" / "made_sheet.py"
    spec = importlib.util.spec_from_file_location("made_sheet_for_paper_file", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = _maker()


def _book(template: Template, before: dict[str, Any]) -> PaperBook:
    front = paper_front.Front("K7-X", "K7-X", template, "Ada Fenwright", date(2026, 12, 1))
    first = PaperSheet("Start here", written_mark(Mark("council")),
                       paper_front.first_sheet([front], Numbers(), "Made-up council", TODAY))  # fmt: skip
    head = paper_front.case_head(front, "I do not know this family.", Numbers())
    case = PaperSheet("K7-X", written_mark(MARK), (*head, *lines(template, before, TODAY)))
    return PaperBook("On paper", "Made-up council", "OFFICIAL-SENSITIVE", (first, case))


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_draft_comes_back_through_the_file(data: st.DataObject) -> None:
    """Answers of every kind out into a real workbook and in again: no difference, nothing new."""
    template = data.draw(MAKER.templates())
    before = answers(data.draw, template)
    held = io.BytesIO()
    paper_xlsx.fill(_book(template, before), held)
    sheet = read_back(held.getvalue()).sheets[1]
    read = paper_back.read(template, rows_of(sheet), "Sheet", TODAY)
    _merged, fresh, _same, differences = compared(template, before, read)
    assert read.problems == ()
    assert (fresh, differences) == ((), ())


@pytest.mark.outside("soffice")
@pytest.mark.slow
def test_libreoffice_opens_and_saves_it(tmp_path: Path) -> None:
    """Opened, worked out and saved by LibreOffice, the core audit comes back with every answer."""
    template, _problems = read_template(next(p for p in shipped() if p.stem == "core_case_audit"))
    assert template is not None
    before = _some(template)
    paper_xlsx.write(_book(template, before), tmp_path / "paper.xlsx")
    out = tmp_path / "saved"
    subprocess.run(
        [shutil.which("soffice") or "soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
         "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out),
         str(tmp_path / "paper.xlsx")],
        check=True, capture_output=True, timeout=150,
    )  # fmt: skip
    back = open_back(out / "paper.xlsx")
    read = paper_back.read(template, rows_of(back.sheets[1]), "Sheet", TODAY)
    _merged, fresh, same, differences = compared(template, before, read)
    assert (read.problems, fresh, differences) == ((), (), ())
    assert same == len(before)


def _some(template: Template) -> dict[str, Any]:
    """An answer to everything that a list, a date or words can answer, made up."""
    found: dict[str, Any] = {}
    for key, slot in plan_of(template).slots.items():
        if slot.kind == "evidence":
            found[key] = [{"what": "Visit record", "date": "2026-10-01", "shows": "=seen\n- alone"}]
        elif slot.kind == "text":
            found[key] = "Made up: “seen”, and\nsaid so."
        elif slot.kind == "date":
            found[key] = "2026-10-01"
        elif slot.kind in {"grade", "yes_no", "one_of"}:
            found[key] = slot.choices[-1].key
    return found


def test_lists_are_hidden_locked_and_named_once() -> None:
    """The words of the drop-downs stand on one hidden sheet, the last."""
    template, _problems = read_template(next(p for p in shipped() if p.stem == "core_case_audit"))
    assert template is not None
    held = io.BytesIO()
    paper_xlsx.fill(_book(template, {}), held)
    book = load_workbook(io.BytesIO(held.getvalue()))
    assert book.sheetnames[-1] == paper_xlsx.LISTS
    lists = book[paper_xlsx.LISTS]
    assert (lists.sheet_state, lists.protection.sheet) == ("hidden", True)
    columns = ["\n".join(str(c.value) for c in column if c.value) for column in lists.iter_cols()]
    assert len(columns) == len(set(columns))
    rows = book["K7-X"].row_dimensions
    tall = [row for row in rows.values() if row.height]
    assert tall
    assert max(row.height for row in tall) <= 409


def test_a_row_grows_with_what_is_typed() -> None:
    """The height of a row that takes words is where it begins, and not where it ends."""
    template, _problems = read_template(next(p for p in shipped() if p.stem == "core_case_audit"))
    assert template is not None
    held = io.BytesIO()
    paper_xlsx.fill(_book(template, {}), held)
    with zipfile.ZipFile(io.BytesIO(held.getvalue())) as packed:
        xml = packed.read("xl/worksheets/sheet2.xml").decode()
    strings = load_workbook(io.BytesIO(held.getvalue()))["K7-X"]
    place = next(r[0].row for r in strings.iter_rows() if r[0].value == "recording.reason")
    row = xml.split(f'<row r="{place}"')[1].split(">")[0]
    assert "ht=" in row
    assert "customHeight" not in row


def test_a_number_that_is_not_entered_is_said() -> None:
    """Where the council has typed no number, both sheets say so before anybody needs it."""
    template, _problems = read_template(next(p for p in shipped() if p.stem == "core_case_audit"))
    assert template is not None
    first, case = _book(template, {}).sheets
    team = next(line for line in first.lines if line.label == "Team manager or duty manager")
    assert team.needed == paper_front.NO_NUMBER
    danger = next(line for line in case.lines if line.look == "danger")
    assert "Team or duty manager: not entered, ask your QA lead" in danger.note


def test_names_of_sheets_are_all_different() -> None:
    """References that read alike, or that a workbook refuses, get names of their own."""
    found = paper_xlsx.names_of(["A/B", "A-B", "Lists", "x" * 40, "x" * 40])
    assert len({name.casefold() for name in found}) == len(found)
    assert all(len(name) <= 31 for name in found)
    assert not any(sign in name for name in found for sign in "[]:*?/\\")


def test_words_that_look_escaped_come_back_as_they_are() -> None:
    """“_x0041_” is what somebody wrote, not the letter A; in a cell and in a list."""
    said = "see _x0041_"
    line = Line("question", "Which?", "", "q.one", Field("list", said, (said, "Other")))
    held = io.BytesIO()
    sheet = PaperSheet("Case", written_mark(MARK), (line,))
    paper_xlsx.fill(PaperBook("On paper", "Made-up council", "", (sheet,)), held)
    back = read_back(held.getvalue())
    assert [s.text(2, 3) for s in back.sheets if s.name == "Case"] == [said]
    assert [s.text(1, 1) for s in back.sheets if s.name == paper_xlsx.LISTS] == [said]
