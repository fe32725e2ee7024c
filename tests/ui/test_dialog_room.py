"""Dialogs on a small screen with large letters: nothing is cut, the verbs stay, the rest scrolls."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.audit.consistency import Finding
from qa_tool.problems import Problem
from ui import look
from ui.dialogs import Dialog, Field, ask, ask_fields, ask_text, show_keys, show_problems
from ui.dialogs import dialog as dialog_module
from ui.dialogs.hand_in import HandIn
from ui.widgets import Labelled

SMALL = QSize(911, 485)
FIELDS = (
    Field("what", "What is to be done, and by whom it is wanted", needed=True, help="One thing. " * 12),
    Field("due", "Due", "date", date(2026, 12, 1)),
    Field("owner", "Owner", "choice", "a", (("a", "A made-up person of the team " * 3), ("b", "Ben"))),
    Field("urgent", "Urgent", "check", True),
    Field("more", "More", "long"),
    Field("secret", "Passphrase", "passphrase"),
    Field("last", "Last"),
)  # fmt: skip


@pytest.fixture
def parent(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QWidget]:
    """A small screen with text at 200 %."""
    look.apply(qapp, "light", 2.0)
    monkeypatch.setattr(dialog_module, "room_of", lambda _widget: SMALL)
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(SMALL)
    made.show()
    yield made
    look.apply(qapp, "light", 1.0)


def place(widget: QWidget, dialog: QWidget) -> QRect:
    """Where a widget stands in its dialog."""
    return QRect(widget.mapTo(dialog, QPoint(0, 0)), widget.size())


def cut(dialog: Dialog) -> list[str]:
    """What lies outside, is cut at the right, or under the verbs; what scrolls is looked at scrolled to."""
    QApplication.processEvents()
    wrong = []
    if dialog.width() > SMALL.width() or dialog.height() > SMALL.height():
        wrong.append(f"the dialog is {dialog.size()}")
    verbs = [button for button in (dialog.yes, dialog.no) if button.isVisible()]
    wrong += [b.text() for b in verbs if not dialog.rect().contains(place(b, dialog))]
    view = place(dialog.area.viewport(), dialog)
    for widget in dialog.area.widget().findChildren(QWidget):
        if widget.isWindow() or not widget.isVisible() or not widget.accessibleName():
            continue
        dialog.area.ensureWidgetVisible(widget, 0, 0)
        here = place(widget, dialog)
        low = here.top() < view.bottom() and here.bottom() > view.top()
        if not low or here.left() < view.left() or here.right() > view.right():
            wrong.append(widget.accessibleName())
    return wrong


def asked(question: Callable[[], object], act: Callable[[Dialog], object]) -> None:
    """Ask, act on the dialog, leave it."""

    def when_there() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, when_there)
    question()


def hand_in(parent: QWidget) -> None:
    """Three things to look at again, each wanting a reason."""
    findings = [
        Finding(f"made_up_{n}", "risk.grade", "risk", "A made-up sentence. " * 4, "Look again.")
        for n in range(3)
    ]
    HandIn(parent, "Hand in", (), findings, "The case goes to a second reader.").ask()


QUESTIONS: dict[str, Callable[[QWidget], object]] = {
    "fields": lambda p: ask_fields(p, "Raise an action", FIELDS, "Raise", text="Made up. " * 20),
    "question": lambda p: ask(p, "Hand this audit in?", "It can be reopened. " * 9, "Hand in"),
    "reason": lambda p: ask_text(p, "Why reopened?", "It stays as it is. " * 12, "Reopen"),
    "problems": lambda p: show_problems(
        p, "Not yet", [Problem("error", "line 3", "Not known. " * 5, "Write it.", "made_up")] * 8
    ),
    "keys": lambda p: show_keys(p, [("Window", [("Lock", "Ctrl+L")] * 14)]),
    "hand in": hand_in,
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_is_cut_on_a_small_screen(parent: QWidget, name: str):
    """At 911×485 and 200 % each field can be scrolled to, whole in its width, and the verbs are there."""
    found: list[str] = []
    asked(lambda: QUESTIONS[name](parent), lambda d: found.extend(cut(d)))
    assert found == []


def test_a_wide_thing_is_made_to_fit(parent: QWidget):
    """What a page puts in with a width of its own is no wider than the screen lets it be."""
    found: list[str] = []

    def question() -> None:
        dialog = Dialog(parent, "Bring in?", yes="Bring in")
        box = QLineEdit()
        box.setAccessibleName("Wide")
        box.setMinimumSize(1120, 480)
        dialog.add(box)
        dialog.run()

    asked(question, lambda d: found.extend(cut(d)))
    assert found == []


def test_the_field_with_the_focus_is_scrolled_to(qtbot: QtBot, parent: QWidget):
    """Tab walks down through a long form, and what has the focus is always to be seen."""
    hidden: list[str] = []

    def walk(dialog: Dialog) -> None:
        view = place(dialog.area.viewport(), dialog)
        for _ in range(12):
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            QApplication.processEvents()
            now = dialog.focusWidget()
            if dialog.area.isAncestorOf(now) and not view.intersects(place(now, dialog)):
                hidden.append(now.accessibleName())

    asked(lambda: QUESTIONS["fields"](parent), walk)
    assert hidden == []


def test_what_is_wrong_is_scrolled_to(qtbot: QtBot, parent: QWidget):
    """After yes the first field that is wrong stands in view, with its sentence."""
    seen: list[bool] = []

    def act(dialog: Dialog) -> None:
        bar = dialog.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        dialog.yes.click()
        qtbot.wait(20)
        first = dialog.findChildren(Labelled)[0]
        view = place(dialog.area.viewport(), dialog)
        seen.append(view.intersects(place(first.field, dialog)))
        seen.append(dialog.problem.isVisible())

    asked(lambda: QUESTIONS["fields"](parent), act)
    assert seen == [True, True]


def test_page_down_scrolls_what_only_has_words(qtbot: QtBot, parent: QWidget):
    """A long list of problems can be read to its end by key."""
    moved: list[int] = []

    def act(dialog: Dialog) -> None:
        qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
        moved.append(dialog.area.verticalScrollBar().value())
        qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
        moved.append(dialog.area.verticalScrollBar().value())

    asked(lambda: QUESTIONS["problems"](parent), act)
    assert moved[0] > 0
    assert moved[1] == 0


def test_a_dialog_is_as_large_as_it_needs(qtbot: QtBot, qapp: QApplication):
    """Where there is room nothing scrolls, and a short question stays small."""
    look.apply(qapp, "light", 1.0)
    dialog = Dialog(None, "Sign off?", "It counts from then on.", yes="Sign off")
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    assert dialog.area.verticalScrollBar().maximum() == 0
    assert dialog.height() < 220
