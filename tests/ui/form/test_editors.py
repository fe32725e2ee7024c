"""Every editor keeps one contract: it shows a view, says once what is answered, and needs no mouse."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qa_tool.audit.views import ChoiceView, QuestionView
from ui.form.editors import EDITORS, Editor
from ui.form.editors.date import DateEditor
from ui.form.editors.evidence import EvidenceEditor
from ui.form.editors.grade import GradeEditor
from ui.form.editors.number import NumberEditor
from ui.form.editors.text import CommentEditor, TextEditor

TEXT = "What does the made-up record say?"
CHOICES = (
    ChoiceView("a", "First answer", "none", 1),
    ChoiceView("b", "Second answer", "none", 2),
    ChoiceView("not_applicable", "Not applicable", "none", 3),
)
GRADES = (
    ChoiceView("good", "Good", "good", 1),
    ChoiceView("bad", "Bad", "inadequate", 2),
    ChoiceView("unseen", "Not enough evidence", "none", 3),
)


def view(kind: str, value: Any = None, **more: Any) -> QuestionView:
    """A question of a kind, as the engine would tell it."""
    choices = (
        GRADES if kind == "grade" else CHOICES if kind in ("yes_no", "one_of", "some_of") else ()
    )
    given: dict[str, Any] = {
        "key": "d.q", "kind": kind, "text": TEXT, "help": "", "look_at": "",
        "descriptors": (("good", "Well done."),), "boundaries": (), "choices": choices,
        "value": value, "na": False, "later": False, "asked": True, "required": False,
        "read_only": False, "problem": "", "companions": (), "unit": "days", "least": 0, "most": 50,
        "allow_na": kind in ("text", "number", "date", "evidence"), "domain": "d",
        "answered": value is not None,
    }  # fmt: skip
    return QuestionView(**{**given, **more})


def type_in(text: str) -> Callable[[Editor], None]:
    """Type where the focus is, then end the field by Return (in a text box, by what ends it anyway)."""

    def go(editor: Editor) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)
        if not isinstance(editor, TextEditor):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    return go


def press(key: Qt.Key) -> Callable[[Editor], None]:
    """Press a key where the focus is."""
    return lambda _editor: QTest.keyClick(QApplication.focusWidget(), key)


def write_evidence(editor: Editor) -> None:
    """Add one piece with the keyboard alone."""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClicks(QApplication.focusWidget(), "Case note")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "2/10/2026")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


@dataclass(frozen=True)
class Kind:
    """How one kind is shown and answered in the tests."""

    kind: str
    value: Any
    shown: Callable[[Any], Any]
    act: Callable[[Editor], None]
    told: Any


def _keys(editor: Any) -> list[str]:
    return list(editor.group.keys())


KINDS = (
    Kind("grade", "good", lambda e: e.group.value(), press(Qt.Key.Key_2), "bad"),
    Kind("yes_no", "a", _keys, press(Qt.Key.Key_2), "b"),
    Kind("one_of", "a", _keys, press(Qt.Key.Key_2), "b"),
    Kind("some_of", ["a"], _keys, press(Qt.Key.Key_2), ["a", "b"]),
    Kind("text", "Some words", lambda e: e.box.toPlainText(), type_in(" more"), "Some words more"),
    Kind("number", 12, lambda e: e.field.text(), type_in("7"), "7"),
    Kind("date", "2026-10-02", lambda e: e.day.line.text(), type_in("3/10/2026"), "2026-10-03"),
    Kind("evidence", [{"what": "Plan", "date": "2026-09-14", "shows": "Six actions"}],
         lambda e: e.pieces()[0]["what"], write_evidence, None),
)  # fmt: skip
SHOWN = {
    "grade": "good", "yes_no": ["a"], "one_of": ["a"], "some_of": ["a"], "text": "Some words",
    "number": "12", "date": "2/10/2026", "evidence": "Plan",
}  # fmt: skip


@pytest.fixture
def put(qtbot: Any) -> Callable[[str], Editor]:
    """Put an editor of a kind on screen, active."""
    kept: list[QWidget] = []

    def show(kind: str) -> Editor:
        frame = QWidget()
        editor = EDITORS[kind]()
        editor.setParent(frame)
        editor.setGeometry(0, 0, 600, 300)
        frame.resize(620, 320)
        qtbot.addWidget(frame)
        frame.show()
        frame.activateWindow()
        qtbot.waitUntil(frame.isActiveWindow, timeout=2000)
        kept.append(frame)
        return editor

    return show


def test_every_kind_of_the_dialect_has_its_editor() -> None:
    """Each kind drawn now is in the registry, and each of them is tried below."""
    drawn = {"grade", "yes_no", "one_of", "some_of", "text", "number", "date", "evidence", "note"}
    assert drawn <= set(EDITORS)
    assert {kind.kind for kind in KINDS} == drawn - {"note"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_it_shows_the_value_and_says_nothing(put: Callable[[str], Editor], kind: Kind) -> None:
    """Showing a view shows its value, and is no answer."""
    editor, told = put(kind.kind), []
    editor.answered.connect(lambda key, value: told.append((key, value)))
    editor.show_view(view(kind.kind, kind.value))
    editor.show_view(view(kind.kind, kind.value))
    assert kind.shown(editor) == SHOWN[kind.kind]
    assert told == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_it_is_answered_by_keyboard_and_says_so_once(
    put: Callable[[str], Editor], kind: Kind
) -> None:
    """Keys alone give an answer, with the question's key, and the last word is told once."""
    editor, told = put(kind.kind), []
    editor.answered.connect(lambda key, value: told.append((key, value)))
    editor.show_view(
        view(kind.kind, None if kind.kind in ("evidence", "number", "date") else kind.value)
    )
    editor.take_focus()
    kind.act(editor)
    editor.flush()
    expected = kind.told or [{"what": "Case note", "date": "2026-10-02", "shows": ""}]
    assert told[-1] == ("d.q", expected)
    assert told.count(("d.q", expected)) == 1
    editor.flush()
    assert told.count(("d.q", expected)) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_its_field_is_called_as_the_question(put: Callable[[str], Editor], kind: Kind) -> None:
    """A screen reader hears the question's own words."""
    editor = put(kind.kind)
    editor.show_view(view(kind.kind, kind.value))
    names = [w.accessibleName() for w in (editor, *editor.findChildren(QWidget))]
    assert editor.accessibleName() == TEXT
    assert sum(TEXT in name for name in names) >= 2
    unnamed = [
        w for w in editor.stops() if not w.accessibleName() and not getattr(w, "text", str)()
    ]
    assert unnamed == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_it_says_what_is_wrong(put: Callable[[str], Editor], kind: Kind) -> None:
    """What does not fit is told at the field, and goes with the next view."""
    editor = put(kind.kind)
    editor.show_view(view(kind.kind, None, problem="This does not fit."))
    assert editor.problem.isVisible()
    assert editor.problem.text() == "This does not fit."
    editor.show_view(view(kind.kind, kind.value))
    assert not editor.problem.isVisible()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_read_only_changes_nothing(put: Callable[[str], Editor], kind: Kind) -> None:
    """A handed-in answer is shown, and no key changes it."""
    editor, told = put(kind.kind), []
    editor.answered.connect(lambda key, value: told.append(value))
    editor.show_view(view(kind.kind, kind.value, read_only=True))
    editor.take_focus()
    for key in (Qt.Key.Key_2, Qt.Key.Key_Delete, Qt.Key.Key_N, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget() or editor, key)
    editor.flush()
    assert told == []
    assert kind.shown(editor) == SHOWN[kind.kind]


