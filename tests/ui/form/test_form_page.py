"""The form in the window: a whole audit by keyboard, nothing typed is lost, nothing implied too early."""

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from qa_tool.errors import QAError
from ui.dialogs.hand_in import HandIn
from ui.form.editors.evidence import EvidenceEditor
from ui.form.editors.option import Option
from ui.form.editors.text import Typing
from ui.form.safety_card import ToldForm
from ui.pages.audit_form import AuditFormPage
from ui.widgets import GradeChip
from ui.widgets.grade_group import GradeButton
from ui.window import MainWindow

PAGE = ["ui.pages.audit_form:AuditFormPage"]
SCALES = (1.0, 1.5, 2.0)


def focus() -> QWidget:
    """What has the focus; there is always something."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, *more: Qt.KeyboardModifier) -> None:
    """A key, where the focus is."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in more:
        modifiers |= one
    QTest.keyClick(focus(), key, modifiers)
    QApplication.processEvents()


CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def answer_here(page: AuditFormPage) -> None:
    """Answer whatever has the focus, as somebody with a keyboard would."""
    widget = focus()
    box = page.view.question()
    editor = box.editor if box is not None else None
    if isinstance(widget, GradeButton):
        press(Qt.Key.Key_3)
    elif isinstance(widget, Option) and editor is not None and editor.isAncestorOf(widget):
        safe = {"safety.unassessed", "safety.manager_unaware"}
        key = box.key if box is not None else ""
        plain = key in safe or key.endswith(".difference")  # "clear" asks for evidence
        press(Qt.Key.Key_2 if plain else Qt.Key.Key_1)
    elif isinstance(widget, Typing) and box is not None and not box.editor.flush():
        QTest.keyClicks(widget, "Made up.")
    elif isinstance(widget, QLineEdit) and editor is not None and editor.isAncestorOf(widget):
        QTest.keyClicks(widget, "2/10/2026")
    elif isinstance(editor, EvidenceEditor) and widget is editor.add:
        press(Qt.Key.Key_Space)
        QTest.keyClicks(focus(), "Case note")
        press(Qt.Key.Key_Return)
        QTest.keyClicks(focus(), "2/10/2026")
        press(Qt.Key.Key_Escape)


def in_domain(page: AuditFormPage) -> bool:
    """Whether the focus is still in the domain on screen."""
    shown = page.view.middle.currentWidget()
    return shown is not None and shown.isAncestorOf(focus())


def test_a_whole_audit_without_the_mouse(
    qtbot: Any, window: MainWindow, page: AuditFormPage, desks: Any
) -> None:
    """Tab, numbers, typing and Ctrl+PgDown answer every domain; Ctrl+Enter hands it in."""
    desk = desks()
    page.open_desk(desk, "a")
    for _domain in desk.form.domains():
        done: set[int] = set()
        for _ in range(140):
            if not in_domain(page):
                break
            box = page.view.question()
            fresh = box is not None and box.editor.isAncestorOf(focus())
            adds = (
                box is not None
                and isinstance(box.editor, EvidenceEditor)
                and focus() is box.editor.add
            )
            if (fresh or adds) and id(box) not in done:
                answer_here(page)
                done.add(
                    id(box)
                    if not isinstance(getattr(box, "editor", None), EvidenceEditor) or adds
                    else 0
                )
            press(Qt.Key.Key_Tab)
        page.view.show_domain(page.view.here)
        page.view.middle.currentWidget().setFocus()
        press(Qt.Key.Key_PageDown, CTRL)
    page.flush()
    gaps = desk.readiness().gaps
    assert gaps == ()
    assert desk.form.overall() == "requires_improvement"
    assert desk.kept == {key: value for key, value in desk.form.answers.items()}  # noqa: C416 - said plainly

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, HandIn)
        for reason in dialog.reasons.values():
            reason.setPlainText("It stands.")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)

    QTimer.singleShot(150, accept)
    press(Qt.Key.Key_Return, CTRL)
    assert desk.finished is not None
    assert page.answering is None


def test_nothing_implied_before_the_auditors_own_overall(
    qtbot: Any, page: AuditFormPage, desks: Any
) -> None:
    """What the domain grades imply is shown only after the own overall; a departure asks for its reason."""
    graded = {f"{d.key}.grade": "good" for d in desks().form.template.graded}
    desk = desks(graded)
    page.open_desk(desk, "a", "overall")
    implied = page.view._implied
    qtbot.waitUntil(lambda: page.view.ready.count > 0)
    assert not implied.implied.isVisible()
    chips = [chip.accessibleName() for chip in implied.implied.findChildren(GradeChip)]
    assert chips == []
    press(Qt.Key.Key_1, ALT)
    qtbot.waitUntil(implied.implied.isVisible, timeout=2000)
    boxes = page.view._pages["overall"].boxes
    assert boxes["overall.differs"].isVisible()
    press(Qt.Key.Key_2, ALT)
    qtbot.waitUntil(lambda: not boxes["overall.differs"].isVisible(), timeout=2000)


