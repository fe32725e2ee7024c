"""What people do again and again: sign in, go somewhere, find a line, fill in a form; by keyboard."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from tests.e2e.hands import (
    CTRL,
    Lost,
    Reader,
    back_to,
    meanwhile,
    name,
    press,
    tab_to,
    until,
    write,
)
from ui.app.program import Program
from ui.pages.audit_form import AuditFormPage
from ui.tables.view import TableView
from ui.widgets import Picker, TextBox
from ui.window import MainWindow

HOW_READ = "How did you read it?"


def sign_in(program: Program, who: str) -> MainWindow:
    """Name, Enter, passphrase, Enter."""
    screen = program.sign_in
    assert screen is not None
    screen.activateWindow()
    until(lambda: QApplication.focusWidget() is screen.enter.name, "the field for the name")
    press(Qt.Key.Key_A, CTRL)
    write(who)
    press(Qt.Key.Key_Return)
    write("demonstration")
    press(Qt.Key.Key_Return)
    until(lambda: program.window is not None, f"{who} is signed in", 30)
    window = program.window
    assert window is not None
    window.activateWindow()
    until(lambda: QApplication.activeWindow() is window, "the window is active")
    return window


def leave(program: Program) -> None:
    """Lock: the next person signs in."""
    press(Qt.Key.Key_L, CTRL)
    until(lambda: program.window is None and program.sign_in is not None, "locked")
    screen = program.sign_in
    assert screen is not None
    screen.enter.name.setFocus()


def signed_in(window: MainWindow) -> str:
    """Who the foot says is signed in."""
    return window.foot._person.whole().removesuffix(" is signed in")


def jump(window: MainWindow, words: str) -> None:
    """Ctrl+K, words, Enter."""
    press(Qt.Key.Key_K, CTRL)
    until(lambda: QApplication.focusWidget() is window._jump.search, "the jump box")
    write(words)
    press(Qt.Key.Key_Return)
    back_to(window)


def mark(table: TableView, words: str) -> None:
    """Tab to a list and go down to the line with these words."""
    tab_to(table.accessibleName())
    press(Qt.Key.Key_Home, CTRL)
    for number in range(table.rows.rowCount()):
        said = [
            str(table.rows.index(number, n).data() or "") for n in range(table.rows.columnCount())
        ]
        if any(words in one for one in said):
            return
        press(Qt.Key.Key_Down)
    raise Lost(f"no line says “{words}”")


def fill_in(window: MainWindow, grade: Qt.Key) -> None:
    """Answer every domain of the form on screen, then Ctrl+Enter and what it asks."""
    page = cast("AuditFormPage", window.pages.current())
    assert page.answering is not None
    reader = Reader(grade)
    for _domain in tuple(page.view.keys()):
        reader.domain()
        press(Qt.Key.Key_PageDown, CTRL)
    gaps = page.answering.desk.readiness().gaps
    assert gaps == (), gaps

    def agree(dialog: QDialog) -> None:
        for field in dialog.findChildren(TextBox):
            until(lambda field=field: field.isVisible(), "a field for the reason")
            tab_to(field.accessibleName())
            write("It stands; made up.")
        if any(HOW_READ in name(one) and one.isVisible() for one in dialog.findChildren(Picker)):
            tab_to(HOW_READ)
            write("Blind")
        press(Qt.Key.Key_Return, CTRL)

    meanwhile(agree)
    press(Qt.Key.Key_Return, CTRL)
    back_to(window)
