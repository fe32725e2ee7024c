"""Audits on paper, from the workbook that goes out to the draft that is handed in."""

import random
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qa_tool.audit.paper import I_CANNOT, I_DECLARE
from qa_tool.demo import mould
from qa_tool.errors import QAError, Refused
from qa_tool.export.workbook_back import NotABook
from qa_tool.store import audit as audit_shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.work import audit, audit_list, moderation_queue, paper, paper_keep, paper_plan
from qa_tool.work.paper import Asked
from qa_tool.work.paper_plan import SheetPlan
from qa_tool.work.workspace import Workspace
from tests.work.steps import Desk, draft, hand_in

TOLD = "Team manager, 10:05, will visit today"


def _one(space: Workspace, *, begun: bool = False) -> paper.Offer:
    return next(
        one for one in paper.offers(space)
        if one.begun == begun and one.auditor == _ada(space) and one.title == "Core case audit"
    )  # fmt: skip


def _ada(space: Workspace) -> str:
    return next(p.id for p in space.people.values() if p.name == "Ada Fenwright")


def _out(space: Workspace, path: Path, **asked: Any) -> Path:
    return paper.export(space, path, Asked(**asked)).path


def _fill(path: Path, answers: dict[str, Any], sheet: int = 1) -> None:
    """Somebody types into the workbook: by the key of the row, into the first white cell."""
    book = load_workbook(path)
    page = book.worksheets[sheet]
    for row in page.iter_rows(min_row=2):
        if row[0].value in answers:
            row[2].value = answers[row[0].value]
    book.save(path)


def _only(space: Workspace, path: Path) -> SheetPlan:
    (sheet,) = paper_plan.plan(space, path).sheets
    return sheet


SAID = {"@declared": I_DECLARE, "@name": "Ada Fenwright"}
FEW = {"recording.grade": "Good", "recording.reason": "Dated, and it says why."}


def test_a_workbook_becomes_a_draft(desk: Desk, tmp_path: Path) -> None:
    """Filled in by somebody without the program, it is a draft with what they wrote."""
    ada = desk("auditor")
    one = _one(ada)
    path = _out(ada, tmp_path / "paper.xlsx", allocations=(one.allocation,))
    _fill(path, {**SAID, **FEW})
    plan = paper_plan.plan(ada, path)
    assert (plan.sheets[0].reference, plan.sheets[0].refused) == (one.reference, "")
    assert set(plan.sheets[0].fresh) == set(FEW)
    assert plan.sheets[0].missing
    _change, (kept,) = paper_keep.keep(ada, plan)
    opened = audit.open_draft(ada, kept.audit)
    assert opened.form.grade("recording") == "good"
    assert opened.form.answers["recording.reason"] == FEW["recording.reason"]


def test_a_draft_that_goes_out_with_its_answers_comes_back_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    """A whole audit out and in again differs nowhere, and its answers leave only with a reason."""
    ada = desk("auditor")
    audit_id = draft(ada, 2)
    allocation = next(
        d.audit.allocation for d in audit_shelf.drafts(ada.store) if d.audit.id == audit_id
    )
    with pytest.raises(QAError, match="not said why"):
        _out(ada, tmp_path / "a.xlsx", allocations=(allocation,), answers=True)
    made = paper.export(
        ada, tmp_path / "a.xlsx", Asked((allocation,), "", True, False, "To go on at home")
    )
    kept = [e for e in ada.store.ledger.entries("release") if e.object == made.release]
    assert len(kept) == 1
    sheet = _only(ada, made.path)
    assert (sheet.problems, sheet.differences, sheet.fresh) == ((), (), ())
    assert sheet.same > 40


def test_another_answer_wants_a_choice(desk: Desk, tmp_path: Path) -> None:
    """Nothing is written over without being chosen, and both answers are shown."""
    ada = desk("auditor")
    one = _one(ada)
    path = _out(ada, tmp_path / "a.xlsx", allocations=(one.allocation,))
    _fill(path, {**SAID, **FEW})
    paper_keep.keep(ada, paper_plan.plan(ada, path))
    _fill(path, {"recording.grade": "Inadequate"})  # the second copy, filled in differently
    plan = paper_plan.plan(ada, path)
    (difference,) = plan.sheets[0].differences
    assert (difference.in_program, difference.in_workbook) == ("Good", "Inadequate")
    with pytest.raises(QAError, match="not chosen"):
        paper_keep.keep(ada, plan)
    paper_keep.keep(ada, plan, paper_keep.choose_all(plan, "program"))
    assert audit.open_draft(ada, plan.sheets[0].audit).form.grade("recording") == "good"
    paper_keep.keep(ada, plan, paper_keep.choose_all(plan, "workbook"))
    opened = audit.open_draft(ada, plan.sheets[0].audit)
    assert opened.form.grade("recording") == "inadequate"
    audit.undo(ada, plan.sheets[0].audit)
    assert audit.open_draft(ada, plan.sheets[0].audit).form.grade("recording") == "good"


