"""The page of the form: what is missing, small screens, names, speed, one audit after the other."""

import sys
import time
from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QScrollArea, QWidget

from ui.dialogs.hand_in import HandIn
from ui.form.editors.evidence import EvidenceEditor
from ui.form.editors.text import Typing
from ui.look import apply
from ui.pages.audit_form import AuditFormPage
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