@pytest.mark.parametrize("kind", ["grade", "yes_no", "one_of"])
def test_delete_clears_and_n_is_not_applicable(put: Callable[[str], Editor], kind: str) -> None:
    """Delete takes the answer away; N answers 'not applicable' where that is an answer."""
    editor, told = put(kind), []
    editor.answered.connect(lambda key, value: told.append(value))
    value = "good" if kind == "grade" else "a"
    editor.show_view(view(kind, value))
    editor.take_focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    editor.show_view(view(kind, value))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    assert told == ([None] if kind == "grade" else [None, "not_applicable"])


def test_several_answers_and_not_applicable_shut_each_other_out(
    put: Callable[[str], Editor],
) -> None:
    """Not applicable stands alone; a real answer takes it away."""
    editor, told = put("some_of"), []
    editor.answered.connect(lambda key, value: told.append(value))
    editor.show_view(view("some_of", ["a"]))
    editor.take_focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    editor.show_view(view("some_of", ["not_applicable"], na=True))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert told == [["not_applicable"], ["a"]]


def test_typing_without_a_pause_is_told_within_a_second(put: Callable[[str], Editor]) -> None:
    """Somebody who types on and on loses at most the last second when the laptop dies."""
    editor, told = put("text"), []
    assert isinstance(editor, TextEditor)
    editor.answered.connect(lambda key, value: told.append(value))
    editor.show_view(view("text"))
    editor.take_focus()
    for _ in range(14):  # 1.4 s of typing with 100 ms between keys: shorter than any pause
        QTest.keyClicks(editor.box, "x")
        QTest.qWait(100)
    assert told
    assert len(told[-1]) >= 8