def test_alt_numbers_grade_from_anywhere_and_numbers_are_typed_in_words(
    page: AuditFormPage, desks: Any
) -> None:
    """Alt+2 grades the domain while the focus is in a text; a bare 2 there is only a 2."""
    desk = desks()
    page.open_desk(desk, "a", "planning.reason")
    QTest.keyClicks(focus(), "2 of 6")
    assert desk.form.grade("planning") is None
    press(Qt.Key.Key_2, ALT)
    assert desk.form.grade("planning") == "good"
    page.flush()
    assert desk.kept["planning.reason"] == "2 of 6"


def test_going_elsewhere_keeps_what_is_typed(page: AuditFormPage, desks: Any) -> None:
    """Another domain, another page, closing: each keeps the words at once."""
    desk = desks()
    page.open_desk(desk, "a", "planning.reason")
    QTest.keyClicks(focus(), "One")
    press(Qt.Key.Key_PageDown, CTRL)
    assert desk.kept["planning.reason"] == "One"
    page.view.go_to("risk.reason")
    QTest.keyClicks(focus(), "Two")
    assert page.leave()
    assert desk.kept["risk.reason"] == "Two"


def test_one_paragraph_is_one_undo_and_undo_survives_its_own_view(
    page: AuditFormPage, window: MainWindow, desks: Any
) -> None:
    """Undo and redo go through the desk; typing on in one field is one step."""
    desk = desks()
    page.open_desk(desk, "a", "planning.grade")
    press(Qt.Key.Key_3)
    page.view.go_to("planning.reason")
    for words in ("Four actions ", "have no date."):
        QTest.keyClicks(focus(), words)
        page.flush()
    assert len(desk.steps) == 2
    page.view.go_to("planning.grade")
    press(Qt.Key.Key_Z, CTRL)
    assert "planning.reason" not in desk.kept
    press(Qt.Key.Key_Z, CTRL)
    assert desk.form.grade("planning") is None
    press(Qt.Key.Key_Y, CTRL)
    press(Qt.Key.Key_Y, CTRL)
    assert desk.kept == {
        "planning.grade": "requires_improvement",
        "planning.reason": "Four actions have no date.",
    }
    box = page.view._pages["planning"].boxes["planning.reason"].editor
    assert cast("Any", box).box.toPlainText() == "Four actions have no date."


def test_steps_from_before_a_restart_can_be_undone(page: AuditFormPage, desks: Any) -> None:
    """A desk that comes with steps of yesterday offers them."""
    desk = desks({"planning.grade": "good"})
    desk.steps, desk.cursor = [("planning.grade", None, "good")], 1
    page.open_desk(desk, "a", "planning")
    assert page.steps.stack.canUndo()
    page.steps.stack.undo()
    assert desk.form.grade("planning") is None
    QApplication.processEvents()
    assert page.steps.stack.canRedo()
    assert not page.steps.stack.canUndo()


