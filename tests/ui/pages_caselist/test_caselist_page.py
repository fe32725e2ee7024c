"""The page Case lists as a QA lead uses it: choose, look, correct, bring in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.store import council as shelf
from qa_tool.work import caselist
from qa_tool.work.workspace import Workspace
from tests.ui.pages_caselist.conftest import make_page
from ui.pages.caselist import CaseListPage
from ui.widgets import Picker


def words(widget: QWidget) -> str:
    """Everything that stands on the page now."""
    return "\n".join(
        label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)
    )


def pick(box: Picker, key: str) -> None:
    """Choose in a box as a person does."""
    box.setCurrentIndex(box.findData(key))
    box.picked.emit(key)


def test_a_file_is_looked_at_before_anything_is_written(page: CaseListPage, november: Path):
    """The preview shows figures, headings, unknown names and rejects; the store is as it was."""
    before = page._context.workspace.store.ledger.count()
    page.open_file(november)
    told = words(page.preview)
    assert page.stack.currentIndex() == 1
    assert "3 rows read, 2 children, 1 row not taken" in told
    assert "1 team: “Far Away”, 2 children" in told
    assert "1 worker: “Nova Newcomer”, 2 children" in told
    assert page.preview.refused.isVisibleTo(page)
    assert page._context.workspace.store.ledger.count() == before


def test_no_name_and_no_number_stands_on_the_page(page: CaseListPage, november: Path):
    """What identifies is masked: the preview never shows it."""
    page.open_file(november)
    told = words(page.preview)
    assert "Nightlantern" not in told
    assert "90000" not in told
    assert "•••" in told


def test_bringing_in_writes_says_and_lists_it(page: CaseListPage, november: Path, said: list[str]):
    """After the button the cases are there, the list stands among those brought in."""
    page.open_file(november)
    page.preview.yes.click()
    space = page._context.workspace
    assert {"900001", "900002"} <= {c.council_number for c in shelf.cases(space.store).values()}
    assert "2 new" in said[-1]
    assert page.stack.currentIndex() == 0
    assert page.choose.earlier.rows.rowCount() == 1
    assert page.plan is None


def test_a_heading_is_corrected_and_the_other_one_is_left(page: CaseListPage, november: Path):
    """Another column is said to be the team: it is, and the first one is left out."""
    page.open_file(november)
    boxes = page.preview.headings.boxes
    assert (boxes[4].value(), boxes[6].value()) == ("team", "-")
    pick(boxes[6], "team")
    boxes = page.preview.headings.boxes
    assert (boxes[4].value(), boxes[6].value()) == ("-", "team")
    assert "1 team: “South”, 2 children" in words(page.preview)


def test_unknown_teams_and_workers_are_added_when_the_person_says_so(
    page: CaseListPage, november: Path
):
    """An area and a tick, and the plan adds them; without them nobody is added."""
    page.open_file(november)
    assert page.plan is not None
    assert (page.plan.teams, page.plan.people) == ((), ())
    area = next(iter(page._context.workspace.areas))
    pick(page.preview.area, area)
    page.preview.workers.setChecked(True)
    assert [team.name for team in page.plan.teams] == ["Far Away"]
    assert [person.name for person in page.plan.people] == ["Nova Newcomer"]


def test_a_part_and_another_list_can_be_said(page: CaseListPage, november: Path, said: list[str]):
    """The tick and the box change the plan; a list that is not in the file is said, and what was shown stays."""
    page.open_file(november)
    page.preview.whole.setChecked(False)
    assert page.plan is not None
    assert not page.plan.wishes.whole
    pick(page.preview.kind, "annex_a.8")
    assert "was not found in this file" in said[-1]
    assert page.preview.kind.value() == ""
    assert page.plan.found.lists == ("annex_a.6",)


def test_a_refused_file_is_said_on_the_page(page: CaseListPage, tmp_path: Path):
    """What is no list gives one sentence where the person looks, and the file can be chosen again."""
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    page.open_file(bad)
    assert "damaged" in page.choose.trouble.words()
    assert page.stack.currentIndex() == 0
    assert page.choose.isEnabled()


def test_a_dropped_file_is_read(page: CaseListPage, november: Path):
    """Dropping one file on the page does the same as choosing it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(november))])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.choose.dropEvent(drop)
    assert page.stack.currentIndex() == 1


def test_only_the_qa_lead_may_choose(sign_in: Callable[[str], Workspace], qtbot: QtBot):
    """An auditor sees who brings lists in, and cannot."""
    shown = make_page(sign_in("auditor"), [], qtbot)
    assert not shown.choose.button.isEnabled()
    assert not shown.choose.acceptDrops()


def test_everything_has_a_name_for_screen_readers(page: CaseListPage, november: Path):
    """Each box says which heading it is for."""
    page.open_file(november)
    names = [box.accessibleName() for box in page.preview.headings.boxes.values()]
    assert "“Alocated Team” is taken for" in names
    assert all(names)
    assert caselist.choices("annex_a.6")