def test_typed_date_is_told_before_the_field_is_left(
    qtbot: Any, put: Callable[[str], Editor]
) -> None:
    """A whole date is told after a pause, and what is typed stays as it is typed."""
    editor, told = put("date"), []
    assert isinstance(editor, DateEditor)
    assert editor.day is None
    editor.answered.connect(lambda key, value: told.append(value))
    editor.show_view(view("date"))
    assert editor.day is not None
    editor.take_focus()
    QTest.keyClicks(editor.day.line, "03.10.2026")
    qtbot.waitUntil(lambda: told == ["2026-10-03"], timeout=1500)
    editor.show_view(view("date", "2026-10-03"))
    assert editor.day.line.text() == "03.10.2026"


def test_what_is_no_date_stays_and_is_marked(put: Callable[[str], Editor]) -> None:
    """Nonsense in a date field is not thrown away; it is said what to type."""
    editor = put("date")
    assert isinstance(editor, DateEditor)
    editor.show_view(view("date"))
    assert editor.day is not None
    editor.take_focus()
    QTest.keyClicks(editor.day.line, "soon")
    QTest.keyClick(editor.day.line, Qt.Key.Key_Return)
    editor.show_view(view("date"))
    assert editor.day.line.text() == "soon"
    assert "not a date" in editor.problem.text()


def test_evidence_is_opened_changed_and_removed_by_keyboard(put: Callable[[str], Editor]) -> None:
    """Enter opens a piece, Escape closes it, Delete removes it; an empty piece is none."""
    editor, told = put("evidence"), []
    assert isinstance(editor, EvidenceEditor)
    editor.answered.connect(lambda key, value: told.append(value))
    pieces = [{"what": "Plan", "date": "2026-09-14", "shows": "Six actions"},
              {"what": "Minutes", "date": "", "shows": ""}]  # fmt: skip
    editor.show_view(view("evidence", pieces))
    editor.take_focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), " v3")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert told[-1][0]["what"] == "Plan v3"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert told[-1] == [pieces[1]]
    before = len(told)
    editor.add_piece()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert editor.pieces() == [pieces[1]]
    assert len(told) == before


def test_number_says_its_unit_and_limits_and_keeps_what_is_typed(
    put: Callable[[str], Editor],
) -> None:
    """The unit and the limits stand beside the field; words that are no number stay in it."""
    editor = put("number")
    assert isinstance(editor, NumberEditor)
    editor.show_view(view("number"))
    assert editor.limits.text() == "days, 0 to 50"
    editor.take_focus()
    QTest.keyClicks(editor.field, "many")
    editor.show_view(replace(view("number"), later=True))
    assert editor.field.text() == "many"


def test_what_stands_outside_the_scale_has_the_next_number(put: Callable[[str], Editor]) -> None:
    """'Not enough evidence' is key 3 after two grades, and takes the grade's place."""
    editor, told = put("grade"), []
    assert isinstance(editor, GradeEditor)
    editor.answered.connect(lambda key, value: told.append(value))
    editor.show_view(view("grade", "good"))
    editor.take_focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    assert told == ["unseen"]
    editor.show_view(view("grade", "unseen"))
    assert editor.group.value() == ""
    assert editor.rest.keys() == ["unseen"]


def test_the_count_of_a_comment_is_no_window_of_its_own(qapp: QApplication) -> None:
    """Nobody gives it a place: it stays a hidden part of its editor, and goes with it."""
    before = list(qapp.topLevelWidgets())
    editor = CommentEditor()
    editor.box.setPlainText("Two words")
    fresh = [one for one in qapp.topLevelWidgets() if one not in before]
    assert fresh == [editor]
    assert editor.count.text() == "2 words"
    assert not editor.count.isVisibleTo(editor)
