"""Questions: by key, with a reason where one is needed, everything wrong at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.problems import Problem
from ui.dialogs import (  # fmt: skip
    Dialog,
    Field,
    ask,
    ask_fields,
    ask_text,
    save_file,
    show_keys,
    show_problems,
)
from ui.widgets import Banner, DateField, Labelled, TextBox


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """A window to ask over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def meanwhile(act: Callable[[Dialog], object]) -> None:
    """Do something in the dialog that comes next."""

    def when_there() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, when_there)


def test_yes_and_no_by_key(qtbot: QtBot, parent: QWidget):
    """Enter is the verb, Escape is no; before danger Enter is no."""
    meanwhile(lambda d: qtbot.keyClick(d, Qt.Key.Key_Return))
    assert ask(parent, "Hand this audit in?", "It can be reopened.", "Hand in")
    meanwhile(lambda d: qtbot.keyClick(d, Qt.Key.Key_Escape))
    assert not ask(parent, "Hand this audit in?", "It can be reopened.", "Hand in")
    verbs: list[str] = []
    meanwhile(lambda d: verbs.extend([d.yes.text(), d.focusWidget().text()]))
    assert not ask(parent, "Withdraw?", "Nothing is kept.", "Withdraw", danger=True)
    assert verbs == ["Withdraw", "Cancel"]


def test_a_reason_is_asked_until_there_is_one(qtbot: QtBot, parent: QWidget):
    """An empty reason keeps the dialog open and says so; Ctrl+Enter sends."""
    said: list[str] = []

    def act(dialog: Dialog) -> None:
        dialog.yes.click()
        said.append(dialog.problem.text())
        box = dialog.findChild(TextBox)
        assert box is not None
        qtbot.keyClicks(box, "made up")
        dialog.yes.click()

    meanwhile(act)
    assert ask_text(parent, "Why reopened?", "", "Reopen") == "made up"
    assert said == ["Write something under “Reason” first."]
    meanwhile(lambda d: None)
    assert ask_text(parent, "Why reopened?", "", "Reopen") is None


def test_several_things_at_once(qtbot: QtBot, parent: QWidget):
    """Each wrong field is marked at once; then all values come with their kinds."""
    fields = (
        Field("what", "What", needed=True),
        Field("due", "Due", "date", date(2026, 12, 1)),
        Field("owner", "Owner", "choice", "b", (("a", "Amara"), ("b", "Ben"))),
        Field("urgent", "Urgent", "check", True),
        Field("times", "Times", "number", "3"),
        Field("more", "More", "long"),
    )
    marked: list[str] = []

    def act(dialog: Dialog) -> None:
        rows = {row.field.accessibleName(): row for row in dialog.findChildren(Labelled)}
        rows["Due"].field.findChild(QWidget)
        day = dialog.findChild(DateField)
        assert day is not None
        day.line.setText("nonsense")
        dialog.yes.click()
        marked.extend(name for name, row in rows.items() if row._problem.isVisibleTo(dialog))
        day.line.setText("3/10/2026")
        day.line.editingFinished.emit()
        qtbot.keyClicks(rows["What"].field, "Visit")
        dialog.yes.click()

    meanwhile(act)
    given = ask_fields(parent, "New action", fields, "Add")
    assert given == {
        "what": "Visit", "due": date(2026, 10, 3), "owner": "b", "urgent": True, "times": 3, "more": "",
    }  # fmt: skip
    assert sorted(marked) == ["Due", "What"]


def test_what_is_wrong_is_listed_and_can_be_copied(qtbot: QtBot, parent: QWidget):
    """Where, what and cure of every problem; one list for the person who has to put it right."""
    problems = (
        Problem("error", "line 3", "The key is not known.", "Write “title”.", "unknown_key"),
        Problem("warning", "domain risk", "It has no purpose.", "Add one sentence.", "no_purpose"),
    )
    seen: list[str] = []

    def act(dialog: Dialog) -> None:
        seen.extend(banner.words() for banner in dialog.findChildren(Banner))
        seen.append(dialog.text.text())
        copy = next(
            b for b in dialog.findChildren(QWidget) if getattr(b, "text", str)() == "Copy the list"
        )
        copy.click()  # type: ignore[attr-defined]

    meanwhile(act)
    show_problems(parent, "This template cannot be used yet", problems)
    assert "line 3\nThe key is not known.\nWrite “title”." in seen
    assert "1 to put right and 1 to look at." in seen
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("line 3: The key")


def test_the_sheet_of_keys_is_shown(parent: QWidget):
    """Every group as a small table with a name."""
    names: list[str] = []
    meanwhile(lambda d: names.extend(w.accessibleName() for w in d.findChildren(QWidget)))
    show_keys(parent, [("Window", [("Lock", "Ctrl+L")])])
    assert "Keys: Window" in names


def test_a_name_without_its_ending_is_asked_about_whole(
    qtbot: QtBot, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The system asks of the name as typed; what is there under the name with its ending is asked here."""
    typed = str(tmp_path / "book")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (typed, ""))
    whole = tmp_path / "book.xlsx"
    assert save_file(parent, "Write", "Audit.xlsx") == whole
    whole.write_bytes(b"a day of work")
    meanwhile(lambda d: qtbot.keyClick(d, Qt.Key.Key_Escape))
    assert save_file(parent, "Write", "Audit.xlsx") is None
    meanwhile(lambda d: d.yes.click())
    assert save_file(parent, "Write", "Audit.xlsx") == whole
    assert save_file(parent, "Write", "no ending") == tmp_path / "book"
