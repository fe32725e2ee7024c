"""The form in the window: a whole audit by keyboard, nothing typed is lost, nothing implied too early."""

import sys
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QScrollArea, QWidget

from qa_tool.errors import QAError
from ui.dialogs.hand_in import HandIn
from ui.form.editors.evidence import EvidenceEditor
from ui.form.editors.option import Option
from ui.form.editors.text import Typing
from ui.form.safety_card import ToldForm
from ui.look import apply
from ui.navigation import page_entries
from ui.pages.audit_form import AuditFormPage
from ui.tasks import Tasks
from ui.widgets import GradeChip
from ui.widgets.grade_group import GradeButton
from ui.window import MainWindow

PAGE = ["ui.pages.audit_form:AuditFormPage"]
SCALES = (1.0, 1.5, 2.0)


@pytest.fixture(scope="module")
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """The window with the form alone, on a council laptop's screen; one for all, as in real work."""
    apply(qapp, "light", 1.0)
    made = MainWindow(page_entries(PAGE), tasks=Tasks(now=True))
    made.resize(1366, 728)
    made.show()
    made.go("audit_form")
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made, 3000)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def page(window: MainWindow) -> AuditFormPage:
    """The page of the form, in the active window."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 3000)
    return cast("AuditFormPage", window.pages.current())


@pytest.fixture
def desks() -> Any:
    """The made-up desk's class."""
    import importlib.util
    from pathlib import Path

    spec = importlib.util.spec_from_file_location(
        "form_desks", Path(__file__).with_name("conftest.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.FakeDesk


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
        first = box is not None and box.key.startswith("safety.")
        safe = {"safety.unassessed", "safety.manager_unaware"}
        press(Qt.Key.Key_2 if first and box is not None and box.key in safe else Qt.Key.Key_1)
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


def test_hand_in_lists_what_is_missing_and_wants_reasons(page: AuditFormPage, desks: Any) -> None:
    """With gaps there is no verb, only lines that jump; with findings each wants its reason."""
    desk = desks({"planning.grade": "good"})
    ready = desk.readiness()
    listing = HandIn(page, "Hand in", ready.gaps, ready.findings, "Afterwards.")
    assert not listing.yes.isVisibleTo(listing)
    assert listing.reasons == {}
    asking = HandIn(page, "Hand in", (), ready.findings, "Afterwards.")
    assert set(asking.reasons) == {finding.code for finding in ready.findings}
    assert asking._wrong()
    for box in asking.reasons.values():
        box.setPlainText("It stands.")
    assert asking._wrong() == ""
    for dialog in (listing, asking):
        cast("QDialog", dialog).deleteLater()


@pytest.mark.parametrize("scale", SCALES)
def test_no_sideways_scroll_and_nothing_cut(
    window: MainWindow, page: AuditFormPage, desks: Any, qapp: QApplication, scale: float
) -> None:
    """At 100, 150 and 200 % on a small laptop every part fits the width; what has no room folds away."""
    page.open_desk(desks({"planning.grade": "good"}), "a", "planning.grade")
    apply(qapp, "light", scale)
    QTest.qWait(30)
    try:
        fits(window, page, scale)
    finally:
        apply(qapp, "light", 1.0)
        QTest.qWait(30)


def fits(window: MainWindow, page: AuditFormPage, scale: float) -> None:
    """What must be true of the form at a text size."""
    for area in page.findChildren(QScrollArea):
        if area.isVisible():
            inside = area.widget()
            assert inside.width() <= area.viewport().width(), area
    assert page.width() <= window.pages.width() <= window.width()
    assert window.width() == 1366
    assert page.view.guide.isVisible() == (scale == 1.0)
    assert page.view.domains.isVisible() == (scale < 2.0)
    assert page.view.open_guide.isVisible() == (scale > 1.0)
    if scale > 1.0:
        page.view.open_guide.click()
        assert page.view.guide.isVisible()
        page.view.guide.shut.click()
        assert page.view.middle.isVisible()


def test_every_control_has_a_name(qtbot: Any, page: AuditFormPage, desks: Any) -> None:
    """A screen reader finds words on everything that takes the focus, in every domain."""
    desk = desks()
    page.open_desk(desk, "a")
    for key in tuple(page.view.keys()):
        page.view.show_domain(key)
        unnamed = [
            w for w in page.findChildren(QWidget)
            if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not w.accessibleName() and not getattr(w, "text", str)().strip()
        ]  # fmt: skip
        assert unnamed == [], key


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def test_timings(page: AuditFormPage, desks: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Opening, the next audit, and one answer: printed, with generous bounds for a busy machine."""
    one, two = desks({"planning.grade": "good"}), desks({"planning.grade": "inadequate"})
    first = _timed(lambda: page.open_desk(one, "a", "planning"))
    while page.view._next.isActive():
        QTest.qWait(20)
    following = min(
        _timed(lambda d=d: page.open_desk(d, d.title, "planning")) for d in (two, one, two)
    )
    QTest.qWait(200)
    grades = ("good", "requires_improvement", "good", "inadequate", "good")
    answers = sorted(_timed(lambda g=g: page.answering.give("planning.grade", g)) for g in grades)  # type: ignore[union-attr]
    with capsys.disabled():
        sys.stdout.write(
            f"\nform: open {first:.1f} ms, next {following:.1f} ms, answer {answers[2]:.1f} ms\n"
        )
    assert answers[0] < 50
    assert following < 200


def test_an_answer_elsewhere_never_draws_over_what_is_being_typed(
    page: AuditFormPage, desks: Any
) -> None:
    """A view that is drawn anew while somebody types leaves the words alone."""
    desk = desks({"reflection.said": "Old words"})
    page.open_desk(desk, "a", "reflection.said")
    QTest.keyClicks(focus(), " and new ones")
    box = page.view._pages["reflection"].boxes["reflection.said"]
    box.show_question(desk.form.view)
    assert cast("Any", box.editor).box.toPlainText() == "Old words and new ones"
    page.flush()
    assert desk.kept["reflection.said"] == "Old words and new ones"


def test_nothing_of_one_audit_stays_in_the_next(page: AuditFormPage, desks: Any) -> None:
    """Half a date, half a piece of evidence, an open comment: none of it is there in the next audit."""
    first, second = desks(), desks()
    page.open_desk(first, "a", "assessment.finished")
    QTest.keyClicks(focus(), "soon")
    page.view.go_to("risk.events")
    press(Qt.Key.Key_Space)
    QTest.keyClicks(focus(), "Record of the first")
    page.view.go_to("about.mode#comment")
    QTest.keyClicks(focus(), "Comment of the first")
    page._close(keep=False)
    page.open_desk(second, "b", "assessment.finished")
    for key in ("risk", "about", "assessment"):
        page.view.show_domain(key)
    QTest.qWait(1000)
    assert second.kept == {}
    texts = [w.text() for w in page.findChildren(QLineEdit)]
    assert "soon" not in texts
    assert all("first" not in w.toPlainText() for w in page.findChildren(Typing))
    page.view.show_domain("risk")
    editor = page.view._pages["risk"].boxes["risk.events"].editor
    assert cast("EvidenceEditor", editor).pieces() == []


def test_the_old_place_stands_until_one_goes_on(page: AuditFormPage, desks: Any) -> None:
    """Opening a draft and closing it again does not move the place where one was."""
    desk = desks({"risk.grade": "good"}, place="risk.reason")
    page.open_desk(desk, "a")
    page.flush()
    assert desk.places == []
    page.view.resume.button.click()
    page.flush()
    assert desk.places == ["risk.reason"]
