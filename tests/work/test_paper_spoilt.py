"""Workbooks that were spoilt on their way: a worry about a child on them is never lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qa_tool.audit.paper import I_DECLARE
from qa_tool.audit.plan import plan_of
from qa_tool.errors import QAError
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.work import audit, paper, paper_keep, paper_plan
from qa_tool.work.paper import Asked
from qa_tool.work.workspace import Workspace
from tests.work.steps import Desk, draft

WORRY = "The child is missing tonight"
SAID = {"@declared": I_DECLARE, "@name": "Ada Fenwright", "@stop.what": WORRY}
Page = Any
Spoil = Callable[[Page], None]


def _rows(page: Page) -> dict[str, int]:
    return {str(row[0].value): row[0].row for row in page.iter_rows(min_row=2) if row[0].value}


def _filled(ada: Workspace, path: Path, cases: int = 1) -> list[paper.Offer]:
    mine = [one for one in paper.offers(ada) if one.auditor == ada.person.id and not one.begun]
    paper.export(ada, path, Asked(tuple(one.allocation for one in mine[:cases])))
    book = load_workbook(path)
    for page in book.worksheets[1 : 1 + cases]:
        rows = _rows(page)
        for key, value in SAID.items():
            page.cell(rows[key], 3).value = value
    book.save(path)
    return mine[:cases]


def _spoil(path: Path, *acts: Spoil) -> None:
    book = load_workbook(path)
    for page, act in zip(book.worksheets[1:], acts, strict=False):
        act(page)
    book.save(path)


def _formula(page: Page) -> None:
    page.cell(_rows(page)["@stop.what"], 3).value = "=- child told of a hit"


def _unmarked(page: Page) -> None:
    page["A1"].value = None


def _no_keys(page: Page) -> None:
    page.delete_cols(1)


def _one_more(page: Page) -> None:
    page.insert_cols(3)


def _keyless(page: Page) -> None:
    page.cell(_rows(page)["@stop.what"], 1).value = None


@pytest.mark.parametrize("act", [_formula, _unmarked, _no_keys, _one_more, _keyless])
def test_a_worry_outlives_the_sheet(desk: Desk, tmp_path: Path, act: Spoil) -> None:
    """It is shown first, and signed as a safety stop, though nothing else of the sheet may be kept."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    (one,) = _filled(ada, path)
    _spoil(path, act)
    plan = paper_plan.plan(ada, path)
    (sheet,) = plan.worrying
    assert sheet.reference == one.reference
    assert paper_plan.routes(ada, sheet)[0].number
    _change, kept = paper_keep.keep(ada, plan)
    stop = safety_shelf.stop(ada.store, kept[0].stop)
    case = council_shelf.case_by_reference(ada.store, one.reference)
    assert stop is not None
    assert case is not None
    assert (stop.case, stop.level) == (case.id, "danger")
    assert ("cell C" if act is _formula else WORRY) in stop.what


@pytest.mark.parametrize("act", [_unmarked, _no_keys])
def test_a_sheet_without_its_mark_is_refused_and_not_passed_over(
    desk: Desk, tmp_path: Path, act: Spoil
) -> None:
    """The other sheet is kept; this one is named with what to do."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    _filled(ada, path, 2)
    _spoil(path, act)
    plan = paper_plan.plan(ada, path)
    spoilt = [sheet for sheet in plan.sheets if sheet.refused]
    assert len(plan.sheets) == 2
    assert len(spoilt) == 1
    assert "fresh workbook" in spoilt[0].cure
    assert not any("not one of ours" in note for note in plan.notes)


def test_a_spoilt_sheet_without_a_worry_is_still_a_sentence(desk: Desk, tmp_path: Path) -> None:
    """The control: where nobody wrote a worry, a workbook without marks is refused as a whole."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    _filled(ada, path)
    _spoil(path, lambda page: setattr(page.cell(_rows(page)["@stop.what"], 3), "value", None))
    assert not paper_plan.plan(ada, path).worrying
    _spoil(path, _no_keys)
    with pytest.raises(QAError, match="No sheet of this workbook"):
        paper_plan.plan(ada, path)