def test_a_draft_that_moved_on_is_looked_at_again(desk: Desk, tmp_path: Path) -> None:
    """What was chosen was chosen about the words that stood there then."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    _fill(path, {**SAID, **FEW})
    _change, (kept,) = paper_keep.keep(ada, paper_plan.plan(ada, path))
    _fill(path, {"recording.grade": "Inadequate"})
    plan = paper_plan.plan(ada, path)
    audit.keep_answer(ada, kept.audit, "recording.grade", "outstanding")
    with pytest.raises(QAError, match="changed since you looked"):
        paper_keep.keep(ada, plan, paper_keep.choose_all(plan, "workbook"))
    assert audit.open_draft(ada, kept.audit).form.grade("recording") == "outstanding"


def test_the_qa_lead_brings_it_in_and_hands_it_in(desk: Desk, tmp_path: Path) -> None:
    """On behalf of the auditor: it stays the auditor's, says who brought it in, and they do not read it again."""
    ada = desk("auditor")
    one, template = _one(ada), None
    path = _out(ada, tmp_path / "a.xlsx", allocations=(one.allocation,))
    lead = desk("qa lead")
    _fill(path, {**SAID, **FEW})
    _change, (kept,) = paper_keep.keep(lead, paper_plan.plan(lead, path))
    assert kept.audit in {row.id for row in audit_list.mine(lead)}
    template = audit.open_draft(lead, kept.audit).template
    made = mould.make(template, 2, random.Random(5))
    for key, value in mould.moved(made.answers, 140).items():
        audit.keep_answer(lead, kept.audit, key, value)
    hand_in(lead, kept.audit)
    done = audit_shelf.audit(lead.store, kept.audit)
    assert done is not None
    assert done.auditor == _ada(lead)
    held = audit_shelf.answers(lead.store, kept.audit)
    assert held["independence.brought_in_by"] == lead.person.id
    seen = audit_list.view(lead, kept.audit)
    case = seen.case
    said = [event.who for event in seen.history if "on paper" in event.what]
    assert said == [lead.person.name]
    assert lead.person.id not in moderation_queue.eligible(lead, done, case)


def test_who_brought_it_in_does_not_read_it_again(desk: Desk) -> None:
    """A moderator who typed an audit in has seen its grades, so they are no blind second reader."""
    ada = desk("auditor")
    audit_id = draft(ada, 2)
    mira = next(p.id for p in ada.people.values() if "moderator" in p.roles)
    ada.store.drafts.fill(audit_id, {"independence.brought_in_by": mira}, ada.clock.now())
    hand_in(ada, audit_id)
    done = audit_shelf.audit(ada.store, audit_id)
    assert done is not None
    case = audit_list.view(ada, audit_id).case
    assert mira not in moderation_queue.eligible(ada, done, case)


def test_an_auditors_own_draft_is_theirs(desk: Desk, tmp_path: Path) -> None:
    """The QA lead neither takes out what an auditor wrote, nor brings a workbook in over it."""
    ada = desk("auditor")
    audit_id = draft(ada, 2)
    allocation = next(
        d.audit.allocation for d in audit_shelf.drafts(ada.store) if d.audit.id == audit_id
    )
    path = _out(ada, tmp_path / "a.xlsx", allocations=(allocation,))
    _fill(path, {**SAID, **FEW})
    lead = desk("qa lead")
    with pytest.raises(Refused, match="theirs to take out"):
        _out(lead, tmp_path / "b.xlsx", allocations=(allocation,), answers=True, why="x")
    sheet = _only(lead, path)
    assert "begun this audit in the program" in sheet.refused
    assert (sheet.differences, sheet.answers) == ((), {})
    with pytest.raises(Refused):
        audit.open_draft(lead, audit_id)


def test_somebody_elses_case_is_refused(desk: Desk, tmp_path: Path) -> None:
    """Who has no part in a case neither takes it out nor brings it in."""
    ada = desk("auditor")
    one = _one(ada)
    path = _out(ada, tmp_path / "a.xlsx", allocations=(one.allocation,))
    iro = desk("iro")
    with pytest.raises(Refused):
        _out(iro, tmp_path / "b.xlsx", allocations=(one.allocation,))
    _fill(path, {**SAID, **FEW})
    assert "somebody else" in _only(iro, path).refused


