"""The whole job through the real window, by keyboard alone: audit, second reading, sign-off, summary."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from tests.e2e.hands import (
    CTRL,
    back_to,
    choose,
    focus,
    meanwhile,
    name,
    press,
    radio,
    tab_to,
    until,
    write,
)
from tests.e2e.steps import fill_in, jump, leave, mark, sign_in, signed_in
from ui.app.program import Program
from ui.pages.audit_form import AuditFormPage
from ui.pages.audits import AuditsPage
from ui.pages.moderation import ModerationComparePage, ModerationPage
from ui.pages.reports import ReportsPage
from ui.widgets import GradeChip, Picker
from ui.window import MainWindow


def pass_on(window: MainWindow, case: str, to: str) -> None:
    """The QA lead gives a second reading to somebody."""
    jump(window, "Moderation")
    page = cast("ModerationPage", window.pages.current())
    mark(page.panel.view, case)

    def choose_person(_dialog: QDialog) -> None:
        tab_to("To whom")
        write(to[:4])
        assert cast("Picker", focus()).currentText() == to
        press(Qt.Key.Key_Return, CTRL)

    meanwhile(choose_person)
    choose("Pass on")
    back_to(window)
    mark(page.panel.view, to)


def close(window: MainWindow) -> None:
    """Take one's own grade in every domain, give both verdicts and the reason, and close."""
    compare = cast("ModerationComparePage", window.pages.current())
    for _domain in compare.finals:
        tab_to("Take mine")
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Tab)
    assert set(compare.chosen().values()) == {"requires_improvement"}
    radio("Is the overall grade right?|No")
    radio("Is the audit well done?|Mostly")
    for field in ("Why another grade", "For the auditor"):
        tab_to(field)
        write("The file shows more; made up.")
    choose("Close the second reading")
    until(lambda: window.pages.key == "moderation", "the queue again")


def sign_off(window: MainWindow, case: str) -> None:
    """Open the audit from the list and sign it."""
    jump(window, "Audits")
    mark(cast("AuditsPage", window.pages.current()).panel.view, case)
    press(Qt.Key.Key_Return)
    until(lambda: window.pages.key == "audit_view", "the audit")
    shown = [label.text() for label in cast("QWidget", window.pages.current()).findChildren(QLabel)]
    assert "first, after the second reading" in shown
    said: list[str] = []

    def sign(dialog: QDialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        press(Qt.Key.Key_Return, CTRL)

    meanwhile(sign)
    choose("Sign off")
    back_to(window)
    assert f"Sign off the audit of case {case}?" in said
    assert "The audit is signed off." in window.toasts.words()


def write_summary(window: MainWindow) -> Path:
    """The moderated audit summary as a PDF, which is then shown in the page."""
    jump(window, "Reports")
    page = cast("ReportsPage", window.pages.current())
    target = page.target()
    choose("Write")
    until(target.exists, "the summary", 30)
    until(page.preview.isVisible, "the summary on the screen")
    return target


def test_one_case_from_the_desk_to_the_summary(start: Callable[[], Program], room: Path):
    """A case is audited, read again blind, compared, closed, signed off, and stands in the summary's PDF."""
    program = start()
    # The auditor takes the case that waits, declares, and grades every domain Inadequate.
    window = sign_in(program, "auditor")
    jump(window, "Audits")
    case = name(tab_to("Start case")).removeprefix("Start case ")
    press(Qt.Key.Key_Space)
    choose("That is so: start the audit")
    fill_in(window, Qt.Key.Key_4)
    assert window.pages.key == "audits"
    assert "Handed in." in window.toasts.words()
    leave(program)
    # Nothing waits for this moderator: the QA lead gives them the case.
    window = sign_in(program, "moderator")
    moderator = signed_in(window)
    leave(program)
    window = sign_in(program, "qa lead")
    pass_on(window, case, moderator)
    leave(program)
    # The moderator reads it again without seeing a grade, and gives another one.
    window = sign_in(program, "moderator")
    jump(window, "Moderation")
    queue = cast("ModerationPage", window.pages.current())
    mark(queue.panel.view, case)
    assert not queue.findChildren(GradeChip)
    press(Qt.Key.Key_Return)
    choose("That is so: open the case")
    until(lambda: window.pages.key == "audit_form", "the empty form")
    form = cast("AuditFormPage", window.pages.current())
    assert form.answering is not None
    assert form.answering.desk.form.answers == {}
    fill_in(window, Qt.Key.Key_3)
    until(lambda: window.pages.key == "moderation_compare", "the comparison")
    close(window)
    leave(program)
    # The QA lead signs it off, and writes the summary.
    window = sign_in(program, "qa lead")
    sign_off(window, case)
    file = write_summary(window)
    words = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert case in words
    assert "Moderated audit summary" in words
