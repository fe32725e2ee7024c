"""Paper mode by keyboard alone: a workbook out, filled in elsewhere, back with a difference; its draft can be handed in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from qa_tool.work import audit, audit_list
from qa_tool.work.workspace import Workspace
from tests.e2e.at_desk import get_up, sit_down
from tests.e2e.hands import CTRL, back_to, choose, focus, meanwhile, press, tab_to, until
from tests.e2e.steps import jump
from tests.ui.pages import made_up
from ui.dialogs import paper_back, paper_out
from ui.widgets import Picker

FILLED = {
    "@declared": "I declare this", "@name": "Ada Merrow", "recording.grade": "Inadequate",
    "assessment.grade": "Good",
}  # fmt: skip


@pytest.fixture
def council(tmp_path: Path, qapp: QApplication) -> Iterator[made_up.Council]:
    """A small made-up council."""
    made = made_up.found(tmp_path)
    yield made
    made.lead.store.close()


class _Kept:
    """The desk itself where a reader is asked for: the made-up desks have no key of their own."""

    def __init__(self, space: Any) -> None:
        self._space = space

    def __getattr__(self, name: str) -> Any:
        return _Kept(self._space.store) if name == "store" else getattr(self._space, name)

    def close(self) -> None:
        """Stay open: the test goes on."""


def reader(space: Workspace) -> _Kept:
    """Stands in for the reader of a desk."""
    return _Kept(space)


def fill(path: Path) -> None:
    """Somebody without the program types into the cells for answers."""
    book = load_workbook(path)
    for row in book.worksheets[1].iter_rows(min_row=2):
        if row[0].value in FILLED:
            row[2].value = FILLED[str(row[0].value)]
    book.save(path)


def keep(_dialog: QDialog) -> None:
    """One answer differs: without a choice nothing is kept; the workbook's counts."""
    press(Qt.Key.Key_Return, CTRL)
    assert "choose which one counts" in cast("Any", _dialog).problem.text()
    tab_to("Which counts")
    press(Qt.Key.Key_End)
    assert cast("Picker", focus()).currentText() == "The workbook's"
    press(Qt.Key.Key_Return, CTRL)


def test_a_case_goes_out_on_paper_and_comes_back_and_is_handed_in(
    council: made_up.Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out with two keys, back with one choice, open in the form, no mouse anywhere; with the rest answered it is handed in."""
    path = tmp_path / "paper.xlsx"
    monkeypatch.setattr(paper_out, "save_file", lambda *_all: path)
    monkeypatch.setattr(paper_back, "choose_file", lambda *_all: path)
    monkeypatch.setattr(Workspace, "reader", reader)
    made = council.draft(0)
    ada = council.desk("per-ada")
    audit.keep_answer(ada, made, "recording.grade", "good")
    window = sit_down(ada)
    jump(window, "Audits")
    meanwhile(lambda _dialog: press(Qt.Key.Key_Return, CTRL))
    choose("Fill in on paper")
    back_to(window)
    until(path.exists, "the workbook")
    fill(path)
    meanwhile(keep)
    choose("Bring a workbook back")
    back_to(window)
    until(lambda: any("kept in 1 draft" in said for said in window.toasts.words()), "it is kept")
    form = audit.open_draft(ada, made).form
    assert (form.answers["recording.grade"], form.answers["assessment.grade"]) == (
        "inadequate",
        "good",
    )
    choose("Go on with case MADE-000")
    until(lambda: window.pages.key == "audit_form", "the form")
    get_up(window)
    made_up.fill(form, "good", {"recording": "inadequate"})
    ada.store.drafts.fill(made, form.answers, ada.clock.now())
    told = {f.code: "It stands; made up." for f in audit.readiness(ada, made, form).findings}
    audit.hand_in(ada, made, told)
    found = audit_list.of_case(council.lead, council.cases[0])
    assert [one.handed_in is not None for one in found] == [True]