def test_a_worry_is_shown_and_becomes_a_safety_stop(desk: Desk, tmp_path: Path) -> None:
    """What is written about an unsafe child is signed once, and says that it comes from paper."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    _fill(path, {**SAID, **FEW, "@stop.level": "Serious practice concern",
                 "@stop.what": "Nobody has seen the baby", "@stop.told": TOLD})  # fmt: skip
    plan = paper_plan.plan(ada, path)
    assert plan.worrying == plan.sheets
    assert "Head of service" in {route.who for route in paper_plan.routes(ada, plan.sheets[0])}
    _change, (kept,) = paper_keep.keep(ada, plan)
    stop = safety_shelf.stop(ada.store, kept.stop)
    assert stop is not None
    assert (stop.level, stop.audit) == ("serious", kept.audit)
    assert TOLD in stop.what
    _change, (again,) = paper_keep.keep(ada, paper_plan.plan(ada, path))
    assert again.stop == ""


def test_a_worrying_safety_answer_is_shown_at_once(desk: Desk, tmp_path: Path) -> None:
    """The answer to a safety question that asks for a stop stands before everything else."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    template = paper_plan._known(ada, _mark(path)).template  # the questions of this very sheet
    assert template is not None
    question = template.safety[0]
    words = {"yes": "Yes", "no": "No", "not_known": "Not known"}
    _fill(path, {**SAID, f"safety.{question.key}": words[question.worry[0]]})
    assert f"safety.{question.key}" in {due.key for due in _only(ada, path).due}


def _mark(path: Path) -> Any:
    from qa_tool.audit.paper import read_mark

    return read_mark(load_workbook(path).worksheets[1]["A1"].value)


def test_a_worry_is_shown_from_a_sheet_that_is_refused(desk: Desk, tmp_path: Path) -> None:
    """Another council's sheet is not kept, but a child at risk on it is seen."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    _fill(path, {"@stop.what": "The child is missing tonight"})
    book = load_workbook(path)
    mark = book.worksheets[1]["A1"]
    mark.value = str(mark.value).replace(ada.store.council(), "0" * 64)
    book.save(path)
    sheet = _only(ada, path)
    assert "another council" in sheet.refused
    assert sheet.worries
    assert not sheet.keeps


def test_a_worry_does_not_wait_for_the_declaration(desk: Desk, tmp_path: Path) -> None:
    """Where the sheet cannot be kept, the safety stop is made all the same, once."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    _fill(path, {"@stop.what": "The child is missing tonight"})
    _change, (kept,) = paper_keep.keep(ada, paper_plan.plan(ada, path))
    stop = safety_shelf.stop(ada.store, kept.stop)
    assert stop is not None
    assert (kept.audit, stop.level, stop.what) == ("", "danger", "The child is missing tonight")


@pytest.mark.parametrize(("said", "words"), [
    ({"@declared": I_CANNOT}, "cannot declare"), ({}, "declaration of independence is not given"),
])  # fmt: skip
def test_the_declaration_comes_first(
    desk: Desk, tmp_path: Path, said: dict[str, str], words: str
) -> None:
    """Without the declaration nothing is kept."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    _fill(path, {**FEW, **said})
    plan = paper_plan.plan(ada, path)
    assert words in plan.sheets[0].refused
    assert paper_keep.keep(ada, plan)[1] == ()


def test_what_people_do_to_a_workbook(desk: Desk, tmp_path: Path) -> None:
    """A sheet renamed, a row moved, cells merged, a formula, a word over a list: each is told by its cell."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    _fill(path, {**SAID, **FEW, "risk.grade": "Godo", "assessment.grade": "=1+1"})
    book = load_workbook(path)
    page = book.worksheets[1]
    page.title = "Mine now"
    rows = {row[0].value: row[0].row for row in page.iter_rows(min_row=2) if row[0].value}
    end = page.max_row + 3
    for column in range(1, 6):
        page.cell(end, column).value = page.cell(rows["recording.grade"], column).value
        page.cell(rows["recording.grade"], column).value = None
    page.merge_cells(start_row=rows["recording.reason"], start_column=3,
                     end_row=rows["recording.reason"] + 2, end_column=3)  # fmt: skip
    book.create_sheet("Notes")["A1"] = "mine"
    book.save(path)
    plan = paper_plan.plan(ada, path)
    (sheet,) = plan.sheets
    said = {problem.code: problem.where for problem in sheet.problems}
    assert sheet.sheet == "Mine now"
    assert {"formula", "merged", "not_in_list"} <= set(said)
    assert said["formula"] == f"Sheet “Mine now”, cell C{rows['assessment.grade']}"
    assert sheet.found["recording.grade"] == "good"
    assert any("Notes" in note for note in plan.notes)


