"""What was taken away in a workbook is never taken away unasked: an emptied cell, a deleted sheet."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from qa_tool.audit.paper import I_DECLARE
from qa_tool.audit.paper_same import EMPTIED
from qa_tool.errors import QAError
from qa_tool.store import audit as audit_shelf
from qa_tool.work import audit, paper, paper_keep, paper_plan
from qa_tool.work.paper import Asked
from qa_tool.work.workspace import Workspace
from tests.work.steps import Desk, draft


def _out_with_answers(ada: Workspace, path: Path) -> tuple[str, str]:
    """A draft that was begun, on paper with what stands in it; its id, and a key that is answered."""
    audit_id = draft(ada, 2)
    allocation = next(
        d.audit.allocation for d in audit_shelf.drafts(ada.store) if d.audit.id == audit_id
    )
    paper.export(ada, path, Asked((allocation,), "", True, False, "To go on at home"))
    keys = sorted(ada.store.drafts.answers(audit_id))
    return audit_id, next(key for key in keys if key.endswith(".reason"))


def _put(path: Path, key: str, value: str | None) -> None:
    book = load_workbook(path)
    row = next(
        row
        for row in book.worksheets[1].iter_rows(min_row=2)
        if str(row[0].value).split(" ")[0] == key
    )
    row[2].value = value
    book.save(path)


def test_an_emptied_cell_is_cleared_only_where_that_is_chosen(desk: Desk, tmp_path: Path) -> None:
    """Both ways: the program's answer stays, or it is cleared, and clearing can be undone."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    audit_id, key = _out_with_answers(ada, path)
    before = ada.store.drafts.answers(audit_id)[key]
    _put(path, key, None)
    plan = paper_plan.plan(ada, path)
    (difference,) = plan.sheets[0].differences
    assert (difference.key, difference.in_workbook) == (key, EMPTIED)
    assert difference.in_program == before
    assert plan.sheets[0].keeps
    with pytest.raises(QAError, match="not chosen"):
        paper_keep.keep(ada, plan)
    paper_keep.keep(ada, plan, paper_keep.choose_all(plan, "program"))
    assert ada.store.drafts.answers(audit_id)[key] == before
    plan = paper_plan.plan(ada, path)
    paper_keep.keep(ada, plan, paper_keep.choose_all(plan, "workbook"))
    assert key not in ada.store.drafts.answers(audit_id)
    audit.undo(ada, audit_id)
    assert ada.store.drafts.answers(audit_id)[key] == before


def test_a_draft_that_moved_on_is_not_cleared(desk: Desk, tmp_path: Path) -> None:
    """Clearing was chosen about the words that stood there then."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    audit_id, key = _out_with_answers(ada, path)
    _put(path, key, None)
    plan = paper_plan.plan(ada, path)
    audit.keep_answer(ada, audit_id, key, "Written since.")
    with pytest.raises(QAError, match="changed since you looked"):
        paper_keep.keep(ada, plan, paper_keep.choose_all(plan, "workbook"))
    assert ada.store.drafts.answers(audit_id)[key] == "Written since."


def _two(ada: Workspace, path: Path) -> tuple[paper.Offer, paper.Offer]:
    one, other = [one for one in paper.offers(ada) if one.auditor == ada.person.id][:2]
    paper.export(ada, path, Asked((one.allocation, other.allocation)))
    _put(path, "@declared", I_DECLARE)
    return one, other


def test_a_deleted_sheet_is_said(desk: Desk, tmp_path: Path) -> None:
    """The case that has no sheet any more is named, and nothing of it is changed."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    _one, other = _two(ada, path)
    assert paper_plan.plan(ada, path).gone == ()
    book = load_workbook(path)
    book.remove(book.worksheets[2])
    book.save(path)
    plan = paper_plan.plan(ada, path)
    words = f"The case {other.reference} is not in this workbook; nothing of it was changed."
    assert plan.gone == (words,)
    assert len(plan.sheets) == 1


def test_a_missing_first_sheet_is_said(desk: Desk, tmp_path: Path) -> None:
    """Without the list of its cases nobody can know whether one is missing."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    _two(ada, path)
    book = load_workbook(path)
    book.remove(book.worksheets[0])
    book.save(path)
    plan = paper_plan.plan(ada, path)
    assert len(plan.sheets) == 2
    assert "first sheet of this workbook is gone" in plan.gone[0]
