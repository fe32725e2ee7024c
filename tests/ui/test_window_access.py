"""The window for eye, ear and keyboard: names, roles, tab, focus, targets, large text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.gallery import Gallery
from ui.widgets import Eliding
from ui.window import MainWindow

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def shown_page(window: MainWindow) -> Gallery:
    """The page that is shown."""
    shown = window.pages.current()
    assert isinstance(shown, Gallery)
    return shown


def controls(window: QWidget) -> list[QWidget]:
    """Everything that somebody can work with and that is to be seen."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisibleTo(window)
        and not isinstance(widget.parent(), QComboBox)
        and "qt_" not in widget.objectName()
        and widget.metaObject().className()
        not in ("QTableCornerButton", "QLineEditIconButton", "QHeaderView")
        and not isinstance(widget.parent(), QAbstractItemView)
        and not isinstance(widget.parent(), QAbstractScrollArea)
    ]


def test_every_control_has_a_name_and_a_role(window: MainWindow):
    """A screen reader says what each control is and is called."""
    found = controls(window)
    assert len(found) > 40
    for widget in found:
        told = QAccessible.queryAccessibleInterface(widget)
        name = told.text(QAccessible.Text.Name).strip()
        assert name, widget
        assert not name.startswith("&"), widget
        assert told.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), name


def test_pages_in_the_list_are_radio_buttons(window: MainWindow):
    """One of many, not check boxes."""
    for button in window.navigation.buttons():
        told = QAccessible.queryAccessibleInterface(button)
        assert told.role() == QAccessible.Role.RadioButton
        assert told.text(QAccessible.Text.Name) == button.entry.title


def test_tab_reaches_every_control_and_comes_round(qtbot: QtBot, window: MainWindow):
    """No control is out of reach of the keyboard, and none keeps it."""
    start = window.bar.search
    start.setFocus()
    reached: list[QWidget] = []
    for _ in range(200):
        focus = QApplication.focusWidget()
        assert focus is not None
        if reached and focus is start:
            break
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    else:
        pytest.fail("Tab does not come round")
    wanted = [
        widget
        for widget in controls(window)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]
    missed = [w for w in wanted if w not in reached]
    assert missed == []
    assert len(reached) > 25


def test_focus_can_be_seen(window: MainWindow):
    """Each kind of control looks different with the focus."""
    seen = set()
    for widget in controls(window):
        kind = (type(widget).__name__, widget.property("look"))
        if kind in seen or not widget.isEnabled() or not widget.focusPolicy():
            continue
        seen.add(kind)
        shown_page(window).body.ensureWidgetVisible(widget)
        window.setFocus()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not widget:
            continue
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.setCursorWidth(0) if isinstance(widget, QPlainTextEdit) else None
        assert widget.grab().toImage() != before, kind
    assert len(seen) > 10


def test_targets_are_large_enough(window: MainWindow):
    """Nothing to press is under 24 px (links in the text line apart)."""
    for widget in controls(window):
        if widget.property("look") == "crumb":
            continue
        assert min(widget.width(), widget.height()) >= 24, (widget, widget.size())


@pytest.mark.parametrize("size", [100, 150, 200])
@pytest.mark.parametrize("theme", ["light", "high"])
def test_nothing_scrolls_sideways_or_is_cut(window: MainWindow, size: int, theme: str):
    """At 1366 × 728 and 200 % text the window stays in its frame, and no words are cut."""
    window.choose_look(theme, size)
    window.show_title("Case R-0421 · Child in need", [("My audits", "audits"), ("Quarter 2", "")])
    window.show_state("Saved 14:32")
    QGuiApplication.processEvents()
    QGuiApplication.processEvents()
    assert window.width() == 1366
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        if inside is not None and area.isVisibleTo(window):
            assert inside.minimumSizeHint().width() <= area.viewport().width(), area
            assert inside.width() <= area.viewport().width()
    for label in window.findChildren(QLabel):
        if not label.isVisibleTo(window) or not label.text() or isinstance(label, Eliding):
            continue
        need = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        assert label.height() >= need - 1, (label.text(), label.size(), need)
        if not label.wordWrap():
            assert label.width() >= label.sizeHint().width() - 1, (label.text(), label.size())
    for button in window.findChildren(QAbstractButton):
        if button.isVisibleTo(window):
            right = button.mapTo(window, button.rect().bottomRight()).x()
            assert right <= window.width(), button.text()