def test_a_disk_that_does_not_take_it_is_told_and_tried_again(
    page: AuditFormPage, window: MainWindow, desks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not saved is said in the foot; the next answer brings both to the disk."""
    desk = desks()
    said: list[BaseException] = []
    monkeypatch.setattr(page._context, "fault", said.append)
    page.open_desk(desk, "a", "planning.grade")
    desk.fails = QAError("The disk is full.", "Make room.")
    press(Qt.Key.Key_3)
    assert said
    assert window.foot.words.whole() == "Not saved yet"
    desk.fails = None
    page.view.go_to("risk.grade")
    press(Qt.Key.Key_2)
    assert desk.kept == {"planning.grade": "requires_improvement", "risk.grade": "good"}
    assert window.foot.words.whole() == "Saved 14:32"


def test_an_answer_the_engine_cannot_hold_is_said_at_its_place(
    page: AuditFormPage, desks: Any
) -> None:
    """A date in the future where none may be: the sentence stands under the field, nothing is kept."""
    desk = desks()
    page.open_desk(desk, "a", "assessment.finished")
    QTest.keyClicks(focus(), "1/1/2031")
    press(Qt.Key.Key_Return)
    box = page.view._pages["assessment"].boxes["assessment.finished"]
    assert "future" in box.editor.problem.text()
    assert desk.kept == {}


def test_opening_a_draft_says_where_one_was_and_goes_on(page: AuditFormPage, desks: Any) -> None:
    """One sentence, one verb, no window of its own; the verb leads to the place."""
    desk = desks({"risk.grade": "good", "risk.reason": "Because."}, place="risk.reason")
    page.open_desk(desk, "a")
    assert page.view.resume.isVisible()
    assert "Risk analysis and decisions" in page.view.resume.words()
    assert "2 answers are here" in page.view.resume.words()
    page.view.resume.button.click()
    assert page.view.here == "risk"
    assert isinstance(focus(), Typing)
    assert not page.view.resume.isVisible()


def test_what_is_missing_jumps_and_later_is_a_flag(
    qtbot: Any, page: AuditFormPage, desks: Any
) -> None:
    """The list holds every gap; choosing a line goes there; 'later' is kept and listed."""
    desk = desks()
    page.open_desk(desk, "a", "about.mode")
    press(Qt.Key.Key_L, CTRL, SHIFT)
    assert desk.kept == {"about.mode#later": True}
    page.view.show_side("missing")
    assert page.view.ready.gaps == tuple((gap.key, gap.text) for gap in desk.form.gaps())
    assert f"({page.view.ready.count})" in page.foot.missing.text()
    page.view.missing.chosen.emit("impact.difference")
    assert page.view.here == "impact"
    assert page.view.question() is page.view._pages["impact"].boxes["impact.difference"]


def test_questions_come_and_go_with_their_rule(page: AuditFormPage, desks: Any) -> None:
    """What is asked only then appears at its place, and keeps its answer when it goes."""
    desk = desks()
    page.open_desk(desk, "a", "family_view.safe")
    boxes = page.view._pages["family_view"].boxes
    assert "family_view.arrangement" not in boxes
    press(Qt.Key.Key_1)
    assert boxes["family_view.arrangement"].isVisible()
    order = [b.key for b in page.view._pages["family_view"]._in_order()]
    assert order == list(desk.form.domain("family_view").questions)
    page.view.go_to("family_view.safe")
    press(Qt.Key.Key_3)
    assert not boxes["family_view.arrangement"].isVisible()


def test_the_next_audit_uses_the_same_widgets(page: AuditFormPage, desks: Any) -> None:
    """Another audit of the same template shows its own answers in the widgets that are there."""
    page.open_desk(desks({"planning.grade": "good", "planning.reason": "One."}), "a", "planning")
    widget = page.view._pages["planning"]
    page.open_desk(desks({"planning.grade": "inadequate"}), "b", "planning")
    assert page.view._pages["planning"] is widget
    editor = widget.grade_editor()
    assert editor is not None
    assert editor.group.value() == "inadequate"
    assert cast("Any", widget.boxes["planning.reason"].editor).box.toPlainText() == ""


def test_safety_key_from_anywhere_raises_and_records(
    qtbot: Any, page: AuditFormPage, desks: Any
) -> None:
    """Ctrl+Shift+S opens the stop; it shows numbers to call, keeps what is written, asks for the answer."""
    desk = desks()
    page.open_desk(desk, "a", "planning.reason")
    press(Qt.Key.Key_S, CTRL, SHIFT)
    panel = page.view.safety
    assert panel.isVisible()
    press(Qt.Key.Key_1)
    words = [w.text() for w in panel._new.findChildren(QWidget) if hasattr(w, "text")]
    assert "0100 000 0001" in words
    panel._new.verb.click()
    assert desk.stop_desk.kept == []
    panel._new.what.setPlainText("A made-up worry.")
    panel._new.verb.click()
    assert [s.what for s in desk.stop_desk.kept] == ["A made-up worry."]
    assert desk.readiness().unsettled
    form = panel.findChild(ToldForm)
    form.who.setText("Duty manager")
    form.answer.setPlainText("Goes out now.")
    form._ask()
    told = desk.stop_desk.kept[0].told[0]
    assert (told.who, told.answer) == ("Duty manager", "Goes out now.")
    assert not desk.readiness().unsettled
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert page.view.side == "guide"


def test_a_worry_shows_the_alarm_until_a_stop_is_raised(
    qtbot: Any, page: AuditFormPage, desks: Any
) -> None:
    """A worrying safety answer turns the foot's button red and says why; a stop takes it back."""
    desk = desks()
    page.open_desk(desk, "a", "safety.seen_alone")
    press(Qt.Key.Key_2)
    qtbot.waitUntil(page.view.alarm.isVisible, timeout=2000)
    assert page.foot.alarm.isVisible()
    assert not page.foot.stop.isVisible()
    desk.stop_desk.raise_stop("serious", "child", "Made up.")
    page.view.look_again()
    assert not page.view.alarm.isVisible()
    assert page.foot.stop.isVisible()
