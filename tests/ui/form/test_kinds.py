"""Grids, groups, orders and scores by keyboard alone, on the real page; every word is made up."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.form.editors.cell import Cell, Mark, Place
from ui.form.editors.grid import GridEditor
from ui.form.editors.group import EntryEditor, GroupEditor
from ui.form.editors.plain import ListEditor
from ui.form.editors.rank import RankLine
from ui.look import apply
from ui.pages.audit_form import AuditFormPage

FREE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def press(key: Qt.Key, held: Qt.KeyboardModifier = FREE) -> QWidget:
    """Press a key where the focus is; what has it afterwards."""
    QTest.keyClick(QApplication.focusWidget(), key, held)
    QApplication.processEvents()
    found = QApplication.focusWidget()
    assert found is not None
    return found


def opened(page: AuditFormPage, desk: Any, at: str) -> Any:
    """The desk on the page, with the focus in one question."""
    page.open_desk(desk, "d")
    page.view.go_to(at)
    return desk


def test_a_grid_of_agencies_is_graded_by_numbers_and_arrows(
    page: AuditFormPage, desks: Any
) -> None:
    """A panel grades a row without the mouse; Delete clears, undo brings back, all is kept at once."""
    desk = opened(page, desks(name="multi_agency_audit"), "grades.own")
    first = QApplication.focusWidget()
    assert isinstance(first, Place)
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_4)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_5)
    assert desk.kept["grades.own"] == {
        "recognise.social_care": "good", "recognise.police": "inadequate",
        "share.police": "not_enough_evidence",
    }  # fmt: skip
    assert first.accessibleName() == "Recognising harm and need, Social care: Good"
    press(Qt.Key.Key_Delete)
    assert "share.police" not in desk.kept["grades.own"]
    page.answering.undo()  # type: ignore[union-attr]
    assert desk.kept["grades.own"]["share.police"] == "not_enough_evidence"


def test_tab_stops_once_in_each_row_of_a_grid(page: AuditFormPage, desks: Any) -> None:
    """Six rows are six stops; numbers choose on a line, and Tab comes back to what is chosen."""
    desk = opened(page, desks(name="multi_agency_audit"), "panel.conclusion")
    here = QApplication.focusWidget()
    assert isinstance(here, Mark)
    assert isinstance(press(Qt.Key.Key_3), Mark)
    assert desk.kept["panel.conclusion"] == {"recognise": "requires_improvement"}
    after = press(Qt.Key.Key_Tab)
    assert isinstance(after, Mark)
    assert after.accessibleName().startswith("Sharing")
    back = press(Qt.Key.Key_Backtab)
    assert isinstance(back, Mark)
    assert back.isChecked()


def test_a_group_grows_shrinks_and_comes_back(page: AuditFormPage, desks: Any) -> None:
    """Adding goes straight to the first field; what is taken away comes back with its words."""
    desk = opened(page, desks({"agency.each": ["1"]}, name="multi_agency_audit"), "agency.each")
    assert isinstance(page.view.page_here().boxes["agency.each"].editor, GroupEditor)  # type: ignore[union-attr]
    press(Qt.Key.Key_Space)
    assert page.view.question().key == "agency.each[2].name"  # type: ignore[union-attr]
    QTest.keyClicks(QApplication.focusWidget(), "School nursing")
    page.flush()
    assert desk.kept["agency.each"] == ["1", "2"]
    assert desk.kept["agency.each[2].name"] == "School nursing"
    boxes = page.view.page_here().boxes  # type: ignore[union-attr]
    page.view.go_to("agency.each[2]")
    entry = boxes["agency.each[2]"].editor
    assert isinstance(entry, EntryEditor)
    press(Qt.Key.Key_Up, ALT)
    assert desk.kept["agency.each"] == ["2", "1"]
    assert entry.name.text() == "Agency 1"
    tops = [boxes[f"agency.each[{n}].name"].mapTo(page, boxes[f"agency.each[{n}].name"].pos() * 0).y()
            for n in (2, 1)]  # fmt: skip
    assert tops == sorted(tops)
    entry.remove()
    assert desk.kept["agency.each"] == ["1"]
    assert boxes["agency.each[2].name"].isHidden()
    page.answering.undo()  # type: ignore[union-attr]
    assert desk.kept["agency.each"] == ["2", "1"]
    assert not boxes["agency.each[2].name"].isHidden()
    assert boxes["agency.each[2].name"].editor.box.toPlainText() == "School nursing"  # type: ignore[attr-defined]


def test_an_order_is_moved_by_alt_and_arrows(page: AuditFormPage, desks: Any) -> None:
    """The line in focus goes along with its answer."""
    desk = opened(page, desks(name="multi_agency_audit"), "panel.first")
    line = press(Qt.Key.Key_Down)
    assert isinstance(line, RankLine)
    assert line.key == "share"
    line = press(Qt.Key.Key_Up, ALT)
    assert isinstance(line, RankLine)
    assert line.key == "share"
    assert desk.kept["panel.first"][:2] == ["share", "recognise"]
    assert line.accessibleName() == "1 of 5: Sharing what others need"


def test_scores_lists_limits_and_own_words(page: AuditFormPage, desks: Any) -> None:
    """0 to 10 by a key, the points both ways, a list with other words, and a limit that speaks."""
    desk = opened(page, desks(name="organisation_safeguarding"), "people.confidence")
    press(Qt.Key.Key_0)
    assert desk.kept["people.confidence"] == 0
    press(Qt.Key.Key_7)
    assert desk.kept["people.confidence"] == 7
    assert page.view.page_here()._points.text() == "14 points: 70% of all 20."  # type: ignore[union-attr]
    page.view.go_to("about.kind_of")
    box = page.view.page_here().boxes["about.kind_of"]  # type: ignore[union-attr]
    assert isinstance(box.editor, ListEditor)
    assert box.companions["about.kind_of#other"].isHidden()
    press(Qt.Key.Key_End)
    assert desk.kept["about.kind_of"] == "other"
    assert not box.companions["about.kind_of#other"].isHidden()
    page.view.go_to("about.sites")
    press(Qt.Key.Key_Space)
    for key, number in (("staff", "3"), ("trained", "4")):
        page.view.go_to(f"about.sites[1].{key}")
        QTest.keyClicks(QApplication.focusWidget(), number)
        press(Qt.Key.Key_Return)
    trained = page.view.page_here().boxes["about.sites[1].trained"]  # type: ignore[union-attr]
    assert "More people are trained" in trained.editor.problem.text()
    share = page.view.page_here().boxes["about.share"]  # type: ignore[union-attr]
    assert share.editor.words.text() == "133 %"  # type: ignore[attr-defined]


def test_an_audit_handed_in_can_only_be_looked_at(page: AuditFormPage, desks: Any) -> None:
    """Nothing moves, adds or removes in a frozen form."""
    answers = {
        "grades.own": {"recognise.police": "good"},
        "agency.each": ["1"],
        "panel.first": None,
    }
    desk = opened(page, desks(answers, name="multi_agency_audit", read_only=True), "grades.own")
    boxes = page.view.page_here().boxes  # type: ignore[union-attr]
    grid = boxes["grades.own"].editor
    assert isinstance(grid, GridEditor)
    assert not any(cell.isEnabled() for row in grid.cells() for cell in row)
    page.view.go_to("agency.each")
    boxes = page.view.page_here().boxes  # type: ignore[union-attr]
    assert not boxes["agency.each"].editor.add.isEnabled()  # type: ignore[attr-defined]
    assert boxes["agency.each[1]"].editor.away.isHidden()  # type: ignore[attr-defined]
    assert desk.keeps == 0


def test_every_control_has_a_name_and_can_be_hit(
    page: AuditFormPage, desks: Any, qapp: QApplication
) -> None:
    """Names for everything that is pressed, 24 px at least, and no sideways scroll at 200 %."""
    desk = desks({"agency.each": ["1", "2"]}, name="multi_agency_audit")
    for scale in (1.0, 2.0):
        apply(qapp, "light", scale)
        for domain in ("agency", "grades", "panel"):
            opened(page, desk, domain)
            page.view.show_domain(domain)
            QTest.qWait(20)
            here = page.view.page_here()
            assert here is not None
            assert here.horizontalScrollBar().maximum() == 0
            for button in here.findChildren(QAbstractButton):
                if button.isVisible():
                    assert button.accessibleName() or button.text()
                    assert min(button.width(), button.height()) >= 24
            for cell in here.findChildren(Cell):
                assert cell.accessibleDescription()