def test_marks_that_were_exchanged_are_seen(desk: Desk, tmp_path: Path) -> None:
    """One child's audit never becomes the other's; the worry is shown and not signed to either."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    _filled(ada, path, 2)
    book = load_workbook(path)
    one, other = book.worksheets[1:3]
    one["A1"].value, other["A1"].value = other["A1"].value, one["A1"].value
    book.save(path)
    plan = paper_plan.plan(ada, path)
    assert all("disagree" in sheet.refused for sheet in plan.sheets)
    assert len(plan.worrying) == 2
    _change, kept = paper_keep.keep(ada, plan)
    assert kept == ()


def test_another_councils_worry_is_not_sent_to_this_councils_numbers(
    desk: Desk, tmp_path: Path
) -> None:
    """Whom to tell is said; the numbers stand on the first sheet of that workbook."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    _filled(ada, path)
    mine = ada.store.council()
    _spoil(path, lambda page: setattr(
        page["A1"], "value", str(page["A1"].value).replace(mine, "0" * 64)
    ))  # fmt: skip
    (sheet,) = paper_plan.plan(ada, path).worrying
    assert sheet.foreign
    numbers = {route.number for route in paper_plan.routes(ada, sheet)}
    assert numbers == {"", "999"}


def test_somebody_elses_declaration_does_not_count(desk: Desk, tmp_path: Path) -> None:
    """A sheet that another person of the council filled in is not the auditor's."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    _filled(ada, path)
    other = next(p.name for p in ada.people.values() if p.id != ada.person.id)
    _spoil(path, lambda page: setattr(page.cell(_rows(page)["@name"], 3), "value", other))
    (sheet,) = paper_plan.plan(ada, path).sheets
    assert other in sheet.refused
    assert sheet.answers == {}
    _spoil(path, lambda page: setattr(page.cell(_rows(page)["@name"], 3), "value", "A. Fenwright"))
    assert paper_plan.plan(ada, path).sheets[0].refused == ""


def test_the_same_words_years_later_are_a_new_stop(desk: Desk, tmp_path: Path) -> None:
    """Only while the stop is open is a sheet that comes again the same worry."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    _filled(ada, path)
    _change, (kept,) = paper_keep.keep(ada, paper_plan.plan(ada, path))
    _change, (again,) = paper_keep.keep(ada, paper_plan.plan(ada, path))
    assert kept.stop
    assert again.stop == ""
    stop = safety_shelf.stop(ada.store, kept.stop)
    assert stop is not None
    ada.write("safety", stop.id, replace(stop, settled=ada.clock.now(), difference="Found."))
    _change, (later,) = paper_keep.keep(ada, paper_plan.plan(ada, path))
    assert later.stop not in {"", kept.stop}


def test_a_sheet_without_its_mark_is_not_said_to_be_missing(desk: Desk, tmp_path: Path) -> None:
    """It is there; only a sheet that was deleted is missing."""
    ada = desk("auditor")
    path = tmp_path / "a.xlsx"
    _filled(ada, path, 2)
    _spoil(path, _unmarked)
    plan = paper_plan.plan(ada, path)
    assert plan.gone == ()
    assert plan.left_out


def test_a_kept_answer_that_does_not_fit_goes_out_as_it_stands(desk: Desk, tmp_path: Path) -> None:
    """It is no reason to lose the rest: it is seen on paper, and told by its cell when it comes back."""
    ada = desk("auditor")
    audit_id = draft(ada, 2)
    made = next(d for d in audit_shelf.drafts(ada.store) if d.audit.id == audit_id)
    slots = plan_of(audit.open_draft(ada, audit_id).template, {}).slots.values()
    key = next(slot.key for slot in slots if slot.kind == "date" and slot.answerable)
    ada.store.drafts.fill(audit_id, {key: "not a day"}, ada.clock.now())
    path = tmp_path / "a.xlsx"
    paper.export(ada, path, Asked((made.audit.allocation,), "", True, False, "To go on at home"))
    (sheet,) = paper_plan.plan(ada, path).sheets
    assert [p.what for p in sheet.problems if p.severity == "error"] == ["This is not a date."]
