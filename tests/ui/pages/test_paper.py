"""Audits on paper in the window: what goes out, what came back, and that nothing is written over unasked."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qa_tool.work import audit, paper, paper_plan
from qa_tool.work.paper import Asked
from qa_tool.work.workspace import Workspace
from tests.ui.pages.conftest import Heard, Shown
from tests.ui.pages.made_up import Council
from ui.context import Context
from ui.dialogs import paper_back, paper_out
from ui.dialogs.paper_back import PaperBack
from ui.dialogs.paper_out import PaperOut
from ui.pages.audits import AuditsPage
from ui.widgets import Banner, Words

SAID = {"@declared": "I declare this", "@name": "Ada Merrow", "recording.grade": "Good"}


def _fill(path: Path, answers: dict[str, str]) -> None:
    book = load_workbook(path)
    for row in book.worksheets[1].iter_rows(min_row=2):
        if row[0].value in answers:
            row[2].value = answers[str(row[0].value)]
    book.save(path)


def _filled(ada: Workspace, given: str, path: Path, **answers: str) -> Path:
    paper.export(ada, path, Asked((given,)))
    _fill(path, {**SAID, **answers})
    return path


def _context(shown: Shown, space: Workspace) -> tuple[Context, QWidget]:
    page = shown(AuditsPage, space)
    return page._context, page


def test_the_page_offers_it_to_those_who_audit(council: Council, shown: Shown) -> None:
    """Auditors and the QA lead have both buttons; a team manager has none."""
    for space, hidden in ((council.desk("per-ada"), False), (council.lead, False),
                          (council.desk("per-mia"), True)):  # fmt: skip
        page = shown(AuditsPage, space)
        assert (page.out.isHidden(), page.back.isHidden()) == (hidden, hidden)


def test_what_goes_out_is_ticked_and_numbers_want_a_reason(
    council: Council, shown: Shown, qtbot: QtBot
) -> None:
    """Every case is ticked to begin with; answers and numbers are not, and ask why."""
    council.draft(0)
    council.allocate(1)
    context, page = _context(shown, council.desk("per-ada"))
    dialog = PaperOut(page, context)
    qtbot.addWidget(dialog)
    asked = dialog.asked()
    assert (len(asked.allocations), asked.answers, asked.numbers) == (2, False, False)
    assert dialog._wrong() == ""
    dialog.answers.setChecked(True)
    assert dialog._wrong() == "Say who needs it, and for what."
    dialog.why.show_text("To go on at home")
    assert dialog.asked().why == "To go on at home"
    for box in dialog.boxes.values():
        box.setChecked(False)
    assert dialog._wrong() == "Tick at least one case."


def test_it_is_written_behind_the_window(
    council: Council, shown: Shown, tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Yes, a place to save, and the workbook is there; the record where answers went along."""
    council.draft(0)
    ada = council.desk("per-ada")
    _context(shown, ada)
    page = shown(AuditsPage, ada)
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr(PaperOut, "run", lambda _dialog: True)
    monkeypatch.setattr(paper_out, "save_file", lambda *_all: target)
    monkeypatch.setattr(Workspace, "reader", _reader)
    page.out.click()
    assert load_workbook(target).sheetnames[0] == "Start here"
    assert heard.said == ["“out.xlsx” is written, with 1 case."]


class _Kept:
    """The desk itself where a reader is asked for: the made-up store has no key of its own."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.store = _Open(space.store)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._space, name)


def _reader(space: Workspace) -> _Kept:
    """Stands in for the reader of a desk."""
    return _Kept(space)


class _Open:
    def __init__(self, store: Any) -> None:
        self._store = store

    def close(self) -> None:
        """Stay open: the test goes on."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_what_came_back_is_kept_as_a_draft(
    council: Council, shown: Shown, tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chosen, looked at, kept: the draft has the answer."""
    given = council.allocate(0)
    ada = council.desk("per-ada")
    path = _filled(ada, given, tmp_path / "a.xlsx")
    page = shown(AuditsPage, ada)
    monkeypatch.setattr(PaperBack, "run", lambda _dialog: True)
    monkeypatch.setattr(paper_back, "choose_file", lambda *_all: path)
    monkeypatch.setattr(Workspace, "reader", _reader)
    page.back.click()
    assert heard.said == ["1 answer kept in 1 draft."]
    (row,) = [
        row for row in page.desk.findChildren(QWidget) if "Go on with" in row.accessibleName()
    ]
    assert "MADE-000" in row.accessibleName()


def test_each_difference_is_chosen(
    council: Council, shown: Shown, tmp_path: Path, qtbot: QtBot
) -> None:
    """Both answers stand there, no choice is made for anybody, and without one nothing is kept."""
    given = council.allocate(0)
    ada = council.desk("per-ada")
    path = _filled(ada, given, tmp_path / "a.xlsx", **{"recording.grade": "Inadequate"})
    made = audit.start(ada, given, declared=True)
    audit.keep_answer(ada, made, "recording.grade", "good")
    context, page = _context(shown, ada)
    dialog = PaperBack(page, context, paper_plan.plan(ada, path))
    qtbot.addWidget(dialog)
    words = [word.text() for word in dialog.findChildren(Words)]
    assert "Program: Good" in words
    assert "Workbook: Inadequate" in words
    assert dialog._wrong() == "1 answer differs: choose which one counts."
    assert dialog.choices() == {}
    dialog._all("workbook")
    assert set(dialog.choices().values()) == {"workbook"}
    assert dialog._wrong() == ""


def test_a_worry_stands_above_everything(
    council: Council, shown: Shown, tmp_path: Path, qtbot: QtBot
) -> None:
    """The first thing in the window is who may be unsafe and whom to ring."""
    given = council.allocate(0)
    ada = council.desk("per-ada")
    path = _filled(ada, given, tmp_path / "a.xlsx", **{"@stop.what": "Nobody saw the child"})
    context, page = _context(shown, ada)
    dialog = PaperBack(page, context, paper_plan.plan(ada, path))
    qtbot.addWidget(dialog)
    first = dialog.body.itemAt(0).widget()
    assert isinstance(first, Banner)
    said = "\n".join(word.text() for word in first.findChildren(Words))
    assert "Nobody saw the child" in said
    assert "notifies nobody" in said