def test_files_that_are_no_workbook_of_ours(desk: Desk, tmp_path: Path) -> None:
    """A strange workbook, one without its first column, and one with a password are refused in a sentence."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    book = load_workbook(path)
    book.worksheets[1].delete_cols(1)
    book.save(tmp_path / "cut.xlsx")
    with pytest.raises(QAError, match="No sheet of this workbook"):
        paper_plan.plan(ada, tmp_path / "cut.xlsx")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "locked.xlsx").write_bytes(locked)
    with pytest.raises(NotABook, match="password"):
        paper_plan.plan(ada, tmp_path / "locked.xlsx")


def test_two_sheets_for_one_case(desk: Desk, tmp_path: Path) -> None:
    """A copied sheet is not mixed with the first."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    _fill(path, {**SAID, **FEW})
    book = load_workbook(path)
    book.copy_worksheet(book.worksheets[1])
    book.save(path)
    refused = [sheet.refused for sheet in paper_plan.plan(ada, path).sheets]
    assert refused[0] == ""
    assert "same case" in refused[1]


def test_a_sheet_of_another_version_is_refused(desk: Desk, tmp_path: Path) -> None:
    """A template that is not known here, and one that the draft was not begun with."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    _fill(path, {**SAID, **FEW})
    book = load_workbook(path)
    mark = book.worksheets[1]["A1"]
    mark.value = str(mark.value).replace(_mark(path).fingerprint, "f" * 64)
    book.save(path)
    assert "not known here" in _only(ada, path).refused


def test_what_was_handed_in_is_not_touched(desk: Desk, tmp_path: Path) -> None:
    """A workbook that comes late finds the audit handed in."""
    ada = desk("auditor")
    one = _one(ada)
    path = _out(ada, tmp_path / "a.xlsx", allocations=(one.allocation,))
    _fill(path, {**SAID, **FEW})
    _change, (kept,) = paper_keep.keep(ada, paper_plan.plan(ada, path))
    made = mould.make(audit.open_draft(ada, kept.audit).template, 2, random.Random(5))
    for key, value in mould.moved(made.answers, 140).items():
        audit.keep_answer(ada, kept.audit, key, value)
    hand_in(ada, kept.audit)
    sheet = _only(ada, path)
    assert "handed in already" in sheet.refused
    assert not sheet.differences


def test_numbers_and_names_stay_inside(desk: Desk, tmp_path: Path) -> None:
    """The workbook names a case by its random reference; the council's number only with a reason."""
    ada = desk("auditor")
    one = _one(ada)
    number = next(c.council_number for c in _cases(ada) if c.reference == one.reference)
    assert number
    plain = _words(_out(ada, tmp_path / "a.xlsx", allocations=(one.allocation,)))
    assert one.reference in plain
    assert number not in plain
    with pytest.raises(QAError, match="not said why"):
        _out(ada, tmp_path / "b.xlsx", allocations=(one.allocation,), numbers=True)
    asked = {"allocations": (one.allocation,), "numbers": True, "why": "To find the file"}
    assert number in _words(_out(ada, tmp_path / "b.xlsx", **asked))


def _cases(space: Workspace) -> Any:
    from qa_tool.store import council

    return council.cases(space.store).values()


def _words(path: Path) -> str:
    book = load_workbook(path)
    return "\n".join(
        str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value
    )


def test_the_first_sheet_says_whom_to_ring(desk: Desk, tmp_path: Path) -> None:
    """The council's numbers stand first, locked, and it is said that nobody is told by itself."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx")
    page = load_workbook(path).worksheets[0]
    words = "\n".join(str(c.value) for row in page.iter_rows() for c in row if c.value)
    numbers = ada.policy.numbers
    assert all(n in words for n in (numbers.danger, numbers.out_of_hours, numbers.lado, "999"))
    assert "notifies nobody" in words
    assert page.protection.sheet


def test_only_the_answers_can_be_typed_over(desk: Desk, tmp_path: Path) -> None:
    """Every sheet is locked but for its white cells; grades have their list and days their check."""
    ada = desk("auditor")
    path = _out(ada, tmp_path / "a.xlsx", allocations=(_one(ada).allocation,))
    page = load_workbook(path).worksheets[1]
    rows = {row[0].value: row for row in page.iter_rows(min_row=2) if row[0].value}
    grade = rows["recording.grade"]
    assert page.protection.sheet
    assert [cell.protection.locked for cell in grade[:4]] == [True, True, False, True]
    listed = [
        str(rule.sqref) for rule in page.data_validations.dataValidation if rule.type == "list"
    ]
    assert any(grade[2].coordinate in one.split() for one in listed)
    assert page.column_dimensions["A"].hidden
