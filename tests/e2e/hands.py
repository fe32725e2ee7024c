"""Somebody at the keyboard: keys go where the focus is, eyes see what is on the screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from qa_tool.work import session
from qa_tool.work.session import Doors
from ui.app.session import WorkSession
from ui.form.editors.evidence import EvidenceEditor
from ui.form.editors.option import Option
from ui.form.editors.text import Typing
from ui.form.question import QuestionBox
from ui.widgets.grade_group import GradeButton

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
SAFE_IS_NO = {"safety.unassessed", "safety.manager_unaware"}


class Cheap(WorkSession):
    """The session that is really there, opened with doors of the test's own: cheap keys, a still clock."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def unlock(self, folder: Path, name: str, passphrase: str) -> Any:
        """Open the store as this person."""
        return session.unlock(folder, name, passphrase, doors=self._doors)


class Lost(AssertionError):
    """The keyboard did not lead where it must."""


def wait(milliseconds: int) -> None:
    """Let the program go on."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(seen: Callable[[], object], what: str, seconds: float = 10) -> None:
    """Wait until something is seen."""
    for _ in range(int(seconds * 50)):
        if seen():
            return
        wait(20)
    raise Lost(what)


def focus() -> QWidget:
    """What has the focus."""
    until(QApplication.focusWidget, "nothing has the focus", 2)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def back_to(window: QWidget) -> None:
    """A window that asked is gone: a desktop gives the focus back to the one below, an offscreen one does not."""
    window.activateWindow()
    until(lambda: QApplication.activeWindow() is window, "the window is active again")


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """A key, where the focus is."""
    QTest.keyClick(focus(), key, modifiers)
    QApplication.processEvents()


def write(text: str) -> None:
    """Words, where the focus is."""
    QTest.keyClicks(focus(), text)


def name(widget: QWidget) -> str:
    """What a screen reader would say of a widget."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def tab_to(words: str, most: int = 120) -> QWidget:
    """Tab until the focus is on what is called so."""
    for _ in range(most):
        if words in name(focus()):
            return focus()
        press(Qt.Key.Key_Tab)
    raise Lost(f"Tab does not lead to “{words}”")


def choose(words: str) -> None:
    """Tab to a button and press it."""
    tab_to(words)
    press(Qt.Key.Key_Space)


def meanwhile(act: Callable[[QDialog], object]) -> None:
    """Do this in the window that asks next."""

    def there() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or QApplication.activeWindow() is not dialog:
            QTimer.singleShot(30, there)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(30, there)


class Reader:
    """Fills in the form that is on screen: `Reader(grade).whole()`; grades with one number key."""

    def __init__(self, grade: Qt.Key) -> None:
        self._grade = grade
        self._done: set[str] = set()

    def box(self) -> QuestionBox | None:
        """The question with the focus."""
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, QuestionBox):
            widget = widget.parentWidget()
        return widget

    def domain(self) -> None:
        """Tab through the domain on screen and answer what comes."""
        begun = False
        for _ in range(160):
            box = self.box()
            if box is None and begun:
                return
            if box is not None:
                begun = True
                self._answer(box)
            press(Qt.Key.Key_Tab)

    def _answer(self, box: QuestionBox) -> None:
        """Answer one question, once."""
        widget = focus()
        adds = isinstance(box.editor, EvidenceEditor) and widget is box.editor.add
        if box.key in self._done or not (adds or box.editor.isAncestorOf(widget)):
            return
        if isinstance(widget, GradeButton):
            press(self._grade)
        elif isinstance(widget, Option):
            plain = box.key in SAFE_IS_NO or box.key.endswith(
                ".difference"
            )  # “clear” asks for evidence
            press(Qt.Key.Key_2 if plain else Qt.Key.Key_1)
        elif isinstance(widget, Typing):
            write("Made up.")
        elif adds:
            press(Qt.Key.Key_Space)
            write("Case note")
            press(Qt.Key.Key_Return)
            write("2/10/2026")
            press(Qt.Key.Key_Escape)
        elif isinstance(widget, QLineEdit):
            write("2/10/2026")
        else:
            return
        self._done.add(box.key)


def radio(words: str) -> None:
    """Choose one of a few by key: Tab to the group, arrows to the line."""
    group, _, line = words.partition("|")
    tab_to(group)
    for _ in range(8):
        if isinstance(focus(), QRadioButton) and line in name(focus()):
            press(Qt.Key.Key_Space)
            return
        press(Qt.Key.Key_Down)
    raise Lost(words)
